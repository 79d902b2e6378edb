"""Each number by which a set is interrupted, held from both sides, in a few frames."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from exercises import exercise
from figures import STANDING, Posture, figure, nobody

from formcheck.exercise.measure.body import Body
from formcheck.exercise.observe.safety import SafetyWatch, is_hand_up
from formcheck.landmarks.pose import Joint, Pose

HAND_UP = Posture(arm=175)
Row = tuple[Pose, bool]
"""What is seen, and whether a rep is under way."""


def seen(time_s: float, posture: Posture = STANDING, *, moving: bool = False) -> Row:
    return figure(posture, time_s=time_s), moving


def gone(time_s: float, *, moving: bool = False) -> Row:
    return nobody(time_s, figure()), moving


def kinds(rows: Iterable[Row]) -> list[str]:
    watch = SafetyWatch(exercise())
    told = [watch.step(pose, Body.from_pose(pose), moving=moving) for pose, moving in rows]
    return [each.kind for each in told if each is not None]


@pytest.mark.parametrize(("unseen_s", "told"), [(0.95, []), (1.05, ["lost"])])
def test_who_is_unseen_for_a_second_in_a_rep_is_lost(unseen_s: float, told: list[str]) -> None:
    """A blink of the model and a passer-by's step are shorter."""
    assert kinds([seen(0.0, moving=True), gone(unseen_s, moving=True)]) == told


@pytest.mark.parametrize(("held_s", "told"), [(0.95, []), (1.05, ["stop signal"])])
def test_a_hand_held_up_for_a_second_stops(held_s: float, told: list[str]) -> None:
    """A scratch or a stretch is shorter."""
    assert kinds([seen(0.0, HAND_UP), seen(held_s, HAND_UP)]) == told


@pytest.mark.parametrize(("above", "up"), [(0.23, False), (0.27, True)])
def test_a_hand_a_quarter_of_a_torso_above_the_ears_is_up(above: float, *, up: bool) -> None:
    """A torso is 102 pixels: out of reach of a scratch."""
    pose = figure()
    points = pose.points_px.copy()
    ear = points[[Joint.LEFT_EAR, Joint.RIGHT_EAR], 1].min()
    points[Joint.RIGHT_WRIST, 1] = ear - above * 102.0

    assert is_hand_up(replace(pose, points_px=points)) is up


def beside(row: Row) -> Row:
    pose, moving = row
    box = np.array([[pose.points_px[:, 0].max(), 100.0, pose.points_px[:, 0].max() + 60, 440.0]])
    return replace(pose, other_boxes_xyxy=box, people=2), moving


@pytest.mark.parametrize(("known_s", "told"), [(0.95, []), (1.05, ["someone else"])])
def test_who_was_seen_for_a_second_is_told_from_somebody_else(
    known_s: float, told: list[str]
) -> None:
    """The model sees people in things for half a second at a time."""
    times_s = np.linspace(0.0, known_s, 6).tolist()

    assert kinds([*map(seen, times_s[:-1]), beside(seen(times_s[-1]))]) == told


@pytest.mark.parametrize(("after_s", "count"), [(9.5, 1), (10.5, 2)])
def test_what_has_not_been_so_for_ten_seconds_is_told_again(after_s: float, count: int) -> None:
    """When it comes back."""
    rows = [seen(i / 5) for i in range(6)]
    rows += [beside(seen(1.2)), *(seen(1.2 + i / 5) for i in range(1, int(5 * after_s) + 1))]

    assert kinds([*rows, beside(seen(1.2 + after_s))]) == ["someone else"] * count


@pytest.mark.parametrize(("again_s", "count"), [(1.45, 1), (1.55, 2)])
def test_a_hand_is_another_signal_after_a_second_and_a_half(again_s: float, count: int) -> None:
    """In which it was lowered."""
    rows = [seen(0.0, HAND_UP), seen(1.1, HAND_UP), seen(1.2)]
    rows += [seen(0.1 + again_s, HAND_UP), seen(1.1 + again_s, HAND_UP)]

    assert kinds(rows) == ["stop signal"] * count


@pytest.mark.parametrize(("torsos", "told"), [(2.9, []), (3.1, ["left the place"])])
def test_who_is_three_torsos_away_has_left(torsos: float, told: list[str]) -> None:
    """From where the last rep was; a torso is 0.3 body heights."""
    away = STANDING.to(place=0.3 * torsos)

    assert kinds([seen(0.0, moving=True), seen(1.0, away)]) == told


LYING = Posture(trunk=95, knee=10, shank=-85, arm=90)


@pytest.mark.parametrize(("again_s", "falls"), [(2.9, 1), (3.1, 2)])
def test_nobody_falls_again_within_three_seconds(again_s: float, falls: int) -> None:
    """Landmarks that slip make no second fall."""
    rows = [seen(0.0), *(seen(0.5 + i / 10, LYING) for i in range(6))]  # told at 1.0
    rows += [seen(1.0 + again_s - 1.5)]
    rows += [seen(1.0 + again_s - 0.5 + i / 10, LYING) for i in range(6)]

    assert kinds(rows) == ["fall"] * falls
