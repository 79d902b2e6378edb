"""What the outline of a back is compared with, and how far that can be relied on.

Bodies differ more than fifty degrees of bending changes an outline, so a back is best compared with
the same person's own. Each reference has an error of its own, measured on people; of those that
there are, the one with the smallest error for a bend decides, and a worse one never displaces it.
People in general are always there. Only what a person showed straight, when asked or standing
relaxed, is sure enough to call a back good.

What stands off the body in the same way standing and bowed is clothing and counts against the own
outline; what does so in one alone counts in neither (:mod:`formcheck.exercise.back.stretch`).

Outlines here are in degrees of bend, up to an offset that is the person's own; more is rounder.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from formcheck.exercise.back.bend import FITTED, BackModel, OutlineTurns
from formcheck.exercise.back.gaps import UsualOutline
from formcheck.exercise.back.stretch import (
    EVERYTHING,
    Outline,
    SeenOutline,
    Stretch,
    straight_outline,
    stretch_of,
    turns_within,
)
from formcheck.exercise.measure.registry import ARMS_FORWARD_ERROR_DEG, POPULATION_ERROR_DEG
from formcheck.exercise.results.report import ReferenceKind
from formcheck.landmarks.pose import FloatArray

__all__ = [
    "POPULATION_BEND_DEG",
    "REFERENCES",
    "ROUND_DEG",
    "ROUND_ERROR_DEG",
    "BackReference",
    "OwnBack",
    "ReferenceInfo",
]

STANDING_ERROR_DEG = 10.0
"""6 on rendered people, who do not shift their weight or slouch. The flat squats of six real ones
read 15 ± 12 beside it, of which 7 is how differently far people bend [S18]. Of somebody who stands
relaxed, the arms hanging, with nothing in their hands."""

STRAIGHTEST_ERROR_DEG = 13.0
"""4 on rendered people whose straightest rep is bent by 10 at most. Real ones round it more: flat
lifts of one person differ by 5, and by 9 more in how far they are bent at the straightest."""

PASSING_ERROR_DEG = 22.0
"""Seen standing with a weight, or with the arms not hanging: real lifters read 20 to 26 off (one
standard deviation, by clip), for a loaded lockout is arched by 31 to 48 degrees in most and not in
others (docs/back.md)."""

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

MIN_MOMENTS, MAX_MOMENTS = 2, 9
"""Standing moments needed, so that no single one decides, and kept: the later ones of a long set
are those of a tired back (team choice)."""

AGREEING_REPS = 2
"""So many reps must have been straighter before a reference follows them: one may be misread."""


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
        STANDING_ERROR_DEG, rough=False, words="your own, standing relaxed"
    ),
    ReferenceKind.STRAIGHTEST: ReferenceInfo(
        STRAIGHTEST_ERROR_DEG, rough=True, words="your own straightest"
    ),
    ReferenceKind.PASSING: ReferenceInfo(
        PASSING_ERROR_DEG, rough=True, words="your own, standing in passing"
    ),
    ReferenceKind.POPULATION: ReferenceInfo(
        POPULATION_ERROR_DEG, rough=True, words="what is usual for people"
    ),
}


@dataclass(frozen=True, slots=True)
class BackReference:
    """The outline to compare with; without any of the person's own, what is usual for people.

    ``slouched`` tells that it was too round to be that of a straight back before it was moved
    towards straighter reps, which were too much straighter to say how straight it is. ``stretch``
    is what of an outline counts beside the own one, ``likely`` how it is then likely to be in a
    bow; None of people in general, beside whom all that is on the body itself counts. ``model``
    reads the bends.
    """

    bend_deg: float = POPULATION_BEND_DEG
    kind: ReferenceKind = ReferenceKind.POPULATION
    skew_deg: float = math.nan
    wave_deg: float = math.nan
    away: float = 0.0
    slouched: bool = False
    shape_deg: FloatArray | None = field(default=None, compare=False, repr=False)
    stretch: Stretch = field(default=EVERYTHING, compare=False, repr=False)
    likely: UsualOutline | None = field(default=None, compare=False, repr=False)
    model: BackModel = field(default=FITTED, compare=False, repr=False)

    @property
    def rough(self) -> bool:
        """Whether the best that can be said with it is that no rounding was seen."""
        return REFERENCES[self.kind].rough or self._is_round

    @property
    def words(self) -> str:
        """What the back is compared with, in words to the person."""
        words = REFERENCES[self.kind].words
        return f"{words}, which was round itself" if self._is_round else words

    @property
    def _is_round(self) -> bool:
        own = self.kind is not ReferenceKind.POPULATION
        return own and (self.slouched or self.bend_deg > ROUND_DEG)

    def turns_of(self, seen: SeenOutline) -> OutlineTurns:
        """Return how what counts of an outline turns, beside this reference."""
        if self.likely is None:
            return seen
        return turns_within(self.stretch, seen, self.likely, self.model)

    def bent_deg(self, turns: OutlineTurns) -> float:
        """Return how far a back is bent whose outline turns so; NaN where its bend is unknown."""
        return self.model.bent_deg(
            turns.bend_deg - self.bend_deg,
            turns.skew_deg - self.skew_deg,
            turns.wave_deg - self.wave_deg,
            turns.away - self.away,
        )

    def error_deg(self, bend_deg: float, unsure_deg: float = 0.0) -> float:
        """Return what a bend read with it may be off by.

        ``unsure_deg`` is what what was hidden adds, one standard deviation.
        """
        error = REFERENCES[self.kind].error_deg
        if self.kind is ReferenceKind.POPULATION:
            error = float(np.interp(bend_deg, *_POPULATION_ERRORS))
        return math.hypot(error, unsure_deg)


class OwnBack:
    """What becomes known of one person's back in one set, and what it can be compared with.

    Everything is told when it happened. A rep is never compared with itself: :meth:`references`
    leaves it out.
    """

    def __init__(self, model: BackModel = FITTED) -> None:
        self._model = model
        self.forget()

    def forget(self) -> None:
        """Begin anew, with another person."""
        self._arms_forward: Outline | None = None
        self._relaxed: list[Outline] = []
        self._passing: list[Outline] = []
        self._reps: list[Outline] = []
        self._best: BackReference | None = None

    @property
    def best(self) -> BackReference:
        """The surest reference there is by now, for what goes on."""
        if self._best is None:
            self._best = min(self.references(), key=lambda each: each.error_deg(0.0))
        return self._best

    def held_arms_forward(self, outline: Outline) -> None:
        """Note the outline of the person standing with the arms forward; the first one counts."""
        if self._arms_forward is None:
            self._arms_forward, self._best = outline, None

    def stood(self, outline: Outline, *, relaxed: bool) -> None:
        """Note the outline of one moment of standing upright, as it came.

        ``relaxed`` tells that the arms hung, with nothing in the hands.
        """
        moments = self._relaxed if relaxed else self._passing
        if len(moments) < MAX_MOMENTS:
            moments.append(outline)
            self._best = None

    def bent(self, outline: Outline) -> None:
        """Note the outline of one rep or hold where it is furthest, once that has been judged."""
        self._reps.append(outline)
        self._best = None

    def references(self, rep: Outline | None = None) -> tuple[BackReference, ...]:
        """Return all that a rep can be compared with; ``rep`` is its own outline, where known."""
        others = [each for each in self._reps if each is not rep]
        bows = others if rep is None else [*others, rep]
        found = [BackReference(model=self._model)]
        standing = _middle(self._relaxed)
        asked = self._arms_forward
        if asked is not None and not _reached_round(asked, standing):
            found.append(self._refined(asked, ReferenceKind.ARMS_FORWARD, others, bows))
        if standing is not None:
            found.append(self._refined(standing, ReferenceKind.STANDING, others, bows))
        straightest = self._straightest(others)
        if straightest is not None:
            found.append(_reference(straightest, ReferenceKind.STRAIGHTEST, bows, self._model))
        passing = _middle(self._passing)
        if passing is not None:
            found.append(_reference(passing, ReferenceKind.PASSING, bows, self._model))
        return tuple(found)

    def _refined(
        self, own: Outline, kind: ReferenceKind, reps: Sequence[Outline], bows: Sequence[Outline]
    ) -> BackReference:
        """Return a reference moved towards straighter reps, by no more than its error.

        Somebody who stands slouched shows it by bowing straighter. Never the other way: rounded
        reps must not become what they are compared with.
        """
        reference = _reference(own, kind, bows, self._model)
        bends = [_own_bend(rep, self._model, own) for rep in reps if rep.clear]
        if len(bends) < AGREEING_REPS:
            return reference
        agreed = sorted(bends)[AGREEING_REPS - 1] - own.bend_deg
        least = -REFERENCES[kind].error_deg
        return replace(
            reference,
            bend_deg=reference.bend_deg + min(0.0, max(agreed, least)),
            slouched=reference.bend_deg > ROUND_DEG and agreed < least,
        )

    def _straightest(self, reps: Sequence[Outline]) -> Outline | None:
        """Return the straightest outline on which two reps agree.

        None unless it is straighter than usual: a rounder one would excuse a person whose reps are
        all rounded.
        """
        own_bend = partial(_own_bend, model=self._model)
        agreeing = sorted((rep for rep in reps if rep.clear), key=own_bend)[:AGREEING_REPS]
        if len(agreeing) < AGREEING_REPS or own_bend(agreeing[-1]) >= POPULATION_BEND_DEG:
            return None
        return agreeing[-1]


def _reached_round(arms_forward: Outline, standing: Outline | None) -> bool:
    """Whether somebody is rounder with the arms forward than standing, by more than both errors.

    Then the back was rounded in reaching forward, and every rounded rep would pass beside it.
    """
    if standing is None or not (arms_forward.clear and standing.clear):
        return False
    errors = (
        math.hypot(ARMS_FORWARD_ERROR_DEG, arms_forward.unsure_deg),
        math.hypot(STANDING_ERROR_DEG, standing.unsure_deg),
    )
    return arms_forward.bend_deg - standing.bend_deg > sum(errors)


def _own_bend(rep: Outline, model: BackModel, straight: Outline | None = None) -> float:
    """Return the bend of a rep's outline, less what being seen turned away adds to it.

    By its skew and wave, where those of the person's ``straight`` back are known.
    """
    skew, wave, away = rep.skew_deg, rep.wave_deg, rep.away
    if straight is None:
        return rep.bend_deg - model.away_added_deg(math.nan, math.nan, away)
    skew, wave = skew - straight.skew_deg, wave - straight.wave_deg
    return rep.bend_deg - model.away_added_deg(skew, wave, away - straight.away)


def _reference(
    own: Outline, kind: ReferenceKind, bows: Sequence[Outline], model: BackModel
) -> BackReference:
    stretch = stretch_of(own, bows)
    whole = straight_outline(own, stretch, model)
    turns = own if whole is None or stretch is EVERYTHING else model.turns_of(whole, 1)
    return BackReference(
        bend_deg=turns.bend_deg,
        kind=kind,
        skew_deg=turns.skew_deg,
        wave_deg=turns.wave_deg,
        away=own.away,
        shape_deg=own.shape_deg,
        stretch=stretch,
        likely=None if whole is None else model.likely_in_a_bow(whole, 1),
        model=model,
    )


def _middle(outlines: Sequence[Outline]) -> Outline | None:
    """Return the middle one of some outlines, between two the straighter, with the middle skew.

    None of too few, of which a single one would decide.
    """
    if len(outlines) < MIN_MOMENTS:
        return None
    middle = sorted(outlines, key=lambda each: each.bend_deg)[(len(outlines) - 1) // 2]
    skews, waves = ([getattr(each, name) for each in outlines] for name in ("skew_deg", "wave_deg"))
    return replace(middle, skew_deg=_median(skews), wave_deg=_median(waves))


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return statistics.median(known) if known else math.nan
