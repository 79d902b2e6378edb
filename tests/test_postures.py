"""Every posture, proven with people who really are in it: found, turned right, calibrated.

The recordings are what the pose model sees of rendered people who keep still, a woman who faces
right and a man who faces left (``tests/make_recordings.py``).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TypedDict

import numpy as np
import pytest
from exercises import KNEES, exercise
from figures import STANDING, Camera, figure, later
from make_recordings import RECORDINGS

from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Calibration, ExerciseSpec
from formcheck.exercise.spec.posture import POSTURES, CameraHeight, Posture
from formcheck.exercise.spec.vocabulary import Ask
from formcheck.landmarks.pose import Joint, Pose, Side
from formcheck.landmarks.yaw import yaw_on_floor
from formcheck.offer.asks import Exercise
from formcheck.pose.recording import load_recording
from formcheck.pose.tracking import DetectedPerson, PersonTracker
from formcheck.specs.trial.postures import resting_in

SEEN = {
    "all_fours": Posture.ALL_FOURS,
    "kneeling": Posture.KNEELING,
    "on_back_flat": Posture.LYING_ON_BACK,
    "on_back_knees_up": Posture.LYING_ON_BACK,
    "on_front": Posture.LYING_ON_FRONT,
    "on_side": Posture.LYING_ON_SIDE,
    "sitting": Posture.SITTING,
}
"""The recordings, by the posture they show."""

WAYS = {"right": 1, "left": -1}

WIDER = {
    Posture.ALL_FOURS: {Posture.KNEELING, Posture.LYING},
    Posture.LYING_ON_BACK: {Posture.LYING},
    Posture.LYING_ON_FRONT: {Posture.LYING},
}
"""The postures that take in a narrower one."""

ON_THE_FLOOR = [posture for posture, info in POSTURES.items() if info.on_floor]

each_recording = pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name in SEEN for way in WAYS]
)


@cache
def seen(name: str, way: str) -> Sequence[Pose]:
    return load_recording(RECORDINGS / "postures" / f"{name}_{way}.npz")


def own_start(posture: Posture) -> ExerciseSpec:
    """Return an exercise that begins in a posture, filmed from where that is seen."""
    own = {
        "posture": posture,
        "calibration": Calibration.OWN_START,
        "view": POSTURES[posture].view,
    }
    return exercise(KNEES).model_copy(update=own)


def moments(poses: Sequence[Pose], posture: Posture) -> list[Moment]:
    session = Session(own_start(posture))
    return [session.step(pose) for pose in poses]


def tracked(poses: Sequence[Pose]) -> list[Pose]:
    """Return poses whose side and direction are told anew from what the model saw."""
    track = PersonTracker()
    return [
        track(
            DetectedPerson(pose.points_px, pose.visibility, pose.world_m),
            time_s=pose.time_s,
            size_wh=pose.size_wh,
        )
        for pose in poses
    ]


# --- Found, and turned right --------------------------------------------------------------------


@each_recording
def test_everybody_is_found_with_the_right_side_and_direction(name: str, way: str) -> None:
    """From the first frame on, however the body lies; the kept poses say the same."""
    facing, near = WAYS[way], Side.RIGHT if way == "right" else Side.LEFT

    for poses in (seen(name, way), tracked(seen(name, way))):
        assert all(pose.found for pose in poses)
        assert {(pose.facing, pose.near) for pose in poses} == {(facing, near)}


@pytest.mark.parametrize(("apart", "facing"), [(0.30, {1}), (0.26, {-1})])
def test_whoever_is_rolled_over_shows_the_upper_side(apart: float, facing: set[int]) -> None:
    """Shoulders and hips more than 0.28 torso lengths above one another lie on one side.

    Here of somebody on their back who faces left, whose right side then is on top.
    """
    rolled = []
    for pose in seen("on_back_flat", "left"):
        points = pose.points_px.copy()
        torso = abs(points[Joint.LEFT_SHOULDER, 0] - points[Joint.LEFT_HIP, 0])
        for left, right in (
            (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER),
            (Joint.LEFT_HIP, Joint.RIGHT_HIP),
        ):
            points[right, 1] = points[left, 1] - apart * torso
        rolled.append(replace(pose, points_px=points))

    assert {pose.facing for pose in tracked(rolled)} == facing


# --- Seen from the side, and told nothing that makes no sense -----------------------------------


@each_recording
def test_the_place_is_right_and_nothing_is_said_of_standing(name: str, way: str) -> None:
    """Side-on, of side-lying people from the front: ready within two seconds, without advice."""
    told = moments(seen(name, way), SEEN[name])

    assert {each.framing.view for each in told} == {POSTURES[SEEN[name]].view}
    assert {each.framing.advice for each in told} == {""}
    assert told[-1].framing.ready


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [name for name in SEEN if name not in {"on_side", "sitting"}])
def test_nobody_on_the_floor_is_read_as_turned_by_a_bow(name: str, way: str) -> None:
    """They are side-on and no lean of theirs is a bow: at most the 12 degrees of real people."""
    assert max(yaw_on_floor(pose) for pose in seen(name, way)) < 12.0


@pytest.mark.parametrize(("roll_deg", "view"), [(40.0, View.SIDE), (50.0, View.OBLIQUE)])
def test_a_roll_of_more_than_a_low_camera_makes_is_no_side_view(
    roll_deg: float, view: View
) -> None:
    """Rolled about their own length by more than 45 degrees people show no side."""
    roll, poses = np.radians(roll_deg), []
    for pose in seen("on_back_flat", "right"):
        points, world = pose.points_px.copy(), pose.world_m.copy()
        torso = np.linalg.norm(points[Joint.LEFT_SHOULDER] - points[Joint.LEFT_HIP])
        for left, right, width in (
            (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, 0.7),
            (Joint.LEFT_HIP, Joint.RIGHT_HIP, 0.45),
        ):
            points[left] = points[right] + (0.0, np.sin(roll) * width * torso)
            world[left] = world[right] + (0.0, 0.3 * np.sin(roll), 0.3 * np.cos(roll))
        poses.append(replace(pose, points_px=points, world_m=world))

    told = moments(poses, Posture.LYING_ON_BACK)

    assert told[-1].framing.view is view


# --- One's own start ----------------------------------------------------------------------------


@each_recording
def test_the_own_start_is_taken_in_its_posture_and_no_other(name: str, way: str) -> None:
    """Somebody who keeps still is calibrated by where they are, and in the wrong posture not."""
    starts = {
        posture for posture in ON_THE_FLOOR if moments(seen(name, way), posture)[-1].calibrated
    }
    own = SEEN[name]

    assert starts == (WIDER.get(own, set()) | {own}) & set(ON_THE_FLOOR)
    assert moments(seen(name, way), own)[-1].calibrated


def test_standing_is_no_start_on_the_floor() -> None:
    """Whoever has just come in and stands still is not calibrated lying or kneeling."""
    poses = [figure(STANDING, camera=Camera(), time_s=i / 15) for i in range(45)]

    assert not any(moments(poses, posture)[-1].calibrated for posture in ON_THE_FLOOR)


class Angles(TypedDict, total=False):
    """What a start is told by."""

    trunk: float
    knee: float
    shins: tuple[float, float]


LEVEL, BENT = 30.0, 45.0
EDGES: list[tuple[Posture, Angles, Angles]] = [
    (Posture.LYING_ON_BACK, {"trunk": -90 + LEVEL}, {"trunk": -89 + LEVEL}),
    (Posture.LYING_ON_BACK, {"trunk": -90 - LEVEL}, {"trunk": -91 - LEVEL}),
    (Posture.LYING_ON_FRONT, {"trunk": 40}, {"trunk": 39}),
    (Posture.LYING_ON_FRONT, {"trunk": 90 + LEVEL}, {"trunk": 91 + LEVEL}),
    (Posture.LYING_ON_FRONT, {"trunk": 90, "knee": BENT}, {"trunk": 90, "knee": BENT + 1}),
    (Posture.ALL_FOURS, {"trunk": 90 - LEVEL}, {"trunk": 89 - LEVEL}),
    (Posture.ALL_FOURS, {"knee": BENT}, {"knee": BENT - 1}),
    (Posture.ALL_FOURS, {"shins": (60.0, 0.0)}, {"shins": (59.0, 0.0)}),
    (Posture.ALL_FOURS, {"shins": (0.0, 120.0)}, {"shins": (0.0, 121.0)}),
    (Posture.KNEELING, {"trunk": -LEVEL}, {"trunk": -LEVEL - 1}),
    (Posture.KNEELING, {"trunk": 120}, {"trunk": 121}),
    (Posture.STANDING, {"trunk": 15}, {"trunk": 16}),
    (Posture.SITTING, {"trunk": -15}, {"trunk": -16}),
]
USUAL: dict[Posture, Angles] = {
    Posture.STANDING: {"trunk": 0.0, "knee": 0.0, "shins": (0.0, 0.0)},
    Posture.SITTING: {"trunk": 0.0, "knee": 90.0, "shins": (0.0, 0.0)},
    Posture.KNEELING: {"trunk": 0.0, "knee": 90.0, "shins": (90.0, 90.0)},
    Posture.ALL_FOURS: {"trunk": 90.0, "knee": 90.0, "shins": (90.0, 90.0)},
    Posture.LYING_ON_BACK: {"trunk": -90.0, "knee": 0.0, "shins": (-90.0, -90.0)},
    Posture.LYING_ON_FRONT: {"trunk": 90.0, "knee": 0.0, "shins": (90.0, 90.0)},
}


@pytest.mark.parametrize(("posture", "inside", "outside"), EDGES)
def test_a_start_has_edges(posture: Posture, inside: Angles, outside: Angles) -> None:
    """Just inside of them one is in the posture, just outside not."""
    usual, start = USUAL[posture], POSTURES[posture].start
    within: Angles = {**usual, **inside}
    beyond: Angles = {**usual, **outside}

    assert start.is_met(**within)
    assert not start.is_met(**beyond)


def test_whoever_moves_on_the_floor_has_not_begun() -> None:
    """A start is taken of somebody who keeps still: nobody rocking to and fro is calibrated."""
    poses = []
    for pose in seen("all_fours", "right"):
        points = pose.points_px.copy()
        points[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER], 1] += 12 * np.sin(9 * pose.time_s)
        poses.append(replace(pose, points_px=points))

    assert not moments(poses, Posture.ALL_FOURS)[-1].calibrated


# --- What follows from it -----------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SEEN)
def test_going_down_to_the_floor_is_no_fall_where_it_is_asked_for(name: str, way: str) -> None:
    """Standing at one moment and in the posture at the next one, nothing is said of a fall."""
    sign = WAYS[way]
    stood = [figure(STANDING, camera=Camera(facing=sign), time_s=i / 15) for i in range(30)]
    poses = [*stood, *later(seen(name, way), stood[-1].time_s + 1 / 15)]

    kinds = {each.interruption.kind for each in moments(poses, SEEN[name]) if each.interruption}

    assert "fall" not in kinds


def test_every_posture_has_an_entry_that_fits() -> None:
    """Only what is on the floor is filmed from low down and knows no fall; figures rest in all."""
    assert set(POSTURES) == set(Posture)
    for posture, info in POSTURES.items():
        assert (info.camera is CameraHeight.LOW) == info.on_floor
        assert (info.fall is None) == info.on_floor
        assert resting_in(posture)


@pytest.mark.parametrize(
    ("posture", "told"),
    [
        (Posture.STANDING, {Ask.ON_FEET}),
        (Posture.SITTING, set()),
        (Posture.KNEELING, {Ask.FLOOR}),
        (Posture.ALL_FOURS, {Ask.FLOOR}),
        (Posture.LYING, {Ask.FLOOR}),
        (Posture.LYING_ON_BACK, {Ask.FLOOR, Ask.ON_BACK}),
        (Posture.LYING_ON_SIDE, {Ask.FLOOR}),
    ],
)
def test_a_posture_tells_what_it_asks_of_the_body(posture: Posture, told: set[Ask]) -> None:
    """Getting down to the floor, and lying on the back, which not everybody can."""
    asked = Exercise.of(own_start(posture)).asks

    assert asked & {Ask.ON_FEET, Ask.FLOOR, Ask.ON_BACK} == told
