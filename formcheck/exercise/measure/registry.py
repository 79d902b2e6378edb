"""The measures a spec may use: unit, sign, range, view, joints needed, expected error.

One registry, :data:`MEASURES`, serves the spec loader, the JSON Schema and the documentation.
0 is a straight joint, + is flexed. A measure is NaN if its joints are not seen. Angles are taken in
true pixels, so that the picture's shape cannot bend them. Tags such as [S28] are entries of
docs/sources.md; [D] is calculated.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from formcheck.exercise.measure import formulas
from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.formulas import Baseline
from formcheck.landmarks.pose import Part

__all__ = [
    "ARMS_FORWARD_ERROR_DEG",
    "MAX_BACK_ERROR_DEG",
    "MEASURES",
    "OUTLINES",
    "POPULATION_ERROR_DEG",
    "Baseline",
    "Measure",
    "MeasureInfo",
    "Unit",
    "View",
    "measure_body",
]


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
    TWIST = "twist"
    BALANCE = "balance"
    STRIDE = "stride"
    KNEE_GAP = "knee_gap"


Formula = Callable[[Body, Baseline], float]

MAX_BACK_ERROR_DEG = 22.0
"""With a larger error a back is not judged: a fault at 35 would then show only from 57 on, which is
as far as people can round (team choice). The population's error with the upper quarter hidden is
19."""


@dataclass(frozen=True, slots=True)
class MeasureInfo:
    """What a spec's author and the judge need to know of one measure.

    ``error`` is the expected error of one reading after calibration (about one standard
    deviation), with its ``source``; a limit counts only when exceeded by it. ``raw_error`` is the
    larger error before calibration, if it differs. With an error above ``max_error`` the measure is
    not judged. ``formula`` is ``None`` for measures that need more than one pose (time, or the
    back's outline); the reader supplies those. ``outline`` marks a measure read off the body's
    outline: it counts from a reference, whose kind sets its error, and jumps more than joints do.
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
    raw_error: float | None = None
    outline: bool = False
    max_error: float = math.inf

    def hidden(self, body: Body) -> frozenset[Part]:
        """Return the needed parts that are not seen well enough to judge from."""
        return self.parts - (body.seen & body.far_seen if self.both_sides else body.seen)

    @property
    def needs_view(self) -> bool:
        """Whether it is judged from some views only."""
        return self.views != _ANY

    def error_when(self, *, calibrated: bool) -> float:
        """Return the error to allow for, with or without the person's own baseline."""
        return self.error if calibrated or self.raw_error is None else self.raw_error


_SIDE = frozenset({View.SIDE})
_FRONT = frozenset({View.FRONT})
_ANY = frozenset({View.SIDE, View.OBLIQUE, View.FRONT})
_DEG = Unit.DEGREES
_LEG_PARTS = frozenset({Part.HIP, Part.KNEE, Part.ANKLE})


def _parts(*parts: Part) -> frozenset[Part]:
    return frozenset(parts)


ARMS_FORWARD_ERROR_DEG = 5.0
"""Expected error of a bend: on rendered people side-on 5 for straight backs and 3.5 to 5.6 for bent
ones, depending on where they bend; obliquely 5 to 8 and 4 to 7 (docs/back.md). Real people are not
as tidy. It holds even if standing looks rounder by more than both errors: straight backs of seven
such sessions read 3 degrees too round from it."""

POPULATION_ERROR_DEG = 15.0
"""How much bodies differ: readings of up to 30 degrees on rendered people are off by 14 to 18 (one
standard deviation); flat backs in twenty clips of real people differ by 13."""

MEASURES: Mapping[Measure, MeasureInfo] = {
    Measure.TRUNK_INCL: MeasureInfo(
        _DEG, -60, 180, 5.0, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "upright, as the person stands", "+ leaning forward; 90 is level",
        "error: trunk 5-8° before, ≤ 5° after calibration [S56b, D]", formulas.trunk_incl,
        raw_error=8.0,
    ),
    Measure.HIP_FLEX: MeasureInfo(
        _DEG, -60, 180, formulas.HIP_ERROR, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.KNEE),
        "shoulder, hip and knee in line", "+ flexed, - extended; contains bending of the back",
        "error: hip 8-12°, the weakest landmark [S56h, D]", formulas.hip_flex,
        raw_error=12.0,
    ),
    Measure.KNEE_FLEX: MeasureInfo(
        _DEG, -30, 170, formulas.KNEE_ERROR, _SIDE, _LEG_PARTS,
        "hip, knee and ankle in line", "+ bent the normal way",
        "error: 7° before, 5° after taking off the standing bias [S28, S29]", formulas.knee_flex,
        raw_error=7.0,
    ),
    Measure.SHANK_INCL: MeasureInfo(
        _DEG, -60, 90, 5.0, _SIDE, _parts(Part.KNEE, Part.ANKLE),
        "shin upright", "+ knee forward of the ankle",
        "error: as the knee's [S29, D]", formulas.shank_incl,
        raw_error=7.0,
    ),
    Measure.THIGH_HORIZ: MeasureInfo(
        _DEG, -90, 180, 5.0, _SIDE, _parts(Part.HIP, Part.KNEE),
        "thigh level", "+ hip above the knee; 90 is standing",
        "error: as the knee's [S29, D]", formulas.thigh_horiz,
        raw_error=7.0,
    ),
    Measure.HEAD_LINE: MeasureInfo(
        _DEG, -90, 120, 8.0, _SIDE, _parts(Part.EAR, Part.SHOULDER, Part.HIP),
        "as the person stands", "+ chin down, - head back",
        "error: team choice, from rendered people (ear and shoulder 7-10 % of the torso off)",
        formulas.head_line,
    ),
    Measure.HIP_SETBACK: MeasureInfo(
        Unit.LEG, -0.6, 0.9, 0.05, _SIDE, _LEG_PARTS,
        "hip over the ankle", "+ hips behind the ankle",
        "error: team choice, hip landmark 5-10 % of the torso off on rendered people",
        formulas.hip_setback,
    ),
    Measure.BODY_LINE: MeasureInfo(
        _DEG, -90, 120, 6.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.ANKLE),
        "shoulder, hip and ankle in line", "+ hips high, - hips sagging",
        "error: 18° is about 10 cm at the hip [D]", formulas.body_line,
    ),
    Measure.BODY_LINE_K: MeasureInfo(
        _DEG, -90, 120, 6.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.KNEE),
        "shoulder, hip and knee in line", "+ hips high, - hips sagging",
        "error: as body_line [D]", formulas.body_line_k,
    ),
    Measure.LEG_RAISE: MeasureInfo(
        _DEG, -30, 150, 6.0, _SIDE, _parts(Part.SHOULDER, Part.HIP, Part.ANKLE),
        "leg on the floor", "+ raised; 90 is straight up", "error: team choice", formulas.leg_raise,
    ),
    Measure.LIMB_ELEV_LEG: MeasureInfo(
        _DEG, -90, 90, 6.0, _SIDE, _parts(Part.HIP, Part.ANKLE),
        "leg level", "+ foot above the hip", "error: team choice", formulas.limb_elev_leg,
    ),
    Measure.LIMB_ELEV_ARM: MeasureInfo(
        _DEG, -90, 90, 6.0, _SIDE, _parts(Part.SHOULDER, Part.WRIST),
        "arm level", "+ hand above the shoulder", "error: team choice", formulas.limb_elev_arm,
    ),
    Measure.ELBOW_FLEX: MeasureInfo(
        _DEG, 0, 180, 8.0, _SIDE, _parts(Part.SHOULDER, Part.ELBOW, Part.WRIST),
        "arm straight", "+ bent", "error: team choice", formulas.elbow_flex,
    ),
    Measure.BACK_CURV: MeasureInfo(
        _DEG, -60, 120, ARMS_FORWARD_ERROR_DEG, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "the outline of the person's own back, standing with the arms forward",
        "+ rounded, - arched; degrees of bend from hip to shoulder",
        "error: on rendered people, docs/back.md; with the arms forward never seen, up to "
        f"{POPULATION_ERROR_DEG:g}°, and more where part of it is hidden",
        outline=True, max_error=MAX_BACK_ERROR_DEG,
    ),
    Measure.PELVIS_RISE: MeasureInfo(
        Unit.TORSO, -2, 2, 0.05, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "as at the start", "+ higher", "error: team choice", formulas.pelvis_rise,
    ),
    Measure.HEEL_GAP: MeasureInfo(
        Unit.LEG, 0, 1.5, 0.05, _SIDE, _parts(Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL),
        "sitting on the heels", "+ further from them", "error: team choice", formulas.heel_gap,
    ),
    Measure.TILT_SH: MeasureInfo(
        _DEG, -60, 60, 4.0, _FRONT, _parts(Part.SHOULDER),
        "shoulders level", "+ near shoulder higher", "error: team choice", formulas.tilt_sh, True,
    ),
    Measure.TILT_HIP: MeasureInfo(
        _DEG, -60, 60, 5.0, _FRONT, _parts(Part.HIP),
        "hips level", "+ near hip higher", "error: team choice", formulas.tilt_hip, True,
    ),
    Measure.LAT_SHIFT: MeasureInfo(
        Unit.RATIO, -1.5, 1.5, 0.05, _FRONT, _parts(Part.SHOULDER, Part.HIP),
        "hips under the shoulders, in shoulder widths", "+ hips towards the side faced",
        "error: team choice", formulas.lat_shift, True,
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
        "error: as trunk_incl [D]", formulas.trunk_shank,
        raw_error=8.0,
    ),
    Measure.HAND_PATH: MeasureInfo(
        Unit.LEG, 0, 1.5, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand over the middle of the shin", "+ further in front or behind",
        "error: team choice", formulas.hand_path,
    ),
    Measure.HAND_REACH: MeasureInfo(
        Unit.LEG, 0, 1.6, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand over the ankle", "+ further in front or behind",
        "error: team choice", formulas.hand_reach,
    ),
    Measure.HAND_HEIGHT: MeasureInfo(
        Unit.LEG, -0.5, 2.5, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand at the ankle", "+ higher", "error: team choice", formulas.hand_height,
    ),
    Measure.HAND_KNEE: MeasureInfo(
        Unit.LEG, 0, 2, 0.05, _SIDE, _LEG_PARTS | _parts(Part.WRIST),
        "hand on the knee", "+ further away", "error: team choice", formulas.hand_knee,
    ),
    Measure.HEEL_LIFT: MeasureInfo(
        Unit.FOOT, -0.6, 1.0, 0.1, _SIDE, _parts(Part.HEEL, Part.TOE),
        "foot as at the start", "+ heel lifted; the smaller of over the toe and in the picture",
        "error: team choice, foot landmarks are the noisiest after the hip", formulas.heel_lift,
    ),
    Measure.KNEE_WIDTH: MeasureInfo(
        Unit.RATIO, 0, 4, 0.1, _FRONT, _parts(Part.KNEE, Part.ANKLE),
        "knees together; 1 is over the ankles", "+ wider apart",
        "error: team choice", formulas.knee_width, True,
    ),
    Measure.TWIST: MeasureInfo(
        Unit.TORSO, -1, 1, 0.1, _SIDE, _parts(Part.SHOULDER, Part.HIP),
        "shoulders and hips alike in width", "+ shoulders turned further to the camera",
        "error: team choice", formulas.twist, True,
    ),
    Measure.BALANCE: MeasureInfo(
        Unit.LEG, -1.5, 1.5, 0.05, _SIDE, _LEG_PARTS | _parts(Part.SHOULDER),
        "the body's centre over the ankle", "+ ahead of it; below -0.1 one sits or leans",
        "error: as hip_setback; shares of the body are Winter's", formulas.balance,
    ),
    Measure.STRIDE: MeasureInfo(
        Unit.LEG, 0, 2, 0.05, _SIDE, _LEG_PARTS,
        "feet side by side", "+ one foot further ahead of the other",
        "error: team choice", formulas.stride, True,
    ),
    Measure.KNEE_GAP: MeasureInfo(
        _DEG, 0, 170, 15.0, _SIDE, _LEG_PARTS,
        "both knees bent alike", "+ one more than the other",
        "error: team choice, the far knee is the worse seen", formulas.knee_gap, True,
    ),
}  # fmt: skip

OUTLINES = frozenset(name for name, info in MEASURES.items() if info.outline)
"""The measures that are read off the body's outline."""


def measure_body(body: Body, base: Baseline, *, seen_only: bool = True) -> dict[Measure, float]:
    """Return every measure that one pose alone can give; NaN if its joints are not seen.

    With ``seen_only`` false, joints that are found but hidden or outside the picture count as well:
    enough to follow a movement, not to judge it.
    """
    return {
        name: info.formula(body, base) if not (seen_only and info.hidden(body)) else math.nan
        for name, info in MEASURES.items()
        if info.formula is not None
    }
