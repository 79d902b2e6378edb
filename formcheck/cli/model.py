"""Which pose model a command works with, and what opens it."""

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
"""Takes a model's file, and perhaps ``person``, and returns what estimates poses with it."""


def model_of(given: str | None, console: ReviewConsole) -> Path:
    """Return the model that was named or given as a file, or formcheck's own, fetched if need be.

    Raises
    ------
    ModelError
        If there is no such model, or it cannot be fetched.
    """
    with console.fetching_model() as progress:
        return resolve_model(given, progress)


def estimator_of(
    given: str | None, console: ReviewConsole, open_estimator: OpenEstimator | None = None
) -> tuple[Estimator, dict[str, str]]:
    """Return what estimates poses, and the versions of what it is made of.

    ``open_estimator`` takes the place of mediapipe's.

    Raises
    ------
    ModelError
        If there is no such model, or it cannot be fetched.
    """
    model = model_of(given, console)
    return partial(open_estimator or PoseEstimator, model), versions(model)
