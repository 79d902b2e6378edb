"""Disks that are full."""

import tempfile
from pathlib import Path

import pytest

__all__ = ["FULL_DISK", "full_disk_for"]

FULL_DISK = Path("/dev/full")


def full_disk_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every new hidden folder of results hold, for one of the files, a disk that is full."""
    made = tempfile.mkdtemp

    def with_full_disk(*, prefix: str, dir: Path) -> str:  # noqa: A002 - its name there
        folder = made(prefix=prefix, dir=dir)
        (Path(folder) / f".{name}.part").symlink_to(FULL_DISK)
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", with_full_disk)
