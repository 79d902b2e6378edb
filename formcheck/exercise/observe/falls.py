"""Falls: a person who was up a moment ago is on the floor, and stays there.

Heights count from where the feet stand, in leg lengths (thigh and shank) from when the person was
last up: a person lying along the line of sight shows no legs to measure by.
"""

import cmath
import math
from dataclasses import dataclass

from formcheck.exercise.measure.body import seen_parts
from formcheck.exercise.spec.posture import POSTURES, FallLimits, Posture
from formcheck.landmarks.pose import Part, Pose, Side

__all__ = ["FallWatch"]

DOWN_S = 0.5
"""On the floor for this long, a person is down; landmarks that slip return sooner (team choice)."""

ON_FLOOR_LEGS = 0.1
"""Hips lower than this are on the floor. There they are at 0.05 or less; in the deepest squat at
0.16, sitting on the heels at 0.2."""

HIPS_LOW_LEGS = 0.35
"""Hips lower than this may belong to a person on their side; bent down from a chair they are
higher."""

SHOULDER_LOW_LEGS = 0.4
"""A shoulder lower than this is near the floor; so is that of a person bending down to it."""

LONG_LEGS = 0.7
"""A body lies if it reaches further than this from ankle to shoulder along the floor: crouched over
the feet it reaches half, lying 1.3 and more."""

SAME_TORSO = 0.35
"""A torso that looks shorter than this share of its former length is nobody's: the model took
something on the floor for a person. Seen along the body it is about half."""


SAME_LEGS = 0.6
"""Legs that look shorter than this share of their former length are seen from the feet or from
above (team choice); nobody walks back that far between two pictures."""

_LEG = (Part.HIP, Part.KNEE, Part.ANKLE)
_TOLD_BY = frozenset({Part.SHOULDER, *_LEG})


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where a person is, along the floor + up·i in pixels.

    ``shoulder`` is None if unseen: a person lying at full length may reach out of the picture.
    ``legs`` is the leg's length in pixels; if unseen, the length from when the person was last up.
    """

    time_s: float
    hip: complex
    ankle: complex
    legs: float
    shoulder: complex | None = None

    @property
    def torso(self) -> float:
        return math.nan if self.shoulder is None else abs(self.shoulder - self.hip)

    def height(self, point: complex, legs: float) -> float:
        return (point - self.ankle).imag / legs


@dataclass(slots=True)
class FallWatch:
    """Watches one person for falls, in an exercise that begins in ``posture``.

    If the posture is on the floor, being there is no news.
    """

    posture: Posture
    _up: _Seen | None = None
    _down_s: float = math.nan
    _down: int = 0
    _since: int = 0

    def begin_anew(self) -> None:
        """Forget the person who was up: another shot begins, or another person is followed."""
        self._up, self._down_s = None, math.nan

    def step(self, pose: Pose, *, roll_deg: float = 0.0) -> bool:
        """Return whether the person has fallen and is down.

        Parameters
        ----------
        pose
            The next pose; without a hip in sight it is ignored.
        roll_deg
            How far the picture's up leans towards the picture's right.
        """
        limits = POSTURES[self.posture].fall
        if limits is None:
            return False
        seen = _look(pose, roll_deg, self._up)
        if seen is None:
            return False
        if seen.height(seen.hip, seen.legs) > limits.up_legs:
            self._up, self._down_s = seen, math.nan
            return False
        return self._up is not None and self._has_fallen(seen, self._up, limits)

    def _has_fallen(self, seen: _Seen, up: _Seen, limits: FallLimits) -> bool:
        """Whether the person came down quickly, and has been down most of the time since."""
        down = _is_down(seen, up)
        if math.isnan(self._down_s):
            if not down or seen.time_s - up.time_s > limits.seconds:
                return False
            self._down_s, self._down, self._since = seen.time_s, 0, 0
        self._since += 1
        self._down += down
        lasting = seen.time_s - self._down_s >= DOWN_S and 2 * self._down > self._since
        return down and lasting


def _is_down(seen: _Seen, up: _Seen) -> bool:
    """Whether the person sits or lies on the floor, rather than crouches or bends down to it."""
    if seen.torso < SAME_TORSO * up.torso:
        return False
    hip = seen.height(seen.hip, up.legs)
    if hip < ON_FLOOR_LEGS:
        return True
    if seen.shoulder is None or hip > HIPS_LOW_LEGS:
        return False
    low = seen.height(seen.shoulder, up.legs) < SHOULDER_LOW_LEGS
    return low and abs((seen.shoulder - seen.ankle).real) > LONG_LEGS * up.legs


def _look(pose: Pose, roll_deg: float, up: _Seen | None) -> _Seen | None:
    """Return where the person is; None if no hip or no ankle is known.

    Ankles out of sight count where they were when the person was last ``up``.
    """
    parts = {side: seen_parts(pose, side) for side in Side}
    side = max(Side, key=lambda each: (len(parts[each].intersection(_TOLD_BY)), each is pose.near))
    if Part.HIP not in parts[side]:
        return None
    upright = cmath.rect(1.0, math.radians(roll_deg))

    def at(part: Part, of: Side = side) -> complex:
        x, y = pose.point(part, of).tolist()
        return complex(x, -y) * upright

    ankles = [at(Part.ANKLE, each) for each in Side if Part.ANKLE in parts[each]]
    if up is not None:
        ankles = ankles or [up.ankle]
    if not ankles:
        return None
    ankle = min(ankles, key=lambda point: point.imag)
    legs = math.nan
    if parts[side].issuperset(_LEG):
        hip, knee, foot = map(at, _LEG)
        legs = abs(hip - knee) + abs(knee - foot)
    if up is not None and not legs >= SAME_LEGS * up.legs:
        legs = up.legs
    shoulder = at(Part.SHOULDER) if Part.SHOULDER in parts[side] else None
    return _Seen(pose.time_s, at(Part.HIP), ankle, legs, shoulder) if legs > 0 else None
