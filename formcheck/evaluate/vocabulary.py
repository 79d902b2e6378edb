"""From the words of people who label clips to the ids of specs and checks.

These two tables are all there is; docs/evaluating.md shows them. A labels file need not use them:
``spec`` and ``checks`` name ids directly.
"""

from collections.abc import Mapping
from typing import Final

from formcheck.exercise.measures import View

__all__ = ["EXERCISES", "FAULTS", "NOTHING", "checks_for", "spec_for", "view_for"]

NOTHING: Final = "hip_hinge"
"""Clips without any exercise are judged as this, in which nothing may then be found: the exercise
that asks least of a movement to count it."""

EXERCISES: Final[Mapping[str, str]] = {
    "deadlift": "lift_from_floor",
    "deadlift lowering and lifting from the top": "romanian_deadlift",
    "romanian deadlift": "romanian_deadlift",
    "rdl": "romanian_deadlift",
    "hip hinge": "hip_hinge",
    "good morning": "good_morning",
    "squat": "squat",
    "sit to stand": "sit_to_stand",
    "chair stand": "sit_to_stand",
    "lift from the floor": "lift_from_floor",
    "standing hamstring stretch": "hamstring_standing",
    "walking": NOTHING,
    "none": NOTHING,
}
"""How the label of an exercise begins, and the spec it is judged by; the longest that fits."""

FAULTS: Final[Mapping[str, tuple[str, ...]]] = {
    "rounded_back": ("neutral_back",),
    "hyperextension_at_top": ("stand_tall",),
    "neck_extended": ("head_in_line",),
    "knees_forward": ("shins_still",),
    "hips_too_low": ("knees_help", "knees_soft"),
    "squatty": ("knees_soft",),
    "too_shallow": ("bow_depth", "squat_depth"),
    "heels_up": ("heels_down",),
    "too_fast_down": ("unhurried", "sit_slowly"),
}
"""Names of faults, and the checks that look for them; those that an exercise has."""


def spec_for(exercise: str) -> str | None:
    """Return the id of the spec for an exercise in words; None where there is none."""
    words = exercise.lower().replace("_", " ").strip()
    fitting = [known for known in EXERCISES if _begins_with(words, known)]
    return EXERCISES[max(fitting, key=len)] if fitting else None


def _begins_with(words: str, known: str) -> bool:
    rest = words.removeprefix(known)
    return words.startswith(known) and not rest[:1].isalpha()


def checks_for(fault: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return those of an exercise's checks that look for a fault; a check's id means itself."""
    return tuple(check for check in FAULTS.get(fault, (fault,)) if check in known)


def view_for(words: str) -> View:
    """Return the view that a label describes, such as ``side (faces left)``."""
    text = words.lower()
    if "oblique" in text and "slightly oblique" not in text:
        return View.OBLIQUE
    if text.startswith("front"):
        return View.FRONT
    return View.SIDE if text.startswith("side") else View.UNKNOWN
