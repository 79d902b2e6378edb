"""What the person is told and shown at one frame: where in the set they are and what is said.

A :class:`Guide` makes one :class:`Guidance` of every pose; the picture, the voice and the page
show it and know nothing else of what is going on.
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
    """Where in the exercise somebody is, from Start to the summary."""

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
    """What of the start is asked for."""

    STAND = "stand"
    ARMS_FORWARD = "arms-forward"
    ARMS_DOWN = "arms-down"


class Tone(StrEnum):
    """Short sounds: one more is counted, all was well, something changes, look here."""

    COUNT = "count"
    GOOD = "good"
    CHANGE = "change"
    ATTENTION = "attention"


class Command(StrEnum):
    """What somebody asks for by a key, a clicker or a button."""

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
    """What was answered after a set; None where nothing was, which is never taken to be fine.

    ``pain`` is 0 to 10, ``further_down`` whether leg pain has moved further down the leg;
    ``hurts`` tells that the key or the button Pain was pressed, which says no number.
    ``usual_pain`` is what the pain is compared with (None: not known), ``leg_pain`` whether pain
    runs into the leg.
    """

    pain: int | None = None
    further_down: bool | None = None
    hurts: bool = False
    usual_pain: int | None = None
    leg_pain: bool = False

    @property
    def given(self) -> bool:
        """Whether anything was answered."""
        return self.hurts or self.pain is not None or self.further_down is not None

    @property
    def light(self) -> Light | None:
        """What it means for going on; None where that was not answered."""
        told = pain_light(self.pain, self.usual_pain, self.leg_pain, self.further_down)
        return Light.RED if self.hurts else told

    @property
    def ends_it(self) -> bool:
        """Whether the exercise ends here for today."""
        return self.light is Light.RED

    def and_also(self, more: "Answer") -> "Answer":
        """Return this answer with what else was told of the same set: the worse of both counts.

        A key pressed by mistake, or an answer given twice, takes nothing back.
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

    ``number`` grows by one each time; ``text`` is empty where only the tone is heard; ``tone``
    always sounds, ``instead`` only where words cannot be heard; ``urgent`` breaks into what is
    being said; after ``good_for_s`` seconds it is not worth saying any more.
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
    """How much of an exercise is done today, and what need not be gone through again.

    ``goal`` is reps or holds in each set, those of both sides together; of what is guided, times
    round, or minutes. ``heard`` tells that the
    voice was heard on this visit, ``practised`` that this exercise has been done before,
    ``arms_forward`` whether the second step of the calibration is asked for, ``hand_signal``
    whether a raised hand may stop a set, ``asks_leg`` whether it is asked how far down a leg pain
    reaches, and ``leg_pain`` whether it may be of a leg: it is judged so then. ``usual_pain`` is 0
    to 10, None where not known.
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
        """Return an answer after a set, with what it is judged by."""
        return Answer(pain, further_down, usual_pain=self.usual_pain, leg_pain=self.leg_pain)


@dataclass(frozen=True, slots=True)
class SetDone:
    """A set that is over: its report, what was answered after it, and what ended it."""

    number: int
    report: Report
    answer: Answer = field(default_factory=Answer)
    ended: Ended = Ended.GOAL


@dataclass(frozen=True, slots=True)
class Led:
    """What of a guided exercise is going on, to be read from across the room.

    ``name`` is the step's and ``left_s`` how long it goes on, of a timer the whole of it; ``side``
    is empty where no side has its turn, and ``share`` is what of the set is over, from 0 to 1.
    """

    name: str
    left_s: float
    side: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Guidance:
    """All that is shown and said at one frame.

    ``title`` is one line saying what is going on, ``asked`` what the person is asked to do now
    (empty where nothing is), ``step`` which step of the start that is (None in other stages);
    ``count`` is of ``goal`` reps or holds in this set, practice not
    counted; ``spoken`` is what begins to be heard at this frame and ``caption`` what was last
    said. ``rest_left_s`` is NaN except while resting. ``loud`` and ``tones`` tell that the voice
    was not heard at first, then not at all. ``led`` is of what is guided, not judged; else None.
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
