"""The one place that knows which backends there are, and whose a model's file is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from formcheck.landmarks.profile import BackendProfile
from formcheck.pose.backends import blazepose
from formcheck.pose.backends.base import Backend

__all__ = ["check_model", "open_backend", "profile_named"]


class _Module(Protocol):
    """What a backend's module offers besides the backend itself."""

    @property
    def PROFILES(self) -> Sequence[BackendProfile]:  # noqa: N802 - a constant of the module
        """Of all its networks."""
        ...

    def opens(self, model: Path) -> bool:
        """Whether a file is its to open, by the file's name."""
        ...

    def check_model(self, model: Path) -> None:
        """Raise a :class:`ModelError` where it cannot be; quickly, without loading a network."""
        ...

    def open_model(self, model: Path) -> Backend:
        """Open it for one video."""
        ...


_MODULES: Sequence[_Module] = (blazepose,)
"""Asked in this order whose a file is; BlazePose, which takes every one, is the last."""


def open_backend(model: Path) -> Backend:
    """Return the backend that runs a model, opened for one video.

    Raises
    ------
    ModelError
        When the file is not a model that can be loaded.
    """
    return _module_of(model).open_model(model)


def check_model(model: Path) -> None:
    """Look whether a file can be a model, without loading it.

    Raises
    ------
    ModelError
        When there is no such file, or it is no pose model.
    """
    _module_of(model).check_model(model)


def profile_named(name: str) -> BackendProfile | None:
    """Return the profile that has this name, and None where no backend's has."""
    profiles = (profile for module in _MODULES for profile in module.PROFILES)
    return next((profile for profile in profiles if profile.name == name), None)


def _module_of(model: Path) -> _Module:
    return next(module for module in _MODULES if module.opens(model))
