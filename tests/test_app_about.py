"""The page on privacy, limits and safety."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.app.kept import forget, what_is_kept
from formcheck.errors import OutputError
from formcheck.live.person_file import Person, person_path, save_person

THE_PAGE = "from formcheck.app import about_page\nabout_page.show()"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def opened() -> AppTest:
    at = AppTest.from_string(THE_PAGE, default_timeout=30).run()
    assert not at.exception
    return at


def told(at: AppTest) -> str:
    kinds = (at.title, at.header, at.subheader, at.markdown, at.error, at.caption)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return re.sub(r"\s+", " ", text.replace("\\", ""))


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
    save_person(person_path(), Person())
    at = opened()
    assert "The numbers of your sets: 2 sets" in told(at)
    assert "Your answers and settings" in told(at)

    next(b for b in at.button if b.label == "Delete the numbers of your sets").click().run()

    assert "numbers of your sets:" not in told(at)
    assert not (data / "sets").exists()
    assert person_path().exists()


def test_deleting_answers_leaves_nothing_of_them(data: Path) -> None:
    """Damaged ones that were set aside go too, and own exercises stay."""
    save_person(person_path(), Person())
    person_path().with_name("person.json.damaged-1").touch()
    (data / "exercises").mkdir()
    (data / "exercises" / "mine.yaml").touch()

    for kept in what_is_kept(data):
        forget(kept)

    assert [path.name for path in data.iterdir()] == ["exercises"]
    assert what_is_kept(data) == []


def test_one_set_is_one_set(data: Path) -> None:
    """Words agree with their number."""
    some_sets(data, 1)

    assert [kept.amount for kept in what_is_kept(data)] == ["1 set"]


def test_a_folder_that_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is no reason to fail."""
    (tmp_path / "file").touch()

    assert what_is_kept(tmp_path / "file") == []


def test_what_is_gone_already_can_be_deleted(data: Path) -> None:
    """Two tabs that delete the same thing both end without it."""
    save_person(person_path(), Person())
    [kept] = what_is_kept(data)

    forget(kept)
    forget(kept)

    assert what_is_kept(data) == []


def test_what_cannot_be_deleted_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses to delete is said with its place."""
    some_sets(data, 1)
    [kept] = what_is_kept(data)

    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(OutputError, match="Permission denied") as caught:
        forget(kept)
    assert caught.value.where == str(data / "sets")
