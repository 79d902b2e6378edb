"""Rules about guided exercises: each must lead somewhere, and nothing in it is judged."""

from collections.abc import Iterator
from typing import Final

from formcheck.exercise.coach.reps import speaking_s
from formcheck.exercise.spec.guided import SIDE, Guided, GuidedStep
from formcheck.exercise.spec.models import ExerciseSpec, StopSignal
from formcheck.exercise.spec.vocabulary import Sides
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.limits import Broken

__all__ = ["guided_problems", "judged_only_problems"]

_OF_JUDGED: Final = ("view", "calibration", "checks", "praise")
"""Blocks that every judged exercise must have and no guided one may."""

_NOT_GUIDED: Final = (*_OF_JUDGED, "weight", "short_cue", "variants", "tempo", "examples")

_PLACE: Final[Place] = ("movement",)
_OF_KIND: Final = ((*_PLACE, "kind"),)


def judged_only_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield the blocks for judging that a spec lacks, and those only a guided one has."""
    for name in _OF_JUDGED:
        if name not in spec.model_fields_set:
            yield Broken((), f"'{name}' is missing", ((name,), *_OF_KIND))
    if "checks" in spec.model_fields_set and not spec.checks:
        yield Broken(("checks",), "'checks' needs at least 1 entry, not 0", _OF_KIND)
    for name in ("minutes_from", "minutes_to"):
        if getattr(spec.dose, name) is not None:
            yield Broken(("dose", name), f"only a guided timer has '{name}'", _OF_KIND)


def guided_problems(spec: ExerciseSpec, guided: Guided) -> Iterator[Broken]:
    """Yield mistakes in a guided exercise."""
    for name in _NOT_GUIDED:
        if name in spec.model_fields_set:
            yield Broken((name,), f"a guided exercise is not judged: leave '{name}' out", _OF_KIND)
    for i, signal in enumerate(spec.stop_signals):
        if signal is not StopSignal.KEY:
            what = f"nobody watches for '{signal}' in a guided exercise; it is stopped by 'key'"
            yield Broken(("stop_signals", i), what, _OF_KIND)
    yield from _dose_problems(spec, guided)
    yield from _way_problems(guided)
    for i, step in enumerate(guided.steps):
        yield from _step_problems((*_PLACE, "steps", i), step, guided)


def _dose_problems(spec: ExerciseSpec, guided: Guided) -> Iterator[Broken]:
    dose = spec.dose
    low, high = dose.minutes_from, dose.minutes_to
    needed, foreign = ("minutes", "reps") if guided.timer is not None else ("reps", "minutes")
    if getattr(dose, f"{needed}_from") is None:
        what = "how long" if needed == "minutes" else "how many times round"
        yield Broken(("dose",), f"'{needed}_from' is missing: it says {what} it goes", _OF_KIND)
    for name in (f"{foreign}_from", f"{foreign}_to"):
        if getattr(dose, name) is not None:
            yield Broken(("dose", name), f"this exercise is dosed in {needed}, not by '{name}'")
    if low is not None and high is not None and low > high:
        yield Broken(("dose", "minutes_to"), f"'minutes_to' is {high}, fewer than {low}")


def _way_problems(guided: Guided) -> Iterator[Broken]:
    """Yield contradictions between the parts of a guided exercise."""
    if guided.timer is None and not guided.steps:
        yield Broken(_PLACE, "a guided exercise needs 'steps' or a 'timer'")
    if guided.timer is not None and guided.steps:
        yield Broken((*_PLACE, "timer"), "there are 'steps' already; it is either or")
    if guided.ready_s < speaking_s(guided.begin):
        yield Broken(
            (*_PLACE, "ready_s"),
            f"'begin' takes {speaking_s(guided.begin):.0f} s to say, longer than 'ready_s'",
        )
    breathes = any(step.breaths is not None for step in guided.steps)
    if guided.breath_s is not None and not breathes:
        yield Broken((*_PLACE, "breath_s"), "no step lasts breaths, so 'breath_s' means nothing")
    sided = any(SIDE in step.say for step in guided.steps)
    if guided.sides is Sides.EACH and not sided:
        yield Broken((*_PLACE, "sides"), f"no step says {SIDE}: nobody knows whose turn it is")
    if guided.sides is Sides.BOTH_AT_ONCE and sided:
        yield Broken(_PLACE, f"a step says {SIDE}, so 'sides' must be 'each'")


def _step_problems(place: Place, step: GuidedStep, guided: Guided) -> Iterator[Broken]:
    if (step.seconds is None) == (step.breaths is None):
        yield Broken(place, f"'{step.name}' must last either 'seconds' or 'breaths'")
        return
    if step.breaths is not None and guided.breath_s is None:
        yield Broken((*place, "breaths"), "'breath_s' must say how long a breath is taken to last")
        return
    said_s, lasts_s = speaking_s(step.say.replace(SIDE, "right")), guided.lasts_s(step)
    if said_s > lasts_s:
        name = "seconds" if step.breaths is None else "breaths"
        what = f"'{step.name}' lasts {lasts_s:g} s, and takes {said_s:.1f} s to say"
        yield Broken((*place, name), what)
