"""The gauge of the back: what it reads, how surely, and what becomes known of a person."""

import math
from dataclasses import replace

import pytest
from exercises import KNOWN_BACK, outline_bent
from figures import OWN_BEND_DEG, figure

from formcheck.exercise.back.bend import FITTED, MIN_TRUST, ROUGH_DEG
from formcheck.exercise.back.gauge import HIDDEN, NOT_OWN, TOO_ROUGH, BackGauge, bend_sample
from formcheck.exercise.back.reference import REFERENCES, BackReference
from formcheck.exercise.back.stretch import Outline
from formcheck.exercise.measure.registry import MEASURES, Measure, View
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import ReferenceKind, Verdict
from formcheck.exercise.results.sample import Sample
from formcheck.landmarks.doubts import Doubt

SIDE = Framing(View.SIDE, yaw_deg=3.0)
INFO = MEASURES[Measure.BACK_CURV]


@pytest.mark.parametrize("kind", ReferenceKind)
def test_a_rough_reference_bears_no_more_than_no_rounding_seen(kind: ReferenceKind) -> None:
    """The sample says so itself, and why; beside a sure reference nothing limits it."""
    sample = bend_sample(BackReference(0.0, kind), 20.0)

    rough = REFERENCES[kind].rough
    assert sample.ceiling is (Verdict.NO_ROUNDING_SEEN if rough else None)
    stranger = kind is ReferenceKind.POPULATION
    assert sample.reason == ((NOT_OWN if stranger else TOO_ROUGH) if rough else None)
    assert sample.error == BackReference(0.0, kind).error_deg(20.0)


@pytest.mark.parametrize(("beyond", "reason"), [(0.0, None), (0.01, HIDDEN)])
def test_much_hidden_bears_no_more_either(beyond: float, reason: Reason | None) -> None:
    """Up to what the best reference may be off by, a back can still be called good."""
    sample = bend_sample(KNOWN_BACK, 20.0, ROUGH_DEG + beyond)

    assert sample.reason == reason
    assert (sample.ceiling is None) is (reason is None)
    assert sample.total_error == pytest.approx(math.hypot(sample.error, ROUGH_DEG + beyond))


@pytest.mark.parametrize(
    ("bend", "seen"),
    [(INFO.high, True), (INFO.high + 0.1, False), (INFO.low, True), (INFO.low - 0.1, False)],
)
def test_a_bend_that_is_nobodys_is_not_seen(bend: float, *, seen: bool) -> None:
    """No back bends further, whatever its outline looks like."""
    sample = bend_sample(KNOWN_BACK, bend)

    assert sample.seen is seen
    assert (sample.reason == HIDDEN) is not seen


def test_an_outline_that_is_not_trusted_is_not_seen() -> None:
    """The doubt of the one who read it is the reason."""
    gauge, seen = BackGauge(), replace(outline_bent(20.0), doubt=Doubt.ARM_COVERS)

    assert gauge.sample(replace(seen, trust=MIN_TRUST)).seen
    assert gauge.sample(replace(seen, trust=MIN_TRUST - 0.01)) == Sample(
        reason=Reason(ReasonKind.OUTLINE_ARM_COVERS)
    )


def test_what_becomes_known_counts_from_the_next_movement_on() -> None:
    """In the middle of one, bends keep counting from what they began with."""
    gauge, seen = BackGauge(), outline_bent(20.0)
    strange = gauge.sample(seen)

    gauge.held_arms_forward(Outline(0.0))
    assert gauge.sample(seen) == strange
    gauge.settle()
    assert gauge.sample(seen).value == pytest.approx(20.0)
    assert gauge.sample(seen).reason is None
    gauge.forget()
    assert gauge.sample(seen) == strange


def test_a_bent_back_is_taken_for_a_leaning_one() -> None:
    """By its bend, and beside a rough reference by what it is surely bent."""
    gauge = BackGauge()
    sure, rough = bend_sample(KNOWN_BACK, 50.0), bend_sample(BackReference(0.0), 50.0)

    assert gauge.lean_added_deg(sure, 0.1) == pytest.approx(0.1 * 50.0)
    assert gauge.lean_added_deg(rough, 0.1) == pytest.approx(0.1 * (50.0 - rough.error))
    assert gauge.lean_added_deg(bend_sample(BackReference(0.0), 10.0), 0.1) == 0.0
    assert gauge.lean_added_deg(Sample(reason=HIDDEN), 0.1) == 0.0


def test_a_gauge_reads_with_the_numbers_it_is_given() -> None:
    """Another model reads the same outline otherwise, and in every reference that it makes."""
    doubled = replace(FITTED, bend_per_turn=2 * FITTED.bend_per_turn, halved_turn_deg=math.inf)
    plain = replace(FITTED, halved_turn_deg=math.inf)
    bends = []
    for model in (plain, doubled):
        gauge = BackGauge(model)
        standing = gauge.middle([gauge.observe(figure(), SIDE)])
        assert standing is not None
        assert standing.bend_deg / OWN_BEND_DEG == pytest.approx(
            model.bend_per_turn / FITTED.bend_per_turn, rel=1e-3
        )
        gauge.held_arms_forward(standing)
        gauge.settle()
        bends.append(gauge.sample(gauge.observe(figure(bend=20), SIDE)).value)

    assert bends[1] == pytest.approx(2 * bends[0], rel=0.01)
