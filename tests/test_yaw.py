"""How far a person is turned from side-on, told from landmarks."""

import math
from dataclasses import replace

import numpy as np
import pytest
from figures import ARMS_FORWARD, HINGED, STANDING, Camera, Posture, figure

from formcheck.landmarks.pose import Joint, Pose
from formcheck.landmarks.yaw import clear_turn_of, turn_of, yaw_of

POSTURES = {
    "standing": STANDING,
    "arms forward": ARMS_FORWARD,
    "bowed a little": HINGED.to(trunk=22),
    "hinged": HINGED,
}


@pytest.mark.parametrize("posture", POSTURES.values(), ids=POSTURES)
@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("yaw_deg", [0, 10, 20, 30])
def test_the_turn_is_told(posture: Posture, facing: int, yaw_deg: float) -> None:
    """Turned by so much, however one stands: that is what is told."""
    pose = figure(posture, camera=Camera(facing=facing, yaw_deg=yaw_deg))

    assert yaw_of(pose) == pytest.approx(yaw_deg, abs=6)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(("yaw", "within"), [(0, 2), (10, 2), (20, 2), (30, 2), (45, 9), (60, 9)])
def test_standing_it_is_the_angle_from_side_on(facing: int, yaw: float, within: float) -> None:
    """A figure turned by an angle is found turned by it, towards or away; large ones roughly."""
    camera = Camera(facing=facing, yaw_deg=yaw)

    assert yaw_of(figure(camera=camera)) == pytest.approx(yaw, abs=within)
    away = figure(camera=replace(camera, yaw_deg=-yaw))
    assert yaw_of(away) == pytest.approx(yaw, abs=within)


def test_facing_the_camera_is_nearly_a_right_angle() -> None:
    """Who faces the camera is turned by about ninety degrees."""
    assert yaw_of(figure(STANDING, camera=Camera(yaw_deg=90))) == pytest.approx(90, abs=10)


@pytest.mark.parametrize("fooled", [(Joint.LEFT_SHOULDER,), (Joint.LEFT_HIP, Joint.RIGHT_HIP)])
def test_one_pair_that_is_fooled_does_not_decide(fooled: tuple[Joint, ...]) -> None:
    """With the depth of shoulders or hips all wrong, the others still tell a side view."""
    pose = figure(STANDING)
    world = pose.world_m.copy()
    world[list(fooled)] += (0.3, 0.0, 0.0)
    world[fooled[0]] += (0.3, 0.0, 0.0)

    assert yaw_of(replace(pose, world_m=world)) < 15


def missing(pose: Pose, joint: Joint) -> Pose:
    points = pose.points_px.copy()
    points[joint] = np.nan
    return replace(pose, points_px=points)


@pytest.mark.parametrize("joint", [Joint.LEFT_SHOULDER, Joint.RIGHT_HIP])
def test_a_missing_joint_leaves_it_unknown(joint: Joint) -> None:
    """Where a shoulder or a hip is not found, nothing is told."""
    assert math.isnan(yaw_of(missing(figure(STANDING), joint)))
    assert math.isnan(turn_of(missing(figure(camera=Camera(yaw_deg=30)), joint)))


@pytest.mark.parametrize("posture", [STANDING, HINGED], ids=["standing", "hinged"])
@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("yaw", [-40, -30, -20, 20, 30, 40])
def test_the_direction_of_a_turn_is_told(posture: Posture, facing: int, yaw: float) -> None:
    """Towards the camera is +, away from it -, whichever way the person faces."""
    pose = figure(posture, camera=Camera(facing=facing, yaw_deg=yaw))

    assert turn_of(pose) == pytest.approx(yaw, rel=0.25)
    assert clear_turn_of(pose) == turn_of(pose)


@pytest.mark.parametrize("yaw", [-6, 0, 6])
def test_a_small_turn_has_no_clear_direction(yaw: float) -> None:
    """What may be the model's error is not called a turn."""
    assert math.isnan(clear_turn_of(figure(camera=Camera(yaw_deg=yaw))))


def test_landmarks_that_disagree_give_no_direction() -> None:
    """With depth and picture turned opposite ways nothing is told."""
    towards, away = (figure(camera=Camera(yaw_deg=yaw)) for yaw in (30, -30))

    assert math.isnan(clear_turn_of(replace(towards, world_m=away.world_m)))


def test_without_a_near_side_there_is_no_direction() -> None:
    """Where it is not known which way somebody faces, nothing is ahead of anything."""
    pose = replace(figure(camera=Camera(yaw_deg=80)), near=None, facing=0)

    assert math.isnan(turn_of(pose))
    assert math.isnan(clear_turn_of(pose))
