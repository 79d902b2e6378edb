"""Whatever files, labels and folders are called, the terminal and the pages only show it."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sets import empty_model, hinges, recorded, recording_of, with_any_model
from spec_texts import REPS, changed
from typer.testing import CliRunner, Result

from formcheck.cli.commands import app
from formcheck.disk.names import plain_stem
from formcheck.landmarks.pose import Pose
from formcheck.pose.recording import save_recording
from formcheck.printable import hidden_in, in_unicode, printable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="others refuse such names")

HOSTILE = [
    "\x1b]0;owned\x07\x1b[31mred",
    "\x9b31m\x84\x7f",
    "gpj\N{RIGHT-TO-LEFT OVERRIDE}4pm",
    "\N{RIGHT-TO-LEFT ISOLATE}a\N{POP DIRECTIONAL ISOLATE}\N{RIGHT-TO-LEFT MARK}\u061c",
    "two\nlines\r\u2028\u2029\x85and a\ttab",
    "zero\N{ZERO WIDTH SPACE}width\N{ZERO WIDTH NO-BREAK SPACE}",
    "no\udcffletter\udc80",
    "[red]x[link=evil.example]y :warning:",
]
"""Names of files, as they come from an archive or a chat."""

ALL = "".join(HOSTILE)

# What a shell's glob makes of a folder that holds such files.
OPTION_LIKE = "--\x1b[31m"

LABELS = """\
clips:
- file: {name}
  spec: hip_hinge
  person: {person}
  reps: 1
  rep_times_s:
  - {{start: 6.9, extreme: 9.4, end: 11.4}}
  faults: {{rounded_back: [1]}}
"""


@pytest.fixture(scope="module")
def two_hinges() -> list[Pose]:
    return hinges(2)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")  # nothing is wrapped
    empty_model(tmp_path / "any.task")
    return tmp_path


def said(*words: str | Path, poses: Sequence[Pose] = ()) -> str:
    """Run a command as at a terminal, which shows every escape; return all that it printed."""
    estimator = with_any_model(recorded(poses))
    result: Result = CliRunner().invoke(app, list(map(str, words)), obj=estimator, color=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    steering = {letter for _, letter in hidden_in(result.output)} - {"\n"}
    assert not steering, result.output
    return result.output


def test_a_review_shows_a_name_and_obeys_nothing_in_it(place: Path, two_hinges: list[Pose]) -> None:
    """The summary, the JSON, and the folder of the results."""
    video = recording_of(two_hinges, place / "set.mp4").rename(place / f"{ALL}.mp4")
    command = ("review", "--model", "any.task", "--exercise", "hip_hinge", "--no-video", video.name)

    assert f"{printable(video.name)}: Hip hinge, 2 reps" in said(*command, poses=two_hinges)

    [report] = [
        line
        for line in said(*command, "--json", poses=two_hinges).splitlines()
        if line.startswith("{")
    ]
    written = os.fsencode(video).decode("utf-8", "replace")
    assert json.loads(report)["video"]["path"] == written
    for file in (place / "formcheck-out" / plain_stem(video)).iterdir():
        assert not {letter for _, letter in hidden_in(file.read_text("utf-8"))} - {"\n"}
        assert not list(hidden_in(str(file.relative_to(place))))


@pytest.mark.parametrize("name", HOSTILE)
def test_an_error_shows_a_name_and_obeys_nothing_in_it(place: Path, name: str) -> None:
    """Files that are missing or no recordings, and words that mean nothing."""
    (place / f"{name}.mp4").write_text("no recording", encoding="utf-8")
    review = ("review", "--model", "any.task", "--exercise", "hip_hinge")

    assert printable(f"missing{name}.mp4") in said(*review, f"missing{name}.mp4")
    assert printable(f"{name}.mp4") in said(*review, f"{name}.mp4")
    assert printable(name) in said(*review, f"{name}.mp4", "--person", name)
    assert printable(name) in said(*review, f"{name}.mp4", "--out", f"any.task/{name}")
    assert printable(name) in said("review", "--model", name, "--exercise", "squat", "a.mp4")
    assert printable(name) in said(*review[:3], "--exercise", name, "a.mp4")
    assert printable(name) in said("model", "--from", f"{name}.whl")


@pytest.mark.parametrize("name", HOSTILE)
def test_specs_are_named_and_obey_nothing(place: Path, name: str) -> None:
    """A spec's file, right or wrong, missing or to be written."""
    (place / f"{name}.yaml").write_text(changed(REPS, "view: side", "view: up"), encoding="utf-8")

    assert printable(f"{name}.yaml") in said("spec", "check", f"{name}.yaml")
    assert printable(f"{name}.yaml") in said("spec", "show", f"{name}.yaml")
    assert printable(f"missing{name}.yaml") in said("spec", "check", f"missing{name}.yaml")
    assert printable(name) in said("spec", "new", name)
    assert printable(name) in said("spec", "new", "squatty", "--from", f"missing{name}")


def test_an_evaluation_shows_a_name_and_obeys_nothing_in_it(
    place: Path, two_hinges: list[Pose]
) -> None:
    """Clips and persons in tables, JSON and the page; and the folder of the labels."""
    folder = place / ALL
    folder.mkdir()
    clip = ALL.encode("utf-8", "ignore").decode() + ".mp4"  # labels are UTF-8
    recording_of(two_hinges, folder / "set.mp4").rename(folder / clip)
    text = LABELS.format(name=json.dumps(clip), person=json.dumps(f"<b>{clip}"))
    (folder / "labels.yaml").write_text(text, encoding="utf-8")
    command = ("evaluate", ALL, "--model", "any.task")

    said(*command, "--out", "page", "--keep-poses", "poses", poses=two_hinges)
    evaluation = said(*command, "--json", "--poses", "poses").splitlines()[-1]
    assert printable(ALL) in said("evaluate", f"missing{ALL}.yaml")

    assert json.loads(evaluation)["clips"][0]["clip"] == clip
    page = (place / "page" / "index.html").read_text(encoding="utf-8")
    assert not {letter for _, letter in hidden_in(page)} - {"\n"}
    assert "<b>" not in page
    [kept] = (place / "poses").iterdir()
    assert not list(hidden_in(kept.name))


def test_kept_poses_of_any_name_are_judged_by_every_exercise(
    place: Path, two_hinges: list[Pose]
) -> None:
    """What is kept under a name that is no Unicode is told with the sign for that."""
    save_recording(place / "kept.npz", two_hinges[:30])
    (place / "kept.npz").rename(place / f"{ALL}.npz")

    table = json.loads(said("evaluate", f"{ALL}.npz", "--cross", "--json"))
    assert {row["recording"] for row in table["rows"]} == {in_unicode(ALL)}
    said("evaluate", f"{ALL}.npz", "--cross")


def test_a_folder_that_one_stands_in_is_shown_by_the_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is room, and where the model is kept."""
    folder = tmp_path / HOSTILE[0]
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder / "cache"))

    assert printable(HOSTILE[0]) in said("doctor")


@pytest.mark.parametrize("words", [["review", OPTION_LIKE], [OPTION_LIKE], ["\x1b[31m"]])
def test_what_is_no_option_and_no_command_is_shown(place: Path, words: list[str]) -> None:
    """A file whose name begins with - may come out of a shell's glob."""
    assert "\\x1b[31m" in said(*words)


def test_names_in_own_specs_are_no_markup(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets and colons in the list of exercises are printed, not obeyed."""
    own = place / "exercises"
    own.mkdir()
    text = changed(REPS, "name: Small bow", 'name: "[red]Bow[/] :warning:"')
    (own / "small_bow.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *a, **k: place)

    assert "[red]Bow[/] :warning:" in said("spec", "list")


@pytest.mark.parametrize("file", [r"\\there\share\set.mp4", "//there/share/set.mp4"])
def test_labels_lead_to_no_other_computer(place: Path, file: str) -> None:
    """On Windows only to look for such a file would call there; the line is told."""
    text = LABELS.format(name=json.dumps(file), person="me")
    (place / "labels.yaml").write_text(text, encoding="utf-8")

    assert "labels.yaml, line 2: this is on another computer" in said("evaluate", "labels.yaml")


def test_where_labels_lead_is_said(place: Path, two_hinges: list[Pose]) -> None:
    """Clips may lie in other folders; which ones is told before they are read."""
    folder = place / "labels"
    (place / "footage").mkdir()
    (folder / "inside").mkdir(parents=True)
    recording_of(two_hinges[:30], place / "footage" / "set.mp4")
    recording_of(two_hinges[:30], folder / "inside" / "set.mp4")
    outside = LABELS.format(name="../footage/set.mp4", person="me")
    inside = LABELS.format(name="inside/set.mp4", person="me").removeprefix("clips:\n")
    (folder / "labels.yaml").write_text(outside + inside, encoding="utf-8")

    text = said("evaluate", "labels", "--model", "any.task", poses=two_hinges)

    assert "Clips are read from labels/../footage, too" in text
    assert "read from labels/inside" not in text


def test_half_a_letter_in_labels_is_told_with_its_line(place: Path) -> None:
    """No file has such a name, and no table could hold it."""
    text = LABELS.format(name=r'"\ud800.mp4"', person="me")
    (place / "labels.yaml").write_text(text, encoding="utf-8")

    assert "labels.yaml, line 2: this text holds half a letter" in said("evaluate", "labels.yaml")


def test_a_control_in_labels_is_told_with_its_line(place: Path) -> None:
    """YAML takes no raw controls, and which one it was is said."""
    text = LABELS.format(name="a\x07.mp4", person="me")
    (place / "labels.yaml").write_text(text, encoding="utf-8")

    assert "labels.yaml, line 2: U+0007 cannot be in text" in said("evaluate", "labels.yaml")


@pytest.mark.parametrize("name", ["con", "com1", "nul"])
def test_no_spec_is_called_like_a_device(place: Path, name: str) -> None:
    """Windows takes con.yaml for the console."""
    assert "Choose another id" in said("spec", "new", name)
    assert not list(place.glob("*.yaml"))
