"""A visit to the Exercise page: its step, choices and sets."""

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
"""The session's key for its visit."""

READ_OUT_S = 30.0
"""A requested text is worth saying for this long, even if the browser begins slowly."""


class Step(StrEnum):
    """The states of the page, in their order."""

    BEFORE = "before"
    PICK = "pick"
    SHOW = "show"
    LIVE = "live"
    SUMMARY = "summary"


class Screen(StrEnum):
    """The screens of questions before exercising, in their order."""

    SEEN = "seen"
    WHOLE_LIST = "whole_list"
    TODAY = "today"
    AIM = "aim"
    PAIN = "pain"
    DIRECTION = "direction"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """The subject of a summary: the exercise as done, its sets, and pictures of faults.

    ``started`` names the folder for the pictures, if the person keeps them; ``note`` is the text
    on how the exercise ended, where that needs one.
    """

    choice: Choice
    sets: tuple[SetDone, ...]
    pictures: tuple[FaultPicture, ...] = ()
    started: datetime = datetime.min
    note: str = ""

    @property
    def answer(self) -> Answer:
        """The answer after the last set."""
        return self.sets[-1].answer if self.sets else Answer()

    @property
    def fell(self) -> bool:
        """Whether a fall ended one of its sets."""
        return any(done.ended is Ended.FELL for done in self.sets)


@dataclass(slots=True)
class Visit:
    """One visit to the Exercise page.

    ``screens`` are the questions still to show, None before the first, and ``asked`` their
    content; ``emergency`` is whether there was a sign of one. ``health`` is what is known of the
    person (``met`` once it was read), of this visit alone where it can't be kept. ``run`` is the
    exercise under way or done last, and ``outcome`` its summary's subject; ``trouble`` is shown
    once. ``own_camera`` selects this computer's camera instead of the browser's, and
    ``with_camera`` a camera for a guided exercise, which needs none. ``heard`` is whether the
    person heard the voice; ``told`` is the text to read out, and ``tries`` how often the voice was
    tried. ``told_rounding`` is the start of the exercise whose summary explains rounding.
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
        """The profiles that follow from the answers and choose a version."""
        now = datetime.now(UTC).astimezone()
        return frozenset(profiles_of(reasons_today(self.health, now)))

    def enter(self) -> None:
        """Go from the questions to the exercises."""
        self.step = Step.PICK

    def say(self, text: str) -> None:
        """Have a text read out once."""
        self.spoken += 1
        self.told = (Utterance(self.spoken, 0.0, text, good_for_s=READ_OUT_S),)

    def try_voice(self) -> None:
        """Have the voice say its trial sentence."""
        self.tries += 1
