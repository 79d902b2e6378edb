"""The stages that halt an exercise (the person stops it, falls or is away), and how it goes on."""

from collections.abc import Callable

from formcheck.exercise.results.moment import Moment
from formcheck.guide import words as sentences
from formcheck.guide.course import Now, Reminder, StageContext
from formcheck.guide.ending import Finished
from formcheck.guide.guidance import Command, Ended, Stage, Tone
from formcheck.guide.set_stages import Asking
from formcheck.guide.signals import THERE_S
from formcheck.guide.speaker import Priority
from formcheck.guide.staging import StageBase
from formcheck.timing import HeldFor

__all__ = ["LEFT_BEFORE_S", "Fallen", "Paused", "Stopped", "broken_off"]

BACK_S = 1.5
"""A person back for this long has come to stay (team choice)."""

UNHELPED_S = 3.0
"""A person back and standing this long with something in the way does not see to it themselves:
turning side-on takes two seconds (team choice)."""

ELSEWHERE_S = 5.0
"""A person ready for this long at another place wants to go on there (team choice)."""

LEFT_FOR_GOOD_S = 90.0
"""After this long away the exercise is over: answering the door takes less (team choice)."""

LEFT_BEFORE_S = 300.0
"""Before a set the person gets time to put up the laptop and clear the floor (team choice)."""

WALKED_OFF_S = 8.0
"""Walking off for this long after stopping means: finish (team choice)."""

ADVISE_AGAIN_S = 20.0
"""The guide waits this long before it repeats advice to a person who is back (team choice)."""

HOLDS_AGAIN_S = 3.0
"""A hold goes on once the person has held it again for this long: nobody passes through its
position by chance, and the guide still says the rest of the time (team choice)."""


def broken_off(course: StageContext, staging: StageBase) -> StageBase:
    """Return the stage that follows when the person breaks off: asking, unless already asked."""
    before = len(course.sets)
    course.speaker.clear()
    counted = course.session.counted
    course.end_set(Ended.FINISHED)
    if len(course.sets) > before:
        if counted:
            done = sentences.set_done(course.words, course.spec, counted)
            course.speaker.say(done, Priority.CUE, good_for_s=10.0)
        return Asking(course, last=True)
    if isinstance(staging, Asking):
        staging.last = True
        return staging
    return Finished(course)


class Paused(StageBase):
    """Nobody is there: the guide waits, and goes on when the person is back."""

    stage = Stage.PAUSED

    def __init__(self, course: StageContext, resume: StageBase) -> None:
        super().__init__(course)
        self.resume = resume
        self._advice = Reminder(course.speaker)
        self._elsewhere = HeldFor(ELSEWHERE_S)
        self._waiting = HeldFor(UNHELPED_S)
        course.speaker.clear()
        course.speaker.say(self.words("guide-away"), Priority.SAFETY, tone=Tone.ATTENTION)

    def step(self, now: Now) -> StageBase | None:
        """Go on once the person is back in place; end once nobody has come for long."""
        course = self.course
        self.since(now)
        if course.presence.gone_s >= LEFT_FOR_GOOD_S:
            return Finished(course, Ended.LEFT)
        called = now.command is Command.CONTINUE and now.moment.pose.found
        if called or (self._is_back(now) and course.speaker.quiet):
            course.speaker.say(self.words("guide-back-again"), tone=Tone.GOOD)
            self.resume.put_off(self.since(now))
            return self.resume
        self._advise(now)
        return None

    def _is_back(self, now: Now) -> bool:
        """Whether the person is back where they were, or ready at another place for long enough."""
        presence = self.course.presence
        if presence.there_s < BACK_S or not now.moment.framing.ready:
            self._elsewhere.reset()
            return False
        return presence.is_home(now.moment) or self._elsewhere.step(True, now.time_s)

    def _advise(self, now: Now) -> None:
        """Tell a person who is back and stands what keeps the exercise from going on."""
        framing = now.moment.framing
        self.asked = framing.advice if now.moment.pose.found else ""
        back = self.course.presence.there_s >= BACK_S
        if self._waiting.step(bool(self.asked) and framing.still and back, now.time_s):
            self._advice.say(self.asked, now.time_s, again_s=ADVISE_AGAIN_S, change_s=UNHELPED_S)


class Stopped(StageBase):
    """The person has stopped the exercise; their next whole rep, a key or a button goes on with it.

    Standing there changes nothing, nor does a raised hand, which may be the one that stopped it.
    """

    stage = Stage.STOPPED

    def __init__(self, course: StageContext, resume: StageBase) -> None:
        super().__init__(course)
        self.resume = resume
        self.asked = self.words("guide-start-again")
        self._counted = course.session.counted
        self._rested = False
        self._seen = False
        course.speaker.clear()
        course.speaker.say(self.words("guide-stopped"), Priority.SAFETY, tone=Tone.ATTENTION)

    def step(self, now: Now) -> StageBase | None:
        """Go on, finish or end as the person says or does; walking off finishes."""
        course = self.course
        self.since(now)
        if now.command is Command.FINISH:
            return broken_off(course, self.resume)
        if now.command in {Command.CONTINUE, Command.STOP}:
            course.speaker.clear()
            course.speaker.say(self.words("guide-continued"), tone=Tone.GOOD)
            self.resume.put_off(self.since(now))
            return self.resume
        if self._has_begun(now.moment):
            self.resume.put_off(self.since(now))
            return self.resume.step(now) or self.resume
        if self._has_left():
            return Finished(course, Ended.LEFT)
        return None

    def _has_begun(self, moment: Moment) -> bool:
        """Whether the person has done a whole rep, or held again, since stopping.

        Coming back from a rep that was under way does not count.
        """
        if not self._rested:
            self._rested, self._counted = not moment.moving, moment.counted
            return False
        hold = moment.hold
        holds = hold is not None and hold.running and hold.held_s >= HOLDS_AGAIN_S
        return holds or moment.counted > self._counted

    def _has_left(self) -> bool:
        """Whether the person walked off after stopping; at the laptop they may be out of sight."""
        presence = self.course.presence
        self._seen = self._seen or presence.there_s >= THERE_S
        return presence.gone_s >= (WALKED_OFF_S if self._seen else LEFT_FOR_GOOD_S)


class Fallen(StageBase):
    """The person fell: the set is over, the guide asks nothing, and nothing goes on by itself.

    Parameters
    ----------
    course
        The state that the stages share.
    again
        Returns the stage that follows once a key or a button asks to begin again.
    """

    stage = Stage.FALLEN

    def __init__(self, course: StageContext, again: Callable[[], StageBase]) -> None:
        super().__init__(course)
        self.asked = self.words("guide-fallen")
        self._again = again
        course.fell()
        course.speaker.clear()
        course.speaker.say(self.words("guide-fallen"), Priority.SAFETY)

    def step(self, now: Now) -> StageBase | None:
        """Begin again or end as asked; end if nobody has been seen for long."""
        if now.command is Command.CONTINUE:
            self.course.speaker.say(self.words("guide-continued"))
            return self._again()
        over = now.command is Command.FINISH or self.course.presence.gone_s >= LEFT_FOR_GOOD_S
        return Finished(self.course, Ended.FELL) if over else None
