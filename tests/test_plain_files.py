"""Reading nothing but files."""

import errno
from pathlib import Path

import pytest
from disks import answered, make_pipe, make_socket

from formcheck.disk.plain import open_plain, read_plain


def test_a_file_is_read(tmp_path: Path) -> None:
    """All of it, or as much as is asked for; a link leads to it."""
    file = tmp_path / "file"
    file.write_bytes(b"all of it")
    link = tmp_path / "link"
    link.symlink_to(file)

    assert read_plain(file) == read_plain(link) == b"all of it"
    assert read_plain(file, 3) == b"all"
    with open_plain(file) as opened:
        assert opened.read() == b"all of it"


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    """Nobody waits for somebody to write into it, whether it is named or a link leads to it."""
    pipe = make_pipe(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(pipe)

    for path in (pipe, tmp_path / "link"):
        refused = answered(lambda path=path: read_plain(path))  # type: ignore[misc]
        assert isinstance(refused, OSError)
        assert refused.errno == errno.ENXIO


def test_a_socket_is_refused(tmp_path: Path) -> None:
    """It is no file either."""
    with pytest.raises(OSError, match=r".") as refused:
        read_plain(make_socket(tmp_path / "socket"))
    assert refused.value.errno == errno.ENXIO


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="only Unix has devices among its files")
def test_a_device_is_refused() -> None:
    """One that never ends is not read."""
    with pytest.raises(OSError, match=r".") as refused:
        read_plain(Path("/dev/zero"), 10)
    assert refused.value.errno == errno.ENXIO


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """On every system with the same error."""
    with pytest.raises(IsADirectoryError):
        read_plain(tmp_path)
