"""The person a user names in a recording: by a side of the picture, or by a place at a time."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from formcheck.errors import UsageError
from formcheck.landmarks.pose import FloatArray
from formcheck.pose.tracking import DetectedPerson, torso_px
from formcheck.pose.watched import AWAY_TORSOS, MIN_LOOKS, apart, aside, middle

__all__ = ["NamedPerson", "PictureSide", "person_named"]

TOO_SMALL = 0.5
"""People less than half as tall as the tallest are in the background and on no side (team
choice)."""

_PLACE: Final = re.compile(r"(?P<t>[\d.]+)@(?P<x>[\d.]+),(?P<y>[\d.]+)", re.ASCII)


class PictureSide(StrEnum):
    """A side of the picture, as its viewer sees it."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """The person to follow: on a side of the others, or in a place at a time.

    ``time_s`` is seconds of the recording; ``x`` and ``y`` are shares of the picture's width, from
    the left, and of its height, from the top. They count where ``side`` is None.
    """

    side: PictureSide | None = None
    time_s: float = 0.0
    x: float = math.nan
    y: float = math.nan

    def __str__(self) -> str:
        """Return the name as written on the command line."""
        return self.side or f"{self.time_s:.4g}@{self.x:.3g},{self.y:.3g}"

    def among(
        self, everybody: list[DetectedPerson], time_s: float, size_wh: tuple[int, int]
    ) -> DetectedPerson | None:
        """Return the named person among those in a picture; None where that is unclear.

        Before the named time it is the person in that place, if any: exercises move people up and
        down in one place.
        """
        if self.side is not None:
            return self._beside(everybody)
        place = np.array([self.x, self.y]) * size_wh
        if time_s < self.time_s:
            near = [person for person in everybody if aside(person, place) <= AWAY_TORSOS]
            return min(near, key=lambda p: aside(p, place), default=None)
        near = [person for person in everybody if _outside(person, place) <= AWAY_TORSOS]
        return min(near, key=lambda p: (_outside(p, place), apart(p, place)), default=None)

    def is_seen(
        self, everybody: list[DetectedPerson], time_s: float, size_wh: tuple[int, int]
    ) -> bool:
        """Whether these people settle the name, even if there are more people than these."""
        meant = self.among(everybody, time_s, size_wh)
        if meant is None or self.side is not None:
            return meant is not None
        return _outside(meant, np.array([self.x, self.y]) * size_wh) == 0

    def is_settled(self, looks: int, time_s: float) -> bool:
        """Whether the named person is certain at this time, after this many conclusive looks."""
        if self.side is not None:
            return looks >= MIN_LOOKS
        return looks > 0 and time_s >= self.time_s

    def _beside(self, everybody: list[DetectedPerson]) -> DetectedPerson | None:
        tall = max((_height_px(person) for person in everybody), default=0.0)
        large = [person for person in everybody if _height_px(person) >= TOO_SMALL * tall]
        if len(large) < 2:  # noqa: PLR2004 - alone nobody is on a side
            return None
        order = sorted(large, key=lambda person: float(middle(person)[0]))
        return order[0] if self.side is PictureSide.LEFT else order[-1]


def _height_px(person: DetectedPerson) -> float:
    (_, top), (_, bottom) = person.corners_px
    return float(bottom - top)


def _outside(person: DetectedPerson, place: FloatArray) -> float:
    """Return how far a place is outside a person's box, in their torso lengths."""
    low, high = person.corners_px
    beyond = np.hypot(*np.maximum(np.maximum(low - place, place - high), 0))
    return float(beyond) / max(torso_px(person.points_px), 1.0)


def person_named(words: str) -> NamedPerson:
    """Return the person that ``left``, ``right`` or ``TIME@X,Y`` names (``2.5@0.7,0.5``).

    Raises
    ------
    UsageError
        When the words are none of these, or the place is outside the picture.
    """
    if words in tuple(PictureSide):
        return NamedPerson(PictureSide(words))
    try:
        found = _PLACE.fullmatch(words.replace(" ", ""))
        time_s, x, y = map(float, found.groups()) if found else (math.nan,) * 3
    except ValueError:  # two points in a number
        x = y = math.nan
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise UsageError(
            "this names nobody in the picture",
            where=f"--person {words}",
            to_do="Say left or right, or a time in seconds and a place as shares of the picture's "
            "width and height, such as 2.5@0.7,0.5",
        )
    return NamedPerson(time_s=time_s, x=x, y=y)
