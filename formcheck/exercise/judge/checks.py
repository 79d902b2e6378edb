"""Turns a finished movement into findings: each check good, warn, fault or not judged, and why.

A rep is judged once it is over, from all its readings, so its phases are known exactly. A limit
counts only when the value exceeds it by its error (:mod:`formcheck.exercise.judge.evidence`) and
for long enough; a check unseen for most of a phase is not judged. A check is good only if it was
seen clearly throughout.
"""

import math
from dataclasses import dataclass

from formcheck.exercise.judge.evidence import (
    GOOD_SHARE,
    Evidence,
    Phases,
    applies,
    evidence_in,
    seen_throughout,
    track_of,
    why_unseen,
)
from formcheck.exercise.judge.holes import phases_with_holes
from formcheck.exercise.judge.pace import duration_s, pace_error_s, pace_is_known
from formcheck.exercise.measure.registry import MEASURES
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, Verdict
from formcheck.exercise.spec.models import Band, Check, Pace, Reach, Stay

__all__ = [
    "Judged",
    "failed_above",
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
"""Of several phases the gravest verdict counts: a check is good in all of them, or not good."""

_FOUND_NOTHING = frozenset({Verdict.GOOD, Verdict.NO_FAULT_SEEN, Verdict.NO_ROUNDING_SEEN})


@dataclass(frozen=True, slots=True)
class Judged:
    """A value against its limits: the verdict, the limit that decided it, and on which side."""

    verdict: Verdict
    limit: float = math.nan
    too_high: bool = False


def judge_check(check: Check, phases: Phases) -> CheckReport:
    """Return what a check found in one rep or hold.

    ``phases`` maps each phase's name to its readings; a phase without readings was not seen.
    """
    if isinstance(check, Pace):
        return _judge_pace(check, phases)
    tracks = [track_of(check, name, phases) for name in check.during]
    found = [
        (_judge_evidence(check, each), each)
        for track in tracks
        for each in evidence_in(check, track)
    ]
    if not found:
        return not_judged(check, why_unseen(check, tracks, phases))
    judged, worst = max(
        found, key=lambda pair: (_GRAVITY[pair[0].verdict], _excess(check, pair[1].value))
    )
    if judged.verdict is Verdict.NOT_JUDGED:
        return not_judged(check, Reason(ReasonKind.TOO_BRIEF) if worst.brief else worst.reason)
    if judged.verdict in _FOUND_NOTHING and not seen_throughout(check, tracks):
        # A fault seen in one phase is a fault; a good check must be seen throughout.
        return not_judged(check, why_unseen(check, tracks, phases))
    return _report(check, judged, worst)


def _judge_evidence(check: Check, found: Evidence) -> Judged:
    """Return the verdict on a value, as far as the evidence allows one.

    A value beyond a limit by no more than its error is neither warn nor good; an outline that is
    not sure enough is not good. A few frames alone give neither warn nor fault.
    """
    if not isinstance(check, Pace) and found.error > MEASURES[check.measure].max_error:
        return Judged(Verdict.NOT_JUDGED)
    judged = judge_value(found.value, check.target, check.fault, found.error)
    if judged.verdict is not Verdict.GOOD:
        return Judged(Verdict.NOT_JUDGED) if found.brief else judged
    # seen_throughout looks at unseen frames, for all phases together.
    share = found.clear * (1.0 if isinstance(check, Reach) else found.seen)
    surely = found.clear == 1.0 or share >= GOOD_SHARE
    if surely and _excess(check, found.value) <= 0.0:
        return judged
    if not check.of_outline:
        return Judged(Verdict.NO_FAULT_SEEN)
    # Where rounding is asked for, "no rounding seen" would be the wrong way round.
    return Judged(Verdict.NOT_JUDGED if check.target.max is None else Verdict.NO_ROUNDING_SEEN)


def judge_value(value: float, target: Band, fault: Band | None, error: float) -> Judged:
    """Return the verdict on a value; a limit counts only when the value exceeds it by the error."""
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
    """Return a check's verdict on one frame alone, with the limits and error of a whole rep."""
    if not applies(check.only, reading):
        return Verdict.NOT_JUDGED
    sample = reading.sample(check.measure)
    clear = 1.0 if sample.ceiling is None else 0.0
    found = Evidence(sample.value, sample.total_error, seen=1.0, clear=clear)
    return _judge_evidence(check, found).verdict


def _judge_pace(check: Pace, phases: Phases) -> CheckReport:
    if phases_with_holes(phases).intersection(check.during):
        return not_judged(check, Reason(ReasonKind.HOLE))
    spans = [phases.get(name, ()) for name in check.during]
    seconds = duration_s(spans)
    if math.isnan(seconds):
        return not_judged(check, Reason(ReasonKind.NOT_SEEN))
    if not pace_is_known(spans):
        return not_judged(check, Reason(ReasonKind.PACE_UNKNOWN))
    found = Evidence(
        seconds,
        pace_error_s(spans),
        seen=1.0,
        clear=1.0,
        phase=check.during[0],
        at_s=spans[0][0].time_s,
    )
    return _report(check, _judge_evidence(check, found), found)


def _report(check: Check, judged: Judged, found: Evidence) -> CheckReport:
    side = Reason(ReasonKind.ABOVE_LIMIT if judged.too_high else ReasonKind.BELOW_LIMIT)
    return CheckReport(
        id=check.id,
        name=check.name,
        measure=_measure_of(check),
        verdict=judged.verdict,
        value=found.value,
        limit=judged.limit,
        error=found.error,
        reason="" if judged.verdict in _FOUND_NOTHING else side.words,
        phase=found.phase,
        at_s=found.at_s,
    )


def not_judged(check: Check, why: Reason) -> CheckReport:
    """Return the report of a check that was not judged, with the reason."""
    return CheckReport(
        id=check.id,
        name=check.name,
        measure=_measure_of(check),
        verdict=Verdict.NOT_JUDGED,
        reason=why.words,
    )


def _measure_of(check: Check) -> str:
    return "duration_s" if isinstance(check, Pace) else check.measure.value


def words_for(check: Check, report: CheckReport) -> str | None:
    """Return the cue for the side on which a check failed, if it has one."""
    return check.cues.too_high if failed_above(report) else check.cues.too_low


def failed_above(report: CheckReport) -> bool:
    """Whether the value is beyond the upper limit, not below the lower one."""
    return report.value > report.limit


def _excess(check: Check, value: float) -> float:
    """Return how far a value is beyond the target, negative inside it."""
    low = -math.inf if check.target.min is None else check.target.min - value
    high = -math.inf if check.target.max is None else value - check.target.max
    return max(low, high)
