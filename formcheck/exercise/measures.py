"""The named numbers a spec may use: unit, sign, range, view, joints needed, expected error.

One registry, :data:`MEASURES`, serves the spec loader, the JSON Schema and the documentation.
Names, zeros and signs are those of DOMAIN.md §2.2: 0 is a straight joint, + is flexed. A measure
whose joints are not seen is NaN. Angles are taken in true pixels, so that no shape of picture can
bend them.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from formcheck.exercise.body import Body, bend, lean, rise
from formcheck.pose.landmarks import Part

__all__ = ["MEASURES", "Baseline", "Measure", "MeasureInfo", "Unit", "View", "measure_body"]


class View(StrEnum):
    """How the person stands to the camera."""

    SIDE = "side"
    OBLIQUE = "oblique"
    FRONT = "front"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """What a measure is counted in."""

    DEGREES = "°"
    LEG = "leg lengths"
    TORSO = "torso lengths"
    FOOT = "foot lengths"
    RATIO = "ratio"
    STEPS = "steps/min"
    DEGREES_PER_SECOND = "°/s"


class Measure(StrEnum):
    """Every measure a spec may name."""

    TRUNK_INCL = "trunk_incl"
    HIP_FLEX = "hip_flex"
    KNEE_FLEX = "knee_flex"
    SHANK_INCL = "shank_incl"
    THIGH_HORIZ = "thigh_horiz"
    HEAD_LINE = "head_line"
    HIP_SETBACK = "hip_setback"
    BODY_LINE = "body_line"
    BODY_LINE_K = "body_line_k"
    LEG_RAISE = "leg_raise"
    LIMB_ELEV_LEG = "limb_elev_leg"
    LIMB_ELEV_ARM = "limb_elev_arm"
    ELBOW_FLEX = "elbow_flex"
    BACK_CURV = "back_curv"
    PELVIS_RISE = "pelvis_rise"
    HEEL_GAP = "heel_gap"
    TILT_SH = "tilt_sh"
    TILT_HIP = "tilt_hip"
    LAT_SHIFT = "lat_shift"
    CADENCE = "cadence"
    SPEED = "speed"
    STILL = "still"
    TRUNK_SHANK = "trunk_shank"
    HAND_PATH = "hand_path"
    HAND_REACH = "hand_reach"
    HAND_HEIGHT = "hand_height"
    HAND_KNEE = "hand_knee"
    HEEL_LIFT = "heel_lift"
    KNEE_WIDTH = "knee_width"
    FOOT_PLACE = "foot_place"
    TWIST = "twist"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A person standing relaxed, as the measures that compare with it need it.

    Angles in degrees, lengths in pixels, NaN where not known: then the limbs' own angles are used
    as they are, and measures that are changes from it (head, pelvis, heel) are NaN. ``pelvis_up``
    and ``heel_up`` are heights (of the hip; of the heel above the toe).
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
    roll_deg: float = 0.0


Formula = Callable[[Body, Baseline], float]


@dataclass(frozen=True, slots=True)
class MeasureInfo:
    """What a spec's author and the judge need to know of one measure.

    ``error`` is the expected error of one reading after calibration (about one standard
    deviation), with its ``source``; a limit counts only when exceeded by it. ``formula`` is
    ``None`` for measures that need more than one pose (time, or the back's outline); the session
    supplies those.
    """

    unit: Unit
    low: float
    high: float
    error: float
    views: frozenset[View]
    parts: frozenset[Part]
    zero: str
    sign: str
    source: str
    formula: Formula | None = None
    both_sides: bool = False


def _or(value: float, fallback: float) -> float:
    return fallback if math.isnan(value) else value


def _off(value: float) -> float:
    """Return what to take off for a baseline: nothing where there is none."""
    return _or(value, 0.0)


def _held_off(value: float, error: float) -> float:
    """Return a baseline no larger than the measure's error.

    The model's own bias is of that size (DOMAIN.md §5.1); what is beyond it is how the person
    really stands, and must not be taken off.
    """
    return min(max(_off(value), -error), error)


def _trunk(body: Body) -> complex:
    return body.near[Part.SHOULDER] - body.near[Part.HIP]


def _thigh(body: Body) -> complex:
    return body.near[Part.HIP] - body.near[Part.KNEE]


def _shank(body: Body) -> complex:
    return body.near[Part.KNEE] - body.near[Part.ANKLE]


def leg_length(body: Body) -> float:
    """Return thigh and shank together, in the body's unit."""
    return abs(_thigh(body)) + abs(_shank(body))


def _leg(body: Body, base: Baseline) -> float:
    return _or(base.leg, leg_length(body)) or math.nan


def _torso(body: Body, base: Baseline) -> float:
    return _or(base.torso, abs(_trunk(body))) or math.nan


_KNEE_ERROR = 5.0
_HIP_ERROR = 8.0


def _trunk_incl(body: Body, base: Baseline) -> float:
    return lean(_trunk(body)) - _off(base.trunk_incl)


def _hip_flex(body: Body, base: Baseline) -> float:
    return bend(_trunk(body), _thigh(body)) - _held_off(base.hip_flex, _HIP_ERROR)


def _knee_flex(body: Body, base: Baseline) -> float:
    return -bend(_thigh(body), _shank(body)) - _held_off(base.knee_flex, _KNEE_ERROR)


def _shank_incl(body: Body, base: Baseline) -> float:
    return lean(_shank(body))


def _thigh_horiz(body: Body, base: Baseline) -> float:
    thigh = _thigh(body)
    return math.degrees(math.atan2(thigh.imag, -thigh.real))


def _head_line(body: Body, base: Baseline) -> float:
    head = body.near[Part.EAR] - body.near[Part.SHOULDER]
    return bend(head, _trunk(body)) - base.head_line


def _hip_setback(body: Body, base: Baseline) -> float:
    return (body.near[Part.ANKLE] - body.near[Part.HIP]).real / _leg(body, base)


def _body_line(body: Body, base: Baseline) -> float:
    return bend(_trunk(body), body.near[Part.HIP] - body.near[Part.ANKLE])


def _body_line_k(body: Body, base: Baseline) -> float:
    return bend(_trunk(body), _thigh(body))


def _leg_raise(body: Body, base: Baseline) -> float:
    away = body.near[Part.HIP].real - body.near[Part.SHOULDER].real
    leg = body.near[Part.ANKLE] - body.near[Part.HIP]
    return math.degrees(math.atan2(leg.imag * abs(away), leg.real * away))


def _limb_elev_leg(body: Body, base: Baseline) -> float:
    return rise(body.near[Part.ANKLE] - body.near[Part.HIP])


def _limb_elev_arm(body: Body, base: Baseline) -> float:
    return rise(body.near[Part.WRIST] - body.near[Part.SHOULDER])


def _elbow_flex(body: Body, base: Baseline) -> float:
    upper = body.near[Part.ELBOW] - body.near[Part.SHOULDER]
    return abs(bend(upper, body.near[Part.WRIST] - body.near[Part.ELBOW]))


def _pelvis_rise(body: Body, base: Baseline) -> float:
    return (body.near[Part.HIP].imag - base.pelvis_up) / _torso(body, base)


def _heel_gap(body: Body, base: Baseline) -> float:
    return abs(body.near[Part.HIP] - body.near[Part.HEEL]) / _leg(body, base)


def _tilt(body: Body, part: Part) -> float:
    return rise(body.near[part] - body.far[part])


def _tilt_sh(body: Body, base: Baseline) -> float:
    return _tilt(body, Part.SHOULDER)


def _tilt_hip(body: Body, base: Baseline) -> float:
    return _tilt(body, Part.HIP)


def _lat_shift(body: Body, base: Baseline) -> float:
    hips = (body.near[Part.HIP] + body.far[Part.HIP]).real / 2
    shoulders = (body.near[Part.SHOULDER] + body.far[Part.SHOULDER]).real / 2
    width = abs(body.near[Part.SHOULDER] - body.far[Part.SHOULDER]) or math.nan
    return (hips - shoulders) / width


def _trunk_shank(body: Body, base: Baseline) -> float:
    return _trunk_incl(body, base) - _shank_incl(body, base)


def _hand_path(body: Body, base: Baseline) -> float:
    middle = (body.near[Part.KNEE] + body.near[Part.ANKLE]).real / 2
    return abs(body.near[Part.WRIST].real - middle) / _leg(body, base)


def _hand_reach(body: Body, base: Baseline) -> float:
    return abs((body.near[Part.WRIST] - body.near[Part.ANKLE]).real) / _leg(body, base)


def _hand_height(body: Body, base: Baseline) -> float:
    return (body.near[Part.WRIST] - body.near[Part.ANKLE]).imag / _leg(body, base)


def _hand_knee(body: Body, base: Baseline) -> float:
    return abs(body.near[Part.WRIST] - body.near[Part.KNEE]) / _leg(body, base)


def _heel_lift(body: Body, base: Baseline) -> float:
    up = (body.near[Part.HEEL] - body.near[Part.TOE]).imag
    foot = _or(base.foot, abs(body.near[Part.HEEL] - body.near[Part.TOE])) or math.nan
    return (up - base.heel_up) / foot


def _knee_width(body: Body, base: Baseline) -> float:
    ankles = abs((body.near[Part.ANKLE] - body.far[Part.ANKLE]).real) or math.nan
    return abs((body.near[Part.KNEE] - body.far[Part.KNEE]).real) / ankles


def _foot_place(body: Body, base: Baseline) -> float:
    return body.near[Part.ANKLE].real / _leg(body, base)


def _twist(body: Body, base: Baseline) -> float:
    shoulders = abs((body.near[Part.SHOULDER] - body.far[Part.SHOULDER]).real)
    hips = abs((body.near[Part.HIP] - body.far[Part.HIP]).real)
    return (shoulders - hips) / _torso(body, base)


_SIDE = frozenset({View.SIDE})
_FRONT = frozenset({View.FRONT})
_ANY = frozenset({View.SIDE, View.OBLIQUE, View.FRONT})
_DEG = Unit.DEGREES
_LEG_PARTS = frozenset({Part.HIP, Part.KNEE, Part.ANKLE})


def _parts(*parts: Part) -> frozenset[Part]:
    return frozenset(parts)


MEASURES: Mapping[Measure, MeasureInfo] = {
    Measure.TRUNK_INCL: MeasureInfo(
        _DEG, -60, 180, 5.0, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "upright, as the person stands", "+ leaning forward; 90 is level",
        "error: trunk 5-8° before, ≤ 5° after calibration [S56b, D]", _trunk_incl,
    ),
    Measure.HIP_FLEX: MeasureInfo(
        _DEG, -60, 180, _HIP_ERROR, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.KNEE),
        "shoulder, hip and knee in line", "+ flexed, - extended; contains bending of the back",
        "error: hip 8-12°, the weakest landmark [S56h, D]", _hip_flex,
    ),
    Measure.KNEE_FLEX: MeasureInfo(
        _DEG, -30, 170, _KNEE_ERROR, _SIDE, _LEG_PARTS,
        "hip, knee and ankle in line", "+ bent the normal way",
        "error: 7° before, 5° after taking off the standing bias [S28, S29]", _knee_flex,
    ),
    Measure.SHANK_INCL: MeasureInfo(
        _DEG, -60, 90, 5.0, _SIDE, _parts(Part.KNEE, Part.ANKLE),
        "shin upright", "+ knee forward of the ankle",
        "error: as the knee's [S29, D]", _shank_incl,
    ),
    Measure.THIGH_HORIZ: MeasureInfo(
        _DEG, -90, 180, 5.0, _SIDE, _parts(Part.HIP, Part.KNEE),
        "thigh level", "+ hip above the knee; 90 is standing",
        "error: as the knee's [S29, D]", _thigh_horiz,
    ),
    Measure.HEAD_LINE: MeasureInfo(
        _DEG, -90, 120, 8.0, _SIDE, _parts(Part.EAR, Part.SHOULDER, Part.HIP),
        "as the person stands", "+ chin down, - head back",
        "error: team choice, from rendered people (ear and shoulder 7-10 % of the torso off)",
        _head_line,
    ),
    Measure.HIP_SETBACK: MeasureInfo(
        Unit.LEG, -0.6, 0.9, 0.05, _SIDE, _LEG_PARTS,
        "hip over the ankle", "+ hips behind the ankle",
        "error: team choice, hip landmark 5-10 % of the torso off on rendered people",
        _hip_setback,
    ),
    Measure.BODY_LINE: MeasureInfo(
        _DEG, -90, 120, 6.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.ANKLE),
        "shoulder, hip and ankle in line", "+ hips high, - hips sagging",
        "error: 18° is about 10 cm at the hip [D]", _body_line,
    ),
    Measure.BODY_LINE_K: MeasureInfo(
        _DEG, -90, 120, 6.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.KNEE),
        "shoulder, hip and knee in line", "+ hips high, - hips sagging",
        "error: as body_line [D]", _body_line_k,
    ),
    Measure.LEG_RAISE: MeasureInfo(
        _DEG, -30, 150, 6.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.ANKLE),
        "leg on the floor", "+ raised; 90 is straight up", "error: team choice", _leg_raise,
    ),
    Measure.LIMB_ELEV_LEG: MeasureInfo(
        _DEG, -90, 90, 6.0, _SIDE, _parts(Part.HIP, Part.ANKLE),
        "leg level", "+ foot above the hip", "error: team choice", _limb_elev_leg,
    ),
    Measure.LIMB_ELEV_ARM: MeasureInfo(
        _DEG, -90, 90, 6.0, _SIDE, _parts(Part.SHOULDER, Part.WRIST),
        "arm level", "+ hand above the shoulder", "error: team choice", _limb_elev_arm,
    ),
    Measure.ELBOW_FLEX: MeasureInfo(
        _DEG, 0, 180, 8.0, _SIDE, _parts(Part.SHOULDER, Part.ELBOW, Part.WRIST),
        "arm straight", "+ bent", "error: team choice", _elbow_flex,
    ),
    Measure.BACK_CURV: MeasureInfo(
        _DEG, -60, 120, 10.0, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "the outline of the back as calibrated, standing with the arms forward",
        "+ rounded, - arched; degrees of bend from hip to shoulder",
        "error: provisional, 2-4° of slope a frame at 0.45-0.6° a degree, and bodies differ "
        "(rendered people, DESIGN.md §3)",
    ),
    Measure.PELVIS_RISE: MeasureInfo(
        Unit.TORSO, -2, 2, 0.05, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "as at the start", "+ higher", "error: team choice", _pelvis_rise,
    ),
    Measure.HEEL_GAP: MeasureInfo(
        Unit.LEG, 0, 1.5, 0.05, _SIDE, _parts(Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL),
        "sitting on the heels", "+ further from them", "error: team choice", _heel_gap,
    ),
    Measure.TILT_SH: MeasureInfo(
        _DEG, -60, 60, 4.0, _FRONT, _parts(Part.SHOULDER),
        "shoulders level", "+ near shoulder higher", "error: team choice", _tilt_sh, True,
    ),
    Measure.TILT_HIP: MeasureInfo(
        _DEG, -60, 60, 5.0, _FRONT, _parts(Part.HIP),
        "hips level", "+ near hip higher", "error: team choice", _tilt_hip, True,
    ),
    Measure.LAT_SHIFT: MeasureInfo(
        Unit.RATIO, -1.5, 1.5, 0.05, _FRONT, _parts(Part.SHOULDER, Part.HIP),
        "hips under the shoulders, in shoulder widths", "+ hips towards the side faced",
        "error: team choice", _lat_shift, True,
    ),
    Measure.CADENCE: MeasureInfo(
        Unit.STEPS, 0, 250, 5.0, _ANY, _parts(Part.ANKLE),
        "standing", "+ more steps", "error: team choice", None, True,
    ),
    Measure.SPEED: MeasureInfo(
        Unit.DEGREES_PER_SECOND, -720, 720, 10.0, _ANY, frozenset(),
        "not moving", "+ the followed measure grows", "error: team choice",
    ),
    Measure.STILL: MeasureInfo(
        _DEG, 0, 90, 0.5, _ANY, frozenset(),
        "not moving: standard deviation of the followed measure over the last second",
        "+ more movement", "error: team choice, one landmark's jitter at rest",
    ),
    Measure.TRUNK_SHANK: MeasureInfo(
        _DEG, -90, 150, 5.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE),
        "trunk and shin alike", "+ trunk leans further than the shin",
        "error: as trunk_incl [D]", _trunk_shank,
    ),
    Measure.HAND_PATH: MeasureInfo(
        Unit.LEG, 0, 1.5, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand over the middle of the shin", "+ further in front or behind",
        "error: team choice", _hand_path,
    ),
    Measure.HAND_REACH: MeasureInfo(
        Unit.LEG, 0, 1.5, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand over the ankle", "+ further in front or behind", "error: team choice", _hand_reach,
    ),
    Measure.HAND_HEIGHT: MeasureInfo(
        Unit.LEG, -0.5, 2.5, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand at the ankle", "+ higher", "error: team choice", _hand_height,
    ),
    Measure.HAND_KNEE: MeasureInfo(
        Unit.LEG, 0, 2, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand on the knee", "+ further away", "error: team choice", _hand_knee,
    ),
    Measure.HEEL_LIFT: MeasureInfo(
        Unit.FOOT, -0.6, 1.0, 0.1, _SIDE, _parts(Part.HEEL, Part.TOE),
        "foot as at the start", "+ heel lifted",
        "error: team choice, foot landmarks are the noisiest after the hip", _heel_lift,
    ),
    Measure.KNEE_WIDTH: MeasureInfo(
        Unit.RATIO, 0, 4, 0.1, _FRONT, _parts(Part.KNEE, Part.ANKLE),
        "knees together; 1 is over the ankles", "+ wider apart",
        "error: team choice", _knee_width, True,
    ),
    Measure.FOOT_PLACE: MeasureInfo(
        Unit.LEG, -50, 50, 0.05, _ANY, _LEG_PARTS,
        "the picture's edge; only its changes mean something", "+ further forward",
        "error: team choice", _foot_place,
    ),
    Measure.TWIST: MeasureInfo(
        Unit.TORSO, -1, 1, 0.1, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "shoulders and hips alike in width", "+ shoulders turned further to the camera",
        "error: team choice", _twist, True,
    ),
}  # fmt: skip


def measure_body(body: Body, base: Baseline, *, seen_only: bool = True) -> dict[Measure, float]:
    """Return every measure one pose alone can give; NaN where its joints are not seen.

    With ``seen_only`` false, joints that are followed but hidden or outside the picture count as
    well: enough to follow a movement, not to judge it.
    """
    return {
        name: info.formula(body, base) if not seen_only or _is_seen(info, body) else math.nan
        for name, info in MEASURES.items()
        if info.formula is not None
    }


def _is_seen(info: MeasureInfo, body: Body) -> bool:
    return info.parts <= body.seen and (not info.both_sides or info.parts <= body.far_seen)
