"""Which stills the study is made of: everybody, bent in every way, as a camera might see them.

A session is one person in one set of clothes before one camera that stays where it is: they stand,
raise their arms, and bow with their back bent in several ways. Everything else differs by chance
from still to still or from session to session; the same seed gives the same study.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from rendering.posture import Posture, Spine, standing
from rendering.scene import Build, Camera, Facing, Hair, Light, Person, Room, Scene, Shirt, Trousers

__all__ = [
    "BOWED",
    "FRESH_SEED",
    "SEED",
    "YAW_SPREAD",
    "Bending",
    "Session",
    "Still",
    "What",
    "sessions",
]

SEED, FRESH_SEED = 3, 61
"""Everything was chosen on the stills of the first seed, and nothing on those of the second."""

FITTED_YAWS = (0.0, 7.0, -7.0, 13.0, -13.0, 20.0, -20.0, 25.0, 30.0)
LOOSE_YAWS = (0.0, 10.0, -13.0)
AWAY_YAWS = (-25.0, -30.0)
"""Degrees from side-on, more of the chest seen or (negative) of the back; a session is within
YAW_SPREAD of one of these. The camera stands a little ahead of them, so they are seen turned 3
degrees more; those further away from it, in fitted clothes, come last."""

YAW_SPREAD = 2.0

ARCH_DEG = -12.0
"""How far somebody who stands or bows arched has their lower back bent the other way."""


class Bending(StrEnum):
    """Where a back is bent."""

    EVEN = "even"
    LUMBAR = "lumbar"
    THORACIC = "thoracic"

    def spine(self, deg: float) -> Spine:
        """Return a spine bent so by ``deg`` degrees in all."""
        return {"even": Spine.even, "lumbar": Spine.lumbar, "thoracic": Spine.thoracic}[self](deg)


class What(StrEnum):
    """What the person does in a still."""

    HANGING = "standing, arms hanging"
    FORWARD = "standing, arms forward"
    ARCHED_HANGING = "standing arched, arms hanging"
    ARCHED_FORWARD = "standing arched, arms forward"
    SHALLOW = "shallow hinge"
    HINGE = "hinge"
    ARCHED_HINGE = "arched hinge"
    DEEP = "deep hinge"
    SQUAT = "squat"
    LOADED = "standing, weight in the hands"
    ARCHED_LOADED = "standing arched, weight in the hands"
    LIFT = "lift from the floor"
    CROUCH = "crouch before a lift"


BOWED = (What.HINGE, What.ARCHED_HINGE, What.SHALLOW, What.DEEP, What.SQUAT, What.LIFT)
"""What measures are judged by; fits are made on those of them that are bent."""


@dataclass(frozen=True, slots=True)
class Still:
    """One picture and what is to be known of it."""

    what: What
    bending: Bending
    scene: Scene

    @property
    def posture(self) -> Posture:
        """How the person is posed."""
        return self.scene.people[0].posture


@dataclass(frozen=True, slots=True)
class Session:
    """One person before one camera, from standing to the last still."""

    number: int
    stills: tuple[Still, ...]

    @property
    def name(self) -> str:
        """Which session it is, for a file's name."""
        return f"{self.number:03d}"


def sessions(seed: int = SEED) -> Iterator[Session]:
    """Return all sessions; another seed gives as many others, of the same bodies."""
    clothed = ((Shirt.FITTED, FITTED_YAWS), (Shirt.LOOSE, LOOSE_YAWS))
    views = [
        *((build, shirt, yaw) for build in Build for shirt, yaws in clothed for yaw in yaws),
        *((build, Shirt.FITTED, yaw) for build in Build for yaw in AWAY_YAWS),
    ]
    for number, (build, shirt, yaw) in enumerate(views):
        yield _session(seed, number, build, shirt, yaw)


def _session(seed: int, number: int, build: Build, shirt: Shirt, yaw: float) -> Session:
    chance = np.random.default_rng((seed, number))
    person = Person(
        build=build,
        shirt=shirt,
        facing=Facing.RIGHT if chance.random() < 1 / 2 else Facing.LEFT,
        trousers=Trousers.LEGGINGS if number % 2 else Trousers.SHORTS,
        hair=Hair.BUN if "female" in build else Hair.CAP,
    )
    camera = Camera(
        distance_m=chance.uniform(2.7, 3.6),
        height_m=chance.uniform(0.75, 1.3),
        yaw_deg=yaw + chance.uniform(-YAW_SPREAD, YAW_SPREAD),
        roll_deg=chance.uniform(-1.5, 1.5),
        look_at_m=(0.18 * person.facing.sign, 0.86),
    )
    light = Light(
        gain=chance.uniform(0.55, 1.1),
        noise_sigma=chance.uniform(1.0, 7.0),
        jpeg_quality=int(chance.integers(45, 93)),
        direction_deg=chance.uniform(-60.0, 60.0),
    )
    room = Room.CLUTTERED if number % 3 == 2 else Room.TIDY  # noqa: PLR2004 -- every third
    base = Scene(people=(person,), camera=camera, light=light, room=room)
    rows = [*_standing(chance), *_bowing(chance)]
    stills = tuple(
        Still(what, bending, _scene(base, posture, seed=100 * number + place))
        for place, (what, bending, posture) in enumerate(rows)
    )
    return Session(number, stills)


def _scene(base: Scene, posture: Posture, *, seed: int) -> Scene:
    return replace(base, people=(replace(base.people[0], posture=posture),), seed=seed)


_Row = tuple[What, Bending, Posture]


def _standing(chance: np.random.Generator) -> Iterator[_Row]:
    hanging, neck = chance.uniform(0.0, 15.0), (-5.0, 10.0)
    arch = Bending.LUMBAR.spine(ARCH_DEG)
    for what, arm, spine in (
        (What.HANGING, hanging, Spine()),
        (What.FORWARD, chance.uniform(60.0, 90.0), Spine()),
        (What.FORWARD, chance.uniform(60.0, 90.0), Spine()),
        (What.ARCHED_HANGING, hanging, arch),
        (What.ARCHED_FORWARD, chance.uniform(60.0, 90.0), arch),
    ):
        posture = standing(
            trunk_deg=chance.uniform(-3.0, 3.0),
            spine=spine,
            raise_deg=arm,
            neck_deg=chance.uniform(*neck),
        )
        yield what, Bending.EVEN if spine == Spine() else Bending.LUMBAR, posture


BENT_DEG = {
    Bending.EVEN: ((0.0, 0.0), (0.0, 10.0), (12.0, 25.0), (25.0, 35.0), (35.0, 45.0), (45.0, 60.0)),
    Bending.LUMBAR: ((3.0, 10.0), (15.0, 25.0), (30.0, 42.0), (45.0, 60.0)),
    Bending.THORACIC: ((3.0, 10.0), (15.0, 25.0), (30.0, 42.0), (45.0, 60.0)),
}
"""Bends of a session's hinges, each drawn from one of these ranges: up to 10 is a neutral back, and
60 is what shoulders and hips turn in a full slump."""


def _bowing(chance: np.random.Generator) -> Iterator[_Row]:
    for bending, ranges in BENT_DEG.items():
        for low, high in ranges:
            yield What.HINGE, bending, _hinge(chance, bending.spine(chance.uniform(low, high)))
    yield What.ARCHED_HINGE, Bending.LUMBAR, _hinge(chance, Bending.LUMBAR.spine(ARCH_DEG))
    for what, trunk in ((What.SHALLOW, (15.0, 30.0)), (What.DEEP, (78.0, 88.0))):
        yield what, Bending.EVEN, _hinge(chance, Spine(), trunk)
    yield What.SQUAT, Bending.EVEN, _squat(chance)


def _hinge(
    chance: np.random.Generator, spine: Spine, trunk: tuple[float, float] = (42.0, 72.0)
) -> Posture:
    return standing(
        trunk_deg=chance.uniform(*trunk),
        spine=spine,
        knee_deg=chance.uniform(5.0, 30.0),
        shank_deg=chance.uniform(-3.0, 5.0),
        raise_deg=chance.uniform(-5.0, 20.0),
        elbow_deg=chance.uniform(3.0, 25.0),
        neck_deg=chance.uniform(-10.0, 40.0),
    )


def _squat(chance: np.random.Generator) -> Posture:
    return standing(
        trunk_deg=chance.uniform(35.0, 46.0),
        knee_deg=chance.uniform(75.0, 95.0),
        shank_deg=chance.uniform(27.0, 36.0),
        raise_deg=chance.uniform(30.0, 80.0),
        elbow_deg=chance.uniform(3.0, 25.0),
        neck_deg=chance.uniform(0.0, 30.0),
    )
