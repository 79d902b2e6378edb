"""Where a camera and a light look from, and what they see where."""

from dataclasses import dataclass

import numpy as np

from rendering.rotations import Floats, unit
from rendering.scene import Camera, Facing, Light

__all__ = ["View", "camera_view", "light_direction", "light_matrix"]

NEAR_M, FAR_M = 0.1, 25.0
"""Nothing nearer or farther is drawn."""

SHADOW_CENTRE_M = (0.1, 0.8, -0.5)
SHADOW_RADIUS_M, SHADOW_FROM_M, SHADOW_FAR_M = 2.7, 4.0, 9.0
"""The part of the room that throws shadows, and where the light's picture of it is taken from."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A camera in the room.

    Parameters
    ----------
    eye, ahead
        (3,) where it is and where it looks.
    matrix
        (4, 4) from the room to the screen's -1 to 1.
    size
        Width and height of the picture in pixels.
    focal_px
        Its focal length in pixels.
    """

    eye: Floats
    ahead: Floats
    matrix: Floats
    size: tuple[int, int]
    focal_px: float

    def project(self, points: Floats) -> Floats:
        """Return pixels (n, 2), x right and y down, of points (n, 3) in the room."""
        seen = np.column_stack([points, np.ones(len(points))]) @ self.matrix.T
        flat = seen[:, :2] / seen[:, 3:]
        width, height = self.size
        return np.column_stack([(flat[:, 0] + 1) / 2 * width, (1 - flat[:, 1]) / 2 * height])


def camera_view(camera: Camera, facing: Facing) -> View:
    """Return the view of a camera on a person who faces right or left."""
    ahead_x = facing.sign * np.cos(np.radians(camera.yaw_deg))
    eye = np.array([camera.aside_m * ahead_x, camera.height_m, camera.distance_m])
    target = np.array([camera.look_at_m[0] * ahead_x, camera.look_at_m[1], 0.0])
    roll = np.radians(camera.roll_deg)
    look = _looking(eye, target, np.array([np.sin(roll), np.cos(roll), 0.0]))
    aspect = camera.width / camera.height
    cotangent = 1 / np.tan(np.radians(camera.vertical_fov_deg) / 2)
    depth = FAR_M - NEAR_M
    lens = np.zeros((4, 4))
    lens[0, 0], lens[1, 1] = cotangent / aspect, cotangent
    lens[2, 2:] = -(FAR_M + NEAR_M) / depth, -2 * FAR_M * NEAR_M / depth
    lens[3, 2] = -1.0
    size = (camera.width, camera.height)
    return View(eye, unit(target - eye), lens @ look, size, camera.height / 2 * cotangent)


def light_direction(light: Light) -> Floats:
    """Return the unit vector towards the key light."""
    about, above = np.radians(light.direction_deg), np.radians(light.elevation_deg)
    flat = np.cos(above)
    return np.array([np.sin(about) * flat, np.sin(above), np.cos(about) * flat])


def light_matrix(towards: Floats) -> Floats:
    """Return (4, 4) from the room to the key light's picture of it."""
    centre = np.array(SHADOW_CENTRE_M)
    look = _looking(centre + SHADOW_FROM_M * towards, centre, np.array([0.0, 1.0, 0.0]))
    depth = SHADOW_FAR_M - NEAR_M
    flat = np.diag([1 / SHADOW_RADIUS_M, 1 / SHADOW_RADIUS_M, -2 / depth, 1.0])
    flat[2, 3] = -(SHADOW_FAR_M + NEAR_M) / depth
    matrix: Floats = flat @ look
    return matrix


def _looking(eye: Floats, target: Floats, up: Floats) -> Floats:
    ahead = unit(target - eye)
    right = unit(np.cross(ahead, up))
    matrix = np.eye(4)
    matrix[:3, :3] = right, np.cross(right, ahead), -ahead
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix
