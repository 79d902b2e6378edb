"""How far a back is bent, read off its outline.

The measure is the bend of the best-fitting parabola, and how far the outline differs from a
parabola. Of the measures compared on rendered people with known spines (docs/back.md), this one
reads unfitted bodies best, wherever their backs bend. It counts from an offset that is the person's
own: bodies differ more than fifty degrees of bending changes an outline, so only the difference to
the same person's own outline is a bend. :mod:`formcheck.exercise.back.gaps` fills hidden points in.
When the person turns away from the camera, the outline is another line of the body, which is
rounder in a bow; its shape shows by how much, and that is taken off. Words to people say "the
outline of your back", never more.
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
"""Outlines with less trust than this are not judged (team choice; trust is a product of doubts,
and this lets at most one doubt grow half way)."""

AWAY_DEG = (10.0, 20.0)
"""Not turned away at all up to the first, fully from the second: between them the outline becomes
another line of the back. Straight backs of rendered people who bow by 45 degrees or more look
rounder than standing by 4 to 6 degrees when read as turned away by 0 to 12, by 15 at 12 to 15, and
by 31 at 24 to 28. Standing shows no such change, and a shallow bow half of it."""

MIN_KNOWN = BACK_POINTS // 2
"""Fewer known points say too little of the others; trusted outlines of rendered people always have
at least 27."""

ROUGH_DEG = 5.0
"""If hidden points may change the bend by more than this (one standard deviation), no back is
called good: it equals the error of the best reference. Five hidden points of forty at the shoulder,
four at the hip or fourteen in the middle add this much."""

MIN_PX = 1.0
"""An outline with a half length below this, in pixels, is a heap of points."""

_AT = np.linspace(-1.0, 1.0, BACK_POINTS)
_SHAPES: FloatArray = np.asarray(np.polynomial.legendre.legvander(_AT, 4), dtype=float)
"""Place, direction, bend, skew and wave of a line: Legendre polynomials 0 to 4,
``(BACK_POINTS, 5)``."""

_FITS = [np.linalg.pinv(_SHAPES[:, : degree + 1]) for degree in (2, 3, 4)]
"""Matrices that fit a parabola, a cubic and a quartic to a line."""

Points = npt.NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class OutlineTurns:
    """How an outline turns, in degrees, up to offsets that are the person's own; NaN where unknown.

    ``bend_deg`` is its bend, more for rounder; ``skew_deg`` is how much more its upper half turns
    than its lower, two fifths of the degrees by which they differ; ``wave_deg`` is how much more
    its ends turn than its middle; ``away`` is its :func:`away_share`; ``unsure_deg`` is the error
    that hidden points add to the bend, one standard deviation.
    """

    bend_deg: float = math.nan
    skew_deg: float = math.nan
    wave_deg: float = math.nan
    away: float = 0.0
    unsure_deg: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class BackModel:
    """The numbers, fitted on rendered people, that turn an outline into the bend of a back.

    The study in ``docs/back.md`` passes numbers fitted on all bodies but the one it reads.
    """

    bend_per_turn: float = 1.23
    """Degrees the spine bends from pelvis to shoulders per degree the parabola turns from end to
    end, for small and even bends: 1.22-1.25 whichever rendered body is left out."""

    halved_turn_deg: float = 100.0
    """A turn of this many degrees counts half: a bent back is shorter from hip to shoulder, and the
    outline is counted in that length. Of 60 to 150 this fits rendered people best. Bends above 60
    have not been tried; there a rounder outline still always reads as rounder."""

    uneven: float = 0.55
    """Degrees of bend in one part alone that a parabola misses, per unit of skew: 0.53-0.59
    whichever body is left out."""

    min_skew_deg: float = 10.0
    """Skew below this adds hardly anything: jitter of a straight back is no bend. Gains fitted with
    5 or 15 instead give errors that differ by 0.1 degrees."""

    away_bend_deg: float = 11.2
    """Degrees that turning away adds to the bend of an outline, besides what skew and wave show:
    9-17 whichever body is left out."""

    away_per_skew: float = 0.51
    """Degrees more for each degree of skew, because seat and shoulders stand out less than the part
    between: 0.5-0.6 whichever body is left out."""

    away_per_wave: float = -0.75
    """Degrees more for each degree of wave; 0.6-0.8 downward whichever body is left out."""

    away_rest_deg: float = 11.0
    """Degrees that skew and wave add together, used when they are unknown: 15 for straight backs, 7
    for bent ones."""

    more_unsure: float = 1.7
    """Hidden points are more unsure than the shapes of rendered people say. Taking points out of
    thirteen real, whole outlines puts bends off by 1.4 times as much for ten at the shoulder, 2.0
    for five, 1.7 to 2.3 at the hip and 1.9 in the middle; this is the mean. Beside the person's own
    outline it is 1.1 to 1.7 at the shoulder and 2.5 at the hip."""

    usual: UsualOutline = USUAL
    """How outlines of backs are shaped; hidden points are filled in by it."""

    usual_change: UsualOutline = USUAL_CHANGE
    """How a person's outline changes from standing to a bow."""

    @property
    def less_per_deg(self) -> float:
        """How much less the bend of an outline counts, per degree of it."""
        return 1.0 / (self.bend_per_turn * self.halved_turn_deg)

    def outline_turns(self, back: BackLine, facing: int) -> OutlineTurns:
        """Return how an outline turns, by the last terms of the curves of degrees 2 to 4.

        Points that stand off the body are left out; the trunk's lean, the picture's size and
        mirroring do not matter. All NaN if the outline is not trusted or too much of it is hidden.
        ``facing`` is the pose's.
        """
        whole = self.whole_outline(back, facing)
        return OutlineTurns() if whole is None else self.turns_of(whole, facing)

    def whole_outline(self, back: BackLine, facing: int) -> Filled | None:
        """Return the body's outline, with points that are hidden or stand off it filled in.

        ``None`` if the outline is not trusted or too much of it is hidden.
        """
        if back.trust < MIN_TRUST:
            return None
        return self.filled_in(np.where(back.stands_off, np.nan, line_points(back)), facing)

    def filled_in(
        self, points: Points, facing: int, likely: UsualOutline | None = None
    ) -> Filled | None:
        """Return an outline with its hidden points filled in; ``None`` if too many are hidden.

        ``likely`` is how this person's outline is shaped, if known.
        """
        if np.isfinite(points).sum() < MIN_KNOWN:
            return None
        return filled(points, facing, likely or self.usual)

    def likely_in_a_bow(self, straight: Filled, facing: int) -> UsualOutline:
        """Return the likely outline of a person in a bow, from their own straight one."""
        own, _ = shapes_of(straight.points, facing)
        change = self.usual_change
        return UsualOutline(own + change.shapes, change.spread, change.rest)

    def turns_of(self, whole: Filled, facing: int) -> OutlineTurns:
        """Return how an outline without gaps turns, with the error that filled points add."""
        bend, skew, wave = (_last_turn(fit @ whole.points, facing) for fit in _FITS)
        return OutlineTurns(
            self.bend_per_turn * bend, skew, wave, unsure_deg=self.unsure_deg(whole)
        )

    def unsure_deg(self, whole: Filled) -> float:
        """Return the error that hidden points add to the bend of an outline, a standard deviation.

        It covers the parabola's bend alone. Skew and wave add little to it, except when an end of a
        strongly skewed or turned-away back is hidden: then up to twice as much.
        """
        bend = _FITS[0][-1]
        turn = math.degrees(6.0 * math.sqrt(max(bend @ whole.spread @ bend, 0.0)))
        return self.more_unsure * self.bend_per_turn * turn

    def away_added_deg(self, skew_deg: float, wave_deg: float, away: float) -> float:
        """Return how much larger the bend of an outline is because the person is turned away.

        ``skew_deg`` and ``wave_deg`` count from the person's straight back and may be unknown
        (NaN); ``away`` is the :func:`away_share` beyond the straight outline's. If it is negative,
        as in a side-on bow after an oblique straight back, the result is negative too.
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

        ``bend_deg``, ``skew_deg`` and ``wave_deg`` are the differences between both outlines in
        :meth:`outline_turns`; skew and wave may be NaN. ``away`` is the :func:`away_share` beyond
        the straight outline's. A bend in one part alone bends the best parabola less than the back,
        and skews the outline instead.
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

    ``turn_deg`` is - for a person turned away from the camera, ``lean_deg`` is the trunk's, 0
    upright; if either is NaN, the share is 0.
    """
    if math.isnan(turn_deg) or math.isnan(lean_deg):
        return 0.0
    return float(
        np.interp(-turn_deg, AWAY_DEG, (0.0, 1.0)) * np.interp(lean_deg, BOWING_DEG, (0.0, 1.0))
    )


def _last_turn(terms: Points, facing: int) -> float:
    """Return the degrees by which a line's last term turns it, from end to end.

    The second Legendre polynomial's slope grows by 6 from one end to the other, and only the part
    across the line counts. Later terms are in the same scale.
    """
    along, last = complex(terms[1]), complex(terms[-1])
    if not abs(along) > MIN_PX:
        return math.nan
    return facing * math.degrees(6.0 * (last / along).imag)
