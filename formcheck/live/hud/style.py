"""Sizes, widths and times of drawings on the live picture.

Sizes are pixels of a 640 × 480 picture. On a 13 to 14-inch laptop the page shows it some 230 mm
wide or more (team choice), which makes 0.36 mm of a pixel. People exercise up to 3 m away: legible
letters are 14 mm high there, better 17.5 mm [S72], so 39 and 49 pixels. Only the number, the band
and its sign are as large; the rest is spoken, and readable from nearby.
"""

from typing import Final

from formcheck.exercise.results.report import Verdict

__all__ = [
    "BADGE",
    "BADGE_AT",
    "BAND",
    "BAND_QUIET",
    "BAND_WIDEST",
    "CALM_S",
    "COUNT",
    "EDGE_MARK",
    "LARGEST_TEXT",
    "LIVE_PLATE",
    "MIN_LETTERS_PX",
    "MIN_SENTENCE",
    "PRACTICE",
    "RING_DIGITS",
    "RING_RADIUS",
    "SENTENCE",
    "SENTENCE_SHARE",
    "SIGN",
    "THICKER",
    "WHITE",
    "WORDS_PER_S",
    "live_scale",
]

COUNT: Final = 88.0  # capitals are 0.7 of this: 62 pixels, 22 mm
RING_DIGITS: Final = 62.0  # 43 pixels, 16 mm: legible from 3 m, and two digits fit the ring
RING_RADIUS: Final = 54.0
SENTENCE: Final = 30.0  # 21 pixels, 7.6 mm: legible from 1.5 m, where people take their place
PRACTICE: Final = 46.0  # the word in the place of the number
SENTENCE_SHARE: Final = 0.28  # most of the picture's height a sentence may take: below the tab
MIN_SENTENCE: Final = 15.0  # a long sentence shrinks to this before it is shortened

BAND: Final[dict[Verdict, float]] = {
    Verdict.GOOD: 8.0,
    Verdict.WARN: 13.0,
    Verdict.FAULT: 18.0,  # wider with need, as the line of the back
    Verdict.NO_FAULT_SEEN: 8.0,
    Verdict.NO_ROUNDING_SEEN: 8.0,
    Verdict.NOT_JUDGED: 5.0,
}
BAND_QUIET: Final = 5.0  # while the person is being placed: the tab shows it
BAND_WIDEST: Final = max(BAND.values())
BADGE: Final = 62.0  # the tab on the band that carries the sign: 22 mm
BADGE_AT: Final = 0.62  # part of the height: beside the legs, as the hips move back above them
SIGN: Final = 21.0  # half the sign: 15 mm high

LIVE_PLATE: Final = 0.72  # small grey letters keep 5.8 : 1 on a white wall
THICKER: Final = 1.6  # lines at high contrast; 1.6 px then is 2.6: a millimetre
WHITE: Final = (255, 255, 255)
MIN_LETTERS_PX: Final = 9  # below this, letters of this font close up
LARGEST_TEXT: Final = 1.6  # what fits a picture together with the person

EDGE_MARK: Final = 0.22  # part of an edge marked where the person reaches beyond it

WORDS_PER_S: Final = 2.5  # as they are spoken (team choice)
CALM_S: Final = 1.0  # a better verdict shows after this long, so that nothing flickers


def live_scale(width: int, height: int) -> float:
    """Return how many pixels of a picture make one of these sizes.

    The page shows every picture as large as it has room for, 640 by 480; the count and a sentence
    need 300 pixels of width and everything together needs 400 of height.
    """
    return min(max(width / 640, height / 480), width / 300, height / 400)
