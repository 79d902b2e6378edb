"""Frames of a recording, upright, in square pixels, each with its own time.

``open_video`` checks a file and decodes its first frame, so that whatever keeps a recording from
being read is said at once, as `VideoError`; what goes wrong later ends the reading or leaves
frames out, and ``VideoReader.note`` says so. Pixels run x right, y down; times are seconds from
the first frame of the file.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.errors import VideoError
from formcheck.pose.frame_times import FrameClock
from formcheck.pose.upright import Upright
from formcheck.pose.video_file import (
    duration_s,
    frame_count,
    open_recording,
    picture_stream,
    pixel_shape,
    promised_end_s,
    rate_hz,
)

__all__ = ["LONGEST_SIDE", "Frame", "VideoInfo", "VideoReader", "open_video", "probe_video"]

LONGEST_SIDE = 1280
"""Larger pictures are reduced to this many pixels on their longest side.

The pose model looks at 256 × 256 pixels of the person, so more pixels do not make a pose better,
but every later step (mask, drawing, encoding) costs in proportion to them.
"""

_CUT_OFF_S = 0.5
"""A file this much shorter than it says ends early.

Sound and picture of an undamaged file differ by some tenths of a second in their last sample.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a recording.

    Parameters
    ----------
    image
        RGB, shape (height, width, 3), C-contiguous, upright, square pixels.
    time_s
        When the picture is shown, seconds from the first frame of the file; always later than the
        frame before.
    index
        Count of the frames given out, from 0.
    """

    image: npt.NDArray[np.uint8]
    time_s: float
    index: int


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a recording says about itself.

    Parameters
    ----------
    path
        The file.
    size_wh
        Width and height of every frame given out, pixels.
    stored_size_wh
        Width and height as stored: before turning, squaring and reducing.
    duration_s
        Length in seconds; NaN where the file does not say.
    frame_count
        Number of frames, an estimate for showing progress; 0 where nothing is known.
    frames_per_s
        Average rate; NaN where nothing is known. Frames carry their own times.
    codec
        How the picture is stored, as FFmpeg names it (``h264``).
    """

    path: Path
    size_wh: tuple[int, int]
    stored_size_wh: tuple[int, int]
    duration_s: float
    frame_count: int
    frames_per_s: float
    codec: str


class VideoReader:
    """The frames of one recording, in order, once.

    An iterator of `Frame` and a context manager; made by `open_video`. One thread at a time may
    read; decoding itself uses all cores and leaves Python free meanwhile.

    Parameters
    ----------
    path
        The file.
    longest_side
        Reduce larger pictures to this many pixels on their longest side; None keeps their size.

    Raises
    ------
    VideoError
        The file is not there, is no recording, or none of its pictures can be decoded.
    """

    def __init__(self, path: Path, longest_side: int | None) -> None:
        self._container: InputContainer = open_recording(path)
        self._damaged = 0
        self._reshaped_at_s = math.nan
        self._ended = False
        self._broken_off = False
        self._read_to_s = -math.inf
        try:
            self._stream: VideoStream = picture_stream(self._container, path)
            self._promised_end_s = promised_end_s(self._stream)
            self._clock = FrameClock(rate_hz(self._stream))
            decoded = self._decoded()
            first = self._first(decoded, path)
            self._upright = Upright.of(first, pixel_shape(self._stream), longest_side)
            self._info = self._described(path, first)
            given = self._given(chain([first], decoded))
            self._frames: Iterator[Frame] = chain([next(given)], given)
        except BaseException:
            self._container.close()
            raise

    @property
    def info(self) -> VideoInfo:
        """What the recording says about itself, known before its frames are read."""
        return self._info

    @property
    def truncated(self) -> bool:
        """Whether the file turned out to end before its own stated length; known at the end."""
        if not self._ended:
            return False
        return self._broken_off or self._promised_end_s - self._read_to_s > _CUT_OFF_S

    @property
    def note(self) -> str:
        """What a person should know of how this file could be read; empty if nothing.

        Complete when the last frame has been read.
        """
        return " ".join(self._remarks())

    def close(self) -> None:
        """Let go of the file; reading ends."""
        self._frames = iter(())
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        return next(self._frames)

    def _first(self, decoded: Iterator[VideoFrame], path: Path) -> VideoFrame:
        for frame in decoded:
            return frame
        what = (
            "None of its pictures can be decoded" if self._damaged else "There is no picture in it"
        )
        raise VideoError(what, where=str(path), to_do="Record or export it again")

    def _decoded(self) -> Iterator[VideoFrame]:
        """Yield every undamaged frame; count the others."""
        for packet in self._packets():
            try:
                frames = self._stream.decode(packet)
            except av.error.FFmpegError:
                self._damaged += 1
                continue
            for frame in frames:
                # A smeared picture gives a wrong pose; a short gap in time gives none.
                if frame.is_corrupt:
                    self._damaged += 1
                else:
                    yield frame
        self._ended = True

    def _packets(self) -> "Iterator[av.Packet[VideoStream] | None]":
        """Yield what the file holds, at its end what makes the decoder give its last frames."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    self._watch_end(packet)
                yield packet
        except av.error.FFmpegError:
            self._broken_off = True
            yield None

    def _watch_end(self, packet: "av.Packet[VideoStream]") -> None:
        """Remember how far the file goes and whether its last packet is whole."""
        self._broken_off = packet.is_corrupt
        if packet.pts is not None and packet.time_base is not None:
            end_s = float((packet.pts + (packet.duration or 0)) * packet.time_base)
            self._read_to_s = max(self._read_to_s, end_s)

    def _given(self, decoded: Iterator[VideoFrame]) -> Iterator[Frame]:
        index = 0
        for frame in decoded:
            time_s = self._clock.time_of(frame)
            if not self._upright.fits(frame):
                self._reshaped_at_s = self._clock.now_s
                return
            if time_s is not None:
                yield Frame(self._picture(frame), time_s, index)
                index += 1

    def _picture(self, frame: VideoFrame) -> npt.NDArray[np.uint8]:
        try:
            return self._upright.image(frame)
        except av.error.FFmpegError as error:
            raise VideoError(
                "Its colours are stored in a way that cannot be converted here",
                where=str(self._info.path),
                to_do="Export it as MP4 (H.264) and try again",
            ) from error

    def _described(self, path: Path, first: VideoFrame) -> VideoInfo:
        return VideoInfo(
            path=path,
            size_wh=self._upright.size_wh,
            stored_size_wh=(first.width, first.height),
            duration_s=duration_s(self._stream, self._container),
            frame_count=frame_count(self._stream, self._container),
            frames_per_s=rate_hz(self._stream),
            codec=self._stream.codec_context.codec.canonical_name,
        )

    def _remarks(self) -> Iterator[str]:
        if self.truncated:
            yield f"The file ends early, after {self._clock.now_s:.1f} s."
        if not math.isnan(self._reshaped_at_s):
            yield (
                f"The shape of the picture changes at {self._reshaped_at_s:.1f} s; "
                "what comes after is left out."
            )
        if self._damaged:
            yield f"{_pictures(self._damaged)} damaged and left out."
        if self._clock.standing_still:
            yield f"{_pictures(self._clock.standing_still)} left out: no later than the one before."
        if self._clock.assumed_hz:
            yield (
                "The file does not give every picture a time: where it does not, "
                f"{self._clock.assumed_hz:.4g} a second are assumed."
            )


def open_video(path: Path | str, *, longest_side: int | None = LONGEST_SIDE) -> VideoReader:
    """Open a recording for reading its frames.

    Parameters
    ----------
    path
        The file: any container and codec the installed FFmpeg reads.
    longest_side
        Reduce larger pictures to this many pixels on their longest side, keeping their shape;
        None keeps their size. Pictures are never enlarged.

    Returns
    -------
    VideoReader
        Use it in a ``with`` statement and iterate over it.

    Raises
    ------
    VideoError
        The file is not there, is no recording, or none of its pictures can be decoded.

    Examples
    --------
    >>> with open_video("set.mp4") as video:  # doctest: +SKIP
    ...     for frame in video:
    ...         pose = estimate(frame)
    """
    return VideoReader(Path(path), longest_side)


def probe_video(path: Path | str, *, longest_side: int | None = LONGEST_SIDE) -> VideoInfo:
    """Return what a recording says about itself, decoding only its first frame.

    Takes and raises what `open_video` does.
    """
    with open_video(path, longest_side=longest_side) as video:
        return video.info


def _pictures(count: int) -> str:
    return "One picture is" if count == 1 else f"{count} pictures are"
