"""The stages from Start to the first rep: heard, in the picture, calibrated, one practice rep.

A person who simply begins, once their start is known, has begun; the guide asks nothing more. Two
reps are a beginning; one may be a bow to tip the laptop's screen, as the laptop has just asked.
"""

import math
from abc import abstractmethod

from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.results.report import AttemptReport
from formcheck.exercise.spec.models import Reps
from formcheck.guide import words as sentences
from formcheck.guide.course import Now, Reminder, StageContext
from formcheck.guide.guidance import CalibrationStep, Command, Stage, Tone
from formcheck.guide.set_stages import InSet
from formcheck.guide.signals import GONE_S, THERE_S
from formcheck.guide.staging import StageBase
from formcheck.timing import HeldFor

__all__ = ["Positioning", "VoiceCheck"]

ANSWER_S = 5.0
"""Time to raise a hand when asked: to understand, and to lift it slowly (team choice)."""

MAX_ASKED = 2
"""The guide asks once, and once more louder."""

NOBODY_AGAIN_S = 12.0
"""Walking into place takes ten seconds; the guide hurries nobody (team choice)."""

ADVICE_S = 4.0
"""Time between two pieces of advice: to hear it, to step, and for the framing's second of memory to
pass."""

ADVICE_AGAIN_S = 8.0
"""The guide waits this long before it repeats the same advice (team choice)."""

UNSUITED_S = 60.0
"""After this much advice the place may be one that cannot be made right (team choice)."""

REMIND_S = 9.0
"""Standing still takes two seconds and the way to it as many; by now the person has not understood.
"""

ENOUGH_START_S = 27.0
"""After three reminders the guide goes on without this step (team choice)."""

BEGUN = 2
"""This many reps unasked are no chance: people bend down to the laptop or a shoe only once."""

UP_S = 2.0
"""A person asked to stand still who is mid-rep for this long got up from the chair for it (team
choice)."""

ARMS_DOWN_S = 1.5
"""Time to let the arms down again (team choice)."""

MAX_TRIES = 2
"""The guide asks the person to go further this often at most: they may have reason not to (team
choice)."""

WAITS_S = 15.0
"""A person who does nothing for this long may not know that it is their turn (team choice)."""

ENOUGH_PRACTICE_S = 60.0
"""After this long the guide goes on to the set: the camera may not see the rep (team choice)."""

TELLS_S = 8.0
"""The guide may explain the practice this much later: the words on the calibration come first."""


class _Before(StageBase):
    """A stage before the set; a person who begins to exercise leaves it."""

    def step(self, now: Now) -> StageBase | None:
        moment, course = now.moment, self.course
        if moment.calibrated and not course.start_known:
            course.start_known = True
            course.count_anew(moment)
        elif moment.calibrated and moment.counted >= min(BEGUN, course.plan.goal):
            begun = InSet(course, begun=True)
            return begun.step(now) or begun
        return self._prepare(now)

    @abstractmethod
    def _prepare(self, now: Now) -> StageBase | None:
        """Take a frame in which the person has not begun; return the stage that follows."""


class VoiceCheck(_Before):
    """Asks whether the person hears the voice: louder the second time, then goes on with tones."""

    stage = Stage.HEARING

    def __init__(self, course: StageContext) -> None:
        super().__init__(course)
        self.asked = self.words("guide-raise-hand")
        self._calling = Reminder(course.speaker)
        self._asked = 0
        self._quiet = HeldFor(ANSWER_S)

    def _prepare(self, now: Now) -> StageBase | None:
        course = self.course
        if course.heard or now.command is Command.SKIP:
            return Positioning(course)
        if course.presence.there_s < THERE_S:
            self._call(now)
            return None
        if now.hand and self._asked:
            course.heard = course.hand.spent = True
            course.speaker.clear()
            course.speaker.say(self.words("guide-heard"), tone=Tone.GOOD)
            return Positioning(course)
        return self._ask(now)

    def _call(self, now: Now) -> None:
        if self.since(now) >= THERE_S:
            self._calling.say(self.words("guide-nobody"), now.time_s, again_s=NOBODY_AGAIN_S)

    def _ask(self, now: Now) -> StageBase | None:
        """Ask; ask again, louder, after time to answer; then go on with tones."""
        speaker = self.course.speaker
        had_time = self._quiet.step(speaker.quiet, now.time_s)
        if not speaker.quiet or (self._asked and not had_time):
            return None
        self._quiet.reset()
        self._asked += 1
        if self._asked > MAX_ASKED:
            self.course.tones = True
            speaker.say(self.words("guide-not-heard"), tone=Tone.ATTENTION)
            return Positioning(self.course)
        self.course.loud = self._asked > 1
        speaker.say(self.words("guide-louder" if self.course.loud else "guide-can-you-hear"))
        return None


class Positioning(_Before):
    """Talks the person into the picture, for the whole of the movement."""

    stage = Stage.FRAMING

    def __init__(self, course: StageContext) -> None:
        super().__init__(course)
        course.session.advise_anew()
        self._advice = Reminder(course.speaker)
        self._told_unsuited = False
        self._told_partial = False

    def _prepare(self, now: Now) -> StageBase | None:
        framing = now.moment.framing
        self.asked = "" if framing.ready else framing.advice
        if now.command is Command.SKIP:
            return Calibrating(self.course)
        if framing.ready:
            return self._settle(framing.partial)
        if self.since(now) >= UNSUITED_S and not self._told_unsuited and now.moment.pose.found:
            self._told_unsuited = self.course.speaker.quiet
            if self._told_unsuited:
                self.course.speaker.say(self.words("guide-unsuited"))
        elif framing.advice and framing.still:
            self._advice.say(framing.advice, now.time_s, again_s=ADVICE_AGAIN_S, change_s=ADVICE_S)
        return None

    def _settle(self, partial: str) -> StageBase | None:
        """Say what can be judged, unless it is everything, and go on once it is said."""
        if not self.course.speaker.quiet:
            return None
        if partial and not self._told_partial:
            self._told_partial = self.course.told_partial = True
            self.course.speaker.say(partial)
            return None
        return Calibrating(self.course)


class Calibrating(_Before):
    """Asks for the two steps of the calibration, unless they were already seen."""

    stage = Stage.CALIBRATING

    def __init__(self, course: StageContext) -> None:
        super().__init__(course)
        self._reminder = Reminder(course.speaker)
        self._asked_to_stand = False
        self._arms_since_s = math.nan
        self._down_since_s = math.nan
        self._moving = HeldFor(UP_S)
        self._without = False

    def _prepare(self, now: Now) -> StageBase | None:
        if self.course.presence.gone_s >= GONE_S:
            return Positioning(self.course)
        if not (now.moment.calibrated or self._without):
            self._without = self.since(now) >= ENOUGH_START_S or now.command is Command.SKIP
            if not self._without:
                self._stand(now)
                return None
            self.course.speaker.say(self.words("guide-without-start"))
            return _first(self.course, now)
        if now.moment.wants_arms and self.course.plan.arms_forward:
            return self._lift_arms(now)
        if math.isfinite(self._arms_since_s):
            return self._lower_arms(now)
        return _first(self.course, now)

    def _stand(self, now: Now) -> None:
        spec = self.course.spec
        self.asked, self.calibration_step = sentences.stand(self.words, spec), CalibrationStep.STAND
        text = sentences.stand_still(self.words, spec) if self._asked_to_stand else self.asked
        self._forget_movement(now)
        if self._reminder.say(text, now.time_s, again_s=REMIND_S, change_s=REMIND_S):
            self._asked_to_stand = True

    def _forget_movement(self, now: Now) -> None:
        """Restart the session if the person is mid-rep while asked to stand still."""
        if self._moving.step(now.moment.moving, now.time_s):
            self._moving.reset()
            self.course.session = self.course.session.next_set()

    def _lift_arms(self, now: Now) -> StageBase | None:
        self.title = self.words("guide-back-title")
        self.asked = self.words("guide-arms-forward")
        self.calibration_step = CalibrationStep.ARMS_FORWARD
        if not math.isfinite(self._arms_since_s):
            if self.course.speaker.quiet:
                self._arms_since_s = now.time_s
                self.course.speaker.say(self.words("guide-arms-forward"))
            return None
        waited = now.time_s - self._arms_since_s
        if now.command is Command.SKIP or waited > ENOUGH_START_S:
            self.course.speaker.say(self.words("guide-without-arms"))
            return _first(self.course, now)
        if waited > REMIND_S and not (now.moment.moving or now.moment.counted):
            self._reminder.say(self.words("guide-arms-forward-again"), now.time_s, again_s=REMIND_S)
        return None

    def _lower_arms(self, now: Now) -> StageBase | None:
        self.asked, self.calibration_step = "", CalibrationStep.ARMS_DOWN
        if math.isnan(self._down_since_s):
            self._down_since_s = now.time_s
            self.course.speaker.clear()
            self.course.speaker.say(self.words("guide-arms-down"), tone=Tone.GOOD)
        lowered = now.time_s - self._down_since_s >= ARMS_DOWN_S
        return _first(self.course, now) if lowered and self.course.speaker.quiet else None


class Practising(StageBase):
    """Talks the person through one slow rep that does not count; then goes on to the set."""

    stage = Stage.PRACTICE

    def __init__(self, course: StageContext, now: Now) -> None:
        super().__init__(course)
        self._counted = now.moment.counted
        self._tries = 0
        self._phase = ""
        self._moved_s = math.nan
        self._reminder = Reminder(course.speaker)
        course.speaker.say(_how(course, now), good_for_s=TELLS_S)

    def step(self, now: Now) -> StageBase | None:
        """Talk through the rep; go on after it, after a few attempts, or after a long wait."""
        moment = now.moment
        if moment.counted > self._counted or now.command is Command.SKIP:
            return self._over(self.words("guide-practice-done"))
        if isinstance(moment.finished, AttemptReport):
            self._tried(moment.finished)
        elif moment.moving and moment.phase != self._phase:
            self._accompany(moment.phase)
        self._phase = moment.phase
        if self._tries > MAX_TRIES or self.since(now) >= ENOUGH_PRACTICE_S:
            return self._over(self.words("guide-practice-left"))
        self._remind(now)
        return None

    def _over(self, text: str) -> StageBase:
        self.course.speaker.clear()
        self.course.speaker.say(text, tone=Tone.GOOD)
        return InSet(self.course)

    def _tried(self, attempt: AttemptReport) -> None:
        """Say what the attempt lacked; walking and losing sight of the person do not count."""
        texts = {Outcome.SHORT: "guide-practice-short", Outcome.QUICK: "guide-practice-again"}
        text = texts.get(attempt.outcome)
        self._tries += text is not None
        if text is not None and self._tries <= MAX_TRIES:
            self.course.speaker.say(self.words(text))

    def _accompany(self, phase: str) -> None:
        movement = self.course.spec.movement
        if isinstance(movement, Reps):
            _, way, turn, _ = (each.name for each in movement.phases)
            said = {way: "guide-slowly", turn: "guide-back-slowly"}.get(phase)
            if said is not None:
                self.course.speaker.say(self.words(said), good_for_s=0.5)

    def _remind(self, now: Now) -> None:
        begun = now.moment.moving or not self.course.speaker.quiet
        if begun or math.isnan(self._moved_s):
            self._moved_s = now.time_s
        if now.time_s - self._moved_s >= WAITS_S:
            text = _place_to_take(self.course, now) or self.words("guide-practice-waits")
            self._reminder.say(text, now.time_s, again_s=WAITS_S, change_s=WAITS_S)


def _place_to_take(course: StageContext, now: Now) -> str:
    """Return the request to take the starting place; empty if the person is there."""
    if now.moment.phase and not now.moment.moving:
        return ""
    return sentences.take_place(course.words, course.spec)


def _how(course: StageContext, now: Now) -> str:
    return f"{_place_to_take(course, now)} {sentences.practice(course.words, course.spec)}".strip()


def _first(course: StageContext, now: Now) -> StageBase:
    """Return the practice, or the set if the person has practised or the exercise is a hold."""
    wants_practice = not course.plan.practised and isinstance(course.spec.movement, Reps)
    return Practising(course, now) if wants_practice else InSet(course)
