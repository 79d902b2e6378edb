"""Choosing an exercise, its version and dose, and how to place the camera for it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exercises import exercise
from pages import again, clicked, labels, opened, shown, visit_of
from people import healthy, in_pain
from sayings import SAY

from formcheck.app.camera.placement import checklist, drawing_of, ways_to_stop
from formcheck.app.exercise.next_step import ways_on
from formcheck.app.exercise.pick import sentences
from formcheck.app.state.choice import Choice, cautions_for, variant_meant
from formcheck.app.state.visit import Step, Visit
from formcheck.app.theme import ASSETS
from formcheck.exercise.measure.registry import View
from formcheck.exercise.spec.models import Posture, Profile, StopSignal
from formcheck.history.person_file import PersonFile, load_person, person_path, save_person
from formcheck.offer.answers import Done, Health, Worse
from formcheck.specs.files import load_spec, spec_ids

HINGE = load_spec("hip_hinge")
NOBODY_S: frozenset[Profile] = frozenset()
BENDING = in_pain(worse=Worse.BENDING, worse_at=datetime.now(UTC))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of this test's own, and a pose model that is not there."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FORMCHECK_MODEL", str(tmp_path / "none.task"))


def picking(health: Health | None = None) -> Visit:
    return Visit(step=Step.PICK, met=True, health=health or healthy())


def chosen(name: str = "hip hinge", health: Health | None = None) -> Visit:
    at = clicked(opened(picking(health)), f"Choose {name}")
    return visit_of(again(at))


def test_every_exercise_can_be_chosen() -> None:
    """There is one card for each exercise, with its name and a line."""
    at = opened(picking())

    names = [load_spec(each).name for each in spec_ids()]
    assert {f"Choose {name.lower()}" for name in names} <= labels(at)
    assert sentences(HINGE.summary)[0] in shown(at)


def test_a_choice_begins_with_the_specs_dose() -> None:
    """Reps and sets are those one begins with, and the exercise is done as it is."""
    visit = chosen()

    assert visit.step is Step.SHOW
    assert visit.choice == Choice(HINGE, "", HINGE.dose.reps_from or 0, HINGE.dose.sets)


@pytest.mark.parametrize("worse", [Worse.BENDING, Worse.NOT_SURE])
def test_answers_choose_the_version(worse: Worse) -> None:
    """Whose pain is worse bending, or who does not know, begins with the smaller range."""
    visit = chosen(health=in_pain(worse=worse, worse_at=datetime.now(UTC)))

    assert visit.choice is not None
    assert visit.choice.variant == "smaller_range"


def test_the_version_can_be_changed() -> None:
    """Who is offered all versions takes another one, like the dose."""
    at = clicked(opened(picking()), "Choose hip hinge")
    at.radio[0].set_value("smaller_range")
    at.number_input[0].set_value(8)
    at.number_input[1].set_value(3)
    again(at)
    visit = visit_of(at)
    go = next(button for button in at.button if button.label == "Place the camera")
    go.click().run()

    assert visit.choice == Choice(HINGE, "smaller_range", 8, 3)


def test_cautions_are_those_that_concern_one() -> None:
    """A caution for others is not shown, one's own and everybody's are."""
    mine = cautions_for(HINGE, frozenset({Profile.FLEXION_INTOLERANT}))
    at = clicked(opened(picking(BENDING)), "Choose hip hinge")

    assert mine
    assert all(text in shown(at) for text in mine)
    assert cautions_for(HINGE, NOBODY_S) == ()
    others = cautions_for(HINGE, frozenset({Profile.EXTENSION_INTOLERANT}))
    assert not any(text in shown(at) for text in others)


def test_how_it_is_done_is_told_in_sentences() -> None:
    """The summary is shown sentence by sentence, and read out whole when asked for."""
    at = clicked(opened(picking()), "Choose hip hinge")
    assert all(sentence in shown(at) for sentence in sentences(HINGE.summary))

    said = visit_of(clicked(at, "Tell me")).told
    assert [each.text for each in said] == [f"{HINGE.name}. {HINGE.summary}"]


def test_an_own_exercise_that_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An own spec with mistakes takes no other with it."""
    monkeypatch.setattr("formcheck.specs.files.own_folder", lambda: tmp_path)
    (tmp_path / "mine.yaml").write_text("spec: 1\n", encoding="utf-8")

    at = opened(picking())

    assert "mine.yaml" in shown(at)
    assert "Choose hip hinge" in labels(at)


def test_a_version_is_meant_for_any_of_ones_profiles() -> None:
    """One profile with a version of its own is enough; without any there is none."""
    both = frozenset({Profile.EXTENSION_INTOLERANT, Profile.UNDIAGNOSED})

    assert variant_meant(HINGE, both) == "smaller_range"
    assert variant_meant(HINGE, NOBODY_S) == ""


def test_the_plan_knows_what_the_exercise_allows() -> None:
    """A raised hand stops it only where the hands hold nothing."""
    full = HINGE.model_copy(update={"stop_signals": (StopSignal.KEY,)})

    assert Choice.of(HINGE, NOBODY_S).plan(heard=False, practised=False).hand_signal
    assert not Choice.of(full, NOBODY_S).plan(heard=False, practised=False).hand_signal


def after(health: Health, variant: str, **more: object) -> Visit:
    """Return somebody who has just done the hip hinge."""
    done = {"exercise": "hip_hinge", "variant": variant, "at": datetime.now(UTC), **more}
    results = (Done.model_validate(done),)
    return Visit(met=True, health=health.model_copy(update={"done": results}))


def ways(visit: Visit, variant: str = "") -> dict[str, Choice]:
    return dict(ways_on(visit, Choice.of(HINGE, NOBODY_S).in_version(variant), SAY))


def test_the_way_on_is_easier_or_harder() -> None:
    """After a clean set without pain it goes to the smaller range, or to another exercise."""
    found = ways(after(healthy(), "", pain=0, clean=True))

    assert set(found) == {"Easier: smaller range", "Harder: good morning"}
    assert found["Easier: smaller range"].variant == "smaller_range"
    assert found["Harder: good morning"].spec.id == "good_morning"


def test_a_version_brings_its_own_dose() -> None:
    """Whoever begins with the gentle version, or goes over to it, does one set of it."""
    begun = Choice.of(HINGE, frozenset({Profile.UNDIAGNOSED}))
    gone = replace(Choice.of(HINGE, NOBODY_S), goal=10).in_version("smaller_range")

    assert (begun.goal, begun.sets) == (gone.goal, gone.sets) == (5, 1)
    assert Choice.of(HINGE, NOBODY_S).sets == 2


@pytest.mark.parametrize("more", [{}, {"pain": 0}, {"clean": True}, {"pain": 4, "clean": True}])
def test_nothing_harder_after_a_bad_set(more: dict[str, object]) -> None:
    """Without an answer, with more pain, or with something found, nothing harder is offered."""
    found = ways(after(healthy(), "", **more))

    assert not [label for label in found if label.startswith("Harder")]


def test_from_a_version_harder_is_the_exercise_itself() -> None:
    """From the smaller range it goes to the hinge as it is, and not on to a weight."""
    found = ways(after(healthy(), "smaller_range", pain=0, clean=True), "smaller_range")

    assert [(way.spec.id, way.variant) for way in found.values()] == [("hip_hinge", "")]


def test_harder_keeps_to_ones_own_version() -> None:
    """Whom bending hurts stays in the smaller range, however clean the set was."""
    visit = after(BENDING, "smaller_range", pain=0, clean=True)

    assert not ways(visit, "smaller_range")


@pytest.mark.parametrize(
    ("view", "posture", "drawing", "words"),
    [
        (View.SIDE, Posture.STANDING, "placement_side.svg", "with your side to it"),
        (View.SIDE, Posture.SITTING, "placement_side.svg", "with your side to it"),
        (View.FRONT, Posture.STANDING, "placement_front.svg", "facing it"),
        (View.SIDE, Posture.LYING, "placement_lying.svg", "0.3 to 0.6 m high"),
        (View.SIDE, Posture.KNEELING, "placement_lying.svg", "0.3 to 0.6 m high"),
    ],
)
def test_the_drawing_fits_the_exercise(
    view: View, posture: Posture, drawing: str, words: str
) -> None:
    """Each view and posture has a drawing that is there, and words that say the same."""
    spec = exercise().model_copy(update={"view": view, "posture": posture})

    assert drawing_of(spec) == drawing
    assert "<title>" in (ASSETS / drawing).read_text(encoding="utf-8")
    assert words in " ".join(checklist(spec, SAY))


def test_the_checklist_has_what_spoils_a_set() -> None:
    """Hair, shirt, mirrors, floor, and something to hold on to are looked to beforehand."""
    words = " ".join(checklist(HINGE, SAY)).lower()

    assert all(
        each in words for each in ("hair", "shirt", "mirror", "floor", "chair", "2 to 3.5 m")
    )


def test_a_raised_hand_is_told_only_where_it_works() -> None:
    """How to stop is told as the exercise allows; a key and leaving always work."""
    free = " ".join(ways_to_stop(HINGE, SAY))
    full = " ".join(ways_to_stop(HINGE.model_copy(update={"stop_signals": (StopSignal.KEY,)}), SAY))

    assert "hand up" in free
    assert "hand up" not in full
    assert all("space bar" in way and "walk out" in way for way in (free, full))


def test_of_a_stretch_for_each_side_the_dose_is_that_of_one() -> None:
    """Two stretches are two of each leg: four holds in all, and as many in a set taken up again."""
    stretch = load_spec("hamstring_standing")
    choice = Choice.of(stretch, frozenset())
    plan = choice.plan(heard=True, practised=True)

    assert choice.counted(SAY) == "Holds on each side"
    assert (choice.goal, plan.goal) == (2, 4)
    assert Choice.planned(stretch, "", plan) == choice


def test_who_has_an_own_range_can_go_back_to_the_usual_limits() -> None:
    """It is said where exercises are chosen, and one click forgets it."""
    save_person(person_path(), PersonFile(back_range_deg=57.6))
    at = opened(picking())
    assert "58°" in shown(at)

    at = clicked(at, "Use the usual limits")

    assert load_person(person_path()).person.back_range_deg is None
    assert "58°" not in shown(at)
