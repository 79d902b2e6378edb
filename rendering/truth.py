"""The truth files beside the sample clips; docs/samples.md says what each field means."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from rendering.posture import Spine
from rendering.timeline import Moment

__all__ = ["PARTS", "SCHEMA", "FrameTruth", "Joints", "frame_fields", "image_angles", "rounded"]

SCHEMA: Final = 2

PARTS: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
"""The joints of one side, in the order of the files."""

Joints = Mapping[str, complex]
"""Part to its place: forward + up·i, in any unit."""


@dataclass(frozen=True, slots=True)
class FrameTruth:
    """What is true in one frame.

    Parameters
    ----------
    moment
        Where in the movement.
    spine, pelvis_deg
        The back's flexion, and the pelvis's tilt forward of upright standing.
    near_px, far_px
        Part to its place in the picture (x right, y down, pixels), of either side.
    body_plane
        The near side's joints in the person's own plane, metres.
    facing
        1 if the person looks to the right of the picture, -1 for the left.
    """

    moment: Moment
    spine: Spine
    pelvis_deg: float
    near_px: Mapping[str, tuple[float, float]]
    far_px: Mapping[str, tuple[float, float]]
    body_plane: Joints
    facing: int


def lean(segment: complex) -> float:
    """Return how far a segment leans forward of straight up, degrees."""
    return math.degrees(math.atan2(segment.real, segment.imag))


def bend(upper: complex, lower: complex) -> float:
    """Return how far the upper segment leans forward of the lower one's direction, degrees."""
    return lean(upper * lower.conjugate() * 1j) if upper and lower else math.nan


def image_angles(joints: Joints) -> dict[str, float]:
    """Return the angles that formcheck measures, by their names; without any baseline taken off."""
    trunk = joints["shoulder"] - joints["hip"]
    thigh = joints["hip"] - joints["knee"]
    shank = joints["knee"] - joints["ankle"]
    neck = joints["ear"] - joints["shoulder"]
    return {
        "trunk_incl": lean(trunk),
        "hip_flex": bend(trunk, thigh),
        "knee_flex": bend(shank, thigh),
        "shank_incl": lean(shank),
        "head_line": bend(neck, trunk),
    }


def frame_fields(frames: Sequence[FrameTruth], *, oblique: bool) -> dict[str, Any]:
    """Return the fields that have an entry for every frame.

    ``oblique`` adds the angles in the person's own plane, which differ from those in the picture.
    """
    seen = [image_angles(_in_picture(frame)) for frame in frames]
    fields: dict[str, Any] = {
        "time_s": [round(frame.moment.time_s, 4) for frame in frames],
        "phase": [frame.moment.phase.value for frame in frames],
        "depth": _column(frames, lambda frame: frame.moment.depth),
        **_columns(seen),
        "pelvis_tilt": _column(frames, lambda frame: frame.pelvis_deg),
        "spine_flex": _spine([frame.spine for frame in frames]),
        "joints": _places([frame.near_px for frame in frames]),
        "joints_far": _places([frame.far_px for frame in frames]),
    }
    if oblique:
        fields["sagittal"] = _columns([image_angles(frame.body_plane) for frame in frames])
    return fields


def rounded(value: float, digits: int = 3) -> float:
    """Return a number as it stands in the files; never a negative zero."""
    return round(float(value), digits) + 0.0


def _in_picture(frame: FrameTruth) -> Joints:
    return {part: complex(frame.facing * x, -y) for part, (x, y) in frame.near_px.items()}


def _column(frames: Iterable[FrameTruth], value: Callable[[FrameTruth], float]) -> list[float]:
    return [rounded(value(frame)) for frame in frames]


def _columns(rows: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    return {name: [rounded(row[name]) for row in rows] for name in rows[0]}


def _spine(spines: Sequence[Spine]) -> dict[str, Any]:
    return {
        "segments": [field.name for field in fields(Spine)],
        "per_segment": [[rounded(deg) for deg in spine.segments] for spine in spines],
        "total": [rounded(spine.total) for spine in spines],
    }


def _places(frames: Sequence[Mapping[str, tuple[float, float]]]) -> dict[str, list[list[float]]]:
    return {part: [[rounded(xy, 1) for xy in frame[part]] for frame in frames] for part in PARTS}
