"""A set and what comes between sets: counted and cued, asked about pain, rested."""

import math

from formcheck.exercise.coach import speaking_s
from formcheck.exercise.moment import Cue, CueKind, Moment
from formcheck.exercise.spec import Posture
from formcheck.guide import words
from formcheck.guide.course import Course, Now
from formcheck.guide.ending import Finished
from formcheck.guide.guidance import Answer, Command, Ended, Stage, Tone
from formcheck.guide.speaker import Matters
from formcheck.guide.staging import Staging

__all__ = ["Asking", "InSet", "Resting"]

CUE_GOOD_S = 1.0
"""Said later after its rep, a cue would be taken for the next one (team choice)."""

LAST_S = 10.0
"""The end of a rest is announced this long before."""

ANSWER_S = 8.0
"""Time to raise a hand after the question about pain: to think of it, too (team choice)."""

IN_POSITION_S = 2.0
"""Who lies or kneels is in position for so long before it begins; nobody counts down to them."""

INSTEAD = {
    CueKind.CORRECTION: Tone.CHANGE,
    CueKind.INTERRUPT: Tone.ATTENTION,
    CueKind.PROMPT: Tone.ATTENTION,
    CueKind.SETUP: Tone.ATTENTION,
    CueKind.FIXED: Tone.GOOD,
    CueKind.PRAISE: Tone.GOOD,
}
"""What is heard of a cue where words are not; of a number nothing, its rep has sounded."""


class InSet(Staging):
    """The set itself: a tone for each rep, and at most one cue.

    ``begun`` tells that the person has begun unasked, so that nothing is said of it.
    """

    stage = Stage.SET

    def __init__(self, course: Course, *, begun: bool = False) -> None:
        super().__init__(course)
        self.title = f"Set {course.set_number} of {course.plan.sets}"
        self._told = begun
        self._counted = 0
        self._there_s = math.nan
        self._moving = False
        course.in_set = course.in_set or begun

    def step(self, now: Now) -> Staging | None:
        """Say what is due; the goal ends the set."""
        if not self.course.in_set:
            self._begin(now)
            return None  # what this frame counted belongs to what was before the set
        moment = now.moment
        self._note(moment)
        if moment.counted >= self.course.plan.goal:
            return self._done(moment)
        if moment.cue is not None:
            self._say(moment.cue)
        self._tell_to_go(moment)
        return None

    def _begin(self, now: Now) -> None:
        """Begin to count: at once, or once the person is in position where that takes a while."""
        if self.course.spec.posture is not Posture.STANDING:
            if not now.moment.pose.found or not now.moment.framing.ready:
                self._there_s = math.nan
            elif math.isnan(self._there_s):
                self._there_s = now.time_s
            if not now.time_s - self._there_s >= IN_POSITION_S:
                return
        self.course.begin_set(now.moment)

    def _tell_to_go(self, moment: Moment) -> None:
        """Say what the set is, once, unless the person has begun."""
        course = self.course
        if self._told or not course.speaker.quiet:
            return
        self._told = True
        if not moment.moving and not moment.counted:
            number, plan = course.set_number, course.plan
            text = words.go(course.spec, number=number, sets=plan.sets, goal=plan.goal)
            course.speaker.say(text)

    def _note(self, moment: Moment) -> None:
        """Sound each rep, and drop what is not yet said once the next one begins."""
        speaker = self.course.speaker
        if moment.counted > self._counted:
            speaker.sound(Tone.COUNT)
        if moment.moving and not self._moving:
            speaker.hush()
        self._counted, self._moving = moment.counted, moment.moving

    def _say(self, cue: Cue) -> None:
        speaker = self.course.speaker
        if cue.kind is CueKind.SETUP:
            if cue.text in self.course.said_once:
                return
            self.course.said_once.add(cue.text)
        urgent = cue.kind is CueKind.INTERRUPT
        matters = Matters.SAFETY if urgent else Matters.CUE
        if cue.kind is CueKind.COUNT:
            matters = Matters.PASTIME
        speaker.say(cue.text, matters, instead=INSTEAD.get(cue.kind), good_for_s=CUE_GOOD_S)

    def _done(self, moment: Moment) -> Staging:
        """End the set; that something got better with the last rep is worth saying first."""
        course, cue = self.course, moment.cue
        better = f"{cue.text} " if cue is not None and cue.kind is CueKind.FIXED else ""
        told = better + words.set_done(course.spec, moment.counted)
        course.speaker.hush()
        course.speaker.say(told, Matters.CUE, instead=Tone.GOOD, good_for_s=10.0)
        course.end_set(Ended.GOAL)
        return Asking(course)


class Asking(Staging):
    """After each set: asks for pain now, and whether leg pain has moved further down."""

    stage = Stage.ASKING
    title = "How is it now?"

    def __init__(self, course: Course, *, ended: Ended = Ended.GOAL) -> None:
        super().__init__(course)
        self._last = ended is not Ended.GOAL or len(course.sets) >= course.plan.sets
        self._question = words.pain_question(
            leg_pain=course.plan.leg_pain, hand=course.hand_is_signal
        )
        self._asked_s = math.nan

    def step(self, now: Now) -> Staging | None:
        """Wait for an answer, which may be a raised hand; none is none."""
        course = self.course
        if now.hand and course.hand_is_signal and math.isfinite(self._asked_s):
            course.answered(Answer(signalled=True))
            return Finished(course, Ended.PAIN)
        if now.answer is not None or now.command is Command.SKIP:
            return self._next()
        if math.isnan(self._asked_s):
            self._ask(now)
        elif now.time_s - self._asked_s >= ANSWER_S + speaking_s(self._question):
            return self._next()
        return None

    def _ask(self, now: Now) -> None:
        if self.course.speaker.quiet:
            self.asked, self._asked_s = words.PAIN_NOW, now.time_s
            self.course.speaker.say(self._question, Matters.CUE)

    def _next(self) -> Staging:
        return Finished(self.course) if self._last else Resting(self.course)


class Resting(Staging):
    """A rest between sets, by the clock of the frames."""

    stage = Stage.RESTING
    title = "Rest"

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self.rest_left_s = course.plan.rest_s
        course.speaker.say(words.rest(course.plan.rest_s), good_for_s=8.0)
        self._announced = course.plan.rest_s < 2 * LAST_S

    def step(self, now: Now) -> Staging | None:
        """Count the rest down; the next set begins when it is over."""
        self.rest_left_s = max(0.0, self.course.plan.rest_s - self.since(now))
        if self.rest_left_s <= 0 or now.command is Command.SKIP:
            self.course.speaker.hush()
            return InSet(self.course)
        if self.rest_left_s <= LAST_S and not self._announced:
            self._announced = True
            self.course.speaker.say(words.REST_NEARLY_OVER)
        return None
