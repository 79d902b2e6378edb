"""A pose backend of 17 keypoints, without world coordinates, feet or masks: what still works.

It plays stick figures, so that the whole way is gone from a picture to a report.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from exercises import BACK, DEPTH, KNEES, SLOWLY, exercise
from figures import CALIBRATION, STANDING, Camera, movement, reps

from formcheck.exercise.measure.registry import Measure, View
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import Report, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Band, Check
from formcheck.landmarks.blazepose_profiles import FULL, HEAVY, LITE
from formcheck.landmarks.pose import Joint, Pose, Side
from formcheck.landmarks.profile import BackendProfile
from formcheck.pose.backends.base import Detection
from formcheck.pose.backends.blazepose import profile_of
from formcheck.pose.backends.opening import profile_named
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model_input import Image
from formcheck.pose.models.bundle import LANDMARKS
from formcheck.pose.tracking import DetectedPerson
from formcheck.video.frame import Frame

COCO = [
    Joint.NOSE, Joint.LEFT_EYE, Joint.RIGHT_EYE, Joint.LEFT_EAR, Joint.RIGHT_EAR,
    Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW,
    Joint.LEFT_WRIST, Joint.RIGHT_WRIST, Joint.LEFT_HIP, Joint.RIGHT_HIP,
    Joint.LEFT_KNEE, Joint.RIGHT_KNEE, Joint.LEFT_ANKLE, Joint.RIGHT_ANKLE,
]  # fmt: skip
"""The seventeen keypoints that most networks know, by ours."""

SPARSE = BackendProfile(
    name="sparse",
    yaw=None,
    min_visibility=0.3,
    guess_visibility=0.05,
    lean_per_bend=0.0,
    has_feet=False,
)

MARK = 7
"""The blue of a picture whose red and green are its number."""


class Played:
    """A backend that finds stick figures: in the picture of a number that of the number."""

    def __init__(self, *people: Sequence[Pose], profile: BackendProfile = SPARSE) -> None:
        self.people = people
        self.closed = False
        self._profile = profile
        self._ours = 0

    @property
    def profile(self) -> BackendProfile:
        return self._profile

    def picture(self, image: Image) -> Any:
        return image

    def track(
        self, picture: Any, time_s: float, size_wh: tuple[int, int], *, afresh: bool = False
    ) -> Detection:
        everybody = self.find(picture, size_wh)
        if afresh:  # whoever is not covered
            left = [_is_grey(picture, each.person, size_wh) for each in everybody]
            self._ours = left.index(False)
        return everybody[self._ours]

    def find(self, picture: Any, size_wh: tuple[int, int]) -> list[Detection]:
        high, low, _ = picture[picture[..., 2] == MARK][0].tolist()  # where nothing is covered
        return [Detection(_sparse(poses[256 * high + low])) for poses in self.people]

    def close(self) -> None:
        self.closed = True


def _sparse(pose: Pose) -> DetectedPerson:
    points, visibility = np.full((33, 2), np.nan), np.zeros(33)
    points[COCO], visibility[COCO] = pose.points_px[COCO], 0.4
    return DetectedPerson(points, visibility)


def _is_grey(picture: Image, person: DetectedPerson, size_wh: tuple[int, int]) -> bool:
    scale = picture.shape[1] / size_wh[0]
    x, y = (person.points_px[Joint.LEFT_HIP] * scale).astype(int).tolist()
    return bool((picture[y, x] == 114).all())


def frames(poses: Sequence[Pose]) -> list[Frame]:
    """Return numbered pictures at the times of poses."""
    width, height = poses[0].size_wh
    return [
        Frame(np.full((height, width, 3), (i // 256, i % 256, MARK), np.uint8), pose.time_s, i)
        for i, pose in enumerate(poses)
    ]


def estimated(backend: Played) -> list[Pose]:
    with PoseEstimator(backend) as estimate:
        return [estimate(frame) for frame in frames(backend.people[0])]


def bows(facing: int = 1) -> list[Pose]:
    """Return somebody who is calibrated and bows three times."""
    return movement((*CALIBRATION, *reps(3)), camera=Camera(facing=facing))


@pytest.fixture(scope="module")
def found() -> list[Pose]:
    return estimated(Played(bows()))


def judged(poses: Sequence[Pose], *checks: Check) -> Report:
    session = Session(exercise(*checks))
    for pose in poses:
        session.step(pose)
    return session.report()


def test_what_a_network_does_not_find_is_missing(found: list[Pose]) -> None:
    """Heels, toes, depth and the back are NaN; the rest is there, by the network's profile."""
    pose = found[-1]

    known = np.isfinite(pose.points_px[:, 0])
    assert np.flatnonzero(known).tolist() == sorted(COCO)
    assert np.isnan(pose.world_m).all()
    assert pose.back_line.trust == 0
    assert pose.profile is SPARSE


@pytest.mark.parametrize(("facing", "near"), [(1, Side.RIGHT), (-1, Side.LEFT)])
def test_the_head_tells_which_way_somebody_faces(facing: int, near: Side) -> None:
    """Without feet, which otherwise tell more."""
    for pose in estimated(Played(bows(facing)[:10])):
        assert (pose.facing, pose.near) == (facing, near)


def test_with_feet_the_head_alone_does_not_tell() -> None:
    """A network that should find feet and does not has found somebody who is cut off."""
    poses = estimated(Played(bows()[:10], profile=replace(SPARSE, has_feet=True)))

    assert {pose.facing for pose in poses} == {0}


def test_the_view_is_unknown_and_nobody_is_asked_to_turn(found: list[Pose]) -> None:
    """To turn would not help: the network does not tell."""
    session = Session(exercise())
    framings = [session.step(pose).framing for pose in found]

    assert {framing.view for framing in framings} == {View.UNKNOWN}
    problems = {problem for framing in framings for problem in framing.problems}
    assert not any("side" in problem or "shoulder" in problem for problem in problems)
    assert framings[-1].settled


def test_reps_are_counted(found: list[Pose]) -> None:
    """By the picture's own angles, as of anybody whose turn is not known yet."""
    assert len(judged(found).reps) == 3


def test_what_needs_a_view_is_not_judged_and_says_why(found: list[Pose]) -> None:
    """No measure is read from a side nobody knows."""
    checks = [check for rep in judged(found, BACK, DEPTH, KNEES).reps for check in rep.checks]

    assert len(checks) == 9
    assert {check.verdict for check in checks} == {Verdict.NOT_JUDGED}
    assert {check.reason for check in checks} == {Reason(ReasonKind.VIEW_UNCLEAR).words}


def test_what_needs_no_view_is_judged(found: list[Pose]) -> None:
    """How fast the movement is; tempo is told from the side alone, by what is moved."""
    speed = KNEES.model_copy(
        update={"id": "speed", "measure": Measure.SPEED, "target": Band(max=200), "fault": None}
    )
    checks = [check for rep in judged(found, SLOWLY, speed).reps for check in rep.checks]

    verdicts = {(check.id, check.verdict) for check in checks}
    assert verdicts == {("speed", Verdict.GOOD), ("slowly", Verdict.NOT_JUDGED)}


def test_a_network_whose_turn_is_known_waits_for_it(found: list[Pose]) -> None:
    """Of BlazePose, what needs no view is not judged either until the view is clear."""
    speed = KNEES.model_copy(
        update={"id": "speed", "measure": Measure.SPEED, "target": Band(max=200), "fault": None}
    )
    unclear = [replace(pose, profile=FULL) for pose in found]

    checks = [check for rep in judged(unclear, speed).reps for check in rep.checks]
    assert {check.verdict for check in checks} == {Verdict.NOT_JUDGED}


@pytest.mark.parametrize(("visibility", "is_judged"), [(0.61, True), (0.59, False)])
def test_how_visible_a_joint_must_be_is_the_networks(visibility: float, is_judged: bool) -> None:
    """Just above the profile's number and just below it."""
    profile = replace(FULL, min_visibility=0.6)
    poses = [replace(pose, profile=profile, visibility=np.full(33, visibility)) for pose in bows()]

    checks = [check for rep in judged(poses, KNEES).reps for check in rep.checks]
    assert {check.verdict is not Verdict.NOT_JUDGED for check in checks} == {is_judged}


def test_another_one_who_exercises_is_followed() -> None:
    """Target switching needs nothing of a network but places."""
    standing = movement([(40.0, STANDING)])
    exercising = movement(reps(4))
    count = min(len(standing), len(exercising))

    poses = estimated(
        Played(
            [_moved(p, -150.0) for p in standing[:count]], [_moved(p, 150.0) for p in exercising]
        )
    )

    assert poses[0].track_id == 0
    assert poses[-1].track_id == 1
    assert {pose.people for pose in poses} == {2}
    assert all(np.isfinite(pose.other_boxes_xyxy).all() for pose in poses)


def _moved(pose: Pose, by_px: float) -> Pose:
    return replace(pose, points_px=pose.points_px + np.array([by_px, 0.0]))


def test_an_estimator_closes_what_it_was_given() -> None:
    """As it does with a model it opened itself."""
    backend = Played(bows()[:1])
    estimated(backend)

    assert backend.closed


# --- Which network it is --------------------------------------------------------------------------


def task_file(landmark_bytes: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as bundle:
        bundle.writestr(LANDMARKS, bytes(landmark_bytes))
    return content.getvalue()


@pytest.mark.parametrize(
    ("landmark_bytes", "profile"),
    [
        (2_821_408, LITE),
        (4_499_999, LITE),
        (4_500_000, FULL),
        (6_442_208, FULL),
        (12_999_999, FULL),
        (13_000_000, HEAVY),
        (27_711_000, HEAVY),
    ],
)
def test_the_size_of_a_network_tells_which(landmark_bytes: int, profile: BackendProfile) -> None:
    """Our files' sizes, and both sides of the two between them."""
    assert profile_of(task_file(landmark_bytes)) is profile


def test_the_usual_model_is_full(model_path: Path) -> None:
    """By the file that tests use."""
    assert profile_of(model_path.read_bytes()) is FULL


@pytest.mark.parametrize("profile", [LITE, FULL, HEAVY])
def test_profiles_are_found_by_their_names(profile: BackendProfile) -> None:
    """So that kept poses tell which network found them."""
    assert profile_named(profile.name) is profile
