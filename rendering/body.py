"""A body before it is dressed: skin, bones, and how the skin follows the bones."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rendering.mesh import Mesh
from rendering.rotations import Floats, unit
from rendering.skeleton import Skeleton, moved

__all__ = ["Body", "Face", "foot_ends"]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Where things are in the face at rest, metres; sideways measures are from the middle."""

    eyes: Floats
    mouth_height: float
    brow_height: float
    eyeballs: tuple[Mesh, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One naked shape at rest, standing on y = 0 with the arms spread.

    Parameters
    ----------
    skin
        The whole surface with its weights.
    ears
        "left" and "right" to the outermost point of each ear.
    heels, toes
        "left" and "right" to the rearmost and foremost point of each foot, at the sole.
    arm_rolls_deg
        The left upper arm's and forearm's twist with which hanging palms face the thighs.
    """

    skeleton: Skeleton
    skin: Mesh
    face: Face
    ears: Mapping[str, Floats]
    heels: Mapping[str, Floats]
    toes: Mapping[str, Floats]
    arm_rolls_deg: tuple[float, float]

    def share(self, weights: Floats, *bones: str) -> Floats:
        """Return how much of each vertex follows some bones or what hangs from them, 0 to 1."""
        total: Floats = weights[:, self.skeleton.below(*bones)].sum(axis=1)
        return total

    def grip(self, transforms: Floats, side: str) -> Floats:
        """Return the middle of a closed hand, "L" or "R", under bone transforms."""
        bones = self.skeleton
        wrist = bones.head(f"wrist.{side}")
        if f"finger3-1.{side}" in bones.index:
            knuckle = bones.head(f"finger3-1.{side}")
        else:
            knuckle = wrist + unit(wrist - bones.head(f"lowerarm01.{side}")) * PALM_M
        return moved(transforms[bones.index[f"wrist.{side}"]], knuckle)

    def nape(self, transforms: Floats) -> Floats:
        """Return where a bar lies behind the neck under bone transforms."""
        rest = self.behind(self.skeleton.head("neck01")[1] - BAR_BELOW_NECK_M, BAR_OFF_M)
        return moved(transforms[self.skeleton.index["spine01"]], rest)

    def behind(self, height: float, off_m: float) -> Floats:
        """Return the place so far behind the middle of the back at a height, at rest."""
        points = self.skin.points
        near = np.abs(points[:, 1] - height) < NEAR_M
        near &= np.abs(points[:, 0]) < NEAR_M
        return np.array([0.0, height, points[near, 2].min() - off_m])


NEAR_M = 0.03
"""How near the skin's points are that say where the back is."""

BAR_BELOW_NECK_M, BAR_OFF_M = 0.03, 0.025
"""A bar on the shoulders lies below the neck's root, its middle off the skin (by eye)."""

PALM_M = 0.085
"""From the wrist to the knuckles, for hands without fingers."""


def foot_ends(skin: Mesh, skeleton: Skeleton) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return the heels and the toes' tips of a body at rest, at the height of the sole."""
    heels, toes = {}, {}
    for name, side in (("left", "L"), ("right", "R")):
        foot = skin.weights[:, skeleton.below(f"foot.{side}")].sum(axis=1) > 1 / 2
        points = skin.points[foot]
        low = points[points[:, 1] < skeleton.head(f"foot.{side}")[1] / 2]
        heels[name] = low[np.argmin(low[:, 2])] * (1.0, 0.0, 1.0)
        toes[name] = low[np.argmax(low[:, 2])] * (1.0, 0.0, 1.0)
    return heels, toes
