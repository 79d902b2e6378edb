"""The state that the stages of an exercise share: session, signals of the person, speaker."""

import math
from dataclasses import dataclass, field, replace

from formcheck.exercise.results.moment import Moment
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import ExerciseSpec, StopSignal
from formcheck.guide.guidance import Answer, Command, Ended, Plan, SetDone
from formcheck.guide.signals import Presence, RaisedHand
from formcheck.guide.speaker import Speaker
from formcheck.words.catalogue import Words

__all__ = ["Now", "Reminder", "StageContext"]


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """One frame as the stages see it: the moment, and the person's signals since the last one."""

    moment: Moment
    hand: bool = False
    command: Command | None = None
    answer: Answer | None = None

    @property
    def time_s(self) -> float:
        """The frame's time."""
        return self.moment.time_s


@dataclass(slots=True)
class StageContext:
    """The state of one person's way through one exercise, set after set."""

    spec: ExerciseSpec
    plan: Plan
    session: Session
    words: Words
    speaker: Speaker = field(default_factory=Speaker)
    presence: Presence = field(default_factory=Presence)
    hand: RaisedHand = field(default_factory=RaisedHand)
    sets: list[SetDone] = field(default_factory=list)
    heard: bool = False
    loud: bool = False
    tones: bool = False
    in_set: bool = False
    start_known: bool = False
    told_partial: bool = False
    said_once: set[str] = field(default_factory=set)

    @property
    def set_number(self) -> int:
        """The number of the set under way or to come, from 1."""
        return min(len(self.sets) + 1, self.plan.sets)

    @property
    def hand_is_signal(self) -> bool:
        """Whether a raised hand stops a set; only exercises that leave the arms free allow it."""
        return self.plan.hand_signal and StopSignal.RAISED_HAND in self.spec.stop_signals

    def count_anew(self, moment: Moment) -> None:
        """Count from zero and drop the movements before."""
        if moment.counted or moment.attempts:
            self.session = self.session.next_set()

    def begin_set(self, moment: Moment) -> None:
        """Count from here on; movements before do not belong to the set."""
        self.in_set = True
        self.count_anew(moment)

    def end_set(self, ended: Ended) -> None:
        """Close the set and keep its report; keep an empty one only after pain or a fall."""
        if not self.in_set:
            return
        self.in_set = False
        report = self.session.report()
        self.session = self.session.next_set()
        if report.reps or report.holds or report.attempts or ended in {Ended.PAIN, Ended.FELL}:
            self.sets.append(SetDone(len(self.sets) + 1, report, ended=ended))

    def answered(self, answer: Answer) -> None:
        """Join an answer with the earlier answers about the last set."""
        if self.sets:
            last = self.sets[-1]
            self.sets[-1] = replace(last, answer=last.answer.and_also(answer))

    def hurts(self, told: Answer | None) -> None:
        """End the set for pain and keep the answer ``told``; None means pain without a number.

        Between or after sets the answer belongs to the last set; before the first, to an empty one.
        """
        self.end_set(Ended.PAIN)
        self._keep_something(Ended.PAIN)
        if told is not None:
            self.answered(told)
        elif not self.sets[-1].answer.ends_it:
            self.answered(Answer(hurts=True))

    def fell(self) -> None:
        """End the set for a fall; outside a set it belongs to the last one, or to an empty one."""
        self.end_set(Ended.FELL)
        self._keep_something(Ended.FELL)
        self.sets[-1] = replace(self.sets[-1], ended=Ended.FELL)

    def _keep_something(self, ended: Ended) -> None:
        """Add an empty set if there is none yet to keep something with."""
        if not self.sets:
            self.session = self.session.next_set()
            self.sets.append(SetDone(1, self.session.report(), ended=ended))
            self.session = self.session.next_set()

    def say_once(self, text: str) -> str:
        """Return the text; empty if it was returned before."""
        new = text not in self.said_once
        self.said_once.add(text)
        return text if new else ""


@dataclass(slots=True)
class Reminder:
    """Says a text, and repeats it after a while."""

    speaker: Speaker
    times: int = 0
    _text: str = ""
    _said_s: float = -math.inf

    def say(self, text: str, time_s: float, *, again_s: float, change_s: float = 0.0) -> bool:
        """Say a text ``change_s`` after another or ``again_s`` after itself; return whether it did.

        Nothing is said while the speaker speaks.
        """
        due_s = again_s if text == self._text else change_s
        if not self.speaker.quiet or time_s - self._said_s < due_s:
            return False
        self._text, self._said_s = text, time_s
        self.times += 1
        self.speaker.say(text)
        return True
