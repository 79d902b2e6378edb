"""Translates labellers' words to the ids of specs and checks.

These tables have every known word; docs/evaluating.md shows them. A labels file need not use them:
``spec`` and ``checks`` name ids directly.
"""

import re
from collections.abc import Mapping
from typing import Final

from formcheck.evaluate.labels.truth import Shows
from formcheck.exercise.measure.registry import View

__all__ = [
    "ANOTHER",
    "EXERCISES",
    "FAMILIES",
    "FAULTS",
    "HINGES_AND_LIFTS",
    "NOTHING",
    "SQUATS",
    "VARIATIONS",
    "checks_for",
    "shown_in",
    "turned_in",
    "view_for",
]

NOTHING: Final = "hip_hinge"
"""The exercise that judges clips without an exercise of ours, in which it must find nothing: it
asks least of a movement to count it."""

HINGES_AND_LIFTS: Final = ("hip_hinge", "good_morning", "romanian_deadlift", "lift_from_floor")
SQUATS: Final = ("squat", "sit_to_stand")

FAMILIES: Final[Mapping[str, str]] = {
    "hip_hinge": "hinge",
    "good_morning": "hinge",
    "romanian_deadlift": "hinge",
    "lift_from_floor": "lift",
    "squat": "squat",
    "sit_to_stand": "squat",
    "hamstring_standing": "hold",
    "back_range": "hold",
}
"""The family of each exercise; those of one family may be mistaken for each other."""

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
    "lifts": "lift_from_floor",
    "stoop": "lift_from_floor",
    "standing hamstring stretch": "hamstring_standing",
}
"""The spec for each beginning of an exercise's label; the longest that fits counts."""

VARIATIONS: Final[Mapping[str, str]] = {
    "b stance": "romanian_deadlift",
    "staggered": "romanian_deadlift",
    "single leg romanian deadlift": "romanian_deadlift",
}
"""The same for movements on one leg or with staggered feet: judged, and listed apart."""

ANOTHER: Final[Mapping[str, str]] = {
    "another exercise": "whatever it is",
    "bird dog": "on the floor",
    "cat cow": "on the floor",
    "child's pose": "on the floor",
    "dead bug": "on the floor",
    "forearm plank": "on the floor",
    "glute bridge": "on the floor",
    "plank": "on the floor",
    "push up": "on the floor",
    "side plank": "on the floor",
    "single leg glute bridge": "on the floor",
    "superman": "on the floor",
    "seated": "a stretch while sitting",
    "chair pose": "a squat that is held",
    "deep squat": "a squat that is held",
    "forward fold": "a bow that is held, then a squat",
    "wall sit": "a squat that is held",
    "kettlebell swing": "the weight is swung, not lifted",
    "walking": "no exercise",
}
"""The beginnings of labels of exercises without a spec, and why they have none.

The hip hinge judges these clips, and must find nothing; so it does with clips of nobody, whose
exercise begins with "none".
"""

FAULTS: Final[Mapping[str, tuple[str, ...]]] = {
    "rounded_back": ("neutral_back",),
    "hyperextension_at_top": ("stand_tall",),
    "neck_extended": ("head_in_line",),
    "knees_forward": ("shins_still",),
    "hips_too_low": ("knees_help", "knees_soft"),
    "squatty": ("knees_soft",),
    "squatting_instead_of_hinge": ("knees_help", "knees_soft"),
    "knees_bend": ("knees_soft",),
    "too_shallow": ("bow_depth", "squat_depth"),
    "shallow": ("bow_depth", "squat_depth"),
    "butt_wink": ("depth_with_long_back",),
    "heels_up": ("heels_down",),
    "heel_lift": ("heels_down",),
    "too_fast_down": ("unhurried", "sit_slowly"),
}
"""The checks that look for each named fault; an exercise need not have all of them."""


def shown_in(exercise: str) -> tuple[str, Shows] | None:
    """Return the spec for an exercise in words, and its relation to that spec.

    Return None if the words are unknown.
    """
    words = exercise.lower().replace("_", " ").replace("-", " ").strip()
    known = [
        *((start, spec, Shows.EXERCISE) for start, spec in EXERCISES.items()),
        *((start, spec, Shows.VARIATION) for start, spec in VARIATIONS.items()),
        *((start, NOTHING, Shows.ANOTHER) for start in ANOTHER),
        ("none", NOTHING, Shows.NOBODY),
    ]
    fitting = [
        each
        for each in known
        if words.startswith(each[0]) and not words.removeprefix(each[0])[:1].isalpha()
    ]
    if not fitting:
        return None
    _, spec, shows = max(fitting, key=lambda each: len(each[0]))
    return spec, shows


def checks_for(fault: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the checks of an exercise that look for a fault; a check's id means itself."""
    return tuple(check for check in FAULTS.get(fault, (fault,)) if check in known)


def view_for(words: str) -> View:
    """Return the view of a label such as ``side (faces left)``; the first if it names two."""
    text = _first_view(words)
    if "oblique" in text and "slightly oblique" not in text:
        return View.OBLIQUE
    if text.startswith("front"):
        return View.FRONT
    return View.SIDE if text.startswith("side") else View.UNKNOWN


def turned_in(words: str) -> float:
    """Return the degrees a label's view is turned: 35 for ``side, turned about 35 deg``, else 0."""
    turned = _TURNED.search(_first_view(words))
    return float(turned[1]) if turned else 0.0


def _first_view(words: str) -> str:
    return re.split(r",? then ", words.lower(), maxsplit=1)[0]


_TURNED: Final = re.compile(r"\bturned\b.*?(\d+) deg")
