"""A movement as a function of time: stages one after the other, and what is true at each instant.

Times are seconds from the beginning. Between two postures people speed up and slow down gently
(half a cosine), and they are never quite still: a slow sway of under a degree lies over everything.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial
from itertools import accumulate

from rendering.posture import Arm, Leg, Posture

__all__ = ["Change", "Moment", "Motion", "Phase", "Rep", "Span", "Stage", "ease"]

INSTANT_S = 1e-9
"""Frames fall on the ends of stages; rounding must not put them a stage too early."""


class Phase(StrEnum):
    """What somebody is doing; names as in the truth files."""

    STANDING = "standing"
    CROUCHING = "crouching"
    SITTING = "sitting"
    LYING = "lying"
    HAND_RISING = "hand_rising"
    HAND_RAISED = "hand_raised"
    HAND_LOWERING = "hand_lowering"
    ARMS_RISING = "arms_rising"
    ARMS_FORWARD = "arms_forward"
    ARMS_LOWERING = "arms_lowering"
    LOWERING = "lowering"
    BOTTOM = "bottom"
    RISING = "rising"
    STEPPING = "stepping"
    HOLDING = "holding"
    WALKING = "walking"
    AWAY = "away"
    TURNING = "turning"


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when."""

    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class Rep:
    """When a repetition begins, is at the middle of its stay at the far end, and is over.

    A hold counts as one, from reaching the position to leaving it.
    """

    start_s: float
    extreme_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Moment:
    """What is true at one instant.

    ``depth`` is 0 at the start of the repetition or hold and 1 at its far end; ``rep`` counts
    from 1 and is 0 outside of repetitions.
    """

    time_s: float
    phase: Phase
    depth: float
    rep: int
    posture: Posture


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(ABC):
    """One piece of a movement.

    ``depth`` is that at its end; ``rep`` numbers the repetition or hold it belongs to, 0 for none.
    """

    phase: Phase
    seconds: float
    depth: float = 0.0
    rep: int = 0

    @abstractmethod
    def posture(self, share: float, before: Posture) -> Posture:
        """Return the posture after ``share`` of the stage's time, having come from ``before``."""

    def depth_at(self, share: float, before: float) -> float:
        """Return the depth after ``share`` of the stage's time, having come from ``before``."""
        return before + (self.depth - before) * ease(share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Stage):
    """From wherever one is to a posture; staying there if it is the same.

    ``legs_ahead`` is the part of the time by which the legs are done sooner than the rest of the
    body; negative where they begin later.
    """

    to: Posture
    legs_ahead: float = 0.0

    def posture(self, share: float, before: Posture) -> Posture:
        """Return the posture on the way, the legs ahead of or behind the rest."""
        body = before.toward(self.to, ease(share))
        legs = before.toward(self.to, ease(_shifted(share, self.legs_ahead)))
        return replace(body, left_leg=legs.left_leg, right_leg=legs.right_leg)


def ease(share: float) -> float:
    """Return how far one has come after a share of the time: half a cosine from 0 to 1."""
    return 0.5 - 0.5 * math.cos(math.pi * min(1.0, max(0.0, share)))


def _shifted(share: float, ahead: float) -> float:
    """Return the share of the time of something that is done sooner, or begins later."""
    late = max(0.0, -ahead)
    return (share - late) / (1 - abs(ahead))


@dataclass(frozen=True)
class Motion:
    """Stages in order, from a posture on.

    ``sway`` scales the sway; 0 is a statue. One that ``loops`` sways a whole number of times, so
    that its end passes into its beginning. ``start_depth`` is how deep it begins.
    """

    start: Posture
    stages: tuple[Stage, ...]
    sway: float = 1.0
    loops: bool = False
    start_depth: float = 0.0

    @cached_property
    def duration_s(self) -> float:
        """How long it takes."""
        return self._ends[-1]

    @cached_property
    def reps(self) -> tuple[Rep, ...]:
        """The repetitions in order."""
        numbers = sorted({stage.rep for stage in self.stages} - {0})
        return tuple(self._rep(number) for number in numbers)

    def spans(self, phase: Phase) -> tuple[Span, ...]:
        """Return when a phase lasts, each stage of it."""
        stages = zip(self._starts, self._ends, self.stages, strict=True)
        return tuple(Span(a, b) for a, b, stage in stages if stage.phase is phase)

    def at(self, time_s: float) -> Moment:
        """Return what is true at a time; before the beginning the first, after the end the last."""
        index = self._index(time_s)
        stage = self.stages[index]
        elapsed = time_s - self._starts[index]
        share = min(1.0, max(0.0, elapsed / stage.seconds))
        return Moment(
            time_s,
            stage.phase,
            stage.depth_at(share, self._depths[index]),
            stage.rep,
            self._alive(stage.posture(share, self._postures[index]), time_s),
        )

    def moments(self, frames_per_s: float) -> Iterator[Moment]:
        """Return the moments of a recording, the first at 0."""
        count = round(self.duration_s * frames_per_s)
        return (self.at(number / frames_per_s) for number in range(count))

    def _index(self, time_s: float) -> int:
        running = (i for i, end in enumerate(self._ends) if time_s < end - INSTANT_S)
        return next(running, len(self.stages) - 1)

    def _alive(self, posture: Posture, time_s: float) -> Posture:
        return _swaying(posture, time_s, self.sway, self.duration_s if self.loops else None)

    def _rep(self, number: int) -> Rep:
        own = [i for i, stage in enumerate(self.stages) if stage.rep == number]
        far = max(own, key=lambda i: (self.stages[i].depth, i))
        stay = (self._starts[far] + self._ends[far]) / 2
        return Rep(self._starts[own[0]], stay, self._ends[own[-1]])

    @cached_property
    def _ends(self) -> tuple[float, ...]:
        return tuple(accumulate(stage.seconds for stage in self.stages))

    @cached_property
    def _starts(self) -> tuple[float, ...]:
        return (0.0, *self._ends[:-1])

    @cached_property
    def _depths(self) -> tuple[float, ...]:
        """The depth before each stage."""
        return (self.start_depth, *(stage.depth for stage in self.stages[:-1]))

    @cached_property
    def _postures(self) -> tuple[Posture, ...]:
        """The posture before each stage."""
        postures = [self.start]
        for stage in self.stages[:-1]:
            postures.append(stage.posture(1.0, postures[-1]))
        return tuple(postures)


def _tipped(leg: Leg, deg: float) -> Leg:
    return replace(leg, shank_deg=leg.shank_deg + deg)


def _lifted(arm: Arm, deg: float) -> Arm:
    return replace(arm, raise_deg=arm.raise_deg + deg)


def _wave(time_s: float, round_s: float | None, *parts: tuple[float, float, float]) -> float:
    """Return a sum of sines, each given by its height, its cycles a second and its beginning.

    With ``round_s`` each goes round a whole number of times in so many seconds.
    """

    def whole(hz: float) -> float:
        return max(1, round(hz * round_s)) / round_s if round_s else hz

    return sum(high * math.sin(math.tau * whole(hz) * time_s + start) for high, hz, start in parts)


def _swaying(posture: Posture, time_s: float, scale: float, round_s: float | None) -> Posture:
    """Return the posture with the sway of somebody alive; rates that do not repeat in a clip.

    The sizes are those of relaxed standing: about a degree at the ankle and hip, more in the arms.
    """
    wave = partial(_wave, time_s, round_s)
    shins = scale * wave((0.22, 0.23, 0.0), (0.12, 0.41, 1.0))
    trunk = scale * wave((0.35, 0.29, 0.5), (0.20, 0.55, 2.0))
    arms = scale * wave((0.60, 0.37, 0.0), (0.35, 0.61, 1.0))
    return replace(
        posture,
        trunk_deg=posture.trunk_deg + trunk,
        left_leg=_tipped(posture.left_leg, shins),
        right_leg=_tipped(posture.right_leg, shins),
        left_arm=_lifted(posture.left_arm, arms),
        right_arm=_lifted(posture.right_arm, arms),
    )
