"""The state of a running exercise for the page: one immutable value at a time."""

import math
from dataclasses import dataclass

from formcheck.errors import FormCheckError
from formcheck.guide.guidance import Guidance, SetDone, Utterance
from formcheck.history.fault_pictures import FaultPicture

__all__ = ["STALLED_S", "Snapshot"]

STALLED_S = 2.0
"""Time without a frame that counts as stalled: a browser tab in the background still sends one a
second, and nobody should exercise on unseen for longer."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The state of a running exercise.

    ``guidance`` is the last judged frame's, None before the first, and ``utterances`` are the last
    ones spoken. ``frames`` counts the judged frames, ``frames_per_s`` is their recent rate (0 while
    stalled); ``age_s`` is how long ago the last frame came, NaN before the first. ``error`` says
    what is wrong and what to do about it; the exercise goes on meanwhile.
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
        """Whether frames came and have stopped coming."""
        return self.age_s > STALLED_S
