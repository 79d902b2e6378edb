"""Writing pictures as an H.264 recording that every browser plays.

The file appears under its name only when finished: until then it stands beside that under a hidden
name ending in ``.part``, and is removed when writing fails.
"""

import contextlib
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.container import OutputContainer
from av.video.stream import VideoStream

from formcheck.disk.trouble import told
from formcheck.errors import OutputError

__all__ = ["VideoWriter", "can_write_video"]

_ENCODER: Final = "libx264"
"""The PyAV wheels for Linux, Windows and macOS all carry it."""

_PRESET = {"preset": "ultrafast", "crf": "26"}
"""Cheap, because the pose model runs beside it.

Measured on one core, gym footage, ms a frame and Mbit/s at 854 × 480 and 1280 × 720: ultrafast
crf 26 1.1 and 2.3 (2.0, 3.5); superfast crf 23 2.3 and 5.1 (1.2, 1.9); veryfast crf 23 3.2 and 7.0
(0.7, 1.2). The first two are equally sharp (luma PSNR 42–43 dB); the price is size.
"""

_ENCODER_THREADS = 1
"""A second thread saved less time than it cost the pose model."""

_TICKS_PER_S = 90_000
"""Frame times are kept to 11 µs: the clock of MPEG, a multiple of all common frame rates."""

_SMPTE_170M = 6
"""The matrix of OpenCV's RGB to YUV, by its number in ITU-T H.273: players then show true
colours."""

_FINEST_RATE = 1001
"""Largest denominator of a frame rate: television's 30000/1001."""

_ASSUMED_HZ = 30.0
"""The rate that most cameras and phones record at."""

_SLOWEST_HZ = 1.0
"""The last picture of an even slower recording lasts a second too."""


class VideoWriter:
    """Writes RGB pictures with their own times to an MP4 file.

    A context manager: leaving it normally finishes the file, leaving it by an exception
    (KeyboardInterrupt included) removes what was written. To keep it nevertheless, call ``close``
    before the exception leaves the block.

    Parameters
    ----------
    path
        The file to write; one already there is replaced when the new one is finished.
    size_wh
        Width and height of the pictures, pixels. Odd sizes are made even, as H.264 in browsers
        needs, by repeating the last column or row.
    frames_per_s
        The usual rate; NaN if unknown. It decides how long the last picture lasts and that players
        can jump to every full second; other pictures last until the next one's own time.

    Raises
    ------
    OutputError
        The file cannot be written: no such folder, no permission, disk full, no H.264 encoder.
    """

    def __init__(
        self, path: Path | str, size_wh: tuple[int, int], *, frames_per_s: float = 30.0
    ) -> None:
        self._path = Path(path)
        self._partial = self._path.with_name(f".{self._path.name}.part")
        self._given_wh = size_wh
        self._first_s = math.nan
        self._last_s = -math.inf
        self._last_tick = -1
        self._check_place()
        with self._explained():
            self._container, self._stream = _prepared(self._partial, self.size_wh, frames_per_s)
        self._open = True
        try:
            with self._explained():
                self._container.start_encoding()
        except BaseException:
            self.close(keep=False)
            raise

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height as written, pixels: even numbers."""
        width, height = self._given_wh
        return width + width % 2, height + height % 2

    def write(self, image: npt.NDArray[np.uint8], time_s: float) -> None:
        """Add a picture.

        Parameters
        ----------
        image
            RGB, shape (height, width, 3) of the size announced; any memory layout.
        time_s
            The picture's time, seconds; the first one begins the recording whatever its time.

        Raises
        ------
        OutputError
            The disk is full or the file can no longer be written.
        ValueError
            The shape differs from the announced one, the time is not after the one before, or the
            writer is closed.
        """
        width, height = self._given_wh
        if not self._open:
            raise ValueError("the writer is closed")
        if image.shape != (height, width, 3):
            raise ValueError(f"expected shape {(height, width, 3)}, got {image.shape}")
        if not self._last_s < time_s < math.inf:
            raise ValueError(f"time {time_s} s is not after {self._last_s} s")
        if math.isnan(self._first_s):
            self._first_s = time_s
        tick = round((time_s - self._first_s) * _TICKS_PER_S)
        frame = av.VideoFrame.from_ndarray(self._yuv(image), format="yuv420p")
        # Times closer together than a tick still need one each.
        frame.pts = max(tick, self._last_tick + 1)
        frame.time_base = Fraction(1, _TICKS_PER_S)
        with self._explained():
            self._container.mux(self._stream.encode(frame))
        self._last_s, self._last_tick = time_s, frame.pts

    def close(self, *, keep: bool = True) -> Path | None:
        """Finish the file under its name, or remove what was written.

        Closing again does nothing.

        Parameters
        ----------
        keep
            Whether to finish the file with the pictures written so far.

        Returns
        -------
        Path or None
            The finished file; None if there is none, because nothing was written or kept.

        Raises
        ------
        OutputError
            The file cannot be finished; nothing is left of it.
        """
        if not self._open:
            return None
        self._open = False
        try:
            if keep and self._last_tick >= 0:
                with self._explained():
                    self._container.mux(self._stream.encode(None))
                    self._container.close()
                    self._partial.replace(self._path)
                return self._path
        finally:
            # Remove the unfinished file, if it is still there. Both may fail again for the reason
            # that led here; report that one.
            with contextlib.suppress(av.error.FFmpegError, OSError):
                self._container.close()
            with contextlib.suppress(OSError):
                self._partial.unlink()
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(keep=kind is None)

    def _check_place(self) -> None:
        where = str(self._path)
        if not can_write_video():
            raise OutputError(
                "The installed PyAV has no H.264 encoder",
                where=where,
                to_do="Install its wheel: pip install --force-reinstall --only-binary=av av",
            )
        with self._explained():
            is_folder = self._path.is_dir()
        if is_folder:
            raise OutputError(
                "There is a folder of this name", where=where, to_do="Choose another name"
            )

    def _yuv(self, image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """Return the picture as planar YUV 4:2:0; takes half as long as FFmpeg's scaler."""
        (height, width), (even_width, even_height) = image.shape[:2], self.size_wh
        if (even_width, even_height) != (width, height):
            bottom, right = even_height - height, even_width - width
            image = np.pad(image, ((0, bottom), (0, right), (0, 0)), mode="edge")
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), np.uint8)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the system's errors into an `OutputError`."""
        try:
            yield
        except (av.error.FFmpegError, OSError) as error:
            said = "The video cannot be written"
            raise told(
                OutputError, said, error, where=self._path, otherwise="choose another folder"
            ) from error


def can_write_video() -> bool:
    """Return whether the installed PyAV brings the encoder that `VideoWriter` uses."""
    return _ENCODER in av.codecs_available


def _prepared(
    path: Path, size_wh: tuple[int, int], frames_per_s: float
) -> tuple[OutputContainer, VideoStream]:
    """Set up container and encoder; write nothing yet."""
    # The index goes first, so that a page can play the file while loading.
    container = av.open(str(path.absolute()), "w", format="mp4", options={"movflags": "+faststart"})
    usual = _ASSUMED_HZ if math.isnan(frames_per_s) else max(_SLOWEST_HZ, frames_per_s)
    rate = Fraction(usual).limit_denominator(_FINEST_RATE)
    stream = container.add_stream(_ENCODER, rate=rate, options=_PRESET)
    stream.width, stream.height = size_wh
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = stream.time_base = Fraction(1, _TICKS_PER_S)
    context.thread_count = _ENCODER_THREADS
    context.gop_size = round(usual)
    context.colorspace = context.color_primaries = context.color_trc = _SMPTE_170M
    return container, stream
