"""Whole visits to the live page: the hand that answers it, the start, a set, and the way out.

Nobody in a clip hears what the page says; each part lasts as long as the page takes to ask for the
next one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from rendering.bows import RELAXED, Bow, Opening, Pace, repetition, varied
from rendering.motions import HINGES
from rendering.posture import Arm
from rendering.timeline import Change, Motion, Phase, Stage
from rendering.walking import Turn, Walk

__all__ = [
    "live_good",
    "live_leaves",
    "live_rounded",
    "raising_a_hand",
    "walking_off_and_back",
]

HAND_UP: Final = replace(RELAXED, right_arm=Arm(174, 4, 7))
"""One arm straight up; the wrist is more than half a torso's length above the ears."""

BEFORE_HAND_S, HAND_MOVES_S, HAND_STAYS_S = 6.0, 1.0, 1.5
"""Standing until the page has asked for a hand; raising it and taking it down; holding it up."""

LISTENING_S = 6.0
"""Standing before the arms are lifted: where to stand, and the first step of the calibration."""

START: Final = Opening(relaxed_s=LISTENING_S, arms_s=4.0, ready_s=4.0)

PRACTICE_PACE: Final = Pace(down_s=3.0, stay_s=1.0, up_s=2.2, rest_s=4.0)
"""Slow, as one is talked through it."""

SET_PACE: Final = Pace(down_s=2.2, up_s=1.5, rest_s=2.8)
"""That of ``hip_hinge_good``, but standing as long as a cue between two repetitions takes."""

OUT_OF_SIGHT_M = 2.7
"""From the middle of the mat to where nothing of a person is in the picture any more."""

GOOD: Final = HINGES["hinge_neutral"]
ROUNDED: Final = HINGES["hinge_rounded_even"]


def raising_a_hand() -> Iterable[Stage]:
    """Yield standing relaxed, a hand going up, staying there and coming down."""
    yield _standing(BEFORE_HAND_S)
    yield Change(phase=Phase.HAND_RISING, seconds=HAND_MOVES_S, to=HAND_UP)
    yield Change(phase=Phase.HAND_RAISED, seconds=HAND_STAYS_S, to=HAND_UP)
    yield Change(phase=Phase.HAND_LOWERING, seconds=HAND_MOVES_S, to=RELAXED)


def walking_off_and_back(away_s: float) -> Iterable[Stage]:
    """Yield a walk out of the picture, a while, the way back, and turning as one stood."""
    yield from _walking_off(away_s)
    outside = replace(RELAXED, travel_m=-OUT_OF_SIGHT_M, turn_deg=180.0)
    yield Change(phase=Phase.AWAY, seconds=UNSEEN_S, to=outside)
    yield Walk.over(OUT_OF_SIGHT_M)
    yield Turn()


UNSEEN_S = 1 / 1000
"""Turning round where nobody sees it takes no time."""


def live_good() -> Motion:
    """Return a practice and five good hinges, after which the person walks away."""
    practice = repetition(GOOD, 1, RELAXED, PRACTICE_PACE)
    return _visit(practice, _set([GOOD] * 5, after=1), [_standing(3.2)], _walking_off(8.0))


def live_rounded() -> Motion:
    """Return four rounded hinges and a good one."""
    return _visit(_set([ROUNDED] * 4 + [GOOD]), [_standing(5.2)])


def live_leaves() -> Motion:
    """Return two good hinges, a walk out of the picture and back, and three more."""
    return _visit(
        _set([GOOD] * 2),
        walking_off_and_back(5.0),
        [_standing(4.0)],
        _set([GOOD] * 3, after=2),
        [_standing(3.2)],
    )


def _visit(*parts: Iterable[Stage]) -> Motion:
    """Return a visit that begins with a hand and the start, and goes on with the parts given."""
    stages = [*raising_a_hand(), *START.stages(RELAXED)]
    for part in parts:
        stages += part
    return Motion(RELAXED, tuple(stages))


def _set(bows: Sequence[Bow], *, after: int = 0) -> Iterable[Stage]:
    """Yield repetitions, numbered on from those before."""
    for number, bow in enumerate(bows, after + 1):
        yield from repetition(varied(bow, number), number, RELAXED, SET_PACE)


def _standing(seconds: float) -> Stage:
    return Change(phase=Phase.STANDING, seconds=seconds, to=RELAXED)


def _walking_off(away_s: float) -> Iterable[Stage]:
    yield Walk.over(OUT_OF_SIGHT_M)
    outside = replace(RELAXED, travel_m=OUT_OF_SIGHT_M)
    yield Change(phase=Phase.AWAY, seconds=away_s, to=outside)
