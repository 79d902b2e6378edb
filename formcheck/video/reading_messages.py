"""The messages from the process that reads a recording to its parent, byte by byte.

Every message is a head of fixed length and its content: the pixels of a frame, or JSON. Nothing is
unpickled, so a file that takes over its reader can send the parent nothing but pictures and words.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from struct import Struct
from typing import Any, ClassVar, Final, Self

from formcheck.video.decode import VideoInfo
from formcheck.video.frame import Frame

__all__ = ["Asked", "Head", "Told", "info_from", "info_words", "words", "words_from"]

_HEAD: Final = Struct("<cIIQd")


class Told(Enum):
    """The kind of a message."""

    INFO = b"I"
    """The recording's data about itself; comes first."""
    FRAME = b"F"
    STATE = b"S"
    """The state of reading; comes when that changes."""
    ALIVE = b"A"
    """Reading goes on, although no frame is ready."""
    ERROR = b"X"
    """The reason why it cannot be read, in three parts; comes last."""
    END = b"E"


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a message.

    Parameters
    ----------
    told
        The message's kind.
    size
        Number of bytes that follow.
    index, shot, time_s
        The frame's, in a message with a frame.
    """

    told: Told
    size: int = 0
    index: int = 0
    shot: int = 0
    time_s: float = 0.0

    LENGTH: ClassVar[int] = _HEAD.size

    @classmethod
    def of(cls, frame: Frame) -> Self:
        """Return the head of a frame, whose pixels follow."""
        return cls(Told.FRAME, frame.image.nbytes, frame.index, frame.shot, frame.time_s)

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return the head in some bytes; raise ValueError where they are none."""
        told, index, shot, size, time_s = _HEAD.unpack(content)
        return cls(Told(told), size, index, shot, time_s)

    def as_bytes(self) -> bytes:
        """Return the head's bytes."""
        return _HEAD.pack(self.told.value, self.index, self.shot, self.size, self.time_s)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parent's request: a file, and how to read it."""

    path: Path
    longest_side: int | None
    any_size: bool

    def as_line(self) -> bytes:
        """Return the request as one line."""
        said = {"longest_side": self.longest_side, "any_size": self.any_size}
        return words({"path": str(self.path), **said}) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Return the request in a line."""
        said = words_from(line)
        return cls(Path(said["path"]), said["longest_side"], said["any_size"])


def words(said: Mapping[str, object]) -> bytes:
    """Return words as bytes to send; names that are no valid text come through unchanged."""
    return json.dumps(said).encode("ascii")


def words_from(content: bytes) -> dict[str, Any]:
    """Return the words in some bytes; raise ValueError where they hold none."""
    said = json.loads(content)
    if not isinstance(said, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - it came from outside
    return said


def info_words(info: VideoInfo) -> bytes:
    """Return a recording's data as bytes to send, without the path, which the parent knows."""
    return words(
        {
            "size_wh": info.size_wh,
            "stored_size_wh": info.stored_size_wh,
            "duration_s": info.duration_s if math.isfinite(info.duration_s) else None,
            "frame_count": info.frame_count,
            "frames_per_s": info.frames_per_s if math.isfinite(info.frames_per_s) else None,
            "codec": info.codec,
        }
    )


def info_from(content: bytes, path: Path) -> VideoInfo:
    """Return a recording's data from sent bytes; raise ValueError, KeyError or TypeError if bad."""
    said = words_from(content)
    width, height = map(int, said["size_wh"])
    stored_width, stored_height = map(int, said["stored_size_wh"])
    return VideoInfo(
        path=path,
        size_wh=(width, height),
        stored_size_wh=(stored_width, stored_height),
        duration_s=_number(said["duration_s"]),
        frame_count=int(said["frame_count"]),
        frames_per_s=_number(said["frames_per_s"]),
        codec=str(said["codec"]),
    )


def _number(said: float | None) -> float:
    return math.nan if said is None else float(said)
