"""The back line over time, read off masks that are drawn from geometry."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from figures import Posture, figure
from masks import (
    HINGED,
    STANDING,
    Depth,
    arc,
    box,
    drawn,
    inner_error_px,
    outline,
    read,
    slope,
    spine,
    straight,
    torn,
    turn_deg,
    with_arms,
)

from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import JOINTS, BackLine, Part, Pose, joint_of
from formcheck.outline.silhouette import BackReader, Mask


def film(
    fps: float, scene: Callable[[float], tuple[Mask, Pose]], *, seconds: float
) -> list[BackLine]:
    """Return the back lines of a scene at each of its pictures."""
    look = BackReader()
    times = np.arange(round(seconds * fps) + 1) / fps
    scenes = [(time_s, *scene(float(time_s))) for time_s in times]
    return [look(mask, replace(pose, time_s=float(t))) for t, mask, pose in scenes]


def changing(before: Depth, after: Depth, *, at_s: float) -> Callable[[float], tuple[Mask, Pose]]:
    """Return a scene in which somebody has another back from one moment on."""
    pose = figure(HINGED)
    masks = drawn(pose, before), drawn(pose, after)
    return lambda time_s: (masks[int(time_s >= at_s - 1e-9)], pose)


def test_an_outline_that_jumps_is_distrusted_for_a_moment() -> None:
    """When the outline has another shape a frame later, one of the two is wrong."""
    trusts, doubts = zip(
        *(
            (line.trust, line.doubt)
            for line in film(30, changing(straight(), arc(0.55), at_s=1), seconds=2)
        ),
        strict=True,
    )

    assert min(trusts[:30]) == 1
    assert max(trusts[30:32]) < 0.5
    assert doubts[30] is Doubt.JUMPS
    assert min(trusts[45:]) == 1


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
@pytest.mark.parametrize("radius", [0.8, 0.6, 0.55])
def test_a_jump_is_as_grave_at_any_frame_rate(fps: float, radius: float) -> None:
    """At the same moments after a jump the trust is the same, however many pictures lie between."""
    scene = changing(straight(), arc(radius), at_s=1)

    few, many = film(5, scene, seconds=2), film(fps, scene, seconds=2)

    trusts = [line.trust for line in many][:: round(fps / 5)]
    assert trusts == pytest.approx([line.trust for line in few], abs=0.02)


@pytest.mark.parametrize("fps", [10.0, 60.0])
def test_the_line_is_the_same_at_any_frame_rate(fps: float) -> None:
    """How fast the line follows a back that rounds depends on time, not on the number of frames."""

    def rounding(time_s: float) -> tuple[Mask, Pose]:
        share, pose = min(time_s, 1.0), figure(HINGED)
        return drawn(pose, lambda along: 0.2 + share * (arc(0.8)(along) - 0.2)), pose

    slow, usual = film(fps, rounding, seconds=1.5), film(30, rounding, seconds=1.5)

    at = [(slow[i * round(fps / 5)], usual[6 * i]) for i in range(8)]
    pose = figure(HINGED)
    turns = np.array([(turn_deg(a, pose), turn_deg(b, pose)) for a, b in at])
    assert np.abs(turns[:, 0] - turns[:, 1]).max() < 0.07 * turns.max()
    assert np.abs([a.trust - b.trust for a, b in at]).max() < 0.05


def test_the_line_follows_a_rounding_back_soon() -> None:
    """A tenth of a second behind a back that rounds, and upon it once it is still."""

    def rounding(time_s: float) -> tuple[Mask, Pose]:
        share, pose = min(time_s, 1.0), figure(HINGED)
        return drawn(pose, lambda along: 0.2 + share * (arc(0.8)(along) - 0.2)), pose

    turns = [turn_deg(line, figure(HINGED)) for line in film(30, rounding, seconds=1.5)]

    whole = slope(figure(HINGED), arc(0.8))
    assert turns[30] == pytest.approx(0.88 * whole, abs=0.04 * whole)
    assert turns[-1] == pytest.approx(whole, abs=0.03 * whole)


def test_an_outline_that_moves_slowly_does_not_jump() -> None:
    """Somebody who bows and rounds within a second is trusted all the way."""

    def bowing(time_s: float) -> tuple[Mask, Pose]:
        pose = figure(STANDING.towards(Posture(trunk=60, knee=15, arm=60), time_s))
        return drawn(pose, lambda along: 0.2 + time_s * (arc(0.8)(along) - 0.2)), pose

    assert min(line.trust for line in film(30, bowing, seconds=1)) > 0.9


def noisy(size: float, *, seed: int) -> Iterator[Pose]:
    """Yield a hinge whose hip and shoulder are elsewhere each time, by so many torso lengths."""
    pose, rng = figure(HINGED), np.random.default_rng(seed)
    _, up, _ = spine(pose)
    while True:
        off = rng.normal(0.0, size * np.hypot(*up), (JOINTS, 2))
        yield replace(pose, points_px=pose.points_px + off)


def test_jitter_of_the_joints_hardly_matters() -> None:
    """Joints that jitter by a fiftieth of the torso move the measured line by its own width."""
    pose = figure(HINGED)
    mask, looks = drawn(pose, arc(1.0)), noisy(0.02, seed=3)

    lines = film(30, lambda _: (mask, next(looks)), seconds=2)

    turns = [turn_deg(line, pose) for line in lines[15:]]
    assert np.std(turns) < 1.0
    assert np.mean(turns) == pytest.approx(slope(pose, arc(1.0)), abs=1.0)
    assert min(line.trust for line in lines) > 0.9


def test_a_noisy_edge_is_averaged() -> None:
    """Over a quarter of a second an outline that trembles comes to rest."""
    pose = figure(HINGED)
    seeds = iter(range(100))

    lines = film(30, lambda _: (torn(pose, 0.01, seed=next(seeds)), pose), seconds=2)

    alone = [turn_deg(read(torn(pose, 0.01, seed=i), pose), pose) for i in range(20)]
    together = [turn_deg(line, pose) for line in lines[15:]]
    assert np.std(together) < 0.6 * np.std(alone)


def test_an_arm_that_passes_leaves_the_back_where_it_was() -> None:
    """What an arm covers for a tenth of a second is shown as it was, and trust hardly suffers."""
    pose = figure(HINGED)
    mask = drawn(pose, straight())
    covered = np.maximum(mask, box(pose, (0.3, 0.5), (0.0, 0.35)))
    reaching = with_arms(pose, (0.5, -0.1), (0.4, 0.25))

    lines = film(30, lambda t: (covered, reaching) if 0.5 < t < 0.6 else (mask, pose), seconds=1)

    assert max(inner_error_px(line, outline(pose, straight())) for line in lines) < 0.3
    assert min(line.trust for line in lines) > 0.5


def test_a_long_gap_is_not_bridged() -> None:
    """What was seen a second ago says nothing of the back now."""
    pose, look = figure(HINGED), BackReader()
    hidden = np.where(box(pose, (0.3, 0.6), (-0.4, 0.5)) > 0, 0, drawn(pose, straight()))

    look(drawn(pose, straight()), pose)
    line = look(np.asarray(hidden, dtype=np.float32), replace(pose, time_s=1.0))

    assert np.isnan(line.points_px[20]).all()
    assert line.trust < 0.5


def test_a_place_that_stays_hidden_is_given_up() -> None:
    """What is covered for longer than a tenth of a second is no longer shown."""
    pose = figure(HINGED)
    mask = drawn(pose, straight())
    hidden = np.where(box(pose, (0.5, 0.52), (-0.4, 0.5)) > 0, 0, mask).astype(np.float32)

    lines = film(30, lambda t: (mask if t < 0.5 else hidden, pose), seconds=1)

    assert np.isfinite(lines[16].points_px[20]).all()
    assert np.isnan(lines[19].points_px[20]).all()
    assert lines[-1].trust > 0.9


def test_no_mask_is_no_back() -> None:
    """Without a mask nothing is read and nothing trusted."""
    line = read(None, figure())

    assert line.trust == 0
    assert np.isnan(line.points_px).all()


def test_an_empty_mask_is_no_back() -> None:
    """A mask without anybody gives no point."""
    pose = figure()

    line = read(np.zeros((480, 640), dtype=np.float32), pose)

    assert line.trust == 0
    assert np.isnan(line.points_px).all()


@pytest.mark.parametrize("part", [Part.HIP, Part.SHOULDER])
def test_without_hip_or_shoulder_there_is_no_back(part: Part) -> None:
    """Where the ends of the back are unknown, nothing is read."""
    pose = figure()
    assert pose.near
    points = pose.points_px.copy()
    points[joint_of(part, pose.near)] = np.nan

    line = read(drawn(pose, straight()), replace(pose, points_px=points))

    assert line.trust == 0
    assert np.isnan(line.points_px).all()


def test_without_a_known_side_there_is_no_back() -> None:
    """Somebody seen from the front has no near side and no outline of the back."""
    pose = replace(figure(), near=None, facing=0)

    assert read(drawn(figure(), straight()), pose).trust == 0
