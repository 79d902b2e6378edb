"""How far one person is turned from side-on, as the last second shows it."""

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.pose.landmarks import Joint, Pose
from formcheck.pose.yaw import turn_of, yaw_of

__all__ = ["BOWED_MARGIN_DEG", "WINDOW_S", "YawWatch"]

WINDOW_S = 1.0
"""Framing changes slowly; a second's median is steady through a blink of the landmarks."""

SETTLED_S = 0.25
"""Nothing is judged before somebody was seen for so long: the model's first frames are those in
which it is wrong most often (team choice)."""

UPRIGHT_DEG = 30.0
"""Who leans less than this stands or sits."""

BOWED_MARGIN_DEG = 3.0
"""By so much more than standing somebody must seem turned while they bow before they are taken to
have turned: of rendered people 15 to 25 degrees off side-on four in five are then judged, of those
at 28 degrees one in sixteen, and with none one in thirty, but of the former three in four."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One frame: ``turn_deg`` is + towards the camera, and NaN where that is not clear."""

    time_s: float
    yaw_deg: float
    turn_deg: float
    upright: bool


class YawWatch:
    """Watches how far one person is turned.

    Parameters
    ----------
    on_feet
        Whether the exercise is done standing or from a chair: whoever then bows is turned as they
        were upright, unless they seem turned further; never less, until they stand again. On the
        floor people lie otherwise than they stood.
    """

    def __init__(self, *, on_feet: bool) -> None:
        self._on_feet = on_feet
        self._looks: deque[_Look] = deque()
        self._upright_deg = math.nan
        self._away = False

    @property
    def turned_away(self) -> bool:
        """Whether the person is turned away from the camera rather than towards it, or may be."""
        return self._away

    @property
    def settled(self) -> bool:
        """Whether the person was seen for long enough to tell."""
        looks = self._looks
        return bool(looks) and looks[-1].time_s - looks[0].time_s >= SETTLED_S

    def forget(self) -> None:
        """Begin anew, with another person."""
        self._looks.clear()
        self._upright_deg = math.nan

    def step(self, pose: Pose) -> float:
        """Return the yaw at this pose, steadied, in degrees; NaN where nobody was seen lately."""
        if pose.found and math.isfinite(yaw := yaw_of(pose)):
            self._looks.append(_Look(pose.time_s, yaw, turn_of(pose), _is_upright(pose)))
        while self._looks and self._looks[0].time_s < pose.time_s - WINDOW_S:
            self._looks.popleft()
        if not self._looks:
            self._upright_deg = math.nan
            return math.nan
        return self._yaw()

    def _yaw(self) -> float:
        upright = [look for look in self._looks if look.upright]
        bowed = [look for look in self._looks if not look.upright]
        if len(upright) > len(bowed):
            self._upright_deg, self._away = _middle(upright), _is_away(upright)
        if not self._on_feet or math.isnan(self._upright_deg):
            self._away = _is_away(self._looks)
            return _middle(self._looks)
        if len(upright) > len(bowed):
            return self._upright_deg
        return max(self._upright_deg, _middle(bowed) - BOWED_MARGIN_DEG)


def _middle(looks: Sequence[_Look]) -> float:
    return statistics.median(look.yaw_deg for look in looks)


def _is_away(looks: Sequence[_Look]) -> bool:
    """Whether most are not clearly turned towards the camera: those away are told worse."""
    return 2 * sum(look.turn_deg > 0 for look in looks) <= len(looks)


def _is_upright(pose: Pose) -> bool:
    """Whether the trunk leans little, by the picture alone; not where it is not found."""
    shoulders, hips = (
        pose.points_px[[left, left + 1]].mean(axis=0)
        for left in (Joint.LEFT_SHOULDER, Joint.LEFT_HIP)
    )
    across, up = (shoulders - hips) * (1.0, -1.0)
    return bool(abs(math.degrees(math.atan2(across, up))) <= UPRIGHT_DEG)
