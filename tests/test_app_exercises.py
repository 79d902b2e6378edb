"""The page on which one reads what each exercise checks."""

from pathlib import Path

import platformdirs
import pytest
from sayings import SAY
from streamlit.testing.v1 import AppTest

from formcheck.app.catalogue.exercise_list import known_exercises
from formcheck.app.catalogue.exercise_words import (
    check_facts,
    facts,
    facts_list,
    sources,
    variant_facts,
)
from formcheck.exercise.measure.registry import Measure
from formcheck.specs.files import load_spec, own_folder, spec_ids

THE_PAGE = "from formcheck.app.catalogue import page\npage.show()"


def opened(exercise: str = "") -> AppTest:
    at = AppTest.from_string(THE_PAGE, default_timeout=30)
    if exercise:
        at.query_params["exercise"] = exercise
    at.run()
    assert not at.exception
    return at


def told(at: AppTest) -> str:
    kinds = (at.title, at.header, at.subheader, at.markdown, at.info, at.warning, at.caption)
    lists = "".join(each.proto.body for each in at.get("html"))
    return "\n".join(e.value for kind in kinds for e in kind).replace("\\", "") + lists


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person's own exercises, there and empty."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *a, **k: tmp_path)
    own_folder().mkdir(parents=True)
    return own_folder()


def test_every_exercise_has_a_card() -> None:
    """All exercises are there, in the order of their names, each with a way to read on."""
    at = opened()

    names = [load_spec(spec_id).name for spec_id in spec_ids()]
    assert labels(at) == [f"Read about {name}" for name in sorted(names)]


@pytest.mark.parametrize("exercise", spec_ids())
def test_an_exercise_is_told_whole(exercise: str) -> None:
    """Name, summary, every check with its explanation, every caution and version are there."""
    spec = load_spec(exercise)

    text = told(opened(exercise))

    assert spec.name in text
    assert spec.summary in text
    for check in spec.checks:
        assert check.name in text
        assert all(told in text for told in check.explanations)
    assert all(caution.text in text for caution in spec.cautions)
    assert all(variant.name in text for variant in spec.variants)


def test_one_goes_to_an_exercise_and_back() -> None:
    """A card leads to its exercise, whose address can be kept, and a button back to all."""
    at = opened()
    next(b for b in at.button if b.label == "Read about Hip hinge").click().run()
    assert at.title[0].value == "Hip hinge"
    assert at.query_params["exercise"] == "hip_hinge"

    next(b for b in at.button if b.label == "All exercises").click().run()

    assert at.title[0].value == "Exercises"
    assert "exercise" not in at.query_params


def test_an_exercise_leads_to_an_easier_or_harder_one() -> None:
    """The hinge leads to the good morning, not at once to a weight."""
    at = opened("hip_hinge")

    next(b for b in at.button if b.label == "Harder: Good morning").click().run()

    assert at.title[0].value == "Good morning"


def test_an_address_of_no_exercise_shows_all() -> None:
    """An old or mistyped address is no error."""
    assert opened("no_such_exercise").title[0].value == "Exercises"


def test_an_own_exercise_with_mistakes_takes_no_other_with_it(own: Path) -> None:
    """What is wrong with it is told, and all others are there."""
    (own / "mine.yaml").write_text("spec: 1\nid: mine\n", encoding="utf-8")

    at = opened()

    assert "mine.yaml" in at.warning[0].value.replace("\\", "")
    assert "Read about Hip hinge" in labels(at)


def test_a_changed_exercise_is_read_anew(own: Path) -> None:
    """Editing a spec shows at the next look, without starting anything again."""
    text = (Path(__file__).parents[1] / "exercise_specs" / "hip_hinge.yaml").read_text("utf-8")
    for name in ("Hip hinge", "My hinge"):
        changed = text.replace("name: Hip hinge", f"name: {name}")
        (own / "hip_hinge.yaml").write_text(changed, encoding="utf-8")
        assert known_exercises("en").specs["hip_hinge"].name == name


# --- Words ----------------------------------------------------------------------------------------


def test_every_measure_has_words_of_its_own() -> None:
    """No measure is shown by its short name, and no two sound alike."""
    assert len({SAY.of("measure", measure) for measure in Measure}) == len(Measure)


def test_limits_are_told_in_words() -> None:
    """A check's limits, error and cue are those of the spec."""
    spec = load_spec("hip_hinge")
    told_of = {check.id: dict(check_facts(SAY, check)) for check in spec.checks}

    assert told_of["bow_depth"]["Good"] == "40 to 75°"
    assert told_of["bow_depth"]["Fault"] == "above 85°"
    assert told_of["shins_still"]["Fault"] == "below −20° or above 20°"
    assert told_of["hips_pressed_back"]["Only while"] == "lean of the trunk is above 50°"
    assert told_of["unhurried"]["Good"] == "at least 0.7 s"
    assert told_of["neutral_back"]["Said"] == ("“Long back, don't round.” or “Bow a little less.”")
    assert "Fault" not in told_of["hips_lead"]


def test_how_it_is_done_is_told() -> None:
    """Reps by their phases, holds by their time, each with how much and how to stop."""
    hinge = dict(facts(SAY, load_spec("hip_hinge")))
    stretch = dict(facts(SAY, load_spec("hamstring_standing")))

    assert hinge["What counts"].startswith("Lean of the trunk: standing (below 15°), lowering")
    assert hinge["How much"] == (
        "5 to 10 times, 2 sets, once a day, or one set up to three times a day"
    )
    assert hinge["To stop"] == "Raise a hand or press the space bar or a clicker, or walk away"
    assert stretch["What counts"] == "Holding the position for 30 s on each side"


def test_a_version_is_told_with_whose_it_is() -> None:
    """The limited hinge says for whom it is, its limit and what it replaces."""
    spec = load_spec("hip_hinge")

    told_of = dict(variant_facts(SAY, spec, spec.variants[0]))

    assert told_of["If"] == (
        "bending makes it worse or nobody has looked at the pain yet or "
        "strong pain, or its first two days"
    )
    assert told_of["Never beyond"].startswith("at most 45°")
    assert told_of["Long back"] == "−15 to 15°; fault above 25°"
    assert told_of["How much"].startswith("5 to 10 times, 1 set, once a day")


def test_sources_are_readable_and_told_once() -> None:
    """What was only quoted elsewhere is called commonly reported."""
    told_of = sources(load_spec("hip_hinge"))

    assert len(set(told_of)) == len(told_of)
    assert any("commonly reported [S21]" in source for source in told_of)
    assert not any("2°]" in source for source in told_of)


def test_words_of_a_spec_cannot_become_part_of_the_page() -> None:
    """Signs that would steer the browser are shown as they are."""
    assert "<script>" not in facts_list([("<b>", "<script>alert(1)</script>")])


@pytest.mark.parametrize("word", ["lumbar", "neutral spine", "danger", "injury", "wrong", "damage"])
def test_words_are_calm(word: str) -> None:
    """No word frightens or claims to see the spine itself."""
    for exercise in spec_ids():
        spec = load_spec(exercise)
        shown = [
            *facts(SAY, spec),
            *(fact for check in spec.checks for fact in check_facts(SAY, check)),
        ]
        assert word not in str(shown).lower()
