"""Is the camera placed well: what is said, and that nothing is said when it is."""

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import Camera, Posture, figure, hidden, movement, nobody

from formcheck.exercise.framing import FramingWatch, view_of
from formcheck.exercise.measures import View
from formcheck.exercise.moment import Framing
from formcheck.pose.landmarks import Part, Picture, Pose

ALL = frozenset(Part)


def watch(
    poses: Iterable[Pose],
    view: View = View.SIDE,
    parts: frozenset[Part] = ALL,
    *,
    moves_ahead: bool = False,
) -> Framing:
    watcher = FramingWatch(view, parts, moves_ahead=moves_ahead)
    return [watcher.step(pose) for pose in poses][-1]


def still(camera: Camera | None = None, *, seconds: float = 1.5, fps: float = 15) -> list[Pose]:
    return movement([(seconds, Posture())], camera=camera or Camera(), fps=fps)


@pytest.mark.parametrize(
    ("yaw", "view"),
    [
        (0, View.SIDE),
        (25, View.SIDE),
        (26, View.OBLIQUE),
        (60, View.OBLIQUE),
        (61, View.FRONT),
        (90, View.FRONT),
        (math.nan, View.UNKNOWN),
    ],
)
def test_the_view_follows_from_the_yaw(yaw: float, view: View) -> None:
    """Up to 25° is from the side, from 60° on it is from the front."""
    assert view_of(yaw) is view


def test_somebody_well_placed_needs_no_advice() -> None:
    """Side-on, whole, in the light and with room: nothing to change."""
    framing = watch(still(), moves_ahead=True)

    assert framing.view is View.SIDE
    assert framing.advice == ""
    assert framing.problems == ()
    assert framing.missing == ()


def with_picture(picture: Picture) -> list[Pose]:
    return [replace(pose, picture=picture) for pose in still()]


SHIFTED = [replace(pose, points_px=pose.points_px + np.array([0, 45])) for pose in still()]
HEADLESS = [replace(pose, points_px=pose.points_px - np.array([0, 140])) for pose in still()]


@pytest.mark.parametrize(
    ("poses", "begins"),
    [
        ([nobody(0.0, figure())], "I can't see anybody."),
        (with_picture(Picture(0.1, 200, 0)), "It is too dark"),
        (with_picture(Picture(0.5, 5, 0)), "The picture is blurred."),
        (with_picture(Picture(0.5, 200, 0.1)), "The camera is moving."),
        (still(fps=8), "The picture comes too slowly."),
        (still(Camera(height_px=120)), "You are far away."),
        (still(Camera(height_px=500)), "You are very close."),
        (SHIFTED, "I can't see your feet. Tip the screen forward"),
        (HEADLESS, "I can't see your head. Tip the screen back"),
        (still(Camera(yaw_deg=20)), "Turn a little more"),
        (still(Camera(yaw_deg=40)), "I don't see you from the side."),
        (still(Camera(yaw_deg=90)), "I don't see you from the side."),
        ([hidden(pose, Part.KNEE) for pose in still()], "I can't see your knees. Move until"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(poses: list[Pose], begins: str) -> None:
    """Each fault of the placement has its own sentence."""
    assert watch(poses).advice.startswith(begins)


def test_a_front_exercise_wants_the_front() -> None:
    """Where the spec asks for the front, standing side-on is what is wrong."""
    assert watch(still(), View.FRONT).advice == "Turn to face the camera."
    assert watch(still(Camera(yaw_deg=90)), View.FRONT).advice == ""


@pytest.mark.parametrize("facing", [1, -1])
def test_a_bow_needs_room_in_front(facing: int) -> None:
    """Near the edge they face, whoever will bow is sent back; whoever will not, is not."""
    shift = np.array([facing * 320.0, 0.0])
    poses = [
        replace(pose, points_px=pose.points_px + shift) for pose in still(Camera(facing=facing))
    ]

    assert watch(poses, moves_ahead=True).advice.startswith("You need more room in front")
    assert watch(poses, moves_ahead=False).advice == ""


def test_only_what_the_exercise_needs_must_be_seen() -> None:
    """Feet cut off are no matter where no check needs them."""
    parts = frozenset({Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE})

    assert watch(SHIFTED, parts=parts).missing == ()
    assert watch(SHIFTED).missing == ("feet",)


def test_a_blink_changes_nothing() -> None:
    """A joint hidden, or a yaw gone wrong, for a moment does not change the framing."""
    poses = still(seconds=2)
    turned = movement([(2, Posture())], camera=Camera(yaw_deg=80))
    poses[-4:] = [hidden(pose, Part.ANKLE) for pose in turned[-4:]]

    framing = watch(poses)

    assert framing.view is View.SIDE
    assert framing.missing == ()


def test_who_bows_is_not_far_away() -> None:
    """A body folded in half is half as high and no further away."""
    low = movement(
        [(1.5, Posture(trunk=95))], start=Posture(trunk=95), camera=Camera(height_px=250)
    )

    assert watch(low).advice == ""


def test_the_first_glance_is_not_to_be_judged_by() -> None:
    """A quarter of a second passes before the view counts; it begins anew after a loss."""
    watcher = FramingWatch(View.SIDE, ALL, moves_ahead=False)
    seen = [watcher.step(pose) for pose in still(seconds=1.0, fps=20)]
    gone = [watcher.step(nobody(1.0 + i / 20, figure())) for i in range(40)]
    back = watcher.step(replace(figure(), time_s=3.1))

    assert [framing.view for framing in seen[:2]] == [View.SIDE, View.SIDE]
    assert [framing.settled for framing in seen[:8]] == [False] * 5 + [True] * 3
    assert not gone[-1].settled
    assert not back.settled
