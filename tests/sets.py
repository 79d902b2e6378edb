"""Recorded sets without a camera or a model: small recordings, and poses to go with them."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from figures import CALIBRATION, HINGED, Posture, movement, reps
from videos import make_video, steady

from formcheck.pose.landmarks import Pose
from formcheck.pose.video import Frame
from formcheck.review.analyse import Estimate, Estimator

FPS = 15.0


def hinges(count: int = 2, bottom: Posture = HINGED) -> list[Pose]:
    """Somebody who calibrates and bows so many times."""
    return movement([*CALIBRATION, *reps(count, bottom)], fps=FPS)


def recording_of(poses: Sequence[Pose], path: Path) -> Path:
    """Write a recording with as many frames as there are poses."""
    return make_video(path, steady(len(poses), FPS))


def recorded(
    poses: Sequence[Pose], *, before: Callable[[Frame], object] = lambda frame: None
) -> Estimator:
    """Return what makes an estimator that gives these poses in turn; the last one stays.

    ``before`` is called with each frame first, to do what an estimator might.
    """

    @contextmanager
    def estimator() -> Iterator[Estimate]:
        def estimate(frame: Frame) -> Pose:
            before(frame)
            return replace(poses[min(frame.index, len(poses) - 1)], time_s=frame.time_s)

        yield estimate

    return estimator


def with_any_model(estimator: Estimator) -> Callable[[Path], AbstractContextManager[Estimate]]:
    """Return the same, made from a model file as the command line makes it."""
    return lambda model: estimator()


def empty_model(path: Path) -> Path:
    """Write a file that passes for a pose model until it is used."""
    with zipfile.ZipFile(path, "w") as bundle:
        for name in ("pose_detector.tflite", "pose_landmarks_detector.tflite"):
            bundle.writestr(name, b"")
    return path
