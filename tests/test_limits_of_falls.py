"""Each number by which a fall is told, and by which somebody is on their feet, from both sides.

Somebody is drawn by their joints: legs of 100 pixels, a torso of 60, and heights above the feet.
"""

from dataclasses import replace

import numpy as np
import pytest
from figures import Posture, figure

from formcheck.exercise.measure.registry import View
from formcheck.exercise.observe.falls import FallWatch
from formcheck.exercise.recognise.glimpses import Glimpser
from formcheck.exercise.spec.models import Posture as Placed
from formcheck.landmarks.pose import JOINTS, Part, Pose, Side, joint_of

FLOOR_PX = 400.0


def body(
    time_s: float,
    *,
    hip: tuple[float, float],
    shoulder: tuple[float, float] | None = None,
    legs: float = 100.0,
) -> Pose:
    """Return somebody whose ankle stands at 0, by where hip and shoulder are, along and up."""
    there = np.array(hip)
    half = np.hypot(*there) / 2
    # The knee lies beside the line from hip to ankle, so that both parts are half of a leg long.
    aside = np.sqrt(max((legs / 2) ** 2 - half**2, 0.0))
    knee = there / 2 + aside * np.array([there[1], -there[0]]) / max(2 * half, 1e-9)
    head = (hip[0], hip[1] + 60.0) if shoulder is None else shoulder
    places = {Part.ANKLE: (0.0, 0.0), Part.KNEE: knee, Part.HIP: hip, Part.SHOULDER: head}
    points = np.full((JOINTS, 2), np.nan)
    for side in Side:
        for part, (along, up) in places.items():
            points[joint_of(part, side)] = 300.0 + along, FLOOR_PX - up
    pose = figure(time_s=time_s)
    return replace(pose, points_px=points, visibility=np.where(np.isfinite(points[:, 0]), 0.9, 0.0))


def fell(*poses: Pose, posture: Placed = Placed.STANDING) -> bool:
    watch = FallWatch(posture)
    return any([watch.step(pose) for pose in poses])


def stands(time_s: float, hip: float = 99.0) -> Pose:
    return body(time_s, hip=(0.0, hip))


def lies(from_s: float, *, seconds: float = 1.0, hip: float = 4.0) -> list[Pose]:
    """Return somebody on the floor, at full length, ten times a second."""
    return [
        body(from_s + i / 10, hip=(95.0, hip), shoulder=(155.0, hip))
        for i in range(round(10 * seconds) + 1)
    ]


@pytest.mark.parametrize(
    ("posture", "hip", "took_s", "is_fall"),
    [
        (Placed.STANDING, 99.0, 1.45, True),
        (Placed.STANDING, 99.0, 1.55, False),
        (Placed.SITTING, 50.0, 0.77, True),
        (Placed.SITTING, 50.0, 0.83, False),
    ],
)
def test_a_fall_takes_less_than_a_second_and_a_half(
    posture: Placed, hip: float, took_s: float, *, is_fall: bool
) -> None:
    """From a chair 0.8 s: who goes down on purpose takes longer."""
    assert fell(stands(0.0, hip), *lies(took_s), posture=posture) is is_fall


@pytest.mark.parametrize(
    ("posture", "first", "hip", "is_fall"),
    [
        (Placed.STANDING, 99.0, 81.5, True),
        (Placed.STANDING, 99.0, 78.5, False),
        (Placed.SITTING, 50.0, 41.0, True),
        (Placed.SITTING, 50.0, 39.0, False),
    ],
)
def test_hips_0_8_legs_high_are_up(
    posture: Placed, first: float, hip: float, *, is_fall: bool
) -> None:
    """Or 0.4 in an exercise on a chair: so high a second before the floor, it is a fall."""
    down_s = 1.4 if posture is Placed.STANDING else 0.7
    poses = [stands(-1.0, first), stands(0.0, hip), *lies(down_s)]

    assert fell(*poses, posture=posture) is is_fall


@pytest.mark.parametrize(("seconds", "is_fall"), [(0.4, False), (0.6, True)])
def test_who_is_down_for_half_a_second_has_fallen(seconds: float, *, is_fall: bool) -> None:
    """Landmarks that slip are back sooner."""
    assert fell(stands(0.0), *lies(1.0, seconds=seconds)) is is_fall


def rests(hip: tuple[float, float], shoulder: tuple[float, float]) -> list[Pose]:
    """Return somebody who came there in a second, and stays."""
    return [stands(0.0), *(body(1.0 + i / 10, hip=hip, shoulder=shoulder) for i in range(11))]


@pytest.mark.parametrize(("hip", "is_fall"), [(9.5, True), (10.5, False)])
def test_hips_a_tenth_of_a_leg_high_are_on_the_floor(hip: float, *, is_fall: bool) -> None:
    """Whoever sits there, upright, has come down; sitting on the heels they are higher."""
    assert fell(*rests((50.0, hip), (50.0, hip + 60.0))) is is_fall


@pytest.mark.parametrize(
    ("hip", "shoulder", "is_fall"),
    [
        ((40.0, 34.0), (98.0, 30.0), True),
        ((40.0, 36.0), (98.0, 30.0), False),
        ((40.0, 30.0), (98.0, 39.0), True),
        ((40.0, 30.0), (98.0, 41.0), False),
        ((12.0, 30.0), (71.0, 30.0), True),
        ((9.0, 30.0), (69.0, 30.0), False),
    ],
)
def test_who_lies_on_their_side_is_down(
    hip: tuple[float, float], shoulder: tuple[float, float], *, is_fall: bool
) -> None:
    """Hips lower than 0.35 legs, a shoulder lower than 0.4, and 0.7 from ankle to shoulder."""
    assert fell(*rests(hip, shoulder)) is is_fall


@pytest.mark.parametrize(("torso", "is_fall"), [(22.0, True), (20.0, False)])
def test_a_torso_a_third_as_long_is_nobodys(torso: float, *, is_fall: bool) -> None:
    """0.35 of 60 are 21: the model took something on the floor for a person."""
    assert fell(*rests((90.0, 4.0), (90.0 + torso, 4.0))) is is_fall


@pytest.mark.parametrize(("legs", "is_fall"), [(61.0, True), (59.0, False)])
def test_legs_six_tenths_as_long_are_measured_by(legs: float, *, is_fall: bool) -> None:
    """Hips 50 high are then up, at 0.82 of a leg; by legs of 100 they are not."""
    near_the_end = body(0.0, hip=(0.0, 50.0), legs=legs)

    assert fell(stands(-1.0), near_the_end, *lies(1.4)) is is_fall


@pytest.mark.parametrize(
    ("posture", "on_feet"),
    [
        # The knee is half of the shank's cosine high, in leg lengths: 0.21 and 0.19.
        (Posture(shank=65.2, knee=65.2), True),
        (Posture(shank=67.7, knee=67.7), False),
        # On a knee 0.25 high the thigh goes down by half of its cosine: 0.16 and 0.14.
        (Posture(shank=60, knee=160.4), True),
        (Posture(shank=60, knee=162.7), False),
        # Hips 0.5 high and a trunk of 0.6: its cosine is -0.067, then -0.1.
        (Posture(shank=60, knee=120, trunk=93.8), True),
        (Posture(shank=60, knee=120, trunk=95.7), False),
    ],
)
def test_who_is_on_their_feet_has_them_lowest(posture: Posture, *, on_feet: bool) -> None:
    """Knees 0.2 legs above the ankle, hips 0.15, shoulders 0.45."""
    assert Glimpser()(figure(posture), View.SIDE).on_feet is on_feet
