"""The panel of a guided exercise, large enough to read from across the room."""

from html import escape
from typing import Final

from formcheck.guide.guidance import Guidance, Led, Stage
from formcheck.words.catalogue import Words

__all__ = ["CLOCKED", "clock_words", "led_panel"]

CLOCKED: Final = frozenset({Stage.READY, Stage.SET, Stage.RESTING, Stage.STOPPED, Stage.PAUSED})
"""The stages that show the clock; the others show a question or a text."""

_HALTED: Final = frozenset({Stage.STOPPED, Stage.PAUSED})

MINUTE_S: Final = 60


def led_panel(guidance: Guidance, led: Led, once: str, words: Words) -> str:
    """Return the step, its clock, the side whose turn it is and the progress, as HTML.

    Parameters
    ----------
    guidance
        The guide's current guidance.
    led
        The current step of the exercise.
    once
        The name of one round.
    words
        The reader's words.
    """
    name = guidance.title if guidance.stage in _HALTED else led.name
    side = f'<span class="fc-led-side">{escape(led.side)}</span>' if led.side else ""
    return (
        '<div class="fc-led">'
        f'<h1 class="fc-led-name">{escape(name)} {side}</h1>'
        f'<div class="fc-led-clock" role="timer" aria-live="off">{clock_words(led.left_s)}</div>'
        f'<p class="fc-led-done">{escape(_done(guidance, once, words))}</p>'
        f'<div class="fc-led-way" role="progressbar" aria-label="{escape(words("led-way"))}" '
        f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{100 * led.share:.0f}">'
        f'<div style="width:{100 * led.share:.1f}%"></div></div>'
        "</div>"
    )


def clock_words(left_s: float) -> str:
    """Return the remaining time in words: seconds, from a minute on minutes and seconds.

    A second that has begun counts until it is over, so the last one shown is 1.
    """
    left = max(0, -int(-left_s // 1))
    if left < MINUTE_S:
        return f"{left}"
    return f"{left // MINUTE_S}:{left % MINUTE_S:02}"


def _done(guidance: Guidance, once: str, words: Words) -> str:
    count, goal = guidance.count, guidance.goal
    if guidance.sets == 1:
        return words("led-done", count=count, goal=goal, once=once)
    number, sets = guidance.set_number, guidance.sets
    return words("led-done-of-sets", count=count, goal=goal, once=once, number=number, sets=sets)
