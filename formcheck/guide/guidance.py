"""What the person hears and sees at one frame: the stage they are in, and the words to say.

A :class:`Guide` makes one :class:`Guidance` of every pose; the picture, the voice and the page
show it and know nothing else.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from formcheck.exercise.results.moment import HoldProgress, Moment
from formcheck.exercise.results.report import Report
from formcheck.guide.pain import Light, pain_light

__all__ = [
    "Answer",
    "CalibrationStep",
    "Command",
    "Ended",
    "Guidance",
    "Led",
    "Plan",
    "SetDone",
    "Stage",
    "Tone",
    "Utterance",
]


class Stage(StrEnum):
    """Where in the exercise the person is, from Start to the summary."""

    HEARING = "hearing"
    FRAMING = "framing"
    CALIBRATING = "calibrating"
    PRACTICE = "practice"
    READY = "ready"
    SET = "set"
    PAUSED = "paused"
    STOPPED = "stopped"
    FALLEN = "fallen"
    ASKING = "asking"
    RESTING = "resting"
    DONE = "done"


class CalibrationStep(StrEnum):
    """The step of the calibration that is asked for."""

    STAND = "stand"
    ARMS_FORWARD = "arms-forward"
    ARMS_DOWN = "arms-down"


class Tone(StrEnum):
    """Short sounds: counted one more, all well, something changes, look here."""

    COUNT = "count"
    GOOD = "good"
    CHANGE = "change"
    ATTENTION = "attention"


class Command(StrEnum):
    """A request made with a key, a clicker or a button."""

    STOP = "stop"
    CONTINUE = "continue"
    FINISH = "finish"
    PAIN = "pain"
    SKIP = "skip"


class Ended(StrEnum):
    """What ended a set."""

    GOAL = "goal"
    LEFT = "left"
    FINISHED = "finished"
    PAIN = "pain"
    FELL = "fell"


@dataclass(frozen=True, slots=True)
class Answer:
    """The person's answer after a set; None where they gave none, which never counts as fine.

    ``pain`` is 0 to 10, ``further_down`` whether leg pain has moved further down the leg;
    ``hurts`` is whether the person pressed the key or button Pain, which gives no number.
    ``usual_pain`` is the pain to compare with (None: not known), ``leg_pain`` whether pain runs
    into the leg.
    """

    pain: int | None = None
    further_down: bool | None = None
    hurts: bool = False
    usual_pain: int | None = None
    leg_pain: bool = False

    @property
    def given(self) -> bool:
        """Whether the person answered anything."""
        return self.hurts or self.pain is not None or self.further_down is not None

    @property
    def light(self) -> Light | None:
        """What the answer means for going on; None where it does not show that."""
        told = pain_light(self.pain, self.usual_pain, self.leg_pain, self.further_down)
        return Light.RED if self.hurts else told

    @property
    def ends_it(self) -> bool:
        """Whether the answer ends the exercise for today."""
        return self.light is Light.RED

    def and_also(self, more: "Answer") -> "Answer":
        """Return this answer joined with another about the same set: the worse of both counts.

        A later answer takes nothing back.
        """
        pains = [pain for pain in (self.pain, more.pain) if pain is not None]
        further = [told for told in (self.further_down, more.further_down) if told is not None]
        return Answer(
            pain=max(pains, default=None),
            further_down=any(further) if further else None,
            hurts=self.hurts or more.hurts,
            usual_pain=self.usual_pain if more.usual_pain is None else more.usual_pain,
            leg_pain=self.leg_pain or more.leg_pain,
        )


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to be heard once.

    ``number`` grows by one each time; ``text`` is empty for a tone alone; ``tone`` always sounds,
    ``instead`` only where the person cannot hear words; ``urgent`` interrupts current speech; after
    ``good_for_s`` seconds it is no longer worth saying.
    """

    number: int
    time_s: float
    text: str = ""
    tone: Tone | None = None
    instead: Tone | None = None
    urgent: bool = False
    good_for_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of an exercise to do today, and which steps to skip.

    ``goal`` is reps or holds in each set, both sides together; in guided exercises, times round or
    minutes. ``heard`` is whether the person heard the voice on this visit, ``practised`` whether
    they have done this exercise before, ``arms_forward`` whether the calibration has its second
    step, ``hand_signal`` whether a raised hand may stop a set, ``asks_leg`` whether to ask how far
    down a leg pain reaches, and ``leg_pain`` whether pain may be of a leg and is then judged as
    such. ``usual_pain`` is 0 to 10, None where not known.
    """

    goal: int
    sets: int
    rest_s: float = 45.0
    heard: bool = False
    practised: bool = False
    arms_forward: bool = True
    hand_signal: bool = True
    asks_leg: bool = True
    leg_pain: bool = True
    usual_pain: int | None = None

    def answer(self, pain: int | None = None, *, further_down: bool | None = None) -> Answer:
        """Return an answer after a set, with the plan's usual pain and leg pain."""
        return Answer(pain, further_down, usual_pain=self.usual_pain, leg_pain=self.leg_pain)


@dataclass(frozen=True, slots=True)
class SetDone:
    """A set that is over: its report, the answer after it, and what ended it."""

    number: int
    report: Report
    answer: Answer = field(default_factory=Answer)
    ended: Ended = Ended.GOAL


@dataclass(frozen=True, slots=True)
class Led:
    """The current step of a guided exercise, to be read from across the room.

    ``name`` is the step's name and ``left_s`` the seconds left of it, or of a whole timer; ``side``
    is empty where the step has no side, and ``share`` is the part of the set that is over, from 0
    to 1.
    """

    name: str
    left_s: float
    side: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Guidance:
    """All that is shown and said at one frame.

    ``title`` is one line on what is going on, ``asked`` what the person should do now (empty for
    nothing), ``step`` the step of the calibration (None in other stages). ``count`` of ``goal``
    reps or holds in this set are done, without practice. ``spoken`` begins to be heard at this
    frame; ``caption`` is the last text said. ``rest_left_s`` is NaN except while resting. ``loud``
    is true if the person did not hear the voice at first, ``tones`` if they did not hear it at all.
    ``led`` is the current step of a guided exercise, else None.
    """

    time_s: float
    stage: Stage
    moment: Moment
    title: str = ""
    asked: str = ""
    step: CalibrationStep | None = None
    caption: str = ""
    count: int = 0
    goal: int = 0
    set_number: int = 1
    sets: int = 1
    hold: HoldProgress | None = None
    rest_left_s: float = math.nan
    loud: bool = False
    tones: bool = False
    spoken: tuple[Utterance, ...] = ()
    led: Led | None = None
