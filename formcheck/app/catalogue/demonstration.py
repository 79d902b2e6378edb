"""The clips that demonstrate exercises, and stills of them."""

from importlib import resources
from pathlib import Path

__all__ = ["clip_of", "still_of"]


def clip_of(exercise: str) -> Path | None:
    """Return the clip of an exercise; None where there is none."""
    return _demonstration(f"{exercise}.mp4")


def still_of(exercise: str) -> Path | None:
    """Return the still of an exercise; None where there is none."""
    return _demonstration(f"{exercise}.jpg")


def _demonstration(name: str) -> Path | None:
    path = Path(str(resources.files("formcheck.app").joinpath("demonstrations", name)))
    return path if path.is_file() else None
