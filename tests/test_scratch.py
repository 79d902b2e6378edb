"""Temporary folders that go with their owner, or at the next start."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from formcheck.app.server.scratch import Scratch, remove_left_scratch

on_posix = pytest.mark.skipif(
    os.name != "posix", reason="processes are killed in another way there"
)

MAKES_ONE = """
import sys
from formcheck.app.server.scratch import Scratch
scratch = Scratch("upload")
(scratch.path / "recording").write_text("somebody's set")
print(scratch.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def left_by_a_kill() -> Path:
    """Return a folder whose owner was killed, with a recording in it."""
    with subprocess.Popen(
        [sys.executable, "-c", MAKES_ONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        remove_left_scratch()
        assert (folder / "recording").exists(), "its owner lives"
        process.send_signal(signal.SIGKILL)
    return folder


def test_it_goes_with_all_that_is_in_it(temporary: Path) -> None:
    """Closed, or when nobody holds it any more."""
    with Scratch() as scratch:
        (scratch.path / "folder").mkdir()
        if os.name == "posix":
            assert scratch.path.stat().st_mode & 0o077 == 0
    forgotten = Scratch("upload")
    del forgotten

    assert list(temporary.iterdir()) == []


@on_posix
def test_what_a_kill_left_goes_at_the_next_start(temporary: Path) -> None:
    """With the recording; as long as its owner lived it stayed."""
    folder = left_by_a_kill()
    assert (folder / "recording").exists()

    remove_left_scratch()

    assert list(temporary.iterdir()) == []


def test_one_in_use_stays() -> None:
    """A second formcheck takes nothing from the first."""
    with Scratch() as scratch:
        remove_left_scratch()
        assert scratch.path.exists()


@on_posix
def test_links_in_what_was_left_are_not_followed(tmp_path: Path) -> None:
    """They go, and what they lead to stays."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note").touch()
    folder = left_by_a_kill()
    (folder / "link").symlink_to(tmp_path / "mine")

    remove_left_scratch()

    assert not folder.exists()
    assert (tmp_path / "mine" / "note").exists()


@on_posix
def test_what_formcheck_did_not_make_stays(tmp_path: Path, temporary: Path) -> None:
    """Names alone tell nothing: without the mark of an owner, or by a link, it is somebody's."""
    (temporary / "formcheck-abcd1234").mkdir()
    (temporary / "formcheck-abcd1235").touch()
    elsewhere = left_by_a_kill().rename(tmp_path / "elsewhere")
    (temporary / "formcheck-abcd1236").symlink_to(elsewhere)
    by_a_link = temporary / "formcheck-abcd1237"
    by_a_link.mkdir()
    (by_a_link / ".formcheck-owner").symlink_to(elsewhere / ".formcheck-owner")
    named = temporary / "formcheck-mine"
    left_by_a_kill().rename(named)

    remove_left_scratch()

    assert (elsewhere / "recording").exists()
    assert len(list(temporary.iterdir())) == 5


@on_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_what_belongs_to_another_user_stays() -> None:
    """Whatever marks they put into it."""
    folder = left_by_a_kill()
    os.chown(folder, 65534, 65534)

    remove_left_scratch()

    assert (folder / "recording").exists()
