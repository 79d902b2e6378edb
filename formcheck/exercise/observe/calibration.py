"""The person's own start, watched for rather than demanded.

Step one, standing relaxed, or the start of their own in the exercise's posture: baselines of angles
and lengths, and the camera's roll. Step two,
standing with the arms forward: the outline of the back, which hanging arms would hide in an
oblique view. Whoever does either for a moment, live or on a recording, is calibrated by it.
Who never does the second is still seen standing now and then, between reps for instance; side-on,
that too shows the outline.
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
"""How long to stand still: people are asked for two seconds and take a moment to settle."""

STILL_DEG = 2.0
"""Spread of trunk and arm angles within which somebody stands still: sway and jitter."""

STILL_TORSOS = 0.1
"""Hips that move across the picture by more than this share of the torso (5 cm) in a moment of
standing are walking: slow walking covers six times as much."""

FORWARD_DEG = (55.0, 115.0)
"""Upper arms raised by this much are forward: asked for 60-90°, plus the error."""

NATURAL_LEAN_DEG = 3.0
"""The line from ankle to shoulder leans forward by about this much in relaxed standing; only a
tilt beyond it can be the camera's."""

MOMENT_S = 0.5
"""A standing moment: as long as people stand at the top between reps (team choice)."""

RAISED_DEG = 10.0
"""Hands higher than this above the level of the shoulders pull the shoulder blades up, which rounds
the outline of a straight back (rendered people); behind the head they are as high."""

OUT_DEG, OUT_ELBOW_DEG = -40.0, 100.0
"""Hands higher than this from below the level of the shoulders, elbows bent less than that, are
held out in front: that is the second step, which must not pass for standing relaxed (team choice;
hands on the hips are lower, and at the chest or behind the neck elbows are bent more)."""

MAX_ROLL_DEG = 15.0
"""Beyond this it is the person who leans, not the camera."""

DOWN = -1j
"""Straight down, as bodies have it (forward + up·i)."""

_RAW = Baseline(head_line=0.0)
"""The baseline that takes nothing off: the angles as they are."""


@dataclass(frozen=True, slots=True)
class _Stance:
    """One frame of somebody at their start, in raw angles and pixels."""

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
    """Watches for the start a spec asks for, until it has it.

    Parameters
    ----------
    kind
        What is asked for.
    posture
        What the exercise begins in, where that is the person's own start.
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
        """Whether the arms-forward step is asked for and not yet done."""
        asked = self._kind is Calibration.STANDING_THEN_ARMS_FORWARD
        return self.arms_forward is None and asked

    def forget_moment(self) -> None:
        """Begin the moment of standing still anew, after a cut; what is known stays."""
        self._window.clear()

    def step(self, pose: Pose, framing: Framing) -> None:
        """Look at one pose; the baseline and the arms-forward outline are set once known."""
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
        """Return the middle of a quantity over the window; NaN where mostly unseen."""
        known = [v for s in self._window if math.isfinite(v := getattr(s, name))]
        return statistics.median(known) if 2 * len(known) > len(self._window) else math.nan


@dataclass(frozen=True, slots=True)
class StandingMoment:
    """The outline of a back in a moment of standing; ``arms_hang`` tells that they hung down."""

    outline: Outline
    arms_hang: bool


class StandingWatch:
    """Watches for moments of standing upright and still, side-on.

    ``feet`` is what the first of them showed of the feet, as a baseline that knows nothing else;
    None until then. Of the back, moments with the hands raised or held out in front tell nothing.
    ``gauge`` reads the back.
    """

    def __init__(self, gauge: BackGauge | None = None) -> None:
        self._gauge = BackGauge() if gauge is None else gauge
        self.feet: Baseline | None = None
        self._window: deque[Reading] = deque()

    def forget_moment(self) -> None:
        """Begin the moment of standing anew, after a cut."""
        self._window.clear()

    def step(self, reading: Reading, framing: Framing) -> StandingMoment | None:
        """Return what was seen of the back if a moment of standing has just become complete."""
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
    """Return how long the foot is and how high its heel, where they were seen in most frames."""
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
    """Whether nobody was seen for longer than is bridged before this moment."""
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
        # Straight down is 0, forward 90, hands on the hips negative; hidden arms tell nothing.
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
