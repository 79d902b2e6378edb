"""Chooses at most one thing to say at a frame: an interruption, a cue, or what is not judged."""

import math
from collections.abc import Mapping

from formcheck.exercise.coach.announcer import Announcer, UnseenWatch
from formcheck.exercise.coach.holds import HoldCoach
from formcheck.exercise.coach.reps import Coach, SetCoach
from formcheck.exercise.judge.judged_set import Judged, JudgedSet
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.observe.subject import Subject
from formcheck.exercise.recognise.another import AnotherWatch
from formcheck.exercise.results.moment import Cue, CueKind, Unjudged
from formcheck.exercise.results.reasons import ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    HoldReport,
    Interruption,
    RepReport,
    Verdict,
)
from formcheck.exercise.spec.models import ExerciseSpec, Reps
from formcheck.words.catalogue import Words

__all__ = ["Coaching"]


class Coaching:
    """Chooses what to say in one set.

    Parameters
    ----------
    spec
        The exercise.
    subject
        The person.
    under_way
        The set to coach.
    helpless
        How often each check was cued in vain in the sets before, by its id.
    words
        The language of the cues.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        subject: Subject,
        under_way: JudgedSet,
        helpless: Mapping[str, int],
        words: Words,
    ) -> None:
        self._spec = spec
        self._words = words
        self._subject = subject
        self._coach: SetCoach = (
            Coach(spec, helpless=dict(helpless), words=words)
            if isinstance(spec.judged, Reps)
            else HoldCoach(spec, under_way.found_lately, helpless=dict(helpless), words=words)
        )
        self._unseen = UnseenWatch(spec)
        self._announcer = Announcer(spec, words)
        self._another = AnotherWatch(spec, words)
        self._spoke_s = -math.inf

    @property
    def helpless(self) -> Mapping[str, int]:
        """How often each check was cued in vain so far, by its id."""
        return dict(self._coach.helpless)

    def step(
        self, reading: Reading, judged: Judged, interruption: Interruption | None
    ) -> Cue | None:
        """Return the one thing to say now, if any."""
        self._subject.unseen = self._unseen.step(reading, self._subject.unseen)
        if isinstance(judged.finished, RepReport | HoldReport):
            self._announcer.after(judged.finished.checks)
        cue = self._coached(reading.time_s, judged)
        if interruption is not None:
            cue = Cue(self._words.of("interruption", interruption.kind), CueKind.INTERRUPT)
        cue = cue or self._announced(reading, judged)
        if cue is not None:
            self._spoke_s = reading.time_s
        return cue

    def _coached(self, time_s: float, judged: Judged) -> Cue | None:
        """Return the coach's cue; a rep of another exercise gets no correction."""
        if judged.began:
            self._coach.began(time_s)
        self._another.note(judged.ended)
        if isinstance(judged.finished, AttemptReport) and judged.finished.exercise:
            return self._another.cue()
        return self._coach.step(time_s, judged)

    def _announced(self, reading: Reading, judged: Judged) -> Cue | None:
        """Return the announcement of what is not judged, if due; never during a movement."""
        followed = math.isfinite(reading.followed) and bool(judged.phase)
        return self._announcer.step(
            reading.time_s,
            self._subject.unseen,
            resting=followed and not judged.moving,
            spoke_s=self._spoke_s,
        )

    def announced(self, *, hidden: bool = True) -> str:
        """Return what to say before the first rep of checks not judged, and take it as said.

        Empty where all can be judged. ``hidden`` false leaves out checks that are merely out of
        sight, which the framing has already said.
        """
        return self._announcer.before(
            [
                check
                for check, why in self._subject.unseen.items()
                if hidden or why.kind is not ReasonKind.PARTS_UNSEEN
            ]
        )

    def not_judged(self, live: Mapping[str, Verdict]) -> tuple[Unjudged, ...]:
        """Return the checks that cannot be judged and why, without those this frame judges."""
        unseen = self._subject.unseen
        return tuple(
            Unjudged(check.name, unseen[check.id])
            for check in self._spec.checks
            if check.id in unseen and live.get(check.id, Verdict.NOT_JUDGED) is Verdict.NOT_JUDGED
        )
