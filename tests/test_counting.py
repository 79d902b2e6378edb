"""Two measures followed at once, and what is counted of both."""

import math
from collections.abc import Iterable
from itertools import pairwise

import pytest
from exercises import LIFT
from figures import eased

from formcheck.exercise.count.counting import RepCounter
from formcheck.exercise.count.spans import Span
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.spec.models import Followed, Reps, When

REP, SHORT, UNFINISHED = Outcome.REP, Outcome.SHORT, Outcome.UNFINISHED
TRUNK, KNEES = Measure.TRUNK_INCL, Measure.KNEE_FLEX
FPS = 20

EITHER = Reps.model_validate(
    LIFT.model_dump()
    | {
        "follow": (
            Followed(measure=TRUNK),
            Followed(
                measure=KNEES,
                first=When(below=30),
                attempt=45,
                count=When(above=75),
                wobble=5,
            ),
        )
    }
)
"""A lift told by the trunk (a try from 20, a rep from 35) or by the knees (45, 75)."""

Values = list[tuple[float, float]]
STANDING: Values = [(1.0, 3.0)] * 20


def go(trunk: float, knees: float, *, late: int = 0, frames: int = 20) -> Values:
    """Down and up again; the knees are ``late`` by some frames in both."""
    way = [eased(i / frames) for i in range(frames)]
    there = [*way, *[1.0] * 10, *reversed(way)]
    hips = [*there, *[0.0] * late]
    legs = [*[0.0] * late, *there]
    return [(trunk * a, knees * b) for a, b in zip(hips, legs, strict=True)]


def count(values: Iterable[tuple[float, float]], movement: Reps = EITHER) -> list[Span]:
    counter = RepCounter(movement)
    spans = [counter.step(i / FPS, value) for i, value in enumerate(values)]
    while (span := counter.finish()) is not None:
        spans.append(span)
    return [span for span in spans if span is not None]


STORIES: dict[str, tuple[Values, list[tuple[Outcome, Measure]]]] = {
    "both bend": (go(60, 90), [(REP, TRUNK)]),
    "the knees straighten later": (go(60, 90, late=8), [(REP, TRUNK)]),
    "the trunk alone": (go(60, 20), [(REP, TRUNK)]),
    "the knees alone, the trunk not even a try": (go(18, 110), [(REP, KNEES)]),
    "the knees alone, the trunk a try": (go(28, 110), [(REP, KNEES)]),
    "the knees alone, and later": (go(28, 110, late=8), [(REP, KNEES)]),
    "neither far enough": (go(28, 60), [(SHORT, TRUNK)]),
    "knees that bend in walking": (go(5, 60), []),
    "just the trunk's count": (go(35, 74), [(REP, TRUNK)]),
    "just short of both": (go(34.9, 74), [(SHORT, TRUNK)]),
    "just the knees' count": (go(34.9, 75), [(REP, KNEES)]),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_lift_is_counted_once_by_the_first_measure_that_shows_it(story: str) -> None:
    """Whichever bends far enough tells a rep, and what both show is one."""
    movement, told = STORIES[story]
    spans = count([*STANDING, *[*movement, *STANDING] * 3])

    assert [(span.outcome, span.measure) for span in spans] == told * 3


def test_ordinary_lifts_have_the_times_of_the_first_measure_alone() -> None:
    """Knees that come along change nothing of when a rep began, turned and ended."""
    values = [*STANDING, *[*go(60, 100, late=6), *STANDING] * 3]

    assert count(values) == count([(trunk, math.nan) for trunk, _ in values])


@pytest.mark.parametrize("rest", [2, 15, 100])
def test_knees_that_bend_again_on_the_way_up_are_no_lift(rest: int) -> None:
    """A set that begins on the floor is told by the trunk, whatever the knees do in between."""
    way = [eased(i / 20) for i in range(20)]
    floor = [(60.0, 90.0)] * rest
    up = [(60 * (1 - t), 90 * abs(math.cos(4.5 * t))) for t in way]
    down = [(60 * t, 90 * t) for t in way]
    spans = count([*[(60.0, 90.0)] * 15, *up, *STANDING, *down, *floor, *up, *STANDING])

    assert [(span.outcome, span.measure) for span in spans] == [(REP, TRUNK)] * 2


def test_lifts_in_both_ways_are_counted_in_their_order() -> None:
    """Who changes the way within a set has every lift counted."""
    values = [*STANDING, *go(60, 90), *STANDING, *go(20, 110), *STANDING, *go(60, 30), *STANDING]
    spans = count(values)

    assert [span.measure for span in spans] == [TRUNK, KNEES, TRUNK]
    assert [span.outcome for span in spans] == [REP] * 3
    assert all(a.end_s <= b.start_s for a, b in pairwise(spans))
    assert spans[1].extreme == pytest.approx(110, abs=0.5)


def test_a_rep_told_by_another_measure_is_known_at_rest() -> None:
    """The moment it is known lies within 0.3 s of its end, as by the first measure."""
    counter = RepCounter(EITHER)
    for i, value in enumerate([*STANDING, *go(20, 110), *STANDING]):
        if (span := counter.step(i / FPS, value)) is not None:
            assert 0 <= i / FPS - span.end_s <= 0.3
            break
    else:
        pytest.fail("no rep was told")


def test_knees_alone_are_a_movement_once_they_are_bent_as_in_a_rep() -> None:
    """Steps do not make a movement; a lift on the way does, and names its phase."""
    counter = RepCounter(EITHER)
    seen = {}
    for i, value in enumerate([*STANDING, *go(10, 110)[:30]]):
        counter.step(i / FPS, value)
        seen[round(value[1])] = (counter.moving, counter.phase)

    assert seen[3] == (False, "standing")
    assert max(knees for knees, (moving, _) in seen.items() if not moving) < 75
    assert seen[110] == (True, "bottom")


def test_what_was_going_on_at_the_end_is_told_once() -> None:
    """A lift still at the bottom is unfinished; asked again there is nothing more."""
    spans = count([*STANDING, *go(60, 90)[:30]])

    assert [span.outcome for span in spans] == [UNFINISHED]


def test_small_bows_in_lifts_by_the_knees_are_not_told_as_small_movements() -> None:
    """Reps that the knees have told are not told once more as bows that were too small."""
    counter = RepCounter(EITHER)
    for i, value in enumerate([*STANDING, *[*go(18, 110), *STANDING] * 4]):
        counter.step(i / FPS, value)

    assert counter.take_nods() == ()
