"""From the readings of one phase to the values by which a check may decide, and how sure they are.

Only what a check applies to counts, and what was seen of it; the value is the middle one, or on
each side that has a limit one that lasted. Too little seen gives none.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise.judge.lasting import Flags, durations, lasting_level
from formcheck.exercise.judge.sureness import Sureness, sureness_of
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.spec.models import Condition, Reach, Stay, Steady
from formcheck.landmarks.pose import FloatArray

__all__ = [
    "GOOD_SHARE",
    "SEEN_SHARE",
    "PhaseCheck",
    "PhaseValue",
    "applies",
    "asked_of",
    "seen_throughout",
    "values_in_phase",
]

SEEN_SHARE = 0.5
"""A phase seen for less than half of its frames is not judged (team choice)."""

GOOD_SHARE = 0.7
"""Nor is a rep called good of whose phases together less was seen clearly: a fault must last three
tenths of a phase, and as much unseen could hide one."""

LONG_S = 0.5
"""A phase that lasts so long must itself be seen by half: a fault can last in it. Of a shorter one,
such as the moment before a pull, the phases beside it tell (team choice)."""

ROUND_S = 0.3
"""For so long at least, and for three tenths of the phase, a back must be bent that makes a check
apply: as long as a fault must last by itself, for outlines jump."""

FEW_FRAMES = 3
"""Fewer frames than these find no fault, unless they last: one or two may be misread together."""

REST_S, START_S = 1.0, 0.3
"""What `steady` compares with: the middle value of the last second at rest, in which other joints
may already have begun to move; where there was no such rest, of the rep's first 0.3 s."""

BY_ROUNDING_S = 1e-9
"""Sums of frame times are short by so much at most."""

PhaseCheck = Stay | Reach | Steady
"""A check that looks at a measure in phases."""


@dataclass(frozen=True, slots=True)
class PhaseValue:
    """A value by which a check may decide.

    ``seen`` is how much was seen of the phase; ``brief`` tells that it is too little to find fault.
    """

    value: float
    phase: str
    at_s: float
    sure: Sureness
    seen: float = 1.0
    brief: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What was seen of a phase: readings, their values, how long each lasts, and the share seen."""

    phase: str
    rows: Sequence[Reading]
    values: FloatArray
    lasted_s: FloatArray
    share: float


def values_in_phase(
    check: PhaseCheck, name: str, phases: Mapping[str, Sequence[Reading]]
) -> list[PhaseValue]:
    """Return the values of one phase of which the gravest decides: one, or one for each side.

    None where too little of the phase was seen.
    """
    rows = phases.get(name, ())
    asked = asked_of(check, rows)
    values = np.array([_value(check, row) for row in rows])
    if isinstance(check, Steady):
        values = values - _start_value(check.measure, phases)
    known = asked & np.isfinite(values)
    if not known.any() or known.sum() < SEEN_SHARE * asked.sum():
        return []
    seen = _Seen(
        phase=name,
        rows=[row for row, is_known in zip(rows, known, strict=True) if is_known],
        values=values[known],
        lasted_s=durations(_times(rows), known, asked & ~known),
        share=float(known.sum() / asked.sum()),
    )
    return [_phase_value(check, seen, value) for value in _deciding(check, seen)]


def seen_throughout(check: PhaseCheck, phases: Mapping[str, Sequence[Reading]]) -> bool:
    """Whether enough was seen of a check's phases together, and half of each long one."""
    asked_in_all, seen_in_all = 0, 0
    for name in check.during:
        rows = phases.get(name, ())
        asked = asked_of(check, rows)
        values = np.array([_value(check, row) for row in rows])
        seen = int((asked & np.isfinite(values)).sum()) if len(rows) else 0
        wanted = int(asked.sum())
        lasted_s = rows[-1].time_s - rows[0].time_s if len(rows) else 0.0
        if wanted and lasted_s >= LONG_S and seen < SEEN_SHARE * wanted:
            return False
        asked_in_all, seen_in_all = asked_in_all + wanted, seen_in_all + seen
    needed = SEEN_SHARE if isinstance(check, Reach) else GOOD_SHARE
    return seen_in_all >= needed * asked_in_all


def asked_of(check: PhaseCheck, rows: Sequence[Reading]) -> Flags:
    """Return which readings of a phase (n,) a check is to judge; none where it does not apply.

    It applies where its condition is met, and may where that was not seen: these count as unseen,
    unless they are less than three tenths of the phase.
    """
    if check.only is None:
        return np.ones(len(rows), dtype=bool)
    answers = [applies(check.only, row) for row in rows]
    met = np.array([answer is True for answer in answers], dtype=bool)
    unknown = np.array([answer is None for answer in answers], dtype=bool)
    many = unknown.sum() > (1.0 - GOOD_SHARE) * len(rows)
    asked = met | unknown if many else met
    if check.only.measure is not Measure.BACK_CURV:
        return asked
    every, none = np.ones(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    whole_s = float(durations(_times(rows), every, none).sum())
    needed_s = min(max(ROUND_S, (1.0 - GOOD_SHARE) * whole_s), whole_s)
    lasted_s = float(durations(_times(rows), asked, unknown & ~asked).sum())
    return asked if lasted_s >= needed_s - BY_ROUNDING_S else none


def applies(only: Condition | None, reading: Reading) -> bool | None:
    """Return whether a reading is to be judged; None where that was not seen.

    One in which a condition on the back is hardly known is not.
    """
    if only is None:
        return True
    value = reading.values.get(only.measure, math.nan)
    if math.isnan(value):
        return None
    if only.measure is not Measure.BACK_CURV:
        return only.is_met(value)
    sure = sureness_of(only.measure, value, [reading], [reading])
    return only.is_met(value - sure.error) and only.is_met(value + sure.error)


def _times(rows: Sequence[Reading]) -> FloatArray:
    return np.array([row.time_s for row in rows])


def _value(check: PhaseCheck, reading: Reading) -> float:
    """Return what is to be judged; NaN where it was not seen, or not whether it is to be."""
    if not applies(check.only, reading):
        return math.nan
    return reading.values.get(check.measure, math.nan)


def _deciding(check: PhaseCheck, seen: _Seen) -> list[float]:
    """Return the values of which one decides: the middle one, or one for each side with a limit.

    On a side that is the level that the measure was beyond for ``lasting_s`` seconds and ``share``
    of the phase in all; where less was seen, the mildest.
    """
    if isinstance(check, Reach):
        return [float(np.median(seen.values))]
    needed = max(check.lasting_s, check.share * float(seen.lasted_s.sum()))
    bands = [band for band in (check.target, check.fault) if band is not None]
    sides = []
    if any(band.max is not None for band in bands):
        sides.append(lasting_level(seen.values, seen.lasted_s, needed))
    if any(band.min is not None for band in bands):
        sides.append(-lasting_level(-seen.values, seen.lasted_s, needed))
    return sides


def _phase_value(check: PhaseCheck, seen: _Seen, value: float) -> PhaseValue:
    nearest = seen.rows[int(np.abs(seen.values - value).argmin())]
    sure = sureness_of(check.measure, value, seen.rows, _telling(check, seen, value))
    return PhaseValue(value, seen.phase, nearest.time_s, sure, seen.share, _is_brief(check, seen))


def _is_brief(check: PhaseCheck, seen: _Seen) -> bool:
    """Whether a few frames are all that was seen, for less than what is wrong must last."""
    needed_s = ROUND_S if isinstance(check, Reach) else check.lasting_s
    lasted_s = float(seen.lasted_s.sum())
    return len(seen.rows) < FEW_FRAMES and lasted_s < needed_s - BY_ROUNDING_S


def _telling(check: PhaseCheck, seen: _Seen, value: float) -> list[Reading]:
    """Return the frames that tell a value: those as far out, or all for a middle value."""
    if isinstance(check, Reach):
        return list(seen.rows)
    far = seen.values >= value if _is_high(check, value) else seen.values <= value
    return [row for row, is_far in zip(seen.rows, far, strict=True) if is_far]


def _is_high(check: PhaseCheck, value: float) -> bool:
    """Whether a value is rather too high than too low."""
    low, high = check.target.min, check.target.max
    if low is None or high is None:
        return high is not None
    return value - high >= low - value


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
