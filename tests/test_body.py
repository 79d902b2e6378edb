"""A body seen from its near side, by hand-checkable directions."""

import math
from dataclasses import replace

import numpy as np
import pytest
from figures import Camera, figure, hidden, lost, nobody
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.measure.body import Body, bend, lean, rise
from formcheck.landmarks.pose import JOINTS, Part, Pose

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
SEEN_VISIBILITY = 0.6

UP, FORWARD = 1j, 1 + 0j


@pytest.mark.parametrize(
    ("direction", "degrees"),
    [(UP, 0), (FORWARD, 90), (-FORWARD, -90), (1 + 1j, 45), (-1 + 1j, -45), (1 - 1j, 135)],
)
def test_lean_is_counted_forward_of_straight_up(direction: complex, degrees: float) -> None:
    """Straight up leans 0, forward is +, backward is -."""
    assert lean(direction) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("direction", "degrees"),
    [(UP, 90), (FORWARD, 0), (-FORWARD, 0), (1 + 1j, 45), (-1 + 1j, 45), (-1 - 1j, -45)],
)
def test_rise_is_the_same_whichever_way(direction: complex, degrees: float) -> None:
    """A limb level is 0 and one that points up is 90, in front and behind alike."""
    assert rise(direction) == pytest.approx(degrees)


@given(st.floats(-179, 179), st.floats(-180, 180), st.floats(0.1, 1e4), st.floats(0.1, 1e4))
def test_bend_depends_on_directions_alone(
    angle: float, turn: float, upper: float, lower: float
) -> None:
    """The angle between two limbs does not change with their lengths, or when both are turned."""
    base = complex(np.exp(1j * math.radians(turn)))
    forward = complex(np.exp(-1j * math.radians(angle)))

    assert bend(upper * base * forward, lower * base) == pytest.approx(angle, abs=1e-6)


@pytest.mark.parametrize("facing", [1, -1])
def test_forward_is_where_the_person_faces(facing: int) -> None:
    """Toes are in front of the heels and the head above the hips, whichever way one faces."""
    body = Body.from_pose(figure(camera=Camera(facing=facing)))

    assert (body.near[Part.TOE] - body.near[Part.HEEL]).real > 0
    assert (body.near[Part.EAR] - body.near[Part.HIP]).imag > 0


@pytest.mark.parametrize("facing", [1, -1])
def test_the_near_side_is_the_one_towards_the_camera(facing: int) -> None:
    """Near and far are told apart by the way the person faces, not by left and right."""
    pose = figure(knee=30, far_knee=0, far_shank=0, camera=Camera(facing=facing, exact=True))
    body = Body.from_pose(pose)

    def knee(side: dict[Part, complex]) -> float:
        return -bend(side[Part.HIP] - side[Part.KNEE], side[Part.KNEE] - side[Part.ANKLE])

    assert knee(dict(body.near)) == pytest.approx(30)
    assert knee(dict(body.far)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("roll_deg", [-9.0, 7.0])
def test_the_cameras_roll_is_taken_out(facing: int, roll_deg: float) -> None:
    """A person who stands upright in a tilted picture is upright again."""
    tilted = figure(camera=Camera(facing=facing, roll_deg=roll_deg))
    body = Body.from_pose(tilted, roll_deg=roll_deg)

    assert lean(body.near[Part.SHOULDER] - body.near[Part.HIP]) == pytest.approx(0, abs=1e-6)


def blind(pose: Pose) -> Pose:
    return replace(pose, near=None, facing=0)


@pytest.mark.parametrize("pose", [blind(figure()), nobody(0.0, figure())])
def test_nothing_is_seen_while_the_side_is_not_known(pose: Pose) -> None:
    """Without a person, or without knowing which way they face, every joint is NaN."""
    body = Body.from_pose(pose)

    assert body.seen == body.far_seen == frozenset()
    assert all(math.isnan(abs(joint)) for joint in body.near.values())


def test_all_of_a_person_in_the_picture_is_seen() -> None:
    """Somebody who is wholly in the picture is seen with all parts of both sides."""
    body = Body.from_pose(figure())

    assert body.seen == body.far_seen == frozenset(Part)


@pytest.mark.parametrize("part", list(Part))
def test_a_hidden_or_missing_part_is_not_seen(part: Part) -> None:
    """One part that is hidden, or not found at all, is the only one not seen."""
    assert Body.from_pose(hidden(figure(), part)).seen == frozenset(Part) - {part}
    assert Body.from_pose(lost(figure(), part)).seen == frozenset(Part) - {part}


def test_a_part_is_judged_from_the_limit_of_visibility_on() -> None:
    """Visibility just at the limit is enough; less is not."""
    least = figure().profile.min_visibility
    enough = replace(figure(), visibility=np.full(JOINTS, least))
    too_little = replace(figure(), visibility=np.full(JOINTS, least - 0.01))

    assert Body.from_pose(enough).seen == frozenset(Part)
    assert Body.from_pose(too_little).seen == frozenset()


def test_what_is_outside_the_picture_is_not_seen() -> None:
    """Feet below the picture's edge are not seen, however sure the model is of them."""
    pose = figure()
    lower = replace(pose, points_px=pose.points_px + np.array([0, 45]))

    assert Body.from_pose(lower).seen == frozenset(Part) - {Part.HEEL, Part.TOE}


@given(st.floats(0, 85), st.floats(-20, 100), st.floats(0, 100), st.sampled_from([1, -1]))
def test_the_models_depth_turns_an_oblique_view_side_on(
    yaw: float, trunk: float, knee: float, facing: int
) -> None:
    """From exact world points, angles are those of the side view whatever the yaw."""
    pose = figure(trunk=trunk, knee=knee, camera=Camera(facing=facing, yaw_deg=yaw, exact=True))
    near = Body.from_world(pose).near

    assert lean(near[Part.SHOULDER] - near[Part.HIP]) == pytest.approx(trunk, abs=1e-6)
    bent = bend(near[Part.HIP] - near[Part.KNEE], near[Part.KNEE] - near[Part.ANKLE])
    assert -bent == pytest.approx(knee, abs=1e-6)


def test_without_world_points_nothing_is_known() -> None:
    """Where the model gave no depth, every joint is NaN."""
    body = Body.from_world(nobody(0.0, figure()))

    assert all(math.isnan(abs(joint)) for joint in body.near.values())
