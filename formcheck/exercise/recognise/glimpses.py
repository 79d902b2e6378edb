"""One pose at a glance: the few loose numbers that tell exercises apart, in any view.

Unlike what is judged, they may rest on hidden joints and, seen obliquely, on the model's guess of
depth: each errs, and the recogniser knows by how much.
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
"""Heights above the ankle, in leg lengths, of knees, hips and shoulders of people on their feet:
the knees of those who kneel are lower (0), the hips of those who sit on the floor (0), the
shoulders of those who lie (0.1); in the deepest squat they are at 0.4, 0.25 and 0.7 [D]."""

_NAN = math.nan


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one pose tells.

    ``lean`` of the trunk and bend of the less bent ``knee`` are in degrees; of the lower
    ``hand`` above the ankle, ``hand_up`` above and ``reach`` ahead of the shoulder, ``balance`` and
    ``stride`` are in leg lengths; how high the lower ankle is in the picture and how long a leg is
    are in its pixels; NaN where nobody was found.
    ``whole`` numbers stretches that belong together: another one follows a cut or another person.
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
        """How far somebody is bent anywhere: by the trunk or by both knees, whichever way.

        While it is taken wrongly which way somebody faces, they seem bent backwards.
        """
        return max(abs(self.lean), abs(self.knee))


class Glimpser:
    """Takes glimpses of one recording's poses, in their order."""

    def __init__(self) -> None:
        self._yaw = YawWatch(on_feet=True)
        self._whole = (0, 0)

    def __call__(self, pose: Pose, view: View | None = None) -> Glimpse:
        """Return what a pose tells; ``view`` is given by whoever watches it anyway."""
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
    """Whether knees, hips and shoulders are as high above the ankle as those of people on it."""
    ankle = body.near[Part.ANKLE].imag
    return all(
        (body.near[part].imag - ankle) / leg >= least
        for part, least in (
            (Part.KNEE, ON_FEET_KNEE),
            (Part.HIP, ON_FEET_HIP),
            (Part.SHOULDER, ON_FEET_SHOULDER),
        )
    )
