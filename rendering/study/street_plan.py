"""The street lot: what people wear and hold in recordings of their own, with exact truth.

A session is one person in one set of clothes before one camera, side-on to about 15 degrees: they
stand, with the arms hanging, forward, and with the weight in the hands as after a lift, straight
and arched; they crouch at the bar; and they bow with the back bent in several ways. Nothing was
chosen on these stills when they were made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

import numpy as np

from rendering.posture import Arm, Posture, Spine, standing
from rendering.scene import (
    Barbell,
    Build,
    Camera,
    Dumbbells,
    Facing,
    Hair,
    Light,
    Person,
    Prop,
    Room,
    Scene,
    Shirt,
    Trousers,
)
from rendering.study.plan import YAW_SPREAD, Bending, Session, Still, What

__all__ = ["KINDS", "STREET_SEED", "Kind", "bare", "kind_of", "street_sessions"]

STREET_SEED = 101


class Kind(StrEnum):
    """What is worn or held that an outline of a back was not expected to show."""

    HOOD = "hood"
    HEM = "long hem"
    PRINT = "print"
    PLATES = "plates in the hands"
    HOOD_AND_PLATES = "hood, plates in the hands"
    BAR_ON_SHOULDERS = "bar on the shoulders"


KINDS = (
    Kind.HOOD,
    Kind.PLATES,
    Kind.HEM,
    Kind.HOOD_AND_PLATES,
    Kind.PRINT,
    Kind.HOOD,
    Kind.BAR_ON_SHOULDERS,
)
"""In turn; with fourteen bodies, two rounds give each kind two bodies or more each."""

ROUNDS = 2

YAWS = (0.0, -8.0, 5.0, 10.0, -3.0)
"""Degrees from side-on, in turn; the camera stands a little ahead, which adds 3 degrees."""

HOOD_M = (0.03, 0.08)
HOOD_SHIFT_M = 0.01
"""How far a hood stands off, and how much further or less in a bow than in standing."""

HEM_M = (0.03, 0.07)

ARCHED_LOADED_DEG = (10.0, 20.0)
"""How far a loaded lockout is hollow: what lifters were seen to do."""

PRINTS = ((0.60, 0.615, 0.575), (0.85, 0.85, 0.85), (0.02, 0.02, 0.02), (0.55, 0.06, 0.05))
"""The first is the colour of the wall behind."""

BENT_DEG = {
    Bending.EVEN: ((0.0, 6.0), (4.0, 10.0), (15.0, 25.0), (30.0, 42.0), (45.0, 60.0)),
    Bending.LUMBAR: ((3.0, 10.0), (30.0, 42.0), (45.0, 60.0)),
    Bending.THORACIC: ((3.0, 10.0), (30.0, 42.0), (45.0, 60.0)),
}

BAR_AHEAD_M = 0.09


def street_sessions(seed: int = STREET_SEED) -> Iterator[Session]:
    """Return all sessions; those of a first round, of all bodies and kinds, come first."""
    for number, (turn, (place, build)) in enumerate(product(range(ROUNDS), enumerate(Build))):
        # Of the second round each body wears the kind half a turn on.
        kind = KINDS[(place + turn * (len(KINDS) // 2)) % len(KINDS)]
        yield _session(seed, number, build, kind)


def kind_of(scene: Scene) -> Kind:
    """Return what is worn or held in a session that a scene is of."""
    person = scene.people[0]
    plates = [prop for prop in scene.props if isinstance(prop, Barbell)]
    if any(prop.on_shoulders for prop in plates):
        return Kind.BAR_ON_SHOULDERS
    if person.hood_m > 0:
        return Kind.HOOD_AND_PLATES if plates else Kind.HOOD
    if person.hem_m > 0:
        return Kind.HEM
    return Kind.PRINT if person.print_colour else Kind.PLATES


def bare(scene: Scene) -> Scene:
    """Return a scene with nothing worn but a fitted shirt, and nothing held."""
    person = scene.people[0]
    plain = replace(person, hood_m=0.0, hem_m=0.0, print_colour=None, shirt=Shirt.FITTED)
    return replace(scene, people=(plain,), props=())


@dataclass(frozen=True, slots=True)
class _Row:
    """One still before it has a scene; ``loaded`` where the weight is in the hands."""

    what: What
    bending: Bending
    posture: Posture
    loaded: bool = False


def _session(seed: int, number: int, build: Build, kind: Kind) -> Session:
    chance = np.random.default_rng((seed, number))
    base = Scene(
        people=(_person(chance, number, build, kind),),
        camera=_camera(chance, number),
        light=Light(
            gain=chance.uniform(0.6, 1.1),
            noise_sigma=chance.uniform(1.0, 6.0),
            jpeg_quality=int(chance.integers(50, 93)),
            direction_deg=chance.uniform(-60.0, 60.0),
        ),
        room=Room.CLUTTERED if number % 3 == 2 else Room.TIDY,  # noqa: PLR2004 -- every third
        mat=False,
    )
    held = _held(kind)
    stills = tuple(
        Still(row.what, row.bending, _scene(base, row, held, chance, seed=100 * number + place))
        for place, row in enumerate((*_standing(chance, kind), *_bowing(chance, kind)))
    )
    return Session(number, stills)


def _person(chance: np.random.Generator, number: int, build: Build, kind: Kind) -> Person:
    hooded = kind in {Kind.HOOD, Kind.HOOD_AND_PLATES}
    hood, hem = chance.uniform(*HOOD_M), chance.uniform(*HEM_M)
    printed = PRINTS[int(chance.integers(len(PRINTS)))]
    loose = kind is Kind.HEM or number % 4 == 1
    return Person(
        build=build,
        facing=Facing.RIGHT if chance.random() < 1 / 2 else Facing.LEFT,
        shirt=Shirt.LOOSE if loose else Shirt.FITTED,
        trousers=Trousers.LEGGINGS if number % 2 else Trousers.SHORTS,
        hair=Hair.BUN if "female" in build else Hair.CAP,
        hood_m=round(hood, 2) if hooded else 0.0,
        hem_m=round(hem, 2) if kind is Kind.HEM else 0.0,
        print_colour=printed if kind is Kind.PRINT else None,
    )


def _camera(chance: np.random.Generator, number: int) -> Camera:
    return Camera(
        distance_m=chance.uniform(2.9, 3.7),
        height_m=chance.uniform(0.45, 1.3),
        yaw_deg=YAWS[number % len(YAWS)] + chance.uniform(-YAW_SPREAD, YAW_SPREAD),
        roll_deg=chance.uniform(-1.5, 1.5),
    )


def _held(kind: Kind) -> Prop:
    if kind in {Kind.PLATES, Kind.HOOD_AND_PLATES}:
        return Barbell()
    if kind is Kind.BAR_ON_SHOULDERS:
        return Barbell(on_shoulders=True)
    return Dumbbells()


def _scene(base: Scene, row: _Row, held: Prop, chance: np.random.Generator, *, seed: int) -> Scene:
    person = replace(base.people[0], posture=row.posture)
    if person.hood_m > 0 and row.what not in STANDING:
        shift = HOOD_SHIFT_M * int(chance.integers(-1, 2))
        person = replace(person, hood_m=round(person.hood_m + shift, 2))
    props = (held,) if row.loaded else ()
    return replace(base, people=(person,), props=props, seed=seed)


STANDING = (What.HANGING, What.FORWARD, What.LOADED, What.ARCHED_LOADED)


def _standing(chance: np.random.Generator, kind: Kind) -> Iterator[_Row]:
    for what, low, high in (
        (What.HANGING, 0.0, 15.0),
        (What.HANGING, 0.0, 15.0),
        (What.FORWARD, 60.0, 90.0),
    ):
        arm = chance.uniform(low, high)
        yield _Row(what, Bending.EVEN, _upright(chance, Spine(), raise_deg=arm))
    for what in (What.LOADED, What.ARCHED_LOADED, What.ARCHED_LOADED):
        straight = what is What.LOADED
        spine = Spine() if straight else Spine.lumbar(-chance.uniform(*ARCHED_LOADED_DEG))
        posture = _holding(_upright(chance, spine), kind)
        yield _Row(what, Bending.EVEN if straight else Bending.LUMBAR, posture, loaded=True)


def _upright(chance: np.random.Generator, spine: Spine, raise_deg: float = 4.0) -> Posture:
    return standing(
        trunk_deg=chance.uniform(-4.0, 2.0),
        spine=spine,
        raise_deg=raise_deg,
        neck_deg=chance.uniform(-5.0, 10.0),
    )


def _bowing(chance: np.random.Generator, kind: Kind) -> Iterator[_Row]:
    for bending, ranges in BENT_DEG.items():
        for low, high in ranges:
            posture = _hinge(chance, bending.spine(chance.uniform(low, high)))
            yield _Row(What.HINGE, bending, _holding(posture, kind), loaded=True)
    for what, legs in ((What.SQUAT, (75.0, 100.0)), (What.LIFT, (70.0, 95.0))):
        for low, high in ((0.0, 10.0), (32.0, 50.0)):
            spine = Spine.even(chance.uniform(low, high))
            yield _Row(
                what, Bending.EVEN, _holding(_low(chance, what, legs, spine), kind), loaded=True
            )
    crouched = _low(chance, What.CROUCH, (95.0, 120.0), Spine.even(chance.uniform(10.0, 50.0)))
    yield _Row(What.CROUCH, Bending.EVEN, _holding(crouched, kind), loaded=True)


def _hinge(chance: np.random.Generator, spine: Spine) -> Posture:
    return standing(
        trunk_deg=chance.uniform(42.0, 72.0),
        spine=spine,
        knee_deg=chance.uniform(8.0, 38.0),
        shank_deg=chance.uniform(-3.0, 6.0),
        elbow_deg=chance.uniform(2.0, 10.0),
        neck_deg=chance.uniform(-10.0, 35.0),
    )


TRUNK_DEG = {What.SQUAT: (33.0, 46.0), What.LIFT: (50.0, 66.0), What.CROUCH: (35.0, 60.0)}


def _low(
    chance: np.random.Generator, what: What, knees: tuple[float, float], spine: Spine
) -> Posture:
    """Return a posture with the knees well bent."""
    knee = chance.uniform(*knees)
    return standing(
        trunk_deg=chance.uniform(*TRUNK_DEG[what]),
        spine=spine,
        knee_deg=knee,
        shank_deg=0.25 * knee + chance.uniform(-3.0, 6.0),
        elbow_deg=chance.uniform(2.0, 8.0),
        neck_deg=chance.uniform(0.0, 30.0),
    )


ON_THE_BAR = Arm(raise_deg=-35.0, elbow_deg=165.0, out_deg=38.0)
"""Upright, hands beside the shoulders at a bar behind the neck."""


def _holding(posture: Posture, kind: Kind) -> Posture:
    """Return the posture with the hands where the weight is."""
    if kind is not Kind.BAR_ON_SHOULDERS:
        return replace(posture, hands_ahead_m=BAR_AHEAD_M)
    arm = replace(ON_THE_BAR, raise_deg=ON_THE_BAR.raise_deg - posture.trunk_deg)
    return replace(posture, left_arm=arm, right_arm=arm)
