"""What halts an exercise: stopped by the person, or nobody there; and how it goes on."""

import math

from formcheck.guide import words
from formcheck.guide.course import Course, Now, Reminder
from formcheck.guide.ending import Finished
from formcheck.guide.guidance import Command, Ended, Stage, Tone
from formcheck.guide.set_stages import Asking
from formcheck.guide.signals import THERE_S
from formcheck.guide.speaker import Matters
from formcheck.guide.staging import Staging

__all__ = ["LEFT_BEFORE_S", "Paused", "Stopped", "broken_off"]

BACK_S = 1.5
"""Back for so long, somebody has come to stay (team choice)."""

UNHELPED_S = 3.0
"""Back and standing for so long with something in the way, somebody does not see to it themselves:
turning side-on takes two seconds (team choice)."""

ELSEWHERE_S = 5.0
"""Ready for so long at another place, somebody wants to go on there (team choice)."""

LEFT_FOR_GOOD_S = 90.0
"""After this the exercise is over: whoever answers the door comes back sooner (team choice)."""

LEFT_BEFORE_S = 300.0
"""Before a set, time to put up the laptop and to clear the floor is given (team choice)."""

WALKED_OFF_S = 8.0
"""Leaving after having stopped is an answer: finish (team choice)."""

ASK_AGAIN_S = 20.0
"""The question after a stop is repeated no sooner, nor is advice to who is back (team choice)."""

MOST_ASKED = 3
"""Asked so often without an answer, somebody wants to be left in peace (team choice)."""


def broken_off(course: Course, staging: Staging) -> Staging:
    """Return what follows when somebody has had enough: what was not asked yet is asked."""
    before = len(course.sets)
    course.speaker.hush()
    counted = course.session.counted
    course.end_set(Ended.FINISHED)
    if len(course.sets) > before:
        if counted:
            course.speaker.say(words.set_done(course.spec, counted), Matters.CUE, good_for_s=10.0)
        return Asking(course, last=True)
    if isinstance(staging, Asking):
        staging.last = True
        return staging
    return Finished(course)


class Paused(Staging):
    """Nobody is there: it waits, and goes on when they are back."""

    stage = Stage.PAUSED
    title = "Paused"

    def __init__(self, course: Course, resume: Staging) -> None:
        super().__init__(course)
        self.resume = resume
        self._advice = Reminder(course.speaker)
        self._elsewhere_s = self._waiting_s = math.nan
        course.speaker.hush()
        course.speaker.say(words.AWAY, Matters.SAFETY, tone=Tone.ATTENTION)

    def step(self, now: Now) -> Staging | None:
        """Go on once somebody is back in place, end once nobody has come for long."""
        course = self.course
        self.since(now)
        if course.presence.gone_s >= LEFT_FOR_GOOD_S:
            return Finished(course, Ended.LEFT)
        called = now.command is Command.CONTINUE and now.moment.pose.found
        if called or (self._is_back(now) and course.speaker.quiet):
            course.speaker.say(words.BACK_AGAIN, tone=Tone.GOOD)
            self.resume.put_off(self.since(now))
            return self.resume
        self._advise(now)
        return None

    def _is_back(self, now: Now) -> bool:
        """Whether somebody is back where they were, or has taken another place for good."""
        presence = self.course.presence
        if presence.there_s < BACK_S or not now.moment.framing.ready:
            self._elsewhere_s = math.nan
            return False
        if presence.is_home(now.moment):
            return True
        if math.isnan(self._elsewhere_s):
            self._elsewhere_s = now.time_s
        return now.time_s - self._elsewhere_s >= ELSEWHERE_S

    def _advise(self, now: Now) -> None:
        """Tell who is back, and stands, what is in the way of going on."""
        framing = now.moment.framing
        self.asked = framing.advice if now.moment.pose.found else ""
        if not (self.asked and framing.still and self.course.presence.there_s >= BACK_S):
            self._waiting_s = math.nan
        elif math.isnan(self._waiting_s):
            self._waiting_s = now.time_s
        elif now.time_s - self._waiting_s >= UNHELPED_S:
            self._advice.say(self.asked, now.time_s, again_s=ASK_AGAIN_S, change_s=UNHELPED_S)


class Stopped(Staging):
    """The person has stopped it, or fell: asks whether to continue, to finish, or for pain."""

    stage = Stage.STOPPED
    title = "Stopped"
    asked = "Continue, finish, or pain?"

    def __init__(self, course: Course, resume: Staging, *, fell: bool = False) -> None:
        super().__init__(course)
        self.resume = resume
        self._fell = fell
        self._counted = course.session.counted
        self._seen = False
        self._reminder = Reminder(course.speaker)
        course.speaker.hush()
        course.speaker.say(
            words.FALLEN if fell else words.STOPPED, Matters.SAFETY, tone=Tone.ATTENTION
        )

    def step(self, now: Now) -> Staging | None:
        """Go on, finish or end as the person says; walking off is to finish."""
        course = self.course
        self.since(now)
        if now.command is Command.FINISH:
            return broken_off(course, self.resume)
        if now.command in {Command.CONTINUE, Command.STOP} or now.hand:
            course.hand.spent = now.hand
            course.speaker.hush()
            course.speaker.say(words.CONTINUED, tone=Tone.GOOD)
            self.resume.put_off(self.since(now))
            return self.resume
        if now.moment.counted > self._counted and not self._fell:
            return self.resume.step(now) or self.resume  # they have simply gone on
        if self._has_left():
            return Finished(course, Ended.LEFT)
        if self._reminder.times < MOST_ASKED:
            self._reminder.say(words.GOES_ON_BY_HAND, now.time_s, again_s=ASK_AGAIN_S)
        return None

    def _has_left(self) -> bool:
        """Whether they walked off after stopping; who stops it at the laptop was out of sight."""
        presence = self.course.presence
        self._seen = self._seen or presence.there_s >= THERE_S
        return presence.gone_s >= (WALKED_OFF_S if self._seen else LEFT_FOR_GOOD_S)
