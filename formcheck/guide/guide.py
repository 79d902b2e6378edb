"""One exercise, hands-free: poses in, guidance out, from Start to the summary.

The engine's :class:`~formcheck.exercise.session.Session` judges; the guide decides when a set
begins and ends, and what to say.
"""

from collections import deque
from collections.abc import Mapping
from functools import partial

from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import InterruptionKind, Report
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.before_set import Positioning, VoiceCheck
from formcheck.guide.course import Now, StageContext
from formcheck.guide.ending import Finished
from formcheck.guide.guidance import Answer, Command, Ended, Guidance, Plan, SetDone, Stage
from formcheck.guide.halts import LEFT_BEFORE_S, Fallen, Paused, Stopped, broken_off
from formcheck.guide.signals import GONE_S
from formcheck.guide.speaker import Priority
from formcheck.guide.staging import StageBase
from formcheck.landmarks.pose import Pose
from formcheck.words.catalogue import Words

__all__ = ["Guide"]

HALTING = frozenset({Stage.PRACTICE, Stage.SET})
"""Leaving the place halts the exercise in these stages."""

STOPPED_BY_HAND = HALTING | {Stage.PAUSED, Stage.ASKING, Stage.RESTING}
"""A raised hand stops the exercise in these stages; before them nothing runs yet."""

WALKING_IN = frozenset({Stage.HEARING, Stage.FRAMING})
"""A fall does not count in these stages: people come and go, and bend down to the laptop."""


class Guide:
    """Guides one person through one exercise.

    Parameters
    ----------
    spec
        The exercise, with its variant already applied.
    plan
        How much of it to do, and which steps to skip.
    words
        The language it speaks.
    helpless
        How often each check was cued in vain on other days, by its id.

    Notes
    -----
    Poses must come in the order of their times. ``step`` belongs to one thread; commands and
    answers may come from another and take effect at the next pose.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        plan: Plan,
        words: Words,
        *,
        helpless: Mapping[str, int] | None = None,
    ) -> None:
        session = Session(spec, helpless=helpless, words=words)
        self._course = StageContext(spec, plan, session, words, heard=plan.heard)
        self._staging: StageBase = VoiceCheck(self._course)
        self._commands: deque[Command] = deque()
        self._answers: deque[Answer] = deque()

    def command(self, command: Command) -> None:
        """Take a command given with a key, a clicker or a button."""
        self._commands.append(command)

    def answer(self, answer: Answer) -> None:
        """Take the answer to the question after a set."""
        self._answers.append(answer)

    @property
    def spec(self) -> ExerciseSpec:
        """The exercise, with its variant applied."""
        return self._course.spec

    @property
    def words(self) -> Words:
        """The language the guide speaks."""
        return self._course.words

    @property
    def heard(self) -> bool:
        """Whether the person has shown that they hear the voice."""
        return self._course.heard

    @property
    def sets(self) -> tuple[SetDone, ...]:
        """The sets that are over."""
        return tuple(self._course.sets)

    @property
    def running(self) -> Report | None:
        """The report so far of the set under way, to save during the set; None outside a set."""
        return self._course.session.so_far if self._course.in_set else None

    @property
    def helpless(self) -> Mapping[str, int]:
        """How often each check was cued in vain so far, by its id."""
        return self._course.session.helpless

    def step(self, pose: Pose) -> Guidance:
        """Take the next pose; return what to show and say at it."""
        course = self._course
        moment = course.session.step(pose)
        course.presence.step(moment)
        now = Now(
            moment,
            hand=course.hand.step(moment),
            command=self._commands.popleft() if self._commands else None,
            answer=self._answers.popleft() if self._answers else None,
        )
        if now.answer is not None and not now.answer.ends_it:
            course.answered(now.answer)
        self._staging = (
            self._fallen(now) or self._commanded(now) or self._halted(now) or self._next(now)
        )
        return self._guidance(moment)

    @property
    def _last_count(self) -> int:
        """The count of the set that is just over; 0 in stages before another set."""
        if self._staging.stage not in {Stage.ASKING, Stage.DONE} or not self._course.sets:
            return 0
        report = self._course.sets[-1].report
        return len(report.reps) + len(report.holds)

    def _next(self, now: Now) -> StageBase:
        return self._staging.step(now) or self._staging

    def _fallen(self, now: Now) -> StageBase | None:
        """Return the stage that a fall leads to, whatever else comes at this frame; else None."""
        interruption = now.moment.interruption
        fell = interruption is not None and interruption.kind is InterruptionKind.FALL
        if fell and self._staging.stage not in WALKING_IN | {Stage.FALLEN}:
            return Fallen(self._course, partial(Positioning, self._course))
        return None

    def _commanded(self, now: Now) -> StageBase | None:
        """Return the stage that a command or an answer leads to in any stage; None for none."""
        course, stage = self._course, self._staging.stage
        if stage is Stage.DONE:
            return None
        told = now.answer if now.answer is not None and now.answer.ends_it else None
        if now.command is Command.PAIN or told is not None:
            return Finished(course, Ended.PAIN, told=told)
        if stage in {Stage.STOPPED, Stage.FALLEN}:
            return None
        if now.command is Command.STOP:
            return Stopped(course, self._staging)
        if now.command is Command.FINISH:
            return broken_off(course, self._staging)
        return None

    def _halted(self, now: Now) -> StageBase | None:
        """Return the halt that an interruption or an absence leads to; None for none."""
        course, stage = self._course, self._staging.stage
        interruption = now.moment.interruption
        kind = interruption.kind if interruption is not None else None
        if stage in {Stage.STOPPED, Stage.FALLEN, Stage.DONE}:
            return None
        if interruption is not None and kind is InterruptionKind.SOMEONE_ELSE:
            course.speaker.say(course.words.of("interruption", kind), self._matters)
        may_stop = course.hand_is_signal and not course.hand.spent
        if kind is InterruptionKind.STOP_SIGNAL and stage in STOPPED_BY_HAND and may_stop:
            return Stopped(course, self._staging)
        if stage not in HALTING:
            left = course.presence.gone_s >= LEFT_BEFORE_S
            return Finished(course, Ended.LEFT) if left else None
        gone = course.presence.gone_s >= GONE_S
        if gone or kind in {InterruptionKind.LEFT_PLACE, InterruptionKind.LOST}:
            return Paused(course, self._staging)
        return None

    @property
    def _matters(self) -> Priority:
        """How much another person in view matters: outside a set the current text may finish."""
        return Priority.SAFETY if self._staging.stage in HALTING else Priority.CUE

    def _guidance(self, moment: Moment) -> Guidance:
        course, staging = self._course, self._staging
        spoken = course.speaker.step(moment.time_s)
        return Guidance(
            time_s=moment.time_s,
            stage=staging.stage,
            moment=moment,
            title=staging.title,
            asked=staging.asked,
            step=staging.calibration_step,
            caption=course.speaker.caption,
            count=course.session.counted if course.in_set else self._last_count,
            goal=course.plan.goal,
            set_number=course.set_number,
            sets=course.plan.sets,
            hold=moment.hold,
            rest_left_s=staging.rest_left_s,
            loud=course.loud,
            tones=course.tones,
            spoken=spoken,
        )
