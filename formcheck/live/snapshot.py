"""What the page is told of an exercise going on: one immutable value at a time."""

import math
from dataclasses import dataclass

from formcheck.errors import FormCheckError
from formcheck.guide.guidance import Guidance, SetDone, Utterance
from formcheck.history.fault_pictures import FaultPicture

__all__ = ["STALLED_S", "Snapshot"]

STALLED_S = 2.0
"""Without a frame for so long something is amiss: a browser tab in the background still sends one
a second, and nobody should exercise on for longer without being seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """How things stand.

    ``guidance`` is that of the last frame judged, None before the first, and ``utterances`` the
    last that were said. ``frames`` have been judged so far, ``frames_per_s`` lately (0 while
    stalled); ``age_s`` is how long ago the last frame came, NaN before the first. ``error`` is
    what a person should know and what to do about it; the exercise goes on meanwhile.
    """

    guidance: Guidance | None = None
    utterances: tuple[Utterance, ...] = ()
    error: FormCheckError | None = None
    frames: int = 0
    frames_per_s: float = 0.0
    age_s: float = math.nan
    sets: tuple[SetDone, ...] = ()
    pictures: tuple[FaultPicture, ...] = ()

    @property
    def stalled(self) -> bool:
        """Whether frames came and now come no more."""
        return self.age_s > STALLED_S
