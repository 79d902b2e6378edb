"""The plates of the live picture: the progress, and the sentence at the bottom."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.drawing.canvas import Canvas
from formcheck.drawing.style import (
    DIM,
    GAP,
    LIGHT,
    MEDIUM,
    ROUND,
    SMALL,
    VERDICT_COLOUR,
    Colour,
)
from formcheck.exercise.results.report import Verdict
from formcheck.guide.guidance import Guidance, Stage
from formcheck.live.hud.style import (
    BAND_WIDEST,
    COUNT,
    MIN_SENTENCE,
    PRACTICE,
    RING_DIGITS,
    RING_RADIUS,
    SENTENCE,
    SENTENCE_SHARE,
)
from formcheck.words.catalogue import Words

__all__ = ["SentencePlate", "draw_progress", "left_inset"]

_MOVING = frozenset({Stage.PRACTICE, Stage.SET})
_HOLDING = _MOVING | {Stage.PAUSED}
_UNCOUNTED = frozenset({Stage.HEARING, Stage.FRAMING, Stage.CALIBRATING, Stage.PRACTICE})
_EVENED = (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)  # shares of the room tried, in order


@dataclass(frozen=True, slots=True)
class _Dial:
    """A large number, inside a ring where ``share`` is known.

    ``widest`` is the text that the plate has room for, so that it keeps its width from rep to rep.
    People read the number from across the room, so it does not grow with the text.
    """

    text: str
    size: float
    widest: str = ""
    share: float = math.nan
    colour: Colour = LIGHT

    def wide(self, canvas: Canvas) -> int:
        if math.isfinite(self.share):
            return 2 * canvas.px(RING_RADIUS)
        return max(canvas.text_width(text, self.size) for text in (self.text, self.widest))

    def high(self, canvas: Canvas) -> int:
        if math.isfinite(self.share):
            return 2 * canvas.px(RING_RADIUS)
        return canvas.letters(self.size) * 3 // 4  # as high as its capitals

    def draw(self, canvas: Canvas, centre: tuple[int, int]) -> None:
        if math.isfinite(self.share):
            radius = canvas.px(RING_RADIUS) - canvas.px(4)
            canvas.ring(centre, radius, self.share, self.colour)
        canvas.text_centred(self.text, centre, self.size, LIGHT)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words: its size and colour, and the texts that the plate has room for."""

    text: str
    size: float
    colour: Colour
    widest: Sequence[str] = ()

    def in_room(self, canvas: Canvas, room: int) -> "_Line":
        """Return the line made smaller, then shorter, until it fits the room."""
        texts = (self.text, *self.widest)
        size = min(canvas.fitted(text, self.size, room) for text in texts)
        text, *widest = (canvas.shortened(text, size, room) for text in texts)
        return _Line(text, size, self.colour, widest)

    def wide(self, canvas: Canvas) -> int:
        return max(canvas.text_width(text, self.size) for text in (self.text, *self.widest))

    def high(self, canvas: Canvas) -> int:
        return round(canvas.letters(self.size) * 1.3)


def left_inset(canvas: Canvas) -> int:
    """Return the pixels reserved for the band at the left."""
    return canvas.px(BAND_WIDEST)


def draw_progress(  # noqa: PLR0913 - what stands on the plate
    canvas: Canvas,
    guidance: Guidance,
    title: str,
    phases: Sequence[str],
    rest_share: float,
    *,
    words: Words,
) -> tuple[int, int]:
    """Draw the plate at the top left: the title, the number or ring, and words beside it.

    ``phases`` are the names of the exercise's phases, ``rest_share`` the share of a rest left.
    Return the plate's right and lower end.
    """
    gap = canvas.px(GAP)
    left = left_inset(canvas) + gap
    room = canvas.width - left - 3 * gap
    dial = _dial(canvas, guidance, rest_share, room)
    head = [line.in_room(canvas, room) for line in _head(guidance, title, phases, dial, words)]
    beside = 0 if dial is None else dial.wide(canvas) + gap
    told = _told(guidance, phases, dial, words)
    lines = [line.in_room(canvas, room - beside) for line in told]
    tall = 0 if dial is None else max(dial.high(canvas), _stack(canvas, lines)) + 3 * gap // 2
    right = left + 2 * gap + max(_widest(canvas, head), beside + _widest(canvas, lines, -gap))
    below = 2 * gap + _stack(canvas, head) + tall
    canvas.plate(left, gap, right - left, below - gap, canvas.px(ROUND))
    _write(canvas, head, left + gap, gap + gap // 2)
    if dial is not None:
        middle = below - gap // 2 - tall // 2
        dial.draw(canvas, (left + gap + dial.wide(canvas) // 2, middle))
        _write(canvas, lines, left + gap + beside, middle - _stack(canvas, lines) // 2)
    return right, below


def _widest(canvas: Canvas, lines: Sequence[_Line], none: int = 0) -> int:
    return max((line.wide(canvas) for line in lines), default=none)


def _stack(canvas: Canvas, lines: Sequence[_Line]) -> int:
    return sum(line.high(canvas) for line in lines)


def _write(canvas: Canvas, lines: Sequence[_Line], left: int, top: int) -> None:
    for line in lines:
        high = line.high(canvas)
        canvas.text(line.text, (left, top + high // 2), line.size, line.colour)
        top += high


def _dial(canvas: Canvas, guidance: Guidance, rest_share: float, room: int) -> _Dial | None:
    """Return the large number of a stage; None where it has none."""
    if guidance.stage is Stage.RESTING:
        return _ring(canvas, guidance.rest_left_s, rest_share, LIGHT)
    if guidance.hold is not None and guidance.stage in _HOLDING:
        hold = guidance.hold
        colour = VERDICT_COLOUR[Verdict.GOOD if hold.running else Verdict.NOT_JUDGED]
        share = hold.held_s / hold.goal_s if hold.goal_s > 0 else math.nan
        return _ring(canvas, hold.goal_s - hold.held_s, share, colour)
    if guidance.stage in _UNCOUNTED or not (guidance.count or guidance.stage is Stage.SET):
        return None  # a nought means something only at the beginning of a set
    number = str(guidance.count)
    widest = "0" * len(number)
    return _Dial(number, canvas.fitted(widest, COUNT / canvas.text_scale, room * 3 // 5), widest)


def _ring(canvas: Canvas, left_s: float, share: float, colour: Colour) -> _Dial | None:
    """Return a ring with the whole seconds left; None where they are unknown."""
    if not math.isfinite(left_s) or not math.isfinite(share):
        return None
    text = str(max(0, math.ceil(left_s)))
    room = round(canvas.px(RING_RADIUS) * 1.5)
    return _Dial(
        text, canvas.fitted(text, RING_DIGITS / canvas.text_scale, room), share=share, colour=colour
    )


def _head(
    guidance: Guidance, title: str, phases: Sequence[str], dial: _Dial | None, words: Words
) -> list[_Line]:
    """Return the lines above the number, or in its place."""
    if guidance.stage is Stage.PRACTICE and dial is None:
        practice = _Line(words("hud-practice"), PRACTICE, LIGHT)
        return [_Line(title, SMALL, LIGHT), practice, *_phase(guidance, phases)]
    return [_Line(title, MEDIUM if dial is None else SMALL, LIGHT)]


def _told(
    guidance: Guidance, phases: Sequence[str], dial: _Dial | None, words: Words
) -> list[_Line]:
    """Return the lines beside the number or ring."""
    if dial is None or guidance.stage is Stage.RESTING:
        return []
    told = []
    if guidance.stage is Stage.PRACTICE:
        told.append(_Line(words("hud-practice"), MEDIUM, LIGHT))
    elif guidance.goal:
        count, goal = guidance.count, guidance.goal
        ring = math.isfinite(dial.share)
        of = words("hud-count-of", count=count, goal=goal) if ring else words("hud-of", goal=goal)
        told.append(_Line(of, MEDIUM, LIGHT))
    return [*told, *_phase(guidance, phases)]


def _phase(guidance: Guidance, phases: Sequence[str]) -> list[_Line]:
    """Return the line with the movement's phase; the plate has room for any phase."""
    if not guidance.moment.phase or guidance.stage not in _MOVING:
        return []
    names = [name.replace("_", " ") for name in (guidance.moment.phase, *phases)]
    return [_Line(names[0], SMALL, DIM, names)]


class SentencePlate:
    """Writes a sentence in the middle of the bottom; its line breaks last as long as it does."""

    def __init__(self) -> None:
        self._key: tuple[str, int, int, int] | None = None
        self._size = SENTENCE
        self._lines: list[str] = []

    def draw(self, canvas: Canvas, text: str, above: int) -> None:
        """Draw the sentence so that it ends above a height; draw nothing without text."""
        if text.strip():
            self._break(canvas, text)
            _draw_lines(canvas, self._lines, self._size, above)

    def _break(self, canvas: Canvas, text: str) -> None:
        key = (text, canvas.width, canvas.height, canvas.letters(SENTENCE))
        if key != self._key:
            room = canvas.width - left_inset(canvas) - 4 * canvas.px(GAP)
            self._key, (self._size, self._lines) = key, _broken(canvas, text, room)


def _draw_lines(canvas: Canvas, lines: list[str], size: float, above: int) -> None:
    gap, left, step = canvas.px(GAP), left_inset(canvas), _step(canvas, size)
    width = max(canvas.text_width(line, size) for line in lines) + 2 * gap
    height = step * len(lines) + gap
    centre = left + (canvas.width - left) // 2
    canvas.plate(centre - width // 2, above - height, width, height, canvas.px(ROUND))
    for row, line in enumerate(lines):
        middle = above - height + gap // 2 + step // 2 + row * step
        canvas.text_centred(line, (centre, middle), size, LIGHT)


def _step(canvas: Canvas, size: float) -> int:
    return round(canvas.letters(size) * 1.35)


def _broken(canvas: Canvas, text: str, room: int) -> tuple[float, list[str]]:
    """Return the largest size at which a text fits in few lines, and these lines.

    Two on a wide picture, to leave the body free; three where two would get small.
    """
    text, size = " ".join(text.split()), SENTENCE
    while True:
        most = 2 if canvas.width >= canvas.height and size > MEDIUM else 3
        lines = canvas.wrapped(text, size, room)
        fits = len(lines) * _step(canvas, size) <= SENTENCE_SHARE * canvas.height
        if len(lines) <= most and fits and " ".join(lines) == text:
            return size, _evened(canvas, lines, size, room)
        if size <= MIN_SENTENCE:
            return size, _cut(canvas, lines, most, size, room)
        size *= 0.9


def _cut(canvas: Canvas, lines: list[str], most: int, size: float, room: int) -> list[str]:
    """Return the first lines; the last one ends in an ellipsis if there are more."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], canvas.shortened(" ".join(lines[most - 1 :]), size, room)]


def _evened(canvas: Canvas, lines: list[str], size: float, room: int) -> list[str]:
    """Return the same number of lines, as equal in length as possible, so no word stands alone."""
    text = " ".join(lines)
    for share in _EVENED:
        evened = canvas.wrapped(text, size, round(share * room))
        if len(lines) > 1 and len(evened) == len(lines) and " ".join(evened) == text:
            return evened
    return lines
