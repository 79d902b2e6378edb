"""What is said of how somebody stands to the camera, and for how long before it is let go.

Remedies are heard from two or three metres away by somebody who does not see the screen: short,
and right whichever way they face. Problems are the same at length, to be read.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from formcheck.landmarks.pose import Part

__all__ = [
    "NOBODY",
    "ONCE_S",
    "PART_NAMES",
    "PICTURE",
    "AdviceQueue",
    "Remedy",
    "Trouble",
    "and_list",
    "can_judge_words",
    "hidden_trouble",
]

PATIENCE_S = 12.0
"""A remedy is said for so long without any progress: twice, at 3 s to say it and 3 s to do it.
Then there is no room for it, or it helps nothing, and the next one is tried (team choice)."""

ONCE_S = PATIENCE_S / 2
"""What does not stop the judging is said once and then let go."""

PROGRESS = 0.02
"""Less change than this is the landmarks' jitter: a step of 0.3 m at 3 m changes 0.1."""

LONGEST_STEP_S = 0.5
"""A gap between two poses counts for no more than this: nobody heard anything in it."""

PART_NAMES = {
    Part.EAR: "head",
    Part.SHOULDER: "shoulders",
    Part.ELBOW: "elbows",
    Part.WRIST: "hands",
    Part.HIP: "hips",
    Part.KNEE: "knees",
    Part.ANKLE: "ankles",
    Part.HEEL: "feet",
    Part.TOE: "feet",
}

GROUPS: Mapping[str, tuple[frozenset[Part], frozenset[Part]]] = {
    "knees": (frozenset({Part.KNEE}), frozenset({Part.HIP, Part.ANKLE})),
    "back": (frozenset({Part.SHOULDER, Part.HIP}), frozenset()),
    "head": (frozenset({Part.EAR}), frozenset({Part.SHOULDER})),
    "arms": (frozenset({Part.ELBOW, Part.WRIST}), frozenset({Part.SHOULDER})),
    "feet": (frozenset({Part.HEEL, Part.TOE}), frozenset({Part.ANKLE})),
}
"""What people call what is judged: the parts it is, and those it cannot be measured without."""


class Remedy(StrEnum):
    """What can be done about it, in the words that are heard."""

    TIP_FORWARD = "Tip the screen forward a little."
    TIP_BACK = "Tip the screen back a little."
    FURTHER = "Move further from the laptop."
    MUCH_FURTHER = "Move two steps further from the laptop."
    CLOSER = "Step closer to the laptop."
    WALK_AHEAD = "Walk one step the way you're facing."
    WALK_BACK = "Walk backwards one step."
    STEP_LEFT = "Step to your left."
    STEP_RIGHT = "Step to your right."
    TURN_TOWARDS = "Turn a little towards the camera."
    TURN_AWAY = "Turn a little away from the camera."
    TURN_SIDE = "Turn until one shoulder points at the laptop."
    TURN_FRONT = "Turn to face the laptop."
    COME = "I can't see you. Step in front of the laptop."
    HEAD_IN = "I can't see your head. Tip the screen back."
    ALL_IN = "I can't see you. Move further from the laptop."
    LIGHT = "It is too dark. Turn on a light."
    WIPE = "The picture is blurred. Wipe the camera."
    FIRM = "The laptop is moving. Put it somewhere firm."
    FASTER = "The picture is slow. Close other programs."


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it should be.

    ``remedies`` are tried one after the other; ``lack`` is how much there is to change, in
    pictures or right angles. An ``essential`` one is never let go: nothing can be judged with it.
    ``losing`` names what leaves the picture in the movement if it stays.
    """

    problem: str
    remedies: tuple[str, ...]
    lack: float = 1.0
    essential: bool = False
    patience_s: float = PATIENCE_S
    losing: tuple[str, ...] = ()


NOBODY = Trouble(
    "I can't see anybody. Step into the picture.",
    (Remedy.COME, Remedy.HEAD_IN, Remedy.ALL_IN),
    essential=True,
    patience_s=ONCE_S,
)
"""The model finds nobody whose head is cut off (40 of 54 renderings), so that is tried next."""

PICTURE = {
    "dark": Trouble(
        "It is too dark to see you well. Turn on a light.", (Remedy.LIGHT,), patience_s=ONCE_S
    ),
    "blurred": Trouble(
        "The picture is blurred. Wipe the lens, or add light.", (Remedy.WIPE,), patience_s=ONCE_S
    ),
    "shaken": Trouble(
        "The camera is moving. Put it somewhere firm.", (Remedy.FIRM,), patience_s=ONCE_S
    ),
    "slow": Trouble(
        "The picture comes too slowly. Close other programs, or add light.",
        (Remedy.FASTER,),
        patience_s=ONCE_S,
    ),
}
"""What can be wrong with the picture itself; none of it stops the judging."""


def hidden_trouble(names: Sequence[str], core: Collection[str]) -> Trouble | None:
    """Return what to do about parts that are in the picture and not seen."""
    if not names:
        return None
    words = and_list(names)
    problem = f"I can't see your {words}. Move until the whole of you is in the picture."
    essential = not set(core).isdisjoint(names)
    instruction = f"Something hides your {words}."
    return Trouble(problem, (instruction,), essential=essential, patience_s=ONCE_S)


class AdviceQueue:
    """Remembers what was advised in vain, so that advice comes to an end.

    A remedy is given up when its time has passed without progress, a trouble when its remedies
    are. Progress is a lack smaller than ever before: to walk to and fro is none.
    """

    def __init__(self) -> None:
        self._asked_s: dict[tuple[str, str], float] = {}
        self._least: dict[str, float] = {}
        self._last_s = math.inf

    def step(
        self, time_s: float, troubles: Mapping[str, Trouble], *, acting: bool
    ) -> tuple[str, tuple[str, ...]]:
        """Return the remedy to be said now, "" for none, and which troubles are let go.

        ``troubles`` come by their kind, most important first; ``heeded`` tells that the person is
        doing something about it, so that the time does not count.
        """
        passed_s = 0.0 if acting else min(max(time_s - self._last_s, 0.0), LONGEST_STEP_S)
        self._last_s = time_s
        said, let_go = "", []
        for kind, trouble in troubles.items():
            self._note_progress(kind, trouble)
            instruction = self._untried(kind, trouble)
            if not instruction:
                let_go.append(kind)
            elif not said:
                said = instruction
                self._asked_s[kind, said] = self._asked_s.get((kind, said), 0.0) + passed_s
        return str(said), tuple(let_go)

    def _note_progress(self, kind: str, trouble: Trouble) -> None:
        """Give more time to what is being tried, while it helps; what was given up remains so."""
        least = self._least.setdefault(kind, trouble.lack)
        if trouble.lack > least - PROGRESS:
            return
        self._least[kind] = trouble.lack
        for key, asked_s in self._asked_s.items():
            if key[0] == kind and asked_s < trouble.patience_s:
                self._asked_s[key] = 0.0

    def _untried(self, kind: str, trouble: Trouble) -> str:
        for instruction in trouble.remedies:
            if self._asked_s.get((kind, instruction), 0.0) < trouble.patience_s:
                return instruction
        if not trouble.essential:
            return ""
        self._asked_s.update({(kind, instruction): 0.0 for instruction in trouble.remedies})
        return trouble.remedies[0]


def can_judge_words(missing: Sequence[str], parts: Collection[Part]) -> str:
    """Return which of what is needed can be judged and which not, in one sentence to be said.

    It reads "I can judge your knees and back, not your feet."; empty where nothing that is needed
    is missing. ``missing`` are names of parts as in :attr:`Framing.missing`, ``parts`` what the
    exercise needs.
    """
    unseen = {part for part, name in PART_NAMES.items() if name in missing} & set(parts)
    watched = {name: own | more for name, (own, more) in GROUPS.items() if own & set(parts)}
    lost = [name for name, needed in watched.items() if needed & unseen]
    kept = [name for name in watched if name not in lost]
    if not lost:
        return ""
    if not kept:
        return "I can't judge your form from here."
    return f"I can judge your {and_list(kept)}, not your {and_list(lost)}."


def and_list(names: Iterable[str]) -> str:
    """Return names as they are said: "knees, back and feet"."""
    *others, last = names
    return " and ".join(filter(None, (", ".join(others), last)))
