"""What halts an exercise: stopped by the person, or nobody there; and how it goes on."""

import math

from formcheck.guide import words
from formcheck.guide.course import Course, Now, Reminder
from formcheck.guide.ending import Finished
from formcheck.guide.guidance import Command, Ended, Stage, Tone
from formcheck.guide.set_stages import Asking
from formcheck.guide.speaker import Matters
from formcheck.guide.staging import Staging

__all__ = ["GONE_S", "Paused", "Stopped"]

GONE_S = 3.0
"""Out of sight for so long, somebody has left; a blink of the model is shorter (team choice)."""

BACK_S = 1.5
"""Back for so long, somebody has come to stay (team choice)."""

LEFT_FOR_GOOD_S = 90.0
"""After this the exercise is over: whoever answers the door comes back sooner (team choice)."""

WALKED_OFF_S = 8.0
"""Leaving after having stopped is an answer: finish (team choice)."""

ASK_AGAIN_S = 20.0
"""The question after a stop is repeated no sooner (team choice)."""


class Paused(Staging):
    """Nobody is there: it waits, and goes on when they are back."""

    stage = Stage.PAUSED
    title = "Paused"

    def __init__(self, course: Course, resume: Staging) -> None:
        super().__init__(course)
        self._resume = resume
        course.speaker.hush()
        course.speaker.say(words.AWAY, Matters.SAFETY, tone=Tone.ATTENTION)

    def step(self, now: Now) -> Staging | None:
        """Go on once somebody is back in place, end once nobody has come for long."""
        course = self.course
        if course.presence.gone_s >= LEFT_FOR_GOOD_S:
            return Finished(course, Ended.LEFT)
        there = course.presence.there_s >= BACK_S and course.presence.is_home(now.moment)
        back = there and now.moment.framing.ready
        if (back and course.speaker.quiet) or now.command is Command.CONTINUE:
            course.speaker.say(words.BACK_AGAIN, tone=Tone.GOOD)
            return self._resume
        self.asked = now.moment.framing.advice if now.moment.pose.found else ""
        return None


class Stopped(Staging):
    """The person has stopped it, or fell: asks whether to continue, to finish, or for pain."""

    stage = Stage.STOPPED
    title = "Stopped"
    asked = "Continue, finish, or pain?"

    def __init__(self, course: Course, resume: Staging, *, fell: bool = False) -> None:
        super().__init__(course)
        self._resume = resume
        self._fell = fell
        self._reminder = Reminder(course.speaker)
        self._quiet_since_s = math.nan
        course.speaker.hush()
        course.speaker.say(
            words.FALLEN if fell else words.STOPPED, Matters.SAFETY, tone=Tone.ATTENTION
        )

    def step(self, now: Now) -> Staging | None:
        """Go on, finish or end as the person says; walking off is to finish."""
        course = self.course
        if now.command in {Command.CONTINUE, Command.STOP} or (now.hand and course.hand_is_signal):
            course.speaker.hush()
            course.speaker.say(words.CONTINUED, tone=Tone.GOOD)
            return self._resume
        if now.command is Command.FINISH:
            course.end_set(Ended.FINISHED)
            return Asking(course, ended=Ended.FINISHED) if course.sets else Finished(course)
        if course.presence.gone_s >= WALKED_OFF_S:
            return Finished(course, Ended.LEFT)
        self._remind(now)
        return None

    def _remind(self, now: Now) -> None:
        text = words.HAND_GOES_ON if self.course.hand_is_signal else words.STOPPED
        self._reminder.say(text, now.time_s, again_s=ASK_AGAIN_S)
