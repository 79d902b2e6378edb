"""What can be wrong with an outline of a back, in words that go with "not judged"."""

from typing import Final

__all__ = [
    "ARM_COVERS",
    "BLURRED_OUTLINE",
    "CUT_OFF",
    "INSIDE",
    "JUMPS",
    "PART_HIDDEN",
    "STICKS_OUT",
    "TOO_SMALL",
    "TOUCHES",
    "TURNED",
    "UNEVEN",
]

TOO_SMALL: Final = "the person is too small in the picture"
TURNED: Final = "the body is turned too far from side-on"
PART_HIDDEN: Final = "part of the outline of the back is hidden"
CUT_OFF: Final = "the picture's edge cuts off the back"
ARM_COVERS: Final = "an arm covers the back"
BLURRED_OUTLINE: Final = "the outline of the back is blurred"
UNEVEN: Final = "the outline of the back is uneven"
STICKS_OUT: Final = "something sticks out from the back"
TOUCHES: Final = "something touches the back"
INSIDE: Final = "the outline runs inside the body"
JUMPS: Final = "the outline of the back jumps"
