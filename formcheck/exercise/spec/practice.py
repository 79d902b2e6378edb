"""How to practise an exercise: how fast, how much, when to leave it out, and its examples."""

from typing import Annotated

from pydantic import Field

from formcheck.exercise.spec.guided import Minutes
from formcheck.exercise.spec.vocabulary import (
    Count,
    Found,
    Identifier,
    Profiles,
    Seconds,
    Source,
    Strict,
    Words,
)

__all__ = ["Caution", "Dose", "Example", "Tempo"]


class Tempo(Strict):
    """How long each part is meant to take, for teaching; checks of kind pace judge it."""

    down_s: Seconds | None = Field(default=None, description="Seconds of the first way.")
    pause_s: Annotated[float, Field(ge=0, le=60)] | None = Field(
        default=None, description="Seconds in the second position."
    )
    up_s: Seconds | None = Field(default=None, description="Seconds of the way back.")
    source: Source


class Dose(Strict):
    """How much of it: from where one starts to where one builds up to."""

    reps_from: Count | None = Field(default=None, description="Reps or holds to begin with.")
    reps_to: Count | None = Field(default=None, description="Reps or holds to build up to.")
    minutes_from: Minutes | None = Field(
        default=None, description="Of a guided timer: minutes to begin with."
    )
    minutes_to: Minutes | None = Field(default=None, description="Minutes to build up to.")
    sets: Annotated[int, Field(ge=1, le=20)] = Field(description="Sets in one session.")
    per_week: Words | None = Field(default=None, description="How often, in words.")
    source: Source


class Caution(Strict):
    """When to leave the exercise out or do less of it, in calm words."""

    profiles: Profiles = Field(default=(), description="Whom it concerns; everybody if none.")
    text: Words = Field(description="What to do or leave out, in calm words.")
    source: Source


class Example(Strict):
    """A recording this spec is tested against, and what must come out."""

    recording: Identifier = Field(description="Its name among the recordings of the tests.")
    reps: Found = Field(default=0, description="Reps that must be counted.")
    holds: Found = Field(default=0, description="Holds that must be counted.")
    short: Found = Field(default=0, description="Attempts that turned early.")
    problems: Annotated[tuple[Identifier, ...], Field(strict=False)] = Field(
        default=(), description="Ids of the checks that must find something; no others may."
    )
