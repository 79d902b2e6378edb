"""The stages of a set and between sets: counting and cueing, asking about pain, resting."""

import math

from formcheck.exercise.coach.reps import speaking_s
from formcheck.exercise.results.moment import Cue, CueKind, Moment
from formcheck.exercise.spec.posture import POSTURES
from formcheck.guide import words as sentences
from formcheck.guide.course import Now, Reminder, StageContext
from formcheck.guide.ending import Finished
from formcheck.guide.guidance import Command, Ended, Stage, Tone
from formcheck.guide.speaker import Priority
from formcheck.guide.staging import StageBase
from formcheck.timing import HeldFor

__all__ = ["Asking", "InSet", "Resting"]

CUE_GOOD_S = 1.0
"""People would take a cue said later than this for the next rep's (team choice)."""

LAST_S = 10.0
"""The guide announces the end of a rest this long before."""

ANSWER_S = 8.0
"""Time to think after the question about pain; the page goes on asking meanwhile and later (team
choice)."""

IN_POSITION_S = 2.0
"""A person who sits, lies or kneels is in position this long before the set begins, without a
countdown."""

TO_POSITION_S = 10.0
"""Time between requests to come into position: getting down to the floor takes this long."""

ENOUGH_POSITION_S = 40.0
"""After this long the set begins anyway: the camera may not see the position."""

INSTEAD = {
    CueKind.CORRECTION: Tone.CHANGE,
    CueKind.PROMPT: Tone.ATTENTION,
    CueKind.SETUP: Tone.ATTENTION,
    CueKind.FIXED: Tone.GOOD,
    CueKind.PRAISE: Tone.GOOD,
}
"""The tone that replaces a cue's words; none for a number, as its rep has sounded already."""


class InSet(StageBase):
    """The set itself: a tone for each rep, and at most one cue.

    ``begun`` is true if the person began unasked; the guide then does not announce the set.
    """

    stage = Stage.SET

    def __init__(self, course: StageContext, *, begun: bool = False) -> None:
        super().__init__(course)
        self._told = begun
        self._counted = 0
        self._there = HeldFor(IN_POSITION_S)
        self._placing = Reminder(course.speaker)
        self._moving = False
        course.in_set = course.in_set or begun

    def step(self, now: Now) -> StageBase | None:
        """Say what is due; end the set at the goal."""
        moment = now.moment
        in_position = self._told or self._is_in_position(now)
        if not self.course.in_set:
            self._begin(moment, in_position=in_position)
            return None  # this frame's count belongs to the time before the set
        self._note(moment)
        if moment.counted >= self.course.plan.goal:
            return self._done(moment)
        if moment.cue is not None:
            self._say(moment.cue)
        self._told = self._told or moment.counted > 0
        if not self._told and in_position and self.course.speaker.quiet:
            self._tell_to_go(moment)
        return None

    def _is_in_position(self, now: Now) -> bool:
        """Whether the person is where the exercise begins; if not, ask them to go there."""
        moment, spec = now.moment, self.course.spec
        if POSTURES[spec.posture].on_feet or self.since(now) >= ENOUGH_POSITION_S:
            return True
        there = bool(moment.phase) and not moment.moving
        if not there and not moment.counted:
            stuck = moment.framing.still and not moment.phase
            place = sentences.take_place(self.words, spec)
            text = (moment.framing.advice if stuck else "") or place
            self._placing.say(text, now.time_s, again_s=TO_POSITION_S, change_s=TO_POSITION_S)
        return self._there.step(there, now.time_s)

    def _begin(self, moment: Moment, *, in_position: bool) -> None:
        """Begin to count between two movements; on the floor, once the person is down there."""
        before = moment.counted or moment.attempts
        down = in_position or not POSTURES[self.course.spec.posture].on_floor
        if down and not (before and moment.moving):
            self.course.begin_set(moment)

    def _tell_to_go(self, moment: Moment) -> None:
        """Announce the set and what of it cannot be judged, unless the person is moving."""
        self._told = True
        if moment.moving:
            return
        course, plan = self.course, self.course.plan
        go = sentences.go(
            self.words, course.spec, number=course.set_number, sets=plan.sets, goal=plan.goal
        )
        unseen = course.say_once(course.session.announced(hidden=not course.told_partial))
        course.speaker.say(f"{unseen} {go}".strip())

    def _note(self, moment: Moment) -> None:
        """Sound each rep; drop the waiting text once the next movement begins."""
        speaker = self.course.speaker
        if moment.counted > self._counted:
            speaker.sound(Tone.COUNT)
        if moment.moving and not self._moving:
            speaker.clear()
        self._counted, self._moving = moment.counted, moment.moving

    def _say(self, cue: Cue) -> None:
        if cue.kind is CueKind.INTERRUPT:  # the guide says or handles it in every stage
            return
        text = self.course.say_once(cue.text) if cue.kind is CueKind.SETUP else cue.text
        matters = Priority.LOW if cue.kind is CueKind.COUNT else Priority.CUE
        if text:
            instead = INSTEAD.get(cue.kind)
            self.course.speaker.say(text, matters, instead=instead, good_for_s=CUE_GOOD_S)

    def _done(self, moment: Moment) -> StageBase:
        """End the set; say first if the last rep fixed something."""
        course, cue = self.course, moment.cue
        better = f"{cue.text} " if cue is not None and cue.kind is CueKind.FIXED else ""
        told = better + sentences.set_done(self.words, course.spec, moment.counted)
        course.end_set(Ended.GOAL)
        last = len(course.sets) >= course.plan.sets
        up = course.say_once(sentences.rise(self.words, course.spec)) if last else ""
        course.speaker.clear()
        course.speaker.say(f"{told} {up}".strip(), Priority.CUE, instead=Tone.GOOD, good_for_s=10.0)
        return Asking(course, last=last)


class Asking(StageBase):
    """Asks after each set for pain now, and whether leg pain has moved further down.

    ``last`` is whether no set follows.
    """

    stage = Stage.ASKING

    def __init__(self, course: StageContext, *, last: bool) -> None:
        super().__init__(course)
        self.last = last
        again = len(course.sets) > 1
        self._question = sentences.pain_question(
            self.words, leg_pain=course.plan.asks_leg, again=again
        )
        self._asked_s = math.nan

    def step(self, now: Now) -> StageBase | None:
        """Wait for an answer; go on without one after a while."""
        if now.answer is not None or now.command is Command.SKIP:
            return self._next()
        if math.isnan(self._asked_s):
            self._ask(now)
        elif now.time_s - self._asked_s >= ANSWER_S + speaking_s(self._question):
            return self._next()
        return None

    def _ask(self, now: Now) -> None:
        if self.course.speaker.quiet:
            self.asked, self._asked_s = self.words("guide-pain-now"), now.time_s
            self.course.speaker.say(self._question, Priority.CUE)

    def _next(self) -> StageBase:
        if self.last:
            return Finished(self.course)
        return Resting(self.course) if self.course.plan.rest_s > 0 else InSet(self.course)


class Resting(StageBase):
    """A rest between sets, by the clock of the frames."""

    stage = Stage.RESTING

    def __init__(self, course: StageContext) -> None:
        super().__init__(course)
        self.rest_left_s = course.plan.rest_s
        course.speaker.say(sentences.rest(self.words, course.plan.rest_s), good_for_s=8.0)
        self._announced = course.plan.rest_s < 2 * LAST_S

    def step(self, now: Now) -> StageBase | None:
        """Count the rest down; begin the next set when it is over."""
        self.rest_left_s = max(0.0, self.course.plan.rest_s - self.since(now))
        if self.rest_left_s <= 0 or now.command is Command.SKIP:
            self.course.speaker.clear()
            return InSet(self.course)
        if self.rest_left_s <= LAST_S and not self._announced:
            self._announced = True
            self.course.speaker.say(self.words("guide-rest-nearly-over"))
        return None
