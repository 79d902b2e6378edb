"""Why something was not judged or not counted: a closed list with its English words.

Code decides by the members, never by the words. Reports hold the words; only :meth:`Reason.of` and
:meth:`Outcome.of` turn words read back from a file into members again. The members' values are ids
for a catalogue of words in other languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Part

__all__ = ["Outcome", "Reason", "ReasonKind"]


class ReasonKind(StrEnum):
    """Why a check was not judged, or on which side of its limit a value was found."""

    ABOVE_LIMIT = "above-limit"
    BELOW_LIMIT = "below-limit"
    NOT_APPLICABLE = "not-applicable"
    NOBODY_SEEN = "nobody-seen"
    NOT_SEEN = "not-seen"
    PARTS_UNSEEN = "parts-unseen"
    PART_OF_MOVEMENT_UNSEEN = "part-of-movement-unseen"
    HOLE = "hole"
    TOO_BRIEF = "too-brief"
    VIEW_UNKNOWN = "view-unknown"
    VIEW_UNCLEAR = "view-unclear"
    NOT_FROM_SIDE = "not-from-side"
    NOT_FROM_FRONT = "not-from-front"
    NOT_FROM_OBLIQUE = "not-from-oblique"
    NOT_CALIBRATED = "not-calibrated"
    NOT_YET_SEEN_STANDING = "not-yet-seen-standing"
    PACE_UNKNOWN = "pace-unknown"
    NO_FORM_JUDGED = "no-form-judged"
    HARDLY_BENT = "hardly-bent"
    BACK_HIDDEN = "back-hidden"
    STRAIGHT_BACK_UNKNOWN = "straight-back-unknown"
    ANOTHER_EXERCISE = "another-exercise"
    OUTLINE_NOT_SEEN = Doubt.NOT_SEEN.value
    OUTLINE_TOO_SMALL = Doubt.TOO_SMALL.value
    OUTLINE_TURNED = Doubt.TURNED.value
    OUTLINE_PART_HIDDEN = Doubt.PART_HIDDEN.value
    OUTLINE_CUT_OFF = Doubt.CUT_OFF.value
    OUTLINE_ARM_COVERS = Doubt.ARM_COVERS.value
    OUTLINE_BLURRED = Doubt.BLURRED_OUTLINE.value
    OUTLINE_UNEVEN = Doubt.UNEVEN.value
    OUTLINE_STICKS_OUT = Doubt.STICKS_OUT.value
    OUTLINE_TOUCHES = Doubt.TOUCHES.value
    OUTLINE_INSIDE = Doubt.INSIDE.value
    OUTLINE_JUMPS = Doubt.JUMPS.value
    OTHER = "other"


_PARTS_UNSEEN: Final = " could not be seen"
"""Stands after the names of the parts that are hidden or out of the picture."""

_WORDS: Final[Mapping[ReasonKind, str]] = MappingProxyType(
    {
        ReasonKind.ABOVE_LIMIT: "above the limit",
        ReasonKind.BELOW_LIMIT: "below the limit",
        ReasonKind.NOT_APPLICABLE: "did not apply",
        ReasonKind.NOBODY_SEEN: "nobody is seen",
        ReasonKind.NOT_SEEN: "it was not seen",
        ReasonKind.PART_OF_MOVEMENT_UNSEEN: "this part of the movement was not seen",
        ReasonKind.HOLE: "part of it was not seen",
        ReasonKind.TOO_BRIEF: "it was not seen for long enough",
        ReasonKind.VIEW_UNKNOWN: "it was not clear yet from where you were seen",
        ReasonKind.VIEW_UNCLEAR: "how you were turned could not be told",
        ReasonKind.NOT_FROM_SIDE: "you were not seen from the side",
        ReasonKind.NOT_FROM_FRONT: "you were not seen from the front",
        ReasonKind.NOT_FROM_OBLIQUE: "you were not seen from the oblique",
        ReasonKind.NOT_CALIBRATED: "how you stand was not known yet",
        ReasonKind.NOT_YET_SEEN_STANDING: "not yet seen standing",
        ReasonKind.PACE_UNKNOWN: "how fast you were cannot be told from where the camera stood",
        ReasonKind.NO_FORM_JUDGED: "nothing else could be judged",
        ReasonKind.HARDLY_BENT: "you hardly bent forward",
        ReasonKind.BACK_HIDDEN: "too much of the outline of the back is hidden",
        ReasonKind.STRAIGHT_BACK_UNKNOWN: (
            "how your back is when it is straight was not seen well enough"
        ),
        ReasonKind.ANOTHER_EXERCISE: "it looks like another exercise",
        **{ReasonKind(doubt.value): doubt.words for doubt in Doubt},
    }
)
"""The words of every kind but the two whose words depend on the moment itself."""

_KINDS: Final = MappingProxyType({words: kind for kind, words in _WORDS.items()})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was not judged, or what was found.

    Parameters
    ----------
    kind
        The kind; code decides by it.
    parts
        The parts of the body that were not seen; only for :attr:`ReasonKind.PARTS_UNSEEN`.
    text
        The words of :attr:`ReasonKind.OTHER`, unknown to this version.
    """

    kind: ReasonKind
    parts: frozenset[Part] = frozenset()
    text: str = ""

    @property
    def words(self) -> str:
        """The reason in English."""
        if self.kind is ReasonKind.PARTS_UNSEEN:
            return f"{self.part_names}{_PARTS_UNSEEN}"
        return self.text if self.kind is ReasonKind.OTHER else _WORDS[self.kind]

    @property
    def part_names(self) -> str:
        """The parts that were not seen, such as "heel and toe"."""
        return " and ".join(sorted(part.value for part in self.parts))

    @classmethod
    @cache
    def of(cls, words: str) -> "Reason | None":
        """Return the reason with these words, as a report holds them; None for no words."""
        if not words:
            return None
        if (kind := _KINDS.get(words)) is not None:
            return cls(kind)
        names = words.removesuffix(_PARTS_UNSEEN).split(" and ")
        if words.endswith(_PARTS_UNSEEN) and all(name in _PART_NAMES for name in names):
            return cls(ReasonKind.PARTS_UNSEEN, frozenset(map(Part, names)))
        return cls(ReasonKind.OTHER, text=words)


_PART_NAMES: Final = frozenset(part.value for part in Part)


class Outcome(StrEnum):
    """How a movement ended; all but the first say why it was not counted."""

    REP = "rep"
    SHORT = "turned-back-early"
    LOST = "lost-from-sight"
    UNFINISHED = "recording-ended"
    QUICK = "too-quick"
    ENDLESS = "too-long"
    CUT = "cut-off"
    BEGUN = "begun-before"
    HOLE = "hole-in-movement"
    WALKED = "walked"
    PASSED_THROUGH = "passed-through"
    NOT_HELD = "not-held"
    LOOK_ALIKE = "look-alike"

    @property
    def words(self) -> str:
        """The outcome in English; a look-alike's name comes from its exercise instead."""
        return _OUTCOME_WORDS[self]

    @classmethod
    def of(cls, words: str) -> "Outcome":
        """Return the outcome with these words; any other words are the name of a look-alike."""
        return _OUTCOMES.get(words, cls.LOOK_ALIKE)


_OUTCOME_WORDS: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.REP: "rep",
        Outcome.SHORT: "turned back early",
        Outcome.LOST: "lost from sight",
        Outcome.UNFINISHED: "the recording ended before the way back",
        Outcome.QUICK: "too quick to be a rep",
        Outcome.ENDLESS: "too long to be a rep",
        Outcome.CUT: "cut off by a cut in the video",
        Outcome.BEGUN: "begun before it was seen",
        Outcome.HOLE: "part of it was not seen",
        Outcome.WALKED: "walking",
        Outcome.PASSED_THROUGH: "gone through, not held",
        Outcome.NOT_HELD: "too short to be a hold",
        Outcome.LOOK_ALIKE: "another movement",
    }
)

_OUTCOMES: Final = MappingProxyType({words: each for each, words in _OUTCOME_WORDS.items()})
