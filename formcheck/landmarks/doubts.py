"""The doubts about an outline of a back, in words that go with "not judged"."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

__all__ = ["Doubt"]


class Doubt(StrEnum):
    """The reason that lowers the trust in an outline most."""

    NOT_SEEN = "outline-not-seen"
    TOO_SMALL = "outline-too-small"
    TURNED = "outline-turned"
    PART_HIDDEN = "outline-part-hidden"
    CUT_OFF = "outline-cut-off"
    ARM_COVERS = "outline-arm-covers"
    BLURRED_OUTLINE = "outline-blurred"
    UNEVEN = "outline-uneven"
    STICKS_OUT = "outline-sticks-out"
    TOUCHES = "outline-touches"
    INSIDE = "outline-inside"
    JUMPS = "outline-jumps"

    @property
    def words(self) -> str:
        """The doubt in English."""
        return _WORDS[self]

    @classmethod
    def of(cls, words: str) -> "Doubt | None":
        """Return the doubt that a recording holds in words; None for no words.

        Unknown words, which no version of ours wrote, only say that the back was not to be judged.
        """
        return _DOUBTS.get(words, cls.NOT_SEEN) if words else None


_WORDS: Final[Mapping[Doubt, str]] = MappingProxyType(
    {
        Doubt.NOT_SEEN: "the back is not seen",
        Doubt.TOO_SMALL: "the person is too small in the picture",
        Doubt.TURNED: "the body is turned too far from side-on",
        Doubt.PART_HIDDEN: "part of the outline of the back is hidden",
        Doubt.CUT_OFF: "the picture's edge cuts off the back",
        Doubt.ARM_COVERS: "an arm covers the back",
        Doubt.BLURRED_OUTLINE: "the outline of the back is blurred",
        Doubt.UNEVEN: "the outline of the back is uneven",
        Doubt.STICKS_OUT: "something sticks out from the back",
        Doubt.TOUCHES: "something touches the back",
        Doubt.INSIDE: "the outline runs inside the body",
        Doubt.JUMPS: "the outline of the back jumps",
    }
)

_DOUBTS: Final = MappingProxyType({words: doubt for doubt, words in _WORDS.items()})
