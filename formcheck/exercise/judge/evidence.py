"""Turns the readings of one phase into the values by which a check may decide, with their errors.

Only frames count that the check applies to and that were seen. The value is the median, or, for
each side that has a limit, a value that lasted. With too little seen there is no value.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.gauge import HIDDEN, NOT_OWN, TOO_ROUGH
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.sample import Sample
from formcheck.exercise.spec.models import Condition, Reach, Stay, Steady
from formcheck.landmarks.pose import FloatArray
from formcheck.landmarks.smoothing import BRIDGE_S

__all__ = [
    "GOOD_SHARE",
    "SEEN_SHARE",
    "Evidence",
    "PhaseCheck",
    "Phases",
    "Track",
    "applies",
    "evidence_in",
    "seen_throughout",
    "track_of",
    "why_unseen",
]

SEEN_SHARE = 0.5
"""A phase seen for less than half of its frames is not judged (team choice)."""

GOOD_SHARE = 0.7
"""A rep is good only if at least this share of its phases together was seen clearly: a fault must
last three tenths of a phase, and as much unseen could hide one."""

LONG_S = 0.5
"""Half of a phase this long must itself be seen, since a fault can last in it. A shorter one, such
as the moment before a pull, is judged by the phases beside it (team choice)."""

ROUND_S = 0.3
"""An outline makes a check apply once it is bent for this long and for three tenths of the phase:
as long as a fault must last by itself, since outlines jump."""

FEW_FRAMES = 3
"""Fewer frames than these find no fault, unless they last: one or two may be misread together."""

REST_S, START_S = 1.0, 0.3
"""`steady` compares with the median of the last second at rest, in which other joints may already
have begun to move; without such a rest, of the rep's first 0.3 s."""

BY_ROUNDING_S = 1e-9
"""Rounding makes sums of frame times short by this much at most."""

PhaseCheck = Stay | Reach | Steady
"""A check that looks at a measure in phases."""

Phases = Mapping[str, Sequence[Reading]]
"""The readings of each phase of a rep or hold by the phase's name, in order of time."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One phase as a check looks at it, frame by frame.

    ``values`` (n,) are NaN where the measure, or the condition for judging it, was not seen;
    ``asked`` (n,) marks the frames that the check should judge.
    """

    phase: str
    samples: Sequence[Sample]
    times: FloatArray
    values: FloatArray
    asked: Flags

    @property
    def known(self) -> Flags:
        """The frames (n,) that the check should judge and that were seen."""
        flags: Flags = self.asked & np.isfinite(self.values)
        return flags


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value by which a check may decide.

    ``seen`` is the share of the phase that was seen, ``clear`` the share of the seen frames that
    can be called good, ``reason`` why the others cannot; ``brief`` is true if too little was seen
    to find a fault.
    """

    value: float
    error: float
    seen: float
    clear: float
    phase: str = ""
    at_s: float = math.nan
    reason: Reason = HIDDEN
    brief: bool = False


def track_of(check: PhaseCheck, name: str, phases: Phases) -> Track:
    """Return one of the phases of a rep as a check looks at it."""
    rows = phases.get(name, ())
    samples = [row.sample(check.measure) for row in rows]
    times = np.array([row.time_s for row in rows], dtype=float)
    values = np.array([sample.value for sample in samples], dtype=float)
    answers = [applies(check.only, row) for row in rows]
    met = np.array([answer is True for answer in answers], dtype=bool)
    unknown = np.array([answer is None for answer in answers], dtype=bool)
    values[~met] = math.nan
    if isinstance(check, Steady):
        values = values - _start_value(check.measure, phases)
    return Track(name, samples, times, values, _asked(check.only, times, met, unknown))


def applies(only: Condition | None, reading: Reading) -> bool | None:
    """Return whether to judge a reading; None where its condition was not seen.

    A condition on an outline must be met on both sides of the outline's error.
    """
    if only is None:
        return True
    sample = reading.sample(only.measure)
    if not sample.seen:
        return None
    error = sample.total_error if MEASURES[only.measure].outline else 0.0
    return only.is_met(sample.value - error) and only.is_met(sample.value + error)


def _asked(only: Condition | None, times: FloatArray, met: Flags, unknown: Flags) -> Flags:
    """Return which frames (n,) a check should judge; none where it does not apply.

    It applies where its condition is met. Frames in which the condition was not seen count as
    unseen, unless they are less than three tenths of the phase.
    """
    many = unknown.sum() > (1.0 - GOOD_SHARE) * len(times)
    asked: Flags = met | unknown if many else met
    if only is None or not MEASURES[only.measure].outline:
        return asked
    none = np.zeros(len(times), dtype=bool)
    whole_s = float(_durations(times, ~none, none).sum())
    needed_s = min(max(ROUND_S, (1.0 - GOOD_SHARE) * whole_s), whole_s)
    lasted_s = float(_durations(times, asked, unknown & ~asked).sum())
    return asked if lasted_s >= needed_s - BY_ROUNDING_S else none


def evidence_in(check: PhaseCheck, track: Track) -> list[Evidence]:
    """Return one phase's values, of which the gravest decides: one, or one for each side.

    The list is empty where too little of the phase was seen. On a side that has a limit, the value
    is the level beyond which the measure stayed for ``lasting_s`` seconds and ``share`` of the
    phase in all; where less was seen, the mildest value.
    """
    known, asked = track.known, track.asked
    if not known.any() or known.sum() < SEEN_SHARE * asked.sum():
        return []
    values, places = track.values[known], np.flatnonzero(known)
    samples = [track.samples[place] for place in places.tolist()]
    errors = np.array([each.error for each in samples])
    gap_errors = np.array([each.gap_error for each in samples])
    limited = [each.reason for each in samples if each.reason is not None]
    lasted = _durations(track.times, known, asked & ~known)
    must_last_s = ROUND_S if isinstance(check, Reach) else check.lasting_s
    found = []
    for value in _deciding(check, values, lasted):
        nearest = int(np.abs(values - value).argmin())
        error = np.median(errors) if isinstance(check, Reach) else errors[nearest]
        gap_error = np.median(gap_errors[_telling(check, values, value)])
        found.append(
            Evidence(
                value=value,
                error=math.hypot(error, gap_error),
                phase=track.phase,
                at_s=float(track.times[places[nearest]]),
                seen=float(known.sum() / asked.sum()),
                clear=float(np.mean([each.ceiling is None for each in samples])),
                reason=_AFTERWARDS.get(limited[0].kind, limited[0]) if limited else HIDDEN,
                brief=len(values) < FEW_FRAMES
                and float(lasted.sum()) < must_last_s - BY_ROUNDING_S,
            )
        )
    return found


_AFTERWARDS = {NOT_OWN.kind: TOO_ROUGH}
"""The reason "not yet seen" during a set becomes "not seen well enough" once a rep is over."""


def _deciding(check: PhaseCheck, values: FloatArray, lasted: FloatArray) -> list[float]:
    """Return the values of which one decides: the median, or one for each side with a limit."""
    if isinstance(check, Reach):
        return [float(np.median(values))]
    needed = max(check.lasting_s, check.share * float(lasted.sum()))
    bands = [band for band in (check.target, check.fault) if band is not None]
    sides = []
    if any(band.max is not None for band in bands):
        sides.append(_lasting_level(values, lasted, needed))
    if any(band.min is not None for band in bands):
        sides.append(-_lasting_level(-values, lasted, needed))
    return sides


def _telling(check: PhaseCheck, values: FloatArray, value: float) -> Flags:
    """Return which frames bear a value out: those at least as far out, or all for a median."""
    if isinstance(check, Reach):
        return np.ones(len(values), dtype=bool)
    low, high = check.target.min, check.target.max
    too_high = high is not None if low is None or high is None else value - high >= low - value
    return np.asarray(values >= value if too_high else values <= value)


def seen_throughout(check: PhaseCheck, tracks: Sequence[Track]) -> bool:
    """Whether enough was seen of a check's phases together, and half of each long one."""
    for track in tracks:
        wanted, seen = int(track.asked.sum()), int(track.known.sum())
        long = wanted > 0 and track.times[-1] - track.times[0] >= LONG_S
        if long and seen < SEEN_SHARE * wanted:
            return False
    needed = SEEN_SHARE if isinstance(check, Reach) else GOOD_SHARE
    wanted_in_all = sum(int(track.asked.sum()) for track in tracks)
    return sum(int(track.known.sum()) for track in tracks) >= needed * wanted_in_all


def why_unseen(check: PhaseCheck, tracks: Sequence[Track], phases: Phases) -> Reason:
    """Return the commonest reason why the measure was not seen in the check's phases."""
    rows = [row for track in tracks for row in phases.get(track.phase, ())]
    if not rows:
        return Reason(ReasonKind.PART_OF_MOVEMENT_UNSEEN)
    looked_at = [check.measure]
    if check.only is not None:
        if not any(track.asked.any() for track in tracks):
            # The condition was never surely met: the check was watched, and had nothing to judge.
            return Reason(ReasonKind.NOT_APPLICABLE)
        looked_at.append(check.only.measure)
    samples = (row.sample(measure) for row in rows for measure in looked_at)
    reasons = Counter(each.reason for each in samples if each.reason and not each.seen)
    return reasons.most_common(1)[0][0] if reasons else Reason(ReasonKind.TOO_BRIEF)


def _start_value(measure: Measure, phases: Phases) -> float:
    """Return the measure's value before the movement: at rest, or else as the first way begins."""
    rest, *moving = phases.values()
    before = [row for row in rest if rest[-1].time_s - row.time_s <= REST_S]
    if before and before[-1].time_s - before[0].time_s >= START_S:
        value = _middle(measure, before)
        if math.isfinite(value):
            return value
    way = next((rows for rows in moving if rows), rest)
    return _middle(measure, [row for row in way if row.time_s - way[0].time_s <= START_S])


def _middle(measure: Measure, rows: Sequence[Reading]) -> float:
    known = [value for row in rows if math.isfinite(value := row.value(measure))]
    return float(np.median(known)) if known else math.nan


def _durations(times: FloatArray, shown: Flags, unseen: Flags) -> FloatArray:
    """Return how many seconds each frame that shows something stands for.

    ``times`` (n,) are the times of all frames; ``shown`` (n,) marks those that show it, ``unseen``
    (n,) those that may. A frame stands for half of the way to the frames before and after it; a
    single frame stands for no time. Unseen frames between two that show it add to these two, if
    the gap is short enough to be bridged elsewhere, too; other unseen frames do not count.
    """
    gaps = np.minimum(np.diff(times), BRIDGE_S)
    if not len(gaps):
        return np.zeros(int(shown.sum()))
    each = (np.append(gaps[:1], gaps) + np.append(gaps, gaps[-1:])) / 2
    lasted = each[shown]
    places = np.flatnonzero(shown)
    for i, (left, right) in enumerate(pairwise(places.tolist())):
        between = slice(left + 1, right)
        if unseen[between].all() and times[right] - times[left] <= BRIDGE_S:
            lasted[i : i + 2] += each[between].sum() / 2
    return np.asarray(lasted)


def _lasting_level(values: FloatArray, lasted: FloatArray, needed: float) -> float:
    """Return the value that the frames reached or exceeded for ``needed`` seconds in all.

    ``lasted`` is how long each frame stands for. If they sum to less, return the smallest value.
    """
    order = np.argsort(values)[::-1]
    reached = np.cumsum(lasted[order])
    index = min(int(np.searchsorted(reached, needed - BY_ROUNDING_S)), len(values) - 1)
    return float(values[order[index]])
