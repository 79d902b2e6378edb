"""The script of a guided exercise, part after part with its times, and the sentences after a set.

The script is made before the exercise begins, so its whole duration is known.
"""

from dataclasses import dataclass
from itertools import chain

from formcheck.exercise.spec.guided import SIDE, Guided, GuidedTimer
from formcheck.exercise.spec.vocabulary import Sides
from formcheck.words.catalogue import Words

__all__ = ["Part", "ended", "pain_question", "script_of"]

HALF_MINUTE_S = 30.0
"""The length of a timer's parts: half of any whole number of minutes is the end of a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the script: what to show and say, for how long, and for which side.

    ``closes`` is whether one time round, or one minute, ends with it; ``begins_anew`` whether it
    restarts after a halt. ``breath_s`` is the length of each of several breaths; 0 where breaths
    are not counted.
    """

    name: str
    say: str
    seconds: float
    side: str = ""
    closes: bool = False
    begins_anew: bool = True
    breath_s: float = 0.0


def script_of(guided: Guided, goal: int, words: Words) -> tuple[Part, ...]:
    """Return the parts of one set: ``goal`` times round, or ``goal`` minutes of a timer.

    Where the exercise is done on each side, sides alternate, left first; ``goal`` counts both.
    """
    if guided.timer is not None:
        return _minutes(guided.timer, goal)
    return tuple(chain.from_iterable(_round(guided, number, words) for number in range(goal)))


def _minutes(timer: GuidedTimer, minutes: int) -> tuple[Part, ...]:
    said = {0: timer.say, minutes: timer.halfway}
    return tuple(
        Part(
            timer.name,
            said.get(number, ""),
            HALF_MINUTE_S,
            closes=number % 2 == 1,
            begins_anew=False,
        )
        for number in range(2 * minutes)
    )


def _round(guided: Guided, number: int, words: Words) -> tuple[Part, ...]:
    turn = words("side-right" if number % 2 else "side-left")
    side = turn if guided.sides is Sides.EACH else ""
    return tuple(
        Part(
            step.name,
            step.say.replace(SIDE, side),
            guided.lasts_s(step),
            side=side if SIDE in step.say else "",
            closes=step is guided.steps[-1],
            breath_s=(guided.breath_s or 0.0) if (step.breaths or 0) > 1 else 0.0,
        )
        for step in guided.steps
    )


def pain_question(words: Words, *, leg_pain: bool) -> str:
    """Return the question after a set; the person may answer it on the page."""
    return words("led-pain-asked-leg" if leg_pain else "led-pain-asked")


def ended(words: Words, once: str, done: int) -> str:
    """Return the sentence that ends a set: how much was done, not how well."""
    return words("led-ended", done=done, once=once) if done else words("led-ended-nothing")
