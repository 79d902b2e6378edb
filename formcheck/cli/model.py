"""A command's pose model, and its estimator."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from formcheck.cli.console import ReviewConsole
from formcheck.pose.estimator import Estimate, Estimator, PoseEstimator
from formcheck.pose.model import resolve_model
from formcheck.review.versions import versions

__all__ = ["OpenEstimator", "estimator_of", "model_of"]

OpenEstimator = Callable[..., AbstractContextManager[Estimate]]
"""Takes a model's file, and perhaps ``person``, and returns a context that estimates poses."""


def model_of(given: str | None, console: ReviewConsole) -> Path:
    """Return the named model or file, or formcheck's own model; fetch it if it is missing.

    Raises
    ------
    ModelError
        There is no such model, or it cannot be fetched.
    """
    with console.fetching_model() as progress:
        return resolve_model(given, progress)


def estimator_of(
    given: str | None, console: ReviewConsole, open_estimator: OpenEstimator | None = None
) -> tuple[Estimator, dict[str, str]]:
    """Return a function that opens a pose estimator, and the versions of its parts.

    ``open_estimator`` replaces mediapipe's.

    Raises
    ------
    ModelError
        There is no such model, or it cannot be fetched.
    """
    model = model_of(given, console)
    return partial(open_estimator or PoseEstimator, model), versions(model)
