"""The sentences of a set that belong to no exercise: calm, short, and never about a screen.

What an exercise asks for and corrects is in its spec.
"""

from formcheck.exercise.spec import ExerciseSpec, Hold, Posture

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
    "HAND_GOES_ON",
    "HEARD",
    "LOUDER",
    "NOBODY",
    "NOT_HEARD",
    "NO_ANSWER_NEEDED",
    "PAIN_NOW",
    "PRACTICE_DONE",
    "PRACTICE_SHORT",
    "REST_NEARLY_OVER",
    "SLOWLY",
    "STAND_RELAXED",
    "STAND_STILL",
    "STOPPED",
    "UNSUITED",
    "WITHOUT_ARMS",
    "WITHOUT_START",
    "go",
    "pain_question",
    "practice",
    "rest",
    "set_done",
]

NOBODY = "I can't see you yet. Step into the picture."
CAN_YOU_HEAR = "Can you hear me? Raise a hand."
LOUDER = "I am louder now. Can you hear me? Raise a hand."
HEARD = "Good, I see it."
NOT_HEARD = "I'll go on with tones."
UNSUITED = "If it cannot be, record yourself from the side, and I judge that."
STAND_RELAXED = "Stand relaxed, arms hanging."
STAND_STILL = "Stand still for a moment, arms hanging."
WITHOUT_START = "I'll go on with what I have seen."
ARMS_FORWARD = "Lift both arms in front of you, as if holding a tray."
ARMS_FORWARD_AGAIN = "Both arms in front of you, and hold still."
WITHOUT_ARMS = "We'll do without. Arms down."
ARMS_DOWN = "Good. Arms down."
SLOWLY = "Slowly."
BACK_SLOWLY = "And slowly back."
PAIN_NOW = "Pain now?"
PRACTICE_DONE = "That was the practice."
PRACTICE_SHORT = "Once more, a little further."
AWAY = "Paused. Come back when you like."
BACK_AGAIN = "Welcome back. Go on when you're ready."
CONTINUED = "We go on. Whenever you're ready."
FALLEN = "Are you all right? I have stopped."
STOPPED = "Stopped. Continue, finish, or pain?"
HAND_GOES_ON = "Raise a hand to continue."
REST_NEARLY_OVER = "Ten seconds."
NO_ANSWER_NEEDED = "Otherwise just wait."
DONE = "All done. Your summary is ready."
ENDED_BY_PAIN = "We stop here for today. Rest, and read what the page says about pain."

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

LYING_DOWN = "Roll to your side. Sit a moment before you stand."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _counted(spec: ExerciseSpec, count: int) -> str:
    what = "hold" if isinstance(spec.movement, Hold) else "rep"
    return f"{_number(count)} {what}{'' if count == 1 else 's'}"


def practice(spec: ExerciseSpec) -> str:
    """Return what is said before the rep that does not count: what it is, and how it is done."""
    first = spec.summary.split(". ")[0].rstrip(".")
    return f"First a slow practice. It doesn't count. {first}."


def go(spec: ExerciseSpec, *, number: int, sets: int, goal: int) -> str:
    """Return what begins a set."""
    which = f"Set {_number(number)} of {_number(sets)}. " if sets > 1 else ""
    counted = _counted(spec, goal)
    return f"{which}{counted[0].upper()}{counted[1:]}. Go when you're ready."


def set_done(spec: ExerciseSpec, count: int) -> str:
    """Return what ends a set whose goal was reached; who lies is helped up."""
    counted = _counted(spec, count)
    told = f"That's {counted}. Set done."
    return told if spec.posture is Posture.STANDING else f"{told} {rise(spec)}".strip()


def rise(spec: ExerciseSpec) -> str:
    """Return how to come up from the floor; empty where nobody lies."""
    return LYING_DOWN if spec.posture is Posture.LYING else ""


def pain_question(*, leg_pain: bool, hand: bool) -> str:
    """Return the question after a set, answered by a hand or on the page."""
    worse = "six or more, or leg pain moved further down" if leg_pain else "six or more out of ten"
    if not hand:
        return f"Pain now? If it is {worse}, please tell me on the laptop."
    return f"Pain now? If it is {worse}, raise a hand. {NO_ANSWER_NEEDED}"


def rest(seconds: float) -> str:
    """Return what begins a rest."""
    return f"Rest for {seconds:.0f} seconds."
