"""The sentences of a set that belong to no exercise: calm, short, and never about a screen.

What an exercise asks for and corrects is in its spec.
"""

import re

from formcheck.exercise.spec.models import Calibration, ExerciseSpec, Hold, Posture, Sides

__all__ = [
    "ARMS_DOWN",
    "ARMS_FORWARD",
    "ARMS_FORWARD_AGAIN",
    "AWAY",
    "BACK_AGAIN",
    "BACK_SLOWLY",
    "CAN_YOU_HEAR",
    "CONTINUED",
    "DONE",
    "ENDED_BY_PAIN",
    "FALLEN",
    "FALLEN_TITLE",
    "HEARD",
    "LOUDER",
    "NOBODY",
    "NOTHING_DONE",
    "NOT_HEARD",
    "PAIN_NOW",
    "PRACTICE_AGAIN",
    "PRACTICE_DONE",
    "PRACTICE_LEFT",
    "PRACTICE_SHORT",
    "PRACTICE_WAITS",
    "REST_NEARLY_OVER",
    "SLOWLY",
    "START_AGAIN",
    "STOPPED",
    "UNSUITED",
    "WITHOUT_ARMS",
    "WITHOUT_START",
    "go",
    "pain_question",
    "practice",
    "rest",
    "rise",
    "set_done",
    "stand",
    "stand_still",
    "take_place",
]

NOBODY = "I can't see you yet. Step into the picture."
CAN_YOU_HEAR = "Can you hear me? Raise a hand."
LOUDER = "I am louder now. Can you hear me? Raise a hand."
HEARD = "Good, I see it."
NOT_HEARD = "I'll go on with tones."
UNSUITED = "If that can't be done, record yourself from the side. I can judge that."
WITHOUT_START = "I'll go on with what I have seen."
ARMS_FORWARD = "Lift both arms in front of you, as if holding a tray."
ARMS_FORWARD_AGAIN = "Both arms in front of you, and hold still."
WITHOUT_ARMS = "We'll do without. Arms down."
ARMS_DOWN = "Good. Arms down."
SLOWLY = "Slowly."
BACK_SLOWLY = "And slowly back."
PAIN_NOW = "How is the pain now?"
FURTHER_DOWN = "Has it moved further down the leg?"
PRACTICE_DONE = "That was the practice."
PRACTICE_AGAIN = "Once more, slowly."
PRACTICE_SHORT = "Once more, a little further if it feels easy."
PRACTICE_LEFT = "That's enough practice."
PRACTICE_WAITS = "One slow practice, whenever you're ready."
AWAY = "Paused. Come back when you like."
BACK_AGAIN = "Welcome back. Go on when you're ready."
CONTINUED = "We go on. Whenever you're ready."
FALLEN_TITLE = "Take your time"
FALLEN = "Take your time. Call for help if you need it."
START_AGAIN = "Start again when you like."
STOPPED = f"Stopped. {START_AGAIN}"
REST_NEARLY_OVER = "Ten seconds."
NOTHING_DONE = "All right, we leave it there."
DONE = "All done. Your summary is ready."
ENDED_BY_PAIN = "We stop here for today. A short walk often helps."

MAX_WORDS = 12
"""What is longer is not kept in mind by ear, and was said when the exercise was shown."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

LYING_DOWN = "Roll to your side. Sit a moment before you stand."

_STAND = {
    Posture.STANDING: ("Stand relaxed, arms hanging.", "Stand still for a moment, arms hanging."),
    Posture.SITTING: (
        "Stand in front of the chair, arms hanging.",
        "Stand up and keep still for a moment, arms hanging.",
    ),
}
_OWN_START = ("Come into your starting position.", "Keep still in your starting position.")

_PLACES = {Posture.STANDING: "", Posture.SITTING: "Sit down on the chair."}


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _counted(spec: ExerciseSpec, count: int) -> str:
    what = "hold" if isinstance(spec.movement, Hold) else "rep"
    return f"{_number(count)} {what}{'' if count == 1 else 's'}"


def stand(spec: ExerciseSpec) -> str:
    """Return what is asked for the first step of the calibration."""
    return _start(spec)[0]


def stand_still(spec: ExerciseSpec) -> str:
    """Return the same, asked again."""
    return _start(spec)[1]


def _start(spec: ExerciseSpec) -> tuple[str, str]:
    own = spec.calibration is Calibration.OWN_START
    return _OWN_START if own else _STAND.get(spec.posture, _STAND[Posture.STANDING])


def take_place(spec: ExerciseSpec) -> str:
    """Return what is asked of who stands and is to begin otherwise; empty where one stands."""
    return _PLACES.get(spec.posture, _OWN_START[0])


def practice(spec: ExerciseSpec) -> str:
    """Return what is said before the rep that does not count: what it is, and how it is done."""
    first = spec.summary.split(". ")[0].rstrip(".")
    if len(first.split()) > MAX_WORDS:
        first = re.split("[,:;]", first)[0]
    return f"First a slow practice. It doesn't count. {first}."


def go(spec: ExerciseSpec, *, number: int, sets: int, goal: int) -> str:
    """Return what begins a set."""
    which = f"Set {_number(number)} of {_number(sets)}. " if sets > 1 else ""
    counted = _counted(spec, goal)
    return f"{which}{counted[0].upper()}{counted[1:]}{_sides(spec, goal)}. Go when you're ready."


def _sides(spec: ExerciseSpec, goal: int) -> str:
    """Return how holds are shared out where each side has its turn."""
    movement = spec.movement
    if not isinstance(movement, Hold) or movement.sides is not Sides.EACH or goal == 1:
        return ""
    return ", changing sides" if goal % 2 else f", {_number(goal // 2)} on each side"


def set_done(spec: ExerciseSpec, count: int) -> str:
    """Return what ends a set in which something was counted."""
    return f"That's {_counted(spec, count)}. Set done."


def rise(spec: ExerciseSpec) -> str:
    """Return how to come up from the floor; empty where nobody lies."""
    return LYING_DOWN if spec.posture is Posture.LYING else ""


def pain_question(*, leg_pain: bool, again: bool = False) -> str:
    """Return the question after a set; ``again`` tells that it was asked before, and how it goes.

    It is answered at the laptop, or left open: nothing that can be done from afar is an answer.
    """
    if again:
        return f"{PAIN_NOW}{' Further down the leg?' if leg_pain else ''} Answer, or just wait."
    asked = f"{PAIN_NOW} {FURTHER_DOWN}" if leg_pain else PAIN_NOW
    return f"{asked} Answer on the page, or just wait."


def rest(seconds: float) -> str:
    """Return what begins a rest."""
    return f"Rest for {seconds:.0f} second{'' if round(seconds) == 1 else 's'}."
