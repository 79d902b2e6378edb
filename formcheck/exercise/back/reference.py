"""The references that the outline of a back is compared with, and their errors.

Bodies differ more than fifty degrees of bending changes an outline, so the same person's own
outline is the best reference. Each reference has an error, measured on people; the one with the
smallest error for a bend decides, and a worse one never displaces it. The outline usual for people
is always available. Only a person's own straight back, shown when asked or standing relaxed, is
sure enough to call a back good.

Anything that stands off the body alike standing and bowed is clothing, and counts beside the own
outline; if it stands off in one alone, it counts in neither
(:mod:`formcheck.exercise.back.stretch`).

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
"""For a person who stands relaxed, arms hanging, hands empty. It is 6 on rendered people, who do
not shift their weight or slouch. The flat squats of six real ones read 15 ± 12 beside it, of which
7 is how differently far people bend [S18]."""

STRAIGHTEST_ERROR_DEG = 13.0
"""It is 4 on rendered people whose straightest rep is bent by 10 at most. Real people round it
more: flat lifts of one person differ by 5, and by 9 more in how far they bend at the straightest.
"""

PASSING_ERROR_DEG = 22.0
"""For a person who stands with a weight, or with the arms not hanging: real lifters read 20 to 26
off (one standard deviation, by clip), because most arch a loaded lockout by 31 to 48 degrees and
others do not (docs/back.md)."""

ROUND_ERROR_DEG = 9.0
"""The population's error for readings of 40 degrees or more: no straight back has so round an
outline. It applies from 45 degrees on (team choice)."""

_POPULATION_ERRORS = (30.0, 45.0), (POPULATION_ERROR_DEG, ROUND_ERROR_DEG)
"""Bends and their errors; between them the error falls. Measured, it is 16 for readings of 30 to 40
and 11 for 40 to 50."""

POPULATION_BEND_DEG = -20.0
"""Bend of a straight back's outline: -21 standing, -17 bowed, the mean of fourteen rendered builds.
It is hollow because seat and shoulders stand out."""

ROUND_DEG = POPULATION_BEND_DEG + 41.0
"""An own outline rounder than this may show a slouch: of rendered people who stand straight 2 % are
so round, in loose shirts one in eight. It still finds rounding, but calls nothing good."""

MIN_MOMENTS, MAX_MOMENTS = 2, 9
"""Standing moments needed, so that no single one decides, and kept: later ones of a long set show a
tired back (team choice)."""

AGREEING_REPS = 2
"""A reference follows straighter reps only after this many: one may be misread."""


@dataclass(frozen=True, slots=True)
class ReferenceInfo:
    """What is known of one kind of reference.

    A ``rough`` one shows rounding at most; ``words`` follow "compared with".
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
    """The outline to compare with: by default the one usual for people.

    ``slouched`` means that the outline was too round for a straight back before it moved towards
    straighter reps, and that those were too much straighter to say how straight it is. ``stretch``
    holds the places that count beside the own outline, ``likely`` the outline to expect in a bow;
    None for the one usual for people, beside which all points on the body count. ``model`` reads
    the bends.
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
        """Whether its best verdict is that no rounding was seen."""
        return REFERENCES[self.kind].rough or self._is_round

    @property
    def words(self) -> str:
        """The reference in words to the person, to follow "compared with"."""
        words = REFERENCES[self.kind].words
        return f"{words}, which was round itself" if self._is_round else words

    @property
    def _is_round(self) -> bool:
        own = self.kind is not ReferenceKind.POPULATION
        return own and (self.slouched or self.bend_deg > ROUND_DEG)

    def turns_of(self, seen: SeenOutline) -> OutlineTurns:
        """Return how an outline turns in the places that count beside this reference."""
        if self.likely is None:
            return seen
        return turns_within(self.stretch, seen, self.likely, self.model)

    def bent_deg(self, turns: OutlineTurns) -> float:
        """Return the bend of a back from how its outline turns; NaN if the bend is unknown."""
        return self.model.bent_deg(
            turns.bend_deg - self.bend_deg,
            turns.skew_deg - self.skew_deg,
            turns.wave_deg - self.wave_deg,
            turns.away - self.away,
        )

    def error_deg(self, bend_deg: float, unsure_deg: float = 0.0) -> float:
        """Return the error of a bend counted from this reference.

        ``unsure_deg`` is the error that hidden points add, one standard deviation.
        """
        error = REFERENCES[self.kind].error_deg
        if self.kind is ReferenceKind.POPULATION:
            error = float(np.interp(bend_deg, *_POPULATION_ERRORS))
        return math.hypot(error, unsure_deg)


class OwnBack:
    """Collects the outlines of one person's back in a set, and makes references from them.

    Note each outline when it happens. A rep is never compared with itself: :meth:`references`
    leaves it out.
    """

    def __init__(self, model: BackModel = FITTED) -> None:
        self._model = model
        self.forget()

    def forget(self) -> None:
        """Forget all outlines, because another person follows."""
        self._arms_forward: Outline | None = None
        self._relaxed: list[Outline] = []
        self._passing: list[Outline] = []
        self._reps: list[Outline] = []
        self._best: BackReference | None = None

    @property
    def best(self) -> BackReference:
        """The surest reference known by now, for what follows."""
        if self._best is None:
            self._best = min(self.references(), key=lambda each: each.error_deg(0.0))
        return self._best

    def held_arms_forward(self, outline: Outline) -> None:
        """Note the outline of the person standing with the arms forward; the first one counts."""
        if self._arms_forward is None:
            self._arms_forward, self._best = outline, None

    def stood(self, outline: Outline, *, relaxed: bool) -> None:
        """Note the outline of one moment of standing upright.

        ``relaxed`` means that the arms hung, with nothing in the hands.
        """
        moments = self._relaxed if relaxed else self._passing
        if len(moments) < MAX_MOMENTS:
            moments.append(outline)
            self._best = None

    def bent(self, outline: Outline) -> None:
        """Note the outline at the extreme of a rep or hold that has been judged."""
        self._reps.append(outline)
        self._best = None

    def references(self, rep: Outline | None = None) -> tuple[BackReference, ...]:
        """Return all references for a rep; ``rep`` is its own outline, if known."""
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

        Straighter bows show that the person stood slouched. The reference never moves the other
        way: rounded reps must not become their own reference.
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

        None unless it is straighter than usual: a rounder one would excuse a person who rounds
        every rep.
        """
        own_bend = partial(_own_bend, model=self._model)
        agreeing = sorted((rep for rep in reps if rep.clear), key=own_bend)[:AGREEING_REPS]
        if len(agreeing) < AGREEING_REPS or own_bend(agreeing[-1]) >= POPULATION_BEND_DEG:
            return None
        return agreeing[-1]


def _reached_round(arms_forward: Outline, standing: Outline | None) -> bool:
    """Whether the back is rounder with the arms forward than standing, by more than both errors.

    Then reaching forward rounded the back, and every rounded rep would pass beside it.
    """
    if standing is None or not (arms_forward.clear and standing.clear):
        return False
    errors = (
        math.hypot(ARMS_FORWARD_ERROR_DEG, arms_forward.unsure_deg),
        math.hypot(STANDING_ERROR_DEG, standing.unsure_deg),
    )
    return arms_forward.bend_deg - standing.bend_deg > sum(errors)


def _own_bend(rep: Outline, model: BackModel, straight: Outline | None = None) -> float:
    """Return the bend of a rep's outline, less what turning away adds to it.

    Skew and wave enter if those of the person's ``straight`` back are known.
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
    """Return the middle one of some outlines (of two, the straighter), with median skew and wave.

    None if there are so few that a single one would decide.
    """
    if len(outlines) < MIN_MOMENTS:
        return None
    middle = sorted(outlines, key=lambda each: each.bend_deg)[(len(outlines) - 1) // 2]
    skews, waves = ([getattr(each, name) for each in outlines] for name in ("skew_deg", "wave_deg"))
    return replace(middle, skew_deg=_median(skews), wave_deg=_median(waves))


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return statistics.median(known) if known else math.nan
