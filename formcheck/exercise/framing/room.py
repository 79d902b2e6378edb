"""Whether the picture has room for a person and all of the movement, and what makes more.

All lengths are shares of the picture's height or width. A cut-off part counts where the model
places it: feet beyond the edge come about half as far out as they are, on the correct side.
"""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from formcheck.exercise.framing.advice import ONCE_S, Remedy, Trouble, body_words
from formcheck.landmarks.pose import Joint, Part, Pose, Side, joint_of
from formcheck.words.catalogue import Words

__all__ = ["LARGE_SHARE", "SMALL_SHARE", "Room", "room_of", "room_troubles", "usual_room"]

SMALL_SHARE, LARGE_SHARE = 0.35, 0.97
"""Standing height over the picture's height: outside this range a person is too far or too near."""

AHEAD_TORSOS = 1.4
"""How far the head travels forward of the hips in a hinge: 0.7 m at a torso of 0.5 m."""

BEHIND_TORSOS = 0.7
"""How far the body reaches behind where the hips stand: they travel back 0.2 m in a hinge, and the
outline of the back is 0.15 m behind them."""

CROWN_TORSOS = 0.25
"""How far the top of the head is above ear and nose: 0.13 m at a torso of 0.5 m. The model misses
people whose head is cut off."""

STEP_TORSOS = 0.6
"""A step to the front or back: 0.3 m at a torso of 0.5 m."""

TIP_SHARE = 0.12
"""A little tip of the screen, 4 degrees, in a picture 33 degrees high."""

TWO_STEPS_SHARE = 0.15
"""A person who lacks this share of the picture's height, half of it unseen, needs 0.4 m and more at
2 m."""

TOP_MARGIN, BOTTOM_MARGIN, SIDE_MARGIN = 0.02, 0.04, 0.03
"""Shares kept free over the head, under the heels (soles are lower) and at the sides: with the
crown about a tenth of the height in all (team choice)."""


@dataclass(frozen=True, slots=True)
class Room:
    """The picture's free space on each side beyond what the movement needs; < 0 is a lack.

    ``height`` is the person's own, NaN unless they are upright; ``torso`` is the length of their
    torso in picture widths. NaN if unknown.
    """

    top: float = math.nan
    bottom: float = math.nan
    ahead: float = math.nan
    behind: float = math.nan
    height: float = math.nan
    torso: float = math.nan


def usual_room(rooms: Sequence[Room]) -> Room:
    """Return the median of several rooms, field by field."""
    return Room(
        **{each.name: _median(getattr(room, each.name) for room in rooms) for each in fields(Room)}
    )


def _median(values: Iterable[float]) -> float:
    known = [value for value in values if math.isfinite(value)]
    return statistics.median(known) if known else math.nan


def room_of(
    pose: Pose, parts: frozenset[Part], *, moves_ahead: bool, on_floor: bool = False
) -> Room:
    """Return the room around a person whose exercise needs these parts seen.

    ``moves_ahead`` means that a hinge is to come, ``on_floor`` that the exercise is done lying on
    the floor. Ahead is the picture's right unless the person faces left.
    """
    width, height = pose.size_wh
    points = pose.points_px.tolist()
    needed = [points[joint_of(part, side)] for part in parts for side in Side]
    across, down = ([p[i] for p in needed if math.isfinite(p[i])] for i in range(2))
    if not across:
        return Room()
    torso = _torso(pose)
    upright = not on_floor and _is_upright(pose)
    crown = CROWN_TORSOS * torso if upright and Part.EAR in parts else 0.0
    reach = _reach(pose, torso) if moves_ahead and upright and pose.near is not None else []
    left = min(across + reach) / width
    right = 1.0 - max(across + reach) / width
    ahead, behind = (left, right) if pose.facing < 0 else (right, left)
    return Room(
        top=(min(down) - crown) / height - TOP_MARGIN,
        bottom=1.0 - max(down) / height - BOTTOM_MARGIN,
        ahead=ahead - SIDE_MARGIN,
        behind=behind - SIDE_MARGIN,
        height=float(np.ptp(pose.points_px[:, 1])) / height if upright else math.nan,
        torso=torso / width,
    )


def _is_upright(pose: Pose) -> bool:
    hips = pose.points_px[[Joint.LEFT_HIP, Joint.RIGHT_HIP], 1]
    return bool(pose.points_px[Joint.NOSE, 1] < hips.min())


def _torso(pose: Pose) -> float:
    side = pose.near or Side.RIGHT
    torso = pose.point(Part.SHOULDER, side) - pose.point(Part.HIP, side)
    return math.hypot(*torso.tolist())


def _reach(pose: Pose, torso: float) -> list[float]:
    """Return how far a hinge will reach forward and backward, in pixels across the picture."""
    hips = [float(pose.points_px[joint_of(Part.HIP, side), 0]) for side in Side]
    hip, ahead = sum(hips) / 2, pose.facing * torso
    reach = [hip + AHEAD_TORSOS * ahead, hip - BEHIND_TORSOS * ahead]
    return [x for x in reach if math.isfinite(x)]


def room_troubles(
    room: Room, cut: Sequence[str], *, essential: bool, front: bool, words: Words
) -> Mapping[str, Trouble]:
    """Return the troubles of a room by kind; the height comes first.

    ``cut`` names parts already out of the picture, ``essential`` means that nothing can be judged
    without them, and ``front`` that the exercise is seen from the front.
    """
    troubles = {}
    if room.top < 0 or room.bottom < 0:
        troubles["height"] = _height_trouble(room, cut, words, essential=essential)
    if room.ahead < 0 or room.behind < 0:
        troubles["width"] = _width_trouble(room, words, essential=essential, front=front)
    if room.height < SMALL_SHARE:
        troubles["far"] = Trouble(
            words("problem-far"),
            (Remedy.CLOSER,),
            SMALL_SHARE - room.height,
            patience_s=ONCE_S,
        )
    return troubles


def _height_trouble(room: Room, cut: Sequence[str], words: Words, *, essential: bool) -> Trouble:
    """Return the trouble of feet or head: tipping the screen helps one at the other's cost."""
    low = room.bottom < room.top
    tip = Remedy.TIP_FORWARD if low else Remedy.TIP_BACK
    spare = room.top + room.bottom
    further = Remedy.MUCH_FURTHER if spare < -TWO_STEPS_SHARE else Remedy.FURTHER
    remedies: tuple[Remedy, ...] = (tip, further) if spare >= TIP_SHARE else (further, tip)
    if not _tip_helps(room, cut):
        remedies = (further,)
    seen = _unseen_words(words, cut, low=low)
    problem = words("problem-low" if low else "problem-high", seen=seen)
    if room.height > LARGE_SHARE:
        problem = words("problem-close")
    lack = max(-room.top, 0.0) + max(-room.bottom, 0.0)
    return Trouble(problem, remedies, lack, essential=essential)


def _tip_helps(room: Room, cut: Sequence[str]) -> bool:
    """Whether a tip gains more at one end than it costs at the other.

    A cut-off part is worth the other end's margin, and a head is worth anything, because the model
    finds nobody without it. A margin is not worth a margin.
    """
    if room.top < 0 and "head" in cut:
        return room.bottom > 0
    return max(room.top, room.bottom) >= (TIP_SHARE / 2 if cut else TIP_SHARE)


def _unseen_words(words: Words, cut: Sequence[str], *, low: bool) -> str:
    if cut:
        return words("problem-cut", parts=body_words(words, cut))
    return words("problem-feet-edge" if low else "problem-head-edge")


def _width_trouble(room: Room, words: Words, *, essential: bool, front: bool) -> Trouble:
    """Return the trouble of room at the sides: a step helps one side at the other's cost."""
    short_ahead = room.ahead < room.behind
    told, step = _WAYS[front, short_ahead]
    remedies: tuple[Remedy, ...] = (step, Remedy.FURTHER)
    spare = max(room.ahead, room.behind)
    if math.isnan(room.height):
        told, remedies = "problem-room", (Remedy.FURTHER,)
    elif spare < STEP_TORSOS * room.torso:
        remedies = (Remedy.FURTHER, step) if spare > 0 else (Remedy.FURTHER,)
    return Trouble(
        words(told),
        remedies,
        max(-room.ahead, 0.0) + max(-room.behind, 0.0),
        essential=essential,
        losing=("head",) if short_ahead else ("hips",),
    )


_WAYS = {
    (False, True): ("problem-room-ahead", Remedy.WALK_BACK),
    (False, False): ("problem-room-behind", Remedy.WALK_AHEAD),
    (True, True): ("problem-edge-left", Remedy.STEP_RIGHT),
    (True, False): ("problem-edge-right", Remedy.STEP_LEFT),
}
"""Problems and remedies at the sides, by whether the exercise is seen from the front and whether
the room ahead is short. In a front view ahead is the picture's right: the person's left."""
