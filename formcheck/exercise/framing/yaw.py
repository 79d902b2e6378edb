"""How far one person is turned from side-on, over the last second."""

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.landmarks.pose import Pose
from formcheck.landmarks.yaw import lean_of, turn_of, yaw_of, yaw_on_floor

__all__ = ["MAX_BELOW_DEG", "WINDOW_S", "Turn", "YawWatch", "turn_in_a_bow"]

WINDOW_S = 1.0
"""Framing changes slowly; a second's median is steady through a blink of the landmarks."""

SETTLED_S = 0.25
"""Nothing is judged before the person was seen for this long: the model is wrong most often in its
first frames (team choice)."""

UPRIGHT_DEG = 30.0
"""A person whose trunk leans less than this stands or sits."""

MAX_NOISE_DEG = 4.0
"""A yaw that jumps further than this from the middle of its neighbours, in half of a second's
frames, is noise. The jump is 0.1 to 1.5 degrees in all of 60 real clips but one, in which a plate
hides the shoulders and it is 6.7."""

MIN_LOOKS = 6
"""With fewer frames noise and turning look alike (team choice)."""

MAX_BELOW_DEG = 3.0
"""The larger yaw of standing and bowing counts, less at most this. With 0, of two lots of rendered
people turned by 15 to 25 degrees 72 and 68 in a hundred are judged instead of 84 and 79; with 6, of
those turned by more than 29, 5 and 5 are judged instead of 0 (docs/back.md)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How far a person is turned from side-on, in degrees; NaN if unknown.

    ``yaw_deg`` is 0 to 90, ``turn_deg`` is + towards the camera and - away from it.
    """

    yaw_deg: float = math.nan
    turn_deg: float = math.nan


@dataclass(frozen=True, slots=True)
class _Look:
    """The turn in one frame, and whether the person was upright."""

    time_s: float
    turn: Turn
    upright: bool


class YawWatch:
    """Watches how far one person is turned.

    Parameters
    ----------
    on_feet
        Whether the exercise is done standing or from a chair: a person who bows then stays turned
        as they were upright, so both yaws count until they stand again. On the floor people lie
        turned differently than they stood, and no lean of theirs is a bow.
    """

    def __init__(self, *, on_feet: bool) -> None:
        self._on_feet = on_feet
        self._looks: deque[_Look] = deque()
        self._upright: Turn | None = None

    @property
    def settled(self) -> bool:
        """Whether the person was seen for long enough to know the turn."""
        looks = self._looks
        return bool(looks) and looks[-1].time_s - looks[0].time_s >= SETTLED_S

    def forget(self) -> None:
        """Forget the turn, because another person follows."""
        self._looks.clear()
        self._upright = None

    def step(self, pose: Pose) -> Turn:
        """Return the smoothed turn at this pose; NaN if it is noise or nobody was seen lately."""
        yaw = yaw_of(pose) if self._on_feet else yaw_on_floor(pose)
        if pose.found and (math.isfinite(yaw) or pose.profile.yaw is None):
            turn = Turn(yaw, turn_of(pose) if self._on_feet else math.nan)
            self._looks.append(_Look(pose.time_s, turn, lean_of(pose) <= UPRIGHT_DEG))
        while self._looks and self._looks[0].time_s < pose.time_s - WINDOW_S:
            self._looks.popleft()
        if not self._looks:
            self._upright = None
        if not self._looks or self.noisy:
            return Turn()
        return self._steadied()

    @property
    def noisy(self) -> bool:
        """Whether the yaw jumps too much in the last second to mean anything."""
        yaws = np.array([look.turn.yaw_deg for look in self._looks])
        if len(yaws) < MIN_LOOKS:
            return False
        off = np.abs(yaws[1:-1] - (yaws[:-2] + yaws[2:]) / 2)
        return bool(np.median(off) > MAX_NOISE_DEG)

    def _steadied(self) -> Turn:
        upright, bowed = (
            [look.turn for look in self._looks if look.upright is wanted]
            for wanted in (True, False)
        )
        if len(upright) > len(bowed):
            self._upright = _middle(upright)
        if not self._on_feet or self._upright is None:
            return _middle([*upright, *bowed])
        if len(upright) > len(bowed):
            return self._upright
        return turn_in_a_bow(self._upright, _middle(bowed))


def turn_in_a_bow(stood: Turn, bowed: Turn) -> Turn:
    """Return the turn of a person in a bow, from the turns read standing and bowing.

    It is the mean, because both err in different ways, but not much less than the larger: a person
    who shuffles round in a bow must not count as seen from the side.
    """
    yaws = stood.yaw_deg, bowed.yaw_deg
    turns = [each.turn_deg for each in (stood, bowed) if math.isfinite(each.turn_deg)]
    return Turn(
        max(statistics.mean(yaws), max(yaws) - MAX_BELOW_DEG),
        statistics.mean(turns) if turns else math.nan,
    )


def _middle(turns: Sequence[Turn]) -> Turn:
    """Return the median of some turns; ``turn_deg`` is NaN unless most of them know it."""
    known = [each.turn_deg for each in turns if math.isfinite(each.turn_deg)]
    return Turn(
        statistics.median(each.yaw_deg for each in turns),
        statistics.median(known) if 2 * len(known) > len(turns) else math.nan,
    )
