"""Which exercise is done, told from the movement, and how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from figures import (
    CALIBRATION,
    HINGED,
    SIDE_ON,
    STANDING,
    Camera,
    Posture,
    Step,
    later,
    movement,
    nobody,
    reps,
)
from make_recordings import RECORDINGS

from formcheck.exercise.recognise.recogniser import (
    FAMILIES,
    SURE,
    Family,
    Guess,
    Recogniser,
    Recognition,
)
from formcheck.landmarks.pose import Pose
from formcheck.pose.recording import load_recording
from formcheck.specs.files import judged_ids

SQUATTED = Posture(knee=100, shank=30, trunk=40, arm=70)
LIFTING = Posture(knee=95, shank=20, trunk=60)
CROSSED = Posture(arm=35, elbow=120)
SITTING = CROSSED.to(knee=90)
LEANING = SITTING.to(trunk=42)
QUICK = (0.8, 0.3, 0.8, 0.8)
OBLIQUE, FRONT = Camera(yaw_deg=45), Camera(yaw_deg=85)


def recognised(poses: Iterable[Pose]) -> Recognition:
    recogniser = Recogniser()
    for pose in poses:
        recogniser.step(pose)
    return recogniser.recognition()


def told(
    *steps: Step, start: Posture = STANDING, camera: Camera = SIDE_ON, fps: float = 15.0
) -> Recognition:
    return recognised(movement(((0.8, start), *steps), start=start, camera=camera, fps=fps))


def shares(recognition: Recognition) -> dict[Family, float]:
    return {guess.family: guess.share for guess in recognition.guesses}


# --- The families -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bottom", "exercise"),
    [(HINGED, "hip_hinge"), (SQUATTED, "squat"), (LIFTING, "lift_from_floor")],
)
@pytest.mark.parametrize("facing", [1, -1])
def test_a_set_tells_its_exercise(bottom: Posture, exercise: str, facing: int) -> None:
    """Three good reps seen from the side are sure, whichever way one faces."""
    best = told(*reps(3, bottom, seconds=QUICK), camera=Camera(facing=facing)).sure

    assert best is not None
    assert best.exercise == exercise
    assert best.family is FAMILIES[exercise]


def test_arms_crossed_over_the_chest_make_a_good_morning() -> None:
    """It is of the hinges, and named for where the hands are."""
    bowed = CROSSED.to(trunk=60, knee=10, shank=-4)

    best = told(*reps(3, bowed, start=CROSSED, seconds=QUICK), start=CROSSED).sure

    assert best is not None
    assert (best.exercise, best.family) == ("good_morning", Family.HINGE)


def test_a_seat_that_carries_the_body_makes_a_sit_to_stand() -> None:
    """Upright on bent knees nobody stays without one, however long they rest there."""
    once: tuple[Step, ...] = ((1, LEANING), (1, CROSSED), (1, CROSSED), (1, LEANING), (1, SITTING))

    best = told(*once, (3, SITTING), *once, (3, SITTING), *once, start=SITTING).sure

    assert best is not None
    assert (best.exercise, best.family) == ("sit_to_stand", Family.SQUAT)


@pytest.mark.parametrize("recording", [path.stem for path in RECORDINGS.glob("*.npz")])
def test_no_golden_recording_is_taken_for_another_family(recording: str) -> None:
    """What is sure is right; a squatty hinge and a lift with the hands high may be asked for."""
    exercise = max((each for each in FAMILIES if recording.startswith(each)), key=len)

    best = recognised(load_recording(RECORDINGS / f"{recording}.npz")).sure

    if best is None:
        assert recording in {
            "hip_hinge_squatty",
            "lift_from_floor_far_away",
            "lift_from_floor_good",
        }
    else:
        assert best.family is FAMILIES[exercise]


def test_every_shipped_exercise_has_a_family() -> None:
    """A new one has to say where it belongs, or it would never be told; what is guided is not."""
    assert set(FAMILIES) == set(judged_ids())


# --- None of ours -------------------------------------------------------------------------------


def test_nobody_and_somebody_who_stands_tell_nothing() -> None:
    """Without a movement that comes back nothing is sure."""
    standing = movement([(5, STANDING)])

    for poses in (standing, [nobody(pose.time_s, pose) for pose in standing], []):
        recognition = recognised(poses)
        assert recognition.sure is None
        assert recognition.movements == 0
        assert len(recognition.guesses) >= 2


def test_a_wall_sit_is_none_of_ours() -> None:
    """Seated for a quarter of a minute without a rise is no repetition."""
    assert told((1, SITTING), (15, SITTING), (1, STANDING), (1, STANDING)).sure is None


def test_a_squat_that_is_held_is_no_repetition() -> None:
    """Nobody pauses for six seconds in a rep."""
    assert told((1, SQUATTED), (6, SQUATTED), (1, STANDING), (1, STANDING)).sure is None


def test_who_does_not_come_back_has_not_done_a_repetition() -> None:
    """A recording that ends at the bottom tells nothing of what comes then."""
    assert told((1, SQUATTED), (2, SQUATTED)).movements == 0


@pytest.mark.parametrize(("apart", "sure"), [(7.0, True), (12.0, False)])
def test_a_split_stance_is_none_of_ours(apart: float, sure: bool) -> None:
    """Feet 0.42 leg lengths apart make another exercise of a hinge, 0.24 do not: a foot is 0.31."""
    split = {"shank": -apart, "far_shank": apart, "far_knee": 0.0}
    start, bowed = STANDING.to(**split), STANDING.to(trunk=58, **split)

    assert (told(*reps(3, bowed, start=start, seconds=QUICK), start=start).sure is not None) is sure


def test_a_swing_is_no_hinge() -> None:
    """The hands are thrown forward while one comes up."""
    raised = Posture(arm=85)
    swing: tuple[Step, ...] = ((0.5, HINGED), (0.5, raised)) * 5

    assert told(*swing).sure is None


@pytest.mark.parametrize(("jump", "sure"), [(0.02, True), (0.2, False)])
def test_feet_that_leave_the_floor_make_no_squat(jump: float, sure: bool) -> None:
    """Two hundredths of the body's height is a heel that rises; a fifth is a jump."""
    squats = movement([(0.8, STANDING), *reps(3, SQUATTED, seconds=QUICK)], fps=15)

    recognition = recognised(jumping(squats, jump * SIDE_ON.height_px))

    assert (recognition.sure is not None) is sure


def jumping(poses: Sequence[Pose], high_px: float) -> list[Pose]:
    """Lift the whole body for a moment after every rep: 0.3 s after the way back is over."""
    lasting = sum(QUICK)
    made = []
    for pose in poses:
        into = (pose.time_s - 0.8) % lasting - sum(QUICK[:3])
        up = np.array([0.0, high_px if 0.0 < into < 0.3 and pose.time_s > 1 else 0.0])
        made.append(replace(pose, points_px=pose.points_px - up))
    return made


def test_lying_down_is_none_of_ours() -> None:
    """People on the floor bend their hips and knees as well."""
    turned = movement([(0.8, STANDING), *reps(3, SQUATTED, seconds=QUICK)])
    lying = [replace(pose, points_px=pose.points_px[:, ::-1].copy()) for pose in turned]

    assert recognised(lying).movements == 0


# --- How sure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "sure"), [(SURE, True), (SURE - 0.01, False)])
def test_it_is_sure_from_seven_tenths_on(share: float, sure: bool) -> None:
    """Below, another family would be right too often."""
    recognition = Recognition((Guess("squat", Family.SQUAT, share),), movements=2)

    assert (recognition.sure is not None) is sure


@pytest.mark.parametrize(("squats", "sure"), [(3, True), (1, False)])
def test_the_share_is_the_mean_of_the_movements(squats: int, sure: bool) -> None:
    """One bow to fetch something leaves three squats a set of squats, not one squat."""
    recognition = told(*reps(1, HINGED, seconds=QUICK), *reps(squats, SQUATTED, seconds=QUICK))

    assert recognition.movements == squats + 1
    assert shares(recognition)[Family.SQUAT] == pytest.approx(squats / (squats + 1), abs=0.05)
    assert (recognition.sure is not None) is sure


@pytest.mark.parametrize(("knee", "family"), [(45, Family.HINGE), (100, Family.LIFT)])
def test_bent_knees_tell_a_lift_from_a_hinge(knee: float, family: Family) -> None:
    """A hinge's are soft, a lift's are bent, hands alike at the shins."""
    bottom = Posture(trunk=60, knee=knee, shank=knee / 5)

    assert told(*reps(3, bottom, seconds=QUICK)).guesses[0].family is family


@pytest.mark.parametrize("knee", [69, 75])
def test_near_the_limit_it_is_not_sure(knee: float) -> None:
    """Three degrees beside half way the measure may err to either side: somebody is asked."""
    bottom = Posture(trunk=58, knee=knee, shank=knee / 5)

    assert told(*reps(3, bottom, seconds=QUICK)).sure is None


def test_what_began_before_the_recording_is_not_told_to_be_a_hinge() -> None:
    """Of a way up alone nobody knows how low the hands were."""
    upwards = movement([(1.0, STANDING), (1.0, STANDING)], start=HINGED)

    assert recognised(upwards).sure is None
    assert shares(recognised(upwards))[Family.HINGE] == pytest.approx(0.5, abs=0.05)


def test_a_lift_may_begin_at_the_floor() -> None:
    """There the hands tell it, whatever was before."""
    best = recognised(movement([(1.0, STANDING), (1.0, STANDING)], start=LIFTING)).sure

    assert best is not None
    assert best.family is Family.LIFT


def test_an_oblique_view_is_told_less_surely_and_a_front_view_not_at_all() -> None:
    """The guess of depth errs more, and from the front it tells nothing."""
    side, oblique, front = (
        told(*reps(3, HINGED, seconds=QUICK), camera=camera) for camera in (SIDE_ON, OBLIQUE, FRONT)
    )

    assert shares(front)[Family.HINGE] == 0.0
    assert 0.0 < shares(oblique)[Family.HINGE] < shares(side)[Family.HINGE]


def test_a_movement_does_not_go_on_after_a_cut() -> None:
    """A squat of one shot and the standing of the next make no rep."""
    down = movement([(0.8, STANDING), (0.8, SQUATTED)])
    up = [replace(pose, shot=1) for pose in later(movement([(1.0, STANDING)]), 2.0)]

    assert recognised([*down, *up]).movements == 0


def test_the_calibration_is_no_movement() -> None:
    """Arms held forward bend neither hips nor knees."""
    assert recognised(movement(CALIBRATION)).movements == 0
