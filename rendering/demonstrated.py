"""What "show me" shows of each exercise: one good repetition, or a short hold, that loops.

The same person in the same room does them all, as slowly as the exercise asks for, without the
start that a set begins with.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rendering.bows import RELAXED, Bow, Pace, repetition
from rendering.catalogue import Sample
from rendering.motions import HINGES, STRETCHED
from rendering.posture import STRAIGHT, Arm, Leg, Posture, Spine, standing
from rendering.scene import (
    Barbell,
    Build,
    Camera,
    Chair,
    Crate,
    Hair,
    Light,
    Person,
    Prop,
    Scene,
    Stool,
    Trousers,
)
from rendering.timeline import Change, Motion, Phase, Stage
from rendering.walking import Walk

__all__ = ["DEMONSTRATIONS", "Demonstration"]

FRAMES_PER_S: Final = 30

SUPERSAMPLING: Final = 2.0
"""Finer edges than in the samples, which are to look as a camera sees."""

FIRST_S: Final = 0.7
"""Standing before the repetition; with the rest after it, a breath between two of them."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One loop and the picture that stands for it.

    Parameters
    ----------
    clip
        What is seen; its name is the exercise's id.
    telling_s
        When the picture is taken.
    """

    clip: Sample
    telling_s: float

    def scene(self, frame: int) -> Scene:
        """Return what the picture of that number shows, counted from 0."""
        return replace(self.clip.scene(frame), supersampling=SUPERSAMPLING)

    @property
    def telling(self) -> Scene:
        """What the still picture shows."""
        return self.scene(round(self.telling_s * self.clip.fps))


def _demonstration(  # noqa: PLR0913 -- one keyword for each thing that few of them change
    exercise: str,
    start: Posture,
    stages: Iterable[Stage],
    *props: Prop,
    telling_s: float | None = None,
    camera: Camera | None = None,
    mat: bool = True,
) -> Demonstration:
    motion = Motion(start, tuple(stages), loops=True)
    clip = Sample(
        name=exercise,
        exercise=exercise,
        shows="how it is done well",
        motion=motion,
        person=SHOWING,
        camera=camera or NEAR,
        light=CLEAR,
        props=props,
        mat=mat,
        fps=FRAMES_PER_S,
    )
    middle = motion.reps[0].extreme_s
    return Demonstration(clip, middle if telling_s is None else telling_s)


SHOWING: Final = Person(
    build=Build.FEMALE,
    hair=Hair.BUN,
    trousers=Trousers.LEGGINGS,
    shirt_colour=(0.10, 0.33, 0.36),
    trousers_colour=(0.05, 0.055, 0.09),
    skin_colour=(0.50, 0.31, 0.21),
    hair_colour=(0.035, 0.02, 0.015),
)
"""Hair up and no loose shirt, as is asked of those who do it."""

NEAR: Final = Camera(distance_m=2.6, look_at_m=(0.18, 0.83))
"""So that a person fills the height of the picture; it may be shown small."""

CLEAR: Final = Light(noise_sigma=0.0)


# --- Bows -----------------------------------------------------------------------------------------


def _bowing(bow: Bow, ready: Posture, pace: Pace) -> Iterable[Stage]:
    yield Change(phase=Phase.STANDING, seconds=FIRST_S, to=ready)
    yield from repetition(bow, 1, ready, pace)


def _with_arms(posture: Posture, arm: Arm) -> Posture:
    return replace(posture, left_arm=arm, right_arm=arm)


HINGE_PACE: Final = Pace(down_s=2.5, stay_s=1.0, up_s=1.7, rest_s=0.9)
SLOW_PACE: Final = Pace(down_s=3.0, stay_s=1.0, up_s=2.0, rest_s=0.9)
SQUAT_PACE: Final = Pace(down_s=2.2, stay_s=1.0, up_s=1.5, rest_s=0.9)
LIFT_PACE: Final = Pace(down_s=2.2, stay_s=0.8, up_s=2.0, rest_s=0.9)
"""Close to the tempo in the exercises' specs, the way up gentle enough to be followed."""

HUG: Final = Arm(raise_deg=25, elbow_deg=106, out_deg=-4, across_deg=65)
"""Arms crossed over the chest, of somebody upright."""


def _hugging(posture: Posture) -> Posture:
    """Return the posture with the arms crossed over the chest, wherever that has gone."""
    arm = replace(HUG, raise_deg=HUG.raise_deg - posture.trunk_deg)
    return _with_arms(posture, arm)


HUGGING: Final = _hugging(standing(head_line_deg=0))

BOWED: Final = _hugging(
    standing(trunk_deg=56, knee_deg=12, shank_deg=-2, spine=Spine.even(5), head_line_deg=3)
)


def _good_morning() -> Iterable[Stage]:
    pace = SLOW_PACE
    yield Change(phase=Phase.STANDING, seconds=FIRST_S, to=HUGGING)
    yield Change(phase=Phase.LOWERING, seconds=pace.down_s, to=BOWED, depth=1, rep=1)
    yield Change(phase=Phase.BOTTOM, seconds=pace.stay_s, to=BOWED, depth=1, rep=1)
    yield Change(phase=Phase.RISING, seconds=pace.up_s, to=HUGGING, rep=1)
    yield Change(phase=Phase.STANDING, seconds=pace.rest_s, to=HUGGING)


AT_THE_THIGHS: Final = standing(
    knee_deg=9, shank_deg=3, elbow_deg=3, out_deg=9, head_line_deg=0, hands_ahead_m=0.09
)

LOWERED: Final = Bow(
    trunk_deg=64,
    knee_deg=18,
    shank_deg=-3,
    head_line_deg=4,
    elbow_deg=3,
    hands_ahead_m=0.09,
)

CARRYING: Final = standing(
    knee_deg=7, shank_deg=3, elbow_deg=78, out_deg=9, head_line_deg=0, hands_ahead_m=0.2
)
"""A crate before the belly."""

SET_DOWN: Final = Bow(
    trunk_deg=60,
    knee_deg=94,
    shank_deg=23,
    spine=Spine.even(9),
    head_line_deg=-2,
    elbow_deg=4,
    hands_ahead_m=0.24,
)

SQUATTED: Final = Bow(
    trunk_deg=40, knee_deg=98, shank_deg=31, spine=Spine.even(6), head_line_deg=-6, raise_deg=78
)


# --- Chair and stool ------------------------------------------------------------------------------

SEATED: Final = _hugging(
    replace(
        standing(trunk_deg=3, head_line_deg=0, spine=Spine.even(5)),
        left_leg=Leg(92, 3),
        right_leg=Leg(92, 3),
    )
)

LEANING: Final = _hugging(
    replace(
        standing(trunk_deg=41, head_line_deg=0, spine=Spine.even(8)),
        left_leg=Leg(90, 8),
        right_leg=Leg(90, 8),
    )
)
"""Just before the seat is left."""


def _sit_to_stand() -> Iterable[Stage]:
    yield Change(phase=Phase.SITTING, seconds=0.8, to=SEATED)
    yield Change(phase=Phase.RISING, seconds=1.0, to=LEANING, depth=0.3, rep=1)
    yield Change(phase=Phase.RISING, seconds=1.3, to=HUGGING, depth=1, rep=1)
    yield Change(phase=Phase.STANDING, seconds=1.0, to=HUGGING, depth=1, rep=1)
    yield Change(phase=Phase.LOWERING, seconds=1.7, to=LEANING, depth=0.3, rep=1)
    yield Change(phase=Phase.LOWERING, seconds=1.0, to=SEATED, rep=1)
    yield Change(phase=Phase.SITTING, seconds=0.7, to=SEATED)


LEAVING_THE_SEAT_S: Final = 2.25
"""When the thighs have just left the seat."""

RESTING_ARM: Final = Arm(raise_deg=12, elbow_deg=14)
BOWED_TO_THE_LEG: Final = _with_arms(STRETCHED, RESTING_ARM)
HEEL_UP: Final = _with_arms(
    replace(STRETCHED, trunk_deg=0, spine=Spine(), head_line_deg=0), Arm(raise_deg=5)
)


def _hamstring() -> Iterable[Stage]:
    yield Change(phase=Phase.STANDING, seconds=FIRST_S, to=HEEL_UP)
    yield Change(phase=Phase.LOWERING, seconds=1.8, to=BOWED_TO_THE_LEG, depth=1)
    yield Change(phase=Phase.HOLDING, seconds=4.0, to=BOWED_TO_THE_LEG, depth=1, rep=1)
    yield Change(phase=Phase.RISING, seconds=1.5, to=HEEL_UP)
    yield Change(phase=Phase.STANDING, seconds=0.8, to=HEEL_UP)


SLUMPED: Final = standing(
    trunk_deg=32, spine=Spine.even(56), knee_deg=4, shank_deg=0, raise_deg=4, head_line_deg=30
)


def _back_range() -> Iterable[Stage]:
    yield Change(phase=Phase.STANDING, seconds=FIRST_S, to=RELAXED)
    yield Change(phase=Phase.LOWERING, seconds=1.8, to=SLUMPED, depth=1)
    yield Change(phase=Phase.HOLDING, seconds=4.0, to=SLUMPED, depth=1, rep=1)
    yield Change(phase=Phase.RISING, seconds=1.5, to=RELAXED)
    yield Change(phase=Phase.STANDING, seconds=0.8, to=RELAXED)


# --- Guided ---------------------------------------------------------------------------------------

LOW: Final = Camera(distance_m=2.1, height_m=0.9, look_at_m=(0.0, 0.33), aside_m=0.0)
"""So that a person who lies fills the width of the picture."""

FROM_THE_FEET: Final = replace(LOW, yaw_deg=20, height_m=1.35)
"""A little from where the feet are, so that it is seen to which side the knees go."""

FARTHER: Final = replace(NEAR, distance_m=3.0)
"""Room for a few steps."""


def _lying(spine: Spine = STRAIGHT, *, tip_deg: float = 0.0, arms_out_deg: float = 14) -> Posture:
    """Return the posture of who lies on their back with the feet on the floor."""
    leg = Leg(103, -37, tip_deg=tip_deg)
    return Posture(
        trunk_deg=-90,
        spine=spine,
        head_line_deg=5,
        left_leg=leg,
        right_leg=leg,
        left_arm=Arm(85, 5, arms_out_deg),
        right_arm=Arm(85, 5, arms_out_deg),
        travel_m=0.62,
    )


RELEASED: Final = _lying(Spine.lumbar(-16))
FLATTENED: Final = _lying(Spine.lumbar(8))
"""More than one sees of anybody: the movement itself is a few degrees."""


def _pelvic_tilt() -> Iterable[Stage]:
    yield Change(phase=Phase.LYING, seconds=FIRST_S, to=RELEASED)
    yield Change(phase=Phase.LOWERING, seconds=1.8, to=FLATTENED, depth=1, rep=1)
    yield Change(phase=Phase.HOLDING, seconds=2.2, to=FLATTENED, depth=1, rep=1)
    yield Change(phase=Phase.RISING, seconds=1.8, to=RELEASED, rep=1)
    yield Change(phase=Phase.LYING, seconds=0.9, to=RELEASED)


KNEES_UP: Final = _lying(arms_out_deg=60)
KNEES_LEFT: Final = _lying(tip_deg=48, arms_out_deg=60)
KNEES_RIGHT: Final = _lying(tip_deg=-48, arms_out_deg=60)


def _knee_rolls() -> Iterable[Stage]:
    yield Change(phase=Phase.LYING, seconds=0.5, to=KNEES_UP)
    for over in (KNEES_LEFT, KNEES_RIGHT):
        yield Change(phase=Phase.LOWERING, seconds=1.7, to=over, depth=1, rep=1)
        yield Change(phase=Phase.BOTTOM, seconds=0.6, to=over, depth=1, rep=1)
        yield Change(phase=Phase.RISING, seconds=1.7, to=KNEES_UP, rep=1)
    yield Change(phase=Phase.LYING, seconds=0.4, to=KNEES_UP)


KNEES_OVER_S: Final = 2.5
"""When both knees are on the left."""

PAST_THE_EDGE_M: Final = 2.1
"""So far aside, somebody is out of the picture."""

APPROACHING: Final = replace(RELAXED, travel_m=-PAST_THE_EDGE_M)


def _walking() -> Iterable[Stage]:
    yield Change(phase=Phase.AWAY, seconds=0.5, to=APPROACHING)
    yield replace(Walk.over(2 * PAST_THE_EDGE_M), depth=1, rep=1)
    yield Change(phase=Phase.AWAY, seconds=1.2, to=replace(RELAXED, travel_m=PAST_THE_EDGE_M))


MID_STRIDE_S: Final = 2.8
"""When one foot is well ahead of the other, in the middle of the picture."""

CLOSE: Final = Camera(distance_m=1.95, height_m=0.95, look_at_m=(0.0, 0.66))
"""So that a breath can be seen of somebody who sits."""

HANDS_ON_THE_THIGHS: Final = Arm(raise_deg=14, elbow_deg=30, out_deg=6, across_deg=6)


def _seated(*, deg: float, trunk_deg: float) -> Posture:
    seated = standing(trunk_deg=trunk_deg, head_line_deg=0, spine=Spine.thoracic(deg))
    legs = replace(seated, left_leg=Leg(92, 3), right_leg=Leg(92, 3))
    return _with_arms(legs, HANDS_ON_THE_THIGHS)


BREATHED_OUT: Final = _seated(deg=13, trunk_deg=5)
BREATHED_IN: Final = _seated(deg=-3, trunk_deg=1)
"""A breath is hardly seen from across a room, so that the chest rises a little more here."""


def _breathing() -> Iterable[Stage]:
    yield Change(phase=Phase.SITTING, seconds=1.0, to=BREATHED_OUT)
    yield Change(phase=Phase.RISING, seconds=2.0, to=BREATHED_IN, depth=1, rep=1)
    yield Change(phase=Phase.HOLDING, seconds=2.0, to=BREATHED_IN, depth=1, rep=1)
    yield Change(phase=Phase.LOWERING, seconds=2.0, to=BREATHED_OUT, rep=1)
    yield Change(phase=Phase.SITTING, seconds=1.0, to=BREATHED_OUT)


# --- All of them ----------------------------------------------------------------------------------

DEMONSTRATIONS: Final = (
    _demonstration("hip_hinge", RELAXED, _bowing(HINGES["hinge_neutral"], RELAXED, HINGE_PACE)),
    _demonstration("good_morning", HUGGING, _good_morning()),
    _demonstration(
        "romanian_deadlift",
        AT_THE_THIGHS,
        _bowing(LOWERED, AT_THE_THIGHS, HINGE_PACE),
        Barbell(plate_m=0.08, half_length_m=0.4),
    ),
    _demonstration("lift_from_floor", CARRYING, _bowing(SET_DOWN, CARRYING, LIFT_PACE), Crate()),
    _demonstration("squat", RELAXED, _bowing(SQUATTED, RELAXED, SQUAT_PACE), Chair()),
    _demonstration("sit_to_stand", SEATED, _sit_to_stand(), Chair(), telling_s=LEAVING_THE_SEAT_S),
    _demonstration(
        "hamstring_standing",
        HEEL_UP,
        _hamstring(),
        Stool(ahead_m=0.58, height_m=0.235, aside_m=-0.1),
    ),
    _demonstration("back_range", RELAXED, _back_range()),
    _demonstration("pelvic_tilt", RELEASED, _pelvic_tilt(), camera=LOW),
    _demonstration(
        "knee_rolls", KNEES_UP, _knee_rolls(), telling_s=KNEES_OVER_S, camera=FROM_THE_FEET
    ),
    _demonstration(
        "walking", APPROACHING, _walking(), telling_s=MID_STRIDE_S, camera=FARTHER, mat=False
    ),
    _demonstration("box_breathing", BREATHED_OUT, _breathing(), Chair(), camera=CLOSE),
)
"""One for every exercise that is shipped."""
