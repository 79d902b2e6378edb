"""Opening a file as a recording: what it says of itself, or in plain words why it is none."""

import math
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.errors import VideoError

__all__ = [
    "duration_s",
    "frame_count",
    "open_recording",
    "picture_stream",
    "pixel_shape",
    "promised_end_s",
    "rate_hz",
]

_EXPORT = "Export it as MP4 (H.264) and try again"

_NO_RECORDINGS = ("tty", "image2")
"""FFmpeg's readers of plain text and of numbered pictures, which would find "video" in both."""

_TOLERANT_SINCE = 19
"""From this PyAV on, a title in an old encoding does not keep a file from being opened."""

_FASTEST_RATE_HZ = 1000.0
"""From here on a frame rate is the tick of a container that knows none (WebM counts in ms)."""


def open_recording(path: Path) -> InputContainer:
    """Open a file with FFmpeg.

    Raises
    ------
    VideoError
        There is no such file, it may not be read, or it is not a recording.
    """
    _check_readable(path)
    try:
        # Absolute, since FFmpeg takes "set1:hinge.mp4" for an address of protocol "set1"; and a
        # playlist renamed .mp4 must not make the program fetch anything.
        container: InputContainer = av.open(
            str(path.absolute()), options={"protocol_whitelist": "file"}, **_tolerance()
        )
    except av.error.FFmpegError as error:
        raise _not_a_recording(path) from error
    name = container.format.name
    if name in _NO_RECORDINGS or name.endswith("_pipe"):
        container.close()
        raise VideoError(
            "This is a picture or a text, not a recording",
            where=str(path),
            to_do="Choose a video file",
        )
    return container


def picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the stream of pictures to read, set to decode on all cores.

    Raises
    ------
    VideoError
        There is none, or FFmpeg cannot decode it.
    """
    if not container.streams.video and not container.streams.audio:
        raise _not_a_recording(path)
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
    stream.thread_type = "AUTO"
    return stream


def pixel_shape(stream: VideoStream) -> float:
    """Return the width of a stored pixel over its height; 1 where the file does not say."""
    return float(stream.sample_aspect_ratio or 1)


def rate_hz(stream: VideoStream) -> float:
    """Return the average number of frames a second; NaN where nothing is known."""
    rate = stream.average_rate or stream.guessed_rate
    return float(rate) if rate and rate < _FASTEST_RATE_HZ else math.nan


def duration_s(stream: VideoStream, container: InputContainer) -> float:
    """Return the length the file states, seconds; NaN if none."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration is not None else math.nan


def frame_count(stream: VideoStream, container: InputContainer) -> int:
    """Return how many frames to expect; 0 where nothing is known.

    The smaller of two estimates: an edit may hide frames that are stored.
    """
    known = [stream.frames] if stream.frames else []
    expected = duration_s(stream, container) * rate_hz(stream)
    if not math.isnan(expected):
        known.append(round(expected))
    return min(known, default=0)


def promised_end_s(stream: VideoStream) -> float:
    """Return when the last picture should end, seconds in the file's own time; NaN if unsaid."""
    if stream.duration is not None and stream.time_base is not None:
        return float((stream.duration + (stream.start_time or 0)) * stream.time_base)
    # Matroska and WebM note the end of each track in a tag, such as 00:00:12.345000000.
    hours, _, rest = stream.metadata.get("DURATION", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    try:
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return math.nan


def _tolerance() -> dict[str, Any]:
    """Return the option that makes an earlier PyAV tolerant too."""
    version = int(av.__version__.partition(".")[0])
    return {} if version >= _TOLERANT_SINCE else {"metadata_errors": "replace"}


def _check_readable(path: Path) -> None:
    where = str(path)
    try:
        head = None if path.is_dir() else _head(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VideoError(
            "There is no such file", where=where, to_do="Check its name and folder"
        ) from error
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})"
        raise VideoError(what, where=where, to_do="Check its permissions and its disk") from error
    if head is None:
        raise VideoError(
            "This is a folder, not a recording", where=where, to_do="Name the video file in it"
        )
    if not head:
        raise VideoError("The file is empty", where=where, to_do="Copy or record it again")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(12)


def _not_a_recording(path: Path) -> VideoError:
    # "ftyp" opens every MP4 and QuickTime file; the index is written when a recording is stopped.
    if _head(path)[4:8] == b"ftyp":
        return VideoError(
            "The recording is unfinished: it has no index of its pictures",
            where=str(path),
            to_do="Copy it again from where it was recorded, or record it again",
        )
    return VideoError("This is not a recording that can be read", where=str(path), to_do=_EXPORT)
