"""Things that people use, in the user's own frame: x to their left, y up, z ahead."""

from collections.abc import Sequence

import numpy as np

from rendering.rotations import Floats
from rendering.scene import Barbell, Chair, Colour, Crate, Dumbbells, Prop, Stool
from rendering.things import Thing, box, joined, rod, turned

__all__ = ["barbell", "chair", "crate", "dumbbells", "floor_prop", "held_prop", "stool"]

STEEL: Colour = (0.45, 0.45, 0.46)
BAR_RADIUS_M, SLEEVE_RADIUS_M = 0.014, 0.025
SLEEVE_M, PLATE_HALF_M, PLATES = 0.32, 0.022, 2
"""A barbell's sleeve, half a plate's thickness, and plates on each side."""

BALL_RINGS = 13

HAND_M = 0.035
"""From where a hand closes to its palm's outside, which lies against what it holds."""

BOARD_M, GAP_M = 0.007, 0.012
"""Half a crate's board's thickness, and the gap between two boards."""


def floor_prop(prop: Prop) -> Thing | None:
    """Return what stands on the floor; None for what is held."""
    match prop:
        case Chair():
            return chair(prop)
        case Stool():
            return stool(prop)
        case Barbell() | Crate() | Dumbbells():
            return None


def held_prop(prop: Prop, grips: Sequence[Floats], nape: Floats) -> Thing | None:
    """Return what is held in the left and the right hand; None for what stands on the floor.

    ``nape`` is where a bar lies that is carried on the shoulders.
    """
    match prop:
        case Barbell():
            return barbell(prop, [nape] if prop.on_shoulders else grips)
        case Dumbbells():
            return dumbbells(prop, grips)
        case Crate():
            return crate(prop, grips)
        case _:
            return None


def chair(prop: Chair) -> Thing:
    """Return a plain wooden chair with an open back."""
    z, seat = -prop.behind_m, prop.seat_m
    things = [box((0, seat - 0.015, z), (0.21, 0.015, 0.20), prop.colour)]
    for side in (-1, 1):
        x = side * 0.185
        things.append(box((x, seat / 2, z + 0.175), (0.018, seat / 2, 0.018), prop.colour))
        post = (seat + 0.42) / 2
        things.append(box((x, post, z - 0.185), (0.018, post, 0.018), prop.colour))
    for height in (0.28, 0.40):
        things.append(box((0, seat + height, z - 0.185), (0.185, 0.035, 0.012), prop.colour))
    return joined(things)


def stool(prop: Stool) -> Thing:
    """Return a low stool on four legs."""
    x, z, height = prop.aside_m, prop.ahead_m, prop.height_m
    things = [box((x, height - 0.02, z), (0.17, 0.02, 0.15), prop.colour)]
    for side in (-1, 1):
        for row in (-1, 1):
            foot = (x + side * 0.14, height / 2, z + row * 0.12)
            things.append(box(foot, (0.017, height / 2, 0.017), prop.colour))
    return joined(things)


def barbell(prop: Barbell, grips: Sequence[Floats]) -> Thing:
    """Return a level bar through the middle of where it is held."""
    x, y, z = (float(value) for value in np.mean(grips, axis=0))

    def between(start: float, end: float, radius: float, colour: Colour) -> Thing:
        return rod((x + start, y, z), (x + end, y, z), radius, colour)

    half, sleeve = prop.half_length_m, prop.half_length_m - SLEEVE_M
    things = [between(-half, half, BAR_RADIUS_M, STEEL)]
    for side in (-1, 1):
        things.append(between(side * sleeve, side * half, SLEEVE_RADIUS_M, STEEL))
        for plate in range(PLATES if prop.plate_m > 0 else 0):
            at = side * (sleeve + PLATE_HALF_M * (1 + 2.2 * plate))
            ends = (at - PLATE_HALF_M, at + PLATE_HALF_M)
            things.append(between(*ends, prop.plate_m * (1 - 0.2 * plate), prop.colour))
            things.append(between(ends[0] - 0.002, ends[1] + 0.002, 0.06, STEEL))
    return joined(things)


def dumbbells(prop: Dumbbells, grips: Sequence[Floats]) -> Thing:
    """Return a dumbbell in each hand, level and pointing ahead."""
    things = []
    for x, y, z in (grip.tolist() for grip in grips):
        behind, ahead = ((x, y, z + side * prop.half_length_m) for side in (-1, 1))
        things.append(rod(behind, ahead, BAR_RADIUS_M, STEEL))
        things += [_ball(end, prop.head_m, prop.colour) for end in (behind, ahead)]
    return joined(things)


def _ball(centre: Sequence[float], radius: float, colour: Colour) -> Thing:
    x, y, z = centre
    around = np.linspace(0.0, np.pi, BALL_RINGS)
    rings = zip(radius * np.sin(around), radius * (1 - np.cos(around)), strict=True)
    profile = [(float(wide), float(high)) for wide, high in rings]
    return turned((x, y - radius, z), profile, colour)


def crate(prop: Crate, grips: Sequence[Floats]) -> Thing:
    """Return a level open crate of three boards a side between two hands."""
    x, y, z = (float(value) for value in (grips[0] + grips[1]) / 2 + (0.0, 0.0, prop.behind_m))
    wide = abs(float(grips[0][0] - grips[1][0])) / 2 - HAND_M
    (high, deep), floor = prop.size_m, y - prop.grip_m
    board = (high - 2 * GAP_M) / 6
    things = [box((x, floor + BOARD_M, z), (wide, BOARD_M, deep / 2), prop.colour)]
    for row in range(3):
        at = floor + board + row * (2 * board + GAP_M)
        for side in (-1, 1):
            end, face = (x + side * wide, at, z), (x, at, z + side * deep / 2)
            things.append(box(end, (BOARD_M, board, deep / 2), prop.colour))
            things.append(box(face, (wide, board, BOARD_M), prop.colour))
    return joined(things)
