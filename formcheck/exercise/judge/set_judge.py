"""Judges finished reps and holds: once when they end, and once more when the set does.

A rep that ends is judged with all that is known then: the view, the near side and the person's
baseline hold for all of its frames, and the reference with the smallest error decides about the
back. At the set's end each rep is judged once more with what the whole set showed, so that the same
movement gets the same verdict anywhere in the set. The rule is the same live and recorded.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.back.stretch import Outline
from formcheck.exercise.judge.checks import judge_check, not_judged
from formcheck.exercise.judge.evidence import Phases
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading, counted_from
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, ComparedWith, Verdict, worst
from formcheck.exercise.spec.models import Check, ExerciseSpec, Pace, Reps
from formcheck.exercise.spec.posture import POSTURES
from formcheck.words.catalogue import Words, english

__all__ = ["BOWED_DEG", "Judgement", "Phases", "SetJudge", "form_judged"]

NEARLY_DEG = 10.0
"""The trunk leans as far as it does in a rep within this of its furthest lean: twice its error."""

BOWED_DEG = 25.0
"""A trunk that leans less than this is not in a bow: these frames show nothing of the back and need
not be seen (team choice; the hinge counts from 35)."""

MIN_BOWED = 3
"""Fewer bowed frames than this are not enough to judge a back by."""

MAX_KEPT = 20_000
"""The judge keeps this many frames to judge them once more: eleven minutes of movement at 30/s,
some 100 MB. In a longer set the first reps keep their verdicts."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rep's or hold's findings, and what its back was compared with, if the back was judged."""

    checks: tuple[CheckReport, ...]
    verdict: Verdict
    label: str
    compared: ComparedWith | None


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The readings of one rep or hold, and the middle outline of its back, where it was seen."""

    phases: Phases
    outline: Outline | None
    frames: int


class SetJudge:
    """Judges the reps or holds of one set, with what becomes known of the person's back.

    Parameters
    ----------
    spec
        The exercise.
    gauge
        The gauge of the person's back; it learns from each rep after the rep is judged.
    again
        Reads the readings again with what is known by now.
    words
        The language of the verdicts' names; None for English.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        gauge: BackGauge,
        again: Callable[[Sequence[Reading]], list[Reading]] = list,
        words: Words | None = None,
    ) -> None:
        self._spec = spec
        self._gauge = gauge
        self._again = again
        self._words = words or english()
        self._bows = POSTURES[spec.posture].on_feet and _follows_a_bow(spec)
        self._kept: deque[_Kept] = deque()
        self._given_up = 0

    def judge(self, phases: Phases) -> Judgement:
        """Return the judgement of a rep or hold that has just ended, and remember it."""
        phases = self._read_again(phases)
        outline = self._outline(phases)
        judgement = self._judged(phases, outline)
        if outline is not None:
            self._gauge.learn(outline)
        self._remember(_Kept(phases, outline, sum(len(rows) for rows in phases.values())))
        return judgement

    def once_more(self) -> list[Judgement | None]:
        """Return the judgement of each rep or hold, in their order, with all that is known now.

        It is None for the first ones of a very long set, whose readings are no longer kept.
        """
        kept = [self._judged(self._read_again(each.phases), each.outline) for each in self._kept]
        return [*[None] * self._given_up, *kept]

    def glance(self, phases: Phases) -> list[CheckReport]:
        """Return the checks' findings in some readings of a hold under way."""
        return [judge_check(check, phases) for check in self._spec.checks]

    def _remember(self, kept: _Kept) -> None:
        self._kept.append(kept)
        while len(self._kept) > 1 and sum(each.frames for each in self._kept) > MAX_KEPT:
            self._kept.popleft()
            self._given_up += 1

    def _read_again(self, phases: Phases) -> Phases:
        """Return a rep's readings, phase by phase, with what is known at its end."""
        names = [name for name, rows in phases.items() for _ in rows]
        rows = self._again([row for each in phases.values() for row in each])
        return {
            name: [row for row, own in zip(rows, names, strict=True) if own == name]
            for name in phases
        }

    def _outline(self, phases: Phases) -> Outline | None:
        """Return the back's outline where the trunk leans most; None where it was not seen."""
        check = next((each for each in self._spec.checks if each.of_outline), None)
        if check is None:
            return None
        rows = [row for name in check.during for row in phases.get(name, ())]
        seen = [row for row in _leaning_most(rows) if row.sample(self._gauge.measure).seen]
        return self._gauge.middle([row.outline for row in seen]) if seen else None

    def _judged(self, phases: Phases, outline: Outline | None) -> Judgement:
        furthest = _leaning_most([row for rows in phases.values() for row in rows])
        best = self._gauge.surest([row.outline for row in furthest], outline)
        phases = {
            name: [counted_from(row, self._gauge, best) for row in rows]
            for name, rows in phases.items()
        }
        bowed = _bowed(phases) if self._bows else phases
        reports = _paced(
            self._spec.checks,
            [self._found(check, phases, bowed) for check in self._spec.checks],
        )
        verdict, label = _verdict(self._words, self._spec.checks, reports)
        compared = None
        for check, report in zip(self._spec.checks, reports, strict=True):
            if check.of_outline and report.verdict is not Verdict.NOT_JUDGED:
                rows = [row for name in check.during for row in bowed.get(name, ())]
                seen = [row.outline for row in rows if row.sample(self._gauge.measure).seen]
                compared = self._gauge.compared(best, seen, report.error)
                break
        return Judgement(reports, verdict, label, compared)

    def _found(self, check: Check, phases: Phases, bowed: Phases) -> CheckReport:
        if not (self._bows and check.of_outline):
            return judge_check(check, phases)
        if sum(len(bowed.get(name, ())) for name in check.during) < MIN_BOWED:
            return not_judged(check, Reason(ReasonKind.HARDLY_BENT))
        return judge_check(check, bowed)


def _follows_a_bow(spec: ExerciseSpec) -> bool:
    """Whether an exercise follows the trunk's lean, as a hinge or a lift does."""
    leans = {Measure.TRUNK_INCL, Measure.HIP_FLEX}
    return isinstance(spec.movement, Reps) and spec.movement.follow in leans


def _leaning_most(rows: Sequence[Reading]) -> list[Reading]:
    """Return the readings in which the trunk leans nearly furthest.

    Return all of them where nothing is known of the trunk, as in a hold.
    """
    leans = np.nan_to_num([row.loose.get(Measure.TRUNK_INCL, 0.0) for row in rows])
    if not len(leans):
        return []
    furthest = leans >= np.percentile(leans, 90) - NEARLY_DEG
    return [row for row, far in zip(rows, furthest, strict=True) if far]


def _bowed(phases: Phases) -> Phases:
    """Return the readings in which the trunk leans.

    Where the trunk was not seen, its lean is interpolated between the times it was seen; where it
    was never seen, return all readings.
    """
    rows = [row for each in phases.values() for row in each]
    times = np.array([row.time_s for row in rows])
    leans = np.array([row.loose.get(Measure.TRUNK_INCL, np.nan) for row in rows])
    known = np.isfinite(leans)
    if not known.any():
        return phases
    order = np.argsort(times[known], kind="stable")
    known_s, known_deg = times[known][order], leans[known][order]
    return {
        name: [row for row in each if np.interp(row.time_s, known_s, known_deg) >= BOWED_DEG]
        for name, each in phases.items()
    }


def _verdict(
    words: Words, checks: Sequence[Check], reports: Sequence[CheckReport]
) -> tuple[Verdict, str]:
    """Return a rep's verdict, and the same in words.

    The verdict is the worst of its judged checks. A rep is counted but never good if an essential
    check was not judged, if the best verdict of one is that nothing was seen, or if a check that
    applied was not judged: its words then name the judged ones.
    """
    pairs = list(zip(checks, reports, strict=True))
    essential = [(c.name.lower(), r.verdict) for c, r in pairs if c.essential]
    unseen = [name for name, found in essential if found is Verdict.NOT_JUDGED]
    verdict = worst([report.verdict for report in reports])
    missing = words("label-missing", names=_and(words, unseen)) if unseen else ""
    if not form_judged(checks, reports):
        return Verdict.NOT_JUDGED, words("label-form")
    if verdict in {Verdict.WARN, Verdict.FAULT}:
        names = _and(words, [r.name.lower() for r in reports if r.verdict is verdict])
        found = words("label-fault" if verdict is Verdict.FAULT else "label-warn", names=names)
        both = words("label-found-missing", found=found, missing=missing) if missing else found
        return verdict, both
    if missing:
        return Verdict.NOT_JUDGED, words("label-counted-missing", missing=missing)
    if Verdict.NO_ROUNDING_SEEN in {verdict, *(found for _, found in essential)}:
        return Verdict.NO_ROUNDING_SEEN, words("label-no-rounding")
    applied = [r for c, r in pairs if r.applied and not isinstance(c, Pace)]
    if all(report.verdict is Verdict.GOOD for report in applied):
        return verdict, words("label-good")
    judged = [r.name.lower() for r in applied if r.verdict is not Verdict.NOT_JUDGED]
    label = (
        words("label-nothing-seen")
        if len(judged) == len(applied)
        else words("label-nothing-seen-in", names=_and(words, judged))
    )
    return Verdict.NO_FAULT_SEEN, label


def _paced(checks: Sequence[Check], reports: Sequence[CheckReport]) -> tuple[CheckReport, ...]:
    """Return the findings, with the pace not judged where nothing else could be judged."""
    if form_judged(checks, reports):
        return tuple(reports)
    return tuple(
        report
        if report.verdict is Verdict.NOT_JUDGED or not isinstance(check, Pace)
        else not_judged(check, Reason(ReasonKind.NO_FORM_JUDGED))
        for check, report in zip(checks, reports, strict=True)
    )


def form_judged(checks: Sequence[Check], reports: Sequence[CheckReport]) -> bool:
    """Whether any check but the pace was judged: times are known in any view."""
    return any(
        report.verdict is not Verdict.NOT_JUDGED and not isinstance(check, Pace)
        for check, report in zip(checks, reports, strict=True)
    )


def _and(words: Words, names: Sequence[str]) -> str:
    """Return names joined by "and", each once; empty for none."""
    each = dict.fromkeys(names) or [""]
    return reduce(lambda first, second: words("and-two", first=first, second=second), each)
