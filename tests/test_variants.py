"""A variant is a plain spec, and nothing in it asks for more than its limit."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spec_texts import HOLD, REPS

from formcheck.errors import UsageError
from formcheck.exercise.measures import MEASURES
from formcheck.exercise.spec import (
    Band,
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
from formcheck.specs.variants import apply_variant, for_profile, variant_for

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
    """The hinge for sensitive backs counts from 20, wants 25 to 45, and never asks for depth."""
    spec = apply_variant(load_spec("hip_hinge"), "smaller_range")
    assert isinstance(spec.movement, Reps)
    first, _, count, _ = spec.movement.phases
    checks = {check.id: check for check in spec.checks}
    assert first.when is not None
    assert count.when is not None
    assert (first.when.below, spec.movement.attempt, count.when.above) == (10, 15, 20)
    assert checks["bow_depth"].target == Band(min=25, max=45)
    assert checks["bow_depth"].cues.too_low is None
    assert checks["bow_depth"].cues.too_high == "Not quite so low."
    assert checks["neutral_back"].target == Band(max=15)
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
    text = REPS.replace("          max: 50\n", "          max: 60\n").replace(
        "max: 50\n", "max: 42\n"
    )
    head, _, tail = text.partition("    checks:\n      depth:")
    spec = read(tmp_path, "small_bow", head + tail[tail.index("    source: own judgement") :])
    depth = apply_variant(spec, "smaller").checks[1]
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


def test_a_profile_finds_its_version() -> None:
    """A profile gets the variant that names it, and the exercise itself where none does."""
    spec = load_spec("hip_hinge")
    found = variant_for(spec, Profile.UNDIAGNOSED)
    assert found is not None
    assert found.id == "smaller_range"
    assert for_profile(spec, Profile.UNDIAGNOSED) == apply_variant(spec, "smaller_range")
    assert variant_for(spec, Profile.EXTENSION_INTOLERANT) is None
    assert for_profile(spec, Profile.EXTENSION_INTOLERANT) == spec


def test_nobody_is_sent_to_the_version_they_are_in() -> None:
    """The easier version of an exercise has itself no easier one, unless another is named."""
    hinge = load_spec("hip_hinge")
    assert hinge.easier == "smaller_range"

    assert apply_variant(hinge, "smaller_range").easier is None
    assert apply_variant(hinge, "smaller_range").harder == hinge.harder
