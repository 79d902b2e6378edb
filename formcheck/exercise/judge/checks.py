"""A finished movement to findings: each check good, warn, fault or not judged, and why.

A rep is judged once it is over, from everything read during it, so its phases are known exactly.
A limit counts only when exceeded by the value's error (:mod:`formcheck.exercise.judge.sureness`)
and for long enough; what was not seen for most of a phase is not judged. Good is said only of what
was seen clearly throughout.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.exercise.judge.holes import phases_with_holes
from formcheck.exercise.judge.pace import duration_s, pace_error_s, pace_is_known
from formcheck.exercise.judge.phase_values import (
    GOOD_SHARE,
    PhaseCheck,
    PhaseValue,
    applies,
    asked_of,
    seen_throughout,
    values_in_phase,
)
from formcheck.exercise.judge.sureness import Sureness, sureness_of
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, Verdict
from formcheck.exercise.spec.models import Band, Check, Pace, Reach, Stay

__all__ = [
    "Judged",
    "failed_above",
    "is_of_back",
    "judge_check",
    "judge_now",
    "judge_value",
    "not_judged",
    "words_for",
]

_GRAVITY = {
    Verdict.GOOD: 0,
    Verdict.NO_FAULT_SEEN: 1,
    Verdict.NO_ROUNDING_SEEN: 1,
    Verdict.NOT_JUDGED: 1,
    Verdict.WARN: 2,
    Verdict.FAULT: 3,
}
"""Of several phases the gravest verdict counts: good is said of all of them, or not at all."""

_FOUND_NOTHING = frozenset({Verdict.GOOD, Verdict.NO_FAULT_SEEN, Verdict.NO_ROUNDING_SEEN})


@dataclass(frozen=True, slots=True)
class Judged:
    """A value against its limits: the verdict, the limit that decided it, and on which side."""

    verdict: Verdict
    limit: float = math.nan
    too_high: bool = False


def judge_value(value: float, target: Band, fault: Band | None, error: float) -> Judged:
    """Return the verdict on a value; a limit counts only when exceeded by the error."""
    if math.isnan(value):
        return Judged(Verdict.NOT_JUDGED)
    for verdict, band in ((Verdict.FAULT, fault), (Verdict.WARN, target)):
        if band is None:
            continue
        if band.max is not None and value > band.max + error:
            return Judged(verdict, band.max, too_high=True)
        if band.min is not None and value < band.min - error:
            return Judged(verdict, band.min)
    return Judged(Verdict.GOOD)


def judge_now(check: Stay, reading: Reading) -> Verdict:
    """Return what a check says of one frame alone, with the limits and error of a whole rep."""
    if not applies(check.only, reading):
        return Verdict.NOT_JUDGED
    value = reading.values.get(check.measure, math.nan)
    sure = sureness_of(check.measure, value, [reading], [reading])
    return _judged(check, PhaseValue(value, "", reading.time_s, sure)).verdict


def _judged(check: Check, found: PhaseValue) -> Judged:
    """Return the verdict on a value, as far as it can be said.

    What is beyond a limit by no more than the error is neither warned of nor good, nor is a back
    good where that is not sure enough. A few frames tell of nothing wrong.
    """
    sure = found.sure
    if not sure.enough:
        return Judged(Verdict.NOT_JUDGED)
    judged = judge_value(found.value, check.target, check.fault, sure.error)
    if judged.verdict is not Verdict.GOOD:
        return Judged(Verdict.NOT_JUDGED) if found.brief else judged
    # What was not seen at all is looked at for all phases together (seen_throughout).
    clear = sure.clear * (1.0 if isinstance(check, Reach) else found.seen)
    surely = not sure.rough and (sure.clear == 1.0 or clear >= GOOD_SHARE)
    inside = _excess(check, found.value) <= 0.0
    if surely and inside:
        return judged
    if not is_of_back(check):
        return Judged(Verdict.NO_FAULT_SEEN)
    return Judged(Verdict.NOT_JUDGED if check.target.max is None else Verdict.NO_ROUNDING_SEEN)


def is_of_back(check: Check) -> bool:
    """Whether a check is about the outline of the back."""
    return not isinstance(check, Pace) and check.measure is Measure.BACK_CURV


def judge_check(check: Check, phases: Mapping[str, Sequence[Reading]]) -> CheckReport:
    """Return what a check found in one rep or hold.

    ``phases`` holds the readings of each phase by its name; a phase without any was not seen.
    """
    if isinstance(check, Pace):
        holed = phases_with_holes(phases).intersection(check.during)
        return not_judged(check, Reason(ReasonKind.HOLE)) if holed else _pace(check, phases)
    found = [each for name in check.during for each in values_in_phase(check, name, phases)]
    if not found:
        return not_judged(check, _why_not(check, phases))
    report = _report(check, max(found, key=lambda each: _gravity(check, each)))
    if report.verdict in _FOUND_NOTHING and not seen_throughout(check, phases):
        # A fault seen in one phase is a fault; good is said only of what was seen throughout.
        return not_judged(check, _why_not(check, phases))
    return report


def _applicable(check: PhaseCheck, phases: Mapping[str, Sequence[Reading]]) -> set[str]:
    """Return in which of its phases a check had anything to judge."""
    return {name for name in check.during if asked_of(check, phases.get(name, ())).any()}


def not_judged(check: Check, why: Reason) -> CheckReport:
    """Return the report of a check that was not judged, and why."""
    return CheckReport(
        id=check.id,
        name=check.name,
        measure=_measure_of(check),
        verdict=Verdict.NOT_JUDGED,
        reason=why.words,
    )


def _measure_of(check: Check) -> str:
    return "duration_s" if isinstance(check, Pace) else check.measure.value


def _report(check: Check, worst: PhaseValue) -> CheckReport:
    judged = _judged(check, worst)
    if judged.verdict is Verdict.NOT_JUDGED:
        return not_judged(check, Reason(ReasonKind.TOO_BRIEF) if worst.brief else worst.sure.reason)
    return CheckReport(
        id=check.id,
        name=check.name,
        measure=_measure_of(check),
        verdict=judged.verdict,
        value=worst.value,
        limit=judged.limit,
        error=worst.sure.error,
        reason="" if judged.verdict in _FOUND_NOTHING else _side(judged).words,
        phase=worst.phase,
        at_s=worst.at_s,
    )


def words_for(check: Check, report: CheckReport) -> str | None:
    """Return the cue for the side on which a check failed, if it has one."""
    return check.cues.too_high if failed_above(report) else check.cues.too_low


def failed_above(report: CheckReport) -> bool:
    """Whether what was found is beyond the upper limit, not below the lower one."""
    return report.value > report.limit


def _side(judged: Judged) -> Reason:
    return Reason(ReasonKind.ABOVE_LIMIT if judged.too_high else ReasonKind.BELOW_LIMIT)


def _excess(check: Check, value: float) -> float:
    """Return how far a value is beyond the target, negative inside it."""
    low = -math.inf if check.target.min is None else check.target.min - value
    high = -math.inf if check.target.max is None else value - check.target.max
    return max(low, high)


def _gravity(check: Check, found: PhaseValue) -> tuple[int, float]:
    """Return how grave it is: what would be said, then how far it is beyond the target."""
    return _GRAVITY[_judged(check, found).verdict], _excess(check, found.value)


def _pace(check: Pace, phases: Mapping[str, Sequence[Reading]]) -> CheckReport:
    spans = [phases.get(name, ()) for name in check.during]
    seconds = duration_s(spans)
    if math.isnan(seconds):
        return not_judged(check, Reason(ReasonKind.NOT_SEEN))
    if not pace_is_known(spans):
        return not_judged(check, Reason(ReasonKind.PACE_UNKNOWN))
    sure = Sureness(pace_error_s(spans))
    return _report(check, PhaseValue(seconds, check.during[0], spans[0][0].time_s, sure))


def _why_not(check: PhaseCheck, phases: Mapping[str, Sequence[Reading]]) -> Reason:
    """Return the commonest cause for which the measure was not seen in the check's phases."""
    rows = [row for name in check.during for row in phases.get(name, ())]
    if not rows:
        return Reason(ReasonKind.PART_OF_MOVEMENT_UNSEEN)
    looked_at = [check.measure]
    if check.only is not None:
        if not _applicable(check, phases):
            # Its condition was never so, or never surely: it was watched, and said nothing.
            return Reason(ReasonKind.NOT_APPLICABLE)
        looked_at.append(check.only.measure)
    causes = Counter(row.causes[each] for row in rows for each in looked_at if each in row.causes)
    return causes.most_common(1)[0][0] if causes else Reason(ReasonKind.TOO_BRIEF)
