"""Each number by which it is told how far somebody is turned, held from both sides.

Four angles tell it: of the shoulders by width and by depth, then of the hips. What they are of
somebody side-on, and how they grow, was measured on rendered people (docs/back.md) and stands here
by itself, so that a number which moves in the code fails here.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import ARMS_FORWARD, STANDING, Camera, figure

from formcheck.exercise.framing.yaw import Turn, YawWatch, turn_in_a_bow
from formcheck.landmarks.blazepose_profiles import FULL
from formcheck.landmarks.pose import Joint, Pose, Side
from formcheck.landmarks.yaw import (
    clear_turn_of,
    lean_of,
    middle_turns,
    reach_of,
    turn_of,
    turns_of,
    yaw_of,
)

FAR = 500.0
"""An angle beyond all others, which is never one of the two in the middle."""


def told_by(which: int, angle: float, *, lean_deg: float = 0.0, reach: float = 0.0) -> float:
    """Return the turn as one of the four angles alone tells it: it is the lower in the middle."""
    angles = [FAR] * 4
    angles[which], angles[which - 1] = angle, -FAR
    assert FULL.yaw is not None
    return middle_turns(angles, FULL.yaw, lean_deg, reach)[0]


SIDE_ON = {
    "upright": (0.0, 0.0, (3.1, 4.6, 2.7, 12.3)),
    "bowed": (60.0, 0.0, (2.0, 4.2, 13.8, 10.7)),
    "reaching": (0.0, 1.0, (8.4, 6.9, 9.1, 15.8)),
    "half bowed": (27.5, 0.0, (2.55, 4.4, 8.25, 11.5)),
    "hardly bowed": (10.0, 0.0, (3.1, 4.6, 2.7, 12.3)),
    "bowed by 45": (45.0, 0.0, (2.0, 4.2, 13.8, 10.7)),
    "half reaching": (0.0, 0.5, (5.75, 5.75, 5.9, 14.05)),
}


@pytest.mark.parametrize("posture", SIDE_ON)
@pytest.mark.parametrize("which", range(4))
def test_side_on_each_angle_is_what_it_was_of_rendered_people(posture: str, which: int) -> None:
    """Then it tells no turn."""
    lean_deg, reach, angles = SIDE_ON[posture]

    turn = told_by(which, angles[which], lean_deg=lean_deg, reach=reach)

    assert turn == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize(("which", "grown"), [(0, 17.2), (1, 13.4), (2, 20.8), (3, 15.6)])
def test_turned_by_twenty_degrees_each_angle_has_grown_as_it_does(which: int, grown: float) -> None:
    """By 0.86, 0.67, 1.04 and 0.78 for each degree."""
    side_on = SIDE_ON["upright"][2][which]

    assert told_by(which, side_on + grown) == pytest.approx(20.0, abs=0.1)


@pytest.mark.parametrize(
    ("arm", "reach"),
    [(29, 0.0), (33, 0.1), (57, 0.9), (61, 1.0), (109, 1.0), (113, 0.9), (137, 0.1), (141, 0.0)],
)
def test_an_arm_is_held_out_from_60_to_110_degrees(arm: float, reach: float) -> None:
    """It begins to be at 30, and is a raised one at 140."""
    assert reach_of(figure(arm=arm)) == pytest.approx(reach, abs=0.01)


def widths(shoulders_px: float, hips_px: float) -> Pose:
    """Return somebody with a torso of 200 pixels whose far points are so far ahead."""
    pose = figure(STANDING)
    assert pose.near is Side.RIGHT
    points = pose.points_px.copy()
    for near, far, ahead, height in (
        (Joint.RIGHT_SHOULDER, Joint.LEFT_SHOULDER, shoulders_px, 100.0),
        (Joint.RIGHT_HIP, Joint.LEFT_HIP, hips_px, 300.0),
    ):
        points[near] = 300.0 - ahead / 2, height
        points[far] = 300.0 + ahead / 2, height
    return replace(pose, points_px=points)


def test_shoulders_are_0_7_torsos_wide_and_hips_0_45() -> None:
    """Of 200 pixels: 140 and 90. Half of that is seen from 30 degrees."""
    shoulders, _, hips, _ = turns_of(widths(70.0, 45.0))

    assert (shoulders, hips) == pytest.approx((30.0, 30.0), abs=0.1)


@pytest.mark.parametrize("yaw", np.arange(-12.0, 12.5, 0.5).tolist())
def test_a_turn_of_8_degrees_is_clear(yaw: float) -> None:
    """A smaller one is as likely an error."""
    pose = figure(ARMS_FORWARD, camera=Camera(yaw_deg=yaw, exact=False))
    turn = turn_of(pose)

    assert math.isfinite(clear_turn_of(pose)) == (abs(turn) >= 8.0)


# --- Over a second --------------------------------------------------------------------------------


def turned(yaw_deg: float, time_s: float, lean_deg: float = 0.0) -> Pose:
    pose = figure(trunk=lean_deg, camera=Camera(yaw_deg=yaw_deg))
    return replace(pose, time_s=time_s)


def watched(poses: Iterable[Pose], *, on_feet: bool = True) -> tuple[YawWatch, Turn]:
    watch = YawWatch(on_feet=on_feet)
    return watch, [watch.step(pose) for pose in poses][-1]


@pytest.mark.parametrize(("seen_s", "settled"), [(0.23, False), (0.27, True)])
def test_a_quarter_of_a_second_settles_it(seen_s: float, *, settled: bool) -> None:
    """Nothing is judged before."""
    watch, _ = watched([turned(0, 0.0), turned(0, seen_s)])

    assert watch.settled is settled


@pytest.mark.parametrize(("ago_s", "counts"), [(0.95, True), (1.05, False)])
def test_a_second_is_remembered(ago_s: float, *, counts: bool) -> None:
    """Two looks at 40 degrees outweigh one at none while they are remembered."""
    poses = [turned(40, 0.0), turned(40, 0.001), turned(0, ago_s)]

    _, turn = watched(poses, on_feet=False)

    assert (turn.yaw_deg > 20) == counts


@pytest.mark.parametrize("lean_deg", [28, 30, 32, 34, 36, 38])
def test_who_leans_by_less_than_30_degrees_stands(lean_deg: float) -> None:
    """Somebody who stood side-on and is then seen turned bows, and counts as both told."""
    poses = [turned(0, i / 10) for i in range(5)]
    poses += [turned(30, 0.5 + i / 50, lean_deg) for i in range(30)]
    _, turn = watched(poses)
    seen, stands = yaw_of(poses[-1]), lean_of(poses[-1]) <= 30

    assert turn.yaw_deg == pytest.approx(seen if stands else seen - 3, abs=0.5)


@pytest.mark.parametrize(("stood", "bowed", "yaw"), [(18, 0, 15), (0, 30, 27), (18, 14, 16)])
def test_the_turn_in_a_bow_is_the_mean_but_at_most_3_below_the_larger(
    stood: float, bowed: float, yaw: float
) -> None:
    """Whoever shuffles round is not taken to be seen from the side."""
    assert turn_in_a_bow(Turn(stood, stood), Turn(bowed, bowed)).yaw_deg == yaw


@pytest.mark.parametrize(("frames", "jump_deg", "noisy"), [(5, 20, False), (6, 20, True)])
def test_six_frames_can_be_noise(frames: int, jump_deg: float, *, noisy: bool) -> None:
    """From fewer nobody can tell it from turning."""
    watch, _ = watched(turned(40 + jump_deg * (i % 2), i / 15) for i in range(frames))

    assert watch.noisy is noisy


@pytest.mark.parametrize("jump_deg", np.arange(2.0, 6.25, 0.25).tolist())
def test_a_yaw_that_jumps_by_more_than_4_degrees_is_noise(jump_deg: float) -> None:
    """From the middle of its neighbours, in half of the frames."""
    poses = [turned(30 + jump_deg * (i % 2), i / 15) for i in range(8)]
    watch, _ = watched(poses)
    jump = abs(yaw_of(poses[0]) - yaw_of(poses[1]))

    assert watch.noisy is (jump > 4.0)
