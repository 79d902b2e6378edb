"""The small words of the spec format: its closed sets, and its kinds of text and number."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.spec.posture import Posture

__all__ = [
    "Ask",
    "Asks",
    "Calibration",
    "Count",
    "CueText",
    "Explain",
    "Explained",
    "Found",
    "Identifier",
    "Importance",
    "MeasureName",
    "Posture",
    "Profile",
    "Profiles",
    "Seconds",
    "Share",
    "Sides",
    "Source",
    "StopSignal",
    "Strict",
    "Words",
]

Words = Annotated[str, Field(min_length=1, max_length=600)]
CueText = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^\S+(\s+\S+){0,5}$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
MeasureName = Annotated[Measure, Field(strict=False)]
Seconds = Annotated[float, Field(gt=0, le=600)]
Found = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=1, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Source = Annotated[
    Words,
    Field(description="Where the numbers come from: [S12], [seed 3], [D], 'team choice'."),
]


class Strict(BaseModel):
    """Unknown words are refused, numbers are numbers, and nothing changes after loading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        str_strip_whitespace=True,  # folded text ends in a line break
    )


class Explained(Strict):
    """What to tell after the set, by the side on which a check failed."""

    too_low: Words | None = Field(default=None, description="Told when the value is too small.")
    too_high: Words | None = Field(default=None, description="Told when it is too large.")


def _how_told(explain: object) -> str:
    return "each" if isinstance(explain, dict | Explained) else "one"


Explain = Annotated[
    Annotated[Words, Tag("one")] | Annotated[Explained, Tag("each")], Discriminator(_how_told)
]
"""One text where a check has one limit, or one for each side."""


class Importance(StrEnum):
    """What a finding is about; earlier ones are spoken first."""

    SPINE = "spine"
    RANGE = "range"
    ALIGNMENT = "alignment"
    TEMPO = "tempo"

    @property
    def rank(self) -> int:
        """Its place in the order in which things are spoken, 0 first."""
        return list(Importance).index(self)


class Profile(StrEnum):
    """What a person says of their back before exercising."""

    FLEXION_INTOLERANT = "flexion_intolerant"
    EXTENSION_INTOLERANT = "extension_intolerant"
    ACUTE = "acute"
    UNDIAGNOSED = "undiagnosed"


class Ask(StrEnum):
    """What an exercise asks of the body, by which it suits somebody or not.

    ``slump`` is bending the back as far as it goes, ``arching`` backwards; ``strength`` is work of
    the legs, ``rising`` getting up from a chair, ``load`` a weight in the hands; ``deep_hip`` bends
    the hips to a right angle and beyond, ``leg_stretch`` pulls on the back of the leg; ``floor`` is
    getting down there and up again, ``on_back`` lying so, ``twist`` turning the lower back.
    """

    BENDING = "bending"
    SLUMP = "slump"
    ARCHING = "arching"
    TWIST = "twist"
    LOAD = "load"
    STRENGTH = "strength"
    RISING = "rising"
    DEEP_HIP = "deep_hip"
    LEG_STRETCH = "leg_stretch"
    ON_FEET = "on_feet"
    FLOOR = "floor"
    ON_BACK = "on_back"


class StopSignal(StrEnum):
    """How the person can stop a set without the laptop; leaving the place always stops it."""

    RAISED_HAND = "raised_hand"
    KEY = "key"


class Calibration(StrEnum):
    """What the person is asked to do before the set."""

    STANDING_THEN_ARMS_FORWARD = "standing_then_arms_forward"
    STANDING = "standing"
    OWN_START = "own_start"


class Sides(StrEnum):
    """Which sides a hold is done on."""

    BOTH_AT_ONCE = "both_at_once"
    EACH = "each"


Profiles = Annotated[tuple[Annotated[Profile, Field(strict=False)], ...], Field(strict=False)]
Asks = Annotated[tuple[Annotated[Ask, Field(strict=False)], ...], Field(strict=False)]
