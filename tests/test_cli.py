"""The command line: what is printed where, and the exit codes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from disks import full_disk_for
from figures import nobody
from sets import empty_model, hinges, interrupted, readers, recorded, recording_of, with_any_model
from typer.testing import CliRunner, Result
from videos import cut, make_frameless_video, make_sound, make_video, steady

from formcheck.cli.commands import Exit, app
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimator
from formcheck.review.versions import formcheck_version
from formcheck.video.decode import Frame, open_video

HINGE = ("--exercise", "hip_hinge")


@pytest.fixture(scope="module")
def two_hinges() -> list[Pose]:
    return hinges(2)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a pose model that no estimator of these tests opens."""
    monkeypatch.chdir(tmp_path)
    empty_model(tmp_path / "any.task")
    return tmp_path


@pytest.fixture
def video(place: Path, two_hinges: list[Pose]) -> Path:
    return recording_of(two_hinges, place / "set.mp4")


def review(*words: str | Path, estimator: Estimator | None = None) -> Result:
    """Run ``formcheck review`` with poses instead of a pose model."""
    estimator = estimator or recorded(hinges(1))
    command = ["review", "--model", "any.task", *map(str, words)]
    return CliRunner().invoke(app, command, obj=with_any_model(estimator))


def one_line(result: Result) -> str:
    """The one line of an error, which is all that was printed."""
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    return line


def left_in(place: Path) -> set[str]:
    """What lies in the output folder."""
    return {path.name for path in (place / "formcheck-out").rglob("*")}


# --- A review -----------------------------------------------------------------------------------


def test_a_review_prints_a_table_and_where_the_files_are(
    video: Path, two_hinges: list[Pose]
) -> None:
    """A set that was judged ends with exit code 0 and its files."""
    result = review(video, *HINGE, estimator=recorded(two_hinges))

    assert result.exit_code == Exit.DONE
    assert "set.mp4: Hip hinge, 2 reps" in result.stdout
    folder = video.parent / "formcheck-out" / "set"
    assert {path.name for path in folder.iterdir()} == {
        "annotated.mp4",
        "report.json",
        "reps.csv",
        "measures.csv",
    }


def test_json_is_all_there_is_on_standard_output(
    place: Path, video: Path, two_hinges: list[Pose]
) -> None:
    """With --json every line of standard output is one report; the rest goes elsewhere."""
    second = recording_of(two_hinges, place / "second.mp4")
    broken = place / "broken.mp4"
    broken.write_text("no recording", encoding="utf-8")

    result = review(video, broken, second, *HINGE, "--json", estimator=recorded(two_hinges))

    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(report["video"]["path"]).name for report in reports] == ["set.mp4", "second.mp4"]
    assert all(report["schema"] == 2 and len(report["reps"]) == 2 for report in reports)
    assert reports[0]["versions"].keys() == {"formcheck", "mediapipe", "model", "spec"}
    assert "broken.mp4" in result.stderr
    assert "2 reps" in result.stderr


def test_what_is_not_known_is_null_in_json(video: Path, two_hinges: list[Pose]) -> None:
    """NaN never reaches JSON, which has no word for it."""
    result = review(video, *HINGE, "--json", estimator=recorded(two_hinges))

    assert "NaN" not in result.stdout
    assert "null" in result.stdout


def test_the_out_folder_can_be_chosen(place: Path, video: Path, two_hinges: list[Pose]) -> None:
    """--out names the folder in which every recording gets one."""
    result = review(video, *HINGE, "--out", place / "mine", estimator=recorded(two_hinges))

    assert result.exit_code == Exit.DONE
    assert (place / "mine" / "set" / "report.json").exists()
    assert not (place / "formcheck-out").exists()


def test_the_annotated_video_can_be_left_out(video: Path, two_hinges: list[Pose]) -> None:
    """--no-video writes the tables and the report only."""
    review(video, *HINGE, "--no-video", estimator=recorded(two_hinges))

    assert "annotated.mp4" not in left_in(video.parent)
    assert "report.json" in left_in(video.parent)


def test_a_variant_is_judged_instead(video: Path, two_hinges: list[Pose]) -> None:
    """--variant applies one of the exercise's versions, and the report names it."""
    wanted = (*HINGE, "--variant", "smaller_range", "--json")

    result = review(video, *wanted, estimator=recorded(two_hinges))

    assert json.loads(result.stdout)["variant"] == "smaller_range"


def test_a_spec_of_ones_own_can_be_named(video: Path, two_hinges: list[Pose]) -> None:
    """--exercise takes the file of a spec as well as an id."""
    shipped = Path(__file__).parents[1] / "exercise_specs" / "hip_hinge.yaml"
    text = shipped.read_text(encoding="utf-8").replace("name: Hip hinge", "name: My own bow", 1)
    own = video.parent / "mine.yaml"
    own.write_text(text, encoding="utf-8")

    result = review(video, "--exercise", own, estimator=recorded(two_hinges))

    assert "My own bow, 2 reps" in result.stdout


def test_the_exercise_may_be_told_by_the_file_name(place: Path, two_hinges: list[Pose]) -> None:
    """A name that begins with an exercise's id needs no --exercise, and that is said."""
    video = recording_of(two_hinges, place / "hip_hinge_monday.mp4")

    result = review(video, estimator=recorded(two_hinges))

    assert result.exit_code == Exit.DONE
    assert "taken for hip_hinge" in result.stderr
    assert "2 reps" in result.stdout


# --- Sets that cannot be judged are no errors ---------------------------------------------------


def test_an_empty_room_is_reported_honestly(place: Path) -> None:
    """Nobody there is exit code 0 and a sentence."""
    make_video(place / "room.mp4")

    result = review("room.mp4", *HINGE, estimator=recorded([nobody(0.0, like=hinges(1)[0])]))

    assert result.exit_code == Exit.DONE
    assert "nothing counted" in result.stdout
    assert "Not judged: Nobody" in result.stdout


# --- Bad input ----------------------------------------------------------------------------------


def no_such_file(path: Path) -> None:
    """Leave the name without a file."""


def text_as_mp4(path: Path) -> None:
    path.write_text("Dear trainer, here is my video.", encoding="utf-8")


def truncated(path: Path) -> None:
    cut(make_video(path), 0.5)


@pytest.mark.parametrize(
    "make",
    [
        no_such_file,
        Path.mkdir,
        text_as_mp4,
        Path.touch,
        truncated,
        make_sound,
        make_frameless_video,
    ],
    ids=["missing", "folder", "text", "empty", "truncated", "sound", "frameless"],
)
def test_what_cannot_be_read_is_one_line(place: Path, make: Callable[[Path], object]) -> None:
    """A bad file gives its name, exit code 1, no traceback and no results."""
    make(place / "bad.mp4")

    result = review("bad.mp4", *HINGE)

    assert result.exit_code == Exit.UNREADABLE
    assert re.match(r"error: bad\.mp4: .+", one_line(result))
    assert not (place / "formcheck-out").exists()


def test_one_bad_file_does_not_stop_the_others(
    place: Path, video: Path, two_hinges: list[Pose]
) -> None:
    """The others are reviewed, and the exit code tells that one was not."""
    result = review("missing.mp4", video, *HINGE, estimator=recorded(two_hinges))

    assert result.exit_code == Exit.UNREADABLE
    assert "error: missing.mp4" in result.stderr
    assert "2 reps" in result.stdout


def test_a_name_cannot_break_the_line_of_its_error(place: Path) -> None:
    """A line end in a file's name is shown as a sign."""
    result = review("two\nlines.mp4", *HINGE)

    assert result.exit_code == Exit.UNREADABLE
    assert one_line(result).startswith(r"error: two\nlines.mp4: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_recording_that_may_not_be_read_is_one_line(place: Path, video: Path) -> None:
    """It counts as one that cannot be read, not as a mistake of usage."""
    video.chmod(0)

    result = review(video, *HINGE)

    assert result.exit_code == Exit.UNREADABLE
    assert "Permission denied" in one_line(result)


def test_an_unknown_exercise_is_a_mistake_of_usage(video: Path) -> None:
    """The message names the word; nothing is begun."""
    result = review(video, "--exercise", "hip_hing")

    assert result.exit_code == Exit.USAGE
    assert "hip_hing" in one_line(result)
    assert not (video.parent / "formcheck-out").exists()


def test_a_wrong_spec_is_a_mistake_of_usage(place: Path, video: Path) -> None:
    """Every mistake is named with its line."""
    (place / "mine.yaml").write_text("spec: 1\nnmae: Bow\n", encoding="utf-8")

    result = review(video, "--exercise", "mine.yaml")

    assert result.exit_code == Exit.USAGE
    assert "mine.yaml, line 2" in result.stderr
    assert "Traceback" not in result.output


def test_a_back_s_own_range_is_judged_by(video: Path, two_hinges: list[Pose]) -> None:
    """--back-range makes the limits shares of it, and the report names it."""
    wanted = (*HINGE, "--back-range", "58", "--json")
    result = review(video, *wanted, estimator=recorded(two_hinges))

    assert result.exit_code == 0
    assert json.loads(result.stdout)["back_range_deg"] == 58


def test_a_range_that_no_back_has_is_a_mistake_of_usage(video: Path) -> None:
    """It is refused with what it can be, before anything is read."""
    result = review(video, *HINGE, "--back-range", "300")

    assert result.exit_code == Exit.USAGE
    assert "24 to 100" in one_line(result)


@pytest.mark.parametrize("person", ["middle", "2.5", "2@1.5,0.5"])
def test_words_that_name_nobody_are_a_mistake_of_usage(video: Path, person: str) -> None:
    """The error says how somebody is named."""
    result = review(video, *HINGE, "--person", person)

    assert result.exit_code == Exit.USAGE
    assert re.search(r"names nobody.*left or right.*2\.5@0\.7,0\.5", one_line(result))


TWO = Path(__file__).parents[1] / "sample_videos" / "hip_hinge_two_people.mp4"


@pytest.fixture(scope="module")
def two_people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second hinge of the sample, at half its frame rate: somebody walks past meanwhile."""
    with open_video(TWO) as frames:
        seen = [frame.image for frame in frames if 10.2 <= frame.time_s < 15.8][::2]
    path = tmp_path_factory.mktemp("two") / "two.mp4"
    return make_video(path, steady(len(seen), 12.5), images=seen)


@pytest.mark.parametrize(("person", "hinges"), [("0@0.43,0.5", 1), ("4.2@0.88,0.45", 0)])
def test_of_two_people_the_named_one_is_reviewed(
    place: Path, two_people: Path, model_path: Path, person: str, hinges: int
) -> None:
    """One hinges; the other walks past, and nobody is followed before they are there."""
    command = ["review", str(two_people), "--model", str(model_path), *HINGE, "--person", person]

    result = CliRunner().invoke(app, [*command, "--json", "--no-video"])

    assert result.exit_code == Exit.DONE
    report = json.loads(result.stdout)
    followed = report["video"]["person"]
    assert (followed["chosen"], followed["named"]) == ("named", person)
    assert (followed["x"] < 0.5, followed["seen_s"] < 0.1) == (bool(hinges), bool(hinges))
    assert len(report["reps"]) == hinges


def test_an_unknown_variant_is_a_mistake_of_usage(video: Path) -> None:
    """A variant the exercise does not have is refused before anything is read."""
    result = review(video, *HINGE, "--variant", "easiest")

    assert result.exit_code == Exit.USAGE
    assert "easiest" in one_line(result)


def test_a_file_that_is_no_model_is_said(place: Path, video: Path) -> None:
    """--model with anything else ends with its own exit code."""
    (place / "other.task").write_text("no model", encoding="utf-8")

    result = review(video, *HINGE, "--model", "other.task")

    assert result.exit_code == Exit.NO_MODEL
    assert "other.task" in one_line(result)


def test_an_output_that_cannot_be_written_is_said(place: Path, video: Path) -> None:
    """A file where the folder should be ends with its own exit code."""
    (place / "taken").write_text("", encoding="utf-8")

    result = review(video, *HINGE, "--out", "taken")

    assert result.exit_code == Exit.NOT_WRITTEN
    assert "taken" in one_line(result)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_is_said(
    video: Path, two_hinges: list[Pose], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half of a file is left, and the exit code tells."""
    full_disk_for("annotated.mp4", monkeypatch)

    result = review(video, *HINGE, estimator=recorded(two_hinges))

    assert result.exit_code == Exit.NOT_WRITTEN
    assert "annotated.mp4" in one_line(result)
    assert "annotated.mp4" not in left_in(video.parent)


def test_nothing_to_review_is_a_mistake_of_usage(place: Path) -> None:
    """Without a recording the command says how it is used."""
    assert review().exit_code == Exit.USAGE


# --- Broken off ---------------------------------------------------------------------------------


def test_ctrl_c_keeps_and_names_what_is_finished(
    place: Path, video: Path, two_hinges: list[Pose]
) -> None:
    """The set so far is written and shown; recordings not begun are left."""
    recording_of(two_hinges, place / "second.mp4")

    def pressed(frame: Frame) -> None:
        if frame.index == 200:
            raise KeyboardInterrupt

    result = review(video, "second.mp4", *HINGE, estimator=recorded(two_hinges, before=pressed))

    assert result.exit_code == Exit.INTERRUPTED
    assert "Interrupted at 13.3 s." in result.stdout
    assert "Interrupted at recording 1 of 2." in result.stderr
    assert left_in(place) == {"set", "annotated.mp4", "report.json", "reps.csv", "measures.csv"}


INTERRUPTED_REVIEW = """
import sys, time
from sets import hinges, recorded, with_any_model
from formcheck.cli.commands import app

def slow(frame):
    if frame.index == 30:
        print("begun", flush=True)
    time.sleep(0.01)

app(sys.argv[1:], obj=with_any_model(recorded(hinges(1), before=slow)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process")
def test_a_real_ctrl_c_ends_in_order(video: Path) -> None:
    """SIGINT in the middle of a recording leaves whole files, exit code 130, no traceback."""
    code, said, complained = interrupted(
        INTERRUPTED_REVIEW, "review", str(video), *HINGE, "--model", "any.task"
    )

    assert code == Exit.INTERRUPTED
    assert "Traceback" not in complained
    report = json.loads((video.parent / "formcheck-out/set/report.json").read_text("utf-8"))
    assert report["video"]["note"].startswith("Interrupted at")
    assert "Files: " in said
    assert left_in(video.parent) == {
        "set",
        "annotated.mp4",
        "report.json",
        "reps.csv",
        "measures.csv",
    }


OPENING = """
import os, sys, threading, time
from pathlib import Path
from sets import hinges, recorded, with_any_model
from formcheck.cli.commands import app

def tell():
    me = os.getpid()
    while not any(Path(f"/proc/{me}/task/{each}/children").read_text() for each in os.listdir(
        f"/proc/{me}/task"
    )):
        time.sleep(0.02)
    print("begun", flush=True)

threading.Thread(target=tell, daemon=True).start()
app(sys.argv[1:], obj=with_any_model(recorded(hinges(1))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
@pytest.mark.parametrize("exercise", [HINGE, ()], ids=["told", "not told"])
def test_a_real_ctrl_c_ends_while_a_recording_is_opened(
    video: Path, monkeypatch: pytest.MonkeyPatch, exercise: tuple[str, ...]
) -> None:
    """However long that takes: here the process that reads it is kept from beginning."""
    kept = video.parent / "kept"
    kept.mkdir()
    waits = "import sys, time\nif 'reading_child' in str(sys.orig_argv): time.sleep(600)\n"
    (kept / "sitecustomize.py").write_text(waits, encoding="utf-8")
    monkeypatch.syspath_prepend(kept)

    code, said, complained = interrupted(
        OPENING, "review", str(video), *exercise, "--model", "any.task"
    )

    assert code == Exit.INTERRUPTED
    assert "Interrupted" in complained
    assert "Traceback" not in complained
    assert said == ""
    assert not (video.parent / "formcheck-out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_a_crash_in_one_recording_does_not_end_the_others(
    video: Path, two_hinges: list[Pose]
) -> None:
    """The first is said to have crashed, and nothing is left of it; the second is reviewed."""
    shutil.copy(video, video.parent / "second.mp4")
    crashed: list[int] = []

    def crash(frame: Frame) -> None:
        if not crashed:
            crashed.extend(readers())
            os.kill(crashed[0], signal.SIGSEGV)

    result = review(video, "second.mp4", *HINGE, estimator=recorded(two_hinges, before=crash))

    assert result.exit_code == Exit.UNREADABLE
    assert "Reading it crashed" in result.stderr
    assert (video.parent / "formcheck-out" / "second" / "report.json").exists()
    assert not (video.parent / "formcheck-out" / "set").exists()


# --- The other commands -------------------------------------------------------------------------


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_the_version_is_told() -> None:
    """--version prints it and nothing else."""
    assert run("--version").stdout == f"formcheck {formcheck_version()}\n"


@pytest.mark.parametrize("command", [[], ["review"], ["model"], ["doctor"], ["spec"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    """--help works everywhere."""
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_the_exit_codes_are_explained() -> None:
    """The help of a review names every code."""
    said = run("review", "--help").stdout

    assert all(re.search(rf"\b{code.value}\b", said) for code in Exit)


def test_the_model_can_be_made_from_a_wheel(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``model --from`` works without a network and prints where the model is."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))

    result = run("model", "--from", str(wheel))

    assert result.exit_code == Exit.DONE
    assert Path(result.stdout.strip()).parent == tmp_path / "cache"


def test_a_wrong_wheel_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no wheel ends with the model's exit code."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    (tmp_path / "some.whl").write_text("no wheel", encoding="utf-8")

    result = run("model", "--from", str(tmp_path / "some.whl"))

    assert result.exit_code == Exit.NO_MODEL
    assert "some.whl" in one_line(result)


@pytest.mark.parametrize("backend", ["lite", "heavy"])
def test_a_wrong_package_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """A file that is not the package of the other models ends with the model's exit code."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    (tmp_path / "some.tgz").write_text("no package", encoding="utf-8")

    result = run("model", "--backend", backend, "--from", str(tmp_path / "some.tgz"))

    assert result.exit_code == Exit.NO_MODEL
    assert "some.tgz" in one_line(result)


def test_a_model_that_there_is_not_is_a_usage_error() -> None:
    """The names there are stand beside it."""
    result = run("model", "--backend", "huge")

    assert result.exit_code == Exit.USAGE
    assert all(name in result.stderr for name in ("lite", "full", "heavy"))


@pytest.mark.parametrize("command", ["review", "evaluate", "evaluate --cross", "app"])
def test_a_named_model_must_be_installed(
    command: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command takes a model's name, fetches nothing for it, and says how to have it."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(place / "cache"))
    (place / "set.mp4").touch()
    (place / "labels.yaml").write_text(
        "clips: [{file: set.mp4, exercise: squat, reps: 1}]", encoding="utf-8"
    )
    files = {"review": ["set.mp4", *HINGE], "app": []}.get(command, ["labels.yaml"])

    result = run(*command.split(), *files, "--model", "heavy")

    assert result.exit_code == Exit.NO_MODEL
    assert "formcheck model --backend heavy" in one_line(result)


def test_the_doctor_says_what_works() -> None:
    """Every finding is a line; what is missing comes with what to do."""
    result = run("doctor")

    assert result.exit_code in (Exit.DONE, Exit.UNREADABLE)
    assert "Python" in result.stdout
    assert ("missing" in result.stdout) == (result.exit_code == Exit.UNREADABLE)


CLOSED_OR_FULL = """
import sys
from formcheck.cli.commands import main

sys.argv = ["formcheck", "spec", "list"]
main()
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_what_is_printed_to_a_full_disk_is_one_line() -> None:
    """``formcheck spec list > list.txt`` on a full disk says so, without a traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", CLOSED_OR_FULL],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == Exit.NOT_WRITTEN
    assert re.fullmatch(r"error: .*[Nn]o space.*\n", done.stderr)


def test_a_terminal_of_few_letters_loses_no_line() -> None:
    """Where letters cannot be shown others stand for them."""
    command = [sys.executable, "-c", CLOSED_OR_FULL.replace('"list"', '"show", "squat"')]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}

    done = subprocess.run(command, capture_output=True, env=environment, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Squat" in done.stdout
