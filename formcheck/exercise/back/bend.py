"""How far a back is bent, read off its outline.

The measure is the bend of the parabola that fits the outline best, and how far the outline differs
from a parabola. Of those compared on rendered people with known spines (docs/back.md) it reads
bodies it was not fitted on best, wherever their backs are bent. It counts from an offset that is
the person's own, for bodies differ more than fifty degrees of bending changes an outline: only
the difference to the same person's own outline is a bend. What of it is hidden is filled in as
backs usually are (:mod:`formcheck.exercise.back.gaps`). Of somebody turned away from the camera
the outline is another line of the body, which is rounder in a bow; its shape tells by how much, and
that is taken off. People are told of "the outline of your back", never of more.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.gaps import (
    USUAL,
    USUAL_CHANGE,
    Filled,
    UsualOutline,
    filled,
    shapes_of,
)
from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray
from formcheck.landmarks.yaw import BOWING_DEG

__all__ = [
    "FITTED",
    "MIN_KNOWN",
    "MIN_TRUST",
    "ROUGH_DEG",
    "BackModel",
    "OutlineTurns",
    "away_share",
    "line_points",
]

MIN_TRUST = 0.5
"""An outline trusted less than this is not judged (team choice; trust is a product of doubts,
and one doubt half grown is the most that is let through)."""

AWAY_DEG = (10.0, 20.0)
"""From not turned away at all to quite: between them the outline becomes that of another line of
the back. Outlines of straight backs of rendered people that have bowed by 45 degrees or more are
rounder than standing by 4 to 6 degrees where they are read as turned away by 0 to 12, by 15 from 12
to 15, and by 31 from 24 to 28. Standing itself it shows nothing, and in a shallow bow half as
much."""

MIN_KNOWN = BACK_POINTS // 2
"""Fewer known points say too little of the others; of trusted outlines of rendered people never
fewer than 27 are known."""

ROUGH_DEG = 5.0
"""With a hidden part that may change the bend by more than this (one standard deviation) no back is
called good: as much as the best there is to compare with may be off by. So much are five points of
forty at the shoulder, four at the hip and fourteen in the middle."""

MIN_PX = 1.0
"""Half of an outline's length below which it is a heap of points, in pixels."""

_AT = np.linspace(-1.0, 1.0, BACK_POINTS)
_SHAPES: FloatArray = np.asarray(np.polynomial.legendre.legvander(_AT, 4), dtype=float)
"""Place, direction, bend, skew and wave of a line: Legendre polynomials 0 to 4,
``(BACK_POINTS, 5)``."""

_FITS = [np.linalg.pinv(_SHAPES[:, : degree + 1]) for degree in (2, 3, 4)]
"""What fits a parabola, a cubic and a quartic to a line."""

Points = npt.NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class OutlineTurns:
    """How an outline turns, in degrees, up to offsets that are the person's own; NaN where unknown.

    ``bend_deg`` is how far it is bent, more for rounder; ``skew_deg`` how far it turns more in its
    upper half than in its lower, two fifths of the degrees by which they differ; ``wave_deg`` how
    far it turns more at its ends than in its middle; ``away`` the :func:`away_share` of how it was
    seen; ``unsure_deg`` what the bend may be off by for what was hidden, one standard deviation.
    """

    bend_deg: float = math.nan
    skew_deg: float = math.nan
    wave_deg: float = math.nan
    away: float = 0.0
    unsure_deg: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class BackModel:
    """The numbers fitted on rendered people by which an outline tells how far a back is bent.

    The study in ``docs/back.md`` passes numbers fitted on all bodies but the one it reads.
    """

    bend_per_turn: float = 1.23
    """Degrees the spine is bent from pelvis to shoulders per degree the parabola turns from end to
    end, where that is little and even: 1.22-1.25 whichever rendered body is left out."""

    halved_turn_deg: float = 100.0
    """By a turn of so much the outline shows half of what it would: a bent back is shorter from hip
    to shoulder, by which its outline is counted. Of 60 to 150 this fits rendered people best; what
    is above 60 has not been tried, and there a back is only ever read as rounder for a rounder
    outline."""

    uneven: float = 0.55
    """Degrees of bend in one part alone that a parabola misses, per unit of skew: 0.53-0.59
    whichever body is left out."""

    min_skew_deg: float = 10.0
    """Below this skew hardly anything is added: what jitter makes of a straight back is no bend.
    Gains fitted with 5 or 15 instead give errors that differ by 0.1 degrees."""

    away_bend_deg: float = 11.2
    """What being turned away adds to the bend of an outline, besides what its skew and wave tell.
    Whichever body is left out it is 9-17."""

    away_per_skew: float = 0.51
    """How much more for each degree of skew: seat and shoulders stand out less than what is
    between. Whichever body is left out it is 0.5-0.6."""

    away_per_wave: float = -0.75
    """How much more for each degree of wave; 0.6-0.8 downward whichever body is left out."""

    away_rest_deg: float = 11.0
    """What skew and wave make together, where they are not known: 15 of straight backs, 7 of bent
    ones."""

    more_unsure: float = 1.7
    """What is hidden is more unsure than the shapes of rendered people say: of thirteen real ones
    whose whole outline was seen, bends with points taken out are off by 1.4 times as much for ten
    at the shoulder, 2.0 for five, 1.7 to 2.3 at the hip and 1.9 in the middle. The mean of these;
    beside the person's own outline it is 1.1 to 1.7 at the shoulder and 2.5 at the hip."""

    usual: UsualOutline = USUAL
    """How outlines of backs are shaped, by which hidden points are filled in."""

    usual_change: UsualOutline = USUAL_CHANGE
    """How one and the same person's outline changes from standing to a bow."""

    @property
    def less_per_deg(self) -> float:
        """How much less of a bend an outline shows, per degree of it."""
        return 1.0 / (self.bend_per_turn * self.halved_turn_deg)

    def outline_turns(self, back: BackLine, facing: int) -> OutlineTurns:
        """Return how an outline turns, by the last terms of the curves of degrees 2 to 4.

        It is read off the body's outline alone, without what stands off it: the trunk's lean, the
        picture's size and mirroring do not enter. Unknown where the outline is not trusted or too
        much of it is hidden. ``facing`` is that of the pose.
        """
        whole = self.whole_outline(back, facing)
        return OutlineTurns() if whole is None else self.turns_of(whole, facing)

    def whole_outline(self, back: BackLine, facing: int) -> Filled | None:
        """Return the body's outline with what is hidden of it, or stands off it, filled in.

        ``None`` where it is not trusted or too much of it is hidden.
        """
        if back.trust < MIN_TRUST:
            return None
        return self.filled_in(np.where(back.stands_off, np.nan, line_points(back)), facing)

    def filled_in(
        self, points: Points, facing: int, likely: UsualOutline | None = None
    ) -> Filled | None:
        """Return an outline with its hidden points filled in; ``None`` where too many are hidden.

        ``likely`` is how this person's outline is shaped, where that is known.
        """
        if np.isfinite(points).sum() < MIN_KNOWN:
            return None
        return filled(points, facing, likely or self.usual)

    def likely_in_a_bow(self, straight: Filled, facing: int) -> UsualOutline:
        """Return how a person's outline is likely to be in a bow, by their own straight one."""
        own, _ = shapes_of(straight.points, facing)
        change = self.usual_change
        return UsualOutline(own + change.shapes, change.spread, change.rest)

    def turns_of(self, whole: Filled, facing: int) -> OutlineTurns:
        """Return how an outline without gaps turns, and how unsure that is for what was filled."""
        bend, skew, wave = (_last_turn(fit @ whole.points, facing) for fit in _FITS)
        return OutlineTurns(
            self.bend_per_turn * bend, skew, wave, unsure_deg=self.unsure_deg(whole)
        )

    def unsure_deg(self, whole: Filled) -> float:
        """Return how unsure the bend of an outline is for what was hidden: a standard deviation.

        Of the parabola's; what skew and wave add to that is little beside it, but where a strongly
        skewed back or one turned away is hidden at an end: up to twice as much.
        """
        bend = _FITS[0][-1]
        turn = math.degrees(6.0 * math.sqrt(max(bend @ whole.spread @ bend, 0.0)))
        return self.more_unsure * self.bend_per_turn * turn

    def away_added_deg(self, skew_deg: float, wave_deg: float, away: float) -> float:
        """Return by how much the bend of an outline is larger for being seen turned away.

        ``skew_deg`` and ``wave_deg`` count from those of the person's straight back, and may be
        unknown (NaN); ``away`` is the share in which it shows more than in the straight one. Where
        it shows less, as in a bow seen side-on after one that was not, the bend is the smaller for
        it.
        """
        rest = self.away_per_skew * skew_deg + self.away_per_wave * wave_deg
        if math.isnan(rest):
            return away * (self.away_bend_deg + self.away_rest_deg)
        return away * self.away_bend_deg + abs(away) * rest

    def bent_deg(
        self,
        bend_deg: float,
        skew_deg: float = math.nan,
        wave_deg: float = math.nan,
        away: float = 0.0,
    ) -> float:
        """Return how far a back is bent, from how its outline differs from a straight one.

        ``bend_deg``, ``skew_deg`` and ``wave_deg`` are the differences of what
        :meth:`outline_turns` tells of both; skew and wave may be unknown. ``away`` is how much more
        of turning away shows in it than in the straight one. Bending of one part alone bends the
        best parabola less than it bends the back, and skews the outline instead.
        """
        bend_deg -= self.away_added_deg(skew_deg, wave_deg, away)
        even = bend_deg / (1.0 + self.less_per_deg * abs(bend_deg))
        if math.isnan(skew_deg):
            return even
        return even + self.uneven * (math.hypot(skew_deg, self.min_skew_deg) - self.min_skew_deg)


FITTED = BackModel()
"""The numbers as they were fitted on all rendered bodies together."""


def line_points(back: BackLine) -> Points:
    """Return the points of an outline (BACK_POINTS,), right + down·i; NaN where hidden."""
    return np.array([complex(*each) for each in back.points_px.tolist()])


def away_share(turn_deg: float, lean_deg: float) -> float:
    """Return how much of turning away from the camera shows in an outline, 0 to 1.

    ``turn_deg`` is - where somebody is turned away from it, ``lean_deg`` the trunk's, 0 upright;
    what is unknown (NaN) counts as none.
    """
    if math.isnan(turn_deg) or math.isnan(lean_deg):
        return 0.0
    return float(
        np.interp(-turn_deg, AWAY_DEG, (0.0, 1.0)) * np.interp(lean_deg, BOWING_DEG, (0.0, 1.0))
    )


def _last_turn(terms: Points, facing: int) -> float:
    """Return by how many degrees the last of a line's terms turns it, from end to end.

    The second Legendre polynomial's slope grows by 6 from one end to the other, and what is
    across the line counts. Those after it are given in the same scale.
    """
    along, last = complex(terms[1]), complex(terms[-1])
    if not abs(along) > MIN_PX:
        return math.nan
    return facing * math.degrees(6.0 * (last / along).imag)
