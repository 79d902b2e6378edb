"""Where somebody is on the Exercise page, and what they have chosen and done on this visit."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from formcheck.app.choice import Choice
from formcheck.app.run import Run
from formcheck.errors import FormCheckError
from formcheck.exercise.spec import Profile
from formcheck.guide.guidance import Answer, SetDone, Utterance
from formcheck.live.fault_pictures import FaultPicture
from formcheck.live.person_file import Gate

__all__ = ["Outcome", "Step", "Visit"]

READ_OUT_S = 30.0
"""What somebody asked to hear is worth saying however long the browser takes to begin."""


class Step(StrEnum):
    """The states of the page, in their order."""

    BEFORE = "before"
    PICK = "pick"
    SHOW = "show"
    LIVE = "live"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a summary is about: an exercise as it was done, its sets, and pictures of faults.

    ``started`` names the folder in which the pictures are kept if that is asked for; ``note`` is
    a sentence on how it ended, where that needs one.
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


@dataclass(slots=True)
class Visit:
    """One visit to the Exercise page.

    ``cleared`` tells that no sign of an emergency was there on this visit, ``emergency`` that one
    was; ``gate`` is what else was answered. ``run`` is the exercise under way or done last, and
    ``outcome`` what its summary is about; ``trouble`` is to be shown once. ``own_camera`` tells
    that this computer's camera is used, not the browser's, and ``with_camera`` that a guided
    exercise is done with one, which it needs not be. ``heard`` tells that the voice was
    heard; ``told`` is what is read out, and ``tries`` how often the voice was tried.
    """

    step: Step = Step.BEFORE
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    cleared: bool = False
    emergency: bool = False
    gate: Gate = field(default_factory=Gate)
    choice: Choice | None = None
    run: Run | None = None
    outcome: Outcome | None = None
    trouble: FormCheckError | None = None
    own_camera: bool = False
    with_camera: bool = False
    heard: bool = False
    told: tuple[Utterance, ...] = ()
    spoken: int = 0
    tries: int = 0

    @property
    def profiles(self) -> frozenset[Profile]:
        """What the answers mean for the choice of a version."""
        return frozenset(self.gate.profiles)

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
