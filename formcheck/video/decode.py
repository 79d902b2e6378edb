"""Frames of a recording, upright, in square pixels, each with its own time and shot.

``open_video`` checks a file and decodes its first frame, so that an unreadable recording raises
`VideoError` at once; later trouble ends the reading or leaves frames out, and ``VideoReader.note``
says so. Pixels run x right, y down; times are seconds from the first frame of the file.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.closing import Closing
from formcheck.errors import VideoError
from formcheck.video.bounds import NO_BOUNDS, USUAL_BOUNDS, Bounds, Unfolded
from formcheck.video.cuts import with_cuts
from formcheck.video.damage import DamageWatch
from formcheck.video.file import (
    duration_s,
    frame_count,
    lasting_picture,
    open_recording,
    picture_stream,
    pixel_shape,
    promised_end_s,
    rate_hz,
)
from formcheck.video.frame import Frame
from formcheck.video.h264 import MissingPictures
from formcheck.video.rectify import Upright
from formcheck.video.times import FrameClock

__all__ = [
    "LONGEST_SIDE",
    "Frame",
    "Video",
    "VideoInfo",
    "VideoReader",
    "open_video",
    "probe_video",
]

LONGEST_SIDE = 1280
"""Larger pictures are reduced to this many pixels on their longest side.

The pose model looks at 256 × 256 pixels of the person, so more pixels do not make a pose better,
but every later step (mask, drawing, encoding) costs in proportion to them.
"""

_CUT_OFF_S = 0.5
"""A file this much shorter than it says ends early.

Sound and picture of an undamaged file differ by some tenths of a second in their last sample.
"""

_MAX_LOST = 0.5
"""A file with a larger share lost is not judged (team choice)."""

LONG_PAUSE_S = 60.0
"""A pause without pictures this long gets a note: a whole set fits into it (team choice)."""

_PAUSING = ("gif", "apng", "webp", "webp_anim")
"""Containers written as one piece, whose pictures last as long as their maker chose."""


_INDEXED = "mov"
"""The container whose index gives the number of pictures; others only state one."""


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """A recording's data about itself.

    Parameters
    ----------
    path
        The file.
    size_wh
        Width and height of every frame read, pixels.
    stored_size_wh
        Width and height as stored: before turning, squaring and reducing.
    duration_s
        Length in seconds; NaN where the file does not say.
    frame_count
        Number of frames, an estimate for showing progress; 0 where unknown.
    frames_per_s
        Average rate; NaN where unknown. Frames carry their own times.
    codec
        FFmpeg's name of the codec (``h264``).
    """

    path: Path
    size_wh: tuple[int, int]
    stored_size_wh: tuple[int, int]
    duration_s: float
    frame_count: int
    frames_per_s: float
    codec: str


class Video(Protocol):
    """A recording being read, in this process or in one of its own."""

    @property
    def info(self) -> VideoInfo:
        """What the recording says about itself, known before its frames are read."""
        ...

    @property
    def too_damaged(self) -> bool:
        """Whether too much is damaged or missing to judge what is left; complete at the end."""
        ...

    @property
    def note(self) -> str:
        """The user's note about how the file could be read, or empty; complete at the end."""
        ...

    def __iter__(self) -> Iterator[Frame]:
        """Yield its frames, in order, once."""
        ...


class VideoReader(Closing):
    """The frames of one recording, in order, once.

    An iterator of `Frame` and a context manager; made by `open_video`. One thread at a time may
    read; decoding itself uses all cores and leaves Python free meanwhile.

    Parameters
    ----------
    path
        The file.
    longest_side
        Reduce larger pictures to this many pixels on their longest side; None keeps their size.
    bounds
        How much the file may unfold to.
    alive
        Called before every picture, to signal that reading goes on even where pictures are left
        out.

    Raises
    ------
    VideoError
        The file is not there, is no recording, none of its pictures can be decoded, or they are
        too large or too many for the file.
    """

    def __init__(
        self,
        path: Path,
        longest_side: int | None,
        bounds: Bounds = USUAL_BOUNDS,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self._container: InputContainer = open_recording(path, bounds)
        self._alive = alive
        self._frames: Iterator[Frame] = iter(())
        self._others = _OtherShape()
        self._ended = False
        self._broken_off = False
        self._read_to_s = self._given_to_s = -math.inf
        self._seen = self._latest = 0
        self._pauses: list[tuple[float, float]] = []
        try:
            self._stream: VideoStream = picture_stream(self._container, path, bounds)
            self._unfolded = Unfolded(path, bounds)
            if self._container.format.name.startswith(_INDEXED):
                # Refuse at once where the index alone lists too many pictures.
                size = self._stream.width * self._stream.height
                Unfolded(path, bounds).add(size, self._stream.frames)
            self._promised_end_s = promised_end_s(self._stream)
            self._clock = FrameClock(rate_hz(self._stream))
            self._numbers = _numbers(self._stream)
            pauses = self._numbers is not None or self._container.format.name in _PAUSING
            self._damage = DamageWatch(gaps_are_losses=not pauses)
            decoded = self._decoded()
            first = self._first(decoded, path)
            lasting = lasting_picture(path, bounds) or first
            self._upright = Upright.of(lasting, pixel_shape(self._stream), longest_side)
            self._info = self._described(path, lasting)
            self._listed = self._info.frame_count if self._stream.frames else 0
            self._picture(lasting)  # raises where its colours cannot be converted
            self._frames = with_cuts(self._given(chain([first], decoded)))
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
    def too_damaged(self) -> bool:
        """Whether too much is damaged or missing to judge what is left; complete at the end.

        Some damage goes unnoticed: where most of a file has some, the rest is not sound either.
        """
        lost = self._damage.damaged + self._damage.smeared + self._damage.missing
        return lost > _MAX_LOST * (self._seen + self._damage.missing)

    @property
    def note(self) -> str:
        """The user's note about how this file could be read; empty if all went well.

        Complete when the last frame has been read.
        """
        return " ".join(self._remarks())

    def close(self) -> None:
        """Close the file and end reading."""
        self._frames = iter(())
        self._container.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        return next(self._frames)

    def _first(self, decoded: Iterator[VideoFrame], path: Path) -> VideoFrame:
        if (frame := next(decoded, None)) is not None:
            return frame
        damaged = self._damage.damaged
        what = "None of its pictures can be decoded" if damaged else "There is no picture in it"
        if damaged and not self._stream.width:  # the decoder gave no size
            what += "; they are damaged, or larger than 8K"
        raise VideoError(what, where=str(path), to_do="Record or export it again")

    def _decoded(self) -> Iterator[VideoFrame]:
        """Yield every frame that can be decoded, damaged ones included; note the others."""
        for packet in self._packets():
            self._alive()
            if packet is not None:
                self._look_for_losses(packet)
            try:
                frames = self._stream.decode(packet)
            except av.error.FFmpegError:
                self._seen += 1
                self._unfolded.add(0)
                self._damage.undecodable(key=packet is not None and packet.is_keyframe)
                continue
            self._seen += len(frames)
            for frame in frames:
                self._unfolded.add(frame.width * frame.height)
                yield frame
        self._ended = True

    def _look_for_losses(self, packet: "av.Packet[VideoStream]") -> None:
        """Note pictures missing before a packet, where the file numbers them."""
        if self._numbers is None or not packet.size:
            return
        missing, stamp = self._numbers.before(bytes(packet)), packet.pts or 0
        if missing:
            # Pictures shown earlier but stored later may build on them, too.
            self._damage.lost(missing, min(stamp, self._latest + 1))
        self._latest = max(self._latest, stamp)

    def _packets(self) -> "Iterator[av.Packet[VideoStream] | None]":
        """Yield the file's packets, then the one that makes the decoder give its last frames."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:  # how far the file goes, and whether its last packet is whole
                    self._broken_off = packet.is_corrupt
                    if packet.pts is not None and packet.time_base is not None:
                        end_s = float((packet.pts + (packet.duration or 0)) * packet.time_base)
                        self._read_to_s = max(self._read_to_s, end_s)
                yield packet
        except av.error.FFmpegError:
            self._broken_off = True
            yield None

    def _given(self, decoded: Iterator[VideoFrame]) -> Iterator[Frame]:
        index = 0
        for frame in decoded:
            before_s, time_s = self._clock.now_s, self._clock.time_of(frame)
            if time_s is not None and LONG_PAUSE_S <= time_s - before_s < math.inf:
                self._pauses.append((before_s, time_s))
            sound = self._damage.can_be_relied_on(frame, self._clock.now_s)
            if self._others.has(self._upright, frame, self._clock.now_s):
                continue
            if sound and time_s is not None:
                shot = self._clock.joined + self._others.stretches
                self._given_to_s = time_s
                yield Frame(self._picture(frame), time_s, index, shot)
                index += 1
        if not index:
            raise VideoError(
                "It is too damaged: not one of its pictures is whole",
                where=str(self._info.path),
                to_do="Copy it again from where it was recorded, or record it again",
            )

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
            yield f"The file ends early, after {self._given_to_s:.1f} s."
        if self._ended and not self.truncated and self._seen < _MAX_LOST * self._listed:
            # Decoders silently leave out pictures before the first key picture.
            yield f"Only {self._seen} of its {self._listed} pictures can be decoded."
        elif self._ended and self._seen == 1:
            yield "There is only one picture in it."
        if self._pauses:
            yield _said_of_pauses(self._pauses)
        if self._others.count:
            yield (
                f"The shape of the picture changes at {self._others.changes_s:.1f} s: "
                f"{_pictures(self._others.count)} of another shape than most and left out."
            )
        yield from self._said_of_damage()
        if self._clock.standing_still:
            yield f"{_pictures(self._clock.standing_still)} left out: no later than the one before."
        if self._clock.assumed_hz:
            yield (
                "The file does not give every picture a time: where it does not, "
                f"{self._clock.assumed_hz:.4g} a second are assumed."
            )

    def _said_of_damage(self) -> Iterator[str]:
        damage = self._damage
        if damage.damaged:
            yield f"{_pictures(damage.damaged)} damaged and left out."
        if damage.missing:
            yield f"{_pictures(damage.missing)} missing, from {damage.first_missing_s:.1f} s on."
        if damage.smeared:
            yield (
                f"From {damage.first_smeared_s:.1f} s on, {_pictures(damage.smeared)} left out "
                "that build on damaged or missing ones. Copy the file again from where it was "
                "recorded, if you can."
            )


class _OtherShape:
    """Finds pictures of another shape than most, which would stretch the person."""

    def __init__(self) -> None:
        self._inside: bool | None = None
        self.count = 0
        """Number of such pictures."""
        self.stretches = 0
        """Number of times the lasting shape resumes after them."""
        self.changes_s = math.nan
        """Time of the first change of shape, seconds; NaN if none."""

    def has(self, lasting: Upright, frame: VideoFrame, time_s: float) -> bool:
        """Return whether a picture is of another shape."""
        other = not lasting.fits(frame)
        if self._inside is not None and other is not self._inside and math.isnan(self.changes_s):
            self.changes_s = time_s
        self.stretches += bool(self._inside) and not other
        self.count += other
        self._inside = other
        return other


def open_video(
    path: Path | str, *, longest_side: int | None = LONGEST_SIDE, any_size: bool = False
) -> VideoReader:
    """Open a recording for reading its frames, in this process.

    A malicious file may end the process that reads it:
    :func:`formcheck.video.reading.read_video` reads in a process of its own.

    Parameters
    ----------
    path
        The file: any container and codec the installed FFmpeg reads.
    longest_side
        Reduce larger pictures to this many pixels on their longest side, keeping their shape;
        None keeps their size. Pictures are never enlarged.
    any_size
        Whether to read pictures larger than 8K, and files that unfold to far more than any
        camera's recording does; both can take all of the machine's memory and time.

    Returns
    -------
    VideoReader
        Use it in a ``with`` statement and iterate over it.

    Raises
    ------
    VideoError
        The file is not there, is no recording, none of its pictures can be decoded, or they are
        too large or too many for the file.

    Examples
    --------
    >>> with open_video("set.mp4") as video:  # doctest: +SKIP
    ...     for frame in video:
    ...         pose = estimate(frame)
    """
    return VideoReader(Path(path), longest_side, NO_BOUNDS if any_size else USUAL_BOUNDS)


def probe_video(path: Path | str, *, longest_side: int | None = LONGEST_SIDE) -> VideoInfo:
    """Return a recording's data about itself, decoding only its first frame.

    Parameters and errors are those of `open_video`.
    """
    with open_video(path, longest_side=longest_side) as video:
        return video.info


def _numbers(stream: VideoStream) -> MissingPictures | None:
    """Return the counter of missing pictures by picture numbers; None for unnumbered streams."""
    context = stream.codec_context
    return MissingPictures(context.extradata or b"") if context.name == "h264" else None


def _said_of_pauses(pauses: Sequence[tuple[float, float]]) -> str:
    (from_s, to_s), *more = pauses
    others = f", nor in {len(more)} more such stretches" if more else ""
    return f"There is no picture between {from_s:.1f} s and {to_s:.1f} s{others}."


def _pictures(count: int) -> str:
    return "One picture is" if count == 1 else f"{count} pictures are"
