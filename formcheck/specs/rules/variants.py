"""Rules about a spec's variants: each must be a sound spec, and never ask beyond its limit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.spec.models import (
    Band,
    Check,
    ExerciseSpec,
    Explain,
    Hold,
    Pace,
    Reps,
    Stay,
    Steady,
    Variant,
)
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.checks import check_ids, check_problems, share_problems
from formcheck.specs.rules.limits import Broken, limit_problems, scale_of
from formcheck.specs.rules.movement import limit_of, movement_problems
from formcheck.specs.variants import apply_variant, replaced_by
from formcheck.specs.words import did_you_mean

__all__ = ["variant_problems"]

_REST: tuple[Place, ...] = (("movement",), ("checks",))


def variant_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield mistakes in the variants of a spec."""
    ids = [variant.id for variant in spec.variants]
    for i, variant in enumerate(spec.variants):
        if variant.id in ids[:i]:
            yield Broken(("variants", i, "id"), f"two variants are called '{variant.id}'")
        yield from _fitting_problems(("variants", i), spec, variant)
        for found in _problems(spec, i, variant):
            yield Broken(found.place, found.message, _REST, found.warning)
    yield from _profile_problems(spec)


def _problems(spec: ExerciseSpec, i: int, variant: Variant) -> Iterator[Broken]:
    place: Place = ("variants", i)
    yield from _limit_problems(place, spec, variant)
    changed = replaced_by(spec, variant)
    known = {found.message for found in movement_problems(spec)}
    for found in movement_problems(changed):
        if found.message not in known:
            yield Broken(_in_variant(place, found.place), found.message, warning=found.warning)
    yield from _changed_check_problems(place, spec, changed, variant)
    yield from _telling_problems(place, spec, variant)
    yield from _opposite_problems(place, spec, variant)
    for check in spec.checks:
        own = check.own_range if isinstance(check, Stay) else None
        new = variant.checks.get(check.id)
        if own is not None and new is not None:
            yield from share_problems((*place, "checks", check.id, "target"), own, new.target)


_OPPOSITES = (("too_low", "too_high"), ("too_high", "too_low"))


def _opposite_problems(place: Place, spec: ExerciseSpec, variant: Variant) -> Iterator[Broken]:
    """Yield cues that the exercise itself uses on the other side."""
    for check in spec.checks:
        new = variant.checks.get(check.id)
        for side, other in () if new is None else _OPPOSITES:
            said = getattr(new and new.cues, side, None)
            own, opposite = getattr(check.cues, side), getattr(check.cues, other)
            if said is not None and said == opposite != own:
                what = f"the exercise says this where the value is {other.replace('_', ' ')}"
                yield Broken((*place, "checks", check.id, "cues", side), what)


def _profile_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield profiles that two variants claim, which would leave the choice to chance."""
    seen: dict[str, str] = {}
    for i, variant in enumerate(spec.variants):
        for j, profile in enumerate(variant.profiles):
            if profile in seen:
                yield Broken(
                    ("variants", i, "profiles", j),
                    f"'{profile}' already has the variant '{seen[profile]}'",
                )
            seen.setdefault(profile, variant.id)


def _fitting_problems(place: Place, spec: ExerciseSpec, variant: Variant) -> Iterator[Broken]:
    """Yield names that do not fit the exercise, and a variant that changes nothing."""
    is_hold = isinstance(spec.movement, Hold)
    foreign = ("attempt", "first", "count") if is_hold else ("hold_s",)
    for name in foreign:
        if getattr(variant, name) is not None:
            kind = "holds" if is_hold else "reps"
            what = f"this exercise has {kind}; '{name}' means nothing here"
            yield Broken((*place, name), what, (("movement", "kind"),))
    ids = [check.id for check in spec.checks]
    for name in variant.checks:
        if name not in ids:
            what = f"there is no check '{name}'{did_you_mean(name, ids)}"
            yield Broken((*place, "checks", name), what, check_ids(spec))
    for i, name in enumerate(variant.leave_out):
        if name not in ids:
            what = f"there is no check '{name}'{did_you_mean(name, ids)}"
            yield Broken((*place, "leave_out", i), what, check_ids(spec))
        elif name in variant.checks:
            what = f"'{name}' is left out here, so nothing can replace its limits"
            yield Broken((*place, "leave_out", i), what, ((*place, "checks", name),))
    said = variant.model_fields_set & _SAID
    if not said:
        yield Broken(place, f"the variant '{variant.id}' changes nothing")


_SAID = frozenset({"attempt", "first", "count", "hold_s", "limit", "leave_out", "checks", "dose"})
"""The parts of an exercise that a variant may change."""


def _in_variant(place: Place, found: Place) -> Place:
    """Return the place in a variant of a mistake found in its movement."""
    if found[:2] == ("movement", "attempt"):
        return (*place, "attempt")
    if found[:3] == ("movement", "phases", 0):
        return (*place, "first", *found[4:])
    if found[:3] == ("movement", "phases", 2):
        return (*place, "count", *found[4:])
    return place


def _changed_check_problems(
    place: Place, spec: ExerciseSpec, changed: ExerciseSpec, variant: Variant
) -> Iterator[Broken]:
    known = {(found.place, found.message) for found in check_problems(spec)}
    for found in check_problems(changed):
        if (found.place, found.message) in known:
            continue
        check = changed.checks[int(found.place[1])]
        replaced = check.id in variant.checks
        inside = ("checks", check.id, *found.place[2:]) if replaced else ("count",)
        about = "" if replaced else f"check '{check.id}': "
        yield Broken((*place, *inside), about + found.message, warning=found.warning)


_SIDES = (("min", "too_low"), ("max", "too_high"))
"""The limits of a band, each with the name for a value beyond it."""


def _telling_problems(place: Place, spec: ExerciseSpec, variant: Variant) -> Iterator[Broken]:
    """Yield limits that differ from the exercise's, so that its texts no longer fit."""
    applied = {check.id: check for check in apply_variant(spec, variant.id).checks}
    for check in spec.checks:
        new, held = variant.checks.get(check.id), applied.get(check.id)
        own = None if new is None else new.explain
        if new is not None and own is not None:
            yield from _too_much_told((*place, "checks", check.id), new.target, own)
        for side, text in _SIDES:
            if held is None or not _is_another(check, held, side) or _tells(own, text, held.target):
                continue
            here: Place = (*place, "limit") if new is None else (*place, "checks", check.id)
            yield Broken(
                here if own is None else (*here, "explain"),
                f"check '{check.id}' has another '{side}' here than the exercise: it needs its own "
                f"'explain' for '{text}'",
            )


def _too_much_told(place: Place, target: Band, explain: Explain) -> Iterator[Broken]:
    for side, text in _SIDES:
        told = not isinstance(explain, str) and getattr(explain, text) is not None
        if told and getattr(target, side) is None:
            what = f"a text for '{text}', but 'target' has no '{side}'"
            yield Broken((*place, "explain", text), what)


def _tells(explain: Explain | None, text: str, target: Band) -> bool:
    """Return whether an explanation covers one side; a single text covers the only limit."""
    if isinstance(explain, str):
        return target.min is None or target.max is None
    return explain is not None and getattr(explain, text) is not None


def _is_another(check: Check, held: Check, side: str) -> bool:
    """Return whether a check has another limit in a variant than in the exercise."""
    limit = getattr(held.target, side)
    same = limit == getattr(check.target, side)
    return limit is not None and not (
        same and getattr(held.fault, side, None) == getattr(check.fault, side, None)
    )


def _limit_problems(place: Place, spec: ExerciseSpec, variant: Variant) -> Iterator[Broken]:
    """Yield a limit without effect, and everything that would ask for more than the limit."""
    limit = variant.limit
    if limit is None:
        return
    here = (*place, "limit")
    if limit.min is None and limit.max is None:
        yield Broken(here, "'limit' needs a 'min', a 'max' or both")
    for side, value in (("min", limit.min), ("max", limit.max)):
        yield from limit_problems((*here, side), value, scale_of(spec.judged.follow))
    if limit.min is not None and limit.max is not None and limit.min >= limit.max:
        yield Broken((*here, "max"), f"nothing is at least {limit.min:g} and at most {limit.max:g}")
    for side, sign in (("max", 1), ("min", -1)):
        value = getattr(limit, side)
        if value is not None:
            edge = _Edge(place, variant, spec.judged.follow, value, sign)
            yield from _count_problems(edge, replaced_by(spec, variant).judged)
            for check in spec.checks:
                yield from _asking_problems(edge, check)


@dataclass(frozen=True, slots=True)
class _Edge:
    """One side of a variant's limit: ``sign`` is 1 for the largest value, -1 for the smallest."""

    place: Place
    variant: Variant
    follow: Measure
    value: float
    sign: int

    @property
    def error(self) -> float:
        return MEASURES[self.follow].error

    @property
    def side(self) -> str:
        return "max" if self.sign > 0 else "min"

    def room(self, asked: float | None) -> float:
        """Return how far a value that is asked for lies inside the edge."""
        return math.inf if asked is None else self.sign * (self.value - asked)


def _count_problems(edge: _Edge, movement: Reps | Hold) -> Iterator[Broken]:
    """Yield a count or position that people reach only beyond the limit."""
    asked, what = _least_asked(movement, edge.sign)
    if edge.room(asked) < edge.error:
        yield Broken(
            (*edge.place, "limit", edge.side),
            f"the limit is {edge.value:g}, but {what} {asked:g}; leave at least the error of "
            f"{edge.follow} ({edge.error:g}) between them",
        )


def _least_asked(movement: Reps | Hold, sign: int) -> tuple[float | None, str]:
    side = "above" if sign > 0 else "below"
    if isinstance(movement, Reps):
        count = movement.phases[2].when
        asked = None if count is None or getattr(count, side) is None else limit_of(count)
        return asked, "a rep counts only from"
    for condition in movement.position:
        if condition.measure is movement.follow:
            return getattr(condition, side), "the position begins at"
    return None, ""


def _asking_problems(edge: _Edge, check: Check) -> Iterator[Broken]:
    """Yield targets and cues that would take people beyond the limit."""
    if isinstance(check, Pace | Steady) or check.measure is not edge.follow:
        return
    new = edge.variant.checks.get(check.id)
    target = check.target if new is None else new.target
    least = "min" if edge.sign > 0 else "max"
    asked = getattr(target, least)
    inside = (*edge.place, "checks", check.id)
    if edge.room(asked) < 0:
        here = (*edge.place, "limit", edge.side) if new is None else (*inside, "target", least)
        yield Broken(here, f"check '{check.id}' asks for {asked:g}, {_beyond(edge)}")
    if new is None:
        return
    allowed = getattr(target, edge.side)
    if edge.room(allowed) < 0:
        here = (*inside, "target", edge.side)
        yield Broken(here, f"check '{check.id}' allows {allowed:g}, {_beyond(edge)}")
    cue = "too_low" if edge.sign > 0 else "too_high"
    if getattr(new.cues, cue) is not None and edge.room(asked) < edge.error:
        yield Broken(
            (*inside, "cues", cue),
            f"this cue sends people beyond the limit of {edge.value:g}: {asked:g} is asked for, "
            f"and the error of {edge.follow} is {edge.error:g}",
        )


def _beyond(edge: _Edge) -> str:
    return f"beyond this variant's limit of {edge.value:g}"
