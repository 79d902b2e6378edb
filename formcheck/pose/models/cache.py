"""The folder that keeps the models, and the temporary one in it for making them."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import platformdirs
from filelock import FileLock

from formcheck.disk.plain import open_plain
from formcheck.disk.trouble import told
from formcheck.errors import ModelError

__all__ = ["WHEEL_NAMED", "Progress", "cache_folder", "model_hash", "whole_in_cache", "workshop"]

Progress = Callable[[int, int], None]
"""Called now and then with the bytes fetched so far, and their final number."""

WORKSHOP: Final = "formcheck-making-"  # how temporary folders begin in a cache that may be shared
WHEEL_NAMED: Final = "wheel.txt"  # what pip is to bring; in all that earlier versions made


def model_hash(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cache_folder() -> Path:
    """Return the cache folder: ``FORMCHECK_CACHE``, or the system's own."""
    if named := os.environ.get("FORMCHECK_CACHE"):
        return Path(named)
    return platformdirs.user_cache_path("formcheck", appauthor=False)


def whole_in_cache(name: str, sha256: str) -> Path | None:
    """Return a file in the cache, or None where it is missing or damaged."""
    path = cache_folder() / name
    with suppress(OSError):
        if model_hash(path) == sha256:
            return path
    return None


@contextmanager
def workshop() -> Iterator[Path]:
    """Yield a temporary folder in the cache, to one process at a time.

    It lies in the cache so that a finished file moves to its final name in one step.
    """
    cache = cache_folder()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "model.lock"):
            for left_by_a_killed_process in filter(_is_workshop, cache.iterdir()):
                shutil.rmtree(left_by_a_killed_process, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=cache) as work:
                yield Path(work)
    except OSError as error:
        said, otherwise = "the pose model cannot be kept", "name another folder in FORMCHECK_CACHE"
        raise told(ModelError, said, error, where=cache, otherwise=otherwise) from error


def _is_workshop(path: Path) -> bool:
    """Whether this is our temporary folder for making a model, and not the user's own."""
    earlier = re.fullmatch(r"making-[a-z0-9_]{8}", path.name) and (path / WHEEL_NAMED).exists()
    ours = re.fullmatch(rf"{re.escape(WORKSHOP)}[a-z0-9_]{{8}}", path.name)
    return bool(ours or earlier) and path.is_dir() and not path.is_symlink()
