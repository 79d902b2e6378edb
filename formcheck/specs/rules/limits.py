"""Rules about one limit or band: inside its measure's range, able to matter, not contradictory."""

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercise.measure.registry import MEASURES, Measure, View
from formcheck.exercise.spec.models import Band, When
from formcheck.specs.lined_yaml import Place

__all__ = [
    "Broken",
    "Scale",
    "band_problems",
    "condition_problems",
    "limit_problems",
    "scale_of",
    "view_problems",
]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken at a place of a spec.

    ``rests_on`` names other places the rule looks at; ``warning`` marks a possible intention.
    """

    place: Place
    message: str
    rests_on: tuple[Place, ...] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of a number, and the error by which it must exceed a limit to count."""

    name: str
    low: float
    high: float
    error: float
    unit: str


def scale_of(measure: Measure) -> Scale:
    """Return the scale of a measure's values."""
    info = MEASURES[measure]
    return Scale(measure, info.low, info.high, info.error, info.unit)


TOLERANCE = 1e-9
"""Tolerance for floating point, where 0.15 - 0.05 is a hair under 0.1."""


def limit_problems(place: Place, value: float | None, scale: Scale) -> Iterator[Broken]:
    """Yield a limit outside the range, where it could never matter."""
    if value is not None and not scale.low <= value <= scale.high:
        yield Broken(
            place,
            f"'{place[-1]}' is {value:g}, but {scale.name} lies between {scale.low:g} and "
            f"{scale.high:g} {scale.unit}",
        )


def condition_problems(place: Place, when: When, measure: Measure) -> Iterator[Broken]:
    """Yield mistakes in ``above`` and ``below`` of a measure."""
    if when.above is None and when.below is None:
        yield Broken(place, "a condition needs 'above', 'below' or both")
    for side, value in (("above", when.above), ("below", when.below)):
        yield from limit_problems((*place, side), value, scale_of(measure))
    if when.above is not None and when.below is not None and when.above >= when.below:
        yield Broken((*place, "below"), f"nothing is above {when.above:g} and below {when.below:g}")


def view_problems(place: Place, measure: Measure, view: View) -> Iterator[Broken]:
    """Yield a measure that cannot be seen in the spec's view."""
    views = MEASURES[measure].views
    if view is not View.UNKNOWN and view not in views:
        seen_from = " or ".join(sorted(views))
        yield Broken(
            place, f"{measure} is seen from the {seen_from}, this exercise from the {view}"
        )


def band_problems(place: Place, target: Band, fault: Band | None, scale: Scale) -> Iterator[Broken]:
    """Yield mistakes in the target and fault limits at ``place`` of a check or variant."""
    for name, band in (("target", target), ("fault", fault)):
        if band is None:
            continue
        if band.min is None and band.max is None:
            yield Broken((*place, name), f"'{name}' needs a 'min', a 'max' or both")
        for side, value in (("min", band.min), ("max", band.max)):
            yield from limit_problems((*place, name, side), value, scale)
    if target.min is not None and target.max is not None:
        if target.min >= target.max:
            what = f"nothing is at least {target.min:g} and at most {target.max:g}"
            yield Broken((*place, "target", "max"), what)
        elif target.max - target.min < scale.error - TOLERANCE:
            what = _too_narrow("target", target.max - target.min, scale)
            yield Broken((*place, "target", "max"), what)
    for side in ("min", "max"):
        yield from _side_problems(place, side, target, fault, scale)


def _too_narrow(what: str, width: float, scale: Scale) -> str:
    return (
        f"the {what} is {width:g} {scale.unit} wide, narrower than the error of {scale.name} "
        f"({scale.error:g})"
    )


def _side_problems(
    place: Place, side: str, target: Band, fault: Band | None, scale: Scale
) -> Iterator[Broken]:
    """Yield mistakes in one side's target and fault, both counted outwards."""
    sign = 1 if side == "max" else -1
    inner, outer = getattr(target, side), getattr(fault, side, None)
    yield from _never_problems((*place, "target", side), inner, sign, scale)
    if outer is None:
        return
    if inner is None:
        yield Broken((*place, "fault", side), f"'fault' has a '{side}', but 'target' has none")
        return
    yield from _never_problems((*place, "fault", side), outer, sign, scale)
    width = sign * (outer - inner)
    if width < 0:
        yield Broken(
            (*place, "fault", side), f"the fault limit {outer:g} lies inside the target ({inner:g})"
        )
    elif width < scale.error - TOLERANCE:
        yield Broken((*place, "fault", side), _too_narrow("warn band", width, scale))


def _never_problems(place: Place, value: float | None, sign: int, scale: Scale) -> Iterator[Broken]:
    """Yield a limit that no value can exceed by the measure's error."""
    if value is None or not scale.low <= value <= scale.high:
        return
    end = scale.high if sign > 0 else scale.low
    if sign * (value + sign * scale.error - end) >= 0:
        beyond = "above" if sign > 0 else "below"
        allowance = f" and counts only {scale.error:g} beyond a limit" if scale.error else ""
        yield Broken(
            place,
            f"this can never fail: {scale.name} is never {beyond} {end:g} {scale.unit}{allowance}",
        )
