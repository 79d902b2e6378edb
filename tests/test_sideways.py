"""Whether a person lies across the picture, though the exercise is done upright."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import CALIBRATION, HINGED, STANDING, Camera, later, movement, reps

from formcheck.exercise.observe.sideways import SidewaysWatch
from formcheck.exercise.session import Session
from formcheck.exercise.spec.vocabulary import Posture
from formcheck.landmarks.pose import Pose
from formcheck.specs.files import load_spec

SPEC = load_spec("hip_hinge")


def turned(poses: Iterable[Pose], *, by_deg: float = 90.0) -> list[Pose]:
    """Return poses as a turned camera sees them; positive is clockwise."""
    angle = np.radians(by_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return [
        replace(
            pose,
            points_px=(pose.points_px - np.array(pose.size_wh) / 2) @ turn
            + np.array(pose.size_wh[::-1]) / 2,
            size_wh=(pose.size_wh[1], pose.size_wh[0]),
        )
        for pose in poses
    ]


def lies(poses: Iterable[Pose], posture: Posture = Posture.STANDING) -> bool:
    watch = SidewaysWatch(SPEC.model_copy(update={"posture": posture}))
    for pose in poses:
        watch.step(pose)
    return watch.lies


@pytest.fixture(scope="module")
def hinges() -> list[Pose]:
    return movement([*CALIBRATION, *reps(2, HINGED)], fps=15)


@pytest.mark.parametrize("by_deg", [90, -90, 75])
@pytest.mark.parametrize("facing", [1, -1])
def test_a_picture_on_its_side_is_told(by_deg: float, facing: int) -> None:
    """To whichever side it was turned, and not quite to the end too."""
    poses = movement([*CALIBRATION, *reps(2, HINGED)], camera=Camera(facing=facing), fps=15)

    assert lies(turned(poses, by_deg=by_deg))


@pytest.mark.parametrize("by_deg", [0, 20, -20])
def test_an_upright_picture_is_not_on_its_side(hinges: list[Pose], by_deg: float) -> None:
    """However far one bows, and with a camera that stands crooked."""
    assert not lies(turned(hinges, by_deg=by_deg))


@pytest.mark.parametrize(("seconds", "told"), [(1.9, False), (2.2, True)])
def test_a_slip_of_the_model_is_borne(hinges: list[Pose], seconds: float, told: bool) -> None:
    """Less than two seconds across the picture say nothing."""
    short = [pose for pose in turned(hinges) if pose.time_s < seconds]

    assert lies(short) is told


@pytest.mark.parametrize("posture", [Posture.LYING, Posture.KNEELING])
def test_on_the_floor_one_lies(hinges: list[Pose], posture: Posture) -> None:
    """Exercises on the floor are done across the picture."""
    assert not lies(turned(hinges), posture)


def test_a_set_on_its_side_is_not_judged(hinges: list[Pose]) -> None:
    """The report has one reason, and neither reps nor cues."""
    session = Session(SPEC)
    for pose in turned(hinges):
        session.step(pose)

    report = session.report()

    assert not report.judged
    assert len(report.not_judged) == 1
    assert "on its side" in report.not_judged[0]
    assert (report.reps, report.attempts, report.cues, report.interruptions) == ((),) * 4


@pytest.mark.parametrize(("by_deg", "told"), [(59, False), (61, True)])
def test_within_30_degrees_of_level_one_lies(by_deg: float, *, told: bool) -> None:
    """What is in between is a movement, and tells nothing."""
    stands = movement([(3.0, STANDING)], fps=15)

    assert lies(turned(stands, by_deg=by_deg)) is told


@pytest.mark.parametrize(("lying_s", "told"), [(3.6, False), (4.4, True)])
def test_within_30_degrees_of_upright_one_stands(lying_s: float, *, told: bool) -> None:
    """Four seconds of that outweigh as many of lying; what leans by 31 outweighs nothing."""
    upright = turned(movement([(4.0, STANDING)], fps=15), by_deg=29)
    leaning = turned(movement([(4.0, STANDING)], fps=15), by_deg=31)
    lying = later(turned(movement([(lying_s, STANDING)], fps=15)), 4.1)

    assert lies([*upright, *lying]) is told
    assert lies([*leaning, *lying])
