"""Movements that resemble a rep and are none."""

import math
from collections.abc import Mapping

import pytest
from exercises import BOW, reading

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.recognise.look_alikes import look_alike_of
from formcheck.exercise.spec.measures import look_alike_measures
from formcheck.exercise.spec.models import Condition, LookAlike

KNEE, HAND, LEAN = Measure.KNEE_FLEX, Measure.HAND_HEIGHT, Measure.TRUNK_INCL
SQUAT = LookAlike(
    name="a squat",
    exercise="squat",
    when=Condition(measure=KNEE, above=72),
    also=(Condition(measure=LEAN, below=50),),
    never=(Condition(measure=HAND, below=0.3),),
    source="test",
)
MOVEMENT = BOW.model_copy(update={"look_alikes": (SQUAT,)})
FPS = 10


def rows(*parts: tuple[float, Mapping[Measure, float]]) -> list[Reading]:
    values = [row for seconds, row in parts for _ in range(round(seconds * FPS))]
    return [reading(i / FPS, row) for i, row in enumerate(values)]


def at(knee: float, *, lean: float = 30.0, hand: float = 0.8) -> Mapping[Measure, float]:
    return {KNEE: knee, LEAN: lean, HAND: hand}


STANDING = (1.0, at(0, lean=0))


def test_a_look_alike_names_the_exercise_it_is_a_rep_of() -> None:
    """What is so for a moment makes the movement that other one."""
    alike = look_alike_of(MOVEMENT, rows(STANDING, (0.5, at(90)), STANDING))

    assert alike is not None
    assert alike.exercise == "squat"


@pytest.mark.parametrize(("seconds", "found"), [(0.1, False), (0.3, True)])
def test_a_look_alike_lasts_a_moment(seconds: float, found: bool) -> None:
    """A joint that slips for a frame of ten a second is none; three frames are one."""
    alike = look_alike_of(MOVEMENT, rows(STANDING, (seconds, at(90)), STANDING))

    assert (alike is not None) is found


@pytest.mark.parametrize(
    ("knee", "lean", "found"), [(73, 49, True), (71, 49, False), (73, 51, False)]
)
def test_all_of_its_conditions_must_be_so_at_once(knee: float, lean: float, found: bool) -> None:
    """Deep knees in one moment and an upright trunk in another are no look-alike."""
    movement = rows(STANDING, (0.5, at(knee, lean=lean)), STANDING)

    assert (look_alike_of(MOVEMENT, movement) is not None) is found


def test_what_never_may_be_unmakes_a_look_alike() -> None:
    """Hands that went to the floor anywhere in the movement make it a rep after all."""
    reached = rows(STANDING, (0.5, at(90)), (0.3, at(60, hand=0.2)), STANDING)

    assert look_alike_of(MOVEMENT, reached) is None


@pytest.mark.parametrize(("unseen", "found"), [(0.3, True), (0.4, False)])
def test_that_something_never_was_needs_to_have_been_seen(unseen: float, found: bool) -> None:
    """Hands hidden in more than three tenths of the movement may have been anywhere."""
    hidden = at(90, hand=math.nan)

    alike = look_alike_of(MOVEMENT, rows((1.0 - unseen, at(90)), (unseen, hidden)))

    assert (alike is not None) is found


def test_what_never_may_be_counts_before_the_movement_too() -> None:
    """Hands at the floor in the rest before it make it a rep, as a seat makes the way up one."""
    stood, reached = (rows((0.5, at(0, hand=hand)), (0.5, at(90))) for hand in (0.8, 0.2))

    assert look_alike_of(MOVEMENT, stood[5:], stood[:5]) is not None
    assert look_alike_of(MOVEMENT, reached[5:], reached[:5]) is None


def test_what_is_not_seen_is_no_look_alike() -> None:
    """Without the knee nobody can say that it was bent."""
    assert look_alike_of(MOVEMENT, rows((1.0, at(math.nan)))) is None


def test_every_measure_it_names_is_needed() -> None:
    """Those of all conditions, so that they are read."""
    assert look_alike_measures(MOVEMENT) == {KNEE, LEAN, HAND}
