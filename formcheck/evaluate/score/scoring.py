"""Compares one clip's report with its labels."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from formcheck.evaluate.labels.truth import Label, LabelledClip, NonRep, Turn
from formcheck.evaluate.score.angles import angles_at, bend_at
from formcheck.evaluate.score.matching import match
from formcheck.evaluate.score.result import (
    NO_REP,
    NOT_ASKED,
    CheckResult,
    ClipResult,
    FalseCue,
    RepResult,
    Times,
    verdicts_in,
)
from formcheck.evaluate.score.trace import Trace
from formcheck.exercise.measure.registry import MEASURES, View
from formcheck.exercise.results.moment import CueKind
from formcheck.exercise.results.report import CheckReport, HoldReport, Report, RepReport
from formcheck.exercise.spec.models import Check, ExerciseSpec, Hold, Pace

__all__ = ["score"]

_Item = RepReport | HoldReport

_PACE: Final = "pace"


def score(clip: LabelledClip, spec: ExerciseSpec, report: Report, trace: Trace) -> ClipResult:
    """Return a clip's result: its report compared with its labels.

    Parameters
    ----------
    clip
        The clip and its labels.
    spec, report
        The exercise that judged it, and the report.
    trace
        The clip's moments; needed if the truth of every frame is known.
    """
    scorer = _Scorer(clip, spec, report, trace)
    reps = tuple(scorer.reps())
    return ClipResult(
        clip=clip.name,
        exercise=clip.exercise,
        shows=clip.shows,
        words=clip.words,
        person=clip.person,
        view=clip.view.value,
        turned_deg=clip.turned_deg,
        tier=clip.tier,
        labelled=clip.count,
        found=len(scorer.items),
        timed=scorer.timed,
        tolerance_s=clip.tolerance_s,
        yaw_deg=report.yaw_deg,
        not_judged=report.not_judged,
        reps=reps,
        false_cues=tuple(scorer.false_cues(reps)),
        given=verdicts_in(scorer.items),
        said=tuple(cue.text for cue in report.cues if cue.kind == CueKind.CORRECTION),
    )


class _Scorer:
    def __init__(
        self, clip: LabelledClip, spec: ExerciseSpec, report: Report, trace: Trace
    ) -> None:
        self._clip = clip
        self._spec = spec
        self._report = report
        self._trace = trace
        self._check_ids = [check.id for check in spec.checks]
        holds = isinstance(spec.movement, Hold)
        self.items: Sequence[_Item] = report.holds if holds else report.reps
        self._found = [_turn(item) for item in self.items]
        self._labelled = [turn.middle if holds else turn for turn in clip.turns]
        self.timed = len(self._labelled) == clip.count

    def reps(self) -> list[RepResult]:
        """Return a result for each labelled rep and each extra found one, by time."""
        if not self.timed:  # matched in order, if their number fits
            if len(self.items) != self._clip.count:
                return []
            return [self._result(number, item) for number, item in enumerate(self.items, start=1)]
        pairs = match(self._labelled, self._found)
        reps = [
            self._matched(i, pairs[i]) if i in pairs else self._missed(i)
            for i in range(len(self._labelled))
        ]
        too_many = set(range(len(self.items))) - set(pairs.values())
        reps += [self._too_many(j) for j in too_many]
        return sorted(reps, key=_at)

    def _matched(self, i: int, j: int) -> RepResult:
        turn, curves = self._labelled[i], self._clip.curves
        known: dict[str, object] = {"labelled": _times(turn), "found": _times(self._found[j])}
        if curves is not None:
            known["bend"] = bend_at(turn, curves)
            known["angles"] = angles_at(turn, curves, self._trace)
        return self._result(i + 1, self.items[j]).model_copy(update=known)

    def _result(self, number: int, item: _Item) -> RepResult:
        reports = {report.id: report for report in item.checks}
        checks = [self._check(check, reports.get(check.id), number) for check in self._spec.checks]
        return RepResult(
            number=number,
            labelled=None,
            found=_times(_turn(item)),
            **self._seen_by_eye(number),
            verdict=item.verdict,
            compared_with=item.back_reference.kind.value if item.back_reference else "",
            checks=tuple(checks),
        )

    def _seen_by_eye(self, number: int) -> dict[str, Any]:
        return {
            "good": self._clip.is_good(number, self._check_ids),
            "none_seen": self._clip.is_none_seen(number, self._check_ids),
            "back": self._clip.back(number),
        }

    def _missed(self, i: int) -> RepResult:
        turn, curves = self._labelled[i], self._clip.curves
        attempts = (
            f"taken for an attempt: {attempt.reason}"
            for attempt in self._report.attempts
            if attempt.start_s <= turn.extreme_s <= attempt.end_s
        )
        return RepResult(
            number=i + 1,
            labelled=_times(turn),
            found=None,
            **self._seen_by_eye(i + 1),
            remark=next(attempts, ""),
            checks=tuple(self._check(check, None, i + 1) for check in self._spec.checks),
            bend=None if curves is None else bend_at(turn, curves),
        )

    def _too_many(self, j: int) -> RepResult:
        turn = self._found[j]
        cut, others = (_what_at(turn, parts) for parts in (self._clip.cut, self._clip.non_reps))
        return RepResult(
            number=0,
            labelled=None,
            found=_times(turn),
            good=False,
            cut=bool(cut),
            verdict=self.items[j].verdict,
            remark=f"really: {cut or others}" if cut or others else "",
        )

    def _check(self, check: Check, report: CheckReport | None, number: int) -> CheckResult:
        # The clip's labels or the view already say that the check cannot be judged.
        out_of_view = (
            not isinstance(check, Pace)
            and self._clip.view is not View.UNKNOWN
            and self._clip.view not in MEASURES[check.measure].views
        )
        facts: dict[str, Any] = {
            "id": check.id,
            "name": check.name,
            "measure": _PACE if isinstance(check, Pace) else check.measure.value,
            "essential": check.essential,
            "hidden": out_of_view or check.id in self._clip.hidden,
            "label": self._clip.label(check.id, number),
        }
        if report is None:
            return CheckResult(**facts, outcome=NO_REP)
        return CheckResult(
            **facts,
            outcome=report.verdict.value if report.applied else NOT_ASKED,
            value=report.value,
            limit=report.limit,
            error=report.error,
            reason=report.reason,
            at_s=report.at_s,
        )

    def false_cues(self, reps: Sequence[RepResult]) -> list[FalseCue]:
        """Return the corrections spoken after reps labelled without a fault."""
        false = []
        for cue in self._report.cues:
            over = [rep for rep in reps if rep.found and rep.found.end_s <= cue.time_s]
            if cue.kind != CueKind.CORRECTION or not over or not over[-1].good:
                continue
            number = over[-1].number
            if self._clip.label(cue.check, number) is Label.NO:
                about = {"rep": number, "time_s": cue.time_s}
                false.append(FalseCue(**about, check=cue.check, text=cue.text))
        return false


def _what_at(turn: Turn, parts: Iterable[NonRep]) -> str:
    """Return the words for the stretch in which a movement turns; empty if in none."""
    inside = (part.what for part in parts if part.start_s <= turn.extreme_s <= part.end_s)
    return next(inside, "")


def _turn(item: _Item) -> Turn:
    if isinstance(item, HoldReport):
        return Turn(item.start_s, item.start_s, item.end_s).middle
    return Turn(item.start_s, item.extreme_s, item.end_s)


def _times(turn: Turn) -> Times:
    return Times(start_s=turn.start_s, extreme_s=turn.extreme_s, end_s=turn.end_s)


def _at(rep: RepResult) -> float:
    times = rep.labelled or rep.found
    return times.extreme_s if times else 0.0
