"""The command line without ``--exercise``: recognised, asked for, or left unjudged."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from figures import STANDING, Posture, movement, reps
from sets import FPS, empty_model, hinges, recorded, recording_of, with_any_model
from typer.testing import CliRunner, Result

from formcheck.cli.commands import Exit, app
from formcheck.cli.console import ReviewConsole
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimator
from formcheck.video.decode import Frame

NEAR_BOTH = Posture(trunk=58, knee=73, shank=15)
"""Between a squatty hinge and a lift: nobody could be sure."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a pose model that no estimator of these tests opens."""
    monkeypatch.chdir(tmp_path)
    empty_model(tmp_path / "any.task")
    return tmp_path


@pytest.fixture(scope="module")
def unclear() -> list[Pose]:
    return movement([(1.0, STANDING), *reps(2, NEAR_BOTH, seconds=(1, 0.3, 1, 1))], fps=FPS)


def review(*words: str | Path, estimator: Estimator) -> Result:
    command = ["review", "--model", "any.task", "--no-video", *map(str, words)]
    return CliRunner().invoke(app, command, obj=with_any_model(estimator))


def test_a_set_that_is_recognised_is_judged(place: Path) -> None:
    """It says which exercise it is, and that the movement told it."""
    poses = hinges(2)
    video = recording_of(poses, place / "monday.mp4")

    result = review(video, estimator=recorded(poses))

    assert result.exit_code == Exit.DONE
    assert "monday.mp4: Hip hinge (recognised), 2 reps" in result.stdout
    assert "hip_hinge, recognised" in result.stderr
    assert (place / "formcheck-out" / "monday" / "report.json").exists()


def test_the_report_says_how_sure_it_was(place: Path) -> None:
    """What somebody named is not recognised: there it is null."""
    poses = hinges(2)
    video = recording_of(poses, place / "monday.mp4")

    found = json.loads(review(video, "--json", estimator=recorded(poses)).stdout)
    named = review(video, "--json", "--exercise", "hip_hinge", estimator=recorded(poses))

    assert found["exercise"] == "hip_hinge"
    assert 0.7 <= found["recognised"] <= 1.0
    assert json.loads(named.stdout)["recognised"] is None
    assert found["reps"] == json.loads(named.stdout)["reps"]


def test_the_pose_model_sees_every_frame_once(place: Path) -> None:
    """Judging goes on with the poses that were looked at."""
    poses = hinges(2)
    seen: list[int] = []

    def before(frame: Frame) -> None:
        seen.append(frame.index)

    video = recording_of(poses, place / "monday.mp4")
    review(video, estimator=recorded(poses, before=before))

    assert seen == sorted(set(seen))
    assert len(seen) == len(poses)


def test_without_a_terminal_nobody_is_asked_and_nothing_judged(
    place: Path, unclear: list[Pose]
) -> None:
    """The two likeliest are named, with the way to say which, and the exit code is 2."""
    video = recording_of(unclear, place / "monday.mp4")

    result = review(video, estimator=recorded(unclear))

    assert result.exit_code == Exit.USAGE
    assert result.stdout == ""
    [line] = [each for each in result.stderr.splitlines() if each.startswith("error: ")]
    assert "monday.mp4" in line
    assert "nothing is judged" in line
    assert "hip_hinge" in line
    assert "lift_from_floor" in line
    assert "--exercise" in line
    assert not (place / "formcheck-out").exists()


def test_json_names_the_two_likeliest(place: Path, unclear: list[Pose]) -> None:
    """One object a recording, those that were not told included; the others are judged."""
    told = hinges(2)
    first = recording_of(unclear, place / "monday.mp4")
    second = recording_of(told, place / "hip_hinge_2.mp4")

    result = review(first, second, "--json", estimator=recorded(unclear))

    assert result.exit_code == Exit.USAGE
    undecided, judged = (json.loads(line) for line in result.stdout.splitlines())
    assert Path(undecided["video"]).name == "monday.mp4"
    assert undecided["exercise"] is None
    assert undecided["judged"] is False
    assert {each["exercise"] for each in undecided["likeliest"]} == {"hip_hinge", "lift_from_floor"}
    assert all(0.0 < each["share"] < 0.7 for each in undecided["likeliest"])
    assert judged["exercise"] == "hip_hinge"


def test_nobody_in_the_picture_is_not_guessed_at(place: Path) -> None:
    """Where nobody bends and comes back, that is said."""
    standing = movement([(3.0, STANDING)], fps=FPS)
    video = recording_of(standing, place / "monday.mp4")

    result = review(video, estimator=recorded(standing))

    assert result.exit_code == Exit.USAGE
    assert "nobody bends and comes back" in result.stderr


def test_ctrl_c_while_it_is_looked_at_judges_what_was_seen(place: Path) -> None:
    """Two of three hinges were seen, which is enough to tell them."""
    poses = hinges(3)

    def pressed(frame: Frame) -> None:
        if frame.index == 330:
            raise KeyboardInterrupt

    video = recording_of(poses, place / "monday.mp4")
    result = review(video, estimator=recorded(poses, before=pressed))

    assert result.exit_code == Exit.INTERRUPTED
    assert "monday.mp4: Hip hinge (recognised), 2 reps" in result.stdout
    assert "Interrupted at 21.9 s." in result.stdout


# --- Asking -------------------------------------------------------------------------------------


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


CHOICES = [("squat", "Squat"), ("hip_hinge", "Hip hinge")]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1\n", "squat"),
        ("2\n", "hip_hinge"),
        ("Hip_Hinge\n", "hip_hinge"),
        ("\n3\nsquats\n2\n", "hip_hinge"),
        ("0\n", None),
        ("", None),
    ],
)
def test_somebody_chooses_by_number_or_name(
    typed: str, chosen: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything else is asked again; 0, or an end of input, is none of them."""
    console = ReviewConsole(answers=Typed(typed))

    assert console.asks
    assert console.choose("set.mp4: which exercise is it?", CHOICES) == chosen
    out, asked = capsys.readouterr()
    assert out == ""
    assert asked.index("1  Squat (squat)") < asked.index("2  Hip hinge (hip_hinge)")


def test_nobody_is_asked_where_json_is_wanted_or_nobody_sits() -> None:
    """A terminal alone is not enough: what reads JSON cannot answer."""
    assert not ReviewConsole(json_on_stdout=True, answers=Typed("1\n")).asks
    assert not ReviewConsole(answers=io.StringIO("1\n")).asks


ASKED = """
import sys
from figures import STANDING, Posture, movement, reps
from sets import FPS, recorded, with_any_model
from formcheck.cli.commands import app

bottom = Posture(trunk=58, knee=73, shank=15)
poses = movement([(1.0, STANDING), *reps(2, bottom, seconds=(1, 0.3, 1, 1))], fps=FPS)
app(sys.argv[1:], obj=with_any_model(recorded(poses)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("typed", "code"),
    [(b"hip_hinge\n", Exit.DONE), (b"0\n", Exit.DONE), (b"\x03", Exit.INTERRUPTED)],
)
def test_at_a_terminal_somebody_is_asked(
    typed: bytes, code: Exit, place: Path, unclear: list[Pose]
) -> None:
    """A name goes on, 0 leaves it out, and one Ctrl-C ends it."""
    import pty

    video = recording_of(unclear, place / "monday.mp4")
    keys, terminal = pty.openpty()
    command = ["review", str(video), "--no-video", "--model", "any.task"]
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", ASKED, *command],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
        preexec_fn=lambda: controlled_by(terminal),
    ) as process:
        assert process.stderr is not None
        said = b""
        while b"or a name:" not in said:
            said += os.read(process.stderr.fileno(), 4096) or pytest.fail(said.decode())
        time.sleep(0.05)  # until it really waits: what is typed before a wait is not a signal
        os.write(keys, typed)
        out, _ = process.communicate(timeout=60)
    os.close(keys)
    os.close(terminal)

    assert process.returncode == code
    assert (b"Hip hinge" in out) is typed.startswith(b"hip")


def controlled_by(terminal: int) -> None:
    """Let the terminal's Ctrl-C reach the process that is about to begin."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
