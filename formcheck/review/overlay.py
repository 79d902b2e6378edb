"""Draws a moment on its picture: near-side skeleton, back line, phase, count, cue.

Cues and the verdict of the last rep stay longer than a frame, by the recording's time. Joints that
no verdict rests on are not drawn.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.drawing.body import BodyDrawing
from formcheck.drawing.canvas import Canvas, Image
from formcheck.drawing.findings import finding_words
from formcheck.drawing.quiet_line import draw_not_judged, not_judged_words, quiet_height
from formcheck.drawing.style import (
    BIG,
    CHIP_S,
    CUE_S,
    DIM,
    GAP,
    LIGHT,
    MEDIUM,
    RING,
    ROUND,
    SMALL,
    VERDICT_COLOUR,
)
from formcheck.exercise.results.moment import HoldProgress, Moment
from formcheck.exercise.results.report import RepReport, Verdict
from formcheck.words.catalogue import english

__all__ = ["Overlay"]

_WIDEST_COUNT: Final = "00"  # the plate keeps its width from the first rep to the last


class Overlay:
    """Draws one set, frame by frame, in order.

    Parameters
    ----------
    name
        The exercise's name, shown small beside the count.
    phases
        Names of its phases, so that the plate can keep one width for all of them.
    """

    def __init__(self, name: str, phases: Sequence[str] = ()) -> None:
        self._name = name
        self._phases = tuple(_spoken(phase) for phase in phases)
        self._cue = ""
        self._cue_until_s = -math.inf
        self._rep: RepReport | None = None
        self._rep_until_s = -math.inf
        self._body = BodyDrawing(english())

    def draw(self, image: Image, moment: Moment) -> Image:
        """Return a copy of the picture with the moment drawn on it.

        Parameters
        ----------
        image
            RGB, shape (height, width, 3), any size; the pose is scaled to it.
        moment
            The moment at this frame.
        """
        self._remember(moment)
        canvas = Canvas(np.array(image, order="C"))
        self._body.draw(canvas, moment)
        self._body.draw_word(canvas, moment)
        below = self._draw_count(canvas, moment)
        if self._rep and moment.time_s < self._rep_until_s:
            _draw_chip(canvas, self._rep, below)
        gap = canvas.px(GAP)
        top = canvas.height - gap - quiet_height(canvas)
        if moment.not_judged:
            words = not_judged_words(english(), moment.not_judged)
            draw_not_judged(canvas, words, (gap, top), canvas.width - 2 * gap)
        if moment.time_s < self._cue_until_s:
            _draw_cue(canvas, self._cue, top - gap)
        return canvas.image

    def _remember(self, moment: Moment) -> None:
        if moment.cue:
            self._cue, self._cue_until_s = moment.cue.text, moment.time_s + CUE_S
        if isinstance(moment.finished, RepReport):
            self._rep, self._rep_until_s = moment.finished, moment.time_s + CHIP_S

    def _draw_count(self, canvas: Canvas, moment: Moment) -> int:
        """Draw the plate with count or hold ring, phase and name; return its lower edge."""
        gap = canvas.px(GAP)
        if not (moment.phase or moment.reps or moment.hold):
            return gap
        height = canvas.px(2 * RING) + gap
        count = canvas.px(2 * RING) if moment.hold else canvas.text_width(_WIDEST_COUNT, BIG)
        texts = [canvas.text_width(text, MEDIUM) for text in (*self._phases, _spoken(moment.phase))]
        words = max(*texts, canvas.text_width(self._name, SMALL))
        canvas.plate(gap, gap, count + words + 3 * gap, height, canvas.px(ROUND))
        middle, centre = gap + height // 2, 2 * gap + count // 2
        if moment.hold:
            _draw_hold(canvas, moment.hold, (centre, middle))
        else:
            canvas.text_centred(str(moment.reps), (centre, middle), BIG, LIGHT)
        left, apart = 3 * gap + count, canvas.px(MEDIUM) // 2 + 1
        canvas.text(_spoken(moment.phase), (left, middle - apart), MEDIUM, LIGHT)
        canvas.text(self._name, (left, middle + apart), SMALL, DIM)
        return 2 * gap + height


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _draw_hold(canvas: Canvas, hold: HoldProgress, centre: tuple[int, int]) -> None:
    colour = VERDICT_COLOUR[Verdict.GOOD if hold.running else Verdict.NOT_JUDGED]
    canvas.ring(centre, canvas.px(RING) - canvas.px(2), hold.held_s / hold.goal_s, colour)
    canvas.text_centred(f"{hold.held_s:.0f}", centre, MEDIUM, LIGHT)


def _draw_chip(canvas: Canvas, rep: RepReport, top: int) -> None:
    """Draw the verdict of the rep that just ended, and its first finding."""
    gap, colour = canvas.px(GAP), VERDICT_COLOUR[rep.verdict]
    lines = [
        f"Rep {rep.number}: {rep.label or english().of('verdict', rep.verdict)}",
        *_first_finding(rep),
    ]
    mark = canvas.px(SMALL)
    room = canvas.width - 5 * gap - mark
    lines = [canvas.shortened(line, SMALL, room) for line in lines]
    width = max(canvas.text_width(line, SMALL) for line in lines)
    step = round(canvas.px(SMALL) * 1.5)
    canvas.plate(gap, top, width + 3 * gap + mark, step * len(lines) + gap, canvas.px(ROUND))
    middle = top + gap // 2 + step // 2
    canvas.mark((2 * gap + mark // 2, middle), mark // 2, rep.verdict, colour)
    for row, line in enumerate(lines):
        left = 3 * gap + mark
        canvas.text(line, (left, middle + row * step), SMALL, LIGHT if row == 0 else DIM)


def _first_finding(rep: RepReport) -> list[str]:
    found = [check for check in rep.checks if check.verdict in (Verdict.WARN, Verdict.FAULT)]
    worst_first = sorted(found, key=lambda check: check.verdict is not Verdict.FAULT)
    return [finding_words(english(), check) for check in worst_first[:1]]


def _draw_cue(canvas: Canvas, cue: str, above: int) -> None:
    gap, step = canvas.px(GAP), round(canvas.px(MEDIUM) * 1.4)
    lines = canvas.wrapped(cue, MEDIUM, canvas.width - 6 * gap)
    width = max(canvas.text_width(line, MEDIUM) for line in lines) + 4 * gap
    top = above - step * len(lines) - gap
    left = (canvas.width - width) // 2
    canvas.plate(left, top, width, above - top, canvas.px(ROUND))
    for row, line in enumerate(lines):
        middle = top + gap // 2 + step // 2 + row * step
        canvas.text_centred(line, (canvas.width // 2, middle), MEDIUM, LIGHT)
