"""Walking along the facing, into the picture, out of it or past somebody, and turning round."""

import math
from dataclasses import dataclass, replace

from rendering.posture import Arm, Leg, Posture, Support
from rendering.timeline import Phase, Stage, ease

__all__ = ["Turn", "Walk"]

STEP_M = 0.62
"""An unhurried step indoors (team choice)."""

SPEED_M_S = 1.05
"""A comfortable pace in a room (team choice)."""

LEG_M = 0.85
"""From hip to ankle, about that of the rendered bodies: the feet then hardly slide."""

SWING_KNEE_DEG = 52.0
"""How far the knee of the swinging leg bends; walkers reach about 60 (team choice)."""

STANCE_KNEE_DEG = 4.0
"""A supporting leg is not quite locked."""

ARM_SWING_DEG = 18.0
"""Either way from hanging."""

ROUNDNESS = 0.97
"""How sharply the legs turn round: 1 would be at once."""

TURNING_STEPS = 4
"""Small steps on the spot that take somebody half round (team choice)."""

TURNING_KNEE_DEG = 26.0
"""How far the knee of the lifted foot bends in them."""

SETTLING_STEPS = 1.0
"""How many steps it takes to be in full stride, and to come to rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk(Stage):
    """Walks ``metres`` forward from where one was, beginning and ending with the feet together.

    Use :meth:`over` to have the time that suits a distance.
    """

    metres: float

    @classmethod
    def over(cls, metres: float, phase: Phase = Phase.WALKING) -> "Walk":
        """Return a walk over a distance at a comfortable speed."""
        return cls(phase=phase, seconds=(metres + STEP_M) / SPEED_M_S, metres=metres)

    def posture(self, share: float, before: Posture) -> Posture:
        """Return the posture in mid-stride: one leg supports, the other swings."""
        steps = max(1, round(self.metres / STEP_M))
        done = steps * _gently(share, SETTLING_STEPS / (steps + 1))
        vigour = min(1.0, done / SETTLING_STEPS, (steps - done) / SETTLING_STEPS)
        left_ahead = _stride(done) * self.metres / steps / 2
        support: Support = "right" if math.cos(math.pi * done) > 0 else "left"
        foot = left_ahead if support == "left" else -left_ahead
        swing = ARM_SWING_DEG * vigour * _stride(done)
        return Posture(
            trunk_deg=3 * vigour,
            left_leg=_leg(
                left_ahead, vigour * (support == "right") * abs(math.cos(math.pi * done))
            ),
            right_leg=_leg(
                -left_ahead, vigour * (support == "left") * abs(math.cos(math.pi * done))
            ),
            left_arm=Arm(4 - swing, 12),
            right_arm=Arm(4 + swing, 12),
            turn_deg=before.turn_deg,
            travel_m=before.travel_m + self.metres * done / steps + foot,
            support=support if 0 < share < 1 else "both",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Stage):
    """Turns on the spot with small steps, until facing ``to_deg``; see ``Posture.turn_deg``."""

    phase: Phase = Phase.TURNING
    seconds: float = 1.6
    to_deg: float = 0.0

    def posture(self, share: float, before: Posture) -> Posture:
        """Return the posture on the way, one foot lifted at a time."""
        steps = TURNING_STEPS * share
        lifted = TURNING_KNEE_DEG * math.sin(math.pi * (steps % 1.0))
        left_up = int(steps) % 2 == 0
        support: Support = "right" if left_up else "left"
        return replace(
            before,
            left_leg=_lifted(lifted if left_up else 0.0),
            right_leg=_lifted(0.0 if left_up else lifted),
            turn_deg=before.turn_deg + (self.to_deg - before.turn_deg) * ease(share),
            support=support if 0 < share < 1 else "both",
        )


def _lifted(bend: float) -> Leg:
    """Return a leg whose foot is under the hip, off the floor as far as the knee bends more."""
    knee = STANCE_KNEE_DEG + bend
    return Leg(knee_deg=knee, shank_deg=knee / 2)


def _gently(share: float, ramp: float) -> float:
    """Return the way done after a share of the time, at even speed but for a ramp at both ends."""
    top = 1 / (1 - ramp)
    if share < ramp:
        return top * share**2 / (2 * ramp)
    if share > 1 - ramp:
        return 1 - _gently(1 - share, ramp)
    return top * (share - ramp / 2)


def _stride(steps: float) -> float:
    """Return where the left foot is between -1, behind, and 1, ahead, after so many steps."""
    return math.asin(ROUNDNESS * math.sin(math.pi * steps)) / math.asin(ROUNDNESS)


def _leg(ahead_m: float, swinging: float) -> Leg:
    """Return a leg whose foot is that far ahead of the hip."""
    thigh = math.degrees(math.asin(ahead_m / LEG_M))
    bend = STANCE_KNEE_DEG + SWING_KNEE_DEG * swinging
    lean = thigh + bend / 2
    return Leg(knee_deg=bend, shank_deg=bend - lean)
