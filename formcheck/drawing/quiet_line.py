"""The quiet line on a picture that says what is not judged."""

from collections.abc import Sequence

from formcheck.drawing.canvas import Canvas
from formcheck.drawing.style import DIM, GAP, ROUND, SMALL

__all__ = ["draw_not_judged", "not_judged_words", "quiet_height"]


def quiet_height(canvas: Canvas) -> int:
    """Return how high the line's plate is, in pixels."""
    return round(canvas.letters(SMALL) * 1.5)


def draw_not_judged(canvas: Canvas, words: str, at: tuple[int, int], room: int) -> None:
    """Draw the words on a plate no wider than ``room`` pixels, whose left top corner is given."""
    gap, (left, top) = canvas.px(GAP), at
    text, height = canvas.shortened(words, SMALL, room - 2 * gap), quiet_height(canvas)
    canvas.plate(left, top, canvas.text_width(text, SMALL) + 2 * gap, height, canvas.px(ROUND))
    canvas.text(text, (left + gap, top + height // 2), SMALL, DIM)


def not_judged_words(reasons: Sequence[str], *, brief: bool = False) -> str:
    """Return what a moment does not judge in words, empty where there is nothing.

    A single thing comes with its reason, unless it is to be ``brief``; of several the report
    tells.
    """
    if not reasons:
        return ""
    subject, colon, reason = reasons[0].partition(": ")
    if len(reasons) == 1 and colon and not brief:
        return f"not judged: {subject} ({reason})"
    subjects = dict.fromkeys(reason.partition(":")[0] for reason in reasons)
    return f"not judged: {', '.join(subjects)}"
