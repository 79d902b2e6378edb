"""Where somebody is on the Exercise page, and what they have chosen and done on this visit."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from formcheck.app.state.choice import Choice
from formcheck.app.state.run import Run
from formcheck.errors import FormCheckError
from formcheck.exercise.spec.models import Profile
from formcheck.guide.guidance import Answer, Ended, SetDone, Utterance
from formcheck.history.fault_pictures import FaultPicture
from formcheck.offer.answers import Health
from formcheck.offer.questions import Question
from formcheck.offer.standing import profiles_of, reasons_today

__all__ = ["VISIT", "Screen", "SetOutcome", "Step", "Visit"]

VISIT = "visit"
"""Where a session keeps its visit."""

READ_OUT_S = 30.0
"""What somebody asked to hear is worth saying however long the browser takes to begin."""


class Step(StrEnum):
    """The states of the page, in their order."""

    BEFORE = "before"
    PICK = "pick"
    SHOW = "show"
    LIVE = "live"
    SUMMARY = "summary"


class Screen(StrEnum):
    """What is asked before exercising, a screen each, in their order."""

    SEEN = "seen"
    WHOLE_LIST = "whole_list"
    TODAY = "today"
    AIM = "aim"
    PAIN = "pain"
    DIRECTION = "direction"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """What a summary is about: an exercise as it was done, its sets, and pictures of faults.

    ``started`` names the folder in which the pictures are kept if that is asked for; ``note`` is
    the text on how it ended, where that needs one.
    """

    choice: Choice
    sets: tuple[SetDone, ...]
    pictures: tuple[FaultPicture, ...] = ()
    started: datetime = datetime.min
    note: str = ""

    @property
    def answer(self) -> Answer:
        """What was answered after the last set."""
        return self.sets[-1].answer if self.sets else Answer()

    @property
    def fell(self) -> bool:
        """Whether a fall ended one of its sets."""
        return any(done.ended is Ended.FELL for done in self.sets)


@dataclass(slots=True)
class Visit:
    """One visit to the Exercise page.

    ``screens`` are the questions still to be shown, None before anything was asked, and ``asked``
    what they ask; ``emergency`` tells that a sign of one was there. ``health`` is what is known of
    the person (``met`` once it was read), of this visit where it can't be kept. ``run`` is the
    exercise under way or done last, and ``outcome`` what its summary is about; ``trouble`` is to be
    shown once. ``own_camera`` tells that this computer's camera is used, not the browser's, and
    ``with_camera`` that a guided exercise is done with one, which it needs not be. ``heard`` tells
    that the voice was
    heard; ``told`` is what is read out, and ``tries`` how often the voice was tried.
    ``told_rounding`` is when the exercise began in whose summary it is said what rounding means.
    """

    step: Step = Step.BEFORE
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    screens: tuple[Screen, ...] | None = None
    asked: tuple[Question, ...] = ()
    emergency: bool = False
    health: Health = field(default_factory=Health)
    met: bool = False
    choice: Choice | None = None
    run: Run | None = None
    outcome: SetOutcome | None = None
    trouble: FormCheckError | None = None
    own_camera: bool = False
    with_camera: bool = False
    heard: bool = False
    told: tuple[Utterance, ...] = ()
    spoken: int = 0
    tries: int = 0
    told_rounding: datetime | None = None

    @property
    def profiles(self) -> frozenset[Profile]:
        """What the answers mean for the choice of a version."""
        now = datetime.now(UTC).astimezone()
        return frozenset(profiles_of(reasons_today(self.health, now)))

    def enter(self) -> None:
        """Go from the questions to the exercises."""
        self.step = Step.PICK

    def say(self, text: str) -> None:
        """Have something read out once."""
        self.spoken += 1
        self.told = (Utterance(self.spoken, 0.0, text, good_for_s=READ_OUT_S),)

    def try_voice(self) -> None:
        """Have the voice tried."""
        self.tries += 1
