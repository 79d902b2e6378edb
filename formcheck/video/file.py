"""Opening a file as a recording: its own data, or in plain words why it is none."""

import math
import os
import stat
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.disk.trouble import told_reading
from formcheck.errors import VideoError
from formcheck.video.bounds import USUAL_BOUNDS, Bounds

__all__ = [
    "duration_s",
    "frame_count",
    "lasting_picture",
    "open_recording",
    "picture_stream",
    "pixel_shape",
    "promised_end_s",
    "rate_hz",
]

_EXPORT = "Export it as MP4 (H.264) and try again"

_CONTAINERS = (
    *("mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "asf", "flv", "ogg"),
    *("mpeg", "mpegts", "mpegtsraw", "mxf", "gxf", "nut", "ivf", "dv", "rm", "wtv", "swf", "nsv"),
    *("mpegvideo", "m4v", "h261", "h263", "h264", "hevc", "vvc", "av1", "obu", "vc1", "mjpeg"),
    *("gif", "apng", "yuv4mpegpipe"),
)
"""FFmpeg's readers of files that hold their pictures themselves: the formats of cameras, phones,
browsers and editors, and the bare streams of their codecs. Others, such as those of play lists,
would follow names in the file to other files; or find "video" in a text."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"qoif")
"""First bytes of still picture files."""

_PICTURE_BRANDS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
"""Bytes from the fifth on of phones' still pictures, whose container is MP4's."""

_PIXELS_AT_ONCE = 2 * 7680 * 4320
"""Pixels decoded at once: every core decodes and keeps its own picture. Two of 8K or eight of 4K;
more would exhaust the memory of a machine of many cores."""

_HEAD_BYTES = 4096
"""Bytes read to see whether a file is a text."""

_TOLERANT_SINCE = 19
"""From this PyAV on, a file with a title in an old encoding opens."""

_FASTEST_RATE_HZ = 1000.0
"""A frame rate from here on is the tick of a container without a rate (WebM counts in ms)."""

_PLACES = (0.25, 0.5, 0.75)
"""Places where the picture's shape is sampled, as shares of the length: the shape of two of the
three is the lasting one."""

_LOOKED_THROUGH = 60
"""Most packets read to get a picture: a decoder holds back about twenty."""


def open_recording(path: Path, bounds: Bounds = USUAL_BOUNDS) -> InputContainer:
    """Open a file with FFmpeg.

    Raises
    ------
    VideoError
        The file is missing, it may not be read, or it is not a recording.
    """
    head = _checked_head(path)
    options = {
        "format_whitelist": ",".join(_CONTAINERS),
        # Never fetch addresses that a file names, whatever else is let through.
        "protocol_whitelist": "file",
        **bounds.decoder_options,
    }
    try:
        # Absolute, since FFmpeg takes "set1:hinge.mp4" for an address of protocol "set1".
        container: InputContainer = av.open(str(path.absolute()), options=options, **_tolerance())
    except av.error.FFmpegError as error:
        raise _not_a_recording(path, head) from error
    return container


def picture_stream(
    container: InputContainer, path: Path, bounds: Bounds = USUAL_BOUNDS
) -> VideoStream:
    """Return the stream of pictures to read, set to decode on all cores.

    Raises
    ------
    VideoError
        There is no such stream, FFmpeg cannot decode it, or its pictures are too large.
    """
    if not container.streams.video and not container.streams.audio:
        raise _not_a_recording(path, _checked_head(path))
    stream = container.streams.best("video")
    # The cover of a sound file counts as video to FFmpeg.
    if not isinstance(stream, VideoStream) or stream.disposition & Disposition.attached_pic:
        raise VideoError(
            "There is sound in it but no picture", where=str(path), to_do="Choose a video file"
        )
    # PyAV gives None, against its own types, where FFmpeg has no decoder.
    if not isinstance(stream.codec_context, av.VideoCodecContext):
        raise VideoError(
            "Its picture is stored in a way that cannot be decoded here",
            where=str(path),
            to_do=_EXPORT,
        )
    bounds.check_picture(_stated_wh(stream, path), path)
    stream.codec_context.options = bounds.decoder_options
    stream.thread_type = "AUTO"
    if stream.width * stream.height * (os.cpu_count() or 1) > _PIXELS_AT_ONCE:
        stream.codec_context.thread_count = max(
            1, _PIXELS_AT_ONCE // (stream.width * stream.height)
        )
    return stream


def _stated_wh(stream: VideoStream, path: Path) -> tuple[int, int]:
    """Return the stored size that the file states for its pictures; 0 × 0 where it states none."""
    if stream.width and stream.height:
        return stream.width, stream.height
    # For a GIF or animated PNG FFmpeg knows it only from the decoder, which has not run yet.
    head = _checked_head(path)
    if head.startswith(b"GIF8"):
        return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    if head.startswith(b"\x89PNG"):
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    return 0, 0


def pixel_shape(stream: VideoStream) -> float:
    """Return the width of a stored pixel over its height; 1 where the file does not say."""
    return float(stream.sample_aspect_ratio or 1)


def rate_hz(stream: VideoStream) -> float:
    """Return the average number of frames a second; NaN where unknown."""
    rate = stream.average_rate or stream.guessed_rate
    return float(rate) if rate and rate < _FASTEST_RATE_HZ else math.nan


def duration_s(stream: VideoStream, container: InputContainer) -> float:
    """Return the length the file states, seconds; NaN if none."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is None:
        return math.nan
    length, start = container.duration, container.start_time or 0
    # Matroska notes its end, not its length.
    if "matroska" in container.format.name and 0 < start < length:
        length -= start
    return length / av.time_base


def frame_count(stream: VideoStream, container: InputContainer) -> int:
    """Return the expected number of frames; 0 where unknown.

    The smaller of two estimates: an edit may hide stored frames.
    """
    known = [stream.frames] if stream.frames else []
    expected = duration_s(stream, container) * rate_hz(stream)
    if not math.isnan(expected):
        known.append(round(expected))
    return min(known, default=0)


def promised_end_s(stream: VideoStream) -> float:
    """Return the stated end of the last picture, seconds in the file's own time; NaN if none."""
    if stream.duration is not None and stream.time_base is not None:
        return float((stream.duration + (stream.start_time or 0)) * stream.time_base)
    # Matroska and WebM note the end of each track in a tag, such as 00:00:12.345000000.
    hours, _, rest = stream.metadata.get("DURATION", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    try:
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return math.nan


def lasting_picture(path: Path, bounds: Bounds = USUAL_BOUNDS) -> VideoFrame | None:
    """Return a picture of the shape that most of a file has; None where that is unknown.

    A phone turned while recording, or clips joined in a browser's recording, change the shape. This
    decodes a picture at each of three places, and opens the file again, since not every container
    can be wound back.
    """
    try:
        with open_recording(path, bounds) as container:
            stream = picture_stream(container, path, bounds)
            stream.thread_type = "NONE"  # threads would first fill up with pictures
            pictures = [_picture_at(container, stream, place) for place in _PLACES]
    except (VideoError, av.error.FFmpegError):
        return None
    shapes = Counter((each.width, each.height) for each in pictures if each is not None)
    if not shapes:
        return None
    shape, times = shapes.most_common(1)[0]
    alike = (each for each in pictures if each and (each.width, each.height) == shape)
    return next(alike) if times > len(_PLACES) / 2 else None


def _picture_at(container: InputContainer, stream: VideoStream, place: float) -> VideoFrame | None:
    """Return the key picture before a place (a share of the length); None without one."""
    if container.duration is None:
        return None
    try:
        container.seek((container.start_time or 0) + int(container.duration * place))
        for packet in islice(container.demux(stream), _LOOKED_THROUGH):
            for frame in stream.decode(packet):
                return frame
    except av.error.FFmpegError:  # damaged just there
        return None
    return None


def _tolerance() -> dict[str, Any]:
    """Return the option that makes earlier PyAV versions tolerant too."""
    version = int(av.__version__.partition(".")[0])
    return {} if version >= _TOLERANT_SINCE else {"metadata_errors": "replace"}


def _checked_head(path: Path) -> bytes:
    """Return a file's first bytes; raise VideoError if it is no file or cannot be read."""
    where = str(path)
    try:
        kind, head = _kind_and_head(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VideoError(
            "There is no such file", where=where, to_do="Check its name and folder"
        ) from error
    except OSError as error:
        raise told_reading(VideoError, "The file cannot be read", error, where=path) from error
    if stat.S_ISDIR(kind):
        raise VideoError(
            "This is a folder, not a recording", where=where, to_do="Name the video file in it"
        )
    if not stat.S_ISREG(kind):
        raise VideoError(
            "This is a pipe or a device, not a file",
            where=where,
            to_do="Save the recording as a file and name that",
        )
    if not head:
        raise VideoError("The file is empty", where=where, to_do="Copy or record it again")
    return head


def _kind_and_head(path: Path) -> tuple[int, bytes]:
    """Return a file's kind, and its first bytes if it is an ordinary file."""
    kind = path.stat().st_mode
    # Opening a pipe waits until somebody writes into it, which may be never; and some devices act
    # when opened.
    if not stat.S_ISREG(kind):
        return kind, b""
    # It may have become one since.
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(opened, "rb") as file:
        kind = os.fstat(opened).st_mode
        return kind, file.read(_HEAD_BYTES) if stat.S_ISREG(kind) else b""


def _not_a_recording(path: Path, head: bytes) -> VideoError:
    picture = head.startswith(_PICTURES) or head[4:12] in _PICTURE_BRANDS or head[8:12] == b"WEBP"
    if picture or _is_text(head):
        return VideoError(
            "This is a picture or a text, not a recording",
            where=str(path),
            to_do="Choose a video file",
        )
    # "ftyp" opens every MP4 and QuickTime file; stopping a recording writes the index.
    if head[4:8] == b"ftyp":
        return VideoError(
            "The recording is unfinished: it has no index of its pictures",
            where=str(path),
            to_do="Copy it again from where it was recorded, or record it again",
        )
    return VideoError("This is not a recording that can be read", where=str(path), to_do=_EXPORT)


def _is_text(head: bytes) -> bool:
    """Return whether a file begins like a text: without a zero byte, in valid UTF-8."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last letter may be cut off.
        return b"\0" not in head and error.start > len(head) - 4 and len(head) == _HEAD_BYTES
    return b"\0" not in head
