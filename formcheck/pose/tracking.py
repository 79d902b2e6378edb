"""One person over time: swaps and jumps rejected, facing and near side chosen and locked.

Everything here is causal and depends on the data's own time alone, so live tracking and tracking
its recording give the same.
"""

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from formcheck.landmarks.blazepose_profiles import FULL
from formcheck.landmarks.pose import (
    JOINTS,
    FloatArray,
    Joint,
    Part,
    Pose,
    Side,
    found_rows,
    joint_of,
    near_side,
)
from formcheck.landmarks.profile import BackendProfile
from formcheck.landmarks.smoothing import BRIDGE_S, OneEuro

__all__ = ["DetectedPerson", "PersonTracker", "torso_px"]

JUMP_HEIGHTS = 0.25
"""A joint that moves further than this share of the body's height in a frame has jumped
(team choice); at fewer than 30 frames a second it has more room."""

JUMP_FRAME_S = 1 / 30
"""The frame the limit above was chosen for."""

SETTLE_S = 0.3
"""A joint that stays in its new place for this long has not jumped but moved there."""

TORSO_SHARE = 0.3
"""Shoulder-to-hip distance over body height of an adult (Winter's segment data, rounded)."""

TURN_S = 0.7
"""How long the landmarks must show the other direction before the person counts as turned round:
longer than a head turn in an exercise, shorter than changing sides (team choice)."""

FULL_SHARE = 0.8
"""Votes that span this share of :data:`TURN_S` fill it: at few frames a second the oldest kept vote
is younger than the whole window (team choice)."""

AGAINST = 0.8
"""Votes against the direction minus votes for it, as a share of all: nine tenths say the opposite
(team choice)."""

RELABEL_S = 1.0
"""Left and right that stay exchanged for this long were wrong before (team choice: swaps of the
model last a few frames)."""

JITTER_TORSOS = 0.1
"""An exchange of joints nearer together than this goes unnoticed: landmarks of rendered people are
off by 0.03 to 0.1 torso lengths."""

PAIRS = tuple(
    [joint_of(part, side) for side in Side for part in parts]
    for parts in (
        (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE),
        (Part.SHOULDER, Part.ELBOW, Part.WRIST),
    )
)
"""Both legs and both arms: left and right are exchanged for a whole pair at once."""

ROLLED_TORSOS = 0.28
"""Shoulders, and hips, this far above one another lie on one side: they are 0.7 and 0.45 apart. On
the back or the front, seen from a laptop on the floor or a stool, they are up to 0.17."""

_MIDDLES = [
    [joint_of(part, side) for side in Side]
    for part in (
        Part.SHOULDER,
        Part.HIP,
        Part.KNEE,
        Part.ANKLE,
        Part.HEEL,
        Part.TOE,
        Part.EAR,
    )
]
"""Left and right of each part that shows the facing."""

_LEFT_ENDS, _RIGHT_ENDS = (
    [joint_of(part, side) for part in (Part.SHOULDER, Part.HIP)] for side in Side
)

_OTHER = {joint_of(part, side): joint_of(part, side.other) for part in Part for side in Side}


@dataclass(frozen=True, slots=True, eq=False)
class DetectedPerson:
    """The model's landmarks of one person in one picture: pixels, visibility 0 to 1, metres."""

    points_px: FloatArray = field(default_factory=lambda: np.full((JOINTS, 2), np.nan))
    visibility: FloatArray = field(default_factory=lambda: np.zeros(JOINTS))
    world_m: FloatArray = field(default_factory=lambda: np.full((JOINTS, 3), np.nan))

    @property
    def found(self) -> bool:
        """Whether there is anybody."""
        return bool(np.isfinite(self.points_px[Joint.LEFT_HIP, 0]))

    @property
    def corners_px(self) -> tuple[FloatArray, FloatArray]:
        """The upper left and the lower right corner around all found points, ``(2,)`` each."""
        return np.nanmin(self.points_px, axis=0), np.nanmax(self.points_px, axis=0)


def torso_px(points_px: FloatArray) -> float:
    """Return the distance from mid-shoulder to mid-hip in pixels; NaN where not found."""
    middle = (
        points_px[Joint.LEFT_SHOULDER]
        + points_px[Joint.RIGHT_SHOULDER]
        - points_px[Joint.LEFT_HIP]
        - points_px[Joint.RIGHT_HIP]
    ) / 2
    return float(np.hypot(*middle))


class PersonTracker:
    """Turns one person's raw landmarks, frame after frame, into steady ones.

    ``profile`` describes the accuracy of the network that finds them.
    """

    def __init__(self, profile: BackendProfile = FULL) -> None:
        self._profile = profile
        self._filter = OneEuro()
        self._facing = _Facing(has_feet=profile.has_feet)
        self._joints = _SteadyJoints()

    def __call__(self, person: DetectedPerson, *, time_s: float, size_wh: tuple[int, int]) -> Pose:
        """Return the pose at this time; NaN after nobody was seen for long."""
        points, visibility, world = self._joints(person, time_s)
        smooth = self._filter(points, time_s=time_s, torso=torso_px(points))
        facing = self._facing(points, time_s)
        return Pose(
            time_s=time_s,
            size_wh=size_wh,
            points_px=smooth,
            visibility=visibility,
            world_m=world,
            near=near_side(facing),
            facing=facing,
            profile=self._profile,
        )


class _Facing:
    """Which way the person faces, by majority over time and slow to change its mind."""

    def __init__(self, *, has_feet: bool) -> None:
        self._has_feet = has_feet
        self._votes: deque[tuple[float, float]] = deque()
        self._locked = 0

    def __call__(self, points: FloatArray, time_s: float) -> int:
        vote = _direction(points, has_feet=self._has_feet)
        if vote:
            self._votes.append((time_s, vote))
        while self._votes and time_s - self._votes[0][0] > TURN_S:
            self._votes.popleft()
        total = sum(vote for _, vote in self._votes)
        if not self._locked or self._turned(total, time_s):
            self._locked = int(np.sign(total))
        return self._locked

    def _turned(self, total: float, time_s: float) -> bool:
        """Whether nearly all of a whole window says the opposite."""
        full = bool(self._votes) and time_s - self._votes[0][0] > FULL_SHARE * TURN_S
        cast = sum(abs(vote) for _, vote in self._votes)
        return full and total * self._locked < -AGAINST * cast


def _direction(points: FloatArray, *, has_feet: bool) -> float:
    """Return the direction faced as seen in one frame: feet and nose, in torso lengths.

    Feet point forward whatever the trunk does; the nose leads the ears. Each alone can mislead:
    feet at the picture's edge, the nose when the head hangs. Forward of a lying body is up or down
    in the picture (:func:`_ahead`). ``has_feet`` is whether the network finds feet at all; without
    them the nose alone has to do.
    """
    shoulder, hip, knee, ankle, heel, toe, ear = (
        complex(x, y) for x, y in points[_MIDDLES].mean(axis=1).tolist()
    )
    trunk = shoulder - hip
    if _is_level(trunk) and _is_level(shoulder - ankle):
        upper = _upper_side(points, abs(trunk))
        if upper is not None:
            return 1.0 if upper is Side.RIGHT else -1.0
    nose = complex(*points[Joint.NOSE].tolist())
    ahead = _ahead(toe - heel, knee - ankle) if has_feet else 0.0
    vote = (ahead + _ahead(nose - ear, trunk)) / max(abs(trunk), 1.0)
    return vote if math.isfinite(vote) else 0.0


def _is_level(way: complex) -> bool:
    return abs(way.real) > abs(way.imag)


def _ahead(way: complex, along: complex) -> float:
    """Return how far forward a way (right + down·i) leads at a part of the body, in pixels.

    Forward is the picture's right. For a shin or trunk that lies ``along`` the floor it turns with
    the body: down with the head to the right, up with the head to the left.
    """
    if _is_level(along):
        return way.imag if along.real > 0 else -way.imag
    return way.real


def _upper_side(points: FloatArray, torso: float) -> Side | None:
    """Return the upper side of a person lying on the other side; None for any other position.

    Such a person's chest or back faces the camera, which sees the upper side.
    """
    above = (points[_LEFT_ENDS, 1] - points[_RIGHT_ENDS, 1]) / torso
    if above.min() >= ROLLED_TORSOS:
        return Side.RIGHT
    return Side.LEFT if above.max() <= -ROLLED_TORSOS else None


class _SteadyJoints:
    """Undoes swaps of left and right, and drops joints that jump."""

    def __init__(self) -> None:
        self._last = DetectedPerson()
        self._time_s = math.nan
        self._held_since: FloatArray
        self._swapped_since: list[float]
        self._forget_doubts()

    def __call__(
        self, person: DetectedPerson, time_s: float
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        gap_s = time_s - self._time_s
        if not person.found:
            return person.points_px, person.visibility, person.world_m
        if not self._last.found or not 0 < gap_s <= BRIDGE_S:
            self._forget_doubts()
            return self._accept(person, time_s)
        person = self._unswapped(person, time_s)
        return self._accept(self._without_jumps(person, time_s, gap_s), time_s)

    def _forget_doubts(self) -> None:
        """Forget held and swapped joints: those before a gap say nothing about those after it."""
        self._held_since = np.full(JOINTS, np.nan)
        self._swapped_since = [math.inf] * len(PAIRS)

    def _accept(
        self, person: DetectedPerson, time_s: float
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        known = found_rows(person.points_px)
        points = np.where(known[:, None], person.points_px, self._last.points_px)
        self._last = DetectedPerson(points, person.visibility, person.world_m)
        self._time_s = time_s
        return person.points_px, person.visibility, person.world_m

    def _unswapped(self, person: DetectedPerson, time_s: float) -> DetectedPerson:
        """Return the person with exchanged arms or legs swapped back, unless they stay so."""
        order = np.arange(JOINTS)
        for i, pair in enumerate(PAIRS):
            if not _is_swapped(person.points_px, self._last.points_px, pair):
                self._swapped_since[i] = math.inf
                continue
            self._swapped_since[i] = min(self._swapped_since[i], time_s)
            if time_s - self._swapped_since[i] < RELABEL_S:
                order[pair] = [_OTHER[joint] for joint in pair]
        return DetectedPerson(
            person.points_px[order], person.visibility[order], person.world_m[order]
        )

    def _without_jumps(self, person: DetectedPerson, time_s: float, gap_s: float) -> DetectedPerson:
        """Return the person without joints that jumped, until these settle in their new place."""
        height = torso_px(person.points_px) / TORSO_SHARE
        room = JUMP_HEIGHTS * height * max(1.0, gap_s / JUMP_FRAME_S)
        moved = np.linalg.norm(person.points_px - self._last.points_px, axis=1)
        jumped = moved > room
        self._held_since = np.where(
            jumped, np.where(np.isnan(self._held_since), time_s, self._held_since), np.nan
        )
        settled = time_s - self._held_since >= SETTLE_S
        drop = jumped & ~settled
        points = np.where(drop[:, None], np.nan, person.points_px)
        return DetectedPerson(points, np.where(drop, 0.0, person.visibility), person.world_m)


def _is_swapped(points: FloatArray, before: FloatArray, pair: list[Joint]) -> bool:
    """Whether left and right of a pair were exchanged since the frame before.

    They were if swapping them back brings the joints less than half as far from their former places
    and the difference exceeds the jitter of a landmark.
    """
    others = [_OTHER[joint] for joint in pair]
    kept = np.linalg.norm(points[pair] - before[pair], axis=1)
    swapped = np.linalg.norm(points[others] - before[pair], axis=1)
    both = np.isfinite(kept) & np.isfinite(swapped)
    jitter = JITTER_TORSOS * torso_px(points)
    if not both.any():
        return False
    return bool(kept[both].mean() > max(jitter, 2 * swapped[both].mean()))
