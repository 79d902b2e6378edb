"""The movements that are rendered: exercises done well, and with one fault each.

Most movements begin with the start that people are asked for, standing relaxed and then lifting
both arms forward, and are otherwise made of postures and of how long each takes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from rendering.bows import (
    RELAXED,
    USUAL_OPENING,
    USUAL_PACE,
    Bow,
    Opening,
    Pace,
    bowing,
    repetition,
    varied,
)
from rendering.lifts import from_the_bar, like_a_squat, rounding_now_and_then, soft_kneed
from rendering.posture import Arm, Leg, Spine, standing
from rendering.timeline import Change, Motion, Phase, Stage
from rendering.walking import Walk

__all__ = [
    "HINGES",
    "MOTIONS",
    "hinge",
    "hinges_in_two_shots",
    "lift_from_floor",
    "romanian_deadlift",
    "sit_to_stand",
    "squat",
    "standing_about",
    "stretch_hamstring",
    "walking_in_and_out",
    "walking_past",
]


# --- Hinges ---------------------------------------------------------------------------------------

NEUTRAL: Final = Bow()

KNEES_BENT: Final = standing(
    trunk_deg=10, knee_deg=42, shank_deg=20, raise_deg=8, head_line_deg=0, spine=Spine.even(2)
)
"""The beginning of a squat, before the trunk leans."""

HINGES: Final[Mapping[str, Bow]] = {
    "hinge_neutral": NEUTRAL,
    "hinge_rounded_even": replace(NEUTRAL, spine=Spine.even(54), head_line_deg=14),
    "hinge_rounded_lumbar": replace(NEUTRAL, spine=Spine.lumbar(40), head_line_deg=5),
    "hinge_rounded_thoracic": replace(NEUTRAL, spine=Spine.thoracic(40), head_line_deg=12),
    "hinge_squatty": replace(
        NEUTRAL, trunk_deg=42, knee_deg=80, shank_deg=30, raise_deg=30, elbow_deg=10
    ),
    "hinge_stooped": replace(
        NEUTRAL, trunk_deg=62, knee_deg=3, shank_deg=-5, spine=Spine.even(42), head_line_deg=12
    ),
    "hinge_shallow": replace(NEUTRAL, trunk_deg=27, knee_deg=10, shank_deg=0, spine=Spine.even(3)),
    "hinge_hips_first": replace(NEUTRAL, legs_ahead=-0.35),
    "hinge_knees_first": replace(NEUTRAL, knee_deg=31, shank_deg=4, by_way_of=KNEES_BENT),
}
"""Bodyweight hinges: well done, and with one fault each.

In ``hinge_hips_first`` the hips travel back before the knees give, as they should; in
``hinge_knees_first`` the knees bend before the trunk leans, as if to sit down.
"""


def hinge(
    kind: str, *, reps: int = 3, opening: Opening = USUAL_OPENING, pace: Pace = USUAL_PACE
) -> Motion:
    """Return a set of hinges of a kind named in ``HINGES``, without ``hinge_``."""
    return bowing(HINGES[f"hinge_{kind}"], reps=reps, opening=opening, pace=pace)


def hinges_in_two_shots() -> tuple[Motion, float]:
    """Return two good hinges and then two rounded ones, and when the picture cuts in between."""
    first = bowing(HINGES["hinge_neutral"], reps=2)
    again: list[Stage] = [Change(phase=Phase.STANDING, seconds=1.6, to=RELAXED)]
    for number in (3, 4):
        bow = varied(HINGES["hinge_rounded_even"], number)
        again += repetition(bow, number, RELAXED, USUAL_PACE)
    again.append(Change(phase=Phase.STANDING, seconds=0.6, to=RELAXED))
    return replace(first, stages=(*first.stages, *again)), first.duration_s


# --- Other exercises ------------------------------------------------------------------------------

SQUATTED: Final = Bow(
    trunk_deg=40, knee_deg=98, shank_deg=31, spine=Spine.even(7), head_line_deg=-8, raise_deg=78
)

BAR_AHEAD_M: Final = 0.09
"""A bar that touches the thighs or shins is about so far ahead of the ankles (by eye)."""

HOLDING_A_BAR: Final = standing(
    knee_deg=9, shank_deg=3, elbow_deg=3, out_deg=9, head_line_deg=0, hands_ahead_m=BAR_AHEAD_M
)

BAR_FORWARD: Final = replace(HOLDING_A_BAR, trunk_deg=-1.5, hands_ahead_m=0.47)
"""A light bar held forward with long arms."""

AT_THE_THIGHS: Final = Opening(relaxed=HOLDING_A_BAR, forward=BAR_FORWARD)
"""The start of a set with a light bar."""

LOWERED: Final = Bow(
    trunk_deg=68,
    knee_deg=19,
    shank_deg=-4,
    spine=Spine.even(6),
    head_line_deg=4,
    elbow_deg=3,
    hands_ahead_m=BAR_AHEAD_M,
)

AT_THE_FLOOR: Final = Bow(
    trunk_deg=61,
    knee_deg=86,
    shank_deg=19,
    spine=Spine.even(11),
    head_line_deg=-2,
    elbow_deg=2,
    hands_ahead_m=BAR_AHEAD_M,
)


def squat(*, reps: int = 3, opening: Opening = USUAL_OPENING) -> Motion:
    """Return squats with the arms coming forward."""
    return bowing(SQUATTED, reps=reps, opening=opening, pace=USUAL_PACE)


def romanian_deadlift(*, reps: int = 3) -> Motion:
    """Return Romanian deadlifts with a light bar, which is held forward at the start too."""
    pace = Pace(down_s=2.4)
    return bowing(LOWERED, reps=reps, ready=HOLDING_A_BAR, opening=AT_THE_THIGHS, pace=pace)


def lift_from_floor(*, reps: int = 3) -> Motion:
    """Return lifts of a loaded bar, too heavy to be held forward at the start."""
    opening = replace(AT_THE_THIGHS, arms_s=0.0)
    pace = Pace(stay_s=1.0, up_s=1.7, rest_s=0.9)
    return bowing(AT_THE_FLOOR, reps=reps, ready=HOLDING_A_BAR, opening=opening, pace=pace)


# --- Chair and stool ------------------------------------------------------------------------------

CROSSED: Final = standing(raise_deg=38, elbow_deg=112, out_deg=4, head_line_deg=0)
SEATED: Final = replace(
    CROSSED, trunk_deg=3.0, left_leg=Leg(92, 3), right_leg=Leg(92, 3), spine=Spine.even(6)
)
LEANING: Final = replace(
    SEATED, trunk_deg=43, left_leg=Leg(90, 8), right_leg=Leg(90, 8), spine=Spine.even(9)
)


def sit_to_stand(*, reps: int = 3) -> Motion:
    """Return rises from a chair with the arms crossed, and slow ways back."""
    stages = [*USUAL_OPENING.stages(CROSSED)]
    stages += _sitting_down(rep=0)
    stages.append(Change(phase=Phase.SITTING, seconds=1.5, to=SEATED))
    for number in range(1, reps + 1):
        stages += _rising(number)
        stages += _sitting_down(rep=number)
        stages.append(Change(phase=Phase.SITTING, seconds=1.2, to=SEATED))
    return Motion(RELAXED, tuple(stages))


def _rising(rep: int) -> Iterable[Stage]:
    yield Change(phase=Phase.RISING, seconds=0.8, to=LEANING, depth=0.3, rep=rep)
    yield Change(phase=Phase.RISING, seconds=1.2, to=CROSSED, depth=1, rep=rep)
    yield Change(phase=Phase.STANDING, seconds=0.9, to=CROSSED, depth=1, rep=rep)


def _sitting_down(rep: int) -> Iterable[Stage]:
    yield Change(phase=Phase.LOWERING, seconds=1.7, to=LEANING, depth=0.3 if rep else 0, rep=rep)
    yield Change(phase=Phase.LOWERING, seconds=0.9, to=SEATED, rep=rep)


FOOT_UP: Final = replace(
    RELAXED, trunk_deg=-2, support="left", left_leg=Leg(3, 1), right_leg=Leg(75, 8, -10)
)
HEEL_PLACED: Final = replace(FOOT_UP, trunk_deg=0, right_leg=Leg(4, -46, 50), left_leg=Leg(3, 2))
STRETCHED: Final = replace(
    HEEL_PLACED,
    trunk_deg=36,
    spine=Spine.even(6),
    head_line_deg=4,
    left_arm=Arm(22, 12),
    right_arm=Arm(22, 12),
)


def stretch_hamstring(*, hold_s: float = 12.0) -> Motion:
    """Return a hold with the right heel on a low stool, knee straight, trunk bowed."""
    stages = [*USUAL_OPENING.stages(replace(RELAXED, support="left"))]
    stages += [
        Change(phase=Phase.STEPPING, seconds=0.9, to=FOOT_UP),
        Change(phase=Phase.STEPPING, seconds=0.8, to=HEEL_PLACED),
        Change(phase=Phase.LOWERING, seconds=1.6, to=STRETCHED, depth=1),
        Change(phase=Phase.HOLDING, seconds=hold_s, to=STRETCHED, depth=1, rep=1),
        Change(phase=Phase.RISING, seconds=1.2, to=HEEL_PLACED),
        Change(phase=Phase.STEPPING, seconds=0.8, to=FOOT_UP),
        Change(phase=Phase.STEPPING, seconds=0.9, to=replace(RELAXED, support="left")),
        Change(phase=Phase.STANDING, seconds=0.8, to=replace(RELAXED, support="left")),
    ]
    return Motion(RELAXED, tuple(stages))


# --- Coming and going, and people beside ----------------------------------------------------------


def walking_in_and_out(motion: Motion, metres: float = 1.9) -> Motion:
    """Return the motion with a walk into the picture before it and one out of it after."""
    away = replace(motion.start, travel_m=-metres)
    stages = (Walk.over(metres), *motion.stages, Walk.over(metres))
    return replace(motion, start=away, stages=stages)


def standing_about(seconds: float) -> Motion:
    """Return somebody who just stands, with a little more sway than one who exercises."""
    return Motion(RELAXED, (Change(phase=Phase.STANDING, seconds=seconds, to=RELAXED),), sway=2.0)


def walking_past(metres: float, wait_s: float) -> Motion:
    """Return somebody who stands out of sight for a while and then walks on past."""
    wait = Change(phase=Phase.STANDING, seconds=wait_s, to=RELAXED)
    return Motion(RELAXED, (wait, Walk.over(metres)))


MOTIONS: Final[Mapping[str, Callable[[], Motion]]] = {
    **{name: partial(bowing, bow) for name, bow in HINGES.items()},
    "squat": squat,
    "sit_to_stand": sit_to_stand,
    "romanian_deadlift": romanian_deadlift,
    "lift_from_floor": lift_from_floor,
    "lift_rounding_now_and_then": rounding_now_and_then,
    "lift_from_the_bar": from_the_bar,
    "lift_like_a_squat": like_a_squat,
    "romanian_deadlift_soft_kneed": soft_kneed,
    "hinges_in_two_shots": lambda: hinges_in_two_shots()[0],
    "stretch_hamstring": stretch_hamstring,
    "walking_in_and_out": lambda: walking_in_and_out(hinge("neutral")),
    "standing_about": lambda: standing_about(10.0),
    "walking_past": lambda: walking_past(4.0, 1.0),
}
"""Every motion by its name, with its usual parameters."""
