"""Chooses what to say during a hold: corrections while there is time, the time, the change of side.

A hold is long enough for a correction to help, so the coach corrects it while it lasts, unlike a
rep, at most every eight seconds.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from formcheck.exercise.coach.reps import UnderWay, deserves_praise
from formcheck.exercise.judge.checks import words_for
from formcheck.exercise.results.moment import Cue, CueKind, HoldProgress
from formcheck.exercise.results.report import CheckReport, HoldReport, Verdict
from formcheck.exercise.spec.models import ExerciseSpec, Hold, Sides
from formcheck.words.catalogue import Words, english

__all__ = ["HoldCoach"]

SETTLE_S = 3.0
"""The person gets this long to settle into the position before a correction (team choice)."""

GAP_S = 8.0
"""A correction waits this long after anything was said: time to hear it and act (team choice)."""

WINDOW_S = 2.0
"""A fault shown by the last two seconds is worth a word; a moment's slip is not."""

LAST_S = 5.0
"""The end is announced this long before (team choice)."""


@dataclass(slots=True)
class HoldCoach:
    """Chooses what to say, moment by moment, in one set of holds.

    Parameters
    ----------
    spec
        The exercise.
    found_lately
        Returns what the checks say of the last seconds of the hold under way.
    helpless
        How often each check was cued in vain in other sets; holds add nothing to it.
    """

    spec: ExerciseSpec
    found_lately: Callable[[float], Sequence[CheckReport]]
    helpless: dict[str, int] = field(default_factory=dict)
    words: Words = field(default_factory=english)
    _said: set[str] = field(default_factory=set)
    _spoke_s: float = -math.inf
    _sides: Counter[str] = field(default_factory=Counter)

    def began(self, time_s: float) -> None:
        """Do nothing: a hold keeps what was said before it."""

    def step(self, time_s: float, now: UnderWay) -> Cue | None:
        """Return the one thing to say now, if anything."""
        if isinstance(now.finished, HoldReport):
            return self._after(time_s, now.finished)
        if now.hold is None:
            self._said.clear()
            return None
        cue = self._time(now.hold) or self._correction(time_s, now.hold)
        if cue is not None:
            self._spoke_s = time_s
        return cue

    def _time(self, hold: HoldProgress) -> Cue | None:
        """Return the announcement that is due: halfway, the last five seconds, the end."""
        goal = hold.goal_s
        due = [("hold-half", goal / 2), ("hold-last", goal - LAST_S), ("hold-over", goal)]
        for text, at_s in due:
            if hold.held_s >= at_s > 0 and text not in self._said:
                self._said.add(text)
                return Cue(self.words(text), CueKind.PROMPT)
        return None

    def _correction(self, time_s: float, hold: HoldProgress) -> Cue | None:
        under_way = SETTLE_S <= hold.held_s < hold.goal_s
        if not under_way or time_s - self._spoke_s < GAP_S:
            return None
        found = {report.id: report for report in self.found_lately(WINDOW_S)}
        for check in sorted(self.spec.checks, key=lambda c: c.importance.rank):
            report = found[check.id]
            text = words_for(check, report)
            if report.verdict is Verdict.FAULT and text is not None:
                return Cue(text, CueKind.CORRECTION, check.id)
        return None

    def _after(self, time_s: float, finished: HoldReport) -> Cue | None:
        self._spoke_s = time_s
        self._said.clear()
        self._sides[finished.side] += 1
        movement = self.spec.movement
        if isinstance(movement, Hold) and movement.sides is Sides.EACH and self._is_uneven:
            turns = movement.turn_round
            text = self.words("hold-turn-round" if turns else "hold-other-side")
            return Cue(text, CueKind.PROMPT)
        if deserves_praise(finished):
            return Cue(self.spec.praise, CueKind.PRAISE)
        return None

    @property
    def _is_uneven(self) -> bool:
        """Whether one side was held more often than the other."""
        times = list(self._sides.values())
        return len(times) == 1 or len(set(times)) > 1
