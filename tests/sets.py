"""Makes recorded sets without a camera or a model: small recordings, and their poses."""

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from figures import CALIBRATION, HINGED, Posture, movement, reps
from videos import make_video, steady

from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimate, Estimator
from formcheck.video.decode import Frame

FPS = 15.0


def hinges(count: int = 2, bottom: Posture = HINGED) -> list[Pose]:
    """Return the poses of a person who calibrates and bows ``count`` times."""
    return movement([*CALIBRATION, *reps(count, bottom)], fps=FPS)


def recording_of(poses: Sequence[Pose], path: Path) -> Path:
    """Write a recording with as many frames as there are poses."""
    return make_video(path, steady(len(poses), FPS))


def recorded(
    poses: Sequence[Pose], *, before: Callable[[Frame], object] = lambda frame: None
) -> Estimator:
    """Return an `Estimator` that gives these poses in turn; the last one stays.

    ``before`` gets each frame first, to do what an estimator might.
    """

    return lambda person=None: nullcontext(Recorded(poses, before))


@dataclass(frozen=True)
class Recorded:
    """Gives ready-made poses, one for each frame."""

    poses: Sequence[Pose]
    before: Callable[[Frame], object]

    def prepare(self, frame: Frame) -> Frame:
        return frame

    def see(self, frame: Frame) -> Frame:
        self.before(frame)
        return frame

    def pose(self, frame: Frame) -> Pose:
        pose = self.poses[min(frame.index, len(self.poses) - 1)]
        return replace(pose, time_s=frame.time_s)


def with_any_model(estimator: Estimator) -> Callable[..., AbstractContextManager[Estimate]]:
    """Return a maker of the same estimator from any model file, as the command line uses."""
    return lambda model, person=None: estimator(person)


def interrupted(script: str, *arguments: str) -> tuple[int, str, str]:
    """Run a script and send it Ctrl-C once it prints "begun"; return its exit code and output."""
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


def readers(of: int | None = None) -> list[int]:
    """Return the processes that read recordings for this one, or for another."""
    found = []
    for each in Path("/proc").iterdir():
        try:
            stat = (each / "stat").read_text("utf-8").rpartition(")")[2].split()
            words = (each / "cmdline").read_bytes()
        except OSError:  # no process, or one that just ended
            continue
        if int(stat[1]) == (of or os.getpid()) and b"reading_child" in words:
            found.append(int(each.name))
    return found


def empty_model(path: Path) -> Path:
    """Write a file that passes for a pose model until it is used."""
    with zipfile.ZipFile(path, "w") as bundle:
        for name in ("pose_detector.tflite", "pose_landmarks_detector.tflite"):
            bundle.writestr(name, b"")
    return path
