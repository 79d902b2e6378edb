"""Somebody named in words, and found among those in a picture."""

import numpy as np
import pytest
from figures import STANDING, Camera, figure

from formcheck.errors import UsageError
from formcheck.pose.named import (
    NamedPerson,
    PictureSide,
    person_named,
)
from formcheck.pose.tracking import DetectedPerson, torso_px
from formcheck.pose.watched import middle

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
TOO_SMALL = 0.5
AWAY_TORSOS = 0.8
MIN_LOOKS = 3

SIZE = (800, 480)


def at(x: float, height_px: float = 300.0) -> DetectedPerson:
    """Return somebody who stands with their middle at ``x``, on the same floor as all."""
    pose = figure(STANDING, camera=Camera(size_wh=(0, 480), height_px=height_px))
    person = DetectedPerson(pose.points_px, pose.visibility, pose.world_m)
    shift = np.array([x - middle(person)[0], 0.0])
    return DetectedPerson(pose.points_px + shift, pose.visibility, pose.world_m)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("left", NamedPerson(PictureSide.LEFT)),
        ("right", NamedPerson(PictureSide.RIGHT)),
        ("2.5@0.7,0.5", NamedPerson(time_s=2.5, x=0.7, y=0.5)),
        ("0@0,1", NamedPerson(time_s=0, x=0, y=1)),
        ("12@.25, .5", NamedPerson(time_s=12, x=0.25, y=0.5)),
    ],
)
def test_a_side_or_a_time_and_place_names_somebody(words: str, named: NamedPerson) -> None:
    """The words of --person, and those a report gives back."""
    assert person_named(words) == named
    assert person_named(str(named)) == named


@pytest.mark.parametrize(
    "words",
    [
        *("", "middle", "Left", "2.5", "2.5@", "2.5@0.7", "@0.5,0.5", "1@1.01,0.5"),
        *("1@0.5,-0.1", "1.2.3@0.5,0.5", "1@0.5,0.5,0.5", "nan@0.5,0.5", "1@50,50", "1;0.5,0.5"),
    ],
)
def test_other_words_name_nobody(words: str) -> None:
    """What cannot be meant is said, with an example of what can."""
    with pytest.raises(UsageError, match=r"names nobody.*2\.5@0\.7,0\.5"):
        person_named(words)


def test_sides_are_those_of_the_picture() -> None:
    """Whoever stands furthest to the left or right of three."""
    one, two, three = at(200), at(400), at(600)

    assert person_named("left").among([two, three, one], 0, SIZE) is one
    assert person_named("right").among([two, three, one], 0, SIZE) is three


@pytest.mark.parametrize("everybody", [[], [at(300)]])
def test_alone_nobody_is_on_a_side(everybody: list[DetectedPerson]) -> None:
    """With one person in the picture there is nothing to tell."""
    assert person_named("left").among(everybody, 0, SIZE) is None


@pytest.mark.parametrize(("size", "counts"), [(TOO_SMALL - 0.05, False), (TOO_SMALL + 0.05, True)])
def test_who_is_in_the_background_is_on_no_side(size: float, *, counts: bool) -> None:
    """Half as tall as the tallest: there is nobody beside the others."""
    far = at(100, 300 * size)

    found = person_named("left").among([at(300), at(500), far], 0, SIZE)

    assert (found is far) == counts


def test_at_the_time_it_is_who_is_in_the_place() -> None:
    """The one whose box holds the place, or who is nearest to it."""
    one, two = at(200), at(600)

    assert person_named("2@0.27,0.7").among([one, two], 2.0, SIZE) is one
    assert person_named("2@0.75,0.5").among([one, two], 2.5, SIZE) is two
    assert person_named("2@0.75,0.5").among([], 2.0, SIZE) is None


@pytest.mark.parametrize(
    ("torsos", "found"), [(AWAY_TORSOS - 0.05, True), (AWAY_TORSOS + 0.05, False)]
)
def test_at_the_time_it_is_nobody_far_from_the_place(torsos: float, *, found: bool) -> None:
    """Who was seen there by somebody's eyes may be found by a later look."""
    person = at(300)
    x = person.points_px[:, 0].max() + torsos * torso_px(person.points_px)
    place = NamedPerson(time_s=2.0, x=x / SIZE[0], y=middle(person)[1] / SIZE[1])

    assert (place.among([person], 2.0, SIZE) is person) == found
    assert not place.is_seen([person], 2.0, SIZE)


@pytest.mark.parametrize(
    ("torsos", "found"), [(AWAY_TORSOS - 0.05, True), (AWAY_TORSOS + 0.05, False)]
)
def test_before_the_time_it_is_who_stands_there(torsos: float, *, found: bool) -> None:
    """Who is further away than one sways in a repetition is somebody else."""
    person = at(400)
    place = NamedPerson(time_s=9, x=(400 + torsos * torso_px(person.points_px)) / SIZE[0], y=0.5)

    assert (place.among([person], 0, SIZE) is person) == found


def test_a_side_is_settled_after_some_looks_and_a_place_at_its_time() -> None:
    """Until then every look may still correct it."""
    side, place = person_named("left"), person_named("2@0.5,0.5")

    assert [side.is_settled(n, 9.0) for n in (MIN_LOOKS - 1, MIN_LOOKS)] == [False, True]
    assert [place.is_settled(1, t) for t in (1.9, 2.0)] == [False, True]
    assert not place.is_settled(0, 2.0)
