"""What the person does to be understood: a hand held up, being there, being gone."""

import math
from dataclasses import dataclass, field

from formcheck.exercise.observe.safety import is_hand_up
from formcheck.exercise.results.moment import Moment
from formcheck.landmarks.pose import Joint
from formcheck.timing import HeldFor

__all__ = ["GONE_S", "HAND_S", "Presence", "RaisedHand"]

HAND_S = 0.7
"""To say that one hears, a hand is held shorter than to stop a set: nothing else is going on."""

LOWERED_S = 0.3
"""Down for so long, a hand is lowered; a landmark that slips is back sooner (team choice)."""

THERE_S = 0.5
"""Seen for so long, somebody is there: the model's finds of a moment are often nobody."""

GONE_S = 3.0
"""Out of sight for so long, somebody has left; a blink of the model is shorter (team choice)."""

HOME_TORSOS = 2.0
"""Hips within so many torso lengths (some 1 m) of where they were are back in place; what is
taken for leaving is 3."""


@dataclass(slots=True)
class RaisedHand:
    """Tells once of each hand that is raised and held; hidden for a moment it is the same hand.

    ``spent`` tells that the hand that is up has said that the voice is heard, and stops nothing.
    """

    spent: bool = False
    _up: HeldFor = field(default_factory=lambda: HeldFor(HAND_S))
    _down: HeldFor = field(default_factory=lambda: HeldFor(LOWERED_S))
    _told: bool = True

    def step(self, moment: Moment) -> bool:
        """Return whether a hand has now been up for long enough; a hand still up is not news."""
        up = moment.pose.found and is_hand_up(moment.pose)
        held = self._up.step(up, moment.time_s)
        if self._down.step(moment.pose.found and not up, moment.time_s):
            self._told = self.spent = False
        is_news = held and not self._told
        self._told = self._told or held
        return is_news


@dataclass(slots=True)
class Presence:
    """For how long somebody has been seen, how long nobody, and where they exercise."""

    there_s: float = 0.0
    gone_s: float = 0.0
    _last_s: float = math.nan
    _was_there: bool = False
    _home_px: float = math.nan

    def step(self, moment: Moment) -> None:
        """Take note of one moment."""
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
        """Whether the person is where they last moved; anywhere will do before that."""
        hips_px, torso_px = _place(moment)
        return not abs(hips_px - self._home_px) > HOME_TORSOS * torso_px


def _place(moment: Moment) -> tuple[float, float]:
    """Return where the hips are across the picture, and how long the torso is, in pixels."""
    pose = moment.pose
    hips = pose.mid_hip_px
    shoulders = pose.points_px[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(axis=0)
    return float(hips[0]), math.dist(hips, shoulders)
