"""Stories of what is seen of a back, in degrees: what it is compared with, and what follows."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.back.bend import FITTED
from formcheck.exercise.back.reference import (
    REFERENCES,
    BackReference,
    OwnBack,
)
from formcheck.exercise.back.stretch import Outline
from formcheck.exercise.results.report import ReferenceKind

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
AWAY_BEND_DEG = 11.2
AGREEING_REPS = 2
MIN_MOMENTS = 2
MAX_MOMENTS = 9
POPULATION_BEND_DEG = -20.0
POPULATION_ERROR_DEG = 15.0
ROUND_DEG = 21.0
ROUND_ERROR_DEG = 9.0

ARMS, STANDING, STRAIGHTEST, PASSING, POPULATION = ReferenceKind
ERROR = {kind: info.error_deg for kind, info in REFERENCES.items()}
USUAL = POPULATION_BEND_DEG

Event = tuple[str, float]
"""What was seen: ``arms`` (forward), ``stood`` relaxed, ``passed`` through standing, or ``rep``;
and the outline's bend."""

Degrees = st.floats(-80, 80)


def told(events: Sequence[Event]) -> OwnBack:
    own = OwnBack()
    tell: dict[str, Callable[[Outline], None]] = {
        "arms": own.held_arms_forward,
        "stood": partial(own.stood, relaxed=True),
        "passed": partial(own.stood, relaxed=False),
        "rep": own.bent,
    }
    for what, bend_deg in events:
        tell[what](Outline(bend_deg))
    return own


def best(events: Sequence[Event]) -> BackReference:
    return told(events).best


STOOD: list[Event] = [("stood", -12)] * MIN_MOMENTS

APART = ERROR[ARMS] + ERROR[STANDING]
"""By so much two outlines of the same person's may differ without one being doubted."""

STORIES: dict[str, tuple[list[Event], ReferenceKind, float]] = {
    "nothing seen": ([], POPULATION, USUAL),
    "arms forward": ([("arms", -30)], ARMS, -30),
    "the first time counts": ([("arms", -30), ("arms", 5)], ARMS, -30),
    "one moment of standing may be a misreading": ([("stood", -12)], POPULATION, USUAL),
    "standing": (STOOD, STANDING, -12),
    "the middle of several moments": (
        [("stood", -12), ("stood", 40), ("stood", -10)],
        STANDING,
        -10,
    ),
    "between two moments, the straighter": ([("stood", 4), ("stood", -6)], STANDING, -6),
    "a back that tires over a long set": ([*STOOD] * 4 + [("stood", 30)] * 12, STANDING, -12),
    "arms forward are surer than standing": ([*STOOD, ("arms", -20)], ARMS, -20),
    "so they are if much hollower": ([*STOOD, ("arms", -12 - APART - 8)], ARMS, -12 - APART - 8),
    "arms reached forward with a round back are not": (
        [*STOOD, ("arms", -12 + APART + 1)],
        STANDING,
        -12,
    ),
    "a little rounder than standing they are": (
        [*STOOD, ("arms", -12 + APART - 1)],
        ARMS,
        -12 + APART - 1,
    ),
    "standing is surer than reps, which move it by its error": (
        [("rep", -45), ("rep", -45), *STOOD],
        STANDING,
        -12 - ERROR[STANDING],
    ),
    "standing between reps is worth less than people in general": (
        [("passed", -60)] * MIN_MOMENTS,
        POPULATION,
        USUAL,
    ),
    "one rep may be misread": ([("rep", USUAL - 15)], POPULATION, USUAL),
    "two straight ones agree on the less straight": (
        [("rep", USUAL - 15), ("rep", USUAL - 5)],
        STRAIGHTEST,
        USUAL - 5,
    ),
    "of several, the second": (
        [("rep", USUAL + 9), ("rep", USUAL - 4), ("rep", USUAL - 6)],
        STRAIGHTEST,
        USUAL - 4,
    ),
    "reps rounder than people are excuse nobody": ([("rep", USUAL + 1)] * 4, POPULATION, USUAL),
}


@pytest.mark.parametrize("story", STORIES)
def test_the_surest_reference_there_is_decides(story: str) -> None:
    """The one with the smallest error, and none from a single reading."""
    events, kind, bend_deg = STORIES[story]
    reference = best(events)

    assert (reference.kind, reference.bend_deg) == (kind, bend_deg)


def test_all_that_is_known_can_be_compared_with() -> None:
    """A worse reference is there beside a better one, and none of too few moments."""
    one = [("arms", -30.0), ("stood", -12.0), ("passed", -50.0), ("rep", -40.0)]

    def kinds(events: Sequence[Event]) -> set[ReferenceKind]:
        return {each.kind for each in told(events).references()}

    assert kinds([]) == {POPULATION}
    assert kinds(one) == {ARMS, POPULATION}
    assert kinds(one * 2) == set(ReferenceKind)


def test_a_rep_is_not_compared_with_itself() -> None:
    """Of two straight reps neither agrees with itself; of three the two others do."""
    own = OwnBack()
    reps = [Outline(USUAL - 10), Outline(USUAL - 20), Outline(USUAL - 30)]
    for rep in reps[:2]:
        own.bent(rep)

    assert STRAIGHTEST not in {each.kind for each in own.references(reps[0])}
    own.bent(reps[2])
    (straightest,) = [e for e in own.references(reps[2]) if e.kind is STRAIGHTEST]
    assert straightest.bend_deg == USUAL - 10


def test_what_was_hidden_adds_to_an_error() -> None:
    """The two err apart, whatever it is compared with."""
    for kind in ReferenceKind:
        alone = BackReference(0, kind).error_deg(10.0)
        assert BackReference(0, kind).error_deg(10.0, 4.0) == pytest.approx(math.hypot(alone, 4.0))


def test_what_turning_away_adds_to_a_bow_is_taken_off() -> None:
    """Compared with standing all of it; with a bow seen so, none; with half of it, the rest."""
    bow = Outline(20.0, 0.0, 0.0, away=1.0)

    def bent(away: float, kind: ReferenceKind) -> float:
        return BackReference(0.0, kind, 0.0, 0.0, away=away).bent_deg(bow)

    assert bent(0.0, ARMS) == pytest.approx(FITTED.bent_deg(20.0 - FITTED.away_bend_deg))
    assert bent(0.5, STRAIGHTEST) == pytest.approx(FITTED.bent_deg(20.0 - FITTED.away_bend_deg / 2))
    assert bent(1.0, STRAIGHTEST) == pytest.approx(FITTED.bent_deg(20.0))


def test_a_reference_keeps_how_it_was_seen() -> None:
    """Skew, wave and what shows of turning away are those of the outline that was told."""
    own = OwnBack()
    own.held_arms_forward(Outline(-50.0, 4.0, -6.0, 0.7))

    best = own.best
    assert (best.kind, best.skew_deg, best.wave_deg, best.away) == (ARMS, 4.0, -6.0, 0.7)


def test_a_rep_seen_from_behind_is_not_taken_for_a_round_one() -> None:
    """Its outline is rounder than people's by no more than turning away makes it."""
    seen_so = BackReference().bend_deg + FITTED.away_bend_deg

    for away, kind in ((1.0, STRAIGHTEST), (0.0, POPULATION)):
        own = OwnBack()
        for _ in range(AGREEING_REPS):
            own.bent(Outline(seen_so, 0.0, 0.0, away))
        assert own.best.kind is kind


def test_only_ones_own_standing_can_call_a_back_good() -> None:
    """Standing in passing, a rep of the same set and other people show no rounding at best."""
    sure = [kind for kind in ReferenceKind if not BackReference(0, kind).rough]

    assert sure == [ARMS, STANDING]


@pytest.mark.parametrize("what", ["arms", "stood"])
@pytest.mark.parametrize(("straighter", "rough"), [(0.0, True), (4.0, False), (30.0, True)])
def test_who_stands_round_is_not_called_good(what: str, straighter: float, rough: bool) -> None:
    """Rounder than nearly anybody stands, somebody may have slouched; bowing straighter tells.

    But not where it is so much straighter that the reference can't follow.
    """
    own = told([(what, ROUND_DEG + 1)] * MIN_MOMENTS)
    slouched = own.best
    for _ in range(AGREEING_REPS):
        own.bent(Outline(ROUND_DEG + 1 - straighter))

    assert slouched.rough
    assert slouched.words.endswith("which was round itself")
    assert own.best.rough is rough
    assert own.best.words.endswith("which was round itself") is rough


def test_who_stood_as_people_do_may_bow_much_straighter() -> None:
    """Only somebody who stood rounder than people do is doubted for it."""
    own = OwnBack()
    own.held_arms_forward(Outline(ROUND_DEG - 1))
    for _ in range(AGREEING_REPS):
        own.bent(Outline(ROUND_DEG - 40))

    assert not own.best.rough


def test_a_bow_seen_side_on_is_not_excused_by_one_that_was_not() -> None:
    """What turning away added to the straightest rep is not in those that are seen side-on."""
    turned = BackReference(FITTED.away_bend_deg, STRAIGHTEST, 0.0, 0.0, away=1.0)
    side_on = BackReference(0.0, STRAIGHTEST, 0.0, 0.0)
    bow = Outline(30.0, 0.0, 0.0)

    assert turned.bent_deg(bow) == pytest.approx(side_on.bent_deg(bow))


SLOUCHED: dict[str, tuple[list[Event], float]] = {
    "one straighter rep may be misread": ([("rep", -5)], 0),
    "two straighter reps are followed": ([("rep", -5), ("rep", -4)], -4),
    "rounder reps are not": ([("rep", 30), ("rep", 40), ("rep", 35)], 0),
    "nor one of each": ([("rep", -5), ("rep", 40)], 0),
    "never further than the error": ([("rep", -50)] * 3, -ERROR[ARMS]),
    "nor do earlier ones keep it": (
        [("rep", 30), ("rep", 30), ("rep", 30), ("rep", -4), ("rep", -4)],
        -4,
    ),
}


@pytest.mark.parametrize("story", SLOUCHED)
def test_a_reference_follows_straighter_reps(story: str) -> None:
    """Who stood slouched and bows straighter is compared with the straighter back."""
    events, bend_deg = SLOUCHED[story]

    assert best([("arms", 0.0), *events]).bend_deg == bend_deg


@pytest.mark.parametrize(("away", "share"), [(0.0, 0.0), (0.5, 0.0), (1.0, -0.25)])
def test_straighter_reps_are_known_from_behind_too(away: float, share: float) -> None:
    """What being seen turned away adds to a rep does not make it a rounder one."""
    own = OwnBack()
    own.held_arms_forward(Outline(0.0, 0.0, 0.0))
    for _ in range(AGREEING_REPS):
        own.bent(Outline(0.75 * FITTED.away_bend_deg, 0.0, 0.0, away))

    assert own.best.bend_deg == pytest.approx(share * FITTED.away_bend_deg)


@given(
    st.sampled_from([["arms"], ["stood"] * MIN_MOMENTS, ["stood"] * MAX_MOMENTS]),
    Degrees,
    st.lists(Degrees, max_size=8),
)
def test_reps_move_a_reference_by_its_error_at_most_and_never_towards_rounding(
    seen: list[str], bend_deg: float, reps: list[float]
) -> None:
    """Whatever the reps are like."""
    own = told([(what, bend_deg) for what in seen])
    start = own.best
    for rep in reps:
        before = own.best
        own.bent(Outline(rep))

        assert own.best.kind is start.kind
        assert own.best.bend_deg <= before.bend_deg
        assert start.bend_deg - own.best.bend_deg <= start.error_deg(0.0) + 1e-9


@given(st.lists(Degrees, min_size=AGREEING_REPS, max_size=8))
def test_the_order_of_the_reps_makes_no_difference(reps: list[float]) -> None:
    """Afterwards the same reps have led to the same reference."""
    backwards = reps[::-1]

    assert best([("rep", rep) for rep in reps]) == best([("rep", rep) for rep in backwards])


@given(st.lists(Degrees, max_size=6))
def test_a_set_rounded_all_through_cannot_pass_by_being_alike(reps: list[float]) -> None:
    """Reps are held to other reps only where that asks more of them than other people do."""
    for reference in told([("rep", rep) for rep in reps]).references():
        assert reference.bend_deg <= BackReference().bend_deg


@given(st.floats(-60, 110), st.floats(-60, 110), st.sampled_from(ReferenceKind))
def test_rounder_is_always_surer_to_be_beyond_a_limit(
    one: float, other: float, kind: ReferenceKind
) -> None:
    """People differ less the rounder they are; what is left beyond a limit never falls with it."""
    reference = BackReference(0.0, kind)
    less, more = sorted((one, other))

    assert less - reference.error_deg(less) <= more - reference.error_deg(more)
    assert reference.error_deg(more) <= reference.error_deg(less)


def test_so_round_no_straight_back_looks() -> None:
    """Compared with people in general, large bends are known better than small ones."""
    anybody = BackReference()

    assert anybody.error_deg(20.0) == POPULATION_ERROR_DEG
    assert anybody.error_deg(60.0) == ROUND_ERROR_DEG


REVIEW_PAGE = Path(__file__).parent.parent / "docs" / "review.md"


@pytest.mark.parametrize("kind", ReferenceKind)
def test_the_manual_states_each_error(kind: ReferenceKind) -> None:
    """What a limit must be exceeded by is the same in the page and in the code."""
    lines = REVIEW_PAGE.read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"| `{kind}`")]

    assert f"| {ERROR[kind]:g}° |" in row
    assert ("no rounding seen" in row) == REFERENCES[kind].rough


def test_a_reference_has_the_middle_skew_of_the_moments_that_show_it() -> None:
    """One moment with a hidden end does not make the others' skew unknown."""
    own = OwnBack()
    for bend, skew in ((-20.0, 4.0), (-19.0, math.nan), (-18.0, 8.0)):
        own.stood(Outline(bend, skew), relaxed=True)

    assert (own.best.bend_deg, own.best.skew_deg) == (-19.0, 6.0)


def test_a_known_skew_makes_another_reference() -> None:
    """What was read against one that differs in its skew alone is read again."""
    assert BackReference(0.0, ARMS, 40.0) != BackReference(0.0, ARMS)
    assert BackReference(0.0, ARMS) == BackReference(0.0, ARMS)


@pytest.mark.parametrize(("hidden", "kind"), [(0.0, STANDING), (5.0, ARMS)])
def test_standing_that_was_partly_hidden_hardly_contradicts_the_arms_forward(
    hidden: float, kind: ReferenceKind
) -> None:
    """Rounder with the arms forward by a little more than both errors, unless those are larger."""
    own = OwnBack()
    for _ in range(MIN_MOMENTS):
        own.stood(Outline(-12, unsure_deg=hidden), relaxed=True)

    own.held_arms_forward(Outline(-12 + APART + 1))

    assert own.best.kind is kind
