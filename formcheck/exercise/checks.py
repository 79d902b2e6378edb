"""A finished movement to findings: each check good, warn, fault or not judged, and why.

A rep is judged once it is over, from everything read during it, so its phases are known exactly.
A limit counts only when exceeded by the value's error (:mod:`formcheck.exercise.sureness`) and for
long enough; what was not seen for most of a phase is not judged.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise.lasting import durations, lasting_level
from formcheck.exercise.measures import Measure
from formcheck.exercise.readings import Reading
from formcheck.exercise.report import CheckReport, Verdict
from formcheck.exercise.spec import Band, Check, Condition, Pace, Reach, Stay, Steady
from formcheck.exercise.sureness import GOOD_SHARE, Sureness, compared_roughly, sureness_of
from formcheck.pose.landmarks import FloatArray

__all__ = [
    "NOT_APPLICABLE",
    "PACE_ERROR_S",
    "Judged",
    "is_of_back",
    "judge_check",
    "judge_now",
    "judge_value",
    "words_for",
]

SEEN_SHARE = 0.5
"""A phase seen for less than half of its frames is not judged (team choice)."""

REST_S, START_S = 1.0, 0.3
"""What `steady` compares with: the middle value of the last second at rest, in which other joints
may already have begun to move; where there was no such rest, of the rep's first 0.3 s."""

PACE_ERROR_S = 0.1
"""Error of a duration: rep times agree with labels to about a tenth of a second."""

NOT_APPLICABLE = "did not apply"
"""The reason of a check whose ``only`` was never so: it was watched, and there was nothing."""

_GRAVITY = {Verdict.FAULT: 2, Verdict.WARN: 1}

_FOUND_NOTHING = frozenset({Verdict.GOOD, Verdict.NO_ROUNDING_SEEN})


@dataclass(frozen=True, slots=True)
class Judged:
    """A value against its limits: the verdict, the limit that decided it, and on which side."""

    verdict: Verdict
    limit: float = math.nan
    too_high: bool = False


@dataclass(frozen=True, slots=True)
class _Worst:
    """The value of a check in the phase that shows it best; ``seen`` is how much of that was."""

    value: float
    phase: str
    at_s: float
    sure: Sureness
    seen: float = 1.0


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
    if not _counts(check.only, reading):
        return Verdict.NOT_JUDGED
    value = reading.values.get(check.measure, math.nan)
    sure = sureness_of(check.measure, value, [reading], [reading], reading)
    return _judged(check, value, sure).verdict


def _judged(check: Check, value: float, sure: Sureness) -> Judged:
    """Return the verdict on a value, as far as it can be said.

    A back is never good where that is not sure enough, and a warn instead of a fault where the
    outline is round compared with unasked standing alone. Nor does a rough comparison tell that a
    back is rounded enough.
    """
    judged = judge_value(value, check.target, check.fault, sure.error)
    if judged.verdict is Verdict.GOOD and not sure.enough_for_good:
        only_round = check.target.max is not None
        return Judged(Verdict.NO_ROUNDING_SEEN if only_round else Verdict.NOT_JUDGED)
    flat = judged.too_high and sure.usual <= judged.limit
    if flat and judged.verdict is Verdict.FAULT and check.target.max is not None:
        return Judged(Verdict.WARN, check.target.max, too_high=True)
    return judged


def is_of_back(check: Check) -> bool:
    """Whether a check is about the outline of the back."""
    return not isinstance(check, Pace) and check.measure is Measure.BACK_CURV


def judge_check(check: Check, phases: Mapping[str, Sequence[Reading]]) -> CheckReport:
    """Return what a check found in one rep or hold.

    ``phases`` holds the readings of each phase by its name; a phase without any was not seen.
    """
    if isinstance(check, Pace):
        return _report(check, _pace(check, phases), "")
    found = [
        worst for name in check.during if (worst := _in_phase(check, name, phases)) is not None
    ]
    if not found:
        return _report(check, None, _why_not(check, phases))
    report = _report(check, max(found, key=lambda worst: _gravity(check, worst)), "")
    if report.verdict in _FOUND_NOTHING and not _seen_throughout(check, found, phases):
        # A fault seen in one phase is a fault; good is said only of what was seen throughout.
        return _report(check, None, _why_not(check, phases))
    return report


def _seen_throughout(
    check: Stay | Reach | Steady, found: Sequence[_Worst], phases: Mapping[str, Sequence[Reading]]
) -> bool:
    """Whether so little was unseen that no fault can have lasted in it."""
    needed = SEEN_SHARE if isinstance(check, Reach) else GOOD_SHARE
    enough = all(worst.seen >= needed for worst in found)
    return enough and len(found) == _applicable(check, phases)


def _applicable(check: Stay | Reach | Steady, phases: Mapping[str, Sequence[Reading]]) -> int:
    """Return in how many of its phases a check had anything to judge."""
    return sum(
        any(_counts(check.only, row) for row in phases.get(name, ())) for name in check.during
    )


def _report(check: Check, worst: _Worst | None, why: str) -> CheckReport:
    judged = Judged(Verdict.NOT_JUDGED)
    if worst is not None:
        judged = _judged(check, worst.value, worst.sure)
    measure = "duration_s" if isinstance(check, Pace) else check.measure.value
    if worst is None or judged.verdict is Verdict.NOT_JUDGED:
        reason = worst.sure.words if worst else why or "not seen"
        return CheckReport(
            id=check.id, name=check.name, measure=measure, verdict=judged.verdict, reason=reason
        )
    return CheckReport(
        id=check.id,
        name=check.name,
        measure=measure,
        verdict=judged.verdict,
        value=worst.value,
        limit=judged.limit,
        error=worst.sure.error,
        reason="" if judged.verdict in _FOUND_NOTHING else _side_words(judged),
        phase=worst.phase,
        at_s=worst.at_s,
    )


def words_for(check: Check, report: CheckReport) -> str | None:
    """Return the cue for the side on which a check failed, if it has one."""
    too_high = report.value > report.limit
    return check.cues.too_high if too_high else check.cues.too_low


def _side_words(judged: Judged) -> str:
    return "above the limit" if judged.too_high else "below the limit"


def _excess(check: Check, value: float) -> float:
    """Return how far a value is beyond the target, negative inside it."""
    low = -math.inf if check.target.min is None else check.target.min - value
    high = -math.inf if check.target.max is None else value - check.target.max
    return max(low, high)


def _gravity(check: Check, worst: _Worst) -> tuple[int, float]:
    """Return how grave it is: what would be said, then how far it is beyond the target.

    A fault by the limits can be a warn, where the outline is no rounder than people's (_judged).
    """
    rank = _GRAVITY.get(_judged(check, worst.value, worst.sure).verdict, 0)
    return rank, _excess(check, worst.value)


def _pace(check: Pace, phases: Mapping[str, Sequence[Reading]]) -> _Worst | None:
    spans = [phases.get(name, ()) for name in check.during]
    if not all(len(span) > 1 for span in spans):
        return None
    total = sum(span[-1].time_s - span[0].time_s for span in spans)
    return _Worst(total, check.during[0], spans[0][0].time_s, Sureness(PACE_ERROR_S))


def _in_phase(
    check: Stay | Reach | Steady, name: str, phases: Mapping[str, Sequence[Reading]]
) -> _Worst | None:
    """Return the value that decides in one phase; None where too little of it was seen."""
    readings = [row for row in phases.get(name, ()) if _counts(check.only, row)]
    times = np.array([row.time_s for row in readings])
    values = np.array([row.values.get(check.measure, math.nan) for row in readings])
    if isinstance(check, Steady):
        values = values - _start_value(check.measure, phases)
    known = np.isfinite(values)
    if not known.any() or known.mean() < SEEN_SHARE:
        return None
    times, seen = times[known], values[known]
    value = float(np.median(seen)) if isinstance(check, Reach) else _lasting(check, times, seen)
    rows = [row for row, is_known in zip(readings, known, strict=True) if is_known]
    nearest = rows[int(np.abs(seen - value).argmin())]
    telling = _telling(check, rows, seen, value)
    return _Worst(
        value=value,
        phase=name,
        at_s=nearest.time_s,
        sure=sureness_of(check.measure, value, rows, telling, nearest),
        seen=float(known.mean()),
    )


def _telling(
    check: Stay | Reach | Steady, rows: Sequence[Reading], values: FloatArray, value: float
) -> list[Reading]:
    """Return the frames that tell a value: those as far out, or all for a middle value."""
    if isinstance(check, Reach):
        return list(rows)
    too_high = check.target.max is not None and _excess(check, value) == value - check.target.max
    far = values >= value if too_high else values <= value
    return [row for row, is_far in zip(rows, far, strict=True) if is_far]


def _counts(only: Condition | None, reading: Reading) -> bool:
    """Whether a frame is to be judged; one in which the condition is hardly known is not."""
    if only is None:
        return True
    if compared_roughly(only.measure, [reading]):
        return False
    return only.is_met(reading.values.get(only.measure, math.nan))


def _start_value(measure: Measure, phases: Mapping[str, Sequence[Reading]]) -> float:
    """Return the measure before the movement: at rest, or else as the first way begins."""
    rest, *moving = phases.values()
    before = [row for row in rest if rest[-1].time_s - row.time_s <= REST_S]
    if before and before[-1].time_s - before[0].time_s >= START_S:
        value = _middle(measure, before)
        if math.isfinite(value):
            return value
    way = next((rows for rows in moving if rows), rest)
    return _middle(measure, [row for row in way if row.time_s - way[0].time_s <= START_S])


def _middle(measure: Measure, rows: Sequence[Reading]) -> float:
    values = [row.values.get(measure, math.nan) for row in rows]
    known = [value for value in values if math.isfinite(value)]
    return float(np.median(known)) if known else math.nan


def _lasting(check: Stay | Steady, times: FloatArray, values: FloatArray) -> float:
    """Return the value the measure was beyond for as long as a fault must last.

    On each side that has a limit, the level that the measure was beyond for ``lasting_s``
    seconds and ``share`` of the phase in all; the one further outside decides. A phase shorter
    than that gives its mildest value.
    """
    shares = durations(times)
    needed = max(check.lasting_s, check.share * float(shares.sum()))
    sides = []
    if check.target.max is not None or (check.fault and check.fault.max is not None):
        sides.append(lasting_level(values, shares, needed))
    if check.target.min is not None or (check.fault and check.fault.min is not None):
        sides.append(-lasting_level(-values, shares, needed))
    return max(sides, key=lambda value: _excess(check, value))


def _why_not(check: Stay | Reach | Steady, phases: Mapping[str, Sequence[Reading]]) -> str:
    """Return the commonest cause for which the measure was not seen in the check's phases."""
    rows = [row for name in check.during for row in phases.get(name, ())]
    causes = Counter(row.causes[check.measure] for row in rows if check.measure in row.causes)
    if causes:
        return causes.most_common(1)[0][0]
    if not rows:
        return "the phase was not seen"
    return NOT_APPLICABLE if check.only is not None else "not seen for long enough"
