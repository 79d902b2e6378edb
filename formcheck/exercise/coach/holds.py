"""What to say during a hold: corrections while there is time, the time itself, the change.

A hold is long enough for one correction to help, so unlike a rep it is corrected while it lasts,
no sooner than every eight seconds.
"""

import math
from collections import Counter
from dataclasses import dataclass, field

from formcheck.exercise.coach.reps import deserves_praise
from formcheck.exercise.judge.checks import judge_check, words_for
from formcheck.exercise.judge.sets import HoldSet
from formcheck.exercise.results.moment import Cue, CueKind
from formcheck.exercise.results.report import HoldReport, Verdict
from formcheck.exercise.spec.models import ExerciseSpec, Hold, Sides

__all__ = ["HoldCoach"]

SETTLE_S = 3.0
"""Time to settle into the position before anything is corrected (team choice)."""

GAP_S = 8.0
"""Nothing is corrected sooner after something was said: time to hear it and act (team choice)."""

WINDOW_S = 2.0
"""A fault shown by the last two seconds is worth a word; a moment's slip is not."""

LAST_S = 5.0
"""The end is announced this long before (team choice)."""


OTHER_SIDE_CUE = Cue("Now the other side.", CueKind.PROMPT)
TURN_CUE = Cue("Turn round for the other side.", CueKind.PROMPT)


@dataclass(slots=True)
class HoldCoach:
    """Chooses what to say, moment by moment, in one set of holds."""

    spec: ExerciseSpec
    _said: set[str] = field(default_factory=set)
    _spoke_s: float = -math.inf
    _sides: Counter[str] = field(default_factory=Counter)

    def step(self, time_s: float, holds: HoldSet, finished: HoldReport | None) -> Cue | None:
        """Return the one thing to say now, if anything."""
        if finished is not None:
            return self._after(time_s, finished)
        if not holds.moving:
            self._said.clear()
            return None
        cue = self._time(holds) or self._correction(time_s, holds)
        if cue is not None:
            self._spoke_s = time_s
        return cue

    def _time(self, holds: HoldSet) -> Cue | None:
        """Return the announcement that is due: halfway, the last five seconds, the end."""
        progress = holds.tracker.progress
        goal = progress.goal_s
        due = [("Halfway.", goal / 2), ("Five more seconds.", goal - LAST_S), ("And rest.", goal)]
        for text, at_s in due:
            if progress.held_s >= at_s > 0 and text not in self._said:
                self._said.add(text)
                return Cue(text, CueKind.PROMPT)
        return None

    def _correction(self, time_s: float, holds: HoldSet) -> Cue | None:
        progress = holds.tracker.progress
        under_way = SETTLE_S <= progress.held_s < progress.goal_s
        if not under_way or time_s - self._spoke_s < GAP_S:
            return None
        recent = holds.recent(WINDOW_S)
        for check in sorted(self.spec.checks, key=lambda c: c.importance.rank):
            report = judge_check(check, recent)
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
            return TURN_CUE if movement.turn_round else OTHER_SIDE_CUE
        if deserves_praise(finished):
            return Cue(self.spec.praise, CueKind.PRAISE)
        return None

    @property
    def _is_uneven(self) -> bool:
        """Whether one side was held more often than the other."""
        times = list(self._sides.values())
        return len(times) == 1 or len(set(times)) > 1
