"""Lifts as people record them: begun at the bar, hollow at the top, done like a squat.

Who begins at the bar crouches there for a while first, hands on it, and has the back rounder than
in the pull; what counts as the first repetition begins with the pull.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from rendering.bows import Bow, Opening, Pace, repetition, varied
from rendering.posture import Posture, Spine, standing
from rendering.timeline import Change, Motion, Phase, Stage

__all__ = [
    "ARCHED_LOCKOUT",
    "DUMBBELLS_AHEAD_M",
    "PULL",
    "STRAIGHT_LOCKOUT",
    "from_the_bar",
    "lifts",
    "like_a_squat",
    "rounding_now_and_then",
    "soft_kneed",
]

BAR_AHEAD_M, DUMBBELLS_AHEAD_M = 0.09, 0.06
"""How far ahead of the ankles hands are that hold a bar, and dumbbells beside the legs (by eye)."""

PACE: Final = Pace(stay_s=0.8, up_s=1.7, rest_s=0.9)

STRAIGHT_LOCKOUT: Final = standing(
    knee_deg=5, shank_deg=2, elbow_deg=3, out_deg=9, head_line_deg=0, hands_ahead_m=BAR_AHEAD_M
)

ARCHED_LOCKOUT: Final = replace(STRAIGHT_LOCKOUT, trunk_deg=-5.0, spine=Spine.lumbar(-16))
"""Hips pushed through at the top, the lower back hollow: what a weight in the hands makes of many
people's standing."""

PULL: Final = Bow(
    trunk_deg=60,
    knee_deg=84,
    shank_deg=18,
    spine=Spine.even(9),
    head_line_deg=-2,
    elbow_deg=2,
    hands_ahead_m=BAR_AHEAD_M,
)

ROUND_PULL: Final = replace(PULL, spine=Spine.even(48), head_line_deg=14)

CROUCHED: Final = replace(
    PULL, trunk_deg=54, knee_deg=98, shank_deg=24, spine=Spine.even(34), head_line_deg=8
)
"""Settling down at the bar before the pull."""

LIKE_A_SQUAT: Final = Bow(
    trunk_deg=24,
    knee_deg=119,
    shank_deg=34,
    spine=Spine.even(7),
    head_line_deg=-6,
    elbow_deg=2,
    hands_ahead_m=DUMBBELLS_AHEAD_M,
)

BESIDE_THE_LEGS: Final = replace(STRAIGHT_LOCKOUT, hands_ahead_m=DUMBBELLS_AHEAD_M)

SOFT_KNEED: Final = Bow(
    trunk_deg=66,
    knee_deg=29,
    shank_deg=2,
    spine=Spine.even(6),
    head_line_deg=4,
    elbow_deg=3,
    hands_ahead_m=BAR_AHEAD_M,
)


def _opening(ready: Posture) -> Opening:
    """Return a start with the weight in the hands, which is not lifted forward."""
    return Opening(relaxed_s=1.8, arms_s=0.0, relaxed=ready)


def lifts(bows: Sequence[Bow], ready: Posture = STRAIGHT_LOCKOUT, pace: Pace = PACE) -> Motion:
    """Return a lift for each bow, put down and lifted again, beginning upright."""
    stages = [*_opening(ready).stages(ready), *_each(bows, ready, pace, first=1)]
    return Motion(ready, tuple(stages))


def _each(bows: Sequence[Bow], ready: Posture, pace: Pace, first: int) -> Iterable[Stage]:
    for number, bow in enumerate(bows, first):
        yield from repetition(varied(bow, number), number, ready, pace)
    yield Change(phase=Phase.STANDING, seconds=0.6, to=ready)


def rounding_now_and_then() -> Motion:
    """Return four lifts, of which the second and the third are done with a round back."""
    return lifts([PULL, ROUND_PULL, ROUND_PULL, PULL])


def from_the_bar(
    *, reps: int = 3, ready: Posture = ARCHED_LOCKOUT, crouch_s: float = 2.0
) -> Motion:
    """Return lifts that begin with a crouch at the bar; the first repetition is a pull alone."""
    crouched, pull = CROUCHED.posture(), PULL.posture()
    stages = [
        Change(phase=Phase.CROUCHING, seconds=crouch_s, to=crouched, depth=1),
        Change(phase=Phase.CROUCHING, seconds=0.5, to=pull, depth=1),
        Change(phase=Phase.BOTTOM, seconds=0.3, to=pull, depth=1, rep=1),
        Change(phase=Phase.RISING, seconds=PACE.up_s, to=ready, rep=1),
        Change(phase=Phase.STANDING, seconds=PACE.rest_s, to=ready),
        *_each([PULL] * (reps - 1), ready, PACE, first=2),
    ]
    return Motion(crouched, tuple(stages), start_depth=1.0)


def like_a_squat(*, reps: int = 3) -> Motion:
    """Return lifts of two dumbbells with the trunk nearly upright and the knees well bent."""
    return lifts([LIKE_A_SQUAT] * reps, BESIDE_THE_LEGS)


def soft_kneed(*, reps: int = 3) -> Motion:
    """Return Romanian deadlifts with the knees softer than most, from a straight stand."""
    return lifts([SOFT_KNEED] * reps, pace=Pace(down_s=2.4))
