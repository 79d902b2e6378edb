"""Calibration: watch for the person's own start rather than demand it.

Step one, standing relaxed or their own start in the exercise's posture, gives baselines of angles
and lengths, and the camera's roll. Step two, standing with the arms forward, gives the outline of
the back, which hanging arms would hide in an oblique view. Doing either for a moment, live or on a
recording, calibrates the person. A person who skips step two still stands now and then, between
reps for instance; side-on, that too shows the outline.
"""

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.back.stretch import Outline, SeenOutline
from formcheck.exercise.framing.watch import JUDGED_YAW_DEG, SIDE_YAW_DEG
from formcheck.exercise.measure.body import Body, bend, lean
from formcheck.exercise.measure.formulas import (
    foot_length,
    head_line,
    heel_height,
    hip_flex,
    knee_flex,
    leg_length,
    limb_elev_arm,
    shank_incl,
    torso_length,
    trunk_incl,
)
from formcheck.exercise.measure.registry import Baseline, Measure, View
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.spec.models import Calibration
from formcheck.exercise.spec.posture import (
    HANGING_DEG,
    POSTURES,
    STANDING_STILL,
    STRAIGHT_DEG,
    UPRIGHT_DEG,
    Posture,
)
from formcheck.landmarks.pose import Part, Pose
from formcheck.landmarks.smoothing import BRIDGE_S

__all__ = ["Calibrator", "StandingMoment", "StandingWatch"]

STILL_S = 1.0
"""How long a person must stand still: they are asked for two seconds and take a moment to settle.
"""

STILL_DEG = 2.0
"""A person stands still if trunk and arm angles spread by less than this: sway and jitter."""

STILL_TORSOS = 0.1
"""If the hips cross the picture by more than this share of the torso (5 cm) in a moment of
standing, the person walks: slow walking covers six times as much."""

FORWARD_DEG = (55.0, 115.0)
"""Upper arms raised within this range are forward: people are asked for 60-90°, plus the error."""

NATURAL_LEAN_DEG = 3.0
"""In relaxed standing the line from ankle to shoulder leans forward by about this much; only tilt
beyond it can be the camera's."""

MOMENT_S = 0.5
"""Length of a standing moment: as long as people stand at the top between reps (team choice)."""

RAISED_DEG = 10.0
"""Hands higher than this above shoulder level pull the shoulder blades up, which rounds the outline
of a straight back (rendered people); hands behind the head are as high."""

OUT_DEG, OUT_ELBOW_DEG = -40.0, 100.0
"""Arms that rise above the first (0 is shoulder level), with elbows bent by less than the second,
are held out in front: that is step two and must not pass for standing relaxed (team choice; hands
on the hips are lower, and hands at the chest or behind the neck bend the elbows more)."""

MAX_ROLL_DEG = 15.0
"""Beyond this the person leans, not the camera."""

DOWN = -1j
"""Straight down, as bodies have it (forward + up·i)."""

_RAW = Baseline(head_line=0.0)
"""A baseline that takes nothing off the angles."""


@dataclass(frozen=True, slots=True)
class _Stance:
    """One frame of a person at their start, in raw angles and pixels."""

    time_s: float
    facing: int
    trunk: float
    hip: float
    knee: float
    shins: tuple[float, float]
    head: float
    arm: float
    hand: float
    tilt: float
    leg: float
    torso: float
    foot: float
    pelvis_up: float
    heel_up: float
    heel_at: float
    outline: SeenOutline


class Calibrator:
    """Watches for the start that a spec asks for, until it is found.

    Parameters
    ----------
    kind
        The calibration that the spec asks for.
    posture
        The exercise's starting posture, used if ``kind`` is the person's own start.
    gauge
        Reads the back.
    """

    def __init__(
        self,
        kind: Calibration,
        posture: Posture = Posture.STANDING,
        gauge: BackGauge | None = None,
    ) -> None:
        own = kind is Calibration.OWN_START
        self._kind = kind
        self._start = POSTURES[posture].start if own else STANDING_STILL
        self._view = POSTURES[posture].view if own else View.SIDE
        self._gauge = BackGauge() if gauge is None else gauge
        self._window: deque[_Stance] = deque()
        self.baseline: Baseline | None = None
        self.arms_forward: Outline | None = None

    @property
    def wants_back(self) -> bool:
        """Whether the spec asks for the arms-forward step and it is not done yet."""
        asked = self._kind is Calibration.STANDING_THEN_ARMS_FORWARD
        return self.arms_forward is None and asked

    def forget_moment(self) -> None:
        """Restart the moment of standing still, after a cut; baseline and outline stay."""
        self._window.clear()

    def step(self, pose: Pose, framing: Framing) -> None:
        """Take one pose; set the baseline and the arms-forward outline once they are known."""
        if self.baseline is not None and not self.wants_back:
            return
        body = Body.from_pose(pose)
        stance = _stance(body, pose, self._gauge.observe(pose, framing))
        if math.isnan(stance.trunk):
            return
        if _was_unseen(self._window, stance) or not self._is_at_start(stance, framing):
            self._window.clear()
            return
        self._window.append(stance)
        while stance.time_s - self._window[0].time_s > STILL_S * 1.5:
            self._window.popleft()
        if stance.time_s - self._window[0].time_s >= STILL_S and self._is_still():
            self._take()

    def _is_at_start(self, stance: _Stance, framing: Framing) -> bool:
        if self._view is View.FRONT:
            seen = framing.view is View.FRONT
        else:
            seen = framing.yaw_deg <= JUDGED_YAW_DEG
        return seen and self._start.is_met(trunk=stance.trunk, knee=stance.knee, shins=stance.shins)

    def _is_still(self) -> bool:
        return self._spread("trunk") <= STILL_DEG and self._spread("knee") <= STILL_DEG

    def _take(self) -> None:
        arm = self._median("arm")
        raised = self._start.arms_hang and abs(arm) > HANGING_DEG
        if self.baseline is None and not raised:
            self.baseline = self._at_start()
        if self.wants_back and self._arms_are_forward(arm):
            self.arms_forward = self._gauge.middle([stance.outline for stance in self._window])

    def _arms_are_forward(self, arm: float) -> bool:
        low_enough = self._median("hand") <= RAISED_DEG
        still = self._spread("arm") <= 2 * STILL_DEG
        return FORWARD_DEG[0] <= arm <= FORWARD_DEG[1] and low_enough and still

    def _spread(self, name: str) -> float:
        return float(np.std([getattr(stance, name) for stance in self._window]))

    def _at_start(self) -> Baseline:
        lengths = Baseline(
            leg=self._median("leg"),
            torso=self._median("torso"),
            foot=self._median("foot"),
            pelvis_up=self._median("pelvis_up"),
            heel_up=self._median("heel_up"),
            heel_at=self._median("heel_at"),
            head_line=self._median("head"),
        )
        if self._kind is Calibration.OWN_START:
            return lengths
        roll = self._roll()
        return replace(
            lengths,
            trunk_incl=self._median("trunk") - roll,
            hip_flex=self._median("hip"),
            knee_flex=self._median("knee"),
            roll_deg=roll * self._window[-1].facing,
        )

    def _roll(self) -> float:
        tilt = self._median("tilt")
        beyond = max(abs(tilt) - NATURAL_LEAN_DEG, 0.0)
        return math.copysign(beyond, tilt) if beyond <= MAX_ROLL_DEG else 0.0

    def _median(self, name: str) -> float:
        """Return the median of a quantity over the window; NaN if mostly unseen."""
        known = [v for s in self._window if math.isfinite(v := getattr(s, name))]
        return statistics.median(known) if 2 * len(known) > len(self._window) else math.nan


@dataclass(frozen=True, slots=True)
class StandingMoment:
    """The outline of a back in a moment of standing, and whether the arms hung down."""

    outline: Outline
    arms_hang: bool


class StandingWatch:
    """Watches for moments of standing upright and still, side-on.

    ``feet`` holds the feet's baseline from the first moment that shows them, all else NaN; None
    until then. Moments with the hands raised or held out in front say nothing of the back.
    ``gauge`` reads the back.
    """

    def __init__(self, gauge: BackGauge | None = None) -> None:
        self._gauge = BackGauge() if gauge is None else gauge
        self.feet: Baseline | None = None
        self._window: deque[Reading] = deque()

    def forget_moment(self) -> None:
        """Restart the moment of standing, after a cut."""
        self._window.clear()

    def step(self, reading: Reading, framing: Framing) -> StandingMoment | None:
        """Return the standing moment that this reading completes, if it shows the back."""
        if math.isnan(reading.loose.get(Measure.TRUNK_INCL, math.nan)):
            return None
        if _was_unseen(self._window, reading) or not _stands_side_on(reading, framing):
            self._window.clear()
            return None
        self._window.append(reading)
        if reading.time_s - self._window[0].time_s < MOMENT_S:
            return None
        if not self._is_still():
            self._window.popleft()
            return None
        window = list(self._window)
        self._window.clear()
        if self.feet is None:
            self.feet = _feet(window)
        outline = self._gauge.middle([row.outline for row in window])
        if outline is None or not all(_hands_are_at_the_body(row) for row in window):
            return None
        return StandingMoment(outline, all(_arms_hang(row) for row in window))

    def _is_still(self) -> bool:
        first, last = self._window[0], self._window[-1]
        walks = abs(last.place - first.place) > STILL_TORSOS * last.torso
        trunk = [row.loose[Measure.TRUNK_INCL] for row in self._window]
        return statistics.pstdev(trunk) <= STILL_DEG and not walks


def _feet(window: Sequence[Reading]) -> Baseline | None:
    """Return the foot's length and heel heights; None unless most frames show them."""
    bodies = [Body.from_pose(row.pose) for row in window if row.pose is not None]
    seen = [body for body in bodies if {Part.HEEL, Part.TOE} <= body.seen]
    if not seen or 2 * len(seen) <= len(window):
        return None
    return Baseline(
        foot=statistics.median(foot_length(body) for body in seen),
        heel_up=statistics.median(heel_height(body) for body in seen),
        heel_at=statistics.median(body.near[Part.HEEL].imag for body in seen),
    )


def _arms_hang(reading: Reading) -> bool:
    height = reading.loose.get(Measure.LIMB_ELEV_ARM, math.nan)
    elbow = reading.loose.get(Measure.ELBOW_FLEX, math.nan)
    return height <= HANGING_DEG - 90.0 and elbow <= HANGING_DEG


def _was_unseen(window: Sequence[_Stance | Reading], now: _Stance | Reading) -> bool:
    """Whether the gap before this moment is too long to bridge."""
    return len(window) > 0 and now.time_s - window[-1].time_s > BRIDGE_S


def _stands_side_on(reading: Reading, framing: Framing) -> bool:
    loose = reading.loose
    return (
        framing.yaw_deg <= SIDE_YAW_DEG
        and abs(loose.get(Measure.TRUNK_INCL, math.nan)) <= UPRIGHT_DEG
        and abs(loose.get(Measure.KNEE_FLEX, math.nan)) <= STRAIGHT_DEG
    )


def _hands_are_at_the_body(reading: Reading) -> bool:
    height = reading.loose.get(Measure.LIMB_ELEV_ARM, math.nan)
    elbow = reading.loose.get(Measure.ELBOW_FLEX, math.nan)
    return height <= (OUT_DEG if elbow <= OUT_ELBOW_DEG else RAISED_DEG)


def _stance(body: Body, pose: Pose, outline: SeenOutline) -> _Stance:
    near = body.near
    arm = near[Part.ELBOW] - near[Part.SHOULDER]
    return _Stance(
        time_s=pose.time_s,
        facing=pose.facing,
        trunk=trunk_incl(body, _RAW),
        hip=hip_flex(body, _RAW),
        knee=knee_flex(body, _RAW),
        shins=(shank_incl(body, _RAW), lean(body.far[Part.KNEE] - body.far[Part.ANKLE])),
        head=head_line(body, _RAW),
        # Straight down is 0, forward 90, hands on the hips negative; NaN if the elbow is hidden.
        arm=-bend(arm, DOWN) if Part.ELBOW in body.seen else math.nan,
        hand=limb_elev_arm(body, _RAW),
        tilt=lean(near[Part.SHOULDER] - near[Part.ANKLE]),
        leg=leg_length(body),
        torso=torso_length(body),
        foot=foot_length(body),
        pelvis_up=near[Part.HIP].imag,
        heel_up=heel_height(body),
        heel_at=near[Part.HEEL].imag,
        outline=outline,
    )
