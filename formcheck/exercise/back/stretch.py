"""Outlines of one person over time, and the stretch of them that counts when they are compared.

If something stands off the body alike standing and bowed, it is clothing: a hood, a hem, a print
that makes a hole in the mask. Beside the person's own outline it counts as body. If it stands off
in one of them alone, it is a hand, a plate, a fold: there, and where the straight outline was
hidden, neither counts. Everything seen of a person settles this, because single rays come and go.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.bend import (
    FITTED,
    MIN_KNOWN,
    MIN_TRUST,
    ROUGH_DEG,
    BackModel,
    OutlineTurns,
    line_points,
)
from formcheck.exercise.back.gaps import Filled, UsualOutline
from formcheck.exercise.back.shape import shape_deg
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import BACK_POINTS, BackLine, FloatArray

__all__ = [
    "EVERYTHING",
    "REFERENCE_TRUST",
    "Outline",
    "SeenOutline",
    "Stretch",
    "middle_outline",
    "part_words",
    "straight_outline",
    "stretch_of",
    "turns_within",
]

Flags = npt.NDArray[np.bool_]
Points = npt.NDArray[np.complex128]

REFERENCE_TRUST = 0.75
"""A reference outline needs this much trust, more than a judged one: its error is in every bend. Of
rendered people seen obliquely, those with less trust in their standing outline were read wrong by 7
to 48 degrees."""

MOSTLY = 0.5
"""A place stands off, or is hidden, if it does so in more than this share of the frames."""

CLOTHING = 0.3
"""Clothing stands off by less than this, in half lengths of the outline: 8 cm of a 50 cm back, as
the hoods of real people do (4 to 7 cm). A plate or a rucksack stands off further (team choice)."""

ALIKE = 0.12
"""Clothing stands off as far standing as bowed, within this: 3 cm, what a hood slips (team
choice)."""

DRAWN_PX = 100.0
"""Half length of a redrawn outline, in pixels: any size will do."""

_AT: FloatArray = np.linspace(-1.0, 1.0, BACK_POINTS)
_LINE = np.column_stack((np.ones(BACK_POINTS), _AT))

_NOTHING: FloatArray = np.full((BACK_POINTS, 2), np.nan)
_NOTHING.flags.writeable = False
_NOWHERE: Flags = np.zeros(BACK_POINTS, dtype=bool)
_NOWHERE.flags.writeable = False
_EVERYWHERE: Flags = np.ones(BACK_POINTS, dtype=bool)
_EVERYWHERE.flags.writeable = False


@dataclass(frozen=True, slots=True)
class SeenOutline(OutlineTurns):
    """The outline of a back in one frame: how it turns (NaN if not trusted) and its points.

    ``points_px``, ``stands_off``, ``facing``, ``trust`` and ``doubt`` come from the pose.
    """

    points_px: FloatArray = field(default_factory=lambda: _NOTHING, compare=False, repr=False)
    stands_off: Flags = field(default_factory=lambda: _NOWHERE, compare=False, repr=False)
    facing: int = 0
    trust: float = 1.0
    doubt: Doubt | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no point was hidden and nothing stood off."""
        return bool(np.isfinite(self.points_px).all()) and not self.stands_off.any()


@dataclass(frozen=True, slots=True)
class Outline(OutlineTurns):
    """The middle of some frames' outlines: how it turns, and what was seen at each place.

    ``across`` (BACK_POINTS,) is how far points lie across the outline's direction, including what
    stands off, in half lengths and as if the person faced right; NaN where mostly hidden. ``off``
    marks where something mostly stood off, ``proud`` is by how much, in the same unit, 0 elsewhere.
    ``shape_deg`` comes from :func:`formcheck.exercise.back.shape.shape_deg`.
    """

    across: FloatArray | None = field(default=None, compare=False, repr=False)
    off: Flags = field(default_factory=lambda: _NOWHERE, compare=False, repr=False)
    proud: FloatArray | None = field(default=None, compare=False, repr=False)
    shape_deg: FloatArray | None = field(default=None, compare=False, repr=False)

    @property
    def clear(self) -> bool:
        """Whether enough of the body was seen to compare it by its turns alone."""
        return math.isfinite(self.bend_deg) and self.unsure_deg <= ROUGH_DEG


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The places of an outline that are ``counted``, and those that are ``clothing``.

    Both are (BACK_POINTS,). At clothing, points that stand off count as body.
    """

    counted: Flags = field(default_factory=lambda: _EVERYWHERE)
    clothing: Flags = field(default_factory=lambda: _NOWHERE)

    def body(self, seen: SeenOutline) -> Flags:
        """Return the places (BACK_POINTS,) that count and that one frame's outline shows."""
        known = np.isfinite(seen.points_px).all(axis=1)
        shown: Flags = known & self.counted & (~seen.stands_off | self.clothing)
        return shown


EVERYTHING = Stretch()
"""All of an outline counts, but nothing that stands off it."""


# --- From frames to the middle of them ------------------------------------------------------------


def middle_outline(seen: Sequence[SeenOutline], model: BackModel = FITTED) -> Outline | None:
    """Return the middle outline over some frames, to compare others with.

    ``None`` if at least half of the frames lack it or trust it too little.
    """
    known = [
        each for each in seen if math.isfinite(each.bend_deg) and each.trust >= REFERENCE_TRUST
    ]
    if not 2 * len(known) > len(seen):
        return None
    across, off, proud = _profile(known, model)
    shapes = np.array([shape_deg(each.points_px, each.facing) for each in known])
    return Outline(
        bend_deg=statistics.median(each.bend_deg for each in known),
        skew_deg=statistics.median(each.skew_deg for each in known),
        wave_deg=statistics.median(each.wave_deg for each in known),
        away=statistics.median(each.away for each in known),
        unsure_deg=statistics.median(each.unsure_deg for each in known),
        across=across,
        off=off,
        proud=proud,
        shape_deg=_middle(shapes),
    )


def _profile(
    seen: Sequence[SeenOutline], model: BackModel
) -> tuple[FloatArray | None, Flags, FloatArray | None]:
    """Return ``across``, ``off`` and ``proud`` of :class:`Outline`; None without points."""
    drawn = [each for each in seen if np.isfinite(each.points_px).any()]
    if not drawn:
        return None, _NOWHERE, None
    points = np.array([_turned_right(each) for each in drawn])
    stands_off = np.array([each.stands_off for each in drawn])
    hidden = np.isnan(points).mean(axis=0) > MOSTLY
    off = (stands_off.mean(axis=0) > MOSTLY) & ~hidden
    across = np.where(hidden, np.nan, _middle(np.array([_across(each) for each in points])))
    body = model.filled_in(np.where(off, np.nan, _AT + 1j * across), 1)
    proud = np.zeros(BACK_POINTS)
    if body is not None:
        # Outward of the back is left of the way from hip to shoulder, where `across` is smaller.
        proud[off] = (body.points.imag - across)[off]
    return across, off, proud


def _turned_right(seen: SeenOutline) -> Points:
    points = line_points(BackLine(seen.points_px))
    return points if seen.facing >= 0 else -points.conjugate()


def _across(points: Points) -> FloatArray:
    """Return how far points lie across their best-fitting line, in half lengths of it."""
    known = np.isfinite(points)
    if known.sum() < MIN_KNOWN:
        return np.full(BACK_POINTS, np.nan)
    (place, along), *_ = np.linalg.lstsq(_LINE[known], points[known], rcond=None)
    return np.asarray(((points - place) / along).imag)


def _middle(rows: FloatArray) -> FloatArray:
    """Return the median of rows (n, BACK_POINTS) at each place; NaN where all rows are NaN."""
    known = np.isfinite(rows).any(axis=0)
    middle = np.full(BACK_POINTS, np.nan)
    middle[known] = np.nanmedian(rows[:, known], axis=0)
    return middle


# --- What counts beside the person's own outline --------------------------------------------------


def stretch_of(straight: Outline, bows: Sequence[Outline]) -> Stretch:
    """Return the stretch that counts, from a person's straight outline and some bows.

    Everything counts if no bow was seen or the outlines have no points, only turns.
    """
    bows = [bow for bow in bows if bow.across is not None and bow.proud is not None]
    if straight.across is None or straight.proud is None or not bows:
        return EVERYTHING
    off = np.mean([bow.off for bow in bows], axis=0) > MOSTLY
    proud = np.median([bow.proud for bow in bows], axis=0)
    counted, clothing = np.isfinite(straight.across), np.zeros(BACK_POINTS, dtype=bool)
    for run in _runs(straight.off | off):
        if _is_clothing(straight.off[run] & off[run], straight.proud[run], proud[run]):
            clothing[run] = True
        else:
            counted[run] = False
    if counted.all() and not clothing.any():
        return EVERYTHING
    return Stretch(counted, clothing)


def _runs(flags: Flags) -> Iterator[slice]:
    """Yield each run of set flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    for begin, end in edges.reshape(-1, 2).tolist():
        yield slice(begin, end)


def _is_clothing(both: Flags, straight: FloatArray, bowed: FloatArray) -> bool:
    """Whether a run of places stands off alike straight and bowed, as clothing does."""
    if 2 * both.sum() < len(both):
        return False
    apart = float(np.median(np.abs(straight - bowed)[both]))
    furthest = float(np.median(np.maximum(np.abs(straight), np.abs(bowed))[both]))
    return apart <= ALIKE and furthest <= CLOTHING


def straight_outline(
    straight: Outline, stretch: Stretch, model: BackModel = FITTED
) -> Filled | None:
    """Return a straight outline, with places that do not count filled in; None without points."""
    if straight.across is None:
        return None
    body = stretch.counted & (~straight.off | stretch.clothing)
    drawn = np.where(body, straight.across, np.nan)
    return model.filled_in(DRAWN_PX * (_AT + 1j * drawn), 1)


def turns_within(
    stretch: Stretch, seen: SeenOutline, likely: UsualOutline, model: BackModel = FITTED
) -> OutlineTurns:
    """Return how an outline turns in the stretch that counts, with the rest filled in.

    ``likely`` is this person's likely outline. All NaN if the outline is not trusted or too little
    of the stretch was seen.
    """
    if seen.trust < MIN_TRUST or (stretch is EVERYTHING and seen.is_whole):
        return seen
    points = np.where(stretch.body(seen), line_points(BackLine(seen.points_px)), np.nan)
    whole = model.filled_in(points, seen.facing, likely)
    if whole is None:
        return OutlineTurns()
    turns = model.turns_of(whole, seen.facing)
    return OutlineTurns(turns.bend_deg, turns.skew_deg, turns.wave_deg, seen.away, turns.unsure_deg)


QUARTER = BACK_POINTS // 4


def part_words(shown: FloatArray) -> str:
    """Return the judged part of a back in words; empty if about all of it was judged.

    ``shown`` (BACK_POINTS,) is the share of frames in which each place counted and was seen.
    """
    seen = np.flatnonzero(shown > MOSTLY)
    if not len(seen) or 2 * (BACK_POINTS - len(seen)) < QUARTER:
        return ""
    below, above = int(seen[0]), BACK_POINTS - 1 - int(seen[-1])
    if 2 * max(below, above) < QUARTER:
        return "what was seen of your back"
    share = "three quarters" if 2 * len(seen) > 5 * QUARTER else "half"
    return f"the {'lower' if above >= below else 'upper'} {share} of your back"
