"""Advice on how the person stands to the camera, and how long it is repeated before it is let go.

The person hears remedies from two or three metres away without seeing the screen, so they are short
and right whichever way the person faces. Problems say the same at length, to be read.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from formcheck.landmarks.pose import Part
from formcheck.words.catalogue import Words

__all__ = [
    "ONCE_S",
    "PART_NAMES",
    "AdviceQueue",
    "Remedy",
    "Trouble",
    "body_words",
    "can_judge_words",
    "hidden_trouble",
    "nobody_trouble",
    "picture_trouble",
]

PATIENCE_S = 12.0
"""A remedy without progress is given up after this long: twice 3 s to say it and 3 s to do it. Then
there is no room for it, or it does not help, and the next one is tried (team choice)."""

ONCE_S = PATIENCE_S / 2
"""A trouble that does not stop the judging is said once and then let go."""

PROGRESS = 0.02
"""Less change than this is the landmarks' jitter: a step of 0.3 m at 3 m changes 0.1."""

LONGEST_STEP_S = 0.5
"""A gap between two poses counts for at most this: nobody heard anything in it."""

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
"""Names of judged body groups: the parts of each, and the parts it cannot be measured without."""


class Remedy(StrEnum):
    """What a person can do about a trouble; the words catalogue has a sentence for each."""

    TIP_FORWARD = "tip-forward"
    TIP_BACK = "tip-back"
    FURTHER = "further"
    MUCH_FURTHER = "much-further"
    CLOSER = "closer"
    WALK_AHEAD = "walk-ahead"
    WALK_BACK = "walk-back"
    STEP_LEFT = "step-left"
    STEP_RIGHT = "step-right"
    TURN_TOWARDS = "turn-towards"
    TURN_AWAY = "turn-away"
    TURN_SIDE = "turn-side"
    TURN_FRONT = "turn-front"
    COME = "come"
    HEAD_IN = "head-in"
    ALL_IN = "all-in"
    LIGHT = "light"
    WIPE = "wipe"
    FIRM = "firm"
    FASTER = "faster"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to change about the framing.

    ``problem`` says it in words to be read; ``remedies`` are tried in order; ``lack`` is how much
    must change, in pictures or right angles. An ``essential`` trouble is never let go, because it
    stops all judging. ``losing`` names parts that will leave the picture in the movement if nothing
    changes, and ``parts`` says which are hidden.
    """

    problem: str
    remedies: tuple[Remedy, ...]
    lack: float = 1.0
    essential: bool = False
    patience_s: float = PATIENCE_S
    losing: tuple[str, ...] = ()
    parts: str = ""


def nobody_trouble(words: Words) -> Trouble:
    """Return the trouble that nobody is seen.

    The model misses people whose head is cut off (40 of 54 renderings), so that is tried next.
    """
    remedies = (Remedy.COME, Remedy.HEAD_IN, Remedy.ALL_IN)
    return Trouble(words("problem-nobody"), remedies, essential=True, patience_s=ONCE_S)


PICTURE_REMEDIES: Mapping[str, Remedy] = {
    "dark": Remedy.LIGHT,
    "blurred": Remedy.WIPE,
    "shaken": Remedy.FIRM,
    "slow": Remedy.FASTER,
}
"""Faults of the picture itself and their remedies; none of them stops the judging."""


def picture_trouble(words: Words, kind: str) -> Trouble:
    """Return the trouble of a fault in the picture itself."""
    return Trouble(words(f"problem-{kind}"), (PICTURE_REMEDIES[kind],), patience_s=ONCE_S)


def hidden_trouble(words: Words, names: Sequence[str], core: Collection[str]) -> Trouble | None:
    """Return the trouble of parts that are in the picture but not seen; None without such parts."""
    if not names:
        return None
    parts = body_words(words, names)
    essential = not set(core).isdisjoint(names)
    return Trouble(
        words("problem-hidden", parts=parts),
        (Remedy.HIDDEN,),
        essential=essential,
        patience_s=ONCE_S,
        parts=parts,
    )


def remedy_words(words: Words, instruction: Remedy, trouble: Trouble) -> str:
    """Return the words of a remedy for a trouble."""
    if instruction is Remedy.HIDDEN:
        return words.of("remedy", instruction, parts=trouble.parts)
    return words.of("remedy", instruction)


class AdviceQueue:
    """Remembers advice given in vain, so that advice comes to an end.

    A remedy is given up when its time passes without progress, a trouble when all its remedies are.
    Progress is a lack smaller than ever before: walking to and fro is none.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._asked_s: dict[tuple[str, Remedy, str], float] = {}
        self._least: dict[str, float] = {}
        self._last_s = math.inf

    def step(
        self, time_s: float, troubles: Mapping[str, Trouble], *, acting: bool
    ) -> tuple[str, tuple[str, ...]]:
        """Return the words to say now, "" for none, and the kinds of troubles let go.

        ``troubles`` come by their kind, most important first; ``acting`` means that the person is
        doing something about it, so that the time does not count.
        """
        passed_s = 0.0 if acting else min(max(time_s - self._last_s, 0.0), LONGEST_STEP_S)
        self._last_s = time_s
        said, let_go = "", []
        for kind, trouble in troubles.items():
            self._note_progress(kind, trouble)
            instruction = self._untried(kind, trouble)
            if instruction is None:
                let_go.append(kind)
            elif not said:
                said, key = (
                    remedy_words(self._words, instruction, trouble),
                    (kind, instruction, trouble.parts),
                )
                self._asked_s[key] = self._asked_s.get(key, 0.0) + passed_s
        return said, tuple(let_go)

    def _note_progress(self, kind: str, trouble: Trouble) -> None:
        """Give a remedy in use more time while it helps; a remedy given up stays given up."""
        least = self._least.setdefault(kind, trouble.lack)
        if trouble.lack > least - PROGRESS:
            return
        self._least[kind] = trouble.lack
        for key, asked_s in self._asked_s.items():
            if key[0] == kind and asked_s < trouble.patience_s:
                self._asked_s[key] = 0.0

    def _untried(self, kind: str, trouble: Trouble) -> Remedy | None:
        for instruction in trouble.remedies:
            if self._asked_s.get((kind, instruction, trouble.parts), 0.0) < trouble.patience_s:
                return instruction
        if not trouble.essential:
            return None
        again = {(kind, instruction, trouble.parts): 0.0 for instruction in trouble.remedies}
        self._asked_s.update(again)
        return trouble.remedies[0]


def can_judge_words(words: Words, missing: Sequence[str], parts: Collection[Part]) -> str:
    """Return one sentence on which needed body groups can be judged and which cannot.

    It reads "I can judge your knees and back, not your feet."; empty if no needed part is missing.
    ``missing`` are names of parts as in :attr:`Framing.missing`, ``parts`` are those the exercise
    needs.
    """
    unseen = {part for part, name in PART_NAMES.items() if name in missing} & set(parts)
    watched = {name: own | more for name, (own, more) in GROUPS.items() if own & set(parts)}
    lost = [name for name, needed in watched.items() if needed & unseen]
    kept = [name for name in watched if name not in lost]
    if not lost:
        return ""
    if not kept:
        return words("unjudged-form")
    return words("unjudged-partly", kept=body_words(words, kept), lost=body_words(words, lost))


def body_words(words: Words, names: Iterable[str]) -> str:
    """Return names of body parts as a spoken list: "knees, back and feet"."""
    return words.listed(words(f"body-{name}") for name in names)
