"""Poses kept in a file and played back: golden recordings, replays, no video.

A recording holds landmarks and back lines, rounded to a twentieth of a pixel; the same
recording gives the same verdicts on every machine.
"""

import zlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from formcheck.disk.plain import open_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import VideoError
from formcheck.landmarks.blazepose_profiles import FULL
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import (
    BACK_POINTS,
    BackLine,
    FloatArray,
    ImageQuality,
    Pose,
    near_side,
)
from formcheck.landmarks.profile import BackendProfile
from formcheck.pose.backends.opening import profile_named

__all__ = ["load_recording", "save_recording"]

PIXEL_STEPS = 20
"""Points are kept to a twentieth of a pixel, a tenth of what the landmarks jitter."""

METRE_STEPS = 1000
"""World points are kept to the millimetre."""

SHARE_STEPS = 100
"""Visibility is kept to a hundredth."""

MAX_NAME = 40
"""Errors show at most this many characters of a backend's name, whatever is in the file."""

_NOWHERE = np.zeros(BACK_POINTS, dtype=bool)
_NOWHERE.flags.writeable = False

_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    EOFError,
    BadZipFile,
    zlib.error,
)
"""The errors numpy raises on missing, cut-off, damaged or foreign files."""


_WANTED = "Name an .npz file that save_recording has written"


def save_recording(path: Path, poses: Iterable[Pose]) -> None:
    """Write poses to a compressed ``.npz``; a name without that ending gets it."""
    kept = list(poses)
    np.savez_compressed(
        path,
        time_s=np.array([p.time_s for p in kept]),
        backend=np.array((kept[0].profile if kept else FULL).name),
        size_wh=np.array([p.size_wh for p in kept], dtype=np.int32),
        points=_rounded([p.points_px for p in kept], PIXEL_STEPS),
        visibility=_rounded([p.visibility for p in kept], SHARE_STEPS),
        world=_rounded([p.world_m for p in kept], METRE_STEPS),
        facing=np.array([p.facing for p in kept], dtype=np.int8),
        back=_rounded([p.back_line.points_px for p in kept], PIXEL_STEPS),
        people=np.array([p.people for p in kept], dtype=np.int8),
        who=np.array([p.track_id for p in kept], dtype=np.int16),
        shot=np.array([p.shot for p in kept], dtype=np.int16),
        trust=np.array([p.back_line.trust for p in kept], dtype=np.float32),
        doubt=np.array([p.back_line.doubt.words if p.back_line.doubt else "" for p in kept]),
        stands_off=np.array([p.back_line.stands_off for p in kept]),
        picture=np.array(
            [(p.picture.light, p.picture.sharpness, p.picture.shift) for p in kept],
            dtype=np.float32,
        ),
        others=np.concatenate([_numbered(i, p) for i, p in enumerate(kept)] or [np.empty((0, 5))]),
    )


def _numbered(index: int, pose: Pose) -> FloatArray:
    return np.column_stack(
        (np.full(len(pose.other_boxes_xyxy), float(index)), pose.other_boxes_xyxy)
    )


def _rounded(arrays: list[FloatArray], steps: int) -> npt.NDArray[np.float32]:
    return (np.round(np.array(arrays) * steps) / steps).astype(np.float32)


def load_recording(path: Path) -> list[Pose]:
    """Return the poses of a recording.

    Raises
    ------
    VideoError
        When the file is missing, is no recording of ours, or its network is unknown.
    """
    try:
        # Opened here, because numpy leaves a damaged file open.
        file = open_plain(path)
    except OSError as error:
        said, otherwise = "these poses cannot be read", f"{_WANTED[:1].lower()}{_WANTED[1:]}"
        raise told_reading(VideoError, said, error, where=path, otherwise=otherwise) from error
    try:
        with file, np.load(file, allow_pickle=False) as kept:
            data = {name: kept[name] for name in kept.files}
        # Older recordings do not say which network found them: there was one.
        name = str(data["backend"])[:MAX_NAME] if "backend" in data else FULL.name
        if (profile := profile_named(name)) is None:
            raise VideoError(
                f"the pose network {name!r}, which found these poses, is not known here",
                where=str(path),
                to_do="Find them anew from the video",
            )
        return [_pose(data, i, profile) for i in range(len(data["time_s"]))]
    except _UNREADABLE as error:
        raise VideoError(
            "This is not a recording of poses",
            where=str(path),
            to_do=_WANTED,
        ) from error


def _pose(data: dict[str, np.ndarray], i: int, profile: BackendProfile) -> Pose:
    facing = int(data["facing"][i])
    width, height = (int(n) for n in data["size_wh"][i])
    light, sharpness, shift = (float(n) for n in data["picture"][i])
    others = data["others"]
    return Pose(
        time_s=float(data["time_s"][i]),
        size_wh=(width, height),
        points_px=data["points"][i].astype(float),
        visibility=data["visibility"][i].astype(float),
        world_m=data["world"][i].astype(float),
        near=near_side(facing),
        facing=facing,
        back_line=BackLine(
            data["back"][i].astype(float),
            float(data["trust"][i]),
            Doubt.of(str(data["doubt"][i])),
            # Older recordings lack `stands_off`.
            stands_off=data["stands_off"][i] if "stands_off" in data else _NOWHERE,
        ),
        picture=ImageQuality(light, sharpness, shift),
        other_boxes_xyxy=others[others[:, 0] == i, 1:].astype(float),
        people=int(data["people"][i]),
        track_id=int(data["who"][i]) if "who" in data else 0,  # older recordings follow one person
        shot=int(data["shot"][i]) if "shot" in data else 0,  # and are of one shot
        profile=profile,
    )
