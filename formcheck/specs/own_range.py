"""The limits for the back as shares of how far this person's own back can round.

Backs differ in how far they can round, so a share of that says more than degrees do. It becomes
known by standing slumped once (the exercise ``back_range``), compared with standing with the arms
forward. As with versions, what is known of a person replaces numbers of the spec, so that the
engine only ever sees a plain one.
"""

import math
import statistics
from typing import Annotated

from pydantic import Field

from formcheck.errors import UsageError
from formcheck.exercise.back_reference import ReferenceKind
from formcheck.exercise.measures import Measure
from formcheck.exercise.report import HoldReport, Report, Verdict
from formcheck.exercise.spec import Band, Check, ExerciseSpec, OwnRange, Stay

__all__ = [
    "LEAST_RANGE_DEG",
    "MOST_RANGE_DEG",
    "RANGE_EXERCISE",
    "BackRange",
    "back_range_deg",
    "within_own_range",
]

RANGE_EXERCISE = "back_range"
"""The exercise by which the range becomes known."""

LEAST_RANGE_DEG, MOST_RANGE_DEG = 25.0, 100.0
"""Nobody's range is less or more than this: full bending of the lumbar spine alone takes 24-60
degrees [S17], and the measure is out of what it was tried on above 100."""

BackRange = Annotated[float, Field(ge=LEAST_RANGE_DEG, le=MOST_RANGE_DEG)]
"""A range that can be somebody's, for models that keep one."""


def within_own_range(spec: ExerciseSpec, range_deg: float) -> ExerciseSpec:
    """Return the exercise with its limits for the back as shares of a person's range.

    Checks without ``own_range`` stay as they are, and so do those that a version limits.

    Raises
    ------
    UsageError
        No back has this range.
    """
    if not LEAST_RANGE_DEG <= range_deg <= MOST_RANGE_DEG:
        raise UsageError(
            f"a back's own range cannot be {range_deg:g} degrees",
            to_do=f"Give what {RANGE_EXERCISE} found, {LEAST_RANGE_DEG:g} to {MOST_RANGE_DEG:g}",
        )
    checks = tuple(_within(check, range_deg) for check in spec.checks)
    return spec.model_copy(update={"checks": checks})


def back_range_deg(report: Report) -> float:
    """Return how far a back rounded in a set of ``back_range``; NaN where that is not known.

    The middle of its holds, each compared with the person's own standing with the arms forward:
    other comparisons are too rough.
    """
    found = [each for hold in report.holds if math.isfinite(each := _rounded(hold))]
    middle = statistics.median(found) if report.exercise == RANGE_EXERCISE and found else math.nan
    return middle if LEAST_RANGE_DEG <= middle <= MOST_RANGE_DEG else math.nan


def _within(check: Check, range_deg: float) -> Check:
    own = check.own_range if isinstance(check, Stay) else None
    if own is None:
        return check
    target = check.target.model_copy(update={"max": own.target * range_deg})
    return check.model_copy(update={"target": target, "fault": _fault(check.fault, own, range_deg)})


def _fault(fault: Band | None, own: OwnRange, range_deg: float) -> Band | None:
    if fault is None or own.fault is None:
        return fault
    return fault.model_copy(update={"max": own.fault * range_deg})


def _rounded(hold: HoldReport) -> float:
    compared = hold.back_reference
    if compared is None or compared.kind is not ReferenceKind.ARMS_FORWARD:
        return math.nan
    good = (check for check in hold.checks if check.verdict is Verdict.GOOD)
    return next((check.value for check in good if check.measure == Measure.BACK_CURV), math.nan)
