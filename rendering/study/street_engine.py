"""How the engine reads the street lot: beside whatever each person showed of their own back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.reference import OwnBack
from formcheck.exercise.back.stretch import Outline, SeenOutline, middle_outline
from formcheck.exercise.measure.registry import MAX_BACK_ERROR_DEG
from formcheck.landmarks.pose import Pose
from rendering.study.plan import BOWED, What
from rendering.study.reach import OURS_DEG
from rendering.study.scoring import FAULT, NOTICED
from rendering.study.street import Street
from rendering.study.street_plan import Kind
from rendering.study.tables import table
from rendering.study.turning import away_shares

__all__ = ["SHOWN", "EngineBends", "engine_bends", "engine_table"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SHOWN: Mapping[str, Sequence[What]] = {
    "asked: arms forward, standing relaxed": (What.FORWARD, What.HANGING),
    "standing relaxed": (What.HANGING,),
    "a lockout with the weight in the hands, arched": (What.ARCHED_LOADED,),
    "bows alone": (),
}
"""What somebody has shown of their own standing before the bows, by what a recording may show."""


@dataclass(frozen=True, slots=True, eq=False)
class EngineBends:
    """The bends (n,) that the engine reads and what they may be off by; NaN where none is judged.

    All in degrees.
    """

    bend: Floats
    error: Floats


def engine_bends(street: Street, shown: Sequence[What]) -> EngineBends:
    """Return what is read of each bow, beside the surest of what its person has shown."""
    outlines = list(_outlines(street))
    bowed, what = np.isin(street.rows.what, BOWED), street.rows.what
    bend, error = np.full(len(street), np.nan), np.full(len(street), np.nan)
    for session in np.unique(street.rows.session):
        own, back = street.rows.session == session, OwnBack()
        for row in np.flatnonzero(own & np.isin(what, shown)):
            _show(back, What(what[row]), middle_outline([outlines[row]]))
        bows = {row: middle_outline([outlines[row]]) for row in np.flatnonzero(own & bowed)}
        for found in bows.values():
            if found is not None:
                back.bent(found)
        for row, found in bows.items():
            bend[row], error[row] = _read(back, outlines[row], found)
    return EngineBends(bend, error)


def _outlines(street: Street) -> Iterator[SeenOutline]:
    for pose, away in zip(street.seen_anew(), away_shares(street.rows).tolist(), strict=True):
        yield _seen(pose, away)


def _seen(pose: Pose, away: float) -> SeenOutline:
    line = pose.back_line
    turns = FITTED.outline_turns(line, pose.facing)
    return SeenOutline(
        turns.bend_deg,
        turns.skew_deg,
        turns.wave_deg,
        away,
        turns.unsure_deg,
        points_px=line.points_px,
        stands_off=line.stands_off,
        facing=pose.facing,
        trust=line.trust,
    )


def _show(back: OwnBack, what: What, outline: Outline | None) -> None:
    if outline is None:
        return
    if what is What.FORWARD:
        back.held_arms_forward(outline)
    else:
        back.stood(outline, relaxed=what is What.HANGING)


def _read(back: OwnBack, seen: SeenOutline, own: Outline | None) -> tuple[float, float]:
    """Return the bend with the smallest error, and that; NaN where it is too large to judge."""
    found = []
    for reference in back.references(own):
        turns = reference.turns_of(seen)
        bend = reference.bent_deg(turns)
        if np.isfinite(bend):
            found.append((reference.error_deg(bend, turns.unsure_deg), bend))
    error, bend = min(found, default=(np.inf, np.nan))
    return (bend, error) if error <= MAX_BACK_ERROR_DEG else (np.nan, np.nan)


def engine_table(street: Street) -> str:
    """Return how many bows are judged and found, by what is worn and what was shown before."""
    barred = street.kind == Kind.BAR_ON_SHOULDERS
    hooded = np.isin(street.kind, (Kind.HOOD, Kind.HOOD_AND_PLATES))
    groups = {"hood": hooded, "no hood": ~hooded & ~barred, "bar on the shoulders": barred}
    bowed = np.isin(street.rows.what, BOWED)
    body = []
    for words, shown in SHOWN.items():
        read = engine_bends(street, shown)
        body += [[words, name, *_row(street, read, bowed & of)] for name, of in groups.items()]
    head = ("judged", "straight warned of", "straight faulted", "bent noticed", "bent faulted")
    return table(["shown before", "", *head], body)


def _row(street: Street, read: EngineBends, chosen: Flags) -> list[str]:
    """Return shares of the bows: judged, and of those beyond the limits less the error."""
    judged = chosen & np.isfinite(read.bend)
    beyond = {task: read.bend - read.error > OURS_DEG[task.name] for task in (NOTICED, FAULT)}
    straight = judged & (street.rows.flexion <= NOTICED.straight_deg)
    bent = judged & (street.rows.flexion >= FAULT.bent_deg)
    cells = [f"{judged.sum() / chosen.sum():.2f}"]
    for group in (straight, bent):
        for task in (NOTICED, FAULT):
            cells.append(f"{(group & beyond[task]).sum()} of {group.sum()}")
    return cells
