"""Interruptions of a set: a closed list, never merely poor form.

They are a fall or collapse, losing the person mid-rep, another person in the movement's space, the
stop signal, and leaving the place. A rounded back is never an interruption.
"""

import math
from dataclasses import dataclass, field

from formcheck.exercise.measure.body import Body
from formcheck.exercise.measure.formulas import torso_length
from formcheck.exercise.observe.falls import FallWatch
from formcheck.exercise.results.report import Interruption, InterruptionKind
from formcheck.exercise.spec.models import ExerciseSpec, StopSignal
from formcheck.landmarks.pose import Part, Pose, Side, found_rows
from formcheck.landmarks.smoothing import BRIDGE_S
from formcheck.timing import HeldFor
from formcheck.words.catalogue import english

__all__ = ["HAND_UP_S", "SafetyWatch", "is_hand_up"]

LOST_S = 1.0
"""A person unseen for this long is lost: longer than a blink of the model and a passer-by's step
(team choice)."""

HAND_UP_S = 1.0
"""A hand raised for this long is a signal, not a scratch or a stretch (team choice)."""

HAND_ABOVE_TORSOS = 0.25
"""A raised hand is this far above the ears, in torso lengths: above the crown, out of a scratch's
reach."""

KNOWN_S = 1.0
"""Only after this long in sight without a break is the person surely known from somebody else: the
model sees people in rocks for half a second at a time."""

OVER_S = 10.0
"""An interruption absent for this long is over, and is reported again when it returns."""

FELL_AGAIN_S = 3.0
"""Nobody gets up and falls again sooner; landmarks that slip make no second fall (team choice)."""

LOWERED_S = 1.5
"""A stop signal absent for this long is over. It takes a signal's length to make another, so the
hand was lowered in between, unless it was merely unseen for half a second (team choice)."""

AWAY_TORSOS = 3.0
"""A person whose hips are this many torso lengths (some 1.5 m) from their last rep has left the
place."""


@dataclass(slots=True)
class SafetyWatch:
    """Watches one set for interruptions; reports each once until it is over."""

    spec: ExerciseSpec
    _told: dict[InterruptionKind, float] = field(default_factory=dict)
    _seen_s: float = math.nan
    _known_s: float = 0.0
    _hand: HeldFor = field(default_factory=lambda: HeldFor(HAND_UP_S))
    _home: float = math.nan
    _falls: FallWatch = field(init=False)
    _who: int = 0

    def __post_init__(self) -> None:
        self._falls = FallWatch(self.spec.posture)

    def begin_shot(self) -> None:
        """Forget the last shot, after a cut: a person lying in the next has not fallen or left."""
        self._falls.begin_anew()
        self._home = math.nan

    def step(
        self,
        pose: Pose,
        body: Body,
        *,
        moving: bool,
        whole: Pose | None = None,
        roll_deg: float = 0.0,
    ) -> Interruption | None:
        """Return the new interruption at this pose, if there is one.

        Parameters
        ----------
        pose, body
            The person as judged.
        moving
            Whether a rep is under way.
        whole
            The pose as found, upside-down poses included: a fallen person may lie with the feet
            higher than the hips. None if it is ``pose``.
        roll_deg
            How far the picture's up leans towards the picture's right.
        """
        if pose.track_id != self._who:
            self._who = pose.track_id
            self._falls.begin_anew()
        now = {
            InterruptionKind.FALL: self._falls.step(whole or pose, roll_deg=roll_deg),
            InterruptionKind.LOST: self._lost(pose, moving=moving),
            InterruptionKind.SOMEONE_ELSE: self._known_s >= KNOWN_S and _crowded(pose),
            InterruptionKind.STOP_SIGNAL: self._signalled(pose, moving=moving),
            InterruptionKind.LEFT_PLACE: self._left(pose, body, moving=moving),
        }
        new = [kind for kind, is_so in now.items() if is_so and self._is_news(kind, pose.time_s)]
        self._told.update({kind: pose.time_s for kind, is_so in now.items() if is_so})
        if not new:
            return None
        text = english().of("interruption", new[0])
        return Interruption(time_s=pose.time_s, kind=new[0], text=text)

    def _is_news(self, kind: InterruptionKind, time_s: float) -> bool:
        over_s = _OVER_S.get(kind, OVER_S)
        return time_s - self._told.get(kind, -math.inf) > over_s

    def _lost(self, pose: Pose, *, moving: bool) -> bool:
        if pose.found:
            since_s = pose.time_s - self._seen_s
            self._known_s = self._known_s + since_s if since_s <= BRIDGE_S else 0.0
            self._seen_s = pose.time_s
        return moving and pose.time_s - self._seen_s > LOST_S

    def _signalled(self, pose: Pose, *, moving: bool) -> bool:
        may_stop = StopSignal.RAISED_HAND in self.spec.stop_signals and not moving
        return self._hand.step(may_stop and is_hand_up(pose), pose.time_s)

    def _left(self, pose: Pose, body: Body, *, moving: bool) -> bool:
        hips = float(pose.mid_hip_px[0])
        if moving and math.isfinite(hips):
            self._home = hips
        return not moving and abs(hips - self._home) > AWAY_TORSOS * torso_length(body)


_OVER_S = {InterruptionKind.STOP_SIGNAL: LOWERED_S, InterruptionKind.FALL: FELL_AGAIN_S}
"""Interruptions that are over sooner than others, and after how many seconds."""


def is_hand_up(pose: Pose) -> bool:
    """Whether a hand is clearly above the head."""
    head = min(float(pose.point(Part.EAR, side)[1]) for side in Side)
    torso = max(
        math.dist(pose.point(Part.SHOULDER, side), pose.point(Part.HIP, side)) for side in Side
    )
    hands = (float(pose.point(Part.WRIST, side)[1]) for side in Side)
    return any(hand < head - HAND_ABOVE_TORSOS * torso for hand in hands)


def _crowded(pose: Pose) -> bool:
    """Whether another person's box overlaps the space that the followed person moves in."""
    if not pose.found or len(pose.other_boxes_xyxy) == 0:
        return False
    points = pose.points_px[found_rows(pose.points_px)]
    left, top = points.min(axis=0).tolist()
    right, bottom = points.max(axis=0).tolist()
    room = (bottom - top) / 2  # half a body height: an arm's length around
    return any(
        box[0] < right + room and box[2] > left - room for box in pose.other_boxes_xyxy.tolist()
    )
