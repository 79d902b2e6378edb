"""Whether camera and person stand so that the exercise can be judged, and what to change.

Live, this guides the person into place; on a recording, it decides what can be judged and says so.
It refuses nothing: each check is judged or not by its own needs.
"""

import math
import statistics
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.exercise.framing.advice import (
    ONCE_S,
    PART_NAMES,
    AdviceQueue,
    Remedy,
    Trouble,
    can_judge_words,
    hidden_trouble,
    nobody_trouble,
    picture_trouble,
)
from formcheck.exercise.framing.room import Room, room_of, room_troubles, usual_room
from formcheck.exercise.framing.yaw import WINDOW_S, YawWatch
from formcheck.exercise.measure.body import seen_parts
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.moment import Framing
from formcheck.landmarks.pose import Part, Pose
from formcheck.landmarks.yaw import clear_turn_of
from formcheck.words.catalogue import Words, english

__all__ = ["JUDGED_YAW_DEG", "MOVING", "FramingWatch", "view_of"]

SIDE_YAW_DEG = 15.0
"""Up to this yaw the view is side-on (team choice)."""

JUDGED_YAW_DEG = 24.5
"""Beyond this yaw nothing is judged from the side. The aim is 25 (team choice): the geometry alone
then costs a trunk angle 3° and the landmarks far more [S28]. A yaw is read with an error of 4. With
half a degree less, of two lots of rendered people, 84 and 79 in a hundred turned by 15 to 25
degrees pass, 8 and 8 turned by 25 to 29, and none turned further (docs/back.md)."""

FRONT_YAW_DEG = 60.0
"""Beyond this yaw it is a front view: half-way from oblique (45°) to facing the camera, rounded."""

ADVISED_EVERY_S = 0.1
"""Advice is sought at most this often: nobody moves faster than advice can be said."""

READY_S = 1.0
"""The framing must be right for this long before it counts as ready: a person who merely walks
through the place has left it by then (team choice)."""

BACK_SOON_S = 4.0
"""A person out of sight for less than this is on their way, most likely to tip the screen."""

STILL_TORSOS = 0.3
"""A person stands if their hips move less than this across or down the picture in a second, and
their torso grows or shrinks less: 0.15 m at a torso of 0.5 m. A slow step is twice that. Standing
still to be measured takes less, a third of it in half a second (``calibration``)."""

DARK = 0.15
"""Mean brightness (0-1) below which landmarks lose precision; a lit room has 0.3-0.6."""

BLURRED = 15.0
"""Variance of the Laplacian at 320 pixels' width; a clear picture of a room has over 100."""

MOVING = 0.02
"""Background shift, picture widths per second, of a camera that is not standing still."""

SLOW_FPS = 12.0
"""Below this many frames per second a pause at the bottom can fall between frames."""

CORE = frozenset({Part.SHOULDER, Part.HIP})
"""Without these no exercise can be followed."""


def view_of(yaw_deg: float) -> View:
    """Return the view a yaw belongs to."""
    if math.isnan(yaw_deg):
        return View.UNKNOWN
    if yaw_deg <= JUDGED_YAW_DEG:
        return View.SIDE
    return View.OBLIQUE if yaw_deg <= FRONT_YAW_DEG else View.FRONT


@dataclass(frozen=True, slots=True)
class _Look:
    """One frame's needed parts that were ``unseen``."""

    time_s: float
    unseen: frozenset[Part]


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the person was in one frame.

    ``cut`` are needed parts out of the picture; ``turn_deg`` is + towards the camera and NaN if
    unclear; ``hips`` is the place of the hips, in picture widths.
    """

    time_s: float
    turn_deg: float
    cut: frozenset[Part]
    room: Room
    hips: tuple[float, float]


class FramingWatch:
    """Watches how one person stands to the camera.

    Parameters
    ----------
    view
        The view that the exercise is judged from.
    parts
        The parts that its measures need to see.
    moves_ahead
        Whether the head travels forward in the exercise, so that room is kept.
    core
        The parts without which no movement is followed: they are asked for until they are seen.
    on_floor
        Whether the exercise is done on the floor: nobody there stands, walks or bows ahead.
    words
        The catalogue for advice; None for English.
    """

    def __init__(  # noqa: PLR0913 - what an exercise needs of the place
        self,
        view: View,
        parts: frozenset[Part],
        *,
        moves_ahead: bool,
        core: frozenset[Part] = CORE,
        on_floor: bool = False,
        words: Words | None = None,
    ) -> None:
        self._view = view
        self._words = words or english()
        self._parts = parts
        self._moves_ahead = moves_ahead
        self._core = core
        self._yaw = YawWatch(on_feet=not on_floor)
        self._on_floor = on_floor
        self._recent: deque[_Look] = deque()
        self._stands: deque[_Stand] = deque()
        self._times: deque[float] = deque()
        self._counsel = AdviceQueue(self._words)
        self._whom = 0, 0
        self._seen_s = self._advised_s = -math.inf
        self._fit_since_s = math.inf
        self._framing = Framing()

    def advise_anew(self) -> None:
        """Forget advice given in vain: from now on somebody hears it."""
        self._counsel = AdviceQueue(self._words)

    def step(self, pose: Pose) -> Framing:
        """Return the framing at this pose, smoothed over the last second."""
        self._times.append(pose.time_s)
        if (pose.track_id, pose.shot) != self._whom:
            self._whom, self._counsel = (pose.track_id, pose.shot), AdviceQueue(self._words)
            self._yaw.forget()
            self._recent.clear()
            self._stands.clear()
        if pose.found:
            self._recent.append(_Look(pose.time_s, self._unseen(pose)))
            self._seen_s = pose.time_s
        self._forget(pose.time_s - WINDOW_S)
        turn = self._yaw.step(pose)
        self._framing = replace(
            self._framing,
            view=view_of(turn.yaw_deg),
            yaw_deg=turn.yaw_deg,
            turn_deg=turn.turn_deg,
            missing=_names([look.unseen for look in self._recent]),
            settled=self._yaw.settled,
            unclear=self._yaw.noisy,
            untold=pose.profile.yaw is None,
        )
        if pose.time_s - self._advised_s >= ADVISED_EVERY_S:
            self._advised_s = pose.time_s
            self._framing = self._advised(pose, self._framing)
        return self._framing

    def _unseen(self, pose: Pose) -> frozenset[Part]:
        if pose.near is None:
            return self._parts
        return self._parts - seen_parts(pose, pose.near)

    def _forget(self, before_s: float) -> None:
        for kept in (self._recent, self._stands):
            while kept and kept[0].time_s < before_s:
                kept.popleft()
        while self._times and self._times[0] < before_s:
            self._times.popleft()

    def _advised(self, pose: Pose, framing: Framing) -> Framing:
        """Return the framing with the advice to give now."""
        if pose.found:
            self._stands.append(self._stand(pose))
        still = self._is_still(pose.time_s)
        troubles = self._troubles(pose, framing)
        advice, let_go = self._told(framing.advice, pose.time_s, troubles, still=still)
        losing = [name for kind in let_go for name in troubles[kind].losing]
        return replace(
            framing,
            advice=advice,
            problems=tuple(trouble.problem for trouble in troubles.values()),
            ready=self._is_ready(pose.time_s, fit=framing.settled and still and not advice),
            still=still,
            partial=can_judge_words(self._words, (*framing.missing, *losing), self._parts),
        )

    def _told(
        self, before: str, time_s: float, troubles: Mapping[str, Trouble], *, still: bool
    ) -> tuple[str, tuple[str, ...]]:
        """Return the advice to give and the kinds of troubles let go.

        A person out of sight after advice is on their way: the advice stays the same.
        """
        if before and not self._recent and not still:
            return before, ()
        return self._counsel.step(time_s, troubles, acting=not still)

    def _stand(self, pose: Pose) -> _Stand:
        x, y = pose.mid_hip_px.tolist()
        return _Stand(
            pose.time_s,
            math.nan if self._on_floor else clear_turn_of(pose),
            frozenset(part for part in self._unseen(pose) if _is_out(pose, part)),
            room_of(pose, self._parts, moves_ahead=self._moves_ahead, on_floor=self._on_floor),
            (x / pose.size_wh[0], y / pose.size_wh[0]),
        )

    def _is_still(self, time_s: float) -> bool:
        """Whether the person stands, neither walking nor only just out of sight."""
        if not self._stands:
            return time_s - self._seen_s >= BACK_SOON_S
        places = [(*stand.hips, stand.room.torso) for stand in self._stands]
        moved = (max(way) - min(way) for way in zip(*places, strict=True))
        return all(way <= STILL_TORSOS * places[-1][-1] for way in moved)

    def _is_ready(self, time_s: float, *, fit: bool) -> bool:
        self._fit_since_s = min(self._fit_since_s, time_s) if fit else math.inf
        return time_s - self._fit_since_s >= READY_S

    def _troubles(self, pose: Pose, framing: Framing) -> dict[str, Trouble]:
        """Return all troubles by their kind, in the order of saying them."""
        if not self._recent:
            return {"nobody": nobody_trouble(self._words)}
        picture = self._picture_troubles(pose)
        core = {PART_NAMES[part] for part in self._core & self._parts}
        cut = _names([stand.cut for stand in self._stands])
        room = room_troubles(
            usual_room([stand.room for stand in self._stands]),
            cut,
            essential=bool(core.intersection(cut)),
            front=self._view is View.FRONT,
            words=self._words,
        )
        found = {
            "dark": picture.get("dark"),
            "height": room.get("height"),
            "view": self._view_trouble(framing, pose),
            "width": room.get("width"),
            "far": room.get("far"),
            "turned": self._turned_trouble(framing),
            "hidden": hidden_trouble(
                self._words, [name for name in framing.missing if name not in cut], core
            ),
            **picture,
        }
        return {kind: trouble for kind, trouble in found.items() if trouble is not None}

    def _view_trouble(self, framing: Framing, pose: Pose) -> Trouble | None:
        view, yaw = framing.view, framing.yaw_deg
        if pose.profile.yaw is None and pose.facing != 0:
            return None  # no turning would help: the network does not show turns
        lack = yaw / 90.0 if math.isfinite(yaw) else 1.0
        if self._view is View.FRONT and view is not View.FRONT:
            instruction = Remedy.TURN_FRONT
            problem = self._words("problem-front")
            return Trouble(problem, (instruction,), 1.0 - lack, essential=True)
        if self._view is View.SIDE and (view is not View.SIDE or pose.facing == 0):
            problem = self._words("problem-side")
            return Trouble(problem, self._turns(view), lack, essential=True)
        return None

    def _turned_trouble(self, framing: Framing) -> Trouble | None:
        yaw = framing.yaw_deg
        if self._view is not View.SIDE or not SIDE_YAW_DEG < yaw <= JUDGED_YAW_DEG:
            return None
        problem = self._words("problem-turned")
        return Trouble(problem, self._turns(framing.view)[:1], yaw / 90.0, patience_s=ONCE_S)

    def _turns(self, view: View) -> tuple[Remedy, ...]:
        """Return the turns that bring the person side-on; a clear direction comes first."""
        turns = [stand.turn_deg for stand in self._stands if math.isfinite(stand.turn_deg)]
        if 2 * len(turns) <= len(self._stands) or view is View.FRONT:
            return (Remedy.TURN_SIDE,)
        towards = statistics.median(turns) > 0
        return (Remedy.TURN_AWAY if towards else Remedy.TURN_TOWARDS, Remedy.TURN_SIDE)

    def _picture_troubles(self, pose: Pose) -> dict[str, Trouble]:
        picture = pose.picture
        wrong = {
            "dark": picture.light < DARK,
            "blurred": picture.sharpness < BLURRED,
            "shaken": picture.shift > MOVING,
            "slow": self._frame_rate() < SLOW_FPS,
        }
        return {kind: picture_trouble(self._words, kind) for kind, found in wrong.items() if found}

    def _frame_rate(self) -> float:
        if not self._times or self._times[-1] - self._times[0] < WINDOW_S / 2:
            return math.inf
        return (len(self._times) - 1) / (self._times[-1] - self._times[0])


def _is_out(pose: Pose, part: Part) -> bool:
    """Whether the model places a part outside the picture."""
    if pose.near is None:
        return False
    width, height = pose.size_wh
    x, y = pose.point(part, pose.near).tolist()
    return not (0 <= x <= width and 0 <= y <= height)


def _names(each: Sequence[frozenset[Part]]) -> tuple[str, ...]:
    """Return the names of parts that more than half of the sets contain."""
    count = Counter(part for parts in each for part in parts)
    often = (PART_NAMES[part] for part in Part if 2 * count[part] > len(each))
    return tuple(dict.fromkeys(often))
