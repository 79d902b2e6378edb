"""What the outline of a back is compared with, and how far that can be relied on.

Bodies differ more than fifty degrees of bending changes an outline, so a back is compared with
the same person's own, from the surest source there is: standing with the arms forward, other
standing moments, the straightest of the reps before. Without any of them there is only what is
usual for people. Each has an error of its own, which a limit must be exceeded by; the last two
are too rough to call a back good.

Outlines here are in degrees of bend, up to an offset that is the person's own; more is rounder.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from formcheck.exercise.back import OutlineTurns, away_added_deg, bent_deg
from formcheck.pose.landmarks import FloatArray

__all__ = [
    "ARMS_FORWARD_ERROR_DEG",
    "POPULATION_BEND_DEG",
    "POPULATION_ERROR_DEG",
    "REFERENCES",
    "ROUND_DEG",
    "ROUND_ERROR_DEG",
    "BackReference",
    "Outline",
    "OwnBack",
    "ReferenceInfo",
    "ReferenceKind",
]

ARMS_FORWARD_ERROR_DEG = 5.0
"""Expected error of a bend: on rendered people side-on 5 for straight backs and 3.5 to 5.6 for bent
ones by where they bend, obliquely 5 to 8 and 4 to 7 (docs/back.md); real ones are not as tidy.
It holds where standing looks much rounder as well, by more than both errors: straight backs of
seven such sessions were then read 3 degrees too round from it."""

STANDING_ERROR_DEG = 7.0
"""As much on rendered people, who do not shift their weight or slouch; one more for those who do
(team choice)."""

STRAIGHTEST_ERROR_DEG = 9.0
"""4.0 on rendered people whose straightest rep is bent by 10 at most; that of others may be bent
more, so almost twice that of the surest (team choice)."""

POPULATION_ERROR_DEG = 15.0
"""Bodies differ by so much: of rendered people read as bent by up to 30 degrees the reading is off
by 14 to 18 (one standard deviation)."""

ROUND_ERROR_DEG = 9.0
"""As much where the reading is 40 degrees or more: so round an outline no body has by itself. It
holds from 45 degrees on (team choice)."""

_POPULATION_ERRORS = (30.0, 45.0), (POPULATION_ERROR_DEG, ROUND_ERROR_DEG)
"""Between, it falls; of those read as bent by 30 to 40 it is 16, of those by 40 to 50 11."""

POPULATION_BEND_DEG = -20.0
"""The outline of a straight back: -21 standing, -17 bowed, as the mean of fourteen rendered builds.
It is hollow, because seat and shoulders stand out."""

ROUND_DEG = POPULATION_BEND_DEG + 41.0
"""An own outline that is rounder may be that of somebody who slouched: of rendered people who stand
straight 2 % are so round, in loose shirts one in eight. Rounding is still found with it; nothing is
called good."""

LEAST_MOMENTS, MOST_MOMENTS = 2, 9
"""Standing moments needed, so that no single one decides, and kept: the later ones of a long set
are those of a tired back (team choice)."""

AGREEING_REPS = 2
"""So many reps must have been straighter before a reference follows them: one may be misread."""


class ReferenceKind(StrEnum):
    """Where a reference is from, the surest first."""

    ARMS_FORWARD = "arms_forward"
    STANDING = "standing"
    STRAIGHTEST = "straightest"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class ReferenceInfo:
    """What is known of one kind of reference.

    A ``rough`` one shows rounding at most; ``words`` go on after "compared with".
    """

    error_deg: float
    rough: bool
    words: str


REFERENCES: Mapping[ReferenceKind, ReferenceInfo] = {
    ReferenceKind.ARMS_FORWARD: ReferenceInfo(
        ARMS_FORWARD_ERROR_DEG, rough=False, words="your own, standing with the arms forward"
    ),
    ReferenceKind.STANDING: ReferenceInfo(
        STANDING_ERROR_DEG, rough=False, words="your own, standing"
    ),
    ReferenceKind.STRAIGHTEST: ReferenceInfo(
        STRAIGHTEST_ERROR_DEG, rough=True, words="your own straightest until then"
    ),
    ReferenceKind.POPULATION: ReferenceInfo(
        POPULATION_ERROR_DEG, rough=True, words="what is usual for people"
    ),
}


@dataclass(frozen=True, slots=True)
class Outline(OutlineTurns):
    """An outline as it was seen: how it turns, and its shape where known.

    ``shape_deg`` is that of :func:`formcheck.exercise.back_shape.shape_deg`.
    """

    shape_deg: FloatArray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BackReference:
    """The outline to compare with; without any of the person's own, what is usual for people.

    ``slouched`` tells that it was too round to be that of a straight back before it was moved
    towards straighter reps, which were too much straighter to say how straight it is.
    """

    bend_deg: float = POPULATION_BEND_DEG
    kind: ReferenceKind = ReferenceKind.POPULATION
    skew_deg: float = math.nan
    wave_deg: float = math.nan
    shape_deg: FloatArray | None = field(default=None, compare=False, repr=False)
    away: float = 0.0
    unsure_deg: float = 0.0
    slouched: bool = False

    @property
    def rough(self) -> bool:
        """Whether the best that can be said with it is that no rounding was seen."""
        return REFERENCES[self.kind].rough or self._is_round

    @property
    def unasked(self) -> bool:
        """Whether it is of standing that nobody asked for, in which the back may be arched.

        What is flat by itself is then no fault, however hollow the person stood.
        """
        return self.kind is ReferenceKind.STANDING

    @property
    def words(self) -> str:
        """What the back is compared with, in words to the person."""
        words = REFERENCES[self.kind].words
        return f"{words}, which was round itself" if self._is_round else words

    @property
    def _is_round(self) -> bool:
        return self.slouched or self.bend_deg > ROUND_DEG

    def bent_deg(self, seen: OutlineTurns) -> float:
        """Return how far a back is bent whose outline turns so; NaN where its bend is unknown."""
        return bent_deg(
            seen.bend_deg - self.bend_deg,
            seen.skew_deg - self.skew_deg,
            seen.wave_deg - self.wave_deg,
            seen.away - self.away,
        )

    def error_deg(self, bend_deg: float) -> float:
        """Return what a bend read with it may be off by, for what was hidden of it as well."""
        error = REFERENCES[self.kind].error_deg
        if self.kind is ReferenceKind.POPULATION:
            error = float(np.interp(bend_deg, *_POPULATION_ERRORS))
        return math.hypot(error, self.unsure_deg)


class OwnBack:
    """What becomes known of one person's back in one set, and the best there is to compare with.

    Everything is told when it happened, so a rep that asks for :attr:`best` before it is told
    itself is never compared with itself, nor with a later one.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, with another person."""
        self._arms_forward: Outline | None = None
        self._standing: list[Outline] = []
        self._reps: list[Outline] = []
        self._best: BackReference | None = None

    @property
    def best(self) -> BackReference:
        """The surest reference there is by now."""
        if self._best is None:
            self._best = self._surest()
        return self._best

    def held_arms_forward(self, outline: Outline) -> None:
        """Note the outline of the person standing with the arms forward; the first one counts."""
        if self._arms_forward is None:
            self._arms_forward, self._best = outline, None

    def stood(self, outline: Outline) -> None:
        """Note the outline of one moment of standing upright, as it came."""
        if len(self._standing) < MOST_MOMENTS:
            self._standing.append(outline)
            self._best = None

    def bent(self, outline: Outline) -> None:
        """Note the outline of one rep or hold where it is furthest, once that has been judged."""
        self._reps.append(outline)
        self._best = None

    def _surest(self) -> BackReference:
        seen_standing = len(self._standing) >= LEAST_MOMENTS
        standing = _middle(self._standing) if seen_standing else None
        arms_forward = self._arms_forward
        if arms_forward is not None and not _reached_round(arms_forward, standing):
            return self._refined(arms_forward, ReferenceKind.ARMS_FORWARD)
        if standing is not None:
            return self._refined(standing, ReferenceKind.STANDING)
        return self._straightest() or BackReference()

    def _refined(self, own: Outline, kind: ReferenceKind) -> BackReference:
        """Return a reference moved towards straighter reps, by no more than its error.

        Somebody who stands slouched shows it by bowing straighter. Never the other way: rounded
        reps must not become what they are compared with.
        """
        reference = _reference(own, kind)
        if len(self._reps) < AGREEING_REPS:
            return reference
        agreed = sorted(_own_bend(rep, own) for rep in self._reps)[AGREEING_REPS - 1]
        least = own.bend_deg - REFERENCES[kind].error_deg
        return replace(
            reference,
            bend_deg=min(own.bend_deg, max(agreed, least)),
            slouched=own.bend_deg > ROUND_DEG and agreed < least,
        )

    def _straightest(self) -> BackReference | None:
        """Return the straightest rep; none where what is usual for people tells more.

        A set of which every rep is rounded would otherwise pass, each compared with the other.
        """
        if not self._reps:
            return None
        rep, anybody = min(self._reps, key=_own_bend), BackReference()
        # Large bends count here, of which people in general tell more than of small ones.
        rounder = anybody.bent_deg(rep) + STRAIGHTEST_ERROR_DEG > ROUND_ERROR_DEG
        return None if rounder else _reference(rep, ReferenceKind.STRAIGHTEST)


def _reached_round(arms_forward: Outline, standing: Outline | None) -> bool:
    """Whether somebody is rounder with the arms forward than standing, by more than both errors.

    Then the back was rounded in reaching forward, and every rounded rep would pass beside it.
    """
    if standing is None:
        return False
    errors = (
        _reference(arms_forward, ReferenceKind.ARMS_FORWARD).error_deg(0.0),
        _reference(standing, ReferenceKind.STANDING).error_deg(0.0),
    )
    return arms_forward.bend_deg - standing.bend_deg > sum(errors)


def _bend(outline: Outline) -> float:
    return outline.bend_deg


def _own_bend(rep: Outline, straight: Outline | None = None) -> float:
    """Return the bend of a rep's outline, less what being seen turned away adds to it.

    By its skew and wave, where those of the person's ``straight`` back are known.
    """
    like = straight or Outline()
    skew, wave = rep.skew_deg - like.skew_deg, rep.wave_deg - like.wave_deg
    return rep.bend_deg - away_added_deg(skew, wave, rep.away - like.away)


def _reference(own: Outline, kind: ReferenceKind) -> BackReference:
    return BackReference(
        bend_deg=own.bend_deg,
        kind=kind,
        skew_deg=own.skew_deg,
        wave_deg=own.wave_deg,
        shape_deg=own.shape_deg,
        away=own.away,
        unsure_deg=own.unsure_deg,
    )


def _middle(outlines: Sequence[Outline]) -> Outline:
    """Return the middle one of some outlines, between two the straighter, with the middle skew."""
    middle = sorted(outlines, key=_bend)[(len(outlines) - 1) // 2]
    skews, waves = ([getattr(each, name) for each in outlines] for name in ("skew_deg", "wave_deg"))
    return replace(middle, skew_deg=_median(skews), wave_deg=_median(waves))


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return statistics.median(known) if known else math.nan
