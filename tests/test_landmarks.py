"""The order of joints, and what a pose holds when nothing was seen."""

import numpy as np
import pytest

from formcheck.landmarks.pose import (
    BACK_POINTS,
    JOINTS,
    BackLine,
    Joint,
    Part,
    Pose,
    Side,
    found_rows,
    joint_of,
)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("side", Side)
def test_every_part_has_its_own_side_and_name(part: Part, side: Side) -> None:
    """A part of a side is the joint that bears both in its name; toes are called foot index."""
    name = {Part.TOE: "foot_index"}.get(part, part.value)

    assert joint_of(part, side).name == f"{side}_{name}".upper()


def test_the_sides_are_each_others_other() -> None:
    """Left is not right, and the other of the other is oneself."""
    assert Side.LEFT.other is Side.RIGHT
    assert Side.RIGHT.other is Side.LEFT


def test_joints_are_rows() -> None:
    """The 33 joints number the rows of an array without a gap."""
    assert [int(joint) for joint in Joint] == list(range(JOINTS))


def test_rows_with_a_point_are_found() -> None:
    """A row of NaN is a missing point, whatever the others are."""
    points = np.array([[1.0, 2.0], [np.nan, np.nan], [0.0, 0.0]])

    assert found_rows(points).tolist() == [True, False, True]


def test_a_pose_without_a_person_has_nan_everywhere() -> None:
    """Nobody seen is NaN in points, never zero, and no visibility."""
    pose = Pose(time_s=1.5, size_wh=(640, 480))

    assert not pose.found
    assert pose.points_px.shape == (JOINTS, 2)
    assert pose.world_m.shape == (JOINTS, 3)
    assert np.isnan(pose.points_px).all()
    assert np.isnan(pose.world_m).all()
    assert (pose.visibility == 0).all()
    assert np.isnan(pose.point(Part.HIP, Side.LEFT)).all()


def test_one_joint_is_enough_to_be_found() -> None:
    """Whoever shows a single joint is there, and that joint can be asked for."""
    points = np.full((JOINTS, 2), np.nan)
    points[Joint.RIGHT_HEEL] = (3.0, 4.0)
    pose = Pose(time_s=0.0, size_wh=(640, 480), points_px=points)

    assert pose.found
    assert pose.point(Part.HEEL, Side.RIGHT).tolist() == [3.0, 4.0]


def test_poses_share_no_arrays() -> None:
    """What is missing in one pose is not the same memory as in another."""
    one, other = Pose(time_s=0.0, size_wh=(1, 1)), Pose(time_s=0.0, size_wh=(1, 1))

    assert not np.shares_memory(one.points_px, other.points_px)
    assert not np.shares_memory(one.back_line.points_px, other.back_line.points_px)


def test_an_unseen_back_is_not_trusted() -> None:
    """A back line nobody has read has no points, no trust, and says so."""
    back = BackLine()

    assert back.points_px.shape == (BACK_POINTS, 2)
    assert np.isnan(back.points_px).all()
    assert back.trust == 0
    assert back.doubt
