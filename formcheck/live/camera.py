"""A camera of this computer, for when the browser's cannot be connected.

The server's process captures, judges and draws the pictures here; the page fetches the newest one
as often as it likes. None is kept.
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Protocol, Self

from formcheck.errors import FormCheckError
from formcheck.history.fault_pictures import jpeg
from formcheck.live.captures import Capture, open_capture
from formcheck.pose.model_input import LONG_SIDE, Image
from formcheck.video.decode import Frame

__all__ = ["CameraPicture", "Processor", "ServerCamera"]

AGAIN_S = 2.0
"""Interval of retries for a lost or missing camera, which may be plugged in any time."""

UNWATCHED_S = 60.0
"""The camera switches off when no page asks for a picture for this long: the page was closed
silently. Browsers let a hidden page ask once a minute."""

JOIN_S = 2.0
"""Longest wait for the threads to end: a camera's driver can hang, and must not hang the rest."""


class Processor(Protocol):
    """Judges and draws frames: a :class:`formcheck.live.processor.LiveProcessor`."""

    def __call__(self, frame: Frame, /) -> Image:
        """Return the picture to show for a frame; never raises."""
        ...

    def close(self) -> None:
        """Free the resources that frames need."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class CameraPicture:
    """The newest picture, RGB, and its number, from 1: the page skips one it has."""

    number: int
    image: Image

    def jpeg(self) -> bytes:
        """Return the picture as JPEG, at most as long as the judged one."""
        return jpeg(self.image, LONG_SIDE)


class ServerCamera:
    """Captures and judges from :meth:`start` to :meth:`stop`; also as a context manager.

    Of the frames that come while one is judged, only the newest is kept.

    Parameters
    ----------
    source
        The number of a camera, 0 the first, or a recording to show instead, over and over at its
        own speed.
    processor
        Called with every frame, in a thread of its own; closed at the end.
    capture
        Opens a source.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        source: int | Path,
        processor: Processor,
        *,
        capture: Callable[[int | Path], Capture] = open_capture,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._processor = processor
        self._capture = capture
        self._clock = clock
        self._stop = Event()
        self._arrived = Condition()
        self._newest: Frame | None = None
        self._picture: CameraPicture | None = None
        self._error: FormCheckError | None = None
        self._asked_s = clock()
        # Daemons: a driver that hangs must not keep the program from ending.
        self._threads = [
            Thread(target=self._keep_capturing, name="formcheck-camera", daemon=True),
            Thread(target=self._keep_judging, name="formcheck-judging", daemon=True),
        ]

    @property
    def error(self) -> FormCheckError | None:
        """Why no pictures come and what to do about it; None while they do. Retries go on."""
        return self._error

    @property
    def running(self) -> bool:
        """Whether capturing was started and neither stopped nor left unwatched."""
        return any(thread.is_alive() for thread in self._threads) and not self._stop.is_set()

    def start(self) -> None:
        """Start capturing; possible once only."""
        self._asked_s = self._clock()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Switch the camera off and close the processor; a second call does nothing."""
        self._stop.set()
        with self._arrived:
            self._arrived.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(JOIN_S)

    def picture(self) -> CameraPicture | None:
        """Return the newest picture to show; None before the first."""
        self._asked_s = self._clock()
        return self._picture

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _keep_capturing(self) -> None:
        while not self._stop.is_set():
            try:
                with closing(self._capture(self._source)) as capture:
                    self._capture_from(capture)
            except FormCheckError as error:
                self._error = error
                self._stop.wait(AGAIN_S)
            self._stop_unwatched()

    def _capture_from(self, capture: Capture) -> None:
        while not self._stop.is_set():
            frame = capture.read()
            self._error = None
            with self._arrived:
                self._newest = frame
                self._arrived.notify_all()
            self._stop_unwatched()

    def _stop_unwatched(self) -> None:
        if self._clock() - self._asked_s > UNWATCHED_S:
            self._stop.set()
            with self._arrived:
                self._arrived.notify_all()

    def _keep_judging(self) -> None:
        with closing(self._processor):
            number = 0
            while (frame := self._next_frame()) is not None:
                number += 1
                self._picture = CameraPicture(number, self._processor(frame))

    def _next_frame(self) -> Frame | None:
        """Wait for a new frame and return the newest; None when capturing should end."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._newest is not None or self._stop.is_set())
            frame, self._newest = self._newest, None
        return None if self._stop.is_set() else frame
