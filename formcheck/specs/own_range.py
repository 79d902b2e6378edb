"""The limits for the back as shares of how far this person's own back can round.

Backs differ in how far they can round, so a share of that range says more than degrees do. The
exercise ``back_range`` measures it: the person stands slumped once, compared with standing with
the arms forward. As with variants, a person's numbers replace those of the spec, so that the
engine only ever sees a plain spec.
"""

import math
import statistics
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from formcheck.errors import UsageError
from formcheck.exercise.measure.registry import OUTLINES
from formcheck.exercise.results.report import HoldReport, Report, Verdict
from formcheck.exercise.spec.models import (
    Band,
    Check,
    ExerciseSpec,
    OwnRange,
    Pace,
    Replaced,
    Stay,
    Variant,
)

__all__ = [
    "MAX_RANGE_DEG",
    "MIN_RANGE_DEG",
    "OWN_FAULT_DEG",
    "OWN_TARGET_DEG",
    "RANGE_EXERCISE",
    "BackRange",
    "back_range_deg",
    "has_own_range",
    "within_own_range",
]

RANGE_EXERCISE = "back_range"
"""The exercise that measures the range."""

MIN_RANGE_DEG, MAX_RANGE_DEG = 24.0, 100.0
"""The smallest and largest range, in degrees: fully bending the lumbar spine alone takes 24-60
degrees [S17], and above 100 the measure was never tried."""

OWN_TARGET_DEG, OWN_FAULT_DEG = (15.0, 30.0), (25.0, 45.0)
"""A person's own limits stay between these degrees, whatever their range: lower ones lie inside
the measure's error, and higher ones would not fault a stoop, 36 ± 10 degrees [S18] (team
choice)."""

BackRange = Annotated[float, Field(ge=MIN_RANGE_DEG, le=MAX_RANGE_DEG)]
"""A possible range in degrees, as a type for pydantic models."""


def within_own_range(spec: ExerciseSpec, range_deg: float) -> ExerciseSpec:
    """Return the exercise with its limits for the back as shares of a person's range.

    Checks without ``own_range`` stay unchanged, except that checks made only of a rounded back
    wait for a back that is rounded for this person. A variant's lower limits stay: a person who
    should bend little should do so however far the back could.

    Raises
    ------
    UsageError
        No back has this range.
    """
    if not MIN_RANGE_DEG <= range_deg <= MAX_RANGE_DEG:
        raise UsageError(
            f"a back's own range cannot be {range_deg:g} degrees",
            to_do=f"Give what {RANGE_EXERCISE} found, {MIN_RANGE_DEG:g} to {MAX_RANGE_DEG:g}",
        )
    shares = {check.id: own for check in spec.checks if (own := _share_of(check)) is not None}
    least = max((_target_deg(own, range_deg) for own in shares.values()), default=-math.inf)
    checks = tuple(_waiting(_within(check, range_deg), least) for check in spec.checks)
    variants = tuple(_version_within(each, shares, range_deg) for each in spec.variants)
    return spec.model_copy(update={"checks": checks, "variants": variants})


def has_own_range(spec: ExerciseSpec) -> bool:
    """Return whether a person's range changes anything in an exercise."""
    return any(_share_of(check) is not None for check in spec.checks)


def back_range_deg(report: Report) -> float:
    """Return how far a back rounded in a set of ``back_range``, in degrees; NaN if unknown.

    It is the median of the all-good holds; a hold compared with anything but the person's own
    standing is not good.
    """
    found = [each for hold in report.holds if math.isfinite(each := _rounded(hold))]
    middle = statistics.median(found) if report.exercise == RANGE_EXERCISE and found else math.nan
    return middle if MIN_RANGE_DEG <= middle <= MAX_RANGE_DEG else math.nan


def _share_of(check: Check) -> OwnRange | None:
    return check.own_range if isinstance(check, Stay) else None


def _version_within(variant: Variant, shares: Mapping[str, OwnRange], range_deg: float) -> Variant:
    checks = {
        name: _lowered(new, own, range_deg) if (own := shares.get(name)) else new
        for name, new in variant.checks.items()
    }
    return variant.model_copy(update={"checks": checks})


def _lowered(new: Replaced, own: OwnRange, range_deg: float) -> Replaced:
    fault = new.fault
    if fault is not None and own.fault is not None:
        fault = _at_most(fault, _fault_deg(own.fault, range_deg))
    target = _at_most(new.target, _target_deg(own, range_deg))
    return new.model_copy(update={"target": target, "fault": fault})


def _at_most(band: Band, most: float) -> Band:
    return band if band.max is None else band.model_copy(update={"max": min(band.max, most)})


def _within(check: Check, range_deg: float) -> Check:
    own = _share_of(check)
    if own is None:
        return check
    target = check.target.model_copy(update={"max": _target_deg(own, range_deg)})
    return check.model_copy(update={"target": target, "fault": _fault(check.fault, own, range_deg)})


def _waiting(check: Check, least: float) -> Check:
    """Return a check whose condition on the back, if any, needs at least a bend of ``least``."""
    only = None if isinstance(check, Pace) else check.only
    if only is None or only.measure not in OUTLINES or only.above is None:
        return check
    later = only.model_copy(update={"above": max(only.above, least)})
    return check.model_copy(update={"only": later})


def _fault(fault: Band | None, own: OwnRange, range_deg: float) -> Band | None:
    if fault is None or own.fault is None:
        return fault
    return fault.model_copy(update={"max": _fault_deg(own.fault, range_deg)})


def _target_deg(own: OwnRange, range_deg: float) -> float:
    return min(max(own.target * range_deg, OWN_TARGET_DEG[0]), OWN_TARGET_DEG[1])


def _fault_deg(share: float, range_deg: float) -> float:
    return min(max(share * range_deg, OWN_FAULT_DEG[0]), OWN_FAULT_DEG[1])


def _rounded(hold: HoldReport) -> float:
    if any(check.verdict is not Verdict.GOOD for check in hold.checks):
        return math.nan
    of_back = (check.value for check in hold.checks if check.measure in OUTLINES)
    return next(of_back, math.nan)
