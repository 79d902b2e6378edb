"""What each measure is called where people read it; specs and reports keep the short names."""

from collections.abc import Mapping
from typing import Final

from formcheck.exercise.measure.registry import Measure

__all__ = ["MEASURE_WORDS"]

MEASURE_WORDS: Final[Mapping[Measure, str]] = {
    Measure.TRUNK_INCL: "lean of the trunk",
    Measure.HIP_FLEX: "bend of the hips",
    Measure.KNEE_FLEX: "bend of the knees",
    Measure.SHANK_INCL: "lean of the shins",
    Measure.THIGH_HORIZ: "slope of the thighs",
    Measure.HEAD_LINE: "head against the trunk",
    Measure.HIP_SETBACK: "hips behind the feet",
    Measure.BODY_LINE: "line from shoulder to ankle",
    Measure.BODY_LINE_K: "line from shoulder to knee",
    Measure.LEG_RAISE: "raise of the leg",
    Measure.LIMB_ELEV_LEG: "slope of the leg",
    Measure.LIMB_ELEV_ARM: "slope of the arm",
    Measure.ELBOW_FLEX: "bend of the elbow",
    Measure.BACK_CURV: "outline of your back",
    Measure.PELVIS_RISE: "height of the hips",
    Measure.HEEL_GAP: "hips above the heels",
    Measure.TILT_SH: "tilt of the shoulders",
    Measure.TILT_HIP: "tilt of the hips",
    Measure.LAT_SHIFT: "hips to one side",
    Measure.CADENCE: "steps a minute",
    Measure.SPEED: "speed of the movement",
    Measure.STILL: "stillness",
    Measure.TRUNK_SHANK: "trunk against the shins",
    Measure.HAND_PATH: "hands from the shins",
    Measure.HAND_REACH: "hands from the ankles",
    Measure.HAND_HEIGHT: "height of the hands",
    Measure.HAND_KNEE: "hands from the knees",
    Measure.HEEL_LIFT: "lift of the heels",
    Measure.KNEE_WIDTH: "width of the knees",
    Measure.TWIST: "turn of the shoulders",
    Measure.BALANCE: "weight over the feet",
    Measure.STRIDE: "one foot ahead of the other",
    Measure.KNEE_GAP: "one knee bent more than the other",
}
"""Every measure has its words; a test holds it so."""
