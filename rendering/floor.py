"""People on the floor and on a chair, who keep still: what each posture looks like from the side.

They are the bodies on which the engine's postures are proven: it must find them, and tell which
side is near and which way they face. One breathes a little, so that no two pictures are alike.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rendering.posture import Arm, Leg, Posture, Spine, standing
from rendering.scene import (
    Build,
    Camera,
    Chair,
    Facing,
    Hair,
    Person,
    Prop,
    Scene,
    Trousers,
)

__all__ = ["STILL", "Still", "scenes"]

LOW: Final = Camera(distance_m=2.7, height_m=0.45, look_at_m=(0.0, 0.45), aside_m=0.0)
"""A laptop on a low stool, as people are asked to place it."""

FROM_HIPS: Final = Camera(distance_m=2.8, height_m=0.9, look_at_m=(0.0, 0.7), aside_m=0.0)

BREATH_S: Final = 3.0
BREATH_DEG: Final = 1.2
"""How fast the chest rises, and by how much the upper back straightens (by eye)."""

WOMAN: Final = Person(
    build=Build.FEMALE,
    hair=Hair.BUN,
    trousers=Trousers.LEGGINGS,
    skin_colour=(0.50, 0.31, 0.21),
)
MAN: Final = Person(build=Build.MALE)

TOES_BACK_DEG: Final = -165.0
"""The foot of somebody who kneels, its back on the floor."""


@dataclass(frozen=True, slots=True)
class Still:
    """Somebody in one posture, and how they are filmed.

    Parameters
    ----------
    posture
        How they are placed.
    camera
        Where from.
    props
        What they use.
    on_side
        Whether they lie on their side, the chest to the camera: the posture is then that of
        somebody who stands and is laid down.
    """

    posture: Posture
    camera: Camera = LOW
    props: tuple[Prop, ...] = field(default=())
    on_side: bool = False


def _alike(
    trunk_deg: float, leg: Leg, arm: Arm, *, head_line_deg: float, travel_m: float = 0.0
) -> Posture:
    """Return a posture whose left and right are alike."""
    return Posture(
        trunk_deg=trunk_deg,
        left_leg=leg,
        right_leg=leg,
        left_arm=arm,
        right_arm=arm,
        head_line_deg=head_line_deg,
        travel_m=travel_m,
    )


STILL: Final[Mapping[str, Still]] = {
    "all_fours": Still(
        _alike(88, Leg(90, 90, TOES_BACK_DEG), Arm(2, 3, 5), head_line_deg=-5, travel_m=-0.45)
    ),
    "kneeling": Still(
        _alike(0, Leg(90, 90, TOES_BACK_DEG), Arm(3, 5, 7), head_line_deg=0, travel_m=-0.1)
    ),
    "on_back_knees_up": Still(
        _alike(-90, Leg(103, -37), Arm(-85, 5, 14), head_line_deg=5, travel_m=0.62)
    ),
    "on_back_flat": Still(
        _alike(-90, Leg(2, -89, 80), Arm(-85, 5, 14), head_line_deg=5, travel_m=0.85)
    ),
    "on_front": Still(
        _alike(90, Leg(2, 89, TOES_BACK_DEG), Arm(95, 8, 20), head_line_deg=-8, travel_m=-0.85)
    ),
    "on_side": Still(
        standing(turn_deg=90, knee_deg=4, raise_deg=3, out_deg=3, head_line_deg=0),
        replace(LOW, distance_m=2.9),
        on_side=True,
    ),
    "sitting": Still(_alike(2, Leg(92, 3), Arm(14, 30, 6), head_line_deg=0), FROM_HIPS, (Chair(),)),
}
"""Each posture by its name."""

LAID_M: Final = 0.19, 0.85
"""How far above the floor the middle of somebody lies who lies on their side, and how far from the
feet (by eye)."""


def scenes(name: str, facing: Facing, *, count: int, fps: float) -> list[Scene]:
    """Return so many pictures of a posture: a woman who faces right, or a man who faces left."""
    still = STILL[name]
    person = replace(WOMAN if facing is Facing.RIGHT else MAN, facing=facing)
    if still.on_side:
        up, along = LAID_M
        person = replace(
            person,
            tipped_deg=-90.0 * facing.sign,
            place_m=(-facing.sign * along, 0.0),
            lift_m=up,
        )
    pictures = []
    for number in range(count):
        breath = math.sin(2 * math.pi * number / fps / BREATH_S)
        spine = still.posture.spine + Spine.thoracic(BREATH_DEG * breath)
        posed = replace(person, posture=replace(still.posture, spine=spine))
        pictures.append(Scene(people=(posed,), camera=still.camera, props=still.props, seed=number))
    return pictures
