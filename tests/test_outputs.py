"""Folders for results, and files that are whole or not there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from formcheck.errors import OutputError
from formcheck.review.outputs import NewFile, address_of, choose_folder, results_of

FULL_DISK = Path("/dev/full")

makes_links = pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def report_about(video: Path, folder: Path) -> None:
    """Put a report about a recording into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"video": {"path": str(video.absolute())}})
    (folder / "report.json").write_text(content, encoding="utf-8")


def test_a_video_gets_a_folder_of_its_name(tmp_path: Path) -> None:
    """The folder is called like the file, without its ending."""
    assert choose_folder(tmp_path, Path("sets/monday.squat.mp4")) == tmp_path / "monday.squat"


@pytest.mark.parametrize(
    ("video", "folder"),
    [
        ("...mp4", "recording"),
        ("..mp4", "recording"),
        ("....mp4", "recording"),
        (" . .mp4", "recording"),
        ("set..mp4", "set"),
        ("set. .mp4", "set"),
        (".set.mp4", ".set"),
        ("con.mp4", "_con"),
        ("Com1.squat.mp4", "_Com1.squat"),
        ("nul .mp4", "_nul"),
        ("console.mp4", "console"),
        ("lpt0.mp4", "lpt0"),
        ("-rf.mp4", "-rf"),
        ("~.mp4", "~"),
        ("two\nlines.mp4", "two_lines"),
        ("\x1b[31mred.mp4", "_[31mred"),
        ("evil\N{RIGHT-TO-LEFT OVERRIDE}4pm.mp4", "evil_4pm"),
        ("m\udcff.mp4", "m_"),
        ("x" * 240 + ".mp4", "x" * 240),
        ("x" * 241 + ".mp4", "x" * 240),
        ("x" * 239 + "ü.mp4", "x" * 239),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, video: str, folder: str) -> None:
    """Dots alone, or what Windows takes for a device, become a folder's name like any other."""
    assert choose_folder(tmp_path, Path(video)) == tmp_path / folder


def test_two_nameless_videos_get_two_folders(tmp_path: Path) -> None:
    """They are numbered like any others of one name."""
    first = choose_folder(tmp_path, Path("...mp4"))

    assert choose_folder(tmp_path, Path("..mp4"), taken=[first]) == tmp_path / "recording-2"


def test_two_videos_of_one_name_get_two_folders(tmp_path: Path) -> None:
    """In one review the second of two equal names is numbered."""
    first = choose_folder(tmp_path, Path("a/set.mp4"))
    second = choose_folder(tmp_path, Path("b/set.mp4"), taken=[first])

    assert [first, second] == [tmp_path / "set", tmp_path / "set-2"]


def test_reviewing_again_gives_the_same_folder(tmp_path: Path) -> None:
    """A report about this very recording is replaced, not multiplied."""
    report_about(Path("a/set.mp4"), tmp_path / "set")

    assert choose_folder(tmp_path, Path("a/set.mp4")) == tmp_path / "set"


def test_results_about_another_video_are_left_alone(tmp_path: Path) -> None:
    """The same name in another folder is another recording, on another day too."""
    report_about(Path("monday/set.mp4"), tmp_path / "set")

    assert choose_folder(tmp_path, Path("tuesday/set.mp4")) == tmp_path / "set-2"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"video": null}', '{"video": {"path": 3}}'])
def test_files_that_are_not_ours_are_left_alone(tmp_path: Path, content: str) -> None:
    """A file of one of our names that no review wrote is somebody's."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "report.json").write_text(content, encoding="utf-8")

    assert choose_folder(tmp_path, Path("set.mp4")) == tmp_path / "set-2"


def test_a_folder_with_other_files_may_be_used(tmp_path: Path) -> None:
    """What has none of our names is in nobody's way."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "notes.txt").write_text("knees", encoding="utf-8")

    assert choose_folder(tmp_path, Path("set.mp4")) == tmp_path / "set"


def test_results_appear_together_in_the_end(tmp_path: Path) -> None:
    """Until the last of them is whole, none has its name."""
    with results_of(tmp_path / "out" / "set") as unfinished:
        (unfinished / "report.json").write_text("{}", encoding="utf-8")
        assert not (tmp_path / "out" / "set" / "report.json").exists()

    assert names_in(tmp_path / "out" / "set") == {"report.json"}


def test_an_error_leaves_the_results_of_before(tmp_path: Path) -> None:
    """A broken-off review mixes nothing of its own with what an earlier one found."""
    (tmp_path / "report.json").write_text("old", encoding="utf-8")

    def broken_off() -> None:
        with results_of(tmp_path) as unfinished:
            (unfinished / "report.json").write_text("new", encoding="utf-8")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()

    assert (tmp_path / "report.json").read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == {"report.json"}


def test_what_is_not_made_again_goes(tmp_path: Path) -> None:
    """An annotated recording of an earlier review does not stay beside a new report."""
    for name in ("annotated.mp4", "notes.txt"):
        (tmp_path / name).write_text("old", encoding="utf-8")

    with results_of(tmp_path) as unfinished:
        (unfinished / "report.json").write_text("{}", encoding="utf-8")

    assert names_in(tmp_path) == {"report.json", "notes.txt"}


ANY_NAME = some.text(
    some.one_of(
        some.characters(exclude_characters="/\0", exclude_categories=["Cs"]),
        some.sampled_from("..  \\:~-\n\x1b\udc80\udcff\N{RIGHT-TO-LEFT OVERRIDE}"),
    ),
    min_size=1,
    max_size=300,
).filter(lambda name: name not in {".", ".."})
"""Whatever a file may be called, and longer than it may be."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=ANY_NAME, ending=some.sampled_from(["", ".", ".mp4", "..mp4"]))
def test_whatever_a_video_is_called_its_results_lie_in_a_folder_of_their_own(
    tmp_path_factory: pytest.TempPathFactory, name: str, ending: str
) -> None:
    """It lies directly in the folder that was chosen, and nothing else changes there or above."""
    above = tmp_path_factory.mktemp("above")
    out = above / "out"
    for somebodys in (above / ".part", out / ".part", above / "report.json", out / "notes"):
        somebodys.mkdir(parents=True)
    before = names_in(above)

    folder = choose_folder(out, Path(f"{name}{ending}"))
    with results_of(folder) as unfinished:
        (unfinished / "report.json").write_text("{}", encoding="utf-8")

    assert folder.parent == out
    assert folder.resolve().parent == out.resolve()
    assert folder.name not in before | {".", ".."}
    assert names_in(above) == before | {folder.name, "report.json"}


@makes_links
def test_a_link_to_another_folder_is_not_followed(tmp_path: Path) -> None:
    """Results stay where they were asked for, whatever the links there are called."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "set").symlink_to(tmp_path / "elsewhere")

    assert choose_folder(tmp_path / "out", Path("set.mp4")) == tmp_path / "out" / "set-2"


def test_a_file_of_the_name_is_left_alone(tmp_path: Path) -> None:
    """Where a file has the name, the folder gets another."""
    (tmp_path / "set").write_text("somebody's", encoding="utf-8")

    assert choose_folder(tmp_path, Path("set.mp4")) == tmp_path / "set-2"


# A review that is killed while it writes, after it has said that it does.
KILLED = """
import sys, time
from pathlib import Path
from formcheck.review.outputs import results_of
with results_of(Path(sys.argv[1])) as unfinished:
    (unfinished / ".annotated.mp4.part").write_text("half", encoding="utf-8")
    print("writes", flush=True)
    time.sleep(600)
"""


def writing(folder: Path) -> "subprocess.Popen[str]":
    """Begin to write results into a folder, in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writes\n"
    process.stdout.close()
    return process


def test_what_a_killed_review_left_goes(tmp_path: Path) -> None:
    """Its hidden files are cleared away by the next review, and not while it lives."""
    process = writing(tmp_path / "set")
    try:
        [left] = (tmp_path / "set").iterdir()
        with results_of(tmp_path / "set"):
            assert (left / ".annotated.mp4.part").exists()
    finally:
        process.kill()
        process.wait()
    assert (left / ".annotated.mp4.part").exists()

    with results_of(tmp_path / "set"):
        pass

    assert names_in(tmp_path / "set") == set()


@pytest.mark.parametrize("mark", ["", "somebody's own"])
def test_a_folder_that_looks_like_ours_is_left_alone(tmp_path: Path, mark: str) -> None:
    """Without our mark a folder is somebody's, whatever its name."""
    with results_of(tmp_path / "set") as unfinished:
        marks = {file.name for file in unfinished.iterdir() if file.read_bytes()}
    assert len(marks) == 1
    unfinished.mkdir(parents=True)
    (unfinished / "thesis.txt").write_text("years", encoding="utf-8")
    (unfinished / ".lock").touch()
    if mark:
        (unfinished / marks.pop()).write_text(mark, encoding="utf-8")

    with results_of(tmp_path / "set"):
        pass

    assert (unfinished / "thesis.txt").exists()


@makes_links
def test_a_folder_called_part_is_somebodys(tmp_path: Path) -> None:
    """Neither a folder of that name nor what a link of that name leads to is touched."""
    (tmp_path / "set" / ".part").mkdir(parents=True)
    (tmp_path / "set" / ".part" / "report.json").write_text("mine", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".part").symlink_to(tmp_path / "set" / ".part")

    for name in ("set", "other"):
        with results_of(tmp_path / name) as unfinished:
            (unfinished / "report.json").write_text("{}", encoding="utf-8")

    assert (tmp_path / "set" / ".part" / "report.json").read_text(encoding="utf-8") == "mine"


@makes_links
def test_a_link_in_the_place_of_the_hidden_folder_is_not_followed(tmp_path: Path) -> None:
    """Whoever swaps it for a link while results are written loses nothing by it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "thesis.txt").write_text("years", encoding="utf-8")

    with results_of(tmp_path / "set") as unfinished:
        unfinished.rename(tmp_path / "moved")
        unfinished.symlink_to(tmp_path / "elsewhere")

    assert (tmp_path / "elsewhere" / "thesis.txt").exists()


def test_only_results_are_replaced(tmp_path: Path) -> None:
    """A page with other names than a review's leaves a review's files alone."""
    (tmp_path / "report.json").write_text("old", encoding="utf-8")

    with results_of(tmp_path, ["index.html"]) as unfinished:
        (unfinished / "index.html").write_text("new", encoding="utf-8")

    assert names_in(tmp_path) == {"report.json", "index.html"}


def test_a_folder_made_for_nothing_goes(tmp_path: Path) -> None:
    """A review that fails leaves no empty folder behind."""
    with pytest.raises(KeyError), results_of(tmp_path / "out" / "set"):
        raise KeyError

    assert not (tmp_path / "out" / "set").exists()


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    """An empty folder that somebody made is theirs."""
    (tmp_path / "set").mkdir()

    with pytest.raises(KeyError), results_of(tmp_path / "set"):
        raise KeyError

    assert (tmp_path / "set").exists()


def test_a_file_where_the_folder_should_be_is_an_error(tmp_path: Path) -> None:
    """The error names the folder and says what to do."""
    (tmp_path / "out").write_text("", encoding="utf-8")

    with pytest.raises(OutputError, match="--out"), results_of(tmp_path / "out" / "set"):
        pytest.fail("there is no such folder")


def test_a_name_too_long_for_the_system_is_an_error(tmp_path: Path) -> None:
    """Where the system refuses to look, that is said."""
    with pytest.raises(OutputError, match="--out"):
        choose_folder(tmp_path / ("x" * 300), Path("set.mp4"))


@pytest.mark.skipif(sys.platform != "linux", reason="others keep names in Unicode only")
def test_any_name_a_file_may_have_fits_into_a_report() -> None:
    """Bytes that are no Unicode become the sign for that."""
    assert (
        address_of(Path("/sets/" + os.fsdecode(b"m\xff.mp4")))
        == "/sets/m\N{REPLACEMENT CHARACTER}.mp4"
    )


def test_a_file_appears_when_it_is_finished(tmp_path: Path) -> None:
    """Until then nothing has its name."""
    with NewFile(tmp_path / "reps.csv") as file:
        file.write("a,b\n")
        assert not (tmp_path / "reps.csv").exists()

    assert (tmp_path / "reps.csv").read_bytes() == b"a,b\n"
    assert [path.name for path in tmp_path.iterdir()] == ["reps.csv"]


def test_an_error_leaves_what_was_there_before(tmp_path: Path) -> None:
    """A broken-off file is removed; the older one stays."""
    (tmp_path / "reps.csv").write_text("old", encoding="utf-8")

    def broken_off() -> None:
        with NewFile(tmp_path / "reps.csv") as file:
            file.write("new")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()

    assert (tmp_path / "reps.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["reps.csv"]


@pytest.mark.skipif(not FULL_DISK.exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("length", [3, 1_000_000])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, length: int) -> None:
    """Whether it is noticed while writing or at the end, no file of that name is left."""
    (tmp_path / ".reps.csv.part").symlink_to(FULL_DISK)

    with (
        pytest.raises(OutputError, match=r"reps\.csv.*[Nn]o space"),
        NewFile(tmp_path / "reps.csv") as file,
    ):
        file.write("x" * length)

    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A file in a folder that has gone cannot be begun."""
    with pytest.raises(OutputError, match=r"reps\.csv"):
        NewFile(tmp_path / "gone" / "reps.csv")
