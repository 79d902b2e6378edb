"""The quiet line on a picture that names what is not judged."""

from collections.abc import Sequence

from formcheck.drawing.canvas import Canvas
from formcheck.drawing.style import DIM, GAP, ROUND, SMALL
from formcheck.exercise.coach.unjudged import reason_words
from formcheck.exercise.results.moment import Unjudged
from formcheck.words.catalogue import Words

__all__ = ["draw_not_judged", "not_judged_words", "quiet_height"]


def quiet_height(canvas: Canvas) -> int:
    """Return the height of the line's plate in pixels."""
    return round(canvas.letters(SMALL) * 1.5)


def draw_not_judged(canvas: Canvas, words: str, at: tuple[int, int], room: int) -> None:
    """Draw the words on a plate at most ``room`` pixels wide, with its top left corner ``at``."""
    gap, (left, top) = canvas.px(GAP), at
    text, height = canvas.shortened(words, SMALL, room - 2 * gap), quiet_height(canvas)
    canvas.plate(left, top, canvas.text_width(text, SMALL) + 2 * gap, height, canvas.px(ROUND))
    canvas.text(text, (left + gap, top + height // 2), SMALL, DIM)


def not_judged_words(words: Words, unjudged: Sequence[Unjudged], *, brief: bool = False) -> str:
    """Return in words what a moment does not judge; empty where it judges everything.

    A single check comes with its reason, unless ``brief``; the report has the reasons of several.
    """
    if not unjudged:
        return ""
    if len(unjudged) == 1 and not brief:
        name, why = unjudged[0]
        return words("picture-not-judged-why", name=name, why=reason_words(words, why))
    names = dict.fromkeys(each.name for each in unjudged)
    return words("picture-not-judged", names=", ".join(names))
