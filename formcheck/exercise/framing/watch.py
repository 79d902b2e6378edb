"""Is the camera placed so that this exercise can be judged, and what to change.

Live this guides the person into place; on a recording it decides what can be judged and says so.
Nothing here refuses: each check is judged or not by what it needs itself.
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
"""Up to here the view is side-on (team choice)."""

JUDGED_YAW_DEG = 24.5
"""Beyond this nothing is judged from the side. It is to be 25 (team choice): the geometry alone
then costs a trunk angle 3° and the landmarks far more [S28]. A yaw is read with an error of 4: with
half a degree less, of two lots of rendered people turned by 15 to 25 degrees 84 and 79 in a hundred
are seen so, of those turned by 25 to 29 8 and 8, of those further round none (docs/back.md)."""

FRONT_YAW_DEG = 60.0
"""From here it is a front view: half-way between oblique (45°) and facing the camera, rounded."""

ADVISED_EVERY_S = 0.1
"""What to advise is looked for so often and no more: nobody moves faster than it can be said."""

READY_S = 1.0
"""So long there is nothing to change before the person is told so: what a walk passes through is
over by then (team choice)."""

BACK_SOON_S = 4.0
"""Somebody out of sight for less is on their way, most likely to the screen to tip it."""

STILL_TORSOS = 0.3
"""Who moves the hips less across or down the picture in a second stands, and who grows or shrinks
less in it: 0.15 m at a torso of 0.5 m. A slow step is twice that. Standing still to be measured
takes less, a third of it in half a second (``calibration``)."""

DARK = 0.15
"""Mean brightness (0-1) below which landmarks lose precision; a lit room has 0.3-0.6."""

BLURRED = 15.0
"""Variance of the Laplacian at 320 pixels' width; a clear picture of a room has over 100."""

MOVING = 0.02
"""Background shift, picture widths per second, of a camera that is not standing still."""

SLOW_FPS = 12.0
"""Frames per second below which a pause at the bottom can fall between frames."""

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
    """How the person was seen in one frame: ``unseen`` are needed parts that were not."""

    time_s: float
    unseen: frozenset[Part]


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the person was in one frame.

    ``cut`` are needed parts out of the picture; ``turn_deg`` is + towards the camera and NaN where
    that is unclear; ``hips`` is their place, in picture widths.
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
        What its measures need seen.
    moves_ahead
        Whether the head travels forward in it, so that room is kept.
    core
        Without these nothing is followed: they are asked for until they are seen.
    on_floor
        Whether it is done on the floor: nobody there stands or walks, nor bows ahead.
    words
        What advice is given in; None for English.
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
        """Forget what was advised in vain: from now on somebody hears it."""
        self._counsel = AdviceQueue(self._words)

    def step(self, pose: Pose) -> Framing:
        """Return the framing at this pose, steadied over the last second."""
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
        """Return the framing with what to say of it now."""
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
        """Return what to say, and what is let go.

        Who was told something and is out of sight is on the way: it is the same as before.
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
        """Whether the person stands, and neither walks nor is just out of sight."""
        if not self._stands:
            return time_s - self._seen_s >= BACK_SOON_S
        places = [(*stand.hips, stand.room.torso) for stand in self._stands]
        moved = (max(way) - min(way) for way in zip(*places, strict=True))
        return all(way <= STILL_TORSOS * places[-1][-1] for way in moved)

    def _is_ready(self, time_s: float, *, fit: bool) -> bool:
        self._fit_since_s = min(self._fit_since_s, time_s) if fit else math.inf
        return time_s - self._fit_since_s >= READY_S

    def _troubles(self, pose: Pose, framing: Framing) -> dict[str, Trouble]:
        """Return all there is to change by its kind, what is said first before the rest."""
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
            return None  # no turning would help: the network does not tell turns
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
        """Return which way to turn to stand side-on, where it is clear."""
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
    """Whether a part is out of the picture, by where the model thinks that it is."""
    if pose.near is None:
        return False
    width, height = pose.size_wh
    x, y = pose.point(part, pose.near).tolist()
    return not (0 <= x <= width and 0 <= y <= height)


def _names(each: Sequence[frozenset[Part]]) -> tuple[str, ...]:
    """Return the names of parts that are in most of some sets."""
    count = Counter(part for parts in each for part in parts)
    often = (PART_NAMES[part] for part in Part if 2 * count[part] > len(each))
    return tuple(dict.fromkeys(often))
