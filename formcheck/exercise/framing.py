"""Is the camera placed so that this exercise can be judged, and what to change.

Live this guides the person into place; on a recording it decides what can be judged and says so.
Nothing here refuses: each check is judged or not by what it needs itself.
"""

import math
import statistics
from collections import deque
from dataclasses import dataclass

from formcheck.exercise.body import seen_parts
from formcheck.exercise.measures import View
from formcheck.exercise.moment import Framing
from formcheck.pose.landmarks import Joint, Part, Pose
from formcheck.pose.yaw import yaw_of

__all__ = ["JUDGED_YAW_DEG", "MOVING", "FramingWatch", "view_of"]

SIDE_YAW_DEG = 15.0
"""Up to here the view is side-on (team choice)."""

JUDGED_YAW_DEG = 25.0
"""Beyond this nothing is judged from the side (team choice): the geometry alone then costs a
trunk angle 3° and the landmarks far more [S28]."""

FRONT_YAW_DEG = 60.0
"""From here it is a front view: half-way between oblique (45°) and facing the camera, rounded."""

WINDOW_S = 1.0
"""Framing changes slowly; a second's median is steady through a blink of the landmarks."""

SETTLED_S = 0.25
"""Nothing is judged before somebody was seen for so long: the model's first frames are those in
which it is wrong most often (team choice)."""

DARK = 0.15
"""Mean brightness (0-1) below which landmarks lose precision; a lit room has 0.3-0.6."""

BLURRED = 15.0
"""Variance of the Laplacian at 320 pixels' width; a clear picture of a room has over 100."""

MOVING = 0.02
"""Background shift, picture widths per second, of a camera that is not standing still."""

SLOW_FPS = 12.0
"""Frames per second below which a pause at the bottom can fall between frames."""

SMALL_SHARE, LARGE_SHARE = 0.35, 0.97
"""Standing height over the picture's height: outside of this a person is too far or too near."""

AHEAD_TORSOS = 1.4
"""How far the head travels forward of the hips in a hinge: 0.7 m at a torso of 0.5 m."""

PART_NAMES = {
    Part.EAR: "head",
    Part.SHOULDER: "shoulders",
    Part.ELBOW: "elbows",
    Part.WRIST: "hands",
    Part.HIP: "hips",
    Part.KNEE: "knees",
    Part.ANKLE: "ankles",
    Part.HEEL: "feet",
    Part.TOE: "feet",
}


def view_of(yaw_deg: float) -> View:
    """Return the view a yaw belongs to."""
    if math.isnan(yaw_deg):
        return View.UNKNOWN
    if yaw_deg <= JUDGED_YAW_DEG:
        return View.SIDE
    return View.OBLIQUE if yaw_deg <= FRONT_YAW_DEG else View.FRONT


@dataclass(frozen=True, slots=True)
class _Look:
    """How the person was seen in one frame: ``unseen`` are needed parts that were not."""

    time_s: float
    yaw_deg: float
    unseen: frozenset[Part]


class FramingWatch:
    """Watches how one person stands to the camera, for a spec that needs ``parts`` seen."""

    def __init__(self, view: View, parts: frozenset[Part], *, moves_ahead: bool) -> None:
        self._view = view
        self._parts = parts
        self._moves_ahead = moves_ahead
        self._recent: deque[_Look] = deque()
        self._times: deque[float] = deque()

    def step(self, pose: Pose) -> Framing:
        """Return the framing at this pose, steadied over the last second."""
        self._times.append(pose.time_s)
        if pose.found:
            self._recent.append(_Look(pose.time_s, yaw_of(pose), self._unseen(pose)))
        self._forget(pose.time_s - WINDOW_S)
        looks = [look for look in self._recent if not math.isnan(look.yaw_deg)]
        yaw = statistics.median(look.yaw_deg for look in looks) if looks else math.nan
        settled = bool(looks) and looks[-1].time_s - looks[0].time_s >= SETTLED_S
        view = view_of(yaw)
        missing = self._missing()
        problems = tuple(self._problems(pose, view, yaw, missing))
        advice = problems[0] if problems else ""
        return Framing(view, yaw, advice, problems, missing, settled=settled)

    def _forget(self, before_s: float) -> None:
        while self._recent and self._recent[0].time_s < before_s:
            self._recent.popleft()
        while self._times and self._times[0] < before_s:
            self._times.popleft()

    def _unseen(self, pose: Pose) -> frozenset[Part]:
        if pose.near is None:
            return self._parts
        return self._parts - seen_parts(pose, pose.near)

    def _missing(self) -> tuple[str, ...]:
        """Return names of parts unseen in most of the last second."""
        names: list[str] = []
        for part in Part:
            unseen = sum(part in look.unseen for look in self._recent)
            if part in self._parts and 2 * unseen > len(self._recent):
                names.append(PART_NAMES[part])
        return tuple(dict.fromkeys(names))

    def _problems(self, pose: Pose, view: View, yaw: float, missing: tuple[str, ...]) -> list[str]:
        if not self._recent:
            return ["I can't see anybody. Step into the picture."]
        told = [*self._picture_problems(pose), *self._size_problems(pose)]
        if missing:
            told.append(_missing_advice(missing))
        if self._view is View.SIDE and view is not View.SIDE:
            told.append("I don't see you from the side. Turn until one shoulder faces the camera.")
        elif self._view is View.SIDE and yaw > SIDE_YAW_DEG:
            told.append("Turn a little more, so that one shoulder points at the camera.")
        elif self._view is View.FRONT and view is not View.FRONT:
            told.append("Turn to face the camera.")
        return told

    def _picture_problems(self, pose: Pose) -> list[str]:
        picture = pose.picture
        told = []
        if picture.light < DARK:
            told.append("It is too dark to see you well. Turn on a light.")
        if picture.sharpness < BLURRED:
            told.append("The picture is blurred. Wipe the lens, or add light.")
        if picture.shift > MOVING:
            told.append("The camera is moving. Put it somewhere firm.")
        if self._frame_rate() < SLOW_FPS:
            told.append("The picture comes too slowly. Close other programs, or add light.")
        return told

    def _frame_rate(self) -> float:
        if not self._times or self._times[-1] - self._times[0] < WINDOW_S / 2:
            return math.inf
        return (len(self._times) - 1) / (self._times[-1] - self._times[0])

    def _size_problems(self, pose: Pose) -> list[str]:
        points = pose.points_px
        top, bottom = float(points[:, 1].min()), float(points[:, 1].max())
        share = (bottom - top) / pose.size_wh[1]
        upright = points[Joint.NOSE, 1] < points[[Joint.LEFT_HIP, Joint.RIGHT_HIP], 1].min()
        if not upright:
            return []
        if share < SMALL_SHARE:
            return ["You are far away. Come closer to the camera."]
        if share > LARGE_SHARE:
            return ["You are very close. Move further from the camera."]
        return self._room_problems(pose)

    def _room_problems(self, pose: Pose) -> list[str]:
        if not self._moves_ahead or pose.near is None:
            return []
        hip = pose.point(Part.HIP, pose.near)
        shoulder = pose.point(Part.SHOULDER, pose.near)
        torso = math.hypot(*(shoulder - hip).tolist())
        edge = pose.size_wh[0] if pose.facing > 0 else 0
        if abs(edge - float(hip[0])) >= AHEAD_TORSOS * torso:
            return []
        return ["You need more room in front of you. Walk backwards a step."]


def _missing_advice(missing: tuple[str, ...]) -> str:
    names = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    fix = {
        "feet": "Tip the screen forward a little, or move further from the camera.",
        "ankles": "Tip the screen forward a little, or move further from the camera.",
        "head": "Tip the screen back a little, or move further from the camera.",
    }.get(missing[-1], "Move until the whole of you is in the picture.")
    return f"I can't see your {names}. {fix}"
