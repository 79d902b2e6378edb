"""The formulas behind the measures: one function each, from a body and its baseline to a number.

Angles are in degrees, lengths in the body's own unit; NaN if a joint is missing. The registry,
:mod:`formcheck.exercise.measure.registry`, says what 0 and the sign of each mean.
"""

import math
from dataclasses import dataclass

from formcheck.exercise.measure.body import Body, bend, lean, rise
from formcheck.landmarks.pose import Part

__all__ = [
    "HIP_ERROR",
    "KNEE_ERROR",
    "Baseline",
    "balance",
    "body_line",
    "body_line_k",
    "elbow_flex",
    "foot_length",
    "hand_height",
    "hand_knee",
    "hand_path",
    "hand_reach",
    "head_line",
    "heel_gap",
    "heel_height",
    "heel_lift",
    "hip_flex",
    "hip_setback",
    "knee_flex",
    "knee_gap",
    "knee_width",
    "lat_shift",
    "leg_length",
    "leg_raise",
    "limb_elev_arm",
    "limb_elev_leg",
    "pelvis_rise",
    "shank_incl",
    "stride",
    "thigh_horiz",
    "tilt_hip",
    "tilt_sh",
    "torso_length",
    "trunk_incl",
    "trunk_shank",
    "twist",
]

KNEE_ERROR = 5.0
"""Error of a knee angle once the standing bias is taken off, in degrees [S28, S29]."""

HIP_ERROR = 8.0
"""Error of a hip angle, the weakest landmark, in degrees [S56h, D]."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A person standing relaxed, for the measures that compare with it.

    Angles are in degrees, lengths in pixels. Where a field is NaN, measures use the limb's own
    angle or length, and measures of change (head, pelvis, heel) are NaN. ``pelvis_up``, ``heel_up``
    and ``heel_at`` are heights (of the hip; of the heel above the toe; of the heel).
    """

    trunk_incl: float = math.nan
    hip_flex: float = math.nan
    knee_flex: float = math.nan
    head_line: float = math.nan
    leg: float = math.nan
    torso: float = math.nan
    foot: float = math.nan
    pelvis_up: float = math.nan
    heel_up: float = math.nan
    heel_at: float = math.nan
    roll_deg: float = 0.0


def _or(value: float, fallback: float) -> float:
    return fallback if math.isnan(value) else value


def _off(value: float) -> float:
    """Return the amount to take off for a baseline: 0 if it is NaN."""
    return _or(value, 0.0)


def _held_off(value: float, error: float) -> float:
    """Return a baseline no larger than the measure's error.

    The model's bias has that size (the knee's: [S28, S29]); anything beyond is how the person
    really stands, and must stay in the measure.
    """
    return min(max(_off(value), -error), error)


def _trunk(body: Body) -> complex:
    return body.near[Part.SHOULDER] - body.near[Part.HIP]


def _thigh(body: Body) -> complex:
    return body.near[Part.HIP] - body.near[Part.KNEE]


def _shank(body: Body) -> complex:
    return body.near[Part.KNEE] - body.near[Part.ANKLE]


def _foot(body: Body) -> complex:
    return body.near[Part.HEEL] - body.near[Part.TOE]


def leg_length(body: Body) -> float:
    """Return the length of thigh and shank together, in the body's unit."""
    return abs(_thigh(body)) + abs(_shank(body))


def torso_length(body: Body) -> float:
    """Return the distance from the near hip to the near shoulder, in the body's unit."""
    return abs(_trunk(body))


def foot_length(body: Body) -> float:
    """Return the distance from heel to toe, in the body's unit."""
    return abs(_foot(body))


def heel_height(body: Body) -> float:
    """Return how far the heel is above the toe, in the body's unit."""
    return _foot(body).imag


def _leg(body: Body, base: Baseline) -> float:
    return _or(base.leg, leg_length(body)) or math.nan


def _torso(body: Body, base: Baseline) -> float:
    return _or(base.torso, torso_length(body)) or math.nan


def trunk_incl(body: Body, base: Baseline) -> float:
    """Return how far the trunk leans forward of its lean in standing."""
    return lean(_trunk(body)) - _off(base.trunk_incl)


def hip_flex(body: Body, base: Baseline) -> float:
    """Return how far the hip is flexed out of the line of trunk and thigh."""
    return bend(_trunk(body), _thigh(body)) - _held_off(base.hip_flex, HIP_ERROR)


def knee_flex(body: Body, base: Baseline) -> float:
    """Return how far the knee is bent out of the line of thigh and shin."""
    return -bend(_thigh(body), _shank(body)) - _held_off(base.knee_flex, KNEE_ERROR)


def shank_incl(body: Body, base: Baseline) -> float:
    """Return how far the shin leans forward."""
    return lean(_shank(body))


def thigh_horiz(body: Body, base: Baseline) -> float:
    """Return how far the hip is above the level of the knee, as an angle of the thigh."""
    thigh = _thigh(body)
    return math.degrees(math.atan2(thigh.imag, -thigh.real))


def head_line(body: Body, base: Baseline) -> float:
    """Return how far the chin is below its place in standing; NaN without a baseline."""
    head = body.near[Part.EAR] - body.near[Part.SHOULDER]
    return bend(head, _trunk(body)) - base.head_line


def hip_setback(body: Body, base: Baseline) -> float:
    """Return how far the hip is behind the ankle, in leg lengths."""
    return (body.near[Part.ANKLE] - body.near[Part.HIP]).real / _leg(body, base)


def body_line(body: Body, base: Baseline) -> float:
    """Return how far the hip is above the line from shoulder to ankle, as an angle."""
    return bend(_trunk(body), body.near[Part.HIP] - body.near[Part.ANKLE])


def body_line_k(body: Body, base: Baseline) -> float:
    """Return how far the hip is above the line from shoulder to knee, as an angle."""
    return bend(_trunk(body), _thigh(body))


def leg_raise(body: Body, base: Baseline) -> float:
    """Return how far the leg is raised off the floor, lying on the back."""
    away = body.near[Part.HIP].real - body.near[Part.SHOULDER].real
    leg = body.near[Part.ANKLE] - body.near[Part.HIP]
    return math.degrees(math.atan2(leg.imag * abs(away), leg.real * away))


def limb_elev_leg(body: Body, base: Baseline) -> float:
    """Return how far the leg rises above the level of the hip."""
    return rise(body.near[Part.ANKLE] - body.near[Part.HIP])


def limb_elev_arm(body: Body, base: Baseline) -> float:
    """Return how far the arm rises above the level of the shoulder."""
    return rise(body.near[Part.WRIST] - body.near[Part.SHOULDER])


def elbow_flex(body: Body, base: Baseline) -> float:
    """Return how far the elbow is bent, to either side."""
    upper = body.near[Part.ELBOW] - body.near[Part.SHOULDER]
    return abs(bend(upper, body.near[Part.WRIST] - body.near[Part.ELBOW]))


def pelvis_rise(body: Body, base: Baseline) -> float:
    """Return how much higher the hip is than at the start; NaN without a baseline."""
    return (body.near[Part.HIP].imag - base.pelvis_up) / _torso(body, base)


def heel_gap(body: Body, base: Baseline) -> float:
    """Return how far the hip is from the heel, in leg lengths."""
    return abs(body.near[Part.HIP] - body.near[Part.HEEL]) / _leg(body, base)


def _tilt(body: Body, part: Part) -> float:
    return rise(body.near[part] - body.far[part])


def tilt_sh(body: Body, base: Baseline) -> float:
    """Return how far the line of the shoulders rises towards the near one."""
    return _tilt(body, Part.SHOULDER)


def tilt_hip(body: Body, base: Baseline) -> float:
    """Return how far the line of the hips rises towards the near one."""
    return _tilt(body, Part.HIP)


def lat_shift(body: Body, base: Baseline) -> float:
    """Return how far the hips are shifted sideways of the shoulders, in shoulder widths."""
    hips = (body.near[Part.HIP] + body.far[Part.HIP]).real / 2
    shoulders = (body.near[Part.SHOULDER] + body.far[Part.SHOULDER]).real / 2
    width = abs(body.near[Part.SHOULDER] - body.far[Part.SHOULDER]) or math.nan
    return (hips - shoulders) / width


def trunk_shank(body: Body, base: Baseline) -> float:
    """Return how much further the trunk leans than the shin."""
    return trunk_incl(body, base) - shank_incl(body, base)


def hand_path(body: Body, base: Baseline) -> float:
    """Return how far the hand is in front of or behind the middle of the shin."""
    middle = (body.near[Part.KNEE] + body.near[Part.ANKLE]).real / 2
    return abs(body.near[Part.WRIST].real - middle) / _leg(body, base)


def hand_reach(body: Body, base: Baseline) -> float:
    """Return how far the hand is in front of or behind the ankle."""
    return abs((body.near[Part.WRIST] - body.near[Part.ANKLE]).real) / _leg(body, base)


def hand_height(body: Body, base: Baseline) -> float:
    """Return how far the hand is above the ankle, in leg lengths."""
    return (body.near[Part.WRIST] - body.near[Part.ANKLE]).imag / _leg(body, base)


def hand_knee(body: Body, base: Baseline) -> float:
    """Return how far the hand is from the knee, in leg lengths."""
    return abs(body.near[Part.WRIST] - body.near[Part.KNEE]) / _leg(body, base)


def heel_lift(body: Body, base: Baseline) -> float:
    """Return how much higher the heel is than at the start; NaN without a baseline.

    The smaller of the rise over the toe and the rise in the picture counts: in a deep squat the
    model lets the toe sink, and a person who steps back stands higher in the picture.
    """
    foot = _or(base.foot, foot_length(body)) or math.nan
    over_toe = heel_height(body) - base.heel_up
    risen = body.near[Part.HEEL].imag - base.heel_at
    return min(over_toe, risen) / foot if math.isfinite(risen) else math.nan


def knee_width(body: Body, base: Baseline) -> float:
    """Return the knees' distance divided by the ankles' distance, seen from the front."""
    ankles = abs((body.near[Part.ANKLE] - body.far[Part.ANKLE]).real) or math.nan
    return abs((body.near[Part.KNEE] - body.far[Part.KNEE]).real) / ankles


def balance(body: Body, base: Baseline) -> float:
    """Return how far the body's centre is ahead of the ankle, in leg lengths.

    Shares and centres of the segments are Winter's: trunk, head and arms 0.68 of the whole, with
    their centre 0.63 of the way from hip to shoulder; thighs 0.20 and 0.43 from the hip; shanks
    and feet 0.12 and 0.61 from the knee. A person on their feet keeps the centre above them.
    """
    hip, knee, ankle = (body.near[part] for part in (Part.HIP, Part.KNEE, Part.ANKLE))
    trunk = hip + 0.63 * (body.near[Part.SHOULDER] - hip)
    thigh = hip + 0.43 * (knee - hip)
    shank = knee + 0.61 * (ankle - knee)
    centre = 0.68 * trunk + 0.20 * thigh + 0.12 * shank
    return (centre - ankle).real / _leg(body, base)


def stride(body: Body, base: Baseline) -> float:
    """Return how far either ankle is in front of the other, in leg lengths."""
    return abs((body.near[Part.ANKLE] - body.far[Part.ANKLE]).real) / _leg(body, base)


def knee_gap(body: Body, base: Baseline) -> float:
    """Return how much more either knee is bent than the other."""
    near, far = (
        bend(side[Part.HIP] - side[Part.KNEE], side[Part.KNEE] - side[Part.ANKLE])
        for side in (body.near, body.far)
    )
    return abs(near - far)


def twist(body: Body, base: Baseline) -> float:
    """Return how much wider the shoulders look than the hips, in torso lengths."""
    shoulders = abs((body.near[Part.SHOULDER] - body.far[Part.SHOULDER]).real)
    hips = abs((body.near[Part.HIP] - body.far[Part.HIP]).real)
    return (shoulders - hips) / _torso(body, base)
