"""Whole sets for the study: a start and four bows, seen as a video.

A still counts by itself; a repetition lasts, and is judged by the engine in three phases. So sets
tell what becomes of the study's numbers in use.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.video.decode import Frame
from rendering.bows import RELAXED, Bow, Opening, Pace, repetition
from rendering.render import Renderer
from rendering.scene import Build, Camera, Facing, Hair, Light, Person, Room, Scene
from rendering.study.plan import Bending
from rendering.study.stills import turned_deg
from rendering.timeline import Change, Motion, Phase, Stage

__all__ = ["BENT_DEG", "SET_SEED", "RenderedSet", "poses_of", "rendered_sets"]

SET_SEED = 17

FPS = 10
"""Enough for bows of three seconds, and a third of the work."""

BENT_DEG = ((0.0, 10.0), (18.0, 25.0), (32.0, 44.0), (45.0, 60.0), (45.0, 60.0))
"""Bends of a set's bows: one from the first two ranges, which are to pass, and one from each other;
their order is left to chance."""

HEAD_FOLLOWS = 0.5
"""Degrees by which the head hangs lower, from in line with the trunk, per degree that the back is
bent. Kept in line with it, the neck would be bent back by as much as the upper back is forward."""

OPENING = Opening(relaxed_s=1.6, arms_s=1.7, ready_s=0.8)
PACE = Pace(down_s=1.3, stay_s=0.7, up_s=1.1, rest_s=0.9)
"""As brisk as the hip hinge lets pass."""

SIDE_DEG, OBLIQUE_DEG = (0.0, 15.0), (15.0, 25.0)
"""How far a set is turned from side-on, as the camera sees it, either way."""


@dataclass(frozen=True, slots=True)
class RenderedSet:
    """One person's set; ``bends_deg`` is what is true of each of its bows."""

    number: int
    bending: Bending
    yaw_deg: float
    scene: Scene
    motion: Motion
    bends_deg: tuple[float, ...]

    @property
    def build(self) -> Build:
        """Whose body it is."""
        return self.scene.people[0].build


def rendered_sets() -> Iterator[RenderedSet]:
    """Return all sets: each body bending in each way, every second one seen obliquely."""
    for number, (build, bending) in enumerate(product(Build, Bending)):
        yield _set(number, build, bending, oblique=bool(number % 2))


def poses_of(one: RenderedSet, renderer: Renderer, model: Path) -> list[Pose]:
    """Return what the pose model makes of a set."""
    poses = []
    with PoseEstimator(model) as estimate:
        for index in range(round(one.motion.duration_s * FPS)):
            posture = one.motion.at(index / FPS).posture
            person = replace(one.scene.people[0], posture=posture)
            scene = replace(one.scene, people=(person,), seed=index)
            poses.append(estimate(Frame(renderer.render(scene).image, index / FPS, index)))
    return poses


def _set(number: int, build: Build, bending: Bending, *, oblique: bool) -> RenderedSet:
    chance = np.random.default_rng((SET_SEED, number))
    least, most = OBLIQUE_DEG if oblique else SIDE_DEG
    yaw = float(chance.choice([-1.0, 1.0]) * chance.uniform(least, most))
    straight = BENT_DEG[:2][number // 2 % 2]
    ranges = [straight, *BENT_DEG[2:]]
    chance.shuffle(ranges)
    bends = tuple(float(chance.uniform(*each)) for each in ranges)
    person = Person(
        build=build,
        facing=Facing.RIGHT if chance.random() < 1 / 2 else Facing.LEFT,
        hair=Hair.BUN if "female" in build else Hair.CAP,
    )
    camera = Camera(
        distance_m=chance.uniform(2.7, 3.6),
        height_m=chance.uniform(0.75, 1.3),
        roll_deg=chance.uniform(-1.5, 1.5),
        look_at_m=(0.18 * person.facing.sign, 0.86),
    )
    camera = replace(camera, yaw_deg=yaw - turned_deg(camera))
    light = Light(
        gain=chance.uniform(0.6, 1.1),
        noise_sigma=chance.uniform(1.0, 6.0),
        jpeg_quality=int(chance.integers(50, 93)),
        direction_deg=chance.uniform(-60.0, 60.0),
    )
    room = Room.CLUTTERED if number % 3 == 2 else Room.TIDY  # noqa: PLR2004 -- every third
    scene = Scene(people=(person,), camera=camera, light=light, room=room)
    motion = Motion(RELAXED, tuple(_stages(chance, bending, bends)))
    return RenderedSet(number, bending, turned_deg(camera), scene, motion, bends)


def _stages(
    chance: np.random.Generator, bending: Bending, bends: tuple[float, ...]
) -> Iterator[Stage]:
    yield from OPENING.stages(RELAXED)
    for number, bend in enumerate(bends, start=1):
        bow = Bow(
            trunk_deg=chance.uniform(45.0, 70.0),
            knee_deg=chance.uniform(8.0, 25.0),
            shank_deg=chance.uniform(-3.0, 4.0),
            spine=bending.spine(bend),
            head_line_deg=chance.uniform(-8.0, 12.0) + HEAD_FOLLOWS * bend,
            raise_deg=chance.uniform(0.0, 12.0),
        )
        yield from repetition(bow, number, RELAXED, PACE)
    yield Change(phase=Phase.STANDING, seconds=0.6, to=RELAXED)
