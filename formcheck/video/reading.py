"""A recording read in a process of its own, so that a file can harm nothing but its own reading.

The decoder is a large library in C, and files come from anywhere. One that makes it crash, hang or
take all memory ends that process, and the caller gets a `VideoError`. Frames, times and notes are
those of :func:`formcheck.video.decode.open_video`; they come through a pipe, which takes a
millisecond for a picture of 1280 × 720.
"""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from io import FileIO
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from formcheck.closing import Closing
from formcheck.errors import VideoError
from formcheck.video.bounds import LIFTED
from formcheck.video.decode import LONGEST_SIDE, VideoInfo
from formcheck.video.frame import Frame
from formcheck.video.reading_messages import (
    Asked,
    Head,
    Told,
    info_from,
    words_from,
)

if sys.platform == "linux":
    import fcntl

__all__ = ["ProcessReader", "probe_recording", "read_video"]

SILENT_S: Final = 30.0
"""Reading that sends nothing for this long while we wait counts as hung. The slowest case, a
picture of 8K on one old core, takes a second or two."""

MAX_MEMORY: Final = 1_000_000_000
"""Bytes of memory that reading may take, watched on Linux: three times that of a recording at 4K,
and room for one at 8K, where each picture that the decoder keeps takes 50 MB."""

LOOK_EVERY_S: Final = 0.1
"""Interval of the checks that reading goes well and is still wanted."""

_PIPE_BYTES: Final = 1 << 20
"""Size of the pipe, where the system lets us choose: with the usual 64 KB a picture takes a fifth
longer, spent in switches between the processes."""

_ROOT: Final = Path(__file__).parents[2]
"""The folder that holds this package, installed or not."""

_IN_CHILD: Final = (
    "import sys; root = sys.argv.pop(); root in sys.path or sys.path.insert(0, root); "
    "from formcheck.video.reading_child import main; main()"
)

_EXPORT: Final = "Export it as MP4 (H.264) and try again"
_SMALLER: Final = f"Export it smaller; {LIFTED}"


def read_video(
    path: Path | str,
    *,
    longest_side: int | None = LONGEST_SIDE,
    any_size: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> "ProcessReader":
    """Open a recording for reading its frames in a process of its own.

    Parameters
    ----------
    path
        The file: any container and codec the installed FFmpeg reads.
    longest_side, any_size
        As in :func:`formcheck.video.decode.open_video`; with ``any_size`` memory is not bounded.
    stop
        Called in another thread while waiting for a picture; true breaks off the reading.

    Returns
    -------
    ProcessReader
        Use it in a ``with`` statement and iterate over it.

    Raises
    ------
    VideoError
        As `formcheck.video.decode.open_video`; or reading crashed, hung, or took too much memory.
    KeyboardInterrupt
        ``stop`` broke off the reading.
    """
    return ProcessReader(Path(path), longest_side, any_size=any_size, stop=stop)


def probe_recording(path: Path | str) -> VideoInfo:
    """Return a recording's data about itself, decoding only its first frames.

    Errors are those of `read_video`.
    """
    with read_video(path) as video:
        return video.info


class ProcessReader(Closing):
    """The frames of one recording, in order, once; made by `read_video`.

    An iterator of `Frame` and a context manager, with the parameters of `read_video`. One thread at
    a time may read.
    """

    def __init__(
        self, path: Path, longest_side: int | None, *, any_size: bool, stop: Callable[[], bool]
    ) -> None:
        if stop():
            raise KeyboardInterrupt
        self._path = path
        self._ended = False
        self.truncated = self.too_damaged = False
        """Whether the file ended before its own stated length, and whether too much of it is
        damaged or missing to judge what is left; complete at the end."""
        self.note = ""
        """The user's note about how this file could be read; complete at the end."""
        self._process = _started(Asked(path, longest_side, any_size))
        self._watch = _Watch(self._process, math.inf if any_size else MAX_MEMORY, stop)
        try:
            self._watch.start()
            self._info = self._first_told()
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> VideoInfo:
        """What the recording says about itself, known before its frames are read."""
        return self._info

    def close(self) -> None:
        """End reading and the process; the file's end and an error do so by themselves."""
        self._ended = True
        self._watch.end()
        self._process.kill()  # it has nothing to put in order
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        while not self._ended:
            head, content = self._told()
            if head.told is Told.FRAME:
                with self._understanding():
                    width, height = self._info.size_wh
                    image = content.reshape(height, width, 3)
                return Frame(image, head.time_s, head.index, head.shot)
            if head.told is Told.END:
                self.close()
        raise StopIteration

    def _first_told(self) -> VideoInfo:
        while True:
            head, content = self._told()
            if head.told is Told.INFO:
                with self._understanding():
                    return info_from(bytes(content), self._path)

    def _told(self) -> tuple[Head, npt.NDArray[np.uint8]]:
        """Wait for the next message; return its head and content.

        A message of state updates this reader; an error message raises its error.
        """
        with self._understanding():
            head = Head.from_bytes(bytes(self._received(Head.LENGTH)))
            content = self._received(head.size)
            if head.told not in (Told.STATE, Told.ERROR):
                return head, content
            said = words_from(bytes(content))
            if head.told is Told.STATE:
                self.note, self.truncated = str(said["note"]), bool(said["truncated"])
                self.too_damaged = bool(said["too_damaged"])
                return head, content
            error = VideoError(said["what"], where=str(self._path), to_do=said["to_do"])
        self.close()
        raise error

    @contextmanager
    def _understanding(self) -> Generator[None]:
        """Treat an invalid message as a crash of the reading process: raise VideoError."""
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            self._ended = True
            raise _crashed(self._path) from error

    def _received(self, size: int) -> npt.NDArray[np.uint8]:
        """Wait for this many bytes and return them."""
        content = np.empty(size, np.uint8)
        rest = content.data
        pipe = self._process.stdout
        with self._watch.waiting():
            while len(rest):
                count = pipe.readinto(rest) if isinstance(pipe, FileIO) and not pipe.closed else 0
                if not count:
                    raise self._end()
                rest = rest[count:]
        return content

    def _end(self) -> BaseException:
        """Return the exception to raise when nothing more comes."""
        if self._ended:  # it was closed in another thread
            return StopIteration()
        self._ended = True
        self._process.wait()
        match self._watch.found:
            case _Found.UNWANTED:
                return KeyboardInterrupt()
            case _Found.SILENT:
                what = f"Reading it stood still for {SILENT_S:.0f} s"
                return VideoError(what, where=str(self._path), to_do=_EXPORT)
            case _Found.LARGE:
                what = f"Reading it takes more than {MAX_MEMORY / 1e9:.0f} GB of memory"
                return VideoError(what, where=str(self._path), to_do=_SMALLER)
        return _crashed(self._path)


class _Found(Enum):
    """The reason why reading was ended."""

    UNWANTED = auto()
    SILENT = auto()
    LARGE = auto()


class _Watch:
    """Checks, in a thread, that reading goes well and is still wanted; else ends it.

    Parameters
    ----------
    process
        The reading process.
    most_memory
        Bytes of memory that it may take.
    stop
        Called while somebody waits for the process; true if reading is no longer wanted.
    """

    def __init__(
        self, process: "subprocess.Popen[bytes]", most_memory: float, stop: Callable[[], bool]
    ) -> None:
        self._process = process
        self._most_memory = most_memory
        self._stop = stop
        self._over = Event()
        self._waiting_since_s = math.inf
        self.found: _Found | None = None
        """The reason for which the process was ended; None before."""
        self._thread = Thread(target=self._keep_looking, name="watching-reading", daemon=True)

    def start(self) -> None:
        """Start checking."""
        self._thread.start()

    def end(self) -> None:
        """Stop checking."""
        self._over.set()

    @contextmanager
    def waiting(self) -> Generator[None]:
        """Mark, within the context, that somebody waits for the process."""
        self._waiting_since_s = time.monotonic()
        try:
            yield
        finally:
            self._waiting_since_s = math.inf

    def _keep_looking(self) -> None:
        while self.found is None and not self._over.wait(LOOK_EVERY_S):
            waited_s = time.monotonic() - self._waiting_since_s
            if waited_s > 0 and self._stop():
                self.found = _Found.UNWANTED
            elif waited_s > SILENT_S:
                self.found = _Found.SILENT
            elif _memory_of(self._process.pid) > self._most_memory:
                self.found = _Found.LARGE
        if self.found is not None:
            self._process.kill()


def _memory_of(process: int) -> int:
    """Return a process's memory in bytes; 0 on systems without a file that states it."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _started(asked: Asked) -> "subprocess.Popen[bytes]":
    """Start the reading process and send it the request."""
    # -P: load nothing from the current folder. A group of its own: Ctrl-C goes to all processes of
    # the terminal, and would end this one before anybody could decide what it means.
    command = [sys.executable, "-P", "-c", _IN_CHILD, str(_ROOT)]
    own_group: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        own_group = {"creationflags": flags}
    try:
        process = subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **own_group,
        )
    except OSError as error:
        raise VideoError(
            f"It cannot be read: no process can be started ({error.strerror})",
            where=str(asked.path),
            to_do="Close other programs and try again",
        ) from error
    with suppress(OSError):  # it ended already, which shows when it should answer
        if sys.platform == "linux" and process.stdout is not None:
            with suppress(OSError):  # somebody has many pipes
                fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        if process.stdin is not None:
            process.stdin.write(asked.as_line())
    return process


def _crashed(path: Path) -> VideoError:
    return VideoError("Reading it crashed", where=str(path), to_do=_EXPORT)
