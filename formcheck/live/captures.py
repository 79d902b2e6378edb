"""Pictures from a camera of this computer, or from a recording instead."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from formcheck.errors import FormCheckError
from formcheck.video.decode import Frame
from formcheck.video.reading import ProcessReader, read_video

__all__ = ["CameraCapture", "Capture", "FileCapture", "open_capture"]

WIDTH, HEIGHT = 640, 360
"""Size requested from the camera: the length of the model's picture, in the shape of most cameras.
For 640 × 480 they cut off the sides, where a person bending forward has their head; cameras of that
shape give it anyway."""

BEGINS_S = 5.0
"""Longest wait for a camera's first picture: some take two or three seconds (team choice)."""

LOST_S = 1.0
"""A camera without a picture for this long is lost: thirty should have come."""

PAUSE_S = 0.02
"""Pause between two tries to read from a camera that gives nothing: it spares a core."""

CLOSE_OTHERS = (
    "Close what else uses the camera, and see in the system's privacy settings whether programs "
    "may use it"
)


class Capture(Protocol):
    """Gives pictures one after the other."""

    def read(self) -> Frame:
        """Wait for the next picture and return it.

        Raises
        ------
        FormCheckError
            No more pictures come.
        """
        ...

    def close(self) -> None:
        """Let go of the pictures' source."""
        ...


class Device(Protocol):
    """A camera as OpenCV has it."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Whether there is such a camera, and it could be opened."""
        ...

    def set(self, propId: int, value: float, /) -> bool:  # noqa: N803 - OpenCV's name
        """Ask for a property."""
        ...

    def read(self) -> tuple[bool, object]:
        """Return whether there is a picture, and the picture."""
        ...

    def release(self) -> None:
        """Let go of the camera."""
        ...


def open_capture(source: int | Path) -> Capture:
    """Return the capture of a camera, by its number, or of a recording.

    Raises
    ------
    FormCheckError
        There is no such camera, its use is not allowed, or the recording cannot be read.
    """
    return FileCapture(source) if isinstance(source, Path) else CameraCapture(source)


class CameraCapture:
    """A camera of this computer; frame times come from its ``clock``.

    Parameters
    ----------
    number
        0 is the first one.
    device
        Opens it.
    clock
        Seconds that only grow.
    """

    def __init__(
        self,
        number: int,
        *,
        device: Callable[[int], Device] = cv2.VideoCapture,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._number = number
        self._clock = clock
        self._index = 0
        with _quiet():
            self._device = device(number)
        if not self._device.isOpened():
            self._device.release()
            raise FormCheckError(
                "no camera could be opened on this computer",
                where=f"camera {number}",
                to_do=f"Connect one. {CLOSE_OTHERS}",
            )
        self._device.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        self._device.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)

    def read(self) -> Frame:
        """Wait for the next picture and return it.

        Raises
        ------
        FormCheckError
            The camera gives none, or was lost.
        """
        until_s = self._clock() + (LOST_S if self._index else BEGINS_S)
        while self._clock() < until_s:
            there, picture = self._device.read()
            if there:
                return self._frame(np.asarray(picture, np.uint8))
            time.sleep(PAUSE_S)
        raise self._silent()

    def close(self) -> None:
        """Let go of the camera."""
        self._device.release()

    def _frame(self, blue_first: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Frame:
        image = np.asarray(cv2.cvtColor(blue_first, cv2.COLOR_BGR2RGB), np.uint8)
        self._index += 1
        return Frame(image, self._clock(), self._index - 1)

    def _silent(self) -> FormCheckError:
        where = f"camera {self._number}"
        if self._index:
            return FormCheckError(
                "the camera gives no more pictures",
                where=where,
                to_do="Connect it again; it goes on by itself",
            )
        return FormCheckError("the camera gives no picture", where=where, to_do=CLOSE_OTHERS)


class FileCapture:
    """A recording shown over and over at its own speed; its times go on growing.

    Parameters
    ----------
    path
        The recording.
    clock, sleep
        Seconds that only grow, and the function that waits for some of them.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._path = path
        self._clock = clock
        self._sleep = sleep
        self._video: ProcessReader = read_video(path)
        self._index = 0
        self._began_s = math.nan
        self._round_s = self._last_s = 0.0

    def read(self) -> Frame:
        """Wait until the next picture is due and return it.

        Raises
        ------
        VideoError
            The file cannot be read any more.
        """
        frame = next(self._video, None) or self._from_the_beginning()
        self._last_s = self._round_s + frame.time_s
        now_s = self._clock()
        if math.isnan(self._began_s):
            self._began_s = now_s - self._last_s
        self._sleep(max(0.0, self._began_s + self._last_s - now_s))
        self._index += 1
        return Frame(frame.image, self._last_s, self._index - 1)

    def close(self) -> None:
        """Let go of the file."""
        self._video.close()

    def _from_the_beginning(self) -> Frame:
        rate = self._video.info.frames_per_s
        self._round_s = self._last_s + 1 / (30.0 if math.isnan(rate) else rate)
        self._video.close()
        self._video = read_video(self._path)
        return next(self._video)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep OpenCV from printing each failed way to open a camera to the terminal."""
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(before)
