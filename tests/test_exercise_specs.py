"""Every shipped exercise keeps what the format promises; generated files are fresh."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from spec_texts import changed

from formcheck.errors import SpecError
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.spec.models import (
    Calibration,
    ExerciseSpec,
    Hold,
    Pace,
    Profile,
    Reps,
    Stay,
)
from formcheck.specs.files import judged_ids, load_spec, read_spec, shipped_folder
from formcheck.specs.measures_page import measures_page
from formcheck.specs.own_range import RANGE_EXERCISE
from formcheck.specs.rules.checks import check_scale
from formcheck.specs.rules.sources import sources_of
from formcheck.specs.schema import schema_text
from formcheck.specs.variants import apply_variant

ROOT = Path(__file__).parents[1]
FILES = sorted(shipped_folder().glob("*.yaml"))
HINGES = {"hip_hinge", "romanian_deadlift", "good_morning", "lift_from_floor"}

JUDGED = [path for path in FILES if path.stem in judged_ids()]

every_spec = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
every_judged = pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.stem)


def test_the_promised_exercises_are_shipped() -> None:
    """The exercises of the first release are there."""
    promised = HINGES | {"squat", "sit_to_stand", "hamstring_standing"}
    assert promised <= {path.stem for path in FILES}


@every_spec
def test_a_shipped_spec_is_right_without_a_warning(path: Path) -> None:
    """A shipped spec has no mistake and nothing to be warned of."""
    spec, warnings = read_spec(path)
    assert spec.id == path.stem
    assert warnings == []


@every_judged
def test_a_shipped_spec_is_proved_both_ways(path: Path) -> None:
    """One recording must pass, and in another something must be found."""
    examples = read_spec(path)[0].examples
    assert [e for e in examples if not e.problems and (e.reps or e.holds)]
    assert [e for e in examples if e.problems]


@every_spec
def test_every_source_can_be_looked_up(path: Path) -> None:
    """Each tag in a source is an entry of the page of sources."""
    known = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for _, text in sources_of(read_spec(path)[0]):
        for tag in re.findall(r"\[(S\d+\w*)", text):
            assert f"`[{tag}]`" in known


def test_every_source_of_a_measure_can_be_looked_up() -> None:
    """The sources of the measures' errors are on the same page."""
    known = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for info in MEASURES.values():
        for tag in re.findall(r"\bS\d+\w*", info.source):
            assert f"`[{tag}]`" in known


def spoken(spec: ExerciseSpec) -> Iterator[str]:
    """Yield everything of a spec that is said or shown to a person."""
    yield from (spec.summary, spec.praise, spec.short_cue or "")
    if (guided := spec.guided) is not None:
        yield from (guided.begin, *(step.say for step in guided.steps))
        yield from (guided.timer.say, guided.timer.halfway) if guided.timer else ()
    for check in spec.checks:
        yield from check.explanations
        yield from (check.cues.too_low or "", check.cues.too_high or "", check.cues.in_vain or "")
    for variant in spec.variants:
        yield from spoken(apply_variant(spec, variant.id))
    yield from (caution.text for caution in spec.cautions)


@every_spec
def test_the_wording_is_calm(path: Path) -> None:
    """Nothing said to people frightens, diagnoses, or claims to see the spine."""
    words = " ".join(spoken(read_spec(path)[0])).lower()
    for never in (
        "danger",
        "injur",
        "damage",
        "wrong",
        "bad",
        "lumbar",
        "spine",
        "disc",
        "risk",
        "worn",
        "neutral",
    ):
        assert never not in words


@every_spec
def test_both_sides_are_spoken_to(path: Path) -> None:
    """Whatever side of a target is missed, there is something to say."""
    for check in read_spec(path)[0].checks:
        assert (check.target.min is None) == (check.cues.too_low is None)
        assert (check.target.max is None) == (check.cues.too_high is None)


@every_spec
def test_warn_and_fault_are_told_apart_by_more_than_the_error(path: Path) -> None:
    """No band is so narrow that the measure's error would jump over it."""
    for check in read_spec(path)[0].checks:
        error = check_scale(check).error
        for side in ("min", "max"):
            good, fault = getattr(check.target, side), getattr(check.fault, side, None)
            if fault is not None:
                assert abs(fault - good) >= error - 1e-9


@every_judged
def test_the_back_decides_in_hinges_alone(path: Path) -> None:
    """In hinges a rep is never good unless the back was judged; elsewhere it may be.

    A stretch of the leg is one only with a long back. The range of a back is only told where
    everything was judged.
    """
    spec = read_spec(path)[0]
    essential = {check.id for check in spec.checks if check.essential}
    every = {check.id for check in spec.checks}
    others = every if spec.id == RANGE_EXERCISE else set()
    if spec.id == "hamstring_standing":
        others = {"neutral_back"}
    assert essential == ({"neutral_back"} if spec.id in HINGES else others)
    backs = [
        check
        for check in spec.checks
        if not isinstance(check, Pace) and check.measure is Measure.BACK_CURV
    ]
    if spec.id != RANGE_EXERCISE:
        assert [check.name for check in backs] == ["Long back"]
        assert all(isinstance(check, Stay) and check.own_range for check in backs)
    assert spec.calibration is Calibration.STANDING_THEN_ARMS_FORWARD


@every_spec
def test_the_undiagnosed_get_the_stricter_version(path: Path) -> None:
    """Whoever does not know what their back likes gets what a sensitive back gets."""
    for variant in read_spec(path)[0].variants:
        assert (Profile.FLEXION_INTOLERANT in variant.profiles) == (
            Profile.UNDIAGNOSED in variant.profiles
        )


def test_the_client_s_two_checks_have_their_names() -> None:
    """The hip hinge checks a neutral back and hips pressed back; people read of a long back."""
    names = {check.id: check.name for check in load_spec("hip_hinge").checks}
    assert names["neutral_back"] == "Long back"
    assert names["hips_pressed_back"] == "Hips pressed back"
    assert {"hips_lead", "shins_still", "knees_soft"} <= names.keys()


@pytest.mark.parametrize(
    ("exercise", "first", "attempt", "count"),
    [("hip_hinge", 15, 20, 35), ("squat", 20, 30, 60), ("sit_to_stand", 60, 50, 25)],
)
def test_reps_begin_try_and_count_where_the_evidence_says(
    exercise: str, first: float, attempt: float, count: float
) -> None:
    """The limits of a rep are those the exercise was described with, whichever way it goes."""
    movement = load_spec(exercise).movement
    assert isinstance(movement, Reps)
    limits = [phase.when.below or phase.when.above for phase in movement.phases if phase.when]
    assert [limits[0], movement.attempt, limits[1]] == [first, attempt, count]


def test_only_lifting_begins_in_either_position() -> None:
    """A lift may begin at the floor; every other set begins in its first position."""
    starts = {
        path.stem: spec.movement.start
        for path in FILES
        if isinstance((spec := read_spec(path)[0]).movement, Reps)
    }
    assert {name for name, start in starts.items() if start == "either"} == {"lift_from_floor"}


def test_the_stretch_is_held_on_each_side() -> None:
    """The hamstring stretch is a hold on both sides, the stretched leg near the camera."""
    movement = load_spec("hamstring_standing").movement
    assert isinstance(movement, Hold)
    assert movement.sides == "each"
    assert movement.near_limb == "the stretched leg"
    assert movement.turn_round


def test_the_committed_schema_is_fresh() -> None:
    """The schema beside the specs is the one the models make."""
    written = (ROOT / "exercise_specs" / "exercise.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), (
        "run: formcheck spec schema > exercise_specs/exercise.schema.json"
    )


def test_the_page_of_measures_is_fresh() -> None:
    """The page on measures says what the registry says."""
    written = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    assert written == measures_page(), "run: formcheck spec measures > docs/measures.md"


@every_spec
def test_the_schema_accepts_the_shipped_specs(path: Path) -> None:
    """An editor that uses the schema finds nothing wrong with a shipped spec."""
    validator = jsonschema.Draft7Validator(json.loads(schema_text()))
    errors = list(validator.iter_errors(YAML(typ="safe", pure=True).load(path)))
    assert errors == []
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=exercise.schema.json\n"
    )


def test_the_schema_is_of_draft_7_and_refuses_unknown_words() -> None:
    """An editor marks an unknown word, and every word of the format has a description."""
    schema = json.loads(schema_text())
    jsonschema.Draft7Validator.check_schema(schema)
    spec = YAML(typ="safe", pure=True).load(FILES[0])
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(spec | {"wobbel": 5}))
    assert len(errors) == 1
    blocks = [schema, *schema["$defs"].values()]
    words = [word for block in blocks for word in block.get("properties", {}).values()]
    assert all("description" in word for word in words)


GUIDE = (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
WHOLE = {re.findall(r"(?m)^id: (\w+)", text)[0]: text for text in SNIPPETS if "spec: 1" in text}


@pytest.mark.parametrize("name", WHOLE)
def test_the_guide_s_exercises_are_right(tmp_path: Path, name: str) -> None:
    """A whole exercise in the guide can be copied and passes; only examples are missing."""
    path = tmp_path / f"{name}.yaml"
    path.write_text(WHOLE[name], encoding="utf-8")
    spec, warnings = read_spec(path)
    missing = [] if spec.guided is not None else ["there are no examples"]
    assert [warning.message.partition(":")[0] for warning in warnings] == missing


def test_the_guide_s_checks_are_right(tmp_path: Path) -> None:
    """The single checks in the guide can be put into an exercise that bows."""
    bow = load_spec("hip_hinge")
    text = shipped_folder().joinpath("hip_hinge.yaml").read_text(encoding="utf-8")
    checks = [snippet for snippet in SNIPPETS if snippet.startswith("- id:")]
    path = tmp_path / "hip_hinge.yaml"
    other_ids = "".join(checks).replace("id: unhurried", "id: no_hurry")
    path.write_text(changed(text, "\nchecks:\n", "\nchecks:\n" + indented(other_ids)), "utf-8")
    assert len(read_spec(path)[0].checks) == len(bow.checks) + len(checks)


def test_the_guide_s_variant_is_right(tmp_path: Path) -> None:
    """The variant in the guide can be put into the guide's own exercise."""
    (variant,) = (snippet for snippet in SNIPPETS if snippet.startswith("id: smaller"))
    block = indented("- " + variant.replace("\n", "\n  ").rstrip() + "\n")
    path = tmp_path / "mini_squat.yaml"
    path.write_text(WHOLE["mini_squat"] + "\nvariants:\n" + block, encoding="utf-8")
    assert [v.id for v in read_spec(path)[0].variants] == ["smaller"]


def test_the_guide_s_mistakes_are_found_as_it_says(tmp_path: Path) -> None:
    """The mistakes shown in the guide are those one gets."""
    text = WHOLE["mini_squat"]
    for old, new in [
        ("below: 20", "belo: 20"),
        ("measure: knee_flex", "measure: knee_bend"),
        ("[bottom]", "[botom]"),
        ("max: 75", "max: 55"),
        ("Only a little way down.", "Only go a little way down please, no further."),
    ]:
        text = changed(text, old, new)
    path = tmp_path / "mini_squat.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        read_spec(path)
    assert "\n".join(caught.value.lines()) in GUIDE


def indented(text: str) -> str:
    """Return text moved in by two spaces."""
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
