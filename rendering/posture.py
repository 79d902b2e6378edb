"""How a person stands at one instant, in joint angles; a straight joint is 0.

The frame of reference is the person's own: forward is where the hips face, up is up, and "left"
is the person's left. Angles are in degrees, lengths in metres. Angles named for a body part in
the world (trunk, shank, arm) are taken from the vertical; the others are taken at the joint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self, TypeVar

__all__ = ["STRAIGHT", "Arm", "Leg", "Posture", "Spine", "Support", "standing"]

Support = Literal["both", "left", "right"]
"""Which feet stand in their place; the rest of the body follows from there."""

EVEN_SHARES = (0.24, 0.22, 0.20, 0.20, 0.14)
"""How an even bend divides over the five segments, bottom to top: in proportion to the sagittal
range of the vertebrae each of them stands for (team choice)."""

LUMBAR_SEGMENTS = 3
"""The lowest three segments stand for the lumbar spine, the upper two for the thoracic."""

_Blended = TypeVar("_Blended", bound="Leg | Arm | Posture")


@dataclass(frozen=True, slots=True)
class Spine:
    """Flexion of five segments from the pelvis up to the shoulders, in degrees.

    Positive rounds the back, negative arches it; 0 is the body's own neutral shape.
    """

    lowest: float = 0.0
    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0
    highest: float = 0.0

    @classmethod
    def even(cls, deg: float) -> Self:
        """Return a bend of ``deg`` degrees in all, spread over the whole back."""
        return cls(*(deg * share for share in EVEN_SHARES))

    @classmethod
    def lumbar(cls, deg: float) -> Self:
        """Return a bend of ``deg`` degrees in all, in the lower back alone."""
        return cls._within(deg, 0, LUMBAR_SEGMENTS)

    @classmethod
    def thoracic(cls, deg: float) -> Self:
        """Return a bend of ``deg`` degrees in all, in the upper back alone."""
        return cls._within(deg, LUMBAR_SEGMENTS, len(EVEN_SHARES))

    @classmethod
    def _within(cls, deg: float, first: int, end: int) -> Self:
        whole = sum(EVEN_SHARES[first:end])
        inside = range(first, end)
        return cls(*(deg * s / whole if i in inside else 0.0 for i, s in enumerate(EVEN_SHARES)))

    @property
    def segments(self) -> tuple[float, float, float, float, float]:
        """The five flexions, bottom to top."""
        return (self.lowest, self.low, self.middle, self.high, self.highest)

    @property
    def total(self) -> float:
        """The bend from the pelvis to the shoulders."""
        return sum(self.segments)

    @property
    def lumbar_deg(self) -> float:
        """The part of the bend that lies in the lower back."""
        return sum(self.segments[:LUMBAR_SEGMENTS])

    @property
    def thoracic_deg(self) -> float:
        """The part of the bend that lies in the upper back."""
        return sum(self.segments[LUMBAR_SEGMENTS:])

    def scaled(self, share: float) -> "Spine":
        """Return the same shape with every flexion multiplied by ``share``."""
        return Spine(*(share * deg for deg in self.segments))

    def __add__(self, other: "Spine") -> "Spine":
        """Add two bends, segment by segment."""
        pairs = zip(self.segments, other.segments, strict=True)
        return Spine(*(mine + theirs for mine, theirs in pairs))


STRAIGHT = Spine()
"""The body's own neutral back."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg.

    ``knee_deg`` is the knee's flexion. ``shank_deg`` is how far the shin leans, positive when the
    knee is ahead of the ankle; the thigh then leans ``knee_deg - shank_deg`` forward from the hip.
    ``foot_deg`` lifts the toes off the level, and ``out_deg`` takes the knee outwards. ``tip_deg``
    lets the bent leg sink to the person's left about the hip, negative to their right, with the
    foot in its place; for somebody who lies on their back.
    """

    knee_deg: float = 0.0
    shank_deg: float = 0.0
    foot_deg: float = 0.0
    out_deg: float = 0.0
    tip_deg: float = 0.0

    @property
    def thigh_deg(self) -> float:
        """How far the knee is ahead of the hip, from the vertical."""
        return self.knee_deg - self.shank_deg


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm.

    ``raise_deg`` is where the upper arm points in the world whatever the trunk does: 0 hangs
    straight down, 90 is forward, 180 is up. ``elbow_deg`` bends the forearm further forward,
    ``out_deg`` takes the whole arm away from the side, and ``across_deg`` the forearm towards the
    other one.
    """

    raise_deg: float = 3.0
    elbow_deg: float = 5.0
    out_deg: float = 7.0
    across_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """A whole person at one instant.

    Parameters
    ----------
    trunk_deg
        How far the line from hips to shoulders leans forward of its own direction in upright
        standing. The pelvis is turned so that this holds whatever the spine does: a neutral and
        a rounded back of the same ``trunk_deg`` have their shoulders in the same direction.
    spine
        The bend of the back.
    neck_deg
        Extension of the neck, positive lifts the face. Not used where ``head_line_deg`` is given.
    head_line_deg
        How far the line from shoulders to ears leans forward of the line from hips to shoulders,
        less the same in upright standing; the neck is turned so that this holds.
    turn_deg
        A turn about the vertical away from facing along the picture: 90 faces the camera.
    travel_m
        How far the standing feet are from the person's own place, positive along the facing.
    support
        Which feet stand in that place, flat on the floor.
    hands_ahead_m
        How far the wrists are ahead of the ankles' middle, with the arms held as straight as
        ``elbow_deg`` says; overrides ``raise_deg``. For holding a bar over the feet.
    """

    trunk_deg: float = 0.0
    spine: Spine = STRAIGHT
    left_leg: Leg = field(default_factory=Leg)
    right_leg: Leg = field(default_factory=Leg)
    left_arm: Arm = field(default_factory=Arm)
    right_arm: Arm = field(default_factory=Arm)
    neck_deg: float = 0.0
    head_line_deg: float | None = None
    turn_deg: float = 0.0
    travel_m: float = 0.0
    support: Support = "both"
    hands_ahead_m: float | None = None

    def toward(self, other: "Posture", share: float) -> "Posture":
        """Return the posture ``share`` of the way from this one to another (0 to 1, or beyond).

        ``support`` is taken from this one below a half and from the other one above. A value
        that only one of the two gives (``head_line_deg``, ``hands_ahead_m``) is taken as it is.
        """
        return _blended(self, other, share)


def _blended(one: _Blended, other: _Blended, share: float) -> _Blended:
    values: dict[str, Any] = {
        f.name: _between(getattr(one, f.name), getattr(other, f.name), share) for f in fields(one)
    }
    return type(one)(**values)


def _between(one: Any, other: Any, share: float) -> Any:
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, str):
        return one if share < 1 / 2 else other
    if isinstance(one, Spine):
        return one.scaled(1 - share) + other.scaled(share)
    if isinstance(one, (Leg, Arm)):
        return _blended(one, other, share)
    return one + share * (other - one)


def standing(  # noqa: PLR0913 -- one keyword for each angle that both sides share
    *,
    trunk_deg: float = 0.0,
    spine: Spine | Sequence[float] = STRAIGHT,
    knee_deg: float = 2.0,
    shank_deg: float = 1.0,
    raise_deg: float = 3.0,
    elbow_deg: float = 5.0,
    out_deg: float = 7.0,
    neck_deg: float = 0.0,
    head_line_deg: float | None = None,
    turn_deg: float = 0.0,
    travel_m: float = 0.0,
    hands_ahead_m: float | None = None,
) -> Posture:
    """Return a posture whose left and right are alike: hinge, squat, sitting, arms forward.

    Each parameter means what it means in :class:`Posture`, :class:`Leg` and :class:`Arm`;
    ``out_deg`` is the arms'.
    """
    leg = Leg(knee_deg, shank_deg)
    arm = Arm(raise_deg, elbow_deg, out_deg)
    return Posture(
        trunk_deg=trunk_deg,
        spine=spine if isinstance(spine, Spine) else Spine(*spine),
        left_leg=leg,
        right_leg=leg,
        left_arm=arm,
        right_arm=arm,
        neck_deg=neck_deg,
        head_line_deg=head_line_deg,
        turn_deg=turn_deg,
        travel_m=travel_m,
        hands_ahead_m=hands_ahead_m,
    )
