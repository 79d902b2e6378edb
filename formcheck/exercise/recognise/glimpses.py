"""One pose at a glance: the few loose numbers that distinguish exercises, in any view.

Unlike judged measures, they may rest on hidden joints and, in an oblique view, on the model's guess
of depth: each errs, and the recogniser knows by how much.
"""

import math
from dataclasses import dataclass

from formcheck.exercise.framing.watch import view_of
from formcheck.exercise.framing.yaw import YawWatch
from formcheck.exercise.measure.body import Body, bend
from formcheck.exercise.measure.formulas import (
    Baseline,
    balance,
    hand_height,
    knee_flex,
    leg_length,
    trunk_incl,
)
from formcheck.exercise.measure.formulas import stride as stride_of
from formcheck.exercise.measure.registry import View
from formcheck.landmarks.pose import Part, Pose

__all__ = ["Glimpse", "Glimpser"]

ON_FEET_KNEE, ON_FEET_HIP, ON_FEET_SHOULDER = 0.2, 0.15, 0.45
"""Least heights above the ankle, in leg lengths, of knees, hips and shoulders of people on their
feet. Kneeling people have lower knees (0), people sitting on the floor lower hips (0), lying people
lower shoulders (0.1); in the deepest squat the heights are 0.4, 0.25 and 0.7 [D]."""

_NAN = math.nan


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The loose numbers of one pose; NaN if nobody was found.

    In degrees: the trunk's ``lean`` and the bend of the less bent ``knee``. In leg lengths: the
    height of the lower ``hand`` above the ankle, the near hand's ``hand_up`` above and ``reach``
    ahead of the shoulder, ``balance`` and ``stride``. In pixels: the lower ankle's height in the
    picture and the leg's length. ``whole`` numbers connected stretches: it changes at a cut or with
    another person.
    """

    time_s: float
    view: View = View.UNKNOWN
    on_feet: bool = False
    found: bool = False
    lean: float = _NAN
    knee: float = _NAN
    hand: float = _NAN
    hand_up: float = _NAN
    reach: float = _NAN
    balance: float = _NAN
    stride: float = _NAN
    ankle_px: float = _NAN
    leg_px: float = _NAN
    whole: tuple[int, int] = (0, 0)

    @property
    def fold(self) -> float:
        """The larger bend of trunk and knees, forward or backward.

        While the facing is wrong, people seem bent backward.
        """
        return max(abs(self.lean), abs(self.knee))


class Glimpser:
    """Takes glimpses of one recording's poses, in order."""

    def __init__(self) -> None:
        self._yaw = YawWatch(on_feet=True)
        self._whole = (0, 0)

    def __call__(self, pose: Pose, view: View | None = None) -> Glimpse:
        """Return the glimpse of a pose; pass ``view`` if it is known already."""
        whole = (pose.track_id, pose.shot)
        if whole != self._whole:
            self._whole = whole
            self._yaw.forget()
        if view is None:
            view = view_of(self._yaw.step(pose).yaw_deg)
        seen = Body.from_pose(pose)
        leg = leg_length(seen)
        if not pose.found or not leg > 0:
            return Glimpse(pose.time_s, view, whole=whole)
        body = seen if view is View.SIDE else Body.from_world(pose)
        shoulder = body.near[Part.SHOULDER]
        return Glimpse(
            time_s=pose.time_s,
            view=view,
            on_feet=_is_on_feet(seen, leg),
            found=True,
            lean=trunk_incl(body, _NOTHING),
            knee=min(knee_flex(body, _NOTHING), _far_knee(body)),
            hand=min(hand_height(body, _NOTHING), _far_hand(body)),
            hand_up=(body.near[Part.WRIST] - shoulder).imag / leg_length(body),
            reach=(body.near[Part.WRIST] - shoulder).real / leg_length(body),
            balance=balance(body, _NOTHING),
            stride=stride_of(body, _NOTHING),
            ankle_px=min(seen.near[Part.ANKLE].imag, seen.far[Part.ANKLE].imag),
            leg_px=leg,
            whole=whole,
        )


_NOTHING = Baseline()


def _far_knee(body: Body) -> float:
    far = body.far
    return -bend(far[Part.HIP] - far[Part.KNEE], far[Part.KNEE] - far[Part.ANKLE])


def _far_hand(body: Body) -> float:
    return (body.far[Part.WRIST] - body.near[Part.ANKLE]).imag / leg_length(body)


def _is_on_feet(body: Body, leg: float) -> bool:
    """Whether knees, hips and shoulders are as high above the ankle as in people on their feet."""
    ankle = body.near[Part.ANKLE].imag
    return all(
        (body.near[part].imag - ankle) / leg >= least
        for part, least in (
            (Part.KNEE, ON_FEET_KNEE),
            (Part.HIP, ON_FEET_HIP),
            (Part.SHOULDER, ON_FEET_SHOULDER),
        )
    )
