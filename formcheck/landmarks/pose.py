"""The body's data: joints, a pose, and the conventions every array keeps.

Points are pixels of the upright, unmirrored picture: x to the right, y **down**, true
(square) pixels, shape ``(33, 2)`` in the order of :class:`Joint`. World points are metres,
same directions, origin between the hips, z away from the camera, shape ``(33, 3)``.
Missing is NaN, in points as in everything computed from them. Times are seconds and come with the
picture. Left and right are always the person's own.
"""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.blazepose_profiles import FULL
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.profile import BackendProfile

__all__ = [
    "BACK_POINTS",
    "JOINTS",
    "BackLine",
    "FloatArray",
    "ImageQuality",
    "Joint",
    "Part",
    "Pose",
    "Side",
    "found_rows",
    "joint_of",
    "near_side",
]

FloatArray = npt.NDArray[np.float64]


class Joint(IntEnum):
    """The 33 landmarks of BlazePose, by their row in every array of points.

    A row that another backend does not find is NaN.
    """

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


JOINTS = len(Joint)

BACK_POINTS = 40
"""Places along the back outline: 1.3 cm apart on a 50 cm back, finer than the mask's own resolution
at 3 m, so none of its detail is lost."""


class Side(StrEnum):
    """A side of the person's own body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Part(StrEnum):
    """A joint of one side, without saying which side."""

    EAR = "ear"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    HEEL = "heel"
    TOE = "toe"


_LEFT_OF_PART = {
    Part.EAR: Joint.LEFT_EAR,
    Part.SHOULDER: Joint.LEFT_SHOULDER,
    Part.ELBOW: Joint.LEFT_ELBOW,
    Part.WRIST: Joint.LEFT_WRIST,
    Part.HIP: Joint.LEFT_HIP,
    Part.KNEE: Joint.LEFT_KNEE,
    Part.ANKLE: Joint.LEFT_ANKLE,
    Part.HEEL: Joint.LEFT_HEEL,
    Part.TOE: Joint.LEFT_FOOT_INDEX,
}


def joint_of(part: Part, side: Side) -> Joint:
    """Return the joint of this part and side; right follows left in the order."""
    left = _LEFT_OF_PART[part]
    return left if side is Side.LEFT else Joint(left + 1)


def near_side(facing: int) -> Side | None:
    """Return the side towards the camera: a person facing the picture's right shows the right side.

    Mirrored pictures keep this true: the model then names the sides as it sees them. ``facing`` is
    the :class:`Pose`'s; None while it is 0.
    """
    return {1: Side.RIGHT, -1: Side.LEFT}.get(facing)


def found_rows(points: FloatArray) -> npt.NDArray[np.bool_]:
    """Return which rows of points ``(n, k)`` hold a point, ``(n,)``; False where it is missing."""
    return ~np.isnan(points[:, 0])


def _unseen_points() -> FloatArray:
    return np.full((JOINTS, 2), np.nan)


def _unseen_world() -> FloatArray:
    return np.full((JOINTS, 3), np.nan)


def _unseen_back() -> FloatArray:
    return np.full((BACK_POINTS, 2), np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class BackLine:
    """The outline of the back on the near side, and how far it can be trusted.

    ``points_px`` has shape ``(BACK_POINTS, 2)``, pixels, evenly spaced along the line from the
    near hip (row 0) to just above the near shoulder (last row); NaN where no outline was found.
    ``trust`` is 0 (do not use) to 1; ``doubt`` is the reason that lowers it. ``stands_off``
    ``(BACK_POINTS,)`` marks points at which something stands off the body: clothing, such as a
    hood, or a hand or a thing.
    """

    points_px: FloatArray = field(default_factory=_unseen_back)
    trust: float = 0.0
    doubt: Doubt | None = Doubt.NOT_SEEN
    stands_off: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(BACK_POINTS, bool))

    @property
    def body_px(self) -> FloatArray:
        """The points at which nothing stands off the body, NaN elsewhere."""
        return np.where(self.stands_off[:, None], np.nan, self.points_px)


@dataclass(frozen=True, slots=True)
class ImageQuality:
    """The quality of the picture itself; NaN where it was not measured.

    ``light`` is the grey level that nine tenths of the picture do not exceed, 0 (black) to 1
    (white): black bars and dark clothes do not lower it. ``sharpness`` is the variance of
    the Laplacian on a picture 320 pixels wide, in grey levels squared; small means blurred.
    ``shift`` is the background's speed since the last look, as a fraction of the picture's width
    per second.
    """

    light: float = float("nan")
    sharpness: float = float("nan")
    shift: float = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Everything seen of one person in one picture; all later results derive from it.

    Parameters
    ----------
    time_s
        The picture's time, in seconds of the recording or the camera.
    size_wh
        Width and height of the picture in pixels.
    points_px, visibility, world_m
        Landmarks ``(33, 2)`` and ``(33, 3)``, and the model's confidence that each is visible,
        ``(33,)``, 0 to 1. NaN (visibility 0) where nothing was found.
    near
        The side towards the camera; ``None`` while unknown.
    facing
        +1 when the person faces the picture's right, -1 left, 0 while unknown.
    back_line
        The outline of the back on the near side.
    picture
        Light, blur and movement of the picture itself.
    other_boxes_xyxy
        Boxes (left, top, right, bottom) of other people at the last look around, ``(n, 4)``.
    people
        How many people that look found, our own included; it is independent of the following,
        which can hold on to a rock for a second.
    track_id
        The person's number; it changes when another person is followed.
    shot
        The shot's number in the recording; it changes at each cut, and where recordings were
        joined. Nothing continues from one shot to the next.
    profile
        The accuracy of the landmarks, which depends on the network that found them.
    """

    time_s: float
    size_wh: tuple[int, int]
    points_px: FloatArray = field(default_factory=_unseen_points)
    visibility: FloatArray = field(default_factory=lambda: np.zeros(JOINTS))
    world_m: FloatArray = field(default_factory=_unseen_world)
    near: Side | None = None
    facing: int = 0
    back_line: BackLine = field(default_factory=BackLine)
    picture: ImageQuality = field(default_factory=ImageQuality)
    other_boxes_xyxy: FloatArray = field(default_factory=lambda: np.empty((0, 4)))
    people: int = 1
    track_id: int = 0
    shot: int = 0
    profile: BackendProfile = FULL

    @property
    def found(self) -> bool:
        """Whether a person was found at all."""
        return bool(np.isfinite(self.points_px).any())

    @property
    def mid_hip_px(self) -> FloatArray:
        """The point midway between the hips in pixels, ``(2,)``; NaN where one was not found."""
        middle: FloatArray = self.points_px[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=0)
        return middle

    def point(self, part: Part, side: Side) -> FloatArray:
        """Return one joint in pixels, ``(2,)``; NaN where it was not found."""
        row: FloatArray = self.points_px[joint_of(part, side)]
        return row
