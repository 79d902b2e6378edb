"""The reasons for offering less, and the hand-written table of their consequences.

:data:`RULES` is the one place that gives an answer its consequence. The consequence for an exercise
depends on what the exercise asks of the body (:mod:`formcheck.offer.asks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from formcheck.exercise.spec.vocabulary import Ask, Profile
from formcheck.offer.answers import Trait

__all__ = ["OF_TRAIT", "RULES", "Reason", "Rule"]


class Reason(StrEnum):
    """A reason for offering less."""

    EMERGENCY = "emergency"
    FELL_TODAY = "fell_today"
    RED_TODAY = "red_today"
    AMBER_TODAY = "amber_today"
    AFTER_RED = "after_red"
    WORSE_THIS_MORNING = "worse_this_morning"
    FURTHER_DOWN = "further_down"
    DOCTOR_FIRST = "doctor_first"
    FIRST_DAYS = "first_days"
    LEG_PAIN = "leg_pain"
    NOT_LOOKED_AT = "not_looked_at"
    NOT_ANSWERED = "not_answered"
    BENDING_WORSE = "bending_worse"
    ARCHING_WORSE = "arching_worse"
    THIN_BONES = "thin_bones"
    PREGNANT = "pregnant"
    OPERATION = "operation"
    HIP_REPLACED = "hip_replaced"
    SLIPPED_VERTEBRA = "slipped_vertebra"
    HEART = "heart"
    DIZZY = "dizzy"
    FALLEN = "fallen"
    NO_FLOOR = "no_floor"


@dataclass(frozen=True, slots=True)
class Rule:
    """The consequence of a reason.

    Parameters
    ----------
    source
        Where the rule comes from.
    holds
        Asks that an exercise must not have; the rule holds back those that do.
    profile
        The profile whose versions the other exercises take; None where they stay as they are.
    lasts
        How long it lasts after the answer or event; None until the person answers differently.
    unlocked
        Whether "I was told to do this" lifts the rule.
    """

    source: str
    holds: frozenset[Ask] = frozenset()
    profile: Profile | None = None
    lasts: timedelta | None = None
    unlocked: bool = True


_DAY: Final = timedelta(days=1)
_FORTNIGHT: Final = timedelta(days=14)
_TWELVE_WEEKS: Final = timedelta(weeks=12)
_YEAR: Final = timedelta(days=365)

_ALL: Final = frozenset(Ask)
_BACK: Final = frozenset({Ask.BENDING, Ask.SLUMP, Ask.ARCHING, Ask.LOAD})
_NO_STRAIN: Final = _BACK | {Ask.STRENGTH, Ask.DEEP_HIP, Ask.LEG_STRETCH}
"""Leaves walking, breathing, gentle guided moves, and getting up from a high seat."""

RULES: Final[Mapping[Reason, Rule]] = MappingProxyType(
    {
        Reason.EMERGENCY: Rule(
            "signs that need help at once [S84]: nothing is offered until somebody was seen",
            holds=_ALL,
            unlocked=False,
        ),
        Reason.FELL_TODAY: Rule(
            "after a fall nothing that one could fall from again; team choice",
            holds=_ALL,
            lasts=_DAY,
            unlocked=False,
        ),
        Reason.RED_TODAY: Rule(
            "pain of 6 and more, or further down the leg, ends it for the day [S83], [S65]",
            holds=_NO_STRAIN,
            profile=Profile.ACUTE,
            lasts=_DAY,
            unlocked=False,
        ),
        Reason.AMBER_TODAY: Rule(
            "acceptable pain: smaller, and nothing harder [S83]",
            holds=frozenset({Ask.SLUMP}),
            profile=Profile.ACUTE,
            lasts=_DAY,
        ),
        Reason.AFTER_RED: Rule(
            "the day after strong pain begins a step easier, team choice",
            holds=frozenset({Ask.SLUMP, Ask.LOAD}),
            profile=Profile.ACUTE,
            lasts=_DAY,
        ),
        Reason.WORSE_THIS_MORNING: Rule(
            "pain that has not settled by the next morning asks for less [S83]",
            holds=frozenset({Ask.SLUMP, Ask.LOAD}),
            profile=Profile.ACUTE,
            lasts=_DAY,
        ),
        Reason.FURTHER_DOWN: Rule(
            "an exercise after which pain moved down the leg is left out [S65]; a fortnight is "
            "team choice",
            holds=_ALL,
            lasts=_FORTNIGHT,
        ),
        Reason.DOCTOR_FIRST: Rule(
            "a doctor should hear of these first [S84]; until then walking and gentle moves",
            holds=_NO_STRAIN | {Ask.RISING},
            profile=Profile.UNDIAGNOSED,
        ),
        Reason.FIRST_DAYS: Rule(
            "a day or two of rest, then moving again [seed 0]; gentle moves meanwhile",
            holds=_NO_STRAIN,
            profile=Profile.ACUTE,
            lasts=timedelta(days=2),
        ),
        Reason.LEG_PAIN: Rule(
            "no held slump and no stretch for a nerve that hurts",
            holds=frozenset({Ask.SLUMP, Ask.LEG_STRETCH}),
            profile=Profile.UNDIAGNOSED,
        ),
        Reason.NOT_LOOKED_AT: Rule(
            "pain that nobody has looked at, or worse one does not know when: gentle",
            holds=frozenset({Ask.SLUMP}),
            profile=Profile.UNDIAGNOSED,
        ),
        Reason.NOT_ANSWERED: Rule(
            "unanswered is not healthy: gentle",
            holds=frozenset({Ask.SLUMP}),
            profile=Profile.UNDIAGNOSED,
        ),
        Reason.BENDING_WORSE: Rule(
            "bending in a smaller range, and asked again every two weeks",
            holds=frozenset({Ask.SLUMP}),
            profile=Profile.FLEXION_INTOLERANT,
            lasts=_FORTNIGHT,
        ),
        Reason.ARCHING_WORSE: Rule(
            "no arching, and asked again every two weeks",
            holds=frozenset({Ask.ARCHING}),
            profile=Profile.EXTENSION_INTOLERANT,
            lasts=_FORTNIGHT,
        ),
        Reason.THIN_BONES: Rule(
            "no bending to the end and none under load with thin bones (ROS)",
            holds=frozenset({Ask.SLUMP, Ask.LOAD}),
            profile=Profile.UNDIAGNOSED,
            lasts=_YEAR,
        ),
        Reason.PREGNANT: Rule(
            "not long on the back, no held slump, no load: refer",
            holds=frozenset({Ask.SLUMP, Ask.LOAD, Ask.ON_BACK}),
            profile=Profile.UNDIAGNOSED,
            lasts=_TWELVE_WEEKS,
        ),
        Reason.OPERATION: Rule(
            "within twelve weeks of an operation as the surgeon says",
            holds=_NO_STRAIN | {Ask.RISING, Ask.TWIST},
            profile=Profile.UNDIAGNOSED,
            lasts=_TWELVE_WEEKS,
        ),
        Reason.HIP_REPLACED: Rule(
            "a replaced hip is not bent beyond a right angle",
            holds=frozenset({Ask.SLUMP, Ask.DEEP_HIP}),
            profile=Profile.UNDIAGNOSED,
            lasts=_YEAR,
        ),
        Reason.SLIPPED_VERTEBRA: Rule(
            "no arching to the end, no load",
            holds=frozenset({Ask.ARCHING, Ask.LOAD}),
            profile=Profile.EXTENSION_INTOLERANT,
            lasts=_YEAR,
        ),
        Reason.HEART: Rule(
            "a doctor says how much effort",
            holds=frozenset({Ask.LOAD, Ask.STRENGTH}),
            profile=Profile.UNDIAGNOSED,
            lasts=_YEAR,
        ),
        Reason.DIZZY: Rule(
            "no hanging down and no load while somebody gets dizzy",
            holds=frozenset({Ask.SLUMP, Ask.LOAD}),
            profile=Profile.UNDIAGNOSED,
            lasts=_TWELVE_WEEKS,
        ),
        Reason.FALLEN: Rule(
            "no load and no standing on one leg after falls; team choice",
            holds=frozenset({Ask.LOAD, Ask.LEG_STRETCH}),
            profile=Profile.UNDIAGNOSED,
            lasts=_TWELVE_WEEKS,
        ),
        Reason.NO_FLOOR: Rule(
            "who can't get to the floor and up exercises standing and sitting",
            holds=frozenset({Ask.FLOOR}),
            lasts=_YEAR,
        ),
    }
)
"""Each answer's or event's consequence. A lasting answer that has run out is asked again."""

OF_TRAIT: Final[Mapping[Trait, Reason]] = MappingProxyType(
    {trait: Reason(trait.value) for trait in Trait}
)
"""The reason for each trait of the body that the person ticked."""
