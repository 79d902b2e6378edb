"""Announces in time what cannot be judged: silence means "no fault" only for watched checks.

The announcement comes once before the first rep, and again when a watched check has been lost for
more than two reps running; only while the person rests and nothing else is being said.
"""

import math
from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.moment import Cue, CueKind
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, Verdict
from formcheck.exercise.spec.models import ExerciseSpec, Pace
from formcheck.words.catalogue import Words, english

__all__ = ["Announcer", "UnseenWatch"]

SETTLED_S = 8.0
"""A person who rests this long with the same checks unseen is not about to calibrate or to move:
each step of the calibration takes two seconds and the way to it as many again (team choice)."""

QUIET_S = 2.0
"""An announcement waits this long after another cue: a cue takes up to 2.4 s to say, most take
less."""

LOST_REPS = 3
"""A check missing from this many reps running, more than two, is lost, not merely hidden once."""

MAX_NAMED = 2
"""People do not take in more names than this by ear."""


TOLD_EVERY_S = 1.0
"""The watch updates its reasons once a second, so that words do not flicker."""


class UnseenWatch:
    """Finds why the checks of one set cannot be judged at the moment, steadied over a second."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._told_s = math.nan
        self._recent: deque[Mapping[Measure, Reason]] = deque(maxlen=60)

    def step(self, reading: Reading, before: Mapping[str, Reason]) -> Mapping[str, Reason]:
        """Return the reasons by the checks' ids; ``before`` until a second is over."""
        self._recent.append(_reasons_now(reading))
        if math.isnan(self._told_s):
            self._told_s = reading.time_s
        if reading.time_s - self._told_s < TOLD_EVERY_S:
            return before
        self._told_s = reading.time_s
        unseen = self._commonest()
        self._recent.clear()
        return unseen

    def _commonest(self) -> Mapping[str, Reason]:
        told = {}
        for check in self._spec.checks:
            if isinstance(check, Pace):
                continue
            why = Counter(reasons.get(check.measure) for reasons in self._recent)
            reason, _ = why.most_common(1)[0]
            if reason is not None:
                told[check.id] = reason
        return told


def _reasons_now(reading: Reading) -> Mapping[Measure, Reason]:
    """Return why measures cannot be judged, at all or before the person is seen standing."""
    return {
        measure: sample.reason
        for measure, sample in reading.samples.items()
        if sample.reason is not None
        and (not sample.seen or sample.reason.kind is ReasonKind.NOT_YET_SEEN_STANDING)
    }


@dataclass(slots=True)
class Announcer:
    """Announces what is not judged in one set: each check once, until it is seen again."""

    spec: ExerciseSpec
    words: Words = field(default_factory=english)
    _unseen: frozenset[str] = frozenset()
    _since_s: float = math.nan
    _begun: bool = False
    _missed: Counter[str] = field(default_factory=Counter)
    _told: set[str] = field(default_factory=set)

    def after(self, reports: Sequence[CheckReport]) -> None:
        """Note what was judged in a rep or hold that is over."""
        self._begun = True
        for report in reports:
            if report.verdict is not Verdict.NOT_JUDGED:
                self._missed[report.id] = 0
                self._told.discard(report.id)
            elif report.applied:
                self._missed[report.id] += 1

    def before(self, unseen: Collection[str]) -> str:
        """Return the sentence on unseen checks for before the first rep, and take it as said.

        Empty where ``unseen`` is.
        """
        self._told.update(unseen)
        return self._sentence(unseen, "unjudged-today") if unseen else ""

    def step(
        self, time_s: float, unseen: Collection[str], *, resting: bool, spoke_s: float
    ) -> Cue | None:
        """Return the announcement that is due now, if any.

        ``unseen`` are the ids of the checks that cannot be judged at the moment, ``resting`` is
        whether the person is in the first position, and ``spoke_s`` is when something was last said
        (-inf if nothing was).
        """
        if not resting or self._unseen != frozenset(unseen):
            self._unseen, self._since_s = frozenset(unseen), time_s
        if not resting or time_s - spoke_s < QUIET_S:
            return None
        lost = {check for check, reps in self._missed.items() if reps >= LOST_REPS}
        due = (lost if self._begun else self._settled(time_s)) - self._told
        if not due:
            return None
        self._told |= due
        text = "unjudged-any-more" if self._begun else "unjudged-today"
        cue = Cue(self._sentence(due, text), CueKind.SETUP)
        self._begun = True
        return cue

    def _settled(self, time_s: float) -> frozenset[str]:
        return self._unseen if time_s - self._since_s >= SETTLED_S else frozenset()

    def _sentence(self, due: Collection[str], text: str) -> str:
        of_form = [check for check in self.spec.checks if not isinstance(check, Pace)]
        missing = [check for check in of_form if check.id in due]
        if len(missing) == len(of_form):
            return self.words("unjudged-form")
        missing.sort(key=lambda check: check.importance.rank)
        names = [check.name.lower() for check in missing[:MAX_NAMED]]
        if len(missing) > MAX_NAMED:
            names.append(self.words("unjudged-more"))
        return self.words(text, names=self.words.listed(names))
