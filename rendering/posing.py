"""From joint angles to placed bones.

The body's own frame: x to the person's left, y up, z forward; the floor is y = 0 and the
supporting ankles' middle stands over the origin but for the foot's own length.
"""

from dataclasses import dataclass, replace

import numpy as np

from rendering.body import Body
from rendering.posture import Arm, Leg, Posture, Spine
from rendering.rotations import Floats, about, rotation_x, rotation_y, triad, unit
from rendering.skeleton import Aimed, Local, Skeleton, Turn, World, moved

__all__ = ["Posed", "Poser"]

SPINE_BONES = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK_BONES = ("neck01", "neck02", "neck03", "head")
HEADS = {"left": "L", "right": "R"}
SIGN = {"L": 1.0, "R": -1.0}

ANKLES_BEHIND_M = 0.06
"""The ankles stand this far behind the person's place, so that the feet's middle is on it."""

TOE_OUT_DEG = 6.0
"""Feet turn out a little in standing; on top of what they do at rest (by eye)."""

THIGH_SPREAD, SHANK_SPREAD = 0.06, 0.03
"""Sideways share of the thigh's and shin's direction in a hip-wide stance (by eye)."""

FOOT_TIPS = 0.4
"""A foot on the floor rolls over its edge by this share of how far its leg has sunk (by eye)."""

GRIP_ROLL_DEG = 50.0
"""Forearms twist this much more to turn the palms back, as on a bar."""

RELAXED_CURL_DEG, GRIP_CURL_DEG = 9.0, 62.0
"""Bend of each finger joint of a hand at rest, and around a bar."""

FINGER_FAN = 0.15
"""The little finger of a relaxed hand curls more than the index: by this share each."""

HEAD_LINE_STEP_DEG, HEAD_LINE_NEAR_DEG, MAX_STEPS = 5.0, 1e-3, 12
"""Secant steps when the neck is turned until the ears are where they should be."""


@dataclass(frozen=True, slots=True, eq=False)
class Posed:
    """Bones in their place, in the body's own frame; ``pelvis_deg`` and ``neck_deg`` are solved."""

    transforms: Floats
    pelvis_deg: float
    neck_deg: float


class Poser:
    """Poses one body.

    Parameters
    ----------
    body
        Whose bones.
    """

    def __init__(self, body: Body) -> None:
        self._body = body
        self._bones: Skeleton = body.skeleton
        upright = self._bones.transforms(self._trunk(0.0, Spine(), 0.0))
        self._chord_deg = self._chord(upright)
        self._head_deg = self._head_line(upright)

    def pose(self, posture: Posture, *, gripping: bool = False) -> Posed:
        """Return the placed bones of a posture, with the hands closed if ``gripping``."""
        pelvis = self._pelvis(posture)
        neck = self._neck(posture, pelvis)
        pose = self._trunk(pelvis, posture.spine, neck)
        for side, leg in (("L", posture.left_leg), ("R", posture.right_leg)):
            pose |= self._leg(side, leg)
        held = self._bones.transforms(pose)
        for side, arm in (("L", posture.left_arm), ("R", posture.right_arm)):
            pose |= self._arm(side, self._held(side, arm, posture, held), gripping=gripping)
        return Posed(self._stood(self._bones.transforms(pose), posture), pelvis, neck)

    def _trunk(self, pelvis: float, spine: Spine, neck: float) -> dict[str, Turn]:
        pose: dict[str, Turn] = {"root": World(rotation_x(pelvis))}
        for bone, flexion in zip(SPINE_BONES, spine.segments, strict=True):
            pose[bone] = Local(rotation_x(flexion))
        for bone in NECK_BONES:
            pose[bone] = Local(rotation_x(-neck / len(NECK_BONES)))
        return pose

    def _pelvis(self, posture: Posture) -> float:
        """Return the pelvis's tilt; it turns the whole trunk, so one look says by how much."""
        bent = self._bones.transforms(self._trunk(0.0, posture.spine, 0.0))
        return posture.trunk_deg + self._chord_deg - self._chord(bent)

    def _neck(self, posture: Posture, pelvis: float) -> float:
        wanted = posture.head_line_deg
        if wanted is None:
            return posture.neck_deg

        def missing(neck: float) -> float:
            placed = self._bones.transforms(self._trunk(pelvis, posture.spine, neck))
            return self._head_line(placed) - self._head_deg - wanted

        before, here = 0.0, HEAD_LINE_STEP_DEG
        gone, left = missing(before), missing(here)
        for _ in range(MAX_STEPS):
            if abs(left) < HEAD_LINE_NEAR_DEG or left == gone:
                break
            before, here, gone = here, here - left * (here - before) / (left - gone), left
            left = missing(here)
        return here

    def _middle(self, placed: Floats, bone: str) -> Floats:
        both = [self._bones.joint(placed, f"{bone}.{side}") for side in "LR"]
        middle: Floats = np.mean(both, axis=0)
        return middle

    def _chord(self, placed: Floats) -> float:
        return _lean(self._middle(placed, "upperarm01") - self._middle(placed, "upperleg01"))

    def _head_line(self, placed: Floats) -> float:
        head = placed[self._bones.index["head"]]
        ears = moved(head, (self._body.ears["left"] + self._body.ears["right"]) / 2)
        return _lean(ears - self._middle(placed, "upperarm01")) - self._chord(placed)

    def _leg(self, side: str, leg: Leg) -> dict[str, Turn]:
        sign = SIGN[side]
        turned = rotation_y(sign * leg.out_deg) @ about((0.0, 0.0, 1.0), -leg.tip_deg)
        thigh, shank = np.radians(leg.thigh_deg), np.radians(leg.shank_deg)
        across = turned @ np.array([1.0, 0.0, 0.0])
        down = turned @ np.array([0.0, -np.cos(thigh), np.sin(thigh)])
        under = turned @ np.array([0.0, -np.cos(shank), -np.sin(shank)])
        down[0] += sign * THIGH_SPREAD * abs(np.cos(thigh))
        under[0] += sign * SHANK_SPREAD * abs(np.cos(shank))
        rolled = about((0.0, 0.0, 1.0), -leg.tip_deg * FOOT_TIPS)
        foot = rolled @ rotation_y(sign * (TOE_OUT_DEG + leg.out_deg)) @ rotation_x(-leg.foot_deg)
        return {
            f"upperleg01.{side}": self._framed(f"upperleg01.{side}", down, across),
            f"lowerleg01.{side}": self._framed(f"lowerleg01.{side}", under, across),
            f"foot.{side}": World(foot),
        }

    def _framed(self, bone: str, direction: Floats, across: Floats) -> World:
        """Point a bone in a direction with its hinge's axis across, whatever its parent does."""
        rest = triad(self._bones.aims[bone], (1.0, 0.0, 0.0))
        return World(triad(direction, across) @ rest.T)

    def _held(self, side: str, arm: Arm, posture: Posture, placed: Floats) -> Arm:
        """Return the arm raised so that its wrist is as far ahead of the ankles as asked for."""
        if posture.hands_ahead_m is None:
            return arm
        bones = self._bones
        upper = bones.length(f"upperarm01.{side}", f"lowerarm01.{side}")
        fore = bones.length(f"lowerarm01.{side}", f"wrist.{side}")
        bend = np.radians(arm.elbow_deg)
        reach = np.hypot(upper + fore * np.cos(bend), fore * np.sin(bend))
        lag = np.degrees(np.arctan2(fore * np.sin(bend), upper + fore * np.cos(bend)))
        shoulder = bones.joint(placed, f"upperarm01.{side}")
        ahead = posture.hands_ahead_m + self._middle(placed, "foot")[2] - shoulder[2]
        raised = float(np.degrees(np.arcsin(np.clip(ahead / reach, -1.0, 1.0))) - lag)
        return replace(arm, raise_deg=raised)

    def _arm(self, side: str, arm: Arm, *, gripping: bool) -> dict[str, Turn]:
        sign = SIGN[side]
        out = np.sin(np.radians(arm.out_deg))
        up, fore = np.radians(arm.raise_deg), np.radians(arm.raise_deg + arm.elbow_deg)
        upper_roll, roll = self._body.arm_rolls_deg
        roll += GRIP_ROLL_DEG if gripping else 0.0
        upper = (sign * out, -np.cos(up), np.sin(up))
        across = np.radians(arm.across_deg)
        along = (-np.cos(fore) * np.cos(across), np.sin(fore) * np.cos(across))
        lower = (sign * (out / 5 - np.sin(across)), *along)
        pose: dict[str, Turn] = {
            f"upperarm01.{side}": Aimed(upper, sign * upper_roll),
            f"lowerarm01.{side}": Aimed(lower, sign * roll),
        }
        return pose | self._fingers(side, GRIP_CURL_DEG if gripping else RELAXED_CURL_DEG)

    def _fingers(self, side: str, curl_deg: float) -> dict[str, Turn]:
        bones = self._bones
        if f"finger3-1.{side}" not in bones.index:
            return {}
        tail = bones.tails[bones.index[f"finger3-1.{side}"]]
        along = unit(tail - bones.head(f"finger3-1.{side}"))
        across = unit(bones.head(f"finger2-1.{side}") - bones.head(f"finger5-1.{side}"))
        palm = np.cross(along, across)
        thumb = bones.tails[bones.index[f"finger1-3.{side}"]] - bones.head(f"finger3-1.{side}")
        axis = np.cross(along, palm * (np.sign(palm @ thumb) or 1.0))
        return {
            f"finger{finger}-{joint}.{side}": Local(
                about(axis, curl_deg * (1 + FINGER_FAN * (finger - 2)))
            )
            for finger in (2, 3, 4, 5)
            for joint in (1, 2, 3)
        }

    def _stood(self, placed: Floats, posture: Posture) -> Floats:
        sides = "LR" if posture.support == "both" else HEADS[posture.support]
        ankles = np.array([self._bones.joint(placed, f"foot.{side}") for side in sides])
        rest = self._bones.head("foot.L")[1]
        shift = np.array([0.0, rest - ankles[:, 1].min(), -ANKLES_BEHIND_M - ankles[:, 2].mean()])
        shift[2] += posture.travel_m
        stood = placed.copy()
        stood[:, :3, 3] += shift
        return stood


def _lean(vector: Floats) -> float:
    """Return how far a vector leans forward of the vertical, in the sagittal plane."""
    return float(np.degrees(np.arctan2(vector[2], vector[1])))
