"""From one pose to its reading: the measures, and the reason for each that was not seen."""

import math
import statistics
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from formcheck.exercise.back.gauge import HIDDEN, BackGauge
from formcheck.exercise.back.reference import BackReference
from formcheck.exercise.back.stretch import SeenOutline
from formcheck.exercise.framing.watch import MOVING, view_of
from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.formulas import leg_length, torso_length
from formcheck.exercise.measure.registry import MEASURES, Baseline, Measure, View, measure_body
from formcheck.exercise.observe.progress import RepSignal
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.sample import UNSEEN, Sample
from formcheck.landmarks.blazepose_profiles import FULL
from formcheck.landmarks.pose import BackLine, Part, Pose, near_side
from formcheck.landmarks.profile import BackendProfile

__all__ = [
    "Known",
    "Reader",
    "Reading",
    "counted_from",
    "wrong_view",
]

NEEDS_BASELINE = {
    Measure.HEAD_LINE: "head_line",
    Measure.PELVIS_RISE: "pelvis_up",
    Measure.HEEL_LIFT: "heel_up",
}
"""Measures that mean nothing without the person's own start, and the baseline field they need."""

SPEED_WINDOW_S = 0.2
"""Speed spans this long: six frames at 30/s, so that jitter does not pass for movement."""

STILL_WINDOW_S = 1.0
"""Stillness is the standard deviation over one second (team choice)."""

STEP_WINDOW_S = 6.0
"""Cadence needs several steps: at 60 steps/min six seconds hold six."""

LEANS = (Measure.TRUNK_INCL, Measure.HIP_FLEX, Measure.TRUNK_SHANK)
"""Measures that use the way from hip to shoulder, and so contain the bend of the back."""

OVER_TIME = (Measure.SPEED, Measure.STILL, Measure.CADENCE)
"""Measures that need the last moments as well as a pose."""

STEP_SWING = 0.15
"""Feet pass each other by more than this many leg lengths in a step (team choice)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All measures at one pose.

    ``samples`` may be judged, each with its evidence. ``followed`` is where in the movement the
    person is, and ``also`` the same by the exercise's further measures; like the ``loose`` values
    they may rest on hidden joints. ``place`` is where the hips are across the picture (NaN while
    the camera moves) and ``torso`` is the torso's length, both in pixels. ``by_picture`` means that
    the movement is followed in the view the exercise needs, by the picture's own angles.
    ``outline`` is the back's, judged or not. ``pose`` and ``framing`` are kept to read them again.
    """

    time_s: float
    samples: Mapping[Measure, Sample] = field(default_factory=dict)
    loose: Mapping[Measure, float] = field(default_factory=dict)
    followed: float = math.nan
    place: float = math.nan
    torso: float = math.nan
    by_picture: bool = True
    outline: SeenOutline = field(default_factory=SeenOutline)
    also: tuple[float, ...] = ()
    pose: Pose | None = field(default=None, repr=False)
    framing: Framing | None = field(default=None, repr=False)

    def sample(self, measure: Measure) -> Sample:
        """Return a measure with its evidence; unseen if it was not read."""
        return self.samples.get(measure, UNSEEN)

    def value(self, measure: Measure) -> float:
        """Return a measure's value; NaN if it was not seen."""
        return self.sample(measure).value

    @property
    def profile(self) -> BackendProfile:
        """The profile of the backend that found the landmarks."""
        return FULL if self.pose is None else self.pose.profile

    @property
    def values(self) -> dict[Measure, float]:
        """The value of each judged measure; NaN if it was not seen."""
        return {measure: sample.value for measure, sample in self.samples.items()}


def counted_from(reading: Reading, gauge: BackGauge, reference: BackReference) -> Reading:
    """Return a reading with the bend of the back counted from another reference."""
    was = reading.samples.get(gauge.measure)
    if was is None or not (was.seen or was.reason == HIDDEN):
        return reading
    bend = gauge.sample(reading.outline, reference)
    per_bend = reading.profile.lean_per_bend
    more = gauge.lean_added_deg(bend, per_bend) - gauge.lean_added_deg(was, per_bend)
    samples = {**reading.samples, gauge.measure: bend}
    return replace(reading, samples=_leaning_less(samples, more))


def _leaning_less(samples: Mapping[Measure, Sample], by_deg: float) -> Mapping[Measure, Sample]:
    """Return samples with ``by_deg`` taken off each of :data:`LEANS`."""
    if not by_deg:
        return samples
    less = {
        name: replace(samples[name], value=samples[name].value - by_deg)
        for name in LEANS
        if name in samples
    }
    return {**samples, **less}


@dataclass(slots=True, eq=False)
class Known:
    """What measures count from: the person's baseline, and their own back in ``gauge``."""

    baseline: Baseline = field(default_factory=Baseline)
    gauge: BackGauge = field(default_factory=BackGauge)

    def forget(self) -> None:
        """Forget this person, because another one follows."""
        self.baseline = Baseline()
        self.gauge.forget()


class Reader:
    """Reads the measures of one spec from poses, counted from what is known of the person.

    Parameters
    ----------
    follow
        The measure that shows where in the movement the person is.
    used
        The measures to read.
    view
        The view that the exercise needs.
    also
        Further measures that show a movement.
    known
        What is known of the person; by default nothing.
    """

    def __init__(
        self,
        follow: Measure,
        used: frozenset[Measure],
        view: View,
        *,
        also: Sequence[Measure] = (),
        known: Known | None = None,
    ) -> None:
        self._known = Known() if known is None else known
        self._used = used | {follow, *also}
        self._view = view
        self._followers = [RepSignal(measure) for measure in (follow, *also)]
        self._history: deque[tuple[float, float]] = deque()
        self._feet: deque[tuple[float, float]] = deque()

    @property
    def calibrated(self) -> bool:
        """Whether the person's baseline is known."""
        return math.isfinite(self._known.baseline.leg)

    def forget(self) -> None:
        """Forget the last moments, after a cut."""
        for follower in self._followers:
            follower.forget()
        self._history.clear()
        self._feet.clear()

    def read(
        self,
        pose: Pose,
        framing: Framing,
        body: Body | None = None,
        *,
        off_side: bool,
        low: Sequence[bool] | None = None,
    ) -> Reading:
        """Return the reading of a pose; ``body`` is the pose from its near side, if it is known.

        ``off_side`` means to follow the movement by the model's guess of depth, because the view is
        too oblique for the picture's own angles. ``low`` says of each followed measure whether the
        person is where it is small; without it, they are.
        """
        body = self._body(pose) if body is None else body
        loose = measure_body(body, self._known.baseline, seen_only=False)
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
        loose = {**loose, **self._over_time(pose.time_s)}
        return self._measured(first, pose, framing, body, loose)

    def again(self, rows: Sequence[Reading]) -> list[Reading]:
        """Return the readings of a finished rep, with what is known at its end.

        The usual near side and the baseline known by then apply to all frames, and the usual view
        to frames with an unknown view. Followed values stay as they were read.
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
        body = self._body(pose)
        loose = {**measure_body(body, self._known.baseline, seen_only=False), **over_time}
        return self._measured(row, pose, framing, body, loose)

    def _body(self, pose: Pose) -> Body:
        return Body.from_pose(pose, roll_deg=self._known.baseline.roll_deg)

    def _measured(
        self,
        row: Reading,
        pose: Pose,
        framing: Framing,
        body: Body,
        loose: Mapping[Measure, float],
    ) -> Reading:
        """Return a reading with the samples of a pose in a view, by the present baseline."""
        gauge = self._known.gauge
        outline = gauge.observe(pose, framing)
        samples = (
            {name: self._sample(name, loose, framing, body, outline) for name in self._used}
            if pose.found
            else dict.fromkeys(self._used, Sample(reason=Reason(ReasonKind.NOBODY_SEEN)))
        )
        bend = samples.get(gauge.measure, UNSEEN)
        return replace(
            row,
            samples=_leaning_less(samples, gauge.lean_added_deg(bend, pose.profile.lean_per_bend)),
            loose=loose,
            place=math.nan if pose.picture.shift > MOVING else float(pose.mid_hip_px[0]),
            torso=torso_length(body),
            outline=outline,
        )

    def _sample(
        self,
        name: Measure,
        loose: Mapping[Measure, float],
        framing: Framing,
        body: Body,
        outline: SeenOutline,
    ) -> Sample:
        """Return a measure with its evidence, or with the reason why it cannot be seen now."""
        info = MEASURES[name]
        view = framing.view if framing.settled else View.UNKNOWN
        if view not in info.views and (info.needs_view or not framing.untold):
            unclear = framing.unclear or framing.untold
            unknown = ReasonKind.VIEW_UNCLEAR if unclear else ReasonKind.VIEW_UNKNOWN
            return Sample(
                reason=Reason(unknown) if view is View.UNKNOWN else wrong_view(self._view)
            )
        hidden = info.hidden(body)
        if hidden:
            return Sample(reason=Reason(ReasonKind.PARTS_UNSEEN, hidden))
        needed = NEEDS_BASELINE.get(name)
        if needed is not None and math.isnan(getattr(self._known.baseline, needed)):
            return Sample(reason=Reason(ReasonKind.NOT_CALIBRATED))
        if name is self._known.gauge.measure:
            return self._known.gauge.sample(outline)
        value = loose.get(name, math.nan)
        error = info.error_when(calibrated=self.calibrated)
        # An impossible value is a slipped landmark.
        return Sample(value if info.low <= value <= info.high else math.nan, error)

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
        """Return the measures of :data:`OVER_TIME`; none while the movement is not seen."""
        if not self._history or self._history[-1][0] < time_s:
            return {}
        return {
            Measure.SPEED: _speed(self._history),
            Measure.STILL: _still(self._history),
            Measure.CADENCE: _cadence(self._feet),
        }


def _usual_facing(facings: Sequence[int]) -> int:
    """Return the most frequent facing; 0 if it was never known."""
    known = Counter(facing for facing in facings if facing)
    return known.most_common(1)[0][0] if known else 0


def _view_in_all(framings: Sequence[Framing]) -> Framing:
    """Return the median turn and its view in a rep; unknown if no frame knows it."""
    yaws = [each.yaw_deg for each in framings if math.isfinite(each.yaw_deg)]
    turns = [each.turn_deg for each in framings if math.isfinite(each.turn_deg)]
    yaw = statistics.median(yaws) if yaws else math.nan
    turn = statistics.median(turns) if 2 * len(turns) > len(yaws) else math.nan
    untold = any(each.untold for each in framings)
    return Framing(view=view_of(yaw), yaw_deg=yaw, turn_deg=turn, untold=untold)


def _seen_from(pose: Pose, facing: int) -> Pose:
    """Return a pose with this facing; if it changes, the outline, read for one side, is dropped."""
    if pose.facing == facing or not facing:
        return pose
    return replace(pose, facing=facing, near=near_side(facing), back_line=BackLine())


_NOT_FROM: Final = {
    View.SIDE: ReasonKind.NOT_FROM_SIDE,
    View.FRONT: ReasonKind.NOT_FROM_FRONT,
    View.OBLIQUE: ReasonKind.NOT_FROM_OBLIQUE,
}


def wrong_view(needed: View) -> Reason:
    """Return the reason that a measure needs another view."""
    return Reason(_NOT_FROM[needed])


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
    """Return steps a minute; one foot clearly passing the other is a step."""
    if not feet or feet[-1][0] - feet[0][0] < STEP_WINDOW_S / 2:
        return math.nan
    leading, steps = 0, 0
    for _, apart in feet:
        now = int(math.copysign(1, apart)) if abs(apart) > STEP_SWING else leading
        steps += leading not in (now, 0)
        leading = now
    return steps * 60.0 / (feet[-1][0] - feet[0][0])
