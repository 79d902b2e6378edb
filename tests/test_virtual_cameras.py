"""Somebody who hears only the framing advice, before laptops of many kinds, gets into place."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count, islice, pairwise, product

import numpy as np
import pytest
from cameras import Laptop, Scene, Stander, holds, seen
from figures import ARMS_FORWARD, STANDING, Posture, nobody
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.exercise.framing.watch import FramingWatch
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.moment import Framing
from formcheck.landmarks.pose import Part, Pose
from formcheck.landmarks.yaw import turn_of, yaw_of

ALL = frozenset(Part)
FPS = 15.0
HEARD_EVERY_S = 4.0
MAX_ADVICE = 30
"""In 2400 scenes drawn at random 3 pieces of advice were heard in the middle and 16 at most."""

DEEP_BOW = Posture(trunk=80, knee=22, shank=-4)
"""The hips travel back 0.2 m."""

STIFF_BOW = Posture(trunk=80, knee=5)
"""They stay, and the head travels forward 0.7 m."""

OPPOSITES = (
    ("further from", "closer to"),
    ("screen forward", "screen back"),
    ("backwards", "way you're facing"),
    ("towards the camera", "away from the camera"),
)

SIZES = ((640, 480), (640, 360))


@dataclass(frozen=True)
class Guided:
    """Where somebody came to by what they heard, and how they were seen there."""

    scene: Scene
    heard: tuple[str, ...]
    framing: Framing


def guided(scene: Scene, parts: frozenset[Part] = ALL) -> Guided:
    """Let somebody do what they hear, every few seconds, until the exercise can begin."""
    watcher = FramingWatch(View.SIDE, parts, moves_ahead=True)
    heard: list[str] = []
    times = (frame / FPS for frame in count())
    while len(heard) <= MAX_ADVICE:
        pose = seen(scene.laptop, scene.stander)
        for time_s in islice(times, round(HEARD_EVERY_S * FPS)):
            framing = watcher.step(replace(pose, time_s=time_s))
            if framing.ready:
                return Guided(scene, tuple(heard), framing)
        # Nothing is said when the last advice has just been given up: then it is ready in a second.
        heard.append(framing.advice)
        scene = scene.after(framing.advice) if framing.advice else scene
    raise AssertionError(f"advice without end: {heard}")


def bows(scene: Scene) -> Iterable[Posture]:
    """Yield a set's postures on the way down, deep and stiff, and the calibration's."""
    yield ARMS_FORWARD
    for share, bow in product((0.0, 0.25, 0.5, 0.75, 1.0), (DEEP_BOW, STIFF_BOW)):
        yield STANDING.towards(bow, share)


laptops = st.builds(
    Laptop,
    fov_deg=st.floats(55, 78),
    height_m=st.floats(0.45, 1.2),
    tilt_deg=st.floats(0, 15),
    size_wh=st.sampled_from(SIZES),
)
standers = st.builds(
    Stander,
    height_m=st.floats(1.5, 1.95),
    facing=st.sampled_from((1, -1)),
    heading_deg=st.floats(-40, 40),
    place=st.tuples(st.floats(-1, 1), st.floats(1.2, 5)),
)


@settings(max_examples=60, deadline=None)
@given(laptop=laptops, stander=standers)
def test_who_has_room_is_guided_to_where_the_whole_bow_is_seen(
    laptop: Laptop, stander: Stander
) -> None:
    """In a large room advice ends with all that is needed in the picture, all through the bow."""
    done = guided(Scene(laptop, stander))

    assert done.framing.partial == ""
    assert done.framing.missing == ()
    assert abs(done.scene.stander.yaw_deg) < 28  # the judged 25°, and the error of landmarks
    for posture in bows(done.scene):
        assert holds(done.scene.laptop, done.scene.stander, posture), posture


@settings(max_examples=60, deadline=None)
@given(laptop=laptops, stander=standers, depth_m=st.floats(2.2, 5.0))
def test_in_any_room_advice_comes_to_an_end(
    laptop: Laptop, stander: Stander, depth_m: float
) -> None:
    """However small the room, it ends with all in the picture or with what cannot be judged."""
    done = guided(Scene(laptop, stander, depth_m))

    if not done.framing.partial:
        assert all(
            holds(done.scene.laptop, done.scene.stander, posture) for posture in bows(done.scene)
        )
    else:
        assert " not your " in done.framing.partial


@settings(max_examples=60, deadline=None)
@given(laptop=laptops, stander=standers, depth_m=st.floats(2.2, 6.0))
def test_nobody_is_sent_to_and_fro(laptop: Laptop, stander: Stander, depth_m: float) -> None:
    """Advice turns to its opposite twice at most, and never from further to closer and back."""
    heard = guided(Scene(laptop, stander, depth_m)).heard

    for pair in OPPOSITES:
        ways = [words for advice in heard for words in pair if words in advice]
        assert sum(one != other for one, other in pairwise(ways)) <= 2, heard


def can_be_solved(scene: Scene, *, spare: float) -> bool:
    """Whether there is a place and a tilt at which the bow is seen, by trying them all.

    ``spare`` is the share of the picture to be left free besides.
    """
    lens = math.tan(math.radians(scene.laptop.fov_deg) / 2) * (1 - spare)
    laptop = replace(scene.laptop, fov_deg=2 * math.degrees(math.atan(lens)))
    places = [z / 10 for z in range(12, 61) if z / 10 <= scene.depth_m]
    return any(
        all(
            holds(
                replace(laptop, tilt_deg=tilt),
                replace(scene.stander, place=(0.0, z), heading_deg=0.0),
                posture,
            )
            for posture in (STANDING, DEEP_BOW)
        )
        for z, tilt in product(reversed(places), range(-12, 19, 2))
    )


@pytest.mark.parametrize("depth_m", [2.2, 2.7, 3.3])
@pytest.mark.parametrize("height_m", [1.55, 1.9])
@pytest.mark.parametrize("fov_deg", [55, 65, 78])
@pytest.mark.parametrize("size_wh", SIZES)
def test_what_no_place_can_solve_ends_in_what_can_be_judged(
    size_wh: tuple[int, int], fov_deg: float, height_m: float, depth_m: float
) -> None:
    """Where no place and tilt shows the whole bow that is said; where one does easily, it is found.

    Of these 36 rooms 6 cannot be solved: with the wide picture, 2.2 m for the tall person up to 65°
    and for the short one at 55°, 2.7 m for the tall one; with the other, the tall one at 55° and
    2.2 m. In 7 more it takes more care than steps and little tips.
    """
    scene = Scene(Laptop(fov_deg, 0.75, 6.0, size_wh), Stander(height_m, place=(0.3, 2.0)), depth_m)

    done = guided(scene)

    if not can_be_solved(scene, spare=0.0):
        assert done.framing.partial.endswith("feet.")
    elif can_be_solved(scene, spare=0.15):
        assert done.framing.partial == ""


def test_feet_that_are_not_needed_are_not_asked_for() -> None:
    """Where no measure needs the feet, nobody is moved to show them."""
    scene = Scene(Laptop(70, 0.9, 8.0), Stander(1.8, place=(0.0, 2.0)))
    parts = frozenset({Part.EAR, Part.SHOULDER, Part.HIP, Part.KNEE})

    assert guided(scene, parts).heard == ()
    assert guided(scene).heard != ()


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("heading_deg", [-40, -30, 30, 40])
def test_who_is_turned_hears_which_way_to_turn(facing: int, heading_deg: float) -> None:
    """Turned to the camera, the first words are to turn away from it; and the other way round."""
    scene = Scene(Laptop(), Stander(facing=facing, heading_deg=heading_deg, place=(0.0, 3.3)))

    way = "away from" if heading_deg > 0 else "towards"
    assert guided(scene).heard[0] == f"Turn a little {way} the camera."


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(
    ("ahead_m", "words"),
    [(1.5, "Walk backwards one step."), (-1.6, "Walk one step the way you're facing.")],
)
def test_who_stands_at_the_side_walks_the_right_way(
    facing: int, ahead_m: float, words: str
) -> None:
    """Too far ahead they are sent backwards, too far behind the way they face, whichever it is."""
    start = Stander(facing=facing, place=(facing * ahead_m, 3.3))
    scene = Scene(Laptop(65), replace(start, heading_deg=-start.yaw_deg))

    assert set(guided(scene).heard) == {words}


def side_on(scene: Scene) -> Pose:
    return seen(scene.laptop, scene.stander)


def test_a_cut_off_head_is_nobody_and_brought_in() -> None:
    """With the head out of the picture nobody is found, and the screen is tipped back at last."""
    scene = Scene(Laptop(60, 0.5, 0.0), Stander(1.9, place=(0.0, 2.4)))
    assert not side_on(scene).found

    heard = guided(scene).heard

    assert heard[0] == "I can't see you. Step in front of the laptop."
    assert "I can't see your head. Tip the screen back." in heard


def test_who_walks_to_the_screen_is_left_in_peace() -> None:
    """While the person walks, or is out of sight for a moment, there is no call for more words."""
    scene = Scene(Laptop(tilt_deg=15.0, height_m=1.0), Stander(place=(0.0, 3.0)))
    watcher = FramingWatch(View.SIDE, ALL, moves_ahead=True)
    pose = side_on(scene)
    for frame in range(30):
        standing = watcher.step(replace(pose, time_s=frame / FPS))
    for frame in range(30, 60):
        near = scene.walked(0.0, (30 - frame) * 0.05)
        walking = watcher.step(replace(side_on(near), time_s=frame / FPS))
    for frame in range(60, 105):
        away = watcher.step(nobody(frame / FPS, pose))

    assert standing.still
    assert standing.advice
    assert not walking.still
    assert not walking.ready
    assert not away.still
    assert "further from the laptop" in away.advice  # and not "I can't see you"


def test_the_camera_of_these_tests_shows_what_a_real_one_does() -> None:
    """At two metres a view of 2 atan(1/4) is one metre wide; turns are found as they are seen."""
    laptop = Laptop(math.degrees(2 * math.atan(0.25)), 1.0, 0.0)
    tipped = replace(laptop, tilt_deg=5.0)
    ahead = np.array([[0.5, 1.0, 2.0], [0.0, 1.0 + 2.0 * math.tan(math.radians(5)), 2.0]])

    assert laptop.project(ahead)[0] == pytest.approx((640, 240))
    assert tipped.project(ahead)[1] == pytest.approx((320, 240))
    aside = Stander(heading_deg=20, place=(-0.8, 3.0))
    assert aside.yaw_deg == pytest.approx(20 + math.degrees(math.atan2(0.8, 3)))
    assert yaw_of(seen(Laptop(), aside)) == pytest.approx(aside.yaw_deg, abs=6)
    assert turn_of(seen(Laptop(), aside)) == pytest.approx(aside.yaw_deg, abs=6)
