"""Rendering the stills and reading them as the package reads a video."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.formulas import hip_flex, knee_flex, trunk_incl
from formcheck.exercise.measure.registry import Baseline
from formcheck.landmarks.pose import Pose
from formcheck.landmarks.yaw import turns_of
from formcheck.outline.rays import ALONG, Mask, Trunk, cast
from formcheck.pose.estimator import PoseEstimator
from formcheck.video.decode import Frame
from rendering.posture import Posture
from rendering.render import Renderer
from rendering.scene import Camera, Scene
from rendering.study.plan import Session, Still
from rendering.study.rows import WIDE, Rows

__all__ = ["file_of", "remaining", "rows_of", "rows_seen", "seen_in", "taken", "turned_deg"]

Floats = npt.NDArray[np.float64]

LOOKS, LOOKS_PER_S = 3, 30.0
"""A still is shown this often, as a video's frames: the first look finds the person, the others
follow them, and what the package averages over time has settled."""

_RAW = Baseline(head_line=0.0)
"""The baseline that takes nothing off."""


def remaining(sessions: Iterator[Session], work: Path) -> list[Session]:
    """Return the sessions whose numbers are not in a folder yet."""
    return [session for session in sessions if not file_of(session, work).exists()]


def taken(session: Session, renderer: Renderer, model: Path, work: Path) -> None:
    """Render and read one session and put its numbers into a folder."""
    rows = rows_of(session, renderer, model)
    part = file_of(session, work).with_suffix(".part.npz")
    rows.save(part)
    part.replace(file_of(session, work))


def file_of(session: Session, work: Path) -> Path:
    """Return where the numbers of a session lie in a folder."""
    return work / f"{session.name}.npz"


def rows_of(session: Session, renderer: Renderer, model: Path) -> Rows:
    """Return the numbers of one session."""
    return rows_seen(
        session, [seen_in(renderer.render(still.scene).image, model) for still in session.stills]
    )


def rows_seen(session: Session, seen: Sequence[tuple[Pose, Mask | None]]) -> Rows:
    """Return the numbers of one session from what was seen in its stills."""
    scenes = [still.scene for still in session.stills]
    poses = [pose for pose, _ in seen]
    return Rows(
        session=np.full(len(seen), session.number, np.int16),
        build=np.array([scene.people[0].build.value for scene in scenes]),
        shirt=np.array([scene.people[0].shirt.value for scene in scenes]),
        what=np.array([still.what.value for still in session.stills]),
        bending=np.array([still.bending.value for still in session.stills]),
        yaw=np.array([turned_deg(scene.camera) for scene in scenes]),
        turns=np.array([turns_of(pose) for pose in poses]),
        segments=np.array([still.posture.spine.segments for still in session.stills]),
        line=np.array([_line(*each) for each in zip(poses, scenes, strict=True)]),
        wide=np.array([_wide(pose, mask) for pose, mask in seen]),
        trust=np.array([pose.back_line.trust for pose in poses]),
        torso=np.array([trunk.length if (trunk := Trunk.of(pose)) else np.nan for pose in poses]),
        true=np.array([_posed(still) for still in session.stills]),
        seen=np.array([_read(pose) for pose in poses]),
    )


def seen_in(image: npt.NDArray[np.uint8], model: Path) -> tuple[Pose, Mask | None]:
    """Return what a fresh estimator makes of a picture shown as a short video."""
    with PoseEstimator(model) as estimate:
        for look in range(LOOKS):
            sighting = estimate.see(estimate.prepare(Frame(image, look / LOOKS_PER_S, look)))
            pose = estimate.pose(sighting)
    return pose, sighting.mask()


def _line(pose: Pose, scene: Scene) -> Floats:
    """Return the package's own back line in the trunk's frame; NaN for the wrong way round."""
    trunk = Trunk.of(pose)
    if trunk is None or pose.facing != scene.people[0].facing.sign:
        return np.full(len(ALONG), np.nan)
    out: Floats = trunk.within(pose.back_line.body_px)[:, 1]
    return out


def _wide(pose: Pose, mask: Mask | None) -> Floats:
    """Return the outline at :data:`WIDE`, from below the hip to above the shoulder."""
    trunk = Trunk.of(pose)
    if trunk is None or mask is None:
        return np.full(len(WIDE), np.nan)
    # Rays start at ALONG of a trunk: of a longer one, they start at WIDE of this one.
    up = trunk.up * float(np.ptp(WIDE) / np.ptp(ALONG))
    longer = replace(trunk, hip=trunk.hip + WIDE[0] * trunk.up - ALONG[0] * up, up=up)
    return cast(mask, longer, pose.size_wh).depth


def _posed(still: Still) -> tuple[float, float, float]:
    posture: Posture = still.posture
    leg = posture.left_leg
    return posture.trunk_deg, posture.trunk_deg + leg.thigh_deg, leg.knee_deg


def _read(pose: Pose) -> tuple[float, float, float]:
    body = Body.from_pose(pose)
    return trunk_incl(body, _RAW), hip_flex(body, _RAW), knee_flex(body, _RAW)


def turned_deg(camera: Camera) -> float:
    """Return by how much a person is turned from the line on which the camera sees them.

    It stands ahead of them, and so sees a little more of the chest than were it level with them.
    """
    ahead = camera.aside_m * np.cos(np.radians(camera.yaw_deg))
    return camera.yaw_deg + float(np.degrees(np.arctan2(ahead, camera.distance_m)))
