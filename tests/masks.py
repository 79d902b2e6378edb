"""Masks of trunks drawn from geometry, with the poses that go with them."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from figures import ARMS_FORWARD, SIDE_ON, Camera, figure
from figures import HINGED as HINGE

from formcheck.landmarks.pose import (
    BackLine,
    FloatArray,
    Joint,
    Part,
    Pose,
    Side,
    joint_of,
)
from formcheck.outline.silhouette import ALONG, BackReader, Mask

FINE = 8
"""How much larger a mask is drawn before it is reduced, so that edges lie between pixels."""


Depth = Callable[[FloatArray], FloatArray]
"""The back's depth behind the line from hip to shoulder, by the share of the way along it."""


FACES_LEFT = Camera(facing=-1)


STANDING, HINGED = ARMS_FORWARD, HINGE.to(arm=30)
"""Postures with the arms well in front of the back, however hollow it is."""


VIEWS = pytest.mark.parametrize(
    "pose",
    [figure(posture, camera=c) for posture in (STANDING, HINGED) for c in (SIDE_ON, FACES_LEFT)],
    ids=["standing right", "standing left", "hinged right", "hinged left"],
)


def straight(depth: float = 0.2) -> Depth:
    return lambda along: np.full_like(along, depth)


def arc(radius: float) -> Depth:
    """Return an arc of this radius in torso lengths: round if positive, hollow if negative."""

    def depth(along: FloatArray) -> FloatArray:
        height = np.sqrt(radius**2 - (along - 0.5) ** 2) - np.sqrt(radius**2 - 0.25)
        return np.asarray(0.2 + np.sign(radius) * height)

    return depth


def spine(pose: Pose) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the near hip, and one torso length up the back and out of it, pixels."""
    assert pose.near
    hip, shoulder = pose.point(Part.HIP, pose.near), pose.point(Part.SHOULDER, pose.near)
    up = shoulder - hip
    return hip, up, np.array([up[1], -up[0]]) * pose.facing


def outline(pose: Pose, depth: Depth, along: FloatArray = ALONG) -> FloatArray:
    hip, up, out = spine(pose)
    return np.asarray(hip + along[:, None] * up + depth(along)[:, None] * out)


def drawn(pose: Pose, depth: Depth, *, shrink: int = 1, shift: float = 0.0) -> Mask:
    """Return the mask of a trunk with this back, ``shift`` pixels further right in the picture.

    The mask is ``shrink`` times smaller than the picture it shows.
    """
    along = np.linspace(-0.3, 1.3, 200)
    back = outline(pose, lambda a: depth(a.clip(-0.05, 1.05)), along)
    belly = outline(pose, straight(-0.25), along[::-1])
    return polygon(pose, np.concatenate((back, belly)) + np.array([shift, 0.0]), shrink)


def polygon(pose: Pose, corners: FloatArray, shrink: int = 1) -> Mask:
    """Return a mask whose pixels hold the share of them within the corners."""
    width, height = pose.size_wh
    fine = FINE // shrink
    large = np.zeros((height * fine, width * fine), dtype=np.uint8)
    # Corners are given between pixels; OpenCV counts from the middle of the first one.
    places = np.round((corners * fine - 0.5) * 256).astype(np.int32)
    cv2.fillPoly(large, [places], (255,), shift=8)
    size_wh = (width // shrink, height // shrink)
    small = cv2.resize(large, size_wh, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    # The model's masks fade over some pixels, too.
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), dtype=np.float32)


def box(pose: Pose, along: tuple[float, float], out: tuple[float, float]) -> Mask:
    """Return the mask of a box beside the back, in torso lengths up and out."""
    hip, up, away = spine(pose)
    (a, b), (c, d) = along, out
    corners = [hip + x * up + y * away for x, y in ((a, c), (a, d), (b, d), (b, c))]
    return polygon(pose, np.array(corners))


def torn(pose: Pose, size: float, *, seed: int = 1) -> Mask:
    """Return a trunk whose back goes in and out from row to row."""
    jags = np.random.default_rng(seed).normal(0.0, size, 40)
    return drawn(pose, lambda along: 0.2 + np.interp(along, ALONG, jags))


def with_arms(pose: Pose, *places: tuple[float, float], sides: tuple[Side, ...] = ()) -> Pose:
    """Return the pose with elbow, wrist and fingers at places in torso lengths up and out.

    Parts beyond the last place share it. Only the near arm moves unless sides are named.
    """
    hip, up, away = spine(pose)
    assert pose.near
    points = pose.points_px.copy()
    for side in sides or (pose.near,):
        hand = Joint.LEFT_INDEX if side is Side.LEFT else Joint.RIGHT_INDEX
        for i, joint in enumerate((joint_of(Part.ELBOW, side), joint_of(Part.WRIST, side), hand)):
            along, out = places[min(i, len(places) - 1)]
            points[joint] = hip + along * up + out * away
    return replace(pose, points_px=points)


def read(mask: Mask | None, pose: Pose) -> BackLine:
    return BackReader()(mask, pose)


def turn_deg(line: BackLine, pose: Pose) -> float:
    """Return how many degrees more the line's upper third leans forward than its lower third."""
    hip, up, out = spine(pose)
    along, depth = ((line.points_px - hip) @ axis / (up @ up) for axis in (up, out))
    parts = np.linspace(0.08, 0.40, 17), np.linspace(0.60, 0.92, 17)
    along, depth = (values[np.isfinite(depth)] for values in (along, depth))
    lower, upper = (
        np.degrees(np.arctan(np.polyfit(part, np.interp(part, along, depth), 1)[0]))
        for part in parts
    )
    return float(lower - upper)


def slope(pose: Pose, depth: Depth, *, shrink: int = 1) -> float:
    return turn_deg(read(drawn(pose, depth, shrink=shrink), pose), pose)


def inner_error_px(line: BackLine, expected: FloatArray) -> float:
    """Return the largest distance of the judged part's points from the expected ones, pixels."""
    judged = (ALONG >= 0.05) & (ALONG <= 0.95)
    return float(np.abs(line.points_px - expected)[judged].max())
