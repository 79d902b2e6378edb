"""Reads one recording for another process, and sends it the contents.

:func:`formcheck.video.reading.read_video` starts it, with the request on standard input. That stays
open as long as anybody wants to read on: when it closes, this process ends, whatever it is doing.
"""

import os
import signal
import sys
import time
from threading import Thread
from typing import Final

import cv2

from formcheck.errors import FormCheckError
from formcheck.video.bounds import NO_BOUNDS, USUAL_BOUNDS
from formcheck.video.decode import VideoReader
from formcheck.video.reading_messages import Asked, Head, Told, info_words, words

__all__ = ["main"]

ALIVE_EVERY_S: Final = 1.0
"""Interval of the messages that reading goes on while no frames come of it."""


def main() -> None:
    """Read the recording requested on standard input."""
    # Ctrl-C goes to every process of the terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = Asked.from_line(sys.stdin.buffer.readline())
    Thread(target=_end_with_who_asked, name="end-with-who-asked", daemon=True).start()
    telling = _Telling(_standard_output_for_us_alone())
    cv2.setNumThreads(1)  # its threads would wait by spinning, beside those of the pose model
    try:
        _read(asked, telling)
    except FormCheckError as error:
        telling.say(
            Told.ERROR, words({"what": error.what, "where": error.where, "to_do": error.to_do})
        )
    except BrokenPipeError:  # nobody reads any more
        pass


def _read(asked: Asked, telling: "_Telling") -> None:
    bounds = NO_BOUNDS if asked.any_size else USUAL_BOUNDS
    with VideoReader(asked.path, asked.longest_side, bounds, telling.alive) as video:
        telling.say(Told.INFO, info_words(video.info))
        for frame in video:
            telling.state(video)
            telling.tell(Head.of(frame), frame.image.data)
        telling.state(video)
    telling.tell(Head(Told.END))


class _Telling:
    """Sends messages to the other process, in order.

    Parameters
    ----------
    output
        The number of an open file.
    """

    def __init__(self, output: int) -> None:
        self._output = output
        self._state = b""
        self._told_s = time.monotonic()

    def say(self, told: Told, content: bytes) -> None:
        """Send a message of words."""
        self.tell(Head(told, len(content)), content)

    def state(self, video: VideoReader) -> None:
        """Send the state of reading, if it changed."""
        state = words(
            {
                "note": video.note,
                "truncated": video.truncated,
                "too_damaged": video.too_damaged,
            }
        )
        if state != self._state:
            self._state = state
            self.say(Told.STATE, state)

    def alive(self) -> None:
        """Send that reading goes on, if nothing was sent for a while."""
        if time.monotonic() - self._told_s >= ALIVE_EVERY_S:
            self.tell(Head(Told.ALIVE))

    def tell(self, head: Head, content: bytes | memoryview = b"") -> None:
        """Send a message."""
        for piece in (head.as_bytes(), content):
            rest = memoryview(piece).cast("B")
            while rest:
                rest = rest[os.write(self._output, rest) :]
        self._told_s = time.monotonic()


def _end_with_who_asked() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


def _standard_output_for_us_alone() -> int:
    """Return the output for messages, and redirect everything else written to standard output."""
    output = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return output
