"""Why less is offered, in words, and until when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from formcheck.offer.reasons import Reason

__all__ = ["TOLD", "WHY", "until_words", "why_words"]

WHY: Final[Mapping[Reason, str]] = {
    Reason.EMERGENCY: "You noticed a sign that needs help first.",
    Reason.FELL_TODAY: "You fell today: the rest of the day is for taking it easy.",
    Reason.RED_TODAY: "Your pain was strong today, or went further down the leg.",
    Reason.AMBER_TODAY: "Your pain is up today: smaller movements suit better.",
    Reason.AFTER_RED: "Yesterday your pain was strong: today begins a step easier.",
    Reason.WORSE_THIS_MORNING: "This morning was worse: today begins a step easier.",
    Reason.FURTHER_DOWN: "After it your pain went further down the leg.",
    Reason.DOCTOR_FIRST: "Please ask a doctor about what you ticked first. Until then, walking and "
    "gentle moves suit.",
    Reason.FIRST_DAYS: "The first two days are for rest, short walks and gentle moves.",
    Reason.LEG_PAIN: "With pain into the leg, long bends and pulling stretches can wait.",
    Reason.NOT_LOOKED_AT: "If a doctor or physiotherapist has not looked at your pain yet, that "
    "comes first; until then it goes gently.",
    Reason.NOT_ANSWERED: "Some questions are open, so it goes gently.",
    Reason.BENDING_WORSE: "Bending makes it worse: bows stay small for now.",
    Reason.ARCHING_WORSE: "Leaning back makes it worse: nothing arches for now.",
    Reason.THIN_BONES: "With thin bones, no bending to the end and no weights.",
    Reason.PREGNANT: "In pregnancy and soon after it, your midwife or doctor says what suits.",
    Reason.OPERATION: "In the first twelve weeks after an operation, your surgeon says what suits.",
    Reason.HIP_REPLACED: "A replaced hip is not bent beyond a right angle.",
    Reason.SLIPPED_VERTEBRA: "With a slipped vertebra, no arching to the end and no weights.",
    Reason.HEART: "Your doctor says how much effort suits your heart.",
    Reason.DIZZY: "While you get dizzy, no hanging down and no weights.",
    Reason.FALLEN: "After falls, no weights and no standing on one leg.",
    Reason.NO_FLOOR: "It is done on the floor.",
}

TOLD: Final = "I was told to do"
"""Begins the button that unlocks what a lasting answer holds back."""


def why_words(reasons: Sequence[Reason]) -> str:
    """Return the reasons as sentences, the weightiest first."""
    return " ".join(WHY[reason] for reason in reasons)


def until_words(until: date | None, today: date) -> str:
    """Return until when something is held back; empty where an answer decides it."""
    if until is None:
        return ""
    days = (until - today).days
    if days == 1:
        return "Again from tomorrow on."
    return f"Again from {until.day} {until:%B} on." if days > 1 else ""
