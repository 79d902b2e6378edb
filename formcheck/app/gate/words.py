"""The questions before exercising and what is said about them, in plain words.

The lists are those of health services for the signs that need help at once, [S84] to [S84d], and
soon; nothing here says what somebody has.
"""

from collections.abc import Mapping
from typing import Final

from formcheck.offer.answers import Aim, Began, Morning, PainPlace, Sign, Trait, Worse

__all__ = [
    "AIMS",
    "BEGAN",
    "EMERGENCY_EVER",
    "EMERGENCY_LINE",
    "EMERGENCY_NEW",
    "GET_HELP",
    "MORNINGS",
    "NOT_A_DEVICE",
    "PLACES",
    "SIGNS",
    "TRAITS",
    "WORSE",
]

EMERGENCY_EVER: Final = (
    "Chest pain, or out of breath while resting",
    "It began with a serious fall or accident",
    "A sudden tearing pain in the belly or the back",
)
"""Any of these needs help now, however long it has been there [S84]."""

EMERGENCY_NEW: Final = (
    "Numbness or pins and needles between your inner thighs, around your genitals or your back "
    "passage (wiping may feel different)",
    "Trouble starting, stopping or feeling it when you pass urine; leaking; or not knowing "
    "whether your bladder is full",
    "Leaking of stool, or no longer feeling it when you pass stool",
    "A change in sexual feeling or function",
    "Pain, numbness or weakness down both legs",
    "A weak leg, or legs that do not do what you want",
)
"""Any of these that is new, or worse, needs help now [S84][S84b][S84c][S84d]."""

EMERGENCY_LINE: Final = (
    "Anything new since last time: numb between the legs, bladder or bowel, a weak leg, both legs, "
    "chest pain?"
)
"""The same in a line, for the days between: what is read every day is no longer read."""

GET_HELP: Final = (
    "Please do not exercise now. Get emergency help: call 112, 999 or 911, or go to the nearest "
    "emergency department, and say what you have noticed.",
    "Some of these can be signs that nerves at the lower end of the spine are pressed on (cauda "
    "equina syndrome), others of the heart or of a large vessel. That is rare, and it needs "
    "treatment within hours.",
    "It may well turn out to be something else. Finding out is for a doctor, today.",
)

AIMS: Final[Mapping[Aim, str]] = {
    Aim.PAIN_NOW: "I have pain now",
    Aim.HAD_PAIN: "I had pain, and it is gone",
    Aim.STAY_WELL: "I want to stay well",
}

PLACES: Final[Mapping[PainPlace, str]] = {
    PainPlace.BACK: "Back",
    PainPlace.BUTTOCK: "Buttock",
    PainPlace.THIGH: "Thigh",
    PainPlace.CALF: "Calf",
    PainPlace.FOOT: "Foot",
}

BEGAN: Final[Mapping[Began, str]] = {
    Began.DAYS: "Less than two days ago",
    Began.WEEKS: "Less than six weeks ago",
    Began.LONGER: "Longer ago",
}

WORSE: Final[Mapping[Worse, str]] = {
    Worse.BENDING: "Bending forward or sitting",
    Worse.ARCHING: "Leaning back, standing or walking",
    Worse.BOTH: "Both of these",
    Worse.NEITHER: "Neither of these",
    Worse.NOT_SURE: "Not sure",
}

MORNINGS: Final[Mapping[Morning, str]] = {
    Morning.SETTLED: "Better, or no pain",
    Morning.SAME: "The same as usual",
    Morning.WORSE: "Worse",
}

TRAITS: Final[Mapping[Trait, str]] = {
    Trait.THIN_BONES: "Thin bones (osteoporosis), or a vertebra that was broken",
    Trait.SLIPPED_VERTEBRA: "A vertebra that has slipped",
    Trait.OPERATION: "An operation on back, hip or knee in the last twelve weeks",
    Trait.HIP_REPLACED: "A replaced hip",
    Trait.PREGNANT: "Pregnant, or gave birth in the last twelve weeks",
    Trait.HEART: "A heart condition, high blood pressure, or told to exercise supervised",
    Trait.DIZZY: "Dizzy or fainted in the last twelve months",
    Trait.FALLEN: "Fallen in the last twelve months",
    Trait.NO_FLOOR: "Can't get down to the floor and up again",
}
"""What decides which exercises suit."""

SIGNS: Final[Mapping[Sign, str]] = {
    Sign.FEVER: "Fever, chills, or feeling ill",
    Sign.WEIGHT_LOSS: "Losing weight without a reason, or sweating at night",
    Sign.CANCER: "Cancer, now or before",
    Sign.NIGHT_PAIN: "Pain that is worse at night or at rest, and does not ease",
    Sign.STEROIDS: "Steroid tablets for a long time, and the pain is new",
    Sign.AGE: "The first time ever, and younger than 20 or older than 55",
    Sign.FOOT_DROPS: "A foot that drops more and more when walking",
    Sign.LUMP: "A lump on the back, or a back that changes its shape",
    Sign.BETWEEN_BLADES: "Pain between the shoulder blades",
    Sign.CALF_SWELLING: "A hot, swollen calf",
    Sign.NO_BETTER: "No better after two weeks of exercises, or getting worse",
}
"""With any of these a doctor is asked first, before exercises go on [S84]."""

NOT_A_DEVICE: Final = (
    "For adults. formcheck helps you practise exercises. It is not a medical device, does not "
    "diagnose or treat any condition and does not replace a professional. It estimates body angles "
    "from video and can be mistaken, especially about the shape of your back. Work in a "
    "comfortable range; stop if pain rises above 5 of 10, moves down the leg, or you feel numb, "
    "weak, dizzy or unwell. The video stays on this computer."
)
