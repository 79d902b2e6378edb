"""One pose in, one row of numbers out, with the cause of every one that is missing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from figures import (
    HEAD_FORWARD_DEG,
    HINGED,
    OWN_BEND_DEG,
    STANDING,
    Camera,
    Posture,
    figure,
    hidden,
    lost,
    movement,
    nobody,
    ticks,
)

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.back.reference import BackReference
from formcheck.exercise.measure.registry import MEASURES, Baseline, Measure, View
from formcheck.exercise.observe.reader import Known, Reader, Reading, counted_from
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import ReferenceKind
from formcheck.landmarks.blazepose_profiles import FULL, HEAVY, LITE
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Part, Pose
from formcheck.landmarks.profile import BackendProfile

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
LEAN_PER_BEND = 0.105

SIDE = Framing(View.SIDE, yaw_deg=3.0)
OBLIQUE = Framing(View.OBLIQUE, yaw_deg=45.0)
USED = frozenset(
    {Measure.KNEE_FLEX, Measure.BACK_CURV, Measure.HEAD_LINE, Measure.HEEL_LIFT, Measure.STILL}
)
CALIBRATED = Baseline(
    trunk_incl=0, hip_flex=0, knee_flex=0, head_line=HEAD_FORWARD_DEG, leg=170, torso=102, foot=51,
    heel_up=0,
)  # fmt: skip
REFERENCE = BackReference(OWN_BEND_DEG, ReferenceKind.ARMS_FORWARD)


def reader(*used: Measure, follow: Measure = Measure.TRUNK_INCL, calibrated: bool = True) -> Reader:
    gauge = BackGauge()
    known = Known(CALIBRATED if calibrated else Baseline(), gauge)
    if calibrated:
        gauge.reference = REFERENCE
    return Reader(follow, frozenset(used) or USED, View.SIDE, known=known)


def read(pose: Pose, framing: Framing = SIDE, *, calibrated: bool = True) -> Reading:
    return reader(calibrated=calibrated).read(pose, framing, off_side=False)


def read_all(
    poses: Iterable[Pose], *used: Measure, off_side: bool = False, calibrated: bool = True
) -> list[Reading]:
    made = reader(*used, calibrated=calibrated)
    framing = OBLIQUE if off_side else SIDE
    return [made.read(pose, framing, off_side=off_side) for pose in poses]


def test_what_a_spec_names_is_read() -> None:
    """The measures used, and the one that is followed, are those of the figure.

    With the back bent, the pose model would see the trunk lean further than it does.
    """
    reading = read(figure(trunk=50, knee=20, bend=15, head=6, time_s=1.5))

    assert reading.time_s == 1.5
    assert set(reading.samples) == USED | {Measure.TRUNK_INCL}
    assert reading.value(Measure.TRUNK_INCL) == pytest.approx(50 - LEAN_PER_BEND * 15, abs=0.02)
    assert reading.value(Measure.KNEE_FLEX) == pytest.approx(20)
    assert reading.value(Measure.BACK_CURV) == pytest.approx(15, abs=0.1)
    assert reading.value(Measure.HEAD_LINE) == pytest.approx(6)
    assert reading.followed == pytest.approx(50)
    assert not any(sample.reason for sample in reading.samples.values())


@pytest.mark.parametrize("profile", [LITE, FULL, HEAVY])
def test_what_a_bend_adds_to_the_trunk_is_the_networks(profile: BackendProfile) -> None:
    """Each sees the shoulder of a bent back further round by as much as its profile says."""
    reading = read(replace(figure(trunk=50, bend=30), profile=profile))

    bend = reading.value(Measure.BACK_CURV)
    assert reading.value(Measure.TRUNK_INCL) == pytest.approx(50 - profile.lean_per_bend * bend)


def test_each_value_carries_its_error() -> None:
    """An angle that counts from standing is less sure while nobody was seen standing."""
    info = MEASURES[Measure.TRUNK_INCL]

    calibrated, uncalibrated = (read(figure(), calibrated=known) for known in (True, False))

    assert calibrated.sample(Measure.TRUNK_INCL).error == info.error
    assert uncalibrated.sample(Measure.TRUNK_INCL).error == info.raw_error


def test_what_a_bend_adds_to_the_trunk_goes_with_what_it_is_compared_with() -> None:
    """Compared anew, it is read anew; roughly compared, less what the back is surely bent."""
    pose = figure(trunk=50, bend=30)
    gauge, sure = BackGauge(), read(pose)
    rounder = BackReference(OWN_BEND_DEG + 20.0, ReferenceKind.ARMS_FORWARD)
    rough = BackReference()

    bend, trunk = Measure.BACK_CURV, Measure.TRUNK_INCL
    for back in (rounder, REFERENCE):
        again = counted_from(counted_from(sure, gauge, rounder), gauge, back)
        assert again.value(trunk) == pytest.approx(50 - FULL.lean_per_bend * again.value(bend))
    roughly = counted_from(sure, gauge, rough)
    surely = max(roughly.value(bend) - rough.error_deg(roughly.value(bend)), 0.0)
    assert surely > 0
    assert roughly.value(trunk) == pytest.approx(50 - FULL.lean_per_bend * surely)
    assert roughly.followed == pytest.approx(50)


DISTRUSTED = replace(
    figure(), back_line=replace(figure().back_line, trust=0.2, doubt=Doubt.ARM_COVERS)
)


def covered(shoulder: int) -> Pose:
    """Return a figure with so many points of its outline hidden at the shoulder."""
    line = figure().back_line
    points = line.points_px.copy()
    points[len(points) - shoulder :] = np.nan
    return replace(figure(), back_line=replace(line, points_px=points))


@pytest.mark.parametrize(
    ("pose", "framing", "calibrated", "measure", "cause"),
    [
        (nobody(0.0, figure()), SIDE, True, Measure.KNEE_FLEX, "nobody is seen"),
        (figure(), OBLIQUE, True, Measure.KNEE_FLEX, "you were not seen from the side"),
        (
            figure(),
            Framing(),
            True,
            Measure.KNEE_FLEX,
            "it was not clear yet from where you were seen",
        ),
        (hidden(figure(), Part.ANKLE), SIDE, True, Measure.KNEE_FLEX, "ankle could not be seen"),
        (
            hidden(figure(), Part.HEEL, Part.TOE),
            SIDE,
            True,
            Measure.HEEL_LIFT,
            "heel and toe could not be seen",
        ),
        (figure(), SIDE, False, Measure.HEAD_LINE, "how you stand was not known yet"),
        (figure(), SIDE, False, Measure.HEEL_LIFT, "how you stand was not known yet"),
        (DISTRUSTED, SIDE, True, Measure.BACK_CURV, "an arm covers the back"),
        (
            covered(21),
            SIDE,
            True,
            Measure.BACK_CURV,
            "too much of the outline of the back is hidden",
        ),
    ],
)
def test_what_cannot_be_judged_says_why(
    pose: Pose, framing: Framing, measure: Measure, cause: str, *, calibrated: bool
) -> None:
    """Each number that is missing comes with its cause in words."""
    reading = read(pose, framing, calibrated=calibrated)

    sample = reading.sample(measure)
    assert math.isnan(sample.value)
    assert sample.reason is not None
    assert sample.reason.words == cause


def test_what_is_hidden_is_told_with_the_bend() -> None:
    """A few points hidden leave a bend that is less sure; none hidden, one that is sure."""
    whole, partly = read(figure()), read(covered(5))

    assert whole.outline.unsure_deg == 0.0
    assert 0.0 < partly.outline.unsure_deg < 10.0
    assert math.isfinite(partly.value(Measure.BACK_CURV))


def test_without_an_own_reference_a_back_is_compared_with_other_peoples() -> None:
    """The same outline, read before and after standing with the arms forward."""
    strange = read(figure(bend=15), calibrated=False)
    own = counted_from(strange, BackGauge(), REFERENCE)
    bend = read(figure(bend=15)).value(Measure.BACK_CURV)
    from_others = strange.outline.bend_deg - BackReference().bend_deg

    assert strange.value(Measure.BACK_CURV) == pytest.approx(FITTED.bent_deg(from_others))
    assert own.value(Measure.BACK_CURV) == pytest.approx(bend)


def test_another_reference_shows_nothing_that_was_hidden() -> None:
    """What could not be judged when it was read cannot be judged afterwards."""
    late = counted_from(read(DISTRUSTED, calibrated=False), BackGauge(), REFERENCE)

    assert math.isnan(late.value(Measure.BACK_CURV))
    assert late.sample(Measure.BACK_CURV).reason == Reason(ReasonKind.OUTLINE_ARM_COVERS)


@pytest.mark.parametrize(
    ("turn_deg", "trunk_deg", "away"),
    [
        *((-20, 60, 1.0), (-15, 60, 0.5), (-10, 60, 0.0), (20, 60, 0.0), (math.nan, 60, 0.0)),
        *((-20, 0, 0.0), (-20, 27.5, 0.5)),
    ],
)
def test_how_much_of_turning_away_shows(turn_deg: float, trunk_deg: float, away: float) -> None:
    """From 10 degrees on, all of it from 20; in a bow, and not of who stands."""
    framing = Framing(View.SIDE, yaw_deg=abs(turn_deg), turn_deg=turn_deg)

    reading = read(figure(trunk=trunk_deg), framing)

    assert reading.outline.away == pytest.approx(away, abs=0.1)


def test_one_hidden_joint_takes_away_only_what_needs_it() -> None:
    """Feet that are cut off leave knee, back and head to be judged."""
    values = read(hidden(figure(trunk=40), Part.HEEL, Part.TOE)).values

    assert {name for name, value in values.items() if math.isnan(value)} == {
        Measure.HEEL_LIFT,
        Measure.STILL,  # needs a second
    }


def test_a_number_that_is_nobodys_is_missing() -> None:
    """A slipped landmark that folds the knee by more than a knee can fold gives NaN."""
    reading = read(figure(knee=176, shank=80))

    assert math.isnan(reading.value(Measure.KNEE_FLEX))


def test_a_hidden_joint_can_be_followed() -> None:
    """Counting goes on while a joint is hidden, although it is not judged from."""
    reading = read(hidden(figure(trunk=50), Part.SHOULDER))

    assert math.isnan(reading.value(Measure.TRUNK_INCL))
    assert reading.followed == pytest.approx(50)
    assert reading.loose[Measure.TRUNK_INCL] == pytest.approx(50)


def test_a_lost_joint_cannot() -> None:
    """Where a joint is not found, or only guessed, nobody knows where in the rep one is."""
    guessed = hidden(figure(trunk=50), Part.SHOULDER)
    guessed = replace(guessed, visibility=guessed.visibility.clip(max=0.05))

    assert math.isnan(read(lost(figure(trunk=50), Part.SHOULDER)).followed)
    assert math.isnan(read(guessed).followed)


def angles(values: Sequence[float], fps: float = 30) -> list[Pose]:
    return [figure(trunk=value, time_s=frame / fps) for frame, value in enumerate(values)]


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_speed_is_in_degrees_a_second(fps: float) -> None:
    """A trunk that leans 20 degrees further every second has that speed, at any frame rate."""
    poses = [figure(trunk=20 * time_s, time_s=time_s) for time_s in ticks(1, fps)]

    assert read_all(poses, Measure.SPEED)[-1].value(Measure.SPEED) == pytest.approx(20)


def test_stillness_is_the_spread_of_a_second() -> None:
    """Standing still is 0; swaying by an amplitude is that over the root of two."""
    sway = [4 * math.sin(2 * math.pi * frame / 15) for frame in range(60)]
    still, swaying = (
        read_all(angles(values), Measure.STILL)[-1].value(Measure.STILL)
        for values in ([10.0] * 60, sway)
    )

    assert still == pytest.approx(0, abs=1e-9)
    assert swaying == pytest.approx(4 / math.sqrt(2), rel=0.05)


def test_stillness_needs_most_of_a_second() -> None:
    """Before that nobody knows."""
    assert math.isnan(read_all(angles([10] * 20), Measure.STILL)[-1].value(Measure.STILL))


def test_steps_are_counted_by_the_minute() -> None:
    """Feet that pass each other every 0.6 seconds make a hundred steps a minute."""

    def step(time_s: float) -> Pose:
        swing = 25 * math.sin(math.pi * time_s / 0.6)
        return figure(shank=swing, knee=5, far_shank=-swing, far_knee=5, time_s=time_s)

    poses = [step(time_s) for time_s in ticks(8, 20)]

    assert read_all(poses, Measure.CADENCE)[-1].value(Measure.CADENCE) == pytest.approx(100, abs=12)
    assert read_all(angles([0] * 200), Measure.CADENCE)[-1].value(Measure.CADENCE) == 0


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("yaw", [35, 60, 85])
def test_an_oblique_bow_is_followed_by_the_models_depth(yaw: float, facing: int) -> None:
    """Turned towards the camera, a bow is followed from where the person rests."""
    camera = Camera(facing=facing, yaw_deg=yaw)
    poses = movement([(2, STANDING), (2, HINGED), (1, HINGED)], camera=camera)

    readings = read_all(poses, off_side=True, calibrated=False)

    assert readings[15].followed == pytest.approx(0, abs=1)
    assert readings[-1].followed == pytest.approx(HINGED.trunk, abs=1)


def test_a_lean_of_the_models_depth_is_taken_off() -> None:
    """Seen from the front somebody upright seems to lean; only the change is followed."""
    leaning = Posture(trunk=30)
    poses = movement(
        [(2, leaning), (2, Posture(trunk=80))], start=leaning, camera=Camera(yaw_deg=80)
    )

    readings = read_all(poses, off_side=True, calibrated=False)

    assert readings[15].followed == pytest.approx(0, abs=1)
    assert readings[-1].followed == pytest.approx(50, abs=1)


def test_an_uncalibrated_person_is_followed_from_their_own_rest() -> None:
    """Without calibration a small lean that stays is the camera's, and not followed."""
    leaning = Posture(trunk=8)
    poses = movement([(2, leaning), (2, Posture(trunk=60))], start=leaning)

    readings = read_all(poses, calibrated=False)

    assert readings[15].followed == pytest.approx(0, abs=1)
    assert readings[-1].followed == pytest.approx(52, abs=1)


@pytest.mark.parametrize("low", [True, False])
def test_what_reads_as_straight_is_learnt_at_rest_only(*, low: bool) -> None:
    """Who stays bent for long is not slowly taken for somebody upright."""
    poses = movement(
        [(2, Posture(trunk=3)), (1, Posture(trunk=9)), (9, Posture(trunk=9))],
        start=Posture(trunk=3),
    )
    made = reader(calibrated=False)

    read_there = [
        made.read(pose, SIDE, off_side=False, low=[pose.time_s < 2 or low]) for pose in poses
    ]

    assert read_there[30].followed == pytest.approx(0, abs=1)
    assert read_there[-1].followed == pytest.approx(0 if low else 6, abs=1)


def test_several_measures_are_followed_at_once() -> None:
    """What further measures tell stands beside what the first does."""
    known, also = Known(CALIBRATED), [Measure.KNEE_FLEX]
    made = Reader(Measure.TRUNK_INCL, frozenset(), View.SIDE, also=also, known=known)

    reading = made.read(figure(trunk=20, knee=110), SIDE, off_side=False, low=[True, False])

    assert reading.followed == pytest.approx(20)
    assert list(reading.also) == [pytest.approx(110)]


def test_a_turn_that_jumps_about_is_the_cause() -> None:
    """Nobody is told to have turned away whose turn cannot be told at all."""
    unclear = Framing(View.UNKNOWN, unclear=True)

    unseen = read(figure(), unclear).sample(Measure.KNEE_FLEX)
    assert unseen.reason == Reason(ReasonKind.VIEW_UNCLEAR)


def test_the_place_is_where_the_hips_are() -> None:
    """A step forward moves the place by as many torso lengths, unless the camera moves."""
    here, there = read(figure()), read(figure(place=0.3))
    shaking = figure()
    shaking = replace(shaking, picture=replace(shaking.picture, shift=0.5))

    assert there.place - here.place == pytest.approx(here.torso)
    assert math.isnan(read(shaking).place)


def test_stillness_is_not_known_while_the_movement_is_not_seen() -> None:
    """The last second's stillness is not passed on to a moment in which nothing was followed."""
    reading = reader(Measure.STILL)
    poses = angles([30.0] * 45)
    for pose in poses[:-1]:
        still = reading.read(pose, SIDE, off_side=False).value(Measure.STILL)
    hidden_hip = lost(poses[-1], Part.HIP)

    assert still == pytest.approx(0, abs=0.1)
    assert math.isnan(reading.read(hidden_hip, SIDE, off_side=False).value(Measure.STILL))


def test_speed_is_that_of_a_fifth_of_a_second() -> None:
    """Half of it at rest and half of it at 20 degrees a second are 10."""
    values = [10.0] * 100 + [10.0 + 0.2 * frame for frame in range(11)]

    speed = read_all(angles(values, 100), Measure.SPEED)[-1].value(Measure.SPEED)

    assert speed == pytest.approx(10.0, abs=0.6)


def test_stillness_is_that_of_one_second() -> None:
    """A tenth of it ten degrees further on: the root of 0.1 times 0.9, times ten."""
    values = [10.0] * 200 + [20.0] * 10

    still = read_all(angles(values, 100), Measure.STILL)[-1].value(Measure.STILL)

    assert still == pytest.approx(3.0, abs=0.1)
