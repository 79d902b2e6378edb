"""The gauge of the back: from a pose to how far the back is bent, with its evidence.

Only this folder knows what is special about backs: the reference for an outline, its hidden points,
how turning away and clothing change it, and how a bend moves the shoulder that the pose model sees.
To the rest of the engine the bend is a sample like any other.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.exercise.back.bend import FITTED, MIN_TRUST, ROUGH_DEG, BackModel, away_share
from formcheck.exercise.back.reference import BackReference, OwnBack
from formcheck.exercise.back.stretch import Outline, SeenOutline, middle_outline, part_words
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import ComparedWith, ReferenceKind, Verdict
from formcheck.exercise.results.sample import Sample
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Pose
from formcheck.landmarks.yaw import lean_of

__all__ = ["HIDDEN", "NOT_OWN", "TOO_ROUGH", "BackGauge", "bend_sample"]

HIDDEN: Final = Reason(ReasonKind.BACK_HIDDEN)
"""The back is seen, but too little of it to measure its bend."""

NOT_OWN: Final = Reason(ReasonKind.NOT_YET_SEEN_STANDING)
"""Up to now, the back can be compared only with what is usual for people."""

TOO_ROUGH: Final = Reason(ReasonKind.STRAIGHT_BACK_UNKNOWN)
"""The reference of the back can show rounding at most."""

_ROUGHLY = frozenset({NOT_OWN.kind, TOO_ROUGH.kind})


class BackGauge:
    """Measures how far one person's back is bent, against the references a set makes known.

    Parameters
    ----------
    model
        The fitted numbers that read an outline.

    Attributes
    ----------
    reference
        Bends count from it until the next call of :meth:`settle`.
    """

    measure: Final = Measure.BACK_CURV
    """The measure of the bend."""

    def __init__(self, model: BackModel = FITTED) -> None:
        self.model = model
        self._own = OwnBack(model)
        self.reference = self._own.best
        self._last: tuple[Pose, Framing, SeenOutline] | None = None

    # --- Seeing -----------------------------------------------------------------------------------

    def observe(self, pose: Pose, framing: Framing) -> SeenOutline:
        """Return the outline of the back in one pose; its turns are NaN if it is not trusted."""
        if self._last is not None and self._last[0] is pose and self._last[1] is framing:
            return self._last[2]
        line, facing = pose.back_line, pose.facing
        turns = self.model.outline_turns(line, facing)
        seen = SeenOutline(
            turns.bend_deg,
            turns.skew_deg,
            turns.wave_deg,
            away_share(framing.turn_deg, lean_of(pose)),
            turns.unsure_deg,
            points_px=line.points_px,
            stands_off=line.stands_off,
            facing=facing,
            trust=line.trust,
            doubt=line.doubt,
        )
        self._last = pose, framing, seen
        return seen

    def middle(self, seen: Sequence[SeenOutline]) -> Outline | None:
        """Return the middle of some outlines; None if too few of them can be trusted."""
        return middle_outline(seen, self.model)

    # --- Learning ---------------------------------------------------------------------------------

    @property
    def best(self) -> BackReference:
        """The surest reference known by now."""
        return self._own.best

    def settle(self) -> None:
        """Count bends from the surest known reference; call this between movements only."""
        self.reference = self._own.best

    def forget(self) -> None:
        """Forget this person, because another one follows."""
        self._own.forget()
        self.settle()

    def held_arms_forward(self, outline: Outline) -> None:
        """Note the outline of the person standing with the arms forward; the first one counts."""
        self._own.held_arms_forward(outline)

    def stood(self, outline: Outline, *, relaxed: bool) -> None:
        """Note the outline of a moment of standing; ``relaxed`` if the arms hung empty."""
        self._own.stood(outline, relaxed=relaxed)

    def learn(self, rep: Outline) -> None:
        """Note the outline at the extreme of a rep or hold that has been judged."""
        self._own.bent(rep)

    # --- Sampling ---------------------------------------------------------------------------------

    def sample(self, seen: SeenOutline, reference: BackReference | None = None) -> Sample:
        """Return how far a back is bent, counted from ``reference``, by default the present one.

        The sample is not seen if the outline is not trusted or too much of what counts is hidden.
        """
        if seen.trust < MIN_TRUST:
            return Sample(reason=_reason_of(seen.doubt))
        reference = self.reference if reference is None else reference
        turns = reference.turns_of(seen)
        return bend_sample(reference, reference.bent_deg(turns), turns.unsure_deg)

    def lean_added_deg(self, bend: Sample, per_bend: float) -> float:
        """Return the degrees of trunk lean that the pose model adds because the back is bent.

        The model takes a bent back for a leaning one, by ``per_bend`` degrees per degree of bend.
        With a rough reference only the bend beyond its error counts; 0 if the bend is unknown.
        """
        if not bend.seen:
            return 0.0
        rough = bend.reason is not None and bend.reason.kind in _ROUGHLY
        unsure = bend.error if rough else 0.0
        return per_bend * max(bend.value - unsure, 0.0)

    def surest(self, seen: Sequence[SeenOutline], rep: Outline | None) -> BackReference:
        """Return the reference with the smallest error for the outlines of a rep.

        ``rep`` is the middle of these outlines; it is left out, so that a rep is never compared
        with itself. The population's smaller error for large bends serves to find faults; it does
        not displace the person's own straight back.
        """
        references = self._own.references(rep)
        least = min(references, key=lambda each: _typical_error(each, seen, bend_deg=0.0))
        if not least.rough:
            return least
        return min(
            (each for each in references if each.rough),
            key=lambda each: _typical_error(each, seen),
        )

    def compared(
        self, reference: BackReference, seen: Sequence[SeenOutline], error_deg: float
    ) -> ComparedWith:
        """Return the reference of some outlines and its error, for the report."""
        shown = [reference.stretch.body(each) for each in seen]
        part = part_words(np.mean(shown, axis=0)) if shown else ""
        return ComparedWith(
            kind=reference.kind, error_deg=error_deg, words=reference.words, part=part
        )


def bend_sample(reference: BackReference, bend_deg: float, gap_error: float = 0.0) -> Sample:
    """Return a bend counted from a reference as a sample.

    With a rough reference, or with much hidden, the best verdict is that no rounding was seen.
    ``gap_error`` is the error that hidden parts add, one standard deviation.
    """
    info = MEASURES[BackGauge.measure]
    if not info.low <= bend_deg <= info.high:
        return Sample(reason=HIDDEN)
    reason = None
    if reference.rough:
        own = reference.kind is not ReferenceKind.POPULATION
        reason = TOO_ROUGH if own else NOT_OWN
    elif gap_error > ROUGH_DEG:
        reason = HIDDEN
    return Sample(
        value=bend_deg,
        error=reference.error_deg(bend_deg),
        reason=reason,
        ceiling=Verdict.NO_ROUNDING_SEEN if reason is not None else None,
        gap_error=gap_error,
    )


def _reason_of(doubt: Doubt | None) -> Reason:
    return HIDDEN if doubt is None else Reason(ReasonKind(doubt.value))


def _typical_error(
    reference: BackReference, outlines: Sequence[SeenOutline], bend_deg: float | None = None
) -> float:
    """Return the typical error of a bend in some outlines, counted from a reference.

    The error is that of a bend of ``bend_deg``, by default the bend that the outlines show.
    """
    read = [reference.turns_of(each) for each in outlines]
    seen = [turns for turns in read if math.isfinite(turns.bend_deg)]
    if not seen:
        return reference.error_deg(0.0)
    if bend_deg is None:
        bend_deg = float(np.median([reference.bent_deg(turns) for turns in seen]))
    return reference.error_deg(bend_deg, float(np.median([turns.unsure_deg for turns in seen])))
