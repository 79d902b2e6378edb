"""Checks the form of back-care exercises, live and in recordings, on your own machine.

The whole of it in six lines::

    session = formcheck.Session(formcheck.load_spec("hip_hinge"))
    model = formcheck.model_path()
    with formcheck.open_video("hinge.mp4") as frames, formcheck.PoseEstimator(model) as estimate:
        for frame in frames:
            moment = session.step(estimate(frame))
    print(session.report().as_json(indent=2))
"""

from importlib import import_module
from typing import TYPE_CHECKING

from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from formcheck.exercise.results.moment import Moment
    from formcheck.exercise.results.report import Report
    from formcheck.exercise.session import Session
    from formcheck.exercise.spec.models import ExerciseSpec
    from formcheck.landmarks.pose import Pose
    from formcheck.pose.estimator import Estimator, PoseEstimator
    from formcheck.pose.model import model_path
    from formcheck.review.overlay import Overlay
    from formcheck.specs.files import load_spec
    from formcheck.video.decode import open_video

__all__ = [
    "Estimator",
    "ExerciseSpec",
    "FormCheckError",
    "Moment",
    "Overlay",
    "Pose",
    "PoseEstimator",
    "Report",
    "Session",
    "load_spec",
    "model_path",
    "open_video",
]

# Names load on first use: opening cameras, videos and models needs heavy libraries, and the process
# that reads a recording should begin at once, without the code that judges.
_LOADED_LATER = {
    "Estimator": "formcheck.pose.estimator",
    "ExerciseSpec": "formcheck.exercise.spec.models",
    "Moment": "formcheck.exercise.results.moment",
    "Overlay": "formcheck.review.overlay",
    "Pose": "formcheck.landmarks.pose",
    "PoseEstimator": "formcheck.pose.estimator",
    "Report": "formcheck.exercise.results.report",
    "Session": "formcheck.exercise.session",
    "load_spec": "formcheck.specs.files",
    "model_path": "formcheck.pose.model",
    "open_video": "formcheck.video.decode",
}


def __getattr__(name: str) -> object:
    """Load one of the public names."""
    if name not in _LOADED_LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LOADED_LATER[name]), name)
