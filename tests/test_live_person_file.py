"""The person's file: answers, settings and what was practised; never lost, never half written."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from formcheck.errors import FormCheckError, OutputError
from formcheck.history.person_file import (
    PersonFile,
    Preferences,
    change_person,
    damaged_copies,
    load_person,
    person_path,
    save_person,
)
from formcheck.offer.answers import (
    Answers,
    Done,
    Health,
    Morning,
    MorningAfter,
    PainPlace,
    Prescribed,
    Trait,
    Worse,
)

SOMEBODY = PersonFile(
    health=Health(
        answers=Answers(
            cleared_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
            professional=True,
            pain=4,
            traits=(Trait.NO_FLOOR,),
            worse=Worse.BENDING,
        ),
        done=(Done(exercise="squat", at=datetime(2026, 11, 20, 12, tzinfo=UTC), pain=2),),
        prescribed=(Prescribed(exercise="squat", at=datetime(2026, 11, 20, 12, tzinfo=UTC)),),
        morning=MorningAfter(morning=Morning.SETTLED, at=datetime(2026, 11, 21, 8, tzinfo=UTC)),
    ),
    practised=("hip_hinge", "squat"),
    helpless={"hip_hinge": {"back": 2}},
    settings=Preferences(volume=0.5, muted=True, text_scale=1.25),
)


def test_a_person_is_read_as_saved(tmp_path: Path) -> None:
    """Everything comes back unchanged."""
    path = tmp_path / "data" / "person.json"
    save_person(path, SOMEBODY)

    assert load_person(path).person == SOMEBODY
    assert load_person(path).aside == ""


def test_without_a_file_there_are_defaults_and_nothing_is_written(tmp_path: Path) -> None:
    """Looking leaves no trace."""
    loaded = load_person(tmp_path / "data" / "person.json")

    assert loaded.person == PersonFile()
    assert not loaded.aside
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '"text"', '{"version": 1, "gate": 3}', '{"version": 1, "more": 1}', "\x00"],
)
def test_a_damaged_file_is_set_aside(text: str, tmp_path: Path) -> None:
    """All begins anew, the file is kept under another name, and that is told."""
    path = tmp_path / "person.json"
    for number in (1, 2):
        path.write_text(text, encoding="utf-8")
        loaded = load_person(path)

        assert loaded.person == PersonFile()
        assert loaded.aside == f"person.json.damaged-{number}"
        aside = tmp_path / f"person.json.damaged-{number}"
        assert aside.read_text(encoding="utf-8") == text
        assert not path.exists()


def test_a_file_of_a_newer_formcheck_is_left_alone(tmp_path: Path) -> None:
    """It is neither read nor replaced, and what to do is told."""
    path = tmp_path / "person.json"
    text = json.dumps({"version": 3, "health": {"mood": "good"}})
    path.write_text(text, encoding="utf-8")

    for attempt in (load_person, lambda path: change_person(path, lambda person: person)):
        with pytest.raises(FormCheckError, match="newer formcheck") as refused:
            attempt(path)
        assert refused.value.to_do
    assert path.read_text(encoding="utf-8") == text


def test_a_change_keeps_all_else(tmp_path: Path) -> None:
    """What is changed is written, what is not stays."""
    path = tmp_path / "person.json"
    save_person(path, SOMEBODY)
    changed = change_person(path, lambda person: person.model_copy(update={"practised": ("rdl",)}))

    assert changed.person == load_person(path).person
    assert changed.person == SOMEBODY.model_copy(update={"practised": ("rdl",)})


def test_two_tabs_lose_none_of_each_others_changes(tmp_path: Path) -> None:
    """Many that each add one to a count add all of it."""
    path = tmp_path / "person.json"

    def one_more(person: PersonFile) -> PersonFile:
        times = person.helpless.get("bow", {}).get("back", 0)
        return person.model_copy(update={"helpless": {"bow": {"back": times + 1}}})

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(lambda _: change_person(path, one_more), range(40)))

    assert load_person(path).person.helpless == {"bow": {"back": 40}}


@pytest.mark.parametrize(("times", "kept"), [(3, [1, 2, 3]), (4, [2, 3, 4]), (12, [10, 11, 12])])
def test_the_last_three_damaged_files_are_kept(tmp_path: Path, times: int, kept: list[int]) -> None:
    """Older ones go, by their numbers; what only looks like one stays."""
    path = tmp_path / "person.json"
    for name in ("person.json.damaged-old", "person.json.damaged-1.txt"):
        (tmp_path / name).touch()
    for number in range(1, times + 1):
        path.write_text(f"{{ {number}", encoding="utf-8")
        load_person(path)

    assert damaged_copies(path) == tuple(
        tmp_path / f"person.json.damaged-{number}" for number in kept
    )
    assert damaged_copies(path)[-1].read_text(encoding="utf-8") == f"{{ {times}"
    assert (tmp_path / "person.json.damaged-old").exists()
    assert (tmp_path / "person.json.damaged-1.txt").exists()


def test_a_file_that_was_deleted_is_not_brought_back(tmp_path: Path) -> None:
    """Where there was one before, a change of it ends with it; without, it is made."""
    path = tmp_path / "data" / "person.json"
    change_person(path, lambda person: person, again=True)
    assert list(tmp_path.iterdir()) == []

    save_person(path, SOMEBODY)
    change_person(path, lambda person: person.model_copy(update={"practised": ()}), again=True)
    assert load_person(path).person.practised == ()

    path.unlink()
    changed = change_person(path, lambda person: SOMEBODY, again=True)
    assert changed.person == PersonFile()
    assert not path.exists()


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file in the folder's place is an error with what to do."""
    (tmp_path / "data").write_text("in the way", encoding="utf-8")

    with pytest.raises(OutputError) as refused:
        save_person(tmp_path / "data" / "person.json", SOMEBODY)
    assert refused.value.to_do


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder in the file's place is an error, and is not set aside."""
    (tmp_path / "person.json").mkdir()

    with pytest.raises(FormCheckError, match="cannot be read"):
        load_person(tmp_path / "person.json")
    assert (tmp_path / "person.json").is_dir()


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_is_from_0_to_10(pain: int) -> None:
    """Other numbers are refused."""
    with pytest.raises(ValidationError):
        Answers(pain=pain)


def test_answers_of_the_first_version_are_kept(tmp_path: Path) -> None:
    """What an earlier formcheck asked is taken over; what it did not ask is not answered."""
    path = tmp_path / "person.json"
    told = "2026-11-20T12:00:00Z"
    gate = {
        "no_emergency_at": told,
        "professional": True,
        "pain": 4,
        "leg_pain": True,
        "worse": "bending",
    }
    before = {"version": 1, "gate": gate, "practised": ["squat"], "settings": {"muted": True}}
    path.write_text(json.dumps(before), encoding="utf-8")

    person = load_person(path).person
    answers = person.health.answers
    when = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert (answers.cleared_at, answers.professional, answers.pain) == (when, True, 4)
    assert (answers.furthest, answers.worse) == (PainPlace.CALF, Worse.BENDING)
    assert (answers.aim, answers.traits, answers.told_at) == (None, None, None)
    assert (person.practised, person.settings.muted) == (("squat",), True)


def test_the_file_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its folder is the one that may be named."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path))

    assert person_path() == tmp_path / "person.json"
