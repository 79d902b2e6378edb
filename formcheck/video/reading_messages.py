"""What the process that reads a recording tells the one that asked for it, byte by byte.

Every message is a head of fixed length and what belongs to it: the pixels of a frame, or JSON.
Nothing is unpickled, so that a file which takes over its reader can tell its parent nothing but
pictures and words.
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
    """What a message is about."""

    INFO = b"I"
    """What the recording says of itself; comes first."""
    FRAME = b"F"
    STATE = b"S"
    """What is known of how it can be read; comes when that changes."""
    ALIVE = b"A"
    """It goes on, although there is no frame to be given."""
    ERROR = b"X"
    """Why it cannot be read, in three parts; comes last."""
    END = b"E"


@dataclass(frozen=True, slots=True)
class Head:
    """How a message begins.

    Parameters
    ----------
    told
        What it is about.
    size
        How many bytes follow.
    index, shot, time_s
        Those of a frame.
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
        """Read it; raise ValueError where there is no such message."""
        told, index, shot, size, time_s = _HEAD.unpack(content)
        return cls(Told(told), size, index, shot, time_s)

    def as_bytes(self) -> bytes:
        """Return it as it is sent."""
        return _HEAD.pack(self.told.value, self.index, self.shot, self.size, self.time_s)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a file, and how it is to be read."""

    path: Path
    longest_side: int | None
    any_size: bool

    def as_line(self) -> bytes:
        """Return it as one line."""
        said = {"longest_side": self.longest_side, "any_size": self.any_size}
        return words({"path": str(self.path), **said}) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Read the line."""
        said = words_from(line)
        return cls(Path(said["path"]), said["longest_side"], said["any_size"])


def words(said: Mapping[str, object]) -> bytes:
    """Return something said, as it is sent; names that are no text come through all the same."""
    return json.dumps(said).encode("ascii")


def words_from(content: bytes) -> dict[str, Any]:
    """Return what was said; raise ValueError where it is no such thing."""
    said = json.loads(content)
    if not isinstance(said, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - it came from outside
    return said


def info_words(info: VideoInfo) -> bytes:
    """Return what a recording says of itself, as it is sent: without its path, which is known."""
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
    """Return what a recording says of itself; raise what comes of it where that is not clear."""
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
