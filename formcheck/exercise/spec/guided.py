"""Guided exercises: voice and time lead them; no camera judges them.

Some movements are too small or too hidden for a camera, and some only need to be begun and kept
up. Their specs hold what to say and for how long, and nothing about how the movement should look.
"""

from typing import Annotated, Literal

from pydantic import Field

from formcheck.exercise.spec.vocabulary import Seconds, Sides, Source, Strict

__all__ = ["SIDE", "Guided", "GuidedStep", "GuidedTimer", "Minutes"]

SIDE = "{side}"
"""Stands in a spoken text for the side whose turn it is."""

Minutes = Annotated[int, Field(ge=1, le=120)]
Said = Annotated[str, Field(min_length=1, max_length=160)]
"""Spoken text: longer than a cue, and short enough to keep in mind."""

StepName = Annotated[str, Field(min_length=1, max_length=24)]
"""Two or three words, readable from three metres beside a clock."""


class GuidedStep(Strict):
    """One part of a time round, which lasts for seconds or for breaths."""

    name: StepName = Field(description="What is shown large while it lasts.")
    say: Said = Field(description="What is said when it begins; {side} is the side.")
    seconds: Seconds | None = Field(default=None, description="How long it lasts.")
    breaths: Annotated[int, Field(ge=1, le=20)] | None = Field(
        default=None, description="How many breaths it lasts, in place of seconds."
    )


class GuidedTimer(Strict):
    """Something that is begun and kept up until the time is over."""

    name: StepName = Field(description="What is shown large while it lasts.")
    say: Said = Field(description="What is said when it begins.")
    halfway: Said = Field(description="What is said when half of the time is over.")


class Guided(Strict):
    """An exercise that is led and not judged: steps that are gone round, or a timer."""

    kind: Literal["guided"] = Field(description="Led by voice and time, not judged.")
    begin: Said = Field(description="What is said first: how to get into place.")
    ready_s: Seconds = Field(description="Time to get into place.")
    once: Annotated[str, Field(min_length=1, max_length=20)] = Field(
        description="What one time round is called, such as 'tilt'; of a timer, 'minute'."
    )
    steps: Annotated[tuple[GuidedStep, ...], Field(max_length=8, strict=False)] = Field(
        default=(), description="What makes one time round; 'dose' says how many."
    )
    timer: GuidedTimer | None = Field(
        default=None, description="In place of steps: kept up for the minutes of 'dose'."
    )
    sides: Annotated[Sides, Field(strict=False)] = Field(
        default=Sides.BOTH_AT_ONCE, description="Whether each side has a turn of its own."
    )
    breath_s: Annotated[float, Field(ge=2, le=20)] | None = Field(
        default=None, description="How long a breath is taken to last, where steps last breaths."
    )
    tick: bool = Field(default=False, description="Whether every second is heard.")
    source: Source

    def lasts_s(self, step: GuidedStep) -> float:
        """Return how many seconds a step lasts; all breaths count as equally long."""
        if step.seconds is not None:
            return step.seconds
        return (step.breaths or 0) * (self.breath_s or 0.0)
