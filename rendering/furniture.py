"""What stands in the rooms. The wall is at z = WALL_M; places are by eye."""

from functools import cache

import numpy as np

from rendering.scene import Colour, Room
from rendering.things import Thing, box, disc, joined, leaf, rod, turned

__all__ = ["WALL_M", "furniture"]

WALL_M = -1.6
"""Where the wall is; the followed person stands at 0."""

WOOD: Colour = (0.40, 0.275, 0.17)
FRONT: Colour = (0.44, 0.305, 0.195)
DARK: Colour = (0.10, 0.075, 0.055)
WHITE: Colour = (0.84, 0.83, 0.80)
BOOKS: tuple[Colour, ...] = (
    (0.55, 0.12, 0.08),
    (0.10, 0.22, 0.36),
    (0.62, 0.52, 0.30),
    (0.12, 0.30, 0.18),
    (0.70, 0.68, 0.62),
    (0.30, 0.16, 0.30),
    (0.05, 0.06, 0.08),
)

CASE_HEIGHT_M, SHELVES = 1.86, 5
"""The bookcase of the cluttered room."""


@cache
def furniture(room: Room) -> Thing | None:
    """Return what stands in a room, None where nothing does."""
    match room:
        case Room.PLAIN:
            return None
        case Room.TIDY:
            return joined([*sideboard(1.72), *plant(-1.72), *print_on_wall(-1.62, 1.62)])
        case Room.CLUTTERED:
            return joined(_clutter())


def _clutter() -> list[Thing]:
    return [
        *bookcase(-0.95),
        *window(0.55),
        *armchair(1.55),
        *lamp(2.05),
        *plant(0.95),
        *plant(-1.75),
        *print_on_wall(1.62, 1.62),
        *photographs(-0.27),
        *dumb_bells(-0.25),
    ]


def sideboard(x: float) -> list[Thing]:
    """Return a low cupboard with books and a vase on it."""
    z = WALL_M + 0.24
    things = [box((x, 0.44, z), (0.56, 0.28, 0.21), WOOD)]
    for side in (-1, 1):
        things.append(box((x + side * 0.275, 0.44, z + 0.212), (0.262, 0.245, 0.006), FRONT))
        things.append(box((x + side * 0.035, 0.44, z + 0.222), (0.006, 0.06, 0.006), DARK))
        for row in (-1, 1):
            foot = (x + side * 0.48, 0.08, z + row * 0.15)
            things.append(box(foot, (0.018, 0.08, 0.018), DARK))
    things += _lying_books(x - 0.25, 0.72, z)
    vase = ((0, 0), (0.06, 0), (0.085, 0.05), (0.075, 0.13), (0.035, 0.19), (0.032, 0.23))
    things.append(turned((x + 0.22, 0.72, z), [*vase, (0.04, 0.245), (0.03, 0.24)], WHITE))
    for k in range(7):
        size = (0.16, 0.26 + 0.05 * (k % 3), 0.018)
        things.append(leaf((x + 0.22, 0.95, z), 0.9 * k + 0.3, size, (0.24, 0.30, 0.16)))
    return things


def _lying_books(x: float, y: float, z: float) -> list[Thing]:
    things = []
    for half, width, colour in ((0.016, 0.15, 4), (0.013, 0.135, 1), (0.017, 0.14, 2)):
        things.append(box((x, y + half, z), (width, half, 0.10), BOOKS[colour]))
        y += 2 * half
    return things


def plant(x: float) -> list[Thing]:
    """Return a plant in a pot on the floor."""
    z = WALL_M + 0.34
    draw = np.random.default_rng(11)
    profile = ((0, 0), (0.13, 0), (0.165, 0.31), (0.175, 0.32), (0.165, 0.33), (0.15, 0.29))
    things = [turned((x, 0, z), [*profile, (0, 0.285)], (0.62, 0.60, 0.57))]
    for k in range(15):
        aside, behind, far, high = draw.uniform(-1, 1, 4)
        shade = draw.uniform(0.75, 1.2)
        foot = (x + 0.03 * aside, 0.28, z + 0.03 * behind)
        size = (0.30 + 0.10 * far, 0.62 + 0.16 * high, 0.052)
        colour = (0.105 * shade, 0.21 * shade, 0.085 * shade)
        things.append(leaf(foot, 2.4 * k, size, colour))
    return things


def print_on_wall(x: float, y: float) -> list[Thing]:
    """Return a framed print: a sun over hills."""
    z = WALL_M + 0.006
    things = [
        box((x, y, z), (0.29, 0.38, 0.012), (0.34, 0.24, 0.15)),
        box((x, y, z + 0.008), (0.272, 0.362, 0.008), WHITE),
        box((x, y, z + 0.012), (0.205, 0.295, 0.006), (0.80, 0.72, 0.60)),
        disc((x + 0.05, y + 0.11, z + 0.019), 0.062, (0.80, 0.44, 0.28)),
        _hills(x, y, z + 0.022, (-0.02, 0.035, 13.0, 0.6), (0.45, 0.56, 0.55)),
        _hills(x, y, z + 0.024, (-0.13, 0.03, 9.0, 2.2), (0.20, 0.33, 0.36)),
    ]
    return things


def _hills(
    x: float, y: float, z: float, line: tuple[float, float, float, float], colour: Colour
) -> Thing:
    """Return a strip under a wavy line: its height, swing, waves per metre and start."""
    height, swing, waves, start = line
    across = np.linspace(-0.205, 0.205, 40)
    top = y + height + swing * np.sin(across * waves + start)
    points = np.concatenate(
        [
            np.column_stack([x + across, top, np.full(40, z)]),
            np.column_stack([x + across, np.full(40, y - 0.295), np.full(40, z)]),
        ]
    )
    a = np.arange(39)
    faces = np.concatenate(
        [np.column_stack([a, a + 40, a + 1]), np.column_stack([a + 1, a + 40, a + 41])]
    )
    return Thing(points, faces, np.tile(np.array(colour), (80, 1)))


def bookcase(x: float) -> list[Thing]:
    """Return a tall case full of upright books of many colours."""
    z, draw = WALL_M + 0.16, np.random.default_rng(5)
    middle = CASE_HEIGHT_M / 2
    things = [box((x, middle, z - 0.14), (0.45, middle, 0.01), DARK)]
    things += [box((x + side * 0.45, middle, z), (0.015, middle, 0.15), WOOD) for side in (-1, 1)]
    for shelf in range(SHELVES + 1):
        y = 0.03 + shelf * (CASE_HEIGHT_M - 0.05) / SHELVES
        things.append(box((x, y, z), (0.45, 0.012, 0.15), WOOD))
        if shelf < SHELVES:
            things += _standing_books(x, y + 0.012, z, draw)
    return things


def _standing_books(x: float, y: float, z: float, draw: np.random.Generator) -> list[Thing]:
    things = []
    here = x - 0.42
    while here < x + 0.38:
        half, high = draw.uniform(0.012, 0.028), draw.uniform(0.09, 0.15)
        colour = BOOKS[int(draw.integers(len(BOOKS)))]
        things.append(box((here + half, y + high, z), (half, high, 0.10), colour))
        here += 2 * half + (0.06 if draw.uniform() < 0.1 else 0.002)  # noqa: PLR2004 -- some gaps
    return things


def window(x: float) -> list[Thing]:
    """Return a bright window with a cross and two curtains."""
    z, y = WALL_M + 0.01, 1.55
    things = [
        box((x, y, z), (0.50, 0.62, 0.01), WHITE),
        box((x, y, z + 0.008), (0.45, 0.57, 0.006), (1.0, 1.0, 1.0)),
        box((x, y, z + 0.02), (0.015, 0.57, 0.01), WHITE),
        box((x, y + 0.12, z + 0.02), (0.45, 0.015, 0.01), WHITE),
        rod((x - 0.75, 2.22, z + 0.07), (x + 0.75, 2.22, z + 0.07), 0.012, DARK),
    ]
    for side in (-1, 1):
        for fold in range(6):
            at = x + side * (0.44 + 0.045 * fold)
            deep = z + 0.06 + 0.02 * (fold % 2)
            shade = 0.9 + 0.2 * (fold % 2)
            colour = (0.33 * shade, 0.25 * shade, 0.22 * shade)
            things.append(box((at, 1.25, deep), (0.024, 0.96, 0.012), colour))
    return things


def armchair(x: float) -> list[Thing]:
    """Return a low upholstered chair against the wall."""
    z, colour = WALL_M + 0.45, (0.36, 0.20, 0.10)
    things = [
        box((x, 0.28, z), (0.30, 0.12, 0.30), colour),
        box((x, 0.60, z - 0.30), (0.30, 0.34, 0.08), colour),
        box((x, 0.43, z + 0.02), (0.24, 0.05, 0.26), (0.50, 0.33, 0.20)),
    ]
    for side in (-1, 1):
        things.append(box((x + side * 0.35, 0.36, z), (0.06, 0.20, 0.32), colour))
        for row in (-1, 1):
            things.append(box((x + side * 0.3, 0.08, z + row * 0.25), (0.02, 0.08, 0.02), DARK))
    return things


def lamp(x: float) -> list[Thing]:
    """Return a standing lamp."""
    z = WALL_M + 0.3
    stand = [(0, 0), (0.15, 0), (0.15, 0.02), (0.012, 0.03), (0.012, 1.35), (0, 1.35)]
    shade = [(0.22, 1.30), (0.15, 1.60), (0.14, 1.60), (0.21, 1.30)]
    return [turned((x, 0, z), stand, DARK), turned((x, 0, z), shade, (0.85, 0.75, 0.55))]


def photographs(x: float) -> list[Thing]:
    """Return small dark frames at the height of a person's shoulders."""
    z = WALL_M + 0.008
    places = ((0.0, 1.72, 0.09, 0.12), (0.02, 1.38, 0.11, 0.08), (-0.03, 1.12, 0.08, 0.10))
    things = []
    for k, (aside, y, wide, high) in enumerate(places):
        things.append(box((x + aside, y, z), (wide, high, 0.012), DARK))
        colour = BOOKS[(2 * k + 1) % len(BOOKS)]
        things.append(box((x + aside, y, z + 0.01), (wide * 0.8, high * 0.8, 0.006), colour))
    return things


def dumb_bells(x: float) -> list[Thing]:
    """Return two dumb-bells and a ball on the floor."""
    things = []
    for k in range(2):
        here, z = x + 0.34 * k, WALL_M + 0.5 + 0.08 * k
        things.append(rod((here - 0.1, 0.07, z), (here + 0.1, 0.07, z), 0.015, (0.5, 0.5, 0.5)))
        for side in (-1, 1):
            end = here + side * 0.1
            colour = (0.03, 0.03, 0.04)
            things.append(rod((end - 0.03, 0.07, z), (end + 0.03, 0.07, z), 0.07, colour))
    angles = np.linspace(0.0, np.pi, 20)
    ball = [(0.17 * float(np.sin(a)), 0.17 - 0.17 * float(np.cos(a))) for a in angles]
    return [*things, turned((x - 0.35, 0, WALL_M + 0.4), ball, (0.45, 0.10, 0.12))]
