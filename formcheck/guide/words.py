"""Builds the sentences of a set that depend on the exercise and on how much of it is done.

An exercise's own requests and corrections are in its spec.
"""

import re

from formcheck.exercise.spec.models import Calibration, ExerciseSpec, Hold, Sides
from formcheck.exercise.spec.posture import POSTURES, Rising, Settling
from formcheck.words.catalogue import Words

__all__ = [
    "go",
    "pain_question",
    "practice",
    "rest",
    "rise",
    "set_done",
    "stand",
    "stand_still",
    "take_place",
]

MAX_WORDS = 12
"""People do not keep more words in mind by ear, and have read them with the exercise."""

_START = {
    Settling.STAND: ("guide-stand", "guide-stand-still"),
    Settling.CHAIR: ("guide-stand-at-chair", "guide-stand-still-at-chair"),
    Settling.OWN_START: ("guide-own-start", "guide-own-start-still"),
}


def _counted(words: Words, spec: ExerciseSpec, count: int) -> str:
    return words("guide-holds" if isinstance(spec.movement, Hold) else "guide-reps", count=count)


def stand(words: Words, spec: ExerciseSpec) -> str:
    """Return the request for the first step of the calibration."""
    return words(_start(spec)[0])


def stand_still(words: Words, spec: ExerciseSpec) -> str:
    """Return the repeated request for the first step of the calibration."""
    return words(_start(spec)[1])


def _start(spec: ExerciseSpec) -> tuple[str, str]:
    if spec.calibration is Calibration.OWN_START:
        return _START[Settling.OWN_START]
    at_chair = POSTURES[spec.posture].settling is Settling.CHAIR
    return _START[Settling.CHAIR if at_chair else Settling.STAND]


def take_place(words: Words, spec: ExerciseSpec) -> str:
    """Return the request to take the starting place; empty if the exercise begins standing."""
    settling = POSTURES[spec.posture].settling
    if settling is Settling.STAND:
        return ""
    return words("guide-sit-down" if settling is Settling.CHAIR else "guide-own-start")


def practice(words: Words, spec: ExerciseSpec) -> str:
    """Return the sentence before the practice rep: what it is, and how to do it."""
    first = spec.summary.split(". ")[0].rstrip(".")
    if len(first.split()) > MAX_WORDS:
        first = re.split("[,:;]", first)[0]
    return words("guide-practice", how=first)


def go(words: Words, spec: ExerciseSpec, *, number: int, sets: int, goal: int) -> str:
    """Return the sentence that begins a set."""
    counted = _counted(words, spec, goal)
    begins = _shared_out(words, spec, f"{counted[0].upper()}{counted[1:]}", goal)
    if sets == 1:
        return begins
    of, which = words("number-in-words", count=sets), words("number-in-words", count=number)
    return f"{words('guide-which-set', number=which, sets=of)} {begins}"


def _shared_out(words: Words, spec: ExerciseSpec, counted: str, goal: int) -> str:
    """Return how much to do; for holds on each side, how many for each."""
    movement = spec.movement
    if not isinstance(movement, Hold) or movement.sides is not Sides.EACH or goal == 1:
        return words("guide-go", counted=counted)
    if goal % 2:
        return words("guide-go-changing", counted=counted)
    each = words("number-in-words", count=goal // 2)
    return words("guide-go-each-side", counted=counted, each=each)


def set_done(words: Words, spec: ExerciseSpec, count: int) -> str:
    """Return the sentence that ends a set in which something was counted."""
    return words("guide-set-done", counted=_counted(words, spec, count))


def rise(words: Words, spec: ExerciseSpec) -> str:
    """Return how to come up from the floor; empty for postures that are not lying."""
    over = POSTURES[spec.posture].rising is Rising.OVER_THE_SIDE
    return words("guide-roll") if over else ""


def pain_question(words: Words, *, leg_pain: bool, again: bool = False) -> str:
    """Return the question after a set; ``again`` shortens it once the person knows it.

    The person answers it at the laptop or not at all: nothing done from afar is an answer.
    """
    if again:
        return words("guide-pain-again-leg" if leg_pain else "guide-pain-again")
    return words("guide-pain-asked-leg" if leg_pain else "guide-pain-asked")


def rest(words: Words, seconds: float) -> str:
    """Return the sentence that begins a rest."""
    return words("guide-rest", seconds=round(seconds))
