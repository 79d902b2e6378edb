"""One person over time: sides, turns, swaps, jumps, losses."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest
from figures import (
    HINGED,
    SIDE_ON,
    STANDING,
    Camera,
    Posture,
    figure,
    movement,
    reps,
    ticks,
)

from formcheck.landmarks.pose import Joint, Part, Pose, Side, joint_of
from formcheck.pose.tracking import (
    DetectedPerson,
    PersonTracker,
    torso_px,
)

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
BRIDGE_S = 0.3
RELABEL_S = 1.0
SETTLE_S = 0.3
TURN_S = 0.7

FPS = 30.0
FACES_LEFT = Camera(facing=-1)
OBLIQUE = Camera(yaw_deg=25.0)  # left and right legs lie apart in the picture

Change = Callable[[DetectedPerson], DetectedPerson]


def person_of(pose: Pose) -> DetectedPerson:
    return DetectedPerson(pose.points_px, pose.visibility, pose.world_m)


def standing(camera: Camera = SIDE_ON, posture: Posture = STANDING) -> DetectedPerson:
    return person_of(figure(posture, camera=camera))


def tracked(people: Iterable[DetectedPerson], fps: float = FPS) -> list[Pose]:
    """Return the poses that a tracker makes of people seen at a steady rate."""
    tracker = PersonTracker()
    return [tracker(p, time_s=i / fps, size_wh=(640, 480)) for i, p in enumerate(people)]


def for_seconds(seconds: float, person: DetectedPerson) -> list[DetectedPerson]:
    return [person for _ in ticks(seconds, FPS)]


def moved(
    person: DetectedPerson, joints: Sequence[Joint], shift: tuple[float, float]
) -> DetectedPerson:
    points = person.points_px.copy()
    points[list(joints)] += shift
    return DetectedPerson(points, person.visibility, person.world_m)


def exchanged(person: DetectedPerson, parts: Iterable[Part]) -> DetectedPerson:
    """Return the person with left and right of these parts mistaken for each other."""
    order = np.arange(len(Joint))
    for part in parts:
        left, right = joint_of(part, Side.LEFT), joint_of(part, Side.RIGHT)
        order[[left, right]] = [right, left]
    return DetectedPerson(person.points_px[order], person.visibility[order], person.world_m[order])


LEGS = (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE)
ARMS = (Part.SHOULDER, Part.ELBOW, Part.WRIST)


@pytest.mark.parametrize("posture", [STANDING, HINGED], ids=["standing", "hinged"])
@pytest.mark.parametrize(
    ("camera", "facing", "near"),
    [(SIDE_ON, 1, Side.RIGHT), (FACES_LEFT, -1, Side.LEFT)],
    ids=["right", "left"],
)
def test_the_near_side_follows_from_the_direction(
    camera: Camera, facing: int, near: Side, posture: Posture
) -> None:
    """Facing the picture's right one shows the right side, and the left side facing left."""
    pose = tracked([standing(camera, posture)])[-1]

    assert (pose.facing, pose.near) == (facing, near)


def test_nobody_faces_nowhere() -> None:
    """Before anybody is seen there is no direction and no near side."""
    pose = tracked([DetectedPerson()])[-1]

    assert (pose.found, pose.facing, pose.near) == (False, 0, None)


def test_a_glance_back_is_no_turn() -> None:
    """The other direction seen for less than the time of a turn changes nothing."""
    glance = for_seconds(TURN_S / 2, standing(FACES_LEFT))
    right = for_seconds(2, standing())

    facings = {pose.facing for pose in tracked([*right, *glance, *right])}

    assert facings == {1}


def test_who_turns_round_is_taken_to_face_the_other_way() -> None:
    """The other direction seen for the time of a turn is believed, and soon after it."""
    right, left = for_seconds(2, standing()), for_seconds(2, standing(FACES_LEFT))

    poses = tracked([*right, *left])

    turned_s = next(pose.time_s for pose in poses if pose.facing == -1) - len(right) / FPS
    # Here all joints jump in turning, which takes time to settle as well.
    assert 0.8 * TURN_S <= turned_s <= TURN_S + SETTLE_S
    assert poses[-1].near is Side.LEFT


def test_the_direction_is_kept_while_nobody_is_seen() -> None:
    """Whoever is lost for a moment still faces the same way."""
    poses = tracked([*for_seconds(1, standing()), *for_seconds(3, DetectedPerson())])

    assert {pose.facing for pose in poses} == {1}


def test_a_missing_shoulder_says_nothing_of_the_direction() -> None:
    """Where the torso's length is unknown in the first frames, the direction comes later."""
    points = standing().points_px.copy()
    points[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]] = np.nan
    shoulderless = DetectedPerson(points, standing().visibility, standing().world_m)

    poses = tracked([shoulderless, shoulderless, standing()])

    assert [pose.facing for pose in poses] == [0, 0, 1]


@pytest.mark.parametrize("parts", [LEGS, ARMS], ids=["legs", "arms"])
def test_a_swap_of_left_and_right_is_undone(parts: tuple[Part, ...]) -> None:
    """Legs or arms exchanged for one frame come out as if they had not been."""
    person = standing(OBLIQUE)
    people = [*for_seconds(0.5, person), exchanged(person, parts), *for_seconds(0.5, person)]

    for pose in tracked(people):
        np.testing.assert_allclose(pose.points_px, person.points_px, atol=1e-9)


def test_a_swap_in_mid_movement_is_undone() -> None:
    """The same in a hinge, where nothing is at rest: no more than a movement's own step."""
    truth = [person_of(p) for p in movement(reps(1), camera=OBLIQUE, fps=FPS)]
    swapped = [exchanged(p, LEGS) if i in (20, 40, 41, 90) else p for i, p in enumerate(truth)]

    for pose, expected in zip(tracked(swapped), tracked(truth), strict=True):
        np.testing.assert_allclose(pose.points_px, expected.points_px, atol=1e-9)


def test_visibility_and_metres_go_with_the_points() -> None:
    """Putting a leg back takes its visibility and its place in metres along."""
    person = standing(OBLIQUE)
    visibility = person.visibility.copy()
    visibility[joint_of(Part.KNEE, Side.LEFT)] = 0.2
    person = DetectedPerson(person.points_px, visibility, person.world_m)

    pose = tracked([person, exchanged(person, LEGS)])[-1]

    assert (pose.visibility == visibility).all()
    assert (pose.world_m == person.world_m).all()


def test_a_first_frame_with_exchanged_legs_is_not_believed_for_ever() -> None:
    """When the other labelling persists, it is accepted after about a second, not before."""
    person = standing(OBLIQUE)
    wrong = exchanged(person, LEGS)

    poses = tracked([wrong, *for_seconds(2.5, person)])

    as_first = [np.allclose(pose.points_px, wrong.points_px) for pose in poses]
    assert as_first.index(False) == pytest.approx(FPS * RELABEL_S, abs=2)
    np.testing.assert_allclose(poses[-1].points_px, person.points_px, atol=0.5)


def test_legs_side_by_side_are_not_exchanged() -> None:
    """Where both legs are in one place, a swap cannot be told and nothing is changed."""
    people = [person_of(p) for p in movement(reps(1), fps=FPS)]

    for pose, person in zip(tracked(people), people, strict=True):
        assert (pose.visibility == person.visibility).all()


def test_a_joint_that_jumps_for_a_frame_stays() -> None:
    """A wrist seen far away for one frame keeps its place; the rest is untouched."""
    person = standing()
    jumped = moved(person, [Joint.RIGHT_WRIST], (200.0, -50.0))
    people = [*for_seconds(0.5, person), jumped, *for_seconds(0.5, person)]

    poses = tracked(people)

    for pose in poses:
        np.testing.assert_allclose(pose.points_px, person.points_px, atol=1e-9)
    assert poses[16].visibility[Joint.RIGHT_WRIST] == 0
    assert poses[17].visibility[Joint.RIGHT_WRIST] == person.visibility[Joint.RIGHT_WRIST]


def test_a_joint_that_stays_has_moved() -> None:
    """A wrist that remains where it jumped to is there after the time to settle."""
    person = standing()
    there = moved(person, [Joint.RIGHT_WRIST], (200.0, -50.0))

    poses = tracked([*for_seconds(0.5, person), *for_seconds(1, there)])

    wrist = np.array([pose.points_px[Joint.RIGHT_WRIST] for pose in poses[16:]])
    there_at = np.flatnonzero((wrist == there.points_px[Joint.RIGHT_WRIST]).all(axis=1))[0]
    assert there_at / FPS == pytest.approx(SETTLE_S, abs=1.5 / FPS)
    np.testing.assert_allclose(wrist[-1], there.points_px[Joint.RIGHT_WRIST])


@pytest.mark.parametrize("fps", [5.0, 10.0, 30.0, 60.0])
def test_quick_movement_is_no_jump(fps: float) -> None:
    """An arm swung up within half a second is followed at any frame rate."""
    people = [person_of(p) for p in movement([(0.5, Posture(arm=170))], fps=fps)]

    poses = tracked(people, fps)

    assert all((pose.visibility == 0.95).all() for pose in poses)


def test_a_short_loss_is_bridged_and_a_long_one_is_not() -> None:
    """Nobody for up to 0.3 s: the last pose, unseen; for longer: nobody."""
    person = standing()

    poses = tracked([person, *for_seconds(1, DetectedPerson())])

    for pose in poses[1:]:
        assert pose.found == (pose.time_s <= BRIDGE_S)
        assert (pose.visibility == 0).all()


def test_who_is_found_again_elsewhere_is_there_at_once() -> None:
    """After a loss nothing is remembered of the place: the new one is not a jump."""
    person, elsewhere = standing(), moved(standing(), list(Joint), (250.0, 30.0))

    poses = tracked([person, *for_seconds(1, DetectedPerson()), *for_seconds(0.2, elsewhere)])

    for pose in poses[-6:]:
        assert (pose.points_px == elsewhere.points_px).all()


def test_a_person_with_missing_joints_is_tracked_silently() -> None:
    """Joints missing alone or in whole limbs are NaN in the pose and cause no warning."""
    person = standing(OBLIQUE)
    points = person.points_px.copy()
    points[[joint_of(part, side) for part in ARMS for side in Side]] = np.nan
    armless = DetectedPerson(points, person.visibility, person.world_m)

    poses = tracked([armless, *for_seconds(1, armless)])

    assert (np.isnan(poses[-1].points_px) == np.isnan(points)).all()


def test_frames_far_apart_are_not_compared() -> None:
    """After a pause of the picture longer than a bridge, whatever is seen is believed."""
    person, elsewhere = standing(), moved(standing(), list(Joint), (250.0, 30.0))
    tracker = PersonTracker()
    tracker(person, time_s=0.0, size_wh=(640, 480))

    pose = tracker(elsewhere, time_s=2.0, size_wh=(640, 480))

    assert pose.points_px[Joint.NOSE, 0] > 0.9 * elsewhere.points_px[Joint.NOSE, 0]
    assert (pose.visibility == elsewhere.visibility).all()


def test_tracking_a_mirrored_person_mirrors_the_pose() -> None:
    """A movement seen in a mirror gives the mirrored points and the other side."""
    right = tracked([person_of(p) for p in movement(reps(1), fps=FPS)])
    left = tracked([person_of(p) for p in movement(reps(1), fps=FPS, camera=FACES_LEFT)])

    for one, other in zip(right, left, strict=True):
        assert one.facing == -other.facing
        np.testing.assert_allclose(hip_x(one), 640 - hip_x(other), atol=1e-6)


def hip_x(pose: Pose) -> float:
    assert pose.near
    return float(pose.point(Part.HIP, pose.near)[0])


def test_the_torso_runs_from_mid_shoulder_to_mid_hip() -> None:
    """The torso's length is that between the middles, and NaN where one of them is missing."""
    points = np.full((33, 2), np.nan)
    points[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]] = [(10.0, 0.0), (30.0, 0.0)]
    assert np.isnan(torso_px(points))

    points[[Joint.LEFT_HIP, Joint.RIGHT_HIP]] = [(50.0, 40.0), (50.0, 40.0)]

    assert torso_px(points) == 50.0


# --- Just inside, just outside --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pixels", "fps", "dropped"),
    [(83.0, 30.0, False), (87.0, 30.0, True), (124.0, 20.0, False), (131.0, 20.0, True)],
)
def test_a_joint_that_moves_by_a_quarter_of_the_height_in_a_frame_has_jumped(
    pixels: float, fps: float, *, dropped: bool
) -> None:
    """A torso of 102 pixels is that of 340: 85 at 30 a second, 127.5 at 20."""
    person = standing()
    jumped = moved(person, [Joint.RIGHT_WRIST], (pixels, 0.0))

    pose = tracked([person, person, jumped], fps)[-1]

    assert (pose.visibility[Joint.RIGHT_WRIST] == 0) == dropped


@pytest.mark.parametrize(("apart", "undone"), [(9.5, False), (11.0, True)])
def test_legs_that_are_a_tenth_of_a_torso_apart_can_be_told(apart: float, *, undone: bool) -> None:
    """Less is a landmark's jitter: 10.2 of 102 pixels."""
    person = standing()
    points, visibility = person.points_px.copy(), person.visibility.copy()
    for part in LEGS:
        points[joint_of(part, Side.LEFT)] = points[joint_of(part, Side.RIGHT)] + (apart, 0.0)
        visibility[joint_of(part, Side.LEFT)] = 0.7
    both = DetectedPerson(points, visibility, person.world_m)

    pose = tracked([both, both, exchanged(both, LEGS)])[-1]

    assert (pose.visibility[joint_of(Part.KNEE, Side.LEFT)] == 0.7) == undone


def faced_about(person: DetectedPerson, *, nose: bool = True) -> DetectedPerson:
    """Return the person with feet and head the other way round; without a nose, neither way."""
    points = person.points_px.copy()
    for side in Side:
        heel, toe = joint_of(Part.HEEL, side), joint_of(Part.TOE, side)
        points[[heel, toe]] = points[[toe, heel]]
    ears = points[[Joint.LEFT_EAR, Joint.RIGHT_EAR], 0].mean()
    points[Joint.NOSE, 0] = 2 * ears - points[Joint.NOSE, 0] if nose else np.nan
    return DetectedPerson(points, person.visibility, person.world_m)


@pytest.mark.parametrize(("unclear", "turned_s"), [(0, 0.63), (100, 0.56)])
def test_nine_tenths_of_a_turns_time_must_show_the_other_direction(
    unclear: int, turned_s: float
) -> None:
    """Of 0.7 s; where nothing was told before, eight tenths of it are seen first."""
    right, left = standing(), faced_about(standing())
    neither = faced_about(standing(), nose=False)

    poses = tracked([right] * 100 + [neither] * unclear + [left] * 100, 100.0)

    facings = [pose.facing for pose in poses]
    assert (facings.index(-1) - 100 - unclear) / 100 == pytest.approx(turned_s, abs=0.03)
