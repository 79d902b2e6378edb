"""Versions and hashes behind a set's verdicts: the same ones give the same verdicts."""

from importlib import metadata
from pathlib import Path

from formcheck.pose.models.cache import model_hash

__all__ = ["formcheck_version", "versions"]


def formcheck_version() -> str:
    """Return formcheck's version; ``unknown`` if it runs without being installed."""
    return _version("formcheck")


def versions(model: Path) -> dict[str, str]:
    """Return formcheck's and MediaPipe's versions and the pose model's SHA-256."""
    return {
        "formcheck": formcheck_version(),
        "mediapipe": _version("mediapipe"),
        "model": model_hash(model),
    }


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "unknown"
