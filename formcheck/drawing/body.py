"""Draws the body of a moment on its picture: near-side skeleton, back line, a word beside it.

The drawing is the same on recordings and on the live picture. It leaves out joints that are too
poorly seen to judge from.
"""

import math
from typing import Final

import numpy as np

from formcheck.drawing.canvas import Canvas
from formcheck.drawing.style import (
    BACK_DASH,
    BACK_WIDTH,
    BENT_WIDTH,
    DOT,
    GAP,
    LIGHT,
    LINE,
    ROUND,
    SMALL,
    VERDICT_COLOUR,
    WORD_S,
)
from formcheck.exercise.back.shape import bent_part, shape_deg
from formcheck.exercise.coach.unjudged import reason_words
from formcheck.exercise.measure.registry import OUTLINES
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import Verdict
from formcheck.landmarks.pose import FloatArray, Part, Pose, Side, joint_of
from formcheck.words.catalogue import Words

__all__ = ["BodyDrawing", "Taken"]

Taken = tuple[int, int, int]
"""The parts of a picture kept free of words, in pixels: the width of an inset at the left; then x
and y of the lower right end of a plate in the upper left corner."""

_BODY: Final = (Part.EAR, Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE)
_ARM: Final = (Part.SHOULDER, Part.ELBOW, Part.WRIST)


class BodyDrawing:
    """Draws one person, frame by frame, in order; a word beside the back shows only if it lasts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._word = ""
        self._word_since_s = math.nan

    def draw(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the body of a moment; its pose is scaled to the picture."""
        word = _back_word(self._words, moment)
        if word != self._word:
            self._word, self._word_since_s = word, moment.time_s
        pose = moment.pose
        scale = np.array([canvas.width, canvas.height]) / pose.size_wh
        for side in (pose.near,) if pose.near else Side:
            points = np.vstack((_seen_points(pose, side) * scale, _GAP))
            canvas.line(points[_LIMBS], LIGHT, LINE)
            canvas.dots(points, LIGHT, DOT)
        _draw_back(canvas, moment, _smoothed(pose.back_line.points_px) * scale)

    def draw_word(self, canvas: Canvas, moment: Moment, taken: Taken = (0, 0, 0)) -> None:
        """Write the word beside the back of the moment drawn last, if it lasts.

        ``taken`` stays free: its pixels at the left, and the corner above and left of its point.
        """
        if self._word and moment.time_s - self._word_since_s >= WORD_S:
            _draw_word(canvas, moment.pose, self._word, taken)


def _draw_back(canvas: Canvas, moment: Moment, line: FloatArray) -> None:
    """Draw the outline of the back, wider where it rounds most against its reference."""
    colour, width = VERDICT_COLOUR[moment.back], BACK_WIDTH[moment.back]
    if moment.back is Verdict.NOT_JUDGED:
        canvas.dashes(line, colour, width, BACK_DASH)
        return
    canvas.line(line, colour, width)
    if _shows_rounding(moment):
        shape = shape_deg(moment.pose.back_line.points_px, moment.pose.facing)
        canvas.line(line[bent_part(shape, moment.straight_shape_deg)], colour, BENT_WIDTH)


_ROUNDED: Final = {Verdict.WARN: "picture-back-warn", Verdict.FAULT: "picture-back-fault"}


def _back_word(words: Words, moment: Moment) -> str:
    """Return the word beside the back; empty while nothing is wrong with the back."""
    if moment.back_doubt is not None:
        return words("picture-back-not-judged", why=reason_words(words, moment.back_doubt))
    return words(_ROUNDED[moment.back]) if _shows_rounding(moment) else ""


def _shows_rounding(moment: Moment) -> bool:
    """Whether the back has a warning or fault because it is rounded, not hollowed."""
    return moment.back in _ROUNDED and any(
        moment.values.get(each, math.nan) > 0 for each in OUTLINES
    )


def _draw_word(canvas: Canvas, pose: Pose, word: str, taken: Taken) -> None:
    """Write a word behind the middle of the back, within the picture."""
    line = pose.back_line.points_px * np.array([canvas.width, canvas.height]) / pose.size_wh
    middle = line[len(line) // 2]
    if not np.isfinite(middle).all():
        return
    gap, step = canvas.px(GAP), round(canvas.letters(SMALL) * 1.5)
    inset, right, below = taken
    word = canvas.shortened(word, SMALL, canvas.width - inset - 4 * gap)
    width = canvas.text_width(word, SMALL) + 2 * gap
    behind = middle[0] - pose.facing * 2 * gap - (width if pose.facing > 0 else 0)
    left = int(min(max(behind, inset + gap), canvas.width - gap - width))
    top = int(min(max(middle[1] - step, gap), canvas.height - gap - step))
    if left < right and top < below:
        top = below + gap // 2
    canvas.plate(left, top, width, step, canvas.px(ROUND))
    canvas.text(word, (left + gap, top + step // 2), SMALL, LIGHT)


_EASE: Final = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9


def _smoothed(line_px: FloatArray) -> FloatArray:
    """Smooth away the steps of the mask's pixels, for drawing only."""
    eased = line_px.copy()
    for axis in (0, 1):
        eased[2:-2, axis] = np.convolve(line_px[:, axis], _EASE, mode="valid")
    return np.where(np.isfinite(eased), eased, line_px)


_ROW: Final = {part: row for row, part in enumerate(Part)}
_GAP: Final = np.full((1, 2), np.nan)  # breaks a line
_LIMBS: Final = [*(_ROW[part] for part in _BODY), len(Part), *(_ROW[part] for part in _ARM)]
"""Rows of the joints from head to foot, then of a gap, then of the arm: one line."""


def _seen_points(pose: Pose, side: Side) -> FloatArray:
    """Return one side's joints in the order of `Part`, ``(9, 2)``; NaN where poorly seen."""
    rows = [joint_of(part, side) for part in Part]
    unseen = pose.visibility[rows] < pose.profile.min_visibility
    return np.where(unseen[:, None], np.nan, pose.points_px[rows])
