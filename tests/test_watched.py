"""The rule of who of several does the exercise, on people who are moved by hand."""

import numpy as np
import pytest
from figures import STANDING, Camera, Posture, figure

from formcheck.pose.tracking import DetectedPerson, torso_px
from formcheck.pose.watched import (
    Watched,
    does_the_exercise,
)

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
EXERCISE_TORSOS = 0.4
IN_STEP = 0.9
LEANING_DEG = 35.0
MIN_LOOKS = 3
NOT_SMALLER = 0.7
OWN_EXERCISE_TORSOS = 0.25
SAME_TORSOS = 0.5
STILL_TORSOS = 0.15
WATCH_S = 6.0

LOOK_S = 0.25
A_BIT = 0.03
DIP = (0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0)
"""How far down somebody is at seven looks, in one quick repetition."""


def somebody(
    *, down: float = 0.0, aside: float = 0.0, lean: float = 0.0, height_px: float = 300.0
) -> DetectedPerson:
    """Return somebody that many torso lengths lower and further right, who leans as they stand."""
    pose = figure(
        STANDING if not lean else Posture(trunk=lean),
        camera=Camera(size_wh=(640, 480), height_px=height_px),
    )
    shift = np.array([aside, down]) * torso_px(pose.points_px)
    return DetectedPerson(pose.points_px + shift, pose.visibility, pose.world_m)


def watched(  # noqa: PLR0913 - each test varies another one
    downs: tuple[float, ...],
    *,
    asides: tuple[float, ...] | None = None,
    lean: float = 0.0,
    height_px: float = 300.0,
    own: bool = False,
    every_s: float = LOOK_S,
) -> Watched:
    """Return somebody seen at one look after the other."""
    track = Watched(OWN_EXERCISE_TORSOS) if own else Watched()
    for number, (down, aside) in enumerate(zip(downs, asides or (0.0,) * len(downs), strict=True)):
        track.add(
            somebody(down=down, aside=aside, lean=lean, height_px=height_px), number * every_s
        )
    return track


def scaled(depth: float, times: int = 1) -> tuple[float, ...]:
    return tuple(depth * share for share in DIP) * times


STANDS = (0.0,) * 7


# --- A repetition ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("depth", "counted"), [(EXERCISE_TORSOS - A_BIT, 0), (EXERCISE_TORSOS + A_BIT, 1)]
)
def test_a_repetition_goes_far_enough(depth: float, counted: int) -> None:
    """Down by four tenths of a torso and back is one, by less none."""
    assert watched(scaled(depth)).repetitions == counted


@pytest.mark.parametrize(
    ("depth", "counted"), [(OWN_EXERCISE_TORSOS - A_BIT, 0), (OWN_EXERCISE_TORSOS + A_BIT, 1)]
)
def test_less_counts_of_the_one_who_is_followed(depth: float, counted: int) -> None:
    """Nobody is lost because their exercise is small."""
    assert watched(scaled(depth), own=True).repetitions == counted


@pytest.mark.parametrize(("looks", "counted"), [(MIN_LOOKS - 1, 0), (MIN_LOOKS, 1)])
def test_a_repetition_is_seen_at_several_looks(looks: int, counted: int) -> None:
    """One or two looks that went wrong are no exercise."""
    assert watched((0.0, 0.0, *(0.8,) * looks, 0.0)).repetitions == counted


@pytest.mark.parametrize(
    ("back", "counted"), [(STILL_TORSOS - A_BIT, 1), (STILL_TORSOS + A_BIT, 0)]
)
def test_a_repetition_ends_where_it_began(back: float, counted: int) -> None:
    """Who gets up only in part is still in it."""
    assert watched((0.0, 0.0, 0.8, 0.8, 0.8, back)).repetitions == counted


@pytest.mark.parametrize(("way", "counted"), [(SAME_TORSOS - A_BIT, 1), (SAME_TORSOS + A_BIT, 0)])
def test_a_repetition_stays_in_its_place(way: float, counted: int) -> None:
    """Who goes down here and comes up there walked, or picked something up on the way."""
    asides = (0.0, 0.0, way / 2, way / 2, way / 2, way, way)

    assert watched(scaled(0.8), asides=asides).repetitions == counted


@pytest.mark.parametrize(("lasts_s", "counted"), [(WATCH_S - 0.3, 1), (WATCH_S + 0.3, 0)])
def test_who_sits_down_and_gets_up_much_later_has_done_nothing(
    lasts_s: float, counted: int
) -> None:
    """Down and back must be within what is remembered."""
    every_s = lasts_s / 5

    assert watched((0.0, 0.8, 0.8, 0.8, 0.8, 0.0), every_s=every_s).repetitions == counted


def test_each_repetition_counts_once() -> None:
    """Three dips are three, however long somebody rests after them."""
    assert watched((*scaled(0.8, times=3), *STANDS)).repetitions == 3


# --- The rule -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("theirs", "goes_over"), [(2, False), (3, True)])
def test_who_has_done_more_than_twice_as_many_does_the_exercise(
    theirs: int, *, goes_over: bool
) -> None:
    """A trainer who showed it once is left at the third repetition of the other."""
    ours = watched((*scaled(0.8), *STANDS * 4), own=True)

    assert does_the_exercise(watched(scaled(0.8, times=theirs)), ours) == goes_over


@pytest.mark.parametrize(
    ("size", "goes_over"), [(NOT_SMALLER - A_BIT, False), (NOT_SMALLER + A_BIT, True)]
)
def test_nobody_much_smaller_is_gone_over_to(size: float, *, goes_over: bool) -> None:
    """Who squats in the background is not ours."""
    other = watched(scaled(0.8), height_px=300 * size)

    assert does_the_exercise(other, watched(STANDS, own=True)) == goes_over


@pytest.mark.parametrize(("lean", "goes_over"), [(LEANING_DEG - 5, True), (LEANING_DEG + 5, False)])
def test_who_holds_a_bow_is_not_left(lean: float, *, goes_over: bool) -> None:
    """A stretch held beside a trainer who crouches down and gets up is an exercise."""
    ours = watched(STANDS, lean=lean, own=True)

    assert does_the_exercise(watched(scaled(0.8)), ours) == goes_over


def test_who_is_on_the_way_down_is_not_left() -> None:
    """Ours is in the middle of a first repetition when somebody else has finished one."""
    ours = watched((0.0, 0.0, 0.0, 0.0, 0.6, 0.7, 0.8), own=True)

    assert not does_the_exercise(watched(scaled(0.8)), ours)


def test_a_reflection_is_not_gone_over_to() -> None:
    """A mirror shows every repetition of ours, smaller, and no other."""
    ours = watched(scaled(0.8, times=4), own=True)

    for size in (0.6, 0.8, 1.0):
        assert not does_the_exercise(watched(scaled(0.8, times=4), height_px=300 * size), ours)


@pytest.mark.parametrize(("size", "goes_over"), [(1 / 0.75, False), (1 / 0.65, True)])
def test_from_a_reflection_the_person_is_gone_over_to(size: float, *, goes_over: bool) -> None:
    """Of two who move as one, the one that is clearly larger stands before the mirror."""
    ours = watched(scaled(0.8, times=2), own=True)
    other = watched(scaled(0.8, times=2), height_px=300 * size)

    assert does_the_exercise(other, ours) == goes_over


@pytest.mark.parametrize(("late", "goes_over"), [(0, True), (2, False)])
def test_who_moves_at_other_times_is_no_reflection(late: int, *, goes_over: bool) -> None:
    """Two who exercise side by side are not in step for long, and the first one stays."""
    downs = (*STANDS[:late], *scaled(0.8, times=2))[:14]
    ours, other = watched(scaled(0.8, times=2), own=True), watched(downs, height_px=500)

    assert does_the_exercise(other, ours) == goes_over


@pytest.mark.parametrize(("noise", "together"), [(0.1, True), (0.3, False)])
def test_movements_go_together_or_do_not(noise: float, *, together: bool) -> None:
    """Heights that differ now and then by a tenth of a torso are in step, by three tenths not."""
    wave = np.sin(np.arange(16) * np.pi / 4)
    off = noise * np.where(np.arange(16) % 2, 1, -1) * np.sqrt(2)
    first, second = watched(tuple(0.5 * wave)), watched(tuple(0.5 * wave + off))

    assert first.in_step(second) == together
    # The wave's variance is 1/8 and the noise's 2 noise²: their correlation, worked out by hand.
    correlation = np.sqrt(0.125 / (0.125 + 2 * noise**2))
    assert (correlation >= IN_STEP) == together
