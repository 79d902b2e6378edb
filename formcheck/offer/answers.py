"""A person's answers about themselves and their sets, each with its time.

:mod:`formcheck.offer.reasons` draws conclusions from them; this module draws none. A missing answer
is None, which is not the same as "no".
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from formcheck.exercise.spec.vocabulary import Identifier, Strict
from formcheck.guide.pain import Light, pain_light

__all__ = [
    "Aim",
    "Answers",
    "Began",
    "Done",
    "Health",
    "Morning",
    "MorningAfter",
    "PainPlace",
    "Prescribed",
    "Sign",
    "Trait",
    "Worse",
]


class Aim(StrEnum):
    """Why somebody exercises."""

    PAIN_NOW = "pain_now"
    HAD_PAIN = "had_pain"
    STAY_WELL = "stay_well"


class PainPlace(StrEnum):
    """Where the pain is furthest from the back, from near to far."""

    BACK = "back"
    BUTTOCK = "buttock"
    THIGH = "thigh"
    CALF = "calf"
    FOOT = "foot"

    @property
    def is_leg(self) -> bool:
        """Whether the pain reaches into the leg."""
        return self not in {PainPlace.BACK, PainPlace.BUTTOCK}


class Began(StrEnum):
    """How long ago this episode of pain began."""

    DAYS = "days"
    WEEKS = "weeks"
    LONGER = "longer"


class Worse(StrEnum):
    """What makes the pain worse, as the person says."""

    BENDING = "bending"
    ARCHING = "arching"
    BOTH = "both"
    NEITHER = "neither"
    NOT_SURE = "not_sure"


class Trait(StrEnum):
    """What else about the body decides which exercises suit; ticked in one list."""

    THIN_BONES = "thin_bones"
    PREGNANT = "pregnant"
    OPERATION = "operation"
    HIP_REPLACED = "hip_replaced"
    SLIPPED_VERTEBRA = "slipped_vertebra"
    HEART = "heart"
    DIZZY = "dizzy"
    FALLEN = "fallen"
    NO_FLOOR = "no_floor"


class Sign(StrEnum):
    """What a doctor should hear of before exercises go on; ticked in one list."""

    FEVER = "fever"
    WEIGHT_LOSS = "weight_loss"
    CANCER = "cancer"
    NIGHT_PAIN = "night_pain"
    STEROIDS = "steroids"
    AGE = "age"
    FOOT_DROPS = "foot_drops"
    LUMP = "lump"
    BETWEEN_BLADES = "between_blades"
    CALF_SWELLING = "calf_swelling"
    NO_BETTER = "no_better"


class Morning(StrEnum):
    """How the pain was on the morning after exercising."""

    SETTLED = "settled"
    SAME = "same"
    WORSE = "worse"


Pain = Annotated[int | None, Field(ge=0, le=10)]


class Answers(Strict):
    """What was answered before exercising, each with when it was said.

    Parameters
    ----------
    cleared_at
        When the whole list of emergencies was last answered with "none of these".
    emergency_at
        When one of them was ticked; None once somebody has been seen because of it.
    told_at
        When the questions on pain were last answered.
    aim, furthest, tingling, began, professional, usual_pain
        The answers; pain is 0 to 10.
    pain, pain_at
        The pain on a day, and when it was told.
    worse, worse_at
        What makes it worse, which is asked again after a while.
    traits, traits_at
        What was ticked of the body; empty where "none" was, None where nothing was answered.
    signs, signs_at
        The same of what a doctor should hear of.
    """

    cleared_at: AwareDatetime | None = None
    emergency_at: AwareDatetime | None = None
    told_at: AwareDatetime | None = None
    aim: Annotated[Aim | None, Field(strict=False)] = None
    furthest: Annotated[PainPlace | None, Field(strict=False)] = None
    tingling: bool | None = None
    began: Annotated[Began | None, Field(strict=False)] = None
    professional: bool | None = None
    usual_pain: Pain = None
    pain: Pain = None
    pain_at: AwareDatetime | None = None
    worse: Annotated[Worse | None, Field(strict=False)] = None
    worse_at: AwareDatetime | None = None
    traits: Annotated[
        tuple[Annotated[Trait, Field(strict=False)], ...] | None, Field(strict=False)
    ] = None
    traits_at: AwareDatetime | None = None
    signs: Annotated[
        tuple[Annotated[Sign, Field(strict=False)], ...] | None, Field(strict=False)
    ] = None
    signs_at: AwareDatetime | None = None

    @property
    def leg_pain(self) -> bool:
        """Whether the pain reaches into the leg, or tingles there."""
        return self.tingling is True or (self.furthest is not None and self.furthest.is_leg)


class Done(Strict):
    """What came of one exercise: the answer after it, and how it went.

    ``clean`` is whether every rep or hold was judged and nothing was found; ``fell`` whether a
    fall ended it, ``hurts`` whether it was stopped for pain of which no number was told.
    """

    exercise: Identifier
    variant: str = ""
    at: AwareDatetime
    pain: Pain = None
    further_down: bool | None = None
    fell: bool = False
    hurts: bool = False
    clean: bool = False


class Prescribed(Strict):
    """That a professional told somebody to do an exercise, by their own word."""

    exercise: Identifier
    at: AwareDatetime


class MorningAfter(Strict):
    """How it was on the morning after exercising, and when that was told."""

    morning: Annotated[Morning, Field(strict=False)]
    at: AwareDatetime


class Health(Strict):
    """All that decides what somebody is offered: answers, results and what they were told to do.

    ``done`` are results, oldest first; ``prescribed`` every time something was unlocked.
    """

    answers: Answers = Answers()
    done: Annotated[tuple[Done, ...], Field(strict=False)] = ()
    prescribed: Annotated[tuple[Prescribed, ...], Field(strict=False)] = ()
    morning: MorningAfter | None = None

    def light(self, done: Done) -> Light | None:
        """Return what the pain after an exercise means; None where it was not answered."""
        answers = self.answers
        if done.hurts:
            return Light.RED
        return pain_light(done.pain, answers.usual_pain, answers.leg_pain, done.further_down)

    def done_on(self, day: date, now: datetime) -> tuple[Done, ...]:
        """Return the results of a day, in the time zone of ``now``."""
        return tuple(done for done in self.done if done.at.astimezone(now.tzinfo).date() == day)
