"""The page on privacy, limits and safety, and what is kept and how it goes."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from disks import make_pipe, unprivileged
from live_stand_ins import rep, report
from pages import page_of
from sayings import SAY
from streamlit.testing.v1 import AppTest

from formcheck.app.state.visit import VISIT, Step, Visit
from formcheck.errors import OutputError
from formcheck.exercise.results.report import Verdict
from formcheck.guide.guidance import Plan
from formcheck.history.data_folder import write_whole
from formcheck.history.fault_pictures import FaultPicture, pictures_folder, save_pictures
from formcheck.history.kept import forget, forget_everything, what_is_kept
from formcheck.history.person_file import PersonFile, change_person, person_path, save_person
from formcheck.history.set_files import SetProgress, find_sets, save_to, sets_folder

THE_PAGE = "from formcheck.app.about import page\npage.show()"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def opened(*, written_in: Path | None = None) -> AppTest:
    at = page_of(THE_PAGE, written_in).run()
    assert not at.exception
    return at


def told(at: AppTest) -> str:
    kinds = (at.title, at.header, at.subheader, at.markdown, at.error, at.caption, at.warning)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return re.sub(r"\s+", " ", text.replace("\\", ""))


def delete(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


def one_picture() -> Path:
    """Keep a picture as the summary does; return its file."""
    picture = FaultPicture(1, 1, "back", "Back", Verdict.FAULT, 1.0, b"a picture")
    (path,) = save_pictures([picture], pictures_folder() / "20261120_120000_hip_hinge")
    return path


def what_a_kill_leaves(*folders: Path) -> None:
    """Put parts into folders as this version and earlier ones name them."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (".person.json.abcd1234.part", ".a_set.json.abcd1234.part", ".abcd_234.part"):
            (folder / name).write_text("answers", encoding="utf-8")


def all_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def some_sets(data: Path, count: int) -> None:
    (data / "sets").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (data / "sets" / f"{datetime.now(UTC):%Y}_{number}.json").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "not a medical device",
        "does not diagnose",
        "stop if pain rises above 5 of 10",
        "get emergency help now",
        "cauda equina syndrome",
        "No video is kept",
        "Nothing is sent to anybody",
        "outline of your back",
        "lowest part alone is seen less",
        "not judged",
        "Tried was Chromium",
        "Apache-2.0",
        "mediapipe 0.10.31",
    ],
)
def test_it_says_what_has_to_be_known(words: str) -> None:
    """Safety, privacy, limits, browsers and versions are on the page."""
    assert words in told(opened())


def test_it_says_where_things_are_kept(data: Path) -> None:
    """The folder is named, and that nothing is in it yet."""
    text = told(opened())

    assert str(data) in text
    assert "At the moment nothing is kept" in text


def test_sets_and_answers_are_counted_and_can_be_deleted(data: Path) -> None:
    """Each kind of thing has its own button, which deletes that and no other."""
    some_sets(data, 2)
    save_person(person_path(), PersonFile())
    at = opened()
    assert "The numbers of your sets: 2 sets" in told(at)
    assert "Your answers and settings" in told(at)

    next(b for b in at.button if b.label == "Delete the numbers of your sets").click().run()

    assert "numbers of your sets:" not in told(at)
    assert not (data / "sets").exists()
    assert person_path().exists()


def test_deleting_answers_leaves_nothing_of_them(data: Path) -> None:
    """Damaged ones that were set aside go too, and own exercises stay."""
    save_person(person_path(), PersonFile())
    person_path().with_name("person.json.damaged-1").touch()
    (data / "exercises").mkdir()
    (data / "exercises" / "mine.yaml").touch()

    for kept in what_is_kept(data):
        assert forget(kept) == ()

    assert [path.name for path in data.iterdir()] == ["exercises"]
    assert what_is_kept(data) == []


def test_one_set_is_one_set(data: Path) -> None:
    """Words agree with their number."""
    some_sets(data, 1)

    assert [kept.amount(SAY) for kept in what_is_kept(data)] == ["1 set"]


def test_a_folder_that_cannot_be_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the folder should be is told, and the page is as it is otherwise."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "file"))

    with pytest.raises(OutputError, match="a file is where a folder should be"):
        what_is_kept(tmp_path / "file")
    text = told(opened())
    assert text.count("a file is where a folder should be") == 1
    assert "Nothing can be kept" in text
    assert "At the moment nothing is kept" not in text
    assert "mediapipe 0.10.31" in text


@pytest.mark.parametrize("mode", [0o000, 0o500])
def test_a_folder_that_may_not_be_used_is_told(monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    """One that may not be read, or not be written, is told once, and the page goes on."""
    opened()  # all that it is made of is loaded by whoever may read it
    with unprivileged() as own:
        monkeypatch.setenv("FORMCHECK_DATA", str(own / "data"))
        save_person(person_path(), PersonFile())
        (own / "data").chmod(mode)
        text = told(opened(written_in=own))

    assert text.count("Permission denied") == 1
    assert "Check who may write there" in text
    assert ("Your answers and settings" in text) == (mode == 0o500)
    assert "mediapipe 0.10.31" in text


def test_what_is_gone_already_can_be_deleted(data: Path) -> None:
    """Two tabs that delete the same thing both end without it."""
    save_person(person_path(), PersonFile())
    [kept] = what_is_kept(data)

    assert forget(kept) == ()
    assert forget(kept) == ()

    assert what_is_kept(data) == []


def test_what_cannot_be_deleted_is_told_and_the_rest_goes(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system refuses to delete is said with its place and reason; nothing waits for it."""
    some_sets(data, 4)
    save_person(person_path(), PersonFile())
    refused = sorted((data / "sets").iterdir())[1:3]
    unlink = Path.unlink

    def but_those(path: Path, missing_ok: bool = False) -> None:
        if path in refused:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", but_those)
    at = delete(opened(), "Delete everything")

    assert sorted((data / "sets").iterdir()) == refused
    assert not person_path().exists()
    text = told(at)
    assert f"{refused[0]} and 1 more" in text
    assert text.count("This can't be deleted: Permission denied") == 1
    assert "The numbers of your sets: 2 sets" in text
    assert "can't be deleted" not in told(at.run())


# --- Parts, copies and links ----------------------------------------------------------------------


def test_parts_are_no_sets_and_go_with_them(data: Path) -> None:
    """What a kill left is neither counted nor listed, and goes with what it is a part of."""
    some_sets(data, 1)
    save_person(person_path(), PersonFile())
    what_a_kill_leaves(data / "sets")

    sets, person = what_is_kept(data)
    assert sets.amount(SAY) == "1 set"
    forget(sets)

    assert [kept.name(SAY) for kept in what_is_kept(data)] == [person.name(SAY)]
    assert not (data / "sets").exists()


def test_parts_alone_are_kept_too(data: Path) -> None:
    """Where nothing but what a kill left is there, that is said and can be deleted."""
    what_a_kill_leaves(data / "sets")

    assert "The numbers of your sets: left over from saving" in told(opened())
    assert forget_everything() == ()
    assert all_in(data) == []


def test_set_aside_copies_are_named(data: Path) -> None:
    """Somebody who looks is told of every copy of their answers."""
    save_person(person_path(), PersonFile())
    for number in (1, 2):
        person_path().with_name(f"person.json.damaged-{number}").touch()

    assert "person.json.damaged-1, person.json.damaged-2" in told(opened())


def test_everything_goes_at_once(data: Path) -> None:
    """Sets, pictures, answers, their copies, parts and lock; own exercises stay."""
    some_sets(data, 2)
    change_person(person_path(), lambda person: person)
    picture = one_picture()
    what_a_kill_leaves(data, data / "sets", data / "pictures", picture.parent)
    (data / ".a_set.json.abcd1234.part").unlink()  # none of what is written there
    for number in (1, 2, 3):
        person_path().with_name(f"person.json.damaged-{number}").touch()
    (data / "exercises").mkdir()

    at = opened()
    at = delete(at, "Delete everything")

    assert all_in(data) == ["exercises"]
    assert "At the moment nothing is kept" in told(at)
    assert "Delete everything" not in {button.label for button in at.button}


def test_the_folder_goes_where_only_formcheck_can_have_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that somebody named stays, empty; the system's own goes unless something is in it."""
    save_person(person_path(), PersonFile())
    forget_everything()
    assert all_in(tmp_path) == ["data"]

    monkeypatch.delenv("FORMCHECK_DATA")
    own = tmp_path / "own" / "formcheck"
    monkeypatch.setattr("platformdirs.user_data_path", lambda *name, **how: own)
    save_person(person_path(), PersonFile())
    (own / "note").touch()
    forget_everything()
    assert all_in(own) == ["note"]

    (own / "note").unlink()
    forget_everything()
    assert all_in(tmp_path) == ["data", "own"]


def test_links_are_removed_and_not_followed(data: Path, tmp_path: Path) -> None:
    """What a link leads to is somebody else's, a whole folder of sets among it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "20261120T120000000000_bow_01.json").touch()
    some_sets(data, 1)
    picture = one_picture()
    for folder in (data / "sets", data / "pictures", picture.parent):
        (folder / "link.json").symlink_to(elsewhere / "20261120T120000000000_bow_01.json")
        (folder / "folder").symlink_to(elsewhere)

    assert forget_everything() == ()

    assert all_in(data) == []
    assert len(all_in(elsewhere)) == 1


def test_a_link_in_the_place_of_sets_or_answers_is_told(data: Path, tmp_path: Path) -> None:
    """It goes; that what it leads to is still there has to be known."""
    save = save_to(tmp_path / "elsewhere", "bow", Plan(goal=5, sets=2), datetime.now(UTC))
    save(SetProgress(1, report(rep(1))))
    data.mkdir()
    (data / "sets").symlink_to(tmp_path / "elsewhere")
    person_path().symlink_to(tmp_path / "mine.json")
    assert {kept.amount(SAY) for kept in what_is_kept()} == {"by a link to another place"}

    troubles = forget_everything()

    assert all_in(data) == []
    assert len(all_in(tmp_path / "elsewhere")) == 1
    assert {each.where for each in troubles} == {
        str(tmp_path / "elsewhere"),
        str(tmp_path / "mine.json"),
    }
    assert all("what it leads to was left alone" in each.what for each in troubles)


def test_a_pipe_in_a_files_place_goes(data: Path) -> None:
    """Nothing is opened only to be deleted."""
    (data / "sets").mkdir(parents=True)
    make_pipe(data / "sets" / "20261120T120000000000_bow_01.json")
    make_pipe(data / "person.json")

    assert forget_everything() == ()
    assert all_in(data) == []


def test_what_is_not_formchecks_stays(data: Path) -> None:
    """Somebody may have named a folder with pictures of their own."""
    some_sets(data, 1)
    picture = one_picture()
    mine = [data / "pictures" / "holiday" / "set1_01_beach.jpg", data / "pictures" / "me.jpg"]
    mine += [data / "sets" / "notes.txt", data / "person.json.bak"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.touch()

    assert [kept.amount(SAY) for kept in what_is_kept()] == ["1 set", "1 picture"]
    assert forget_everything() == ()

    assert not picture.parent.exists()
    assert all(path.exists() for path in mine)
    assert what_is_kept() == []


# --- While something goes on ----------------------------------------------------------------------


def test_a_set_under_way_is_not_brought_back(data: Path) -> None:
    """Its next rep finds that it was deleted, and that nothing more of it is kept."""
    save = save_to(sets_folder(), "bow", Plan(goal=5, sets=2), datetime.now(UTC))
    save(SetProgress(1, report(rep(1))))
    forget_everything()

    with pytest.raises(OutputError, match="kept no more"):
        save(SetProgress(1, report(rep(1), rep(2))))
    assert all_in(data) == []


def test_what_is_written_meanwhile_goes_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set that another window saves for the first time while all is deleted is deleted."""
    some_sets(data, 2)
    unlink = Path.unlink

    def saving(path: Path, missing_ok: bool = False) -> None:
        monkeypatch.setattr(Path, "unlink", unlink)
        unlink(path, missing_ok=missing_ok)
        write_whole(data / "sets" / "20261120T120000000000_bow_01.json", "{}")

    monkeypatch.setattr(Path, "unlink", saving)
    forget_everything()

    assert all_in(data) == []


@pytest.mark.parametrize(("step", "there"), [(Step.SUMMARY, False), (Step.LIVE, True)])
def test_this_window_begins_anew_unless_one_exercises_in_it(step: Step, there: bool) -> None:
    """Answers are not taken from its memory when everything has been deleted."""
    save_person(person_path(), PersonFile())
    at = page_of(THE_PAGE)
    at.session_state[VISIT] = Visit(step=step)

    delete(at.run(), "Delete everything")

    assert (VISIT in at.session_state) == there


KILLS_A_DOZEN = """
import os, random, signal, time
from datetime import UTC, datetime
from live_stand_ins import rep, report
from formcheck.exercise.results.report import Verdict
from formcheck.guide.guidance import Plan
from formcheck.history.fault_pictures import FaultPicture, pictures_folder, save_pictures
from formcheck.history.person_file import change_person, person_path
from formcheck.history.set_files import SetProgress, save_to, sets_folder

picture = FaultPicture(1, 1, "back", "Back", Verdict.FAULT, 1.0, bytes(25_000))

def keep_saving():
    save = save_to(sets_folder(), "hip_hinge", Plan(goal=5, sets=2), datetime.now(UTC))
    number = 0
    while True:
        number += 1
        save(SetProgress(number, report(rep(1))))
        change_person(person_path(), lambda person: person)
        save_pictures([picture], pictures_folder() / f"20261120_{number:06}_hip_hinge")

for seed in range(12):
    if (saving := os.fork()) == 0:
        keep_saving()
    time.sleep(random.Random(seed).uniform(0.005, 0.05))
    os.kill(saving, signal.SIGKILL)
    os.waitpid(saving, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copied on Unix alone")
def test_whatever_kills_leave_goes_with_everything(data: Path) -> None:
    """A dozen processes are killed while they save: nothing of it is left, or counts as a set."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", KILLS_A_DOZEN], env=environment, check=True)
    what_a_kill_leaves(data / "sets")

    found = find_sets(sets_folder())
    assert found.sets
    assert not found.skipped
    assert what_is_kept()[0].amount(SAY).split()[0] == str(len(found.sets))
    assert forget_everything() == ()
    assert all_in(data) == []
