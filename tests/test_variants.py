"""A variant is a plain spec, and nothing in it asks for more than its limit."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spec_texts import HOLD, REPS

from formcheck.app.state.choice import variant_meant
from formcheck.errors import UsageError
from formcheck.exercise.measure.registry import MEASURES
from formcheck.exercise.spec.models import (
    Band,
    Check,
    ExerciseSpec,
    Hold,
    Pace,
    Profile,
    Reach,
    Reps,
    Stay,
    Variant,
)
from formcheck.specs.files import judged_ids, load_spec, read_spec, spec_ids
from formcheck.specs.variants import apply_variant

ALL = [(name, variant.id) for name in spec_ids() for variant in load_spec(name).variants]

every_variant = pytest.mark.parametrize(("exercise", "variant_id"), ALL)


def read(folder: Path, name: str, text: str) -> ExerciseSpec:
    """Return the spec a text holds."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return read_spec(path)[0]


def test_a_version_may_look_like_what_the_exercise_may_not() -> None:
    """Down to a chair one may sit on it, and lift from a table with the knees of a hinge."""
    for exercise, version, other in (
        ("squat", "to_a_chair", "sit_to_stand"),
        ("lift_from_floor", "from_a_low_table", "hip_hinge"),
    ):
        whole, limited = load_spec(exercise), apply_variant(load_spec(exercise), version)
        assert isinstance(whole.movement, Reps)
        assert isinstance(limited.movement, Reps)
        gone = set(whole.movement.look_alikes) - set(limited.movement.look_alikes)
        assert {alike.exercise for alike in gone} == {other}


def assert_keeps_to(limit: Band, spec: ExerciseSpec) -> None:
    """Fail where a spec asks for more of its followed measure than a limit allows."""
    follow = spec.judged.follow
    error = MEASURES[follow].error
    highest = math.inf if limit.max is None else limit.max
    lowest = -math.inf if limit.min is None else limit.min
    assert spec.short_cue is None
    for check in spec.checks:
        if isinstance(check, Pace):
            continue
        if check.only is not None and check.only.measure is follow:
            assert check.only.above is None or check.only.above < highest
            assert check.only.below is None or check.only.below > lowest
        if check.measure is not follow or not isinstance(check, Stay | Reach):
            continue
        for value in (check.target.min, check.target.max):
            assert value is None or lowest <= value <= highest
        if check.cues.too_low:
            assert check.target.min is not None
            assert check.target.min + error <= highest
        if check.cues.too_high:
            assert check.target.max is not None
            assert check.target.max - error >= lowest


@every_variant
def test_no_text_asks_for_more_than_the_limit(exercise: str, variant_id: str) -> None:
    """In no variant of any exercise can a cue lead further than the variant's limit."""
    spec = load_spec(exercise)
    (variant,) = (variant for variant in spec.variants if variant.id == variant_id)
    applied = apply_variant(spec, variant_id)
    if variant.limit is None:
        assert applied.short_cue == spec.short_cue
    else:
        assert_keeps_to(variant.limit, applied)


@every_variant
def test_a_variant_is_a_plain_spec(exercise: str, variant_id: str) -> None:
    """What comes out is a valid spec of the same exercise that has no variants left."""
    applied = apply_variant(load_spec(exercise), variant_id)
    assert applied.id == exercise
    assert applied.variants == ()
    assert ExerciseSpec.model_validate(applied.model_dump()) == applied


@given(
    limit=st.builds(Band, min=st.none() | st.floats(0, 40), max=st.none() | st.floats(41, 120)),
    own=st.sampled_from(judged_ids()),
)
def test_any_limit_is_kept(limit: Band, own: str) -> None:
    """Whatever limit somebody writes into a variant, nothing in it asks for more."""
    spec = load_spec(own)
    variant = Variant(id="limited", name="Limited", limit=limit, source="own judgement")
    limited = apply_variant(spec.model_copy(update={"variants": (variant,)}), "limited")
    assert_keeps_to(limit, limited)


def test_the_smaller_hinge_replaces_count_target_and_cues() -> None:
    """The hinge for sensitive backs counts from 20, goes to 45, and never asks for depth."""
    spec = apply_variant(load_spec("hip_hinge"), "smaller_range")
    assert isinstance(spec.movement, Reps)
    first, _, count, _ = spec.movement.phases
    checks = {check.id: check for check in spec.checks}
    assert first.when is not None
    assert count.when is not None
    assert (first.when.below, spec.movement.attempt, count.when.above) == (10, 15, 20)
    assert checks["bow_depth"].target == Band(max=45)
    assert checks["bow_depth"].cues.too_low is None
    assert checks["bow_depth"].cues.too_high == "Not quite so low."
    assert checks["neutral_back"].target == Band(min=-15, max=15)
    assert checks["neutral_back"].fault == Band(max=25)
    assert checks["neutral_back"].cues.too_low == "Let your ribs drop."
    assert "hips_pressed_back" not in checks


def test_what_a_variant_does_not_name_stays(tmp_path: Path) -> None:
    """Checks, phases and words that a variant leaves alone are the exercise's own."""
    spec = read(tmp_path, "small_bow", REPS)
    applied = apply_variant(spec, "smaller")
    assert isinstance(spec.movement, Reps)
    assert isinstance(applied.movement, Reps)
    assert applied.checks[0] == spec.checks[0]
    assert applied.checks[2] == spec.checks[2]
    assert applied.movement.phases[0] == spec.movement.phases[0]
    assert applied.praise == spec.praise


def test_a_check_not_replaced_is_held_to_the_limit(tmp_path: Path) -> None:
    """A target the variant does not replace is cut at the limit, and a cue beyond it is gone."""
    spec = read(tmp_path, "small_bow", REPS)
    variant = spec.variants[0].model_copy(update={"checks": {}, "limit": Band(max=42)})
    depth = apply_variant(spec.model_copy(update={"variants": (variant,)}), "smaller").checks[1]
    assert depth.target == Band(min=40, max=42)
    assert depth.cues.too_low is None
    assert depth.cues.too_high == "Not quite so low."


def test_a_shorter_hold_is_held_shorter(tmp_path: Path) -> None:
    """A variant of a hold changes how long it is held; what counts at all is never longer."""
    applied = apply_variant(read(tmp_path, "lean_hold", HOLD), "shorter").movement
    assert isinstance(applied, Hold)
    assert applied.hold_s == 12
    assert applied.shortest_s == 10
    spec = read(tmp_path, "lean_hold", HOLD.replace("    hold_s: 12", "    hold_s: 6"))
    applied = apply_variant(spec, "shorter").movement
    assert isinstance(applied, Hold)
    assert applied.shortest_s == 6


def test_an_unknown_variant_names_the_known_ones() -> None:
    """Whoever asks for a variant that is not there is told which ones are."""
    with pytest.raises(UsageError, match="Did you mean 'smaller_range'"):
        apply_variant(load_spec("hip_hinge"), "smaller_rang")


def test_nobody_is_sent_to_the_version_they_are_in() -> None:
    """The easier version of an exercise has itself no easier one, unless another is named."""
    hinge = load_spec("hip_hinge")
    assert hinge.easier == "smaller_range"

    assert apply_variant(hinge, "smaller_range").easier is None


LADDER = {
    ("hip_hinge", "smaller_range"): ("", "hip_hinge"),
    ("hip_hinge", ""): ("smaller_range", "good_morning"),
    ("good_morning", "smaller_bow"): ("hip_hinge", "good_morning"),
    ("good_morning", ""): ("smaller_bow", "romanian_deadlift"),
    ("romanian_deadlift", "to_the_knees"): ("good_morning", "romanian_deadlift"),
    ("romanian_deadlift", ""): ("to_the_knees", ""),
    ("sit_to_stand", "higher_seat"): ("", "sit_to_stand"),
    ("sit_to_stand", "sit_forward_first"): ("higher_seat", "sit_to_stand"),
    ("sit_to_stand", ""): ("higher_seat", "squat"),
    ("squat", "to_a_chair"): ("sit_to_stand", "squat"),
    ("squat", ""): ("to_a_chair", ""),
    ("lift_from_floor", "from_a_low_table"): ("", "lift_from_floor"),
    ("lift_from_floor", ""): ("from_a_low_table", ""),
    ("hamstring_standing", "shorter"): ("", "hamstring_standing"),
    ("hamstring_standing", ""): ("shorter", ""),
    ("back_range", ""): ("", ""),
}
"""What asks less and more than each exercise and version; empty where nothing does."""


@pytest.mark.parametrize(("exercise", "variant_id"), LADDER)
def test_the_ladder_is_climbed_one_rung_at_a_time(exercise: str, variant_id: str) -> None:
    """From a version the next rung is the exercise itself, never an exercise beyond it."""
    spec = load_spec(exercise)
    done = apply_variant(spec, variant_id) if variant_id else spec
    assert (done.easier or "", done.harder or "") == LADDER[exercise, variant_id]


def test_every_rung_is_in_the_ladder() -> None:
    """No exercise and no version is missing; not arching is the same rung as the exercise."""
    assert {(name, "") for name in judged_ids()} <= LADDER.keys()
    for exercise, variant_id in ALL:
        spec = load_spec(exercise)
        if variant_id == "no_arching":
            done = apply_variant(spec, variant_id)
            others = (spec.harder, exercise)
            assert done.easier == spec.easier
            assert done.harder in others
        else:
            assert (exercise, variant_id) in LADDER


def test_from_a_harder_version_the_exercise_is_the_easier_one(tmp_path: Path) -> None:
    """A version that asks more has nothing harder after it, and the exercise before it."""
    spec = read(tmp_path, "small_bow", REPS).model_copy(
        update={"easier": None, "harder": "smaller"}
    )
    done = apply_variant(spec, "smaller")
    assert (done.easier, done.harder) == ("small_bow", None)


def limits_of(exercise: str, variant_id: str) -> Iterator[tuple[Check, Check, str, bool]]:
    """Yield each check with a limit that is another in a version: before, then, where."""
    whole = {check.id: check for check in load_spec(exercise).checks}
    for check in apply_variant(load_spec(exercise), variant_id).checks:
        own = whole[check.id]
        for side in ("min", "max"):
            before = (getattr(own.target, side), getattr(own.fault, side, None))
            now = (getattr(check.target, side), getattr(check.fault, side, None))
            if before != now and now[0] is not None:
                yield own, check, side, side == "max"


CHANGED = [
    pytest.param(
        exercise, variant_id, own, check, too_high, id=f"{exercise}-{variant_id}-{check.id}-{side}"
    )
    for exercise, variant_id in ALL
    for own, check, side, too_high in limits_of(exercise, variant_id)
]


def test_versions_change_limits() -> None:
    """The limits tested below are really there."""
    assert len(CHANGED) > 25


@pytest.mark.parametrize(("exercise", "variant_id", "own", "check", "too_high"), CHANGED)
def test_what_is_told_in_a_version_is_its_own(
    exercise: str, variant_id: str, own: Check, check: Check, too_high: bool
) -> None:
    """Of a limit that a version has for itself, nothing is told that the exercise would tell."""
    told = check.explained(too_high=too_high)
    assert told
    assert told not in own.explanations
    (variant,) = (each for each in load_spec(exercise).variants if each.id == variant_id)
    new = variant.checks[check.id]
    said = new.cues.too_high if too_high else new.cues.too_low
    assert (check.cues.too_high if too_high else check.cues.too_low) == said


@every_variant
def test_no_text_of_a_version_names_a_number_of_the_exercise(
    exercise: str, variant_id: str
) -> None:
    """A text says how far in words: a number in it would be true of one version alone."""
    for spec in (load_spec(exercise), apply_variant(load_spec(exercise), variant_id)):
        for check in spec.checks:
            assert not any(letter.isdigit() for text in check.explanations for letter in text)


@every_variant
def test_a_gentle_version_begins_with_one_set(exercise: str, variant_id: str) -> None:
    """Whoever has pain begins with at most five repetitions, once."""
    spec = load_spec(exercise)
    (variant,) = (each for each in spec.variants if each.id == variant_id)
    gentle = {Profile.FLEXION_INTOLERANT, Profile.UNDIAGNOSED, Profile.ACUTE}
    dose = apply_variant(spec, variant_id).dose
    if gentle.intersection(variant.profiles):
        assert dose.sets == 1
        assert dose.reps_from is not None
        assert dose.reps_from <= 5
    else:
        assert dose == spec.dose


def test_arching_is_judged_for_those_whom_it_hurts() -> None:
    """Where a back is judged, whoever arching hurts has a version with a limit on that side."""
    for exercise in judged_ids():
        spec = load_spec(exercise)
        if isinstance(spec.movement, Hold):
            continue
        for profile in Profile:
            version = variant_meant(spec, frozenset({profile}))
            done = apply_variant(spec, version) if version else spec
            back = next(check for check in done.checks if check.id == "neutral_back")
            assert back.target.min == -15
            assert back.cues.too_low == "Let your ribs drop."
        assert next(c for c in spec.checks if c.id == "neutral_back").target.min is None


def test_a_version_may_say_how_it_is_done() -> None:
    """The lift from a low table does not tell people to lift from the floor."""
    whole = load_spec("lift_from_floor")
    assert "floor" in whole.summary
    assert "floor" not in apply_variant(whole, "from_a_low_table").summary
