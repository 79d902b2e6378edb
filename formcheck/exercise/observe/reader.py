"""One pose to one row of numbers: what was measured, and why the rest was not."""

import math
import statistics
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from formcheck.exercise.back.bend import (
    MIN_TRUST,
    away_share,
    outline_turns,
)
from formcheck.exercise.back.reference import BackReference
from formcheck.exercise.back.stretch import SeenOutline
from formcheck.exercise.framing.watch import MOVING, view_of
from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.formulas import leg_length, torso_length
from formcheck.exercise.measure.registry import MEASURES, Baseline, Measure, View, measure_body
from formcheck.exercise.observe.progress import RepSignal
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.landmarks.pose import BackLine, Joint, Part, Pose, near_side
from formcheck.landmarks.yaw import lean_of

__all__ = [
    "Reader",
    "Reading",
    "seen_outline",
    "wrong_view",
]

NEEDS_BASELINE = {
    Measure.HEAD_LINE: "head_line",
    Measure.PELVIS_RISE: "pelvis_up",
    Measure.HEEL_LIFT: "heel_up",
}
"""Measures that mean nothing without the person's own start, and what they need of it."""

SPEED_WINDOW_S = 0.2
"""Speed is taken over this long: six frames at 30/s, so that jitter does not pass for movement."""

STILL_WINDOW_S = 1.0
"""Stillness is the standard deviation over one second (team choice)."""

STEP_WINDOW_S = 6.0
"""Cadence needs several steps: at 60 steps/min six seconds hold six."""

BACK_HIDDEN = Reason(ReasonKind.BACK_HIDDEN)
"""The back is seen, but not enough of it to tell how far it is bent."""

LEANS = (Measure.TRUNK_INCL, Measure.HIP_FLEX, Measure.TRUNK_SHANK)
"""Measures that take in where the shoulder lies from the hip."""

LEAN_PER_BEND = 0.105
"""Degrees by which the model's shoulder is seen further round than it is, per degree the back is
bent: of fourteen rendered bodies 0.09-0.15. With it taken off, the trunk is read to 1.5 degrees
instead of 3.1 (docs/back.md)."""

OVER_TIME = (Measure.SPEED, Measure.STILL, Measure.CADENCE)
"""Measures that need the last moments as well as a pose."""

STEP_SWING = 0.15
"""Feet pass each other by more than this many leg lengths in a step (team choice)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything measured at one moment.

    ``values`` may be judged (NaN where not seen, with the cause in ``causes``); ``followed`` is
    where in the movement the person is, which hidden joints may still tell, as do the ``loose``
    values, and ``also`` the same by the exercise's further measures; ``place`` is where the hips
    are across the picture (NaN while the camera moves) and ``torso`` how long the torso is, both in
    the picture's pixels; ``calibrated`` tells whether the person's own baseline was known,
    ``by_picture`` that the movement is followed in the view the exercise needs, by the picture's
    own angles. ``outline`` is that of the back, judged or not, ``back`` what it is compared with,
    and ``unsure_deg`` what that may be off by for what was hidden of it. ``pose`` and ``framing``
    are what was read, where they are kept to be read again.
    """

    time_s: float
    values: Mapping[Measure, float] = field(default_factory=dict)
    causes: Mapping[Measure, Reason] = field(default_factory=dict)
    loose: Mapping[Measure, float] = field(default_factory=dict)
    followed: float = math.nan
    place: float = math.nan
    torso: float = math.nan
    calibrated: bool = True
    by_picture: bool = True
    outline: SeenOutline = field(default_factory=SeenOutline)
    back: BackReference = field(default_factory=BackReference)
    unsure_deg: float = 0.0
    also: tuple[float, ...] = ()
    pose: Pose | None = field(default=None, repr=False)
    framing: Framing | None = field(default=None, repr=False)

    def against(self, back: BackReference) -> "Reading":
        """Return the reading with the outline of the back compared with another reference."""
        same = back == self.back and back.stretch is self.back.stretch
        if Measure.BACK_CURV not in self.values or same:
            return self
        causes = {name: why for name, why in self.causes.items() if why != BACK_HIDDEN}
        turns = back.turns_of(self.outline)
        bend = math.nan if Measure.BACK_CURV in causes else back.bent_deg(turns)
        bend = _in_range(Measure.BACK_CURV, bend)
        if math.isnan(bend):
            causes.setdefault(Measure.BACK_CURV, BACK_HIDDEN)
        more = _seen_round(bend, back) - _seen_round(self.values[Measure.BACK_CURV], self.back)
        values = {**self.values, Measure.BACK_CURV: bend}
        values.update({name: values[name] - more for name in LEANS if name in values})
        return replace(self, values=values, causes=causes, back=back, unsure_deg=turns.unsure_deg)


class Reader:
    """Reads poses for one spec: the measures it names, from the baseline it has so far."""

    def __init__(
        self,
        follow: Measure,
        used: frozenset[Measure],
        view: View,
        *,
        also: Sequence[Measure] = (),
    ) -> None:
        self.baseline = Baseline()
        self.back = BackReference()
        self._used = used | {follow, *also}
        self._view = view
        self._followers = [RepSignal(measure) for measure in (follow, *also)]
        self._history: deque[tuple[float, float]] = deque()
        self._feet: deque[tuple[float, float]] = deque()

    @property
    def calibrated(self) -> bool:
        """Whether the angles of the person's own standing are known."""
        return math.isfinite(self.baseline.leg)

    def forget(self) -> None:
        """Begin anew, after a cut."""
        for follower in self._followers:
            follower.forget()
        self._history.clear()
        self._feet.clear()

    def read(
        self, pose: Pose, framing: Framing, *, off_side: bool, low: Sequence[bool] | None = None
    ) -> Reading:
        """Return the reading of a pose.

        ``off_side`` tells to follow the movement by the model's guess of depth, because the view
        is too oblique for the picture's own angles; ``low`` whether the person is where each
        followed measure is small, as they are where nothing is told.
        """
        body = Body.from_pose(pose, roll_deg=self.baseline.roll_deg)
        loose = measure_body(body, self.baseline, seen_only=False)
        followed, *also = (
            each(pose, loose, off_side=off_side, calibrated=self.calibrated, low=is_low)
            for each, is_low in zip(
                self._followers, low or [True] * len(self._followers), strict=True
            )
        )
        self._remember(pose.time_s, followed, body)
        first = Reading(
            pose.time_s,
            followed=followed,
            also=tuple(also),
            by_picture=not off_side and framing.view is self._view,
            pose=pose,
            framing=framing,
        )
        return self._measured(first, pose, framing, self._over_time(pose.time_s))

    def again(self, rows: Sequence[Reading]) -> list[Reading]:
        """Return the readings of a rep that is over as its end shows them.

        The near side and the person's baseline that are known then hold for all of its frames, and
        the view for those in which it was not known; where the movement was remains as it was read.
        """
        seen = [row for row in rows if row.pose is not None and row.framing is not None]
        if not seen:
            return list(rows)
        facing = _usual_facing([row.pose.facing for row in seen if row.pose is not None])
        view = _view_in_all([row.framing for row in seen if row.framing is not None])
        return [self._again(row, facing, view) for row in rows]

    def _again(self, row: Reading, facing: int, view: Framing) -> Reading:
        if row.pose is None or row.framing is None:
            return row
        pose = _seen_from(row.pose, facing)
        framing = view if row.framing.view is View.UNKNOWN else replace(row.framing, settled=True)
        over_time = {name: row.loose[name] for name in OVER_TIME if name in row.loose}
        return self._measured(row, pose, framing, over_time)

    def _measured(
        self, row: Reading, pose: Pose, framing: Framing, over_time: Mapping[Measure, float]
    ) -> Reading:
        """Return a reading with all that a pose shows in a view, by the baseline there is."""
        body = Body.from_pose(pose, roll_deg=self.baseline.roll_deg)
        loose = {**measure_body(body, self.baseline, seen_only=False), **over_time}
        outline = seen_outline(pose, framing)
        turns = self.back.turns_of(outline)
        values = {**loose, Measure.BACK_CURV: self.back.bent_deg(turns)}
        causes = {name: self._cause(name, pose, framing, body) for name in self._used}
        if Measure.BACK_CURV in causes and math.isnan(turns.bend_deg):
            causes[Measure.BACK_CURV] = causes[Measure.BACK_CURV] or BACK_HIDDEN
        judged = {
            name: math.nan if causes[name] else _in_range(name, values.get(name, math.nan))
            for name in self._used
        }
        round_deg = _seen_round(judged.get(Measure.BACK_CURV, math.nan), self.back)
        judged.update({name: judged[name] - round_deg for name in LEANS if name in judged})
        return replace(
            row,
            values=judged,
            causes={name: why for name, why in causes.items() if why},
            loose=loose,
            place=math.nan if pose.picture.shift > MOVING else _middle_of_hips(pose),
            torso=torso_length(body),
            calibrated=self.calibrated,
            outline=outline,
            back=self.back,
            unsure_deg=turns.unsure_deg,
        )

    def _remember(self, time_s: float, followed: float, body: Body) -> None:
        if math.isfinite(followed):
            self._history.append((time_s, followed))
        apart = _feet_apart(body)
        if math.isfinite(apart):
            self._feet.append((time_s, apart))
        for entries, window in ((self._history, STILL_WINDOW_S), (self._feet, STEP_WINDOW_S)):
            while entries and entries[0][0] < time_s - window:
                entries.popleft()

    def _over_time(self, time_s: float) -> dict[Measure, float]:
        """Return what needs the last moments too; nothing while the movement is not seen."""
        if not self._history or self._history[-1][0] < time_s:
            return {}
        return {
            Measure.SPEED: _speed(self._history),
            Measure.STILL: _still(self._history),
            Measure.CADENCE: _cadence(self._feet),
        }

    def _cause(self, name: Measure, pose: Pose, framing: Framing, body: Body) -> Reason | None:
        """Return why a measure cannot be judged now; None where it can."""
        info = MEASURES[name]
        if not pose.found:
            return Reason(ReasonKind.NOBODY_SEEN)
        view = framing.view if framing.settled else View.UNKNOWN
        if view not in info.views:
            unknown = ReasonKind.VIEW_UNCLEAR if framing.unclear else ReasonKind.VIEW_UNKNOWN
            return Reason(unknown) if view is View.UNKNOWN else wrong_view(self._view)
        hidden = info.hidden(body)
        if hidden:
            return Reason(ReasonKind.PARTS_UNSEEN, hidden)
        if name in NEEDS_BASELINE and math.isnan(getattr(self.baseline, NEEDS_BASELINE[name])):
            return Reason(ReasonKind.NOT_CALIBRATED)
        doubt = pose.back_line.doubt if pose.back_line.trust < MIN_TRUST else None
        if name is Measure.BACK_CURV and doubt is not None:
            return Reason(ReasonKind(doubt.value))
        return None


def _usual_facing(facings: Sequence[int]) -> int:
    """Return the way somebody mostly faced; 0 where that was never known."""
    known = Counter(facing for facing in facings if facing)
    return known.most_common(1)[0][0] if known else 0


def _view_in_all(framings: Sequence[Framing]) -> Framing:
    """Return how somebody was mostly turned in a rep; unknown where it was not seen."""
    yaws = [each.yaw_deg for each in framings if math.isfinite(each.yaw_deg)]
    turns = [each.turn_deg for each in framings if math.isfinite(each.turn_deg)]
    yaw = statistics.median(yaws) if yaws else math.nan
    turn = statistics.median(turns) if 2 * len(turns) > len(yaws) else math.nan
    return Framing(view=view_of(yaw), yaw_deg=yaw, turn_deg=turn)


def _seen_from(pose: Pose, facing: int) -> Pose:
    """Return a pose as of somebody who faces this way; its outline was read from that side only."""
    if pose.facing == facing or not facing:
        return pose
    return replace(pose, facing=facing, near=near_side(facing), back_line=BackLine())


def _seen_round(bend_deg: float, back: BackReference) -> float:
    """Return how much further round than it is the shoulder is seen; 0 where that is not known.

    Where the comparison is rough, by what the back is surely bent.
    """
    if math.isnan(bend_deg):
        return 0.0
    unsure = back.error_deg(bend_deg) if back.rough else 0.0
    return LEAN_PER_BEND * max(bend_deg - unsure, 0.0)


def seen_outline(pose: Pose, framing: Framing) -> SeenOutline:
    """Return the outline of the back in one pose; its turns are NaN where it is not trusted."""
    line, facing = pose.back_line, pose.facing
    turns = outline_turns(line, facing)
    return SeenOutline(
        turns.bend_deg,
        turns.skew_deg,
        turns.wave_deg,
        away_share(framing.turn_deg, lean_of(pose)),
        turns.unsure_deg,
        points_px=line.points_px,
        stands_off=line.stands_off,
        facing=facing,
        trust=line.trust,
    )


_NOT_FROM: Final = {
    View.SIDE: ReasonKind.NOT_FROM_SIDE,
    View.FRONT: ReasonKind.NOT_FROM_FRONT,
    View.OBLIQUE: ReasonKind.NOT_FROM_OBLIQUE,
}


def wrong_view(needed: View) -> Reason:
    """Return the reason that a measure needs another view."""
    return Reason(_NOT_FROM[needed])


def _middle_of_hips(pose: Pose) -> float:
    return float(pose.points_px[[Joint.LEFT_HIP, Joint.RIGHT_HIP], 0].mean())


def _in_range(name: Measure, value: float) -> float:
    """Return the value, or NaN where it is nobody's: a landmark has slipped."""
    info = MEASURES[name]
    return value if info.low <= value <= info.high else math.nan


def _feet_apart(body: Body) -> float:
    leg = leg_length(body)
    apart = (body.near[Part.ANKLE] - body.far[Part.ANKLE]).real
    return apart / leg if leg > 0 else math.nan


def _speed(history: deque[tuple[float, float]]) -> float:
    if not history:
        return math.nan
    time_s, value = history[-1]
    then = next((row for row in reversed(history) if time_s - row[0] >= SPEED_WINDOW_S), None)
    return (value - then[1]) / (time_s - then[0]) if then else math.nan


def _still(history: deque[tuple[float, float]]) -> float:
    if not history or history[-1][0] - history[0][0] < 0.8 * STILL_WINDOW_S:
        return math.nan
    return float(np.std([value for _, value in history]))


def _cadence(feet: deque[tuple[float, float]]) -> float:
    """Return steps a minute: each time one foot has clearly passed the other is a step."""
    if not feet or feet[-1][0] - feet[0][0] < STEP_WINDOW_S / 2:
        return math.nan
    leading, steps = 0, 0
    for _, apart in feet:
        now = int(math.copysign(1, apart)) if abs(apart) > STEP_SWING else leading
        steps += leading not in (now, 0)
        leading = now
    return steps * 60.0 / (feet[-1][0] - feet[0][0])
