"""The questions before exercising and what is said about them, in plain words.

The lists are those of health services for the signs that need help at once, [S84] to [S84d], and
soon; nothing here says what somebody has.
"""

from typing import Final

__all__ = [
    "ACUTE",
    "EMERGENCY",
    "GET_HELP",
    "NOT_A_DEVICE",
    "PROFESSIONAL_FIRST",
    "URGENT",
]

EMERGENCY: Final = (
    "Numbness or pins and needles between your inner thighs, around your genitals or your back "
    "passage (wiping may feel different)",
    "New trouble starting, stopping or feeling it when you pass urine; leaking; or not knowing "
    "whether your bladder is full",
    "New leaking of stool, or no longer feeling it when you pass stool",
    "A new change in sexual feeling or function",
    "Pain, numbness or weakness down both legs",
    "Severe or growing weakness in a leg, or legs that do not do what you want",
)
"""Any of these needs help now [S84][S84b][S84c][S84d]."""

GET_HELP: Final = (
    "Please do not exercise now. Get emergency help: call 112, 999 or 911, or go to the nearest "
    "emergency department, and say what you have noticed.",
    "These can be signs that nerves at the lower end of the spine are pressed on (cauda equina "
    "syndrome). It is rare, and it needs treatment within hours.",
    "It may well turn out to be something else. Finding out is for a doctor, today.",
)

URGENT: Final = (
    "The pain began with a serious fall or accident",
    "Fever, chills, or feeling unwell",
    "Weight loss without a reason, or night sweats",
    "You have or had cancer",
    "The pain is worse at night or at rest, and does not ease",
    "You take steroids or have thin bones, and the pain is new",
    "It is the first time, and you are younger than 20 or older than 55",
    "Your foot drops more and more when you walk",
    "Chest pain or trouble breathing",
    "No better after two weeks of exercises, or getting worse",
)
"""With any of these a doctor is asked soon, before going on with exercises."""

ACUTE: Final = (
    "With pain this strong, rest or an easier version suits today better. Where an exercise has "
    "an easier version for this, it is chosen already."
)

PROFESSIONAL_FIRST: Final = (
    "If a doctor or physiotherapist has not yet looked at your pain, that comes before exercises; "
    "until then the gentler versions are chosen."
)

NOT_A_DEVICE: Final = (
    "formcheck helps you practise exercises. It is not a medical device, does not diagnose or "
    "treat any condition and does not replace a professional. It estimates body angles from video "
    "and can be mistaken, especially about the shape of your back. Work in a comfortable range; "
    "stop if pain rises above 5 of 10, moves down the leg, or you feel numb, weak, dizzy or "
    "unwell. The video stays on this computer."
)
