"""A moment drawn on its picture: near-side skeleton, back line, phase, count, cue.

What lasts longer than a frame (a cue, the verdict of the rep that just ended) lasts in the time
of the recording. Nothing is drawn of joints that are not judged from.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from formcheck.exercise.back_shape import bent_part, shape_deg
from formcheck.exercise.body import SEEN_VISIBILITY
from formcheck.exercise.measures import Measure
from formcheck.exercise.moment import HoldProgress, Moment
from formcheck.exercise.report import RepReport, Verdict
from formcheck.pose.landmarks import FloatArray, Part, Pose, Side, joint_of
from formcheck.review.canvas import Canvas, Image
from formcheck.review.findings import VERDICT_WORD, finding_words
from formcheck.review.overlay_style import (
    BACK_DASH,
    BACK_WIDTH,
    BENT_WIDTH,
    BIG,
    CHIP_S,
    CUE_S,
    DIM,
    DOT,
    GAP,
    LIGHT,
    LINE,
    MEDIUM,
    RING,
    ROUND,
    SMALL,
    VERDICT_COLOUR,
    WORD_S,
)

__all__ = ["Overlay"]

_BODY: Final = (Part.EAR, Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE)
_ARM: Final = (Part.SHOULDER, Part.ELBOW, Part.WRIST)
_WIDEST_COUNT: Final = "00"  # the plate keeps its width from the first rep to the last


class Overlay:
    """Draws one set, frame by frame, in order.

    Parameters
    ----------
    name
        The exercise's name, shown small beside the count.
    phases
        Names of its phases, so that the plate holding them need not change its width.
    """

    def __init__(self, name: str, phases: Sequence[str] = ()) -> None:
        self._name = name
        self._phases = tuple(_spoken(phase) for phase in phases)
        self._cue = ""
        self._cue_until_s = -math.inf
        self._rep: RepReport | None = None
        self._rep_until_s = -math.inf
        self._word = ""
        self._word_since_s = math.nan

    def draw(self, image: Image, moment: Moment) -> Image:
        """Return a copy of the picture with the moment drawn on it.

        Parameters
        ----------
        image
            RGB, shape (height, width, 3), of any size: the pose is scaled to it.
        moment
            What is known at this frame.
        """
        self._remember(moment)
        canvas = Canvas(np.array(image, order="C"))
        _draw_body(canvas, moment)
        if self._word and moment.time_s - self._word_since_s >= WORD_S:
            _draw_word(canvas, moment.pose, self._word)
        below = self._draw_count(canvas, moment)
        if self._rep and moment.time_s < self._rep_until_s:
            _draw_chip(canvas, self._rep, below)
        above = _draw_not_judged(canvas, moment.not_judged)
        if moment.time_s < self._cue_until_s:
            _draw_cue(canvas, self._cue, above)
        return canvas.image

    def _remember(self, moment: Moment) -> None:
        word = _back_word(moment)
        if word != self._word:
            self._word, self._word_since_s = word, moment.time_s
        if moment.cue:
            self._cue, self._cue_until_s = moment.cue.text, moment.time_s + CUE_S
        if moment.finished:
            self._rep, self._rep_until_s = moment.finished, moment.time_s + CHIP_S

    def _draw_count(self, canvas: Canvas, moment: Moment) -> int:
        """Draw the plate with count or hold ring, phase and name; return where it ends below."""
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


def _draw_body(canvas: Canvas, moment: Moment) -> None:
    pose = moment.pose
    scale = np.array([canvas.width, canvas.height]) / pose.size_wh
    for side in (pose.near,) if pose.near else Side:
        points = _seen_points(pose, side) * scale
        for chain in (_BODY, _ARM):
            canvas.line(points[[_ROW[part] for part in chain]], LIGHT, LINE)
        canvas.dots(points, LIGHT, DOT)
    _draw_back(canvas, moment, _smoothed(pose.back_line.points_px) * scale)


def _draw_back(canvas: Canvas, moment: Moment, line: FloatArray) -> None:
    """Draw the outline of the back, wider where it is rounded most compared with its reference."""
    colour, width = VERDICT_COLOUR[moment.back], BACK_WIDTH[moment.back]
    if moment.back is Verdict.NOT_JUDGED:
        canvas.dashes(line, colour, width, BACK_DASH)
        return
    canvas.line(line, colour, width)
    if _back_word(moment) == _ROUNDED.get(moment.back):
        shape = shape_deg(moment.pose.back_line.points_px, moment.pose.facing)
        canvas.line(line[bent_part(shape, moment.compared_with.shape_deg)], colour, BENT_WIDTH)


_ROUNDED: Final = {Verdict.WARN: "back: a little rounded", Verdict.FAULT: "back: rounded"}


def _back_word(moment: Moment) -> str:
    """Return what is to be said beside the back; nothing while there is nothing wrong with it."""
    if moment.back_doubt:
        return f"back not judged: {moment.back_doubt}"
    rounded = moment.values.get(Measure.BACK_CURV, math.nan) > 0
    return _ROUNDED.get(moment.back, "") if rounded else ""


def _draw_word(canvas: Canvas, pose: Pose, word: str) -> None:
    """Write a word behind the middle of the back, inside the picture."""
    line = pose.back_line.points_px * np.array([canvas.width, canvas.height]) / pose.size_wh
    middle = line[len(line) // 2]
    if not np.isfinite(middle).all():
        return
    gap, step = canvas.px(GAP), round(canvas.px(SMALL) * 1.5)
    word = canvas.shortened(word, SMALL, canvas.width - 4 * gap)
    width = canvas.text_width(word, SMALL) + 2 * gap
    behind = middle[0] - pose.facing * 2 * gap - (width if pose.facing > 0 else 0)
    left = int(min(max(behind, gap), canvas.width - gap - width))
    top = int(min(max(middle[1] - step, gap), canvas.height - gap - step))
    canvas.plate(left, top, width, step, canvas.px(ROUND))
    canvas.text(word, (left + gap, top + step // 2), SMALL, LIGHT)


_EASE: Final = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9


def _smoothed(line_px: FloatArray) -> FloatArray:
    """Return a line without the steps of the mask's pixels, for drawing only."""
    eased = line_px.copy()
    for axis in (0, 1):
        eased[2:-2, axis] = np.convolve(line_px[:, axis], _EASE, mode="valid")
    return np.where(np.isfinite(eased), eased, line_px)


_ROW: Final = {part: row for row, part in enumerate(Part)}


def _seen_points(pose: Pose, side: Side) -> FloatArray:
    """Return one side's joints in the order of `Part`, ``(9, 2)``, NaN where not judged from."""
    rows = [joint_of(part, side) for part in Part]
    unseen = pose.visibility[rows] < SEEN_VISIBILITY
    return np.where(unseen[:, None], np.nan, pose.points_px[rows])


def _draw_hold(canvas: Canvas, hold: HoldProgress, centre: tuple[int, int]) -> None:
    colour = VERDICT_COLOUR[Verdict.GOOD if hold.running else Verdict.NOT_JUDGED]
    canvas.ring(centre, canvas.px(RING) - canvas.px(2), hold.held_s / hold.goal_s, colour)
    canvas.text_centred(f"{hold.held_s:.0f}", centre, MEDIUM, LIGHT)


def _draw_chip(canvas: Canvas, rep: RepReport, top: int) -> None:
    """Draw the verdict of the rep that just ended, and its first finding."""
    gap, colour = canvas.px(GAP), VERDICT_COLOUR[rep.verdict]
    lines = [f"Rep {rep.number}: {rep.label or VERDICT_WORD[rep.verdict]}", *_first_finding(rep)]
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
    return [finding_words(check) for check in worst_first[:1]]


def _draw_not_judged(canvas: Canvas, reasons: Sequence[str]) -> int:
    """Draw the quiet line at the bottom; return the height above which all else stays."""
    gap, line = canvas.px(GAP), round(canvas.px(SMALL) * 1.5)
    top = canvas.height - gap - line
    if reasons:
        said = f"not judged: {', '.join(_subjects(reasons))}"
        text = canvas.shortened(said, SMALL, canvas.width - 4 * gap)
        canvas.plate(gap, top, canvas.text_width(text, SMALL) + 2 * gap, line, canvas.px(ROUND))
        canvas.text(text, (2 * gap, top + line // 2), SMALL, DIM)
    return top - gap


def _subjects(reasons: Sequence[str]) -> Iterable[str]:
    """Return what is not judged; with its reason only where it is one thing: the report tells."""
    if len(reasons) == 1:
        subject, colon, reason = reasons[0].partition(": ")
        return [f"{subject} ({reason})" if colon else subject]
    return dict.fromkeys(reason.partition(":")[0] for reason in reasons)


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
