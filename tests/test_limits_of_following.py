"""Each number by which one of several people is followed, held from both sides, in a few frames.

Somebody is 300 pixels tall; their torso is 90.
"""

import numpy as np
import pytest
from figures import Camera, figure

from formcheck.landmarks.pose import FloatArray
from formcheck.pose.following import Following, regular_look_due_s
from formcheck.pose.tracking import DetectedPerson

TORSO_PX = 90.0


def aside(torsos: float) -> DetectedPerson:
    """Return somebody so far beside the place of everybody below."""
    pose = figure(camera=Camera(size_wh=(0, 480), height_px=300.0))
    shift = np.array([300.0 + torsos * TORSO_PX, 0.0])
    return DetectedPerson(pose.points_px + shift, pose.visibility, pose.world_m)


HERE, FAR = aside(0.0), aside(4.0)


@pytest.mark.parametrize(("looked_s", "due_s"), [(1.7, 1.95), (1.8, 2.8)])
def test_for_two_seconds_a_look_is_due_every_quarter(looked_s: float, due_s: float) -> None:
    """Then every second."""
    assert regular_look_due_s(0.0, looked_s) == pytest.approx(due_s)


def looked(*times_s: float, others: tuple[float, ...] = ()) -> Following:
    """Return a following that looked at these times, and at some of them saw somebody else."""
    following = Following()
    for time_s in times_s:
        following(HERE, time_s)
        following.look([HERE, FAR] if time_s in others else [HERE], time_s, past=[])
    return following


@pytest.mark.parametrize(
    ("times_s", "others", "now_s", "wants"),
    [
        ((0.0, 1.5), (), 1.9, True),
        ((0.0, 1.5), (), 2.1, False),
        ((0.0, 3.0), (), 3.95, False),
        ((0.0, 3.0), (), 4.05, True),
        ((0.0, 3.0, 4.6), (3.0,), 4.95, True),
        ((0.0, 3.0, 4.6), (3.0,), 5.05, False),
        ((0.0, 3.0), (3.0,), 3.23, False),
        ((0.0, 3.0), (3.0,), 3.27, True),
    ],
)
def test_a_look_is_wanted(
    times_s: tuple[float, ...], others: tuple[float, ...], now_s: float, *, wants: bool
) -> None:
    """Four times a second for two seconds after the first, or after somebody else; then once."""
    following = looked(*times_s, others=others)
    following(HERE, now_s)

    assert following.wants_a_look(now_s) is wants


@pytest.mark.parametrize(("now_s", "wants"), [(7.9, False), (8.1, True)])
def test_past_somebody_is_looked_every_three_seconds(now_s: float, *, wants: bool) -> None:
    """Who does nothing, with nobody else seen."""
    following = looked(0.0, 5.0)
    following(HERE, now_s)

    assert following.wants_to_see_past([HERE], now_s, (640, 480)) is wants


@pytest.mark.parametrize(("torsos", "same"), [(1.95, True), (2.05, False)])
def test_from_one_frame_to_the_next_nobody_moves_two_torsos(torsos: float, *, same: bool) -> None:
    """Somebody further away is somebody else."""
    following = looked(0.0)

    assert following(aside(torsos), 0.03).found is same


@pytest.mark.parametrize(("gone_s", "met"), [(1.95, False), (2.05, True)])
def test_after_two_seconds_whoever_is_there_is_the_person(gone_s: float, *, met: bool) -> None:
    """A passer-by in front is gone sooner."""
    following = looked(0.0)

    assert following(FAR, gone_s).found is met


@pytest.mark.parametrize(("torsos", "people"), [(1.05, 0), (1.15, 1)])
def test_a_look_and_the_model_disagree_by_1_1_torsos_at_most(torsos: float, people: int) -> None:
    """What a look finds further off is somebody else."""
    following = looked(0.0)
    following(HERE, 0.3)
    following.look([aside(torsos)], 0.3)

    boxes: FloatArray = following.other_boxes_xyxy
    assert len(boxes) == people


@pytest.mark.parametrize(
    ("others", "back", "same"),
    [((), 1.17, True), ((), 1.21, False), ((4.0,), 0.887, True), ((4.0,), 0.903, False)],
)
def test_a_place_goes_along_in_two_seconds_alone_and_ten_beside_others(
    others: tuple[float, ...], back: float, *, same: bool
) -> None:
    """In one, of a torso 1 - exp(-1/2), or - exp(-1/10): who is back within 0.8 is the same."""
    following = looked(0.0, 3.0)
    following(aside(1.0), 4.0)
    following.look([aside(1.0), *map(aside, others)], 4.0)
    who = following.track_id
    following(aside(back), 7.0)

    assert (following.track_id == who) is same
