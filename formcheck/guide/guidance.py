"""What the person is told and shown at one frame: where in the set they are and what is said.

A :class:`Guide` makes one :class:`Guidance` of every pose; the picture, the voice and the page
show it and know nothing else of what is going on.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from formcheck.exercise.moment import HoldProgress, Moment
from formcheck.exercise.report import Report

__all__ = [
    "Answer",
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
    ASKING = "asking"
    RESTING = "resting"
    DONE = "done"


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered after a set; None where nothing was.

    ``pain`` is 0 to 10, ``further_down`` whether leg pain has moved further down the leg;
    ``signalled`` is a hand raised to say that either ends it, from where nothing can be clicked.
    """

    pain: int | None = None
    further_down: bool | None = None
    signalled: bool = False

    @property
    def ends_it(self) -> bool:
        """Whether the exercise ends here: 6 and above, or leg pain further down [S83], [S65]."""
        red = self.pain is not None and self.pain >= RED_PAIN
        return red or self.signalled or self.further_down is True


RED_PAIN = 6
"""From here on a 0-10 scale an exercise is stopped for the day [S83]."""


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
    whether a raised hand may stop a set (as an answer it is understood in any case), ``leg_pain``
    whether there is any to ask about.
    """

    goal: int
    sets: int
    rest_s: float = 45.0
    heard: bool = False
    practised: bool = False
    arms_forward: bool = True
    hand_signal: bool = True
    leg_pain: bool = True


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
    (empty where nothing is); ``count`` is of ``goal`` reps or holds in this set, practice not
    counted; ``spoken`` is what begins to be heard at this frame and ``caption`` what was last
    said. ``rest_left_s`` is NaN except while resting. ``loud`` and ``tones`` tell that the voice
    was not heard at first, then not at all. ``led`` is of what is guided, not judged; else None.
    """

    time_s: float
    stage: Stage
    moment: Moment
    title: str = ""
    asked: str = ""
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
