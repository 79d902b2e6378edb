"""The person's signals: a hand held up, being there, being gone."""

import math
from dataclasses import dataclass, field

from formcheck.exercise.observe.safety import is_hand_up
from formcheck.exercise.results.moment import Moment
from formcheck.landmarks.pose import Joint
from formcheck.timing import HeldFor

__all__ = ["GONE_S", "HAND_S", "Presence", "RaisedHand"]

HAND_S = 0.7
"""A hand that answers the voice check is held shorter than one that stops a set: nothing else goes
on."""

LOWERED_S = 0.3
"""A hand down for this long is lowered; a landmark that slips is back sooner (team choice)."""

THERE_S = 0.5
"""A person seen for this long is there: the model's finds of a moment are often nobody."""

GONE_S = 3.0
"""A person out of sight for this long has left; a blink of the model is shorter (team choice)."""

HOME_TORSOS = 2.0
"""Hips within this many torso lengths (some 1 m) of where they were are back in place; leaving the
place takes 3."""


@dataclass(slots=True)
class RaisedHand:
    """Reports each raised and held hand once; a hand hidden for a moment stays the same one.

    ``spent`` is true while the raised hand is the one that answered the voice check; it then stops
    nothing.
    """

    spent: bool = False
    _up: HeldFor = field(default_factory=lambda: HeldFor(HAND_S))
    _down: HeldFor = field(default_factory=lambda: HeldFor(LOWERED_S))
    _told: bool = True

    def step(self, moment: Moment) -> bool:
        """Return whether a hand has just been up for long enough; false while it stays up."""
        up = moment.pose.found and is_hand_up(moment.pose)
        held = self._up.step(up, moment.time_s)
        if self._down.step(moment.pose.found and not up, moment.time_s):
            self._told = self.spent = False
        is_news = held and not self._told
        self._told = self._told or held
        return is_news


@dataclass(slots=True)
class Presence:
    """How long the person has been seen, how long nobody has, and where the person exercises."""

    there_s: float = 0.0
    gone_s: float = 0.0
    _last_s: float = math.nan
    _was_there: bool = False
    _home_px: float = math.nan

    def step(self, moment: Moment) -> None:
        """Take one moment."""
        passed = moment.time_s - self._last_s
        passed = passed if math.isfinite(passed) else 0.0
        self._last_s = moment.time_s
        if moment.pose.found:
            self.there_s += passed if self._was_there else 0.0
            self.gone_s = 0.0 if self.there_s >= THERE_S else self.gone_s + passed
        else:
            self.gone_s += passed
            self.there_s = 0.0
        self._was_there = moment.pose.found
        if moment.moving:
            self._home_px, _ = _place(moment)

    def is_home(self, moment: Moment) -> bool:
        """Whether the person is where they last moved; always true before they have moved."""
        hips_px, torso_px = _place(moment)
        return not abs(hips_px - self._home_px) > HOME_TORSOS * torso_px


def _place(moment: Moment) -> tuple[float, float]:
    """Return the hips' position across the picture and the torso's length, in pixels."""
    pose = moment.pose
    hips = pose.mid_hip_px
    shoulders = pose.points_px[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(axis=0)
    return float(hips[0]), math.dist(hips, shoulders)
