"""Turns findings into at most one cue: what to say, when, and when to say nothing.

The coach gives one cue at a time, spine before range before alignment before tempo, only outside
the limits, at most six words. It repeats a cue at most every second rep unless the value worsens,
and says so once the check holds. After two cues that did not help it asks for less, where less
helps. Praise is sparse and names only what was judged.
"""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from formcheck.exercise.judge.checks import failed_above, words_for
from formcheck.exercise.results.moment import Cue, CueKind, HoldProgress
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    Finished,
    HoldReport,
    RepReport,
    Verdict,
)
from formcheck.exercise.spec.models import Check, ExerciseSpec
from formcheck.words.catalogue import Words, english

__all__ = ["Coach", "SetCoach", "UnderWay", "deserves_praise", "speaking_s"]

WORDS_PER_S = 2.5
"""Rate of unhurried speech (team choice)."""

ROOM_S = 2.0
"""Standing shorter than this between reps leaves no room for a cue, however short (team choice)."""

PAUSE_S = 0.7
"""A person who stands this long after being asked to pause is pausing."""

PAUSE_ASKED_EVERY = 3
"""The coach asks for a pause only at every third occasion."""

PRAISE_EVERY = 3
"""One good rep in three is praised (team choice)."""

HELPLESS = 2
"""After this many cues for one check that did not help, the coach asks for less."""

WORTH_A_PAUSE = frozenset({CueKind.CORRECTION, CueKind.PROMPT})
"""Only these cues are worth asking for a pause; praise is not."""


_HELPED = frozenset({Verdict.GOOD, Verdict.NO_FAULT_SEEN, Verdict.NO_ROUNDING_SEEN})
"""After these verdicts a cue was not in vain; only a good check is called fixed."""


def speaking_s(text: str) -> float:
    """Return about how many seconds a text takes to say."""
    return len(text.split()) / WORDS_PER_S


class UnderWay(Protocol):
    """The state of the set at a frame, as far as a coach needs it."""

    @property
    def finished(self) -> Finished | None:
        """The rep, hold or attempt that has just ended, if any."""
        ...

    @property
    def moving(self) -> bool:
        """Whether a rep or hold is under way."""
        ...

    @property
    def hold(self) -> HoldProgress | None:
        """How far the hold under way is, if one is."""
        ...


class SetCoach(Protocol):
    """Chooses the cues of one set, of reps or of holds."""

    @property
    def helpless(self) -> Mapping[str, int]:
        """How often each check was cued in vain so far, by its id."""
        ...

    def began(self, time_s: float) -> None:
        """Note that a movement has begun."""
        ...

    def step(self, time_s: float, now: UnderWay) -> Cue | None:
        """Return the cue that is due at a frame, if one is."""
        ...


@dataclass(slots=True)
class _Memory:
    """What the coach has said about one check so far."""

    cued_rep: int = -1
    cued_value: float = math.nan
    cued: int = 0
    warns_running: int = 0
    open: bool = False
    asked_for_less: bool = False


@dataclass(slots=True)
class Coach:
    """Chooses the cue after each rep of one set.

    ``helpless`` counts, per check, cues that did not help in earlier sets; the keeper of the
    person's history carries it over.
    """

    spec: ExerciseSpec
    helpless: dict[str, int] = field(default_factory=dict)
    words: Words = field(default_factory=english)
    _memory: dict[str, _Memory] = field(default_factory=dict)
    _rests_s: deque[float] = field(default_factory=lambda: deque(maxlen=2))
    _ended_s: float = math.nan
    _good_running: int = 0
    _pending: Cue | None = None
    _pauses_asked: int = 0
    _short_cued: bool = False

    def began(self, time_s: float) -> None:
        """Note that a movement has begun; drop the cue kept for a pause."""
        if math.isfinite(self._ended_s):
            self._rests_s.append(time_s - self._ended_s)
        self._ended_s = math.nan
        self._pending = None

    def step(self, time_s: float, now: UnderWay) -> Cue | None:
        """Return the cue that is due: after a rep, after a short one, or in a pause."""
        if isinstance(now.finished, RepReport):
            return self.after_rep(now.finished, moving=now.moving)
        if isinstance(now.finished, AttemptReport):
            short = now.finished.outcome is Outcome.SHORT
            return self.after_short(time_s, moving=now.moving) if short else None
        return None if now.moving else self.resting(time_s)

    def resting(self, time_s: float) -> Cue | None:
        """Return the cue kept for a pause, once the person is really pausing."""
        if self._pending is None or not time_s - self._ended_s >= PAUSE_S:
            return None
        cue, self._pending = self._pending, None
        return cue

    def after_rep(self, rep: RepReport, *, moving: bool = False) -> Cue:
        """Return what to say after a rep: a cue, or its number as a tone's caption.

        ``moving`` is whether the next rep has begun without a rest.
        """
        self._ended_s = rep.end_s
        self._short_cued = False
        cue = self._choose(rep)
        fitted = None if cue is None else self._fitted(cue, moving=moving)
        if moving:
            self.began(rep.end_s)
        return fitted or Cue(str(rep.number), CueKind.COUNT)

    def after_short(self, time_s: float, *, moving: bool = False) -> Cue | None:
        """Return what to say after an attempt that turned early; None if it was said the last time.

        ``moving`` is whether the next movement has begun without a rest.
        """
        self._ended_s = time_s
        self._short_cued = not self._short_cued
        fitted = None
        if self.spec.short_cue is not None and self._short_cued:
            fitted = self._fitted(Cue(self.spec.short_cue, CueKind.CORRECTION), moving=moving)
        if moving:
            self.began(time_s)
        return fitted

    def _fitted(self, cue: Cue, *, moving: bool) -> Cue | None:
        """Return the cue, or a request to pause when there is no room to say it."""
        room_s = max(ROOM_S, speaking_s(cue.text))
        hurried = len(self._rests_s) == self._rests_s.maxlen and max(self._rests_s) < room_s
        if not hurried and not moving:
            return cue
        if cue.kind not in WORTH_A_PAUSE:
            return None
        self._pending = cue
        self._pauses_asked += 1
        if self._pauses_asked % PAUSE_ASKED_EVERY != 1:
            return None
        return Cue(self.words("coach-pause"), CueKind.PROMPT)

    def _choose(self, rep: RepReport) -> Cue | None:
        reports = {report.id: report for report in rep.checks}
        fixed = self._note(rep, reports)
        for check in self._ranked(reports):
            cue = self._correction(check, reports[check.id], rep.number)
            if cue is not None:
                self._good_running = 0
                return cue
        if fixed is not None:
            return Cue(self.words("coach-fixed"), CueKind.FIXED, fixed)
        return self._praise(rep)

    def _note(self, rep: RepReport, reports: dict[str, CheckReport]) -> str | None:
        """Remember how each check went; return the id of one that was cued and now holds."""
        fixed = None
        for check in self.spec.checks:
            memory = self._memory.setdefault(check.id, _Memory())
            report = reports.get(check.id)
            if report is None:
                continue
            warned = report.verdict is Verdict.WARN
            memory.warns_running = memory.warns_running + 1 if warned else 0
            if report.verdict in _HELPED and memory.open:
                memory.open, memory.cued = False, 0
                self.helpless.pop(check.id, None)
                if report.verdict is Verdict.GOOD:
                    fixed = fixed or check.id
        return fixed

    def _ranked(self, reports: dict[str, CheckReport]) -> list[Check]:
        """Return checks worth a word: faults first, then by importance.

        A fault goes before a warn of any importance: a warn of the spine would otherwise keep a
        fault from ever being cued. Among faults, and among warns, the order is spine, range,
        alignment, tempo.
        """
        due = [
            check
            for check in self.spec.checks
            if check.id in reports and self._is_due(reports[check.id], self._memory[check.id])
        ]
        return sorted(
            due, key=lambda c: (reports[c.id].verdict is not Verdict.FAULT, c.importance.rank)
        )

    def _is_due(self, report: CheckReport, memory: _Memory) -> bool:
        twice = report.verdict is Verdict.WARN and memory.warns_running > 1
        return report.verdict is Verdict.FAULT or twice

    def _correction(self, check: Check, report: CheckReport, number: int) -> Cue | None:
        text = words_for(check, report)
        memory = self._memory[check.id]
        less = check.cues.in_vain if failed_above(report) else None
        if text is None or not _may_repeat(report, memory, number):
            return None
        failed = self.helpless.get(check.id, 0)
        if memory.cued:
            failed += 1
            self.helpless[check.id] = failed
            if failed >= HELPLESS and less is not None and not memory.asked_for_less:
                text, memory.asked_for_less = less, True
        memory.cued += 1
        memory.cued_rep, memory.cued_value, memory.open = number, report.value, True
        return Cue(text, CueKind.CORRECTION, check.id)

    def _praise(self, rep: RepReport) -> Cue | None:
        if not deserves_praise(rep):
            return None
        self._good_running += 1
        if self._good_running % PRAISE_EVERY != 1:
            return None
        return Cue(self.spec.praise, CueKind.PRAISE)


def deserves_praise(item: RepReport | HoldReport) -> bool:
    """Whether all judged checks of a rep or hold are good, and are at least half of those applying.

    The announcer names checks out of sight, so praise is about the others; a check too near a limit
    rules praise out.
    """
    if item.verdict is Verdict.GOOD:
        return True
    applied = [check for check in item.checks if check.applied]
    good = sum(check.verdict is Verdict.GOOD for check in applied)
    judged = sum(check.verdict is not Verdict.NOT_JUDGED for check in applied)
    return item.verdict is Verdict.NO_FAULT_SEEN and good == judged and 2 * good >= len(applied)


def _may_repeat(report: CheckReport, memory: _Memory, number: int) -> bool:
    """Whether a cue was not given after the rep before, or its value has become worse."""
    new = memory.cued_rep < 0 or number - memory.cued_rep > 1
    return new or _worse(report, memory)


def _worse(report: CheckReport, memory: _Memory) -> bool:
    """Whether a value is further from its limit than when it was cued, by more than the error."""
    now, then = abs(report.value - report.limit), abs(memory.cued_value - report.limit)
    return now > then + report.error
