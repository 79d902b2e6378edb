"""Colours, sizes and times of the drawing on a picture.

Colours are RGB and those of Okabe and Ito (Color Universal Design, 2008), which people with any
colour vision can tell apart; every colour also comes with its own sign or width. Sizes are pixels
of a 640 × 480 picture and grow with the picture.
"""

from typing import Final

from formcheck.exercise.results.report import Verdict

__all__ = [
    "BACK_DASH",
    "BACK_WIDTH",
    "BENT_WIDTH",
    "BIG",
    "CHIP_S",
    "CUE_S",
    "DARK",
    "DIM",
    "DOT",
    "GAP",
    "GROWTH",
    "LIGHT",
    "LINE",
    "MEDIUM",
    "PLATE",
    "REFERENCE_SIDE",
    "RIM",
    "RING",
    "ROUND",
    "SMALL",
    "VERDICT_COLOUR",
    "WORD_S",
    "Colour",
]

Colour = tuple[int, int, int]

LIGHT: Final[Colour] = (245, 245, 245)
DIM: Final[Colour] = (205, 205, 205)
DARK: Final[Colour] = (25, 25, 25)

VERDICT_COLOUR: Final[dict[Verdict, Colour]] = {
    Verdict.GOOD: (86, 180, 233),  # sky blue
    Verdict.WARN: (240, 228, 66),  # yellow: orange is too close to vermillion in a thin line
    Verdict.FAULT: (213, 94, 0),  # vermillion
    Verdict.NO_FAULT_SEEN: (205, 205, 205),
    Verdict.NO_ROUNDING_SEEN: (205, 205, 205),  # no colour: neither right nor wrong
    Verdict.NOT_JUDGED: (175, 175, 175),
}

BACK_WIDTH: Final[dict[Verdict, float]] = {
    Verdict.GOOD: 3.5,
    Verdict.WARN: 4.0,
    Verdict.FAULT: 5.0,  # wider for worse, so that it reads without colour
    Verdict.NO_FAULT_SEEN: 2.5,
    Verdict.NO_ROUNDING_SEEN: 2.5,
    Verdict.NOT_JUDGED: 2.0,
}

BENT_WIDTH: Final = 10.0  # the most bent part of the back: twice the width of its line
WORD_S: Final = 0.3  # a shorter word flickers; a fault must last as long to count

REFERENCE_SIDE: Final = (640 * 480) ** 0.5
"""A picture's side is the root of its area, so that portrait and landscape get similar sizes."""

GROWTH: Final = 0.75
"""Sizes grow with this power of the picture's side: large pictures are also shown larger."""

LINE: Final = 1.6  # the skeleton: visible, but not prominent
RIM: Final = 1.0  # dark edge on both sides of a line, against white walls
DOT: Final = 2.8  # radius of a joint
BACK_DASH: Final = 9.0  # long enough to be seen as a dash at 3 m

SMALL: Final = 15.0  # the smallest letters that survive H.264 at 360 pixels of width
MEDIUM: Final = 22.0
BIG: Final = 46.0  # read from across a room
GAP: Final = 10.0
ROUND: Final = 8.0
RING: Final = 27.0  # radius: room for two digits and a sign for seconds
PLATE: Final = 0.62  # how much a plate darkens: white letters on it read on any wall

CUE_S: Final = 2.5  # six words are read in two seconds
CHIP_S: Final = 1.5  # a word and a sign, gone before the next way down
