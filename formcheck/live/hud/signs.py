"""Signs for the stages outside the movement, one for each stage that has one.

Strokes run from -1 to 1 both ways, y downwards, about a sixth of the sign wide.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from formcheck.drawing.canvas import Strokes
from formcheck.guide.guidance import Stage

__all__ = ["SIGNS"]


def _arc(x: float, y: float, radius: float, turns: range) -> list[tuple[float, float]]:
    """Return points on an arc; degrees run clockwise from the right."""
    angles = (math.radians(turn) for turn in turns)
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


_SOUND: Final = [
    [(-0.9, -0.15), (-0.9, 0.15)],
    _arc(-0.9, 0.0, 0.85, range(-50, 51, 10)),
    _arc(-0.9, 0.0, 1.65, range(-40, 41, 10)),
]

_CORNERS: Final = [
    [(x * 0.9, y * 0.4), (x * 0.9, y * 0.9), (x * 0.4, y * 0.9)] for x in (-1, 1) for y in (-1, 1)
]

_PERSON: Final = [
    _arc(0.0, -0.8, 0.1, range(0, 361, 60)),
    [(0.0, -0.3), (0.0, 0.2)],
    [(-0.6, -0.3), (0.6, -0.3)],
    [(-0.4, 0.9), (0.0, 0.2), (0.4, 0.9)],
]

_BARS: Final = [[(x, -0.8), (x, 0.8)] for x in (-0.45, 0.45)]
_SQUARE: Final = [[(-0.7, -0.7), (0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (-0.7, -0.7)]]

_QUESTION: Final = [
    [*_arc(0.0, -0.4, 0.5, range(-180, 61, 20)), (0.0, 0.15), (0.0, 0.35)],
    [(0.0, 0.9), (0.0, 0.95)],
]

_HOURGLASS: Final = [[(-0.65, -0.85), (0.65, -0.85), (-0.65, 0.85), (0.65, 0.85), (-0.65, -0.85)]]
_TICK: Final = [[(-0.8, 0.1), (-0.2, 0.7), (0.9, -0.7)]]

_CROSS: Final = [[(-0.8, 0.0), (0.8, 0.0)], [(0.0, -0.8), (0.0, 0.8)]]

SIGNS: Final[Mapping[Stage, Strokes]] = MappingProxyType(
    {
        Stage.HEARING: _SOUND,
        Stage.FRAMING: _CORNERS,
        Stage.CALIBRATING: _PERSON,
        Stage.PAUSED: _BARS,
        Stage.STOPPED: _SQUARE,
        Stage.FALLEN: _CROSS,
        Stage.ASKING: _QUESTION,
        Stage.RESTING: _HOURGLASS,
        Stage.DONE: _TICK,
    }
)
"""A set and practice have no sign: there the band shows the verdict, with the verdict's sign."""
