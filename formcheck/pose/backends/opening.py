"""The one place that knows all backends, and which of them opens a model's file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from formcheck.landmarks.profile import BackendProfile
from formcheck.pose.backends import blazepose
from formcheck.pose.backends.base import Backend

__all__ = ["check_model", "open_backend", "profile_named"]


class _Module(Protocol):
    """The functions a backend's module offers besides the backend itself."""

    @property
    def PROFILES(self) -> Sequence[BackendProfile]:  # noqa: N802 - a constant of the module
        """The profiles of all its networks."""
        ...

    def opens(self, model: Path) -> bool:
        """Whether this backend opens a file, by the file's name."""
        ...

    def check_model(self, model: Path) -> None:
        """Raise `ModelError` if a file cannot be a model; quickly, without loading a network."""
        ...

    def open_model(self, model: Path) -> Backend:
        """Open a model for one video."""
        ...


_MODULES: Sequence[_Module] = (blazepose,)
"""The first of these that opens a file gets it; BlazePose, which takes every file, is the last."""


def open_backend(model: Path) -> Backend:
    """Return the backend that runs a model, opened for one video.

    Raises
    ------
    ModelError
        When the file is no loadable model.
    """
    return _module_of(model).open_model(model)


def check_model(model: Path) -> None:
    """Check that a file can be a model, without loading it.

    Raises
    ------
    ModelError
        When there is no such file, or it is no pose model.
    """
    _module_of(model).check_model(model)


def profile_named(name: str) -> BackendProfile | None:
    """Return the backend profile of this name; None where there is none."""
    profiles = (profile for module in _MODULES for profile in module.PROFILES)
    return next((profile for profile in profiles if profile.name == name), None)


def _module_of(model: Path) -> _Module:
    return next(module for module in _MODULES if module.opens(model))
