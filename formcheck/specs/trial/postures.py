"""Postures for trying a spec: those that people take, and the range that joints allow."""

import math
from collections.abc import Iterable, Mapping
from functools import cache

from formcheck.exercise.measure import formulas
from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.registry import MEASURES, OUTLINES, Baseline, Measure, View
from formcheck.exercise.spec.models import Calibration
from formcheck.exercise.spec.posture import POSTURES as POSTURE_INFO
from formcheck.exercise.spec.posture import Posture as Placed
from formcheck.landmarks.pose import Part
from formcheck.specs.trial.figures import (
    ARMS_FORWARD,
    HINGED,
    STANDING,
    Posture,
    body_of,
)

__all__ = [
    "FREE",
    "JOINTS_ALLOW",
    "POSTURES",
    "bend_of_joints",
    "measured",
    "off_feet",
    "resting_in",
    "standing_baseline",
    "start_baseline",
]

FREE = frozenset({Measure.SPEED, Measure.STILL, Measure.CADENCE, Measure.TWIST})
"""Measures that a posture alone cannot have: they need time, or a body that turns about its
length."""

JOINTS_ALLOW: Mapping[str, tuple[float, float]] = {
    "trunk": (-130.0, 135.0),
    "knee": (-5.0, 160.0),
    "shank": (-180.0, 110.0),
    "arm": (-60.0, 180.0),
    "elbow": (0.0, 150.0),
    "head": (-60.0, 60.0),
    "bend": (-30.0, 90.0),
    "heel": (0.0, 60.0),
    "far_knee": (-5.0, 160.0),
    "far_shank": (-180.0, 110.0),
    "sideways": (-40.0, 40.0),
    "hips": (-30.0, 30.0),
    "shoulders": (-30.0, 30.0),
    "knees_apart": (0.0, 4.0),
}
"""The range of each angle of a figure, wider than most people's joints: a refused posture must be
out of everybody's reach (team choice)."""

_CROSSED = Posture(arm=35, elbow=120)
_SITTING = _CROSSED.to(knee=90)
_SQUATTING = Posture(knee=100, shank=30, trunk=40, arm=70, bend=8)
_STEPPED = Posture(shank=-35, knee=3, far_shank=0, far_knee=0)
_ALL_FOURS = Posture(trunk=88, knee=90, shank=90, arm=88)
_PLANK = Posture(trunk=75, knee=0, shank=75, arm=75)
_FOREARMS = Posture(trunk=85, knee=0, shank=85, arm=85, elbow=90)
_KNEE_PLANK = Posture(trunk=75, knee=30, shank=100, arm=85, elbow=85)
_ON_THE_BACK = Posture(trunk=-92, knee=0, shank=-90, arm=-90)
_FEET_UP = Posture(trunk=-92, knee=105, shank=-30, arm=-90)


RESTING: Mapping[Placed, tuple[Posture, ...]] = {
    Placed.STANDING: (
        STANDING,
        ARMS_FORWARD,
        _CROSSED,
        Posture(knee=8, shank=3),
        Posture(arm=170),
        Posture(arm=90, elbow=90),
        Posture(arm=20, elbow=40),
        _STEPPED,
        _STEPPED.to(arm=80),
    ),
    Placed.SITTING: (
        _SITTING,
        _SITTING.to(arm=0, elbow=0),
        _SITTING.to(arm=40, elbow=60),
        _SITTING.to(arm=80, elbow=0),
        _SITTING.to(trunk=-10),
        Posture(trunk=0, knee=0, shank=-90),
        STANDING,
        _CROSSED,
        ARMS_FORWARD,
    ),
    Placed.LYING: (
        _ON_THE_BACK,
        _FEET_UP,
        _FEET_UP.to(arm=0),
        _PLANK,
        _FOREARMS,
        _KNEE_PLANK,
        Posture(trunk=90, knee=0, shank=90, arm=170),
        Posture(trunk=90, knee=0, shank=90, arm=10),
        Posture(trunk=70, knee=0, shank=90, arm=70, elbow=90),
    ),
    Placed.KNEELING: (
        _ALL_FOURS,
        Posture(trunk=0, knee=90, shank=90),
        Posture(trunk=0, knee=90, shank=90, arm=80),
        Posture(trunk=100, knee=155, shank=90, arm=170),
        Posture(trunk=0, knee=155, shank=90),
        Posture(trunk=0, knee=90, shank=0, far_knee=90, far_shank=90),
    ),
}
"""Postures in which people begin, or rest in between; :func:`resting_in` finds them for a place
that is missing here."""

POSTURES: tuple[Posture, ...] = (
    *(posture for resting in RESTING.values() for posture in resting),
    Posture(trunk=20, knee=8),
    Posture(trunk=38, knee=12, shank=-1, bend=4),
    HINGED,
    HINGED.to(trunk=46),
    _CROSSED.to(trunk=60, knee=10, shank=-4, bend=8),
    _CROSSED.to(trunk=85, knee=12, shank=-6, bend=8),
    Posture(trunk=70, knee=20, shank=-4, arm=-29, bend=6),
    Posture(trunk=55, knee=20, shank=-4, arm=-15, bend=6),
    Posture(trunk=30, bend=55, head=20),
    Posture(trunk=60, bend=40, knee=5),
    Posture(trunk=-15, bend=-10),
    _SQUATTING,
    _SQUATTING.to(knee=70, shank=22, trunk=30),
    _SQUATTING.to(knee=120, shank=35, trunk=45),
    _SQUATTING.to(arm=0, elbow=0),
    Posture(knee=40, shank=18, trunk=10),
    _SITTING.to(trunk=42, bend=6),
    Posture(knee=75, shank=20, trunk=60, bend=12),
    Posture(knee=60, shank=10, trunk=75, arm=0, bend=10),
    _STEPPED.to(trunk=35, bend=5),
    Posture(knee=90, shank=5, trunk=5, far_knee=80, far_shank=75),
    Posture(knee=0, shank=0, far_knee=90, far_shank=90),
    Posture(heel=30),
    _ALL_FOURS.to(arm=175, far_knee=90, far_shank=90, knee=0, shank=88),
    _ALL_FOURS.to(bend=40, head=30),
    _ALL_FOURS.to(bend=-20, head=-30),
    _FEET_UP.to(trunk=-118, knee=108, shank=-10),
    _ON_THE_BACK.to(shank=-160, knee=5, far_knee=0, far_shank=-90),
    _ON_THE_BACK.to(shank=-170, knee=0),
    _ON_THE_BACK.to(knee=90, shank=-90),
    Posture(sideways=20),
    Posture(sideways=-20),
    Posture(hips=12, shoulders=-8),
    Posture(hips=-12, shoulders=8),
    Posture(knee=80, shank=30, trunk=35, knees_apart=1.5),
    Posture(knee=80, shank=30, trunk=35, knees_apart=0.5),
    Posture(knees_apart=2.0),
)
"""Rough postures from exercises, at which the search for a spec's postures begins."""


def resting_in(placed: Placed) -> tuple[Posture, ...]:
    """Return the postures in which people begin from a placement, or rest in between.

    If :data:`RESTING` has none, they are those of other placements that meet its start.
    """
    start = POSTURE_INFO[placed].start
    return RESTING.get(placed) or tuple(
        each
        for resting in RESTING.values()
        for each in resting
        if start.is_met(
            trunk=each.trunk,
            knee=each.knee,
            shins=(each.shank, each.shank if math.isnan(each.far_shank) else each.far_shank),
        )
    )


def bend_of_joints(posture: Posture) -> float:
    """Return how many degrees the hips bend beyond what a hip can; 0 if they do not."""
    far_shank = posture.shank if math.isnan(posture.far_shank) else posture.far_shank
    far_knee = posture.knee if math.isnan(posture.far_knee) else posture.far_knee
    hips = (posture.hip, posture.trunk - far_shank + far_knee)
    return sum(max(-35.0 - hip, hip - 150.0, 0.0) for hip in hips)


def off_feet(posture: Posture, room: tuple[float, float]) -> float:
    """Return how far the body's centre is from being over the feet, in leg lengths.

    ``room`` is how far it may be behind the rearmost ankle (below 0) and ahead of the foremost.
    """
    body = body_of(posture, View.SIDE)
    near = formulas.balance(body, Baseline())
    apart = (body.near[Part.ANKLE] - body.far[Part.ANKLE]).real / formulas.leg_length(body)
    ahead_of = (near, near + apart)
    return max(room[0] - max(ahead_of), min(ahead_of) - room[1], 0.0)


def measured(
    posture: Posture, view: View, wanted: Iterable[Measure], base: Baseline
) -> dict[Measure, float]:
    """Return the reading of a posture, without the measures that no posture has.

    The back's bend is the figure's own: its outline is drawn so that it reads as this bend.
    """
    body = body_of(posture, view)
    values: dict[Measure, float] = {}
    for name in wanted:
        formula = MEASURES[name].formula
        if name in OUTLINES:
            values[name] = posture.bend
        elif formula is not None and name not in FREE:
            values[name] = formula(body, base)
    return values


@cache
def standing_baseline() -> Baseline:
    """Return the baseline of a standing figure."""
    return _baseline(body_of(STANDING, View.SIDE))


def start_baseline(start: Posture, kind: Calibration) -> Baseline:
    """Return a figure's baseline as known before it begins."""
    if kind is not Calibration.OWN_START:
        return standing_baseline()
    known = _baseline(body_of(start, View.SIDE))
    return Baseline(
        leg=known.leg,
        torso=known.torso,
        foot=known.foot,
        head_line=known.head_line,
        pelvis_up=known.pelvis_up,
        heel_up=known.heel_up,
        heel_at=known.heel_at,
    )


def _baseline(body: Body) -> Baseline:
    raw = Baseline(head_line=0.0)
    return Baseline(
        trunk_incl=formulas.trunk_incl(body, raw),
        hip_flex=formulas.hip_flex(body, raw),
        knee_flex=formulas.knee_flex(body, raw),
        head_line=formulas.head_line(body, raw),
        leg=formulas.leg_length(body),
        torso=formulas.torso_length(body),
        foot=formulas.foot_length(body),
        pelvis_up=body.near[Part.HIP].imag,
        heel_up=formulas.heel_height(body),
        heel_at=body.near[Part.HEEL].imag,
    )
