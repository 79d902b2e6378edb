"""What the stages of an exercise share: the session under way, who is there, what is said."""

import math
from dataclasses import dataclass, field, replace

from formcheck.exercise.moment import Moment
from formcheck.exercise.session import Session
from formcheck.exercise.spec import ExerciseSpec, StopSignal
from formcheck.guide.guidance import Answer, Command, Ended, Plan, SetDone
from formcheck.guide.signals import Presence, RaisedHand
from formcheck.guide.speaker import Speaker

__all__ = ["Course", "Now", "Reminder"]


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """One frame as the stages see it: the moment, and what the person has signalled since."""

    moment: Moment
    hand: bool = False
    command: Command | None = None
    answer: Answer | None = None

    @property
    def time_s(self) -> float:
        """The frame's time."""
        return self.moment.time_s


@dataclass(slots=True)
class Course:
    """One person's way through one exercise, set after set."""

    spec: ExerciseSpec
    plan: Plan
    session: Session
    speaker: Speaker = field(default_factory=Speaker)
    presence: Presence = field(default_factory=Presence)
    hand: RaisedHand = field(default_factory=RaisedHand)
    sets: list[SetDone] = field(default_factory=list)
    heard: bool = False
    loud: bool = False
    tones: bool = False
    in_set: bool = False
    said_once: set[str] = field(default_factory=set)

    @property
    def set_number(self) -> int:
        """The number of the set under way or to come, from 1."""
        return min(len(self.sets) + 1, self.plan.sets)

    @property
    def hand_is_signal(self) -> bool:
        """Whether a raised hand is understood: only where the exercise leaves the arms free."""
        return self.plan.hand_signal and StopSignal.RAISED_HAND in self.spec.stop_signals

    def begin_set(self, moment: Moment) -> None:
        """Count from here on; what was moved before does not belong to the set."""
        self.in_set = True
        if moment.counted or moment.attempts:
            self.session = self.session.next_set()

    def end_set(self, ended: Ended) -> None:
        """Close the set and keep its report."""
        if not self.in_set:
            return
        self.in_set = False
        self.sets.append(SetDone(len(self.sets) + 1, self.session.report(), ended=ended))
        self.session = self.session.next_set()

    def answered(self, answer: Answer) -> None:
        """Keep what was answered after the last set."""
        if self.sets:
            self.sets[-1] = replace(self.sets[-1], answer=answer)


@dataclass(slots=True)
class Reminder:
    """Says something, and says it again when nothing has come of it."""

    speaker: Speaker
    _text: str = ""
    _said_s: float = -math.inf

    def say(self, text: str, time_s: float, *, again_s: float, change_s: float = 0.0) -> bool:
        """Say a text if it is new for ``change_s`` or was last said ``again_s`` ago."""
        due_s = again_s if text == self._text else change_s
        if not self.speaker.quiet or time_s - self._said_s < due_s:
            return False
        self._text, self._said_s = text, time_s
        self.speaker.say(text)
        return True
