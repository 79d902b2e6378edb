"""Each number by which families of exercises are told apart, held from both sides.

Near a limit both sides are likely: one error beyond it the further one is 0.841 (of a normal
distribution), half an error beyond 0.691. So of a movement in which one thing alone is near its
limit, the family's share tells the limit and the error. Hands are in leg lengths above the ankle.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from figures import STANDING, Camera, Posture, Step, figure, movement

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.formulas import Baseline, balance, hand_height
from formcheck.exercise.measure.formulas import stride as stride_of
from formcheck.exercise.measure.registry import View
from formcheck.exercise.recognise.recogniser import Family, Guess, Recogniser, Recognition
from formcheck.landmarks.pose import Part, Pose

EXACT = Camera(exact=True)
CROSSED = Posture(arm=-20, elbow=150)
"""Hands close to the shoulders."""

LOW = CROSSED.to(knee=100, shank=30, trunk=20)
BOWED = CROSSED.to(trunk=70, knee=10)


def recognised(poses: Iterable[Pose], view: View = View.SIDE) -> Recognition:
    recogniser = Recogniser()
    for pose in poses:
        recogniser.step(pose, view)
    return recogniser.recognition()


def done(
    low: Posture, *, start: Posture = CROSSED, held_s: float = 1.0, way_s: float = 1.0
) -> list[Pose]:
    """Return somebody who stands, goes down, stays there and comes back."""
    steps: list[Step] = [(0.8, start), (way_s, low), (held_s, low), (way_s, start), (1.0, start)]
    return movement(steps, start=start, fps=20, camera=EXACT)


def share(family: Family, poses: Iterable[Pose], view: View = View.SIDE) -> float:
    found = recognised(poses, view)
    return next(guess.share for guess in found.guesses if guess.family is family)


def exercise(family: Family, poses: Iterable[Pose]) -> str:
    return next(each.exercise for each in recognised(poses).guesses if each.family is family)


def solved(
    measure: Callable[[Body], float], wanted: float, posture: Callable[[float], Posture],
    between: tuple[float, float],
) -> Posture:  # fmt: skip
    """Return the posture of which a measure is as wanted; it grows from the first angle on."""
    low, high = between
    for _ in range(40):
        middle = (low + high) / 2
        if measure(Body.from_pose(figure(posture(middle), camera=EXACT))) < wanted:
            low = middle
        else:
            high = middle
    return posture(low)


def reaching(low: Posture, hand: float) -> Posture:
    """Return a posture whose hands are so high, by how far the elbows are bent."""
    return solved(
        lambda body: hand_height(body, Baseline()),
        hand,
        lambda elbow: low.to(arm=-10, elbow=elbow),
        (10, 170),
    )


def hanging(low: Posture) -> list[Pose]:
    """Return somebody who goes down with their arms as they are there."""
    return done(low, start=Posture(arm=low.arm, elbow=low.elbow))


# --- Knees and trunk ------------------------------------------------------------------------------


@pytest.mark.parametrize(("knee", "likely"), [(80, 0.841), (68, 0.309)])
def test_deep_knees_are_bent_by_72_degrees(knee: float, likely: float) -> None:
    """With an error of 8: a squat is as likely as that."""
    low = CROSSED.to(knee=knee, shank=knee / 3, trunk=20)

    assert share(Family.SQUAT, done(low)) == pytest.approx(likely, abs=0.025)


@pytest.mark.parametrize(("trunk", "likely"), [(41, 0.841), (32, 0.309)])
def test_a_bow_is_one_from_35_degrees(trunk: float, likely: float) -> None:
    """With an error of 6: a hinge is as likely as that."""
    low = CROSSED.to(trunk=trunk, knee=5)

    assert share(Family.HINGE, done(low)) == pytest.approx(likely, abs=0.025)


@pytest.mark.parametrize(("trunk", "likely"), [(51, 0.841), (42, 0.309)])
def test_who_leans_by_45_degrees_with_deep_knees_lifts(trunk: float, likely: float) -> None:
    """Where the hands are at the knees; a squat leans less."""
    low = reaching(Posture(knee=110, shank=25, trunk=trunk), 0.5)

    assert share(Family.LIFT, hanging(low)) == pytest.approx(likely, abs=0.03)


@pytest.mark.parametrize(("knee", "likely"), [(45, 0.53), (53, 0.82)])
def test_knees_that_are_bent_by_45_degrees_are_no_hinges(knee: float, likely: float) -> None:
    """With the hands a little under the shins the rest of either is 0.05 and 0.1."""
    low = reaching(Posture(knee=knee, shank=10, trunk=100), 0.2)

    assert share(Family.LIFT, hanging(low)) == pytest.approx(likely, abs=0.05)


@pytest.mark.parametrize(("trunk", "likely"), [(31, 0.841), (28, 0.691)])
def test_who_slumps_by_25_degrees_shows_their_range(trunk: float, likely: float) -> None:
    """Held, with straight knees and the feet side by side."""
    held = done(Posture(trunk=trunk, arm=0), start=STANDING, held_s=8)

    assert share(Family.HOLD, held) == pytest.approx(likely, abs=0.03)


# --- Hands ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hand", "likely"), [(0.71, 0.159), (0.62, 0.691)])
def test_hands_0_65_high_are_at_the_knees(hand: float, likely: float) -> None:
    """With an error of 0.06; with deep knees and a bow it is then a lift."""
    low = reaching(Posture(knee=100, shank=20, trunk=60), hand)

    assert share(Family.LIFT, hanging(low)) == pytest.approx(likely, abs=0.03)


@pytest.mark.parametrize(("hand", "likely"), [(0.47, 0.654), (0.53, 0.846)])
def test_with_hands_0_5_high_a_squat_may_be_a_lift(hand: float, likely: float) -> None:
    """As likely, with an upright trunk: half of the hands' share is taken off."""
    low = reaching(LOW.to(knee=115), hand)

    assert share(Family.SQUAT, hanging(low)) == pytest.approx(likely, abs=0.03)


@pytest.mark.parametrize(("hand", "likely"), [(0.36, 0.17), (0.30, 0.47), (0.27, 0.64)])
def test_hands_0_3_high_are_at_the_shins(hand: float, likely: float) -> None:
    """With knees bent by 57 degrees, 0.93 likely no hinge's and 0.03 deep."""
    low = reaching(Posture(knee=57, shank=15, trunk=85), hand)

    assert share(Family.LIFT, hanging(low)) == pytest.approx(likely, abs=0.04)


@pytest.mark.parametrize(("hand", "likely"), [(0.12, 0.346), (0.18, 0.154)])
def test_hands_0_15_high_are_at_the_floor(hand: float, likely: float) -> None:
    """Half of that is a lift with straight knees, half a hinge that goes very low."""
    low = reaching(Posture(knee=5, trunk=115), hand)

    assert share(Family.LIFT, hanging(low)) == pytest.approx(likely, abs=0.03)


@pytest.mark.parametrize(("up", "name"), [(-0.24, "good_morning"), (-0.26, "hip_hinge")])
def test_hands_a_quarter_of_a_leg_below_the_shoulders_are_near_them(up: float, name: str) -> None:
    """Crossed over the chest, or beside the head."""

    def hand_up(body: Body) -> float:
        return (body.near[Part.WRIST] - body.near[Part.SHOULDER]).imag / 170.0

    start = solved(hand_up, up, lambda elbow: Posture(arm=-20, elbow=elbow), (60, 180))
    low = start.to(trunk=60, knee=10)

    assert exercise(Family.HINGE, done(low, start=start)) == name


@pytest.mark.parametrize(("ahead", "likely"), [(0.45, 0.159), (0.375, 0.691)])
def test_hands_0_4_ahead_of_the_shoulders_are_thrown(ahead: float, likely: float) -> None:
    """While somebody is nearly upright; what is left of it is a hinge."""
    arm = float(np.degrees(np.arcsin(ahead * 0.5 / 0.34)))
    low = Posture(trunk=60, knee=10, arm=arm)

    hinge = share(Family.HINGE, done(low, start=Posture(arm=arm)))

    assert hinge == pytest.approx(likely, abs=0.03)


# --- Feet and seat --------------------------------------------------------------------------------


@pytest.mark.parametrize(("apart", "likely"), [(0.35, 0.159), (0.275, 0.691)])
def test_feet_0_3_apart_are_split(apart: float, likely: float) -> None:
    """With an error of 0.05; what is left of it is a hinge."""

    def stands(back: float) -> Posture:
        return CROSSED.to(shank=-back, knee=2, far_shank=0, far_knee=0)

    start = solved(lambda body: stride_of(body, Baseline()), apart, stands, (0, 60))
    low = start.to(trunk=65)

    assert share(Family.HINGE, done(low, start=start)) == pytest.approx(likely, abs=0.03)


@pytest.mark.parametrize(("behind", "name"), [(0.16, "sit_to_stand"), (0.14, "squat")])
def test_a_body_0_15_behind_the_ankle_is_carried_by_a_seat(behind: float, name: str) -> None:
    """Nobody stands so."""
    low = solved(
        lambda body: -balance(body, Baseline()),
        behind,
        lambda back: CROSSED.to(knee=100, trunk=25, shank=30 - back),
        (-20, 40),
    )

    assert exercise(Family.SQUAT, done(low)) == name


@pytest.mark.parametrize(("risen", "likely"), [(0.17, 0.159), (0.095, 0.691)])
def test_feet_that_rise_by_0_12_have_jumped(risen: float, likely: float) -> None:
    """Of a leg's length, just after the movement; what is left of it is a squat."""
    up = np.array([0.0, risen * 170.0])
    poses = done(LOW.to(knee=110))
    jumps = [
        replace(pose, points_px=pose.points_px - up) if 4.0 < pose.time_s < 4.2 else pose
        for pose in poses
    ]

    assert share(Family.SQUAT, jumps) == pytest.approx(likely, abs=0.03)


# --- Time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("way_s", "is_rep"), [(7.7, True), (8.2, False)])
def test_a_rep_takes_less_than_ten_seconds(way_s: float, *, is_rep: bool) -> None:
    """Between 25 and 18 degrees of a bow of 70 it takes 1.25 times what one way does."""
    poses = done(BOWED, held_s=0.1, way_s=way_s)

    assert (share(Family.HINGE, poses) > 0.5) == is_rep


@pytest.mark.parametrize(("held_s", "likely"), [(3.4, 0.836), (4.4, 0.154)])
def test_who_stays_for_three_seconds_holds(held_s: float, likely: float) -> None:
    """Bent alike over each second, which takes one to begin; what is left of it is a rep."""
    poses = done(BOWED, held_s=held_s, way_s=0.3)

    assert share(Family.HINGE, poses) == pytest.approx(likely, abs=0.05)


@pytest.mark.parametrize(("sway", "holds"), [(4.6, True), (5.4, False)])
def test_who_bends_to_and_fro_by_five_degrees_does_not_hold(sway: float, *, holds: bool) -> None:
    """Within a second."""
    to_and_fro = [(0.4, BOWED.to(trunk=70 + sway)), (0.4, BOWED)] * 7
    steps = [(0.8, CROSSED), (0.4, BOWED), *to_and_fro, (0.4, CROSSED), (1.0, CROSSED)]

    hinge = share(Family.HINGE, movement(steps, start=CROSSED, fps=20))

    assert (hinge < 0.5) == holds


# --- How sure -------------------------------------------------------------------------------------


def test_seen_obliquely_measures_err_twice_as_much() -> None:
    """Knees bent by 80 are then half an error beyond the 72 of deep ones: 0.691.

    And feet that don't rise at all may have jumped: 0.12 is 1.2 errors, which leaves 0.885.
    """
    low = CROSSED.to(knee=80, shank=27, trunk=20)

    squat = share(Family.SQUAT, done(low), View.OBLIQUE)

    assert squat == pytest.approx(0.691 * 0.885, abs=0.03)


@pytest.mark.parametrize(("likely", "sure"), [(0.69, False), (0.71, True)])
def test_seven_in_ten_are_sure(likely: float, *, sure: bool) -> None:
    """With less, another would be right in more than three of ten."""
    guess = Guess("squat", Family.SQUAT, likely)

    assert (Recognition((guess,), movements=1).sure is guess) == sure
