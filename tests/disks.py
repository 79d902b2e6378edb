"""Makes disks and folders that refuse, and things that look like files, for tests."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest

Answer = TypeVar("Answer")

NOBODY = 65534
"""The id of the user that owns nothing, on every Linux."""


@contextmanager
def unprivileged() -> Generator[Path]:
    """Give a folder of a user who may not read everything, and be that user meanwhile.

    Tests in a container run as the administrator, who may do anything to any file.
    """
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of folders are another matter on Windows")
    folder = Path(tempfile.mkdtemp(prefix="formcheck-test-of-permissions-"))
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder)


def make_pipe(path: Path) -> Path:
    """Make a pipe that nobody writes into."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes among the files of Windows")
    os.mkfifo(path)
    return path


def make_socket(path: Path) -> Path:
    """Make a socket's file."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("there are no sockets among the files of Windows")
    here = Path.cwd()
    os.chdir(path.parent)  # an address holds 108 letters, fewer than a test's folder may have
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)
    return path


def answered(ask: Callable[[], Answer]) -> Answer | BaseException:
    """Return the call's result or its error; fail if it waits for ever."""
    answers: list[Answer | BaseException] = []

    def note() -> None:
        try:
            answers.append(ask())
        except BaseException as error:  # noqa: BLE001 - it is what is looked at
            answers.append(error)

    asking = Thread(target=note, daemon=True)
    asking.start()
    asking.join(30)
    assert answers, "it waits for somebody to write into a pipe"
    return answers[0]


FULL_DISK = Path("/dev/full")


def full_disk_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every new hidden folder of results have a full disk for one of the files."""
    made = tempfile.mkdtemp

    def with_full_disk(*, prefix: str, dir: Path) -> str:  # noqa: A002 - its name there
        folder = made(prefix=prefix, dir=dir)
        (Path(folder) / f".{name}.part").symlink_to(FULL_DISK)
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", with_full_disk)
