"""Each number by which the followed measure is made steady, held from both sides."""

import math
from dataclasses import replace

import numpy as np
import pytest
from figures import Camera, figure

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.progress import RepSignal
from formcheck.landmarks.pose import Pose

TRUNK = Measure.TRUNK_INCL


def follow(*rows: tuple[float, float]) -> float:
    """Return the last of somebody at rest, uncalibrated, whose trunk leans so at these times."""
    follower = RepSignal(TRUNK)
    return [
        follower(
            figure(time_s=time_s), {TRUNK: lean}, off_side=False, calibrated=False, low=True
        )
        for time_s, lean in rows
    ][-1]  # fmt: skip


@pytest.mark.parametrize(("lean", "followed"), [(9.5, 0.0), (10.5, 10.5)])
def test_two_errors_are_taken_off_who_was_not_calibrated(lean: float, followed: float) -> None:
    """Of 5 degrees each: more is how somebody bends."""
    assert follow((0.0, lean), (1.0, lean)) == pytest.approx(followed)


@pytest.mark.parametrize(("rested_s", "followed"), [(5.9, 5.0), (6.1, 0.0)])
def test_what_reads_as_straight_is_the_lowest_of_six_seconds(
    rested_s: float, followed: float
) -> None:
    """Three degrees once, and eight ever since."""
    assert follow((0.0, 3.0), (0.1, 8.0), (rested_s, 8.0)) == pytest.approx(followed)


@pytest.mark.parametrize(("trunk", "followed"), [(43.0, 0.0), (47.0, 47.0)])
def test_45_degrees_are_taken_off_seen_obliquely(trunk: float, followed: float) -> None:
    """The model's error of depth, as in front views."""
    pose = figure(trunk=trunk, camera=Camera(exact=True))
    follower = RepSignal(TRUNK)

    lean = follower(pose, {}, off_side=True, calibrated=False, low=True)

    assert lean == pytest.approx(followed, abs=0.5)


def visible(share: float) -> Pose:
    pose = figure()
    return replace(pose, visibility=np.full_like(pose.visibility, share))


@pytest.mark.parametrize(("share", "known"), [(0.09, False), (0.11, True)])
def test_a_joint_a_tenth_visible_is_followed(share: float, *, known: bool) -> None:
    """Less is a guess."""
    follower = RepSignal(TRUNK)
    lean = follower(visible(share), {TRUNK: 5.0}, off_side=False, calibrated=True, low=True)

    assert math.isfinite(lean) is known
