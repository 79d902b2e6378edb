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
    from formcheck.exercise.moment import Moment
    from formcheck.exercise.report import Report
    from formcheck.exercise.session import Session
    from formcheck.exercise.spec import ExerciseSpec
    from formcheck.pose.estimator import PoseEstimator
    from formcheck.pose.landmarks import Pose
    from formcheck.pose.model import model_path
    from formcheck.pose.video import open_video
    from formcheck.review.overlay import Overlay
    from formcheck.specs.files import load_spec

__all__ = [
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

# What is asked for is loaded then: what opens cameras, videos and models needs heavy libraries, and
# the process that reads a recording needs nothing that judges and should begin at once.
_LOADED_LATER = {
    "ExerciseSpec": "formcheck.exercise.spec",
    "Moment": "formcheck.exercise.moment",
    "Overlay": "formcheck.review.overlay",
    "Pose": "formcheck.pose.landmarks",
    "PoseEstimator": "formcheck.pose.estimator",
    "Report": "formcheck.exercise.report",
    "Session": "formcheck.exercise.session",
    "load_spec": "formcheck.specs.files",
    "model_path": "formcheck.pose.model",
    "open_video": "formcheck.pose.video",
}


def __getattr__(name: str) -> object:
    """Load one of the public names."""
    if name not in _LOADED_LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LOADED_LATER[name]), name)
