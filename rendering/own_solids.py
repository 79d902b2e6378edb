"""The solids of our own body: trunk, head, arms and legs, sized by eye."""

from collections.abc import Sequence

import numpy as np

from rendering.rotations import Floats, unit
from rendering.skeleton import Skeleton
from rendering.solids import Ellipsoid, RoundCone, Solid

__all__ = ["own_solids"]

Triple = tuple[float, float, float]
Place = Sequence[float] | Floats


def own_solids(skeleton: Skeleton, *, girth: float, belly_m: float) -> list[Solid]:
    """Return the solids, each named for the bone it follows.

    ``girth`` widens the trunk and the limbs; ``belly_m`` is how far the belly stands out.
    """
    limb = (1 + girth) / 2
    solids = [*_trunk(girth, belly_m), *_head()]
    for side, sign in (("L", 1.0), ("R", -1.0)):
        solids += _arm(skeleton, side, sign, limb)
        solids += _leg(skeleton, side, sign, limb)
    return solids


def _ball(bone: str, centre: Triple, radii: Triple, melt: float = 0.03) -> Ellipsoid:
    return Ellipsoid(np.array(centre), np.array(radii), melt, bone)


def _cone(bone: str, start: Place, end: Place, *sizes: float) -> RoundCone:
    """Return a round cone from its ends and its sizes: both radii, and how far it melts."""
    start_radius, end_radius, melt = sizes
    ends = np.asarray(start, float), np.asarray(end, float)
    return RoundCone(*ends, start_radius, end_radius, melt, bone)


def _trunk(girth: float, belly_m: float) -> list[Solid]:
    rows: tuple[tuple[str, Triple, Triple], ...] = (
        ("root", (0, 0.93, -0.012), (0.165, 0.13, 0.112)),
        ("spine05", (0, 1.01, 0.0), (0.148, 0.11, 0.098)),
        ("spine04", (0, 1.08, 0.004), (0.142, 0.10, 0.097)),
        ("spine03", (0, 1.15, 0.002), (0.148, 0.10, 0.10)),
        ("spine02", (0, 1.24, -0.005), (0.160, 0.115, 0.112)),
        ("spine01", (0, 1.335, -0.012), (0.168, 0.115, 0.113)),
        ("spine01", (0, 1.40, -0.03), (0.13, 0.065, 0.082)),
    )
    solids: list[Solid] = [
        _ball(bone, centre, (wide * girth, high, deep * (1 + girth) / 2), 0.05)
        for bone, centre, (wide, high, deep) in rows
    ]
    for sign in (1.0, -1.0):
        solids += [
            _ball("root", (sign * 0.075, 0.895, -0.075), (0.085 * girth, 0.10, 0.075), 0.05),
            _ball("spine01", (sign * 0.06, 1.34, 0.055), (0.085, 0.07, 0.05), 0.04),
        ]
    if belly_m:
        solids.append(_ball("spine04", (0, 1.07, 0.05), (0.14, 0.12, 0.06 + belly_m), 0.06))
    return [*solids, _cone("neck01", (0, 1.40, -0.03), (0, 1.50, -0.012), 0.066, 0.056, 0.04)]


def _head() -> list[Solid]:
    solids: list[Solid] = [
        _cone("neck03", (0, 1.50, -0.012), (0, 1.56, 0.0), 0.056, 0.056, 0.03),
        _ball("head", (0, 1.645, 0.002), (0.076, 0.105, 0.096)),
        _ball("head", (0, 1.595, 0.038), (0.056, 0.078, 0.056)),
        _ball("head", (0, 1.548, 0.060), (0.030, 0.024, 0.030), 0.02),
        _cone("head", (0, 1.634, 0.098), (0, 1.600, 0.114), 0.008, 0.0135, 0.012),
        _ball("head", (0, 1.640, 0.078), (0.052, 0.010, 0.022), 0.015),
        _ball("head", (0, 1.572, 0.090), (0.020, 0.010, 0.012), 0.01),
    ]
    for sign in (1.0, -1.0):
        solids += [
            _ball("head", (sign * 0.079, 1.615, 0.0), (0.010, 0.028, 0.018), 0.006),
            _ball("head", (sign * 0.030, 1.608, 0.078), (0.018, 0.016, 0.014), 0.015),
        ]
    return solids


def _arm(skeleton: Skeleton, side: str, sign: float, girth: float) -> list[Solid]:
    shoulder, elbow, wrist = (
        skeleton.head(f"{bone}.{side}") for bone in ("upperarm01", "lowerarm01", "wrist")
    )
    upper, fore = f"upperarm01.{side}", f"lowerarm01.{side}"
    collar = (sign * 0.05, 1.425, -0.03), (sign * 0.16, 1.415, -0.025)
    cap = shoulder + np.array([sign * 0.002, -0.01, 0.0])
    belly = elbow + (wrist - elbow) * 0.3
    return [
        _cone(f"clavicle.{side}", *collar, 0.055, 0.055, 0.04),
        Ellipsoid(cap, np.array([0.062, 0.068, 0.064]) * girth, 0.04, upper),
        _cone(upper, shoulder, elbow, 0.053 * girth, 0.035 * girth, 0.03),
        _cone(fore, elbow, belly, 0.035 * girth, 0.039 * girth, 0.012),
        _cone(fore, belly, wrist, 0.037 * girth, 0.025, 0.012),
        *_hand(f"wrist.{side}", wrist, unit(wrist - elbow)),
    ]


def _hand(bone: str, wrist: Floats, along: Floats) -> list[Solid]:
    """Return a flat palm, four fingers side by side, and a thumb."""
    ahead = np.array([0.0, 0.0, 1.0])
    knuckles = wrist + along * 0.075
    solids: list[Solid] = [
        _cone(bone, wrist, knuckles + ahead * 0.024 * k, 0.024, 0.017, 0.015) for k in (-1, 0, 1)
    ]
    for place, length in ((-0.030, 0.065), (-0.010, 0.082), (0.010, 0.088), (0.030, 0.078)):
        root = knuckles + ahead * place
        solids.append(_cone(bone, root, root + along * length, 0.012, 0.009, 0.006))
    thumb = wrist + along * 0.03 + ahead * 0.02, wrist + along * 0.09 + ahead * 0.055
    return [*solids, _cone(bone, *thumb, 0.015, 0.011, 0.012)]


def _leg(skeleton: Skeleton, side: str, sign: float, girth: float) -> list[Solid]:
    thigh, shank, foot = (f"{bone}.{side}" for bone in ("upperleg01", "lowerleg01", "foot"))
    hip, knee, ankle = (skeleton.head(bone) for bone in (thigh, shank, foot))
    top = hip + np.array([sign * 0.002, -0.03, 0.01])
    quad, calf = hip + np.array([0.0, -0.14, 0.02]), knee + np.array([0.0, -0.12, -0.028])
    ball, tip = np.array([sign * 0.01, -0.055, 0.12]), np.array([sign * 0.012, -0.058, 0.175])
    instep = np.array([0.0, -0.03, 0.03]), np.array([sign * 0.012, -0.052, 0.145])
    return [
        _cone(thigh, top, knee, 0.092 * girth, 0.056 * girth, 0.04),
        Ellipsoid(quad, np.array([0.082, 0.16, 0.085]) * girth, 0.04, thigh),
        _cone(shank, knee, ankle, 0.054 * girth, 0.036, 0.02),
        Ellipsoid(calf, np.array([0.050, 0.11, 0.048]) * girth, 0.03, shank),
        _cone(foot, ankle, ankle + np.array([0.0, -0.045, -0.02]), 0.038, 0.038, 0.02),
        _cone(foot, ankle + instep[0], ankle + instep[1], 0.040, 0.030, 0.02),
        _cone(foot, ankle + ball, ankle + tip, 0.034, 0.024, 0.02),
    ]
