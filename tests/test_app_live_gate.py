"""The questions before any exercise, as somebody answers or leaves them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from disks import unprivileged
from pages import clicked, labels, opened, shown

from formcheck.app.gate_words import EMERGENCY, URGENT
from formcheck.live.person_file import Gate, Person, Worse, load_person, person_path, save_person

EXERCISES = "What would you like to do?"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of this test's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))


def known(gate: Gate | None = None) -> None:
    """Write down somebody who was here before."""
    answered = gate or Gate(professional=True, leg_pain=False)
    then = datetime(2026, 1, 2, tzinfo=UTC)
    gate = answered.model_copy(update={"no_emergency_at": then})
    save_person(person_path(), Person(gate=gate))


def kept() -> Gate:
    return load_person(person_path()).person.gate


def test_the_emergency_list_comes_first_and_whole() -> None:
    """Nothing but the list can be answered at first, and none of it is hidden."""
    at = opened()

    assert all(sign in shown(at) for sign in EMERGENCY)
    assert EXERCISES not in shown(at)
    assert {"None of these", "One or more of these"} <= labels(at)
    assert not [label for label in labels(at) if "skip" in label.lower() or "Choose" in label]


def test_any_sign_leads_to_help_and_to_no_exercise() -> None:
    """With one of the signs the page says to get help now, and offers nothing to do."""
    at = clicked(opened(), "One or more of these")

    assert "Get help now" in shown(at)
    assert "112, 999 or 911" in shown(at)
    assert labels(at) == {"I clicked that by mistake", "Try the voice"}


def test_help_stays_until_it_was_a_mistake() -> None:
    """Running the page again changes nothing; only saying that it was a mistake leads back."""
    at = clicked(opened(), "One or more of these").run()

    assert "Get help now" in shown(at)
    back = shown(clicked(at, "I clicked that by mistake"))
    assert all(sign in back for sign in EMERGENCY)


def test_the_other_questions_may_all_be_left_open() -> None:
    """Whoever answers nothing else goes on, and nothing is supposed of them."""
    at = clicked(clicked(opened(), "None of these"), "Leave all of this open")

    assert EXERCISES in shown(at)
    assert kept().profiles == ()
    assert kept().no_emergency_at is not None


def test_when_to_ask_a_doctor_is_shown_and_keeps_nobody() -> None:
    """The second list is text beside the questions."""
    at = clicked(opened(), "None of these")

    assert all(sign in shown(at) for sign in URGENT)


def test_answers_are_kept() -> None:
    """What was answered is in the person's file, and what was not is not."""
    at = clicked(opened(), "None of these")
    questions = {radio.label: radio for radio in at.radio}
    next(radio for label, radio in questions.items() if "Pain now" in label).set_value(3)
    next(radio for label, radio in questions.items() if "worse" in label).set_value(Worse.BENDING)
    clicked(at, "Go on")

    assert (kept().pain, kept().worse) == (3, Worse.BENDING)
    assert (kept().professional, kept().leg_pain) == (None, None)


def test_a_later_visit_is_shorter() -> None:
    """Whoever was here before answers the list and pain now, and is through."""
    known()
    at = opened()
    assert all(sign in shown(at) for sign in EMERGENCY)
    at.radio[0].set_value(4)
    at = clicked(at, "None of these")

    assert EXERCISES in shown(at)
    assert kept().pain == 4
    assert kept().professional is True
    answered = kept().no_emergency_at
    assert answered is not None
    assert answered > datetime(2026, 1, 2, tzinfo=UTC)


def test_pain_of_another_day_is_not_taken_for_todays() -> None:
    """Left open on a later visit, pain now is not known."""
    known(Gate(pain=8))
    clicked(opened(), "None of these")

    assert kept().pain is None


def test_changed_answers_are_asked_for_again() -> None:
    """Whoever says that something has changed gets the questions as they were answered."""
    known(Gate(worse=Worse.ARCHING))
    at = opened()
    at.checkbox[0].check()
    at = clicked(at, "None of these")

    assert "About your back" in shown(at)
    assert next(radio for radio in at.radio if "worse" in radio.label).value is Worse.ARCHING


def test_strong_pain_is_met_with_rest() -> None:
    """From 6 on rest or an easier version is suggested, and nothing is forbidden."""
    known()
    at = opened()
    at.radio[0].set_value(7)
    at = clicked(at, "None of these")

    assert "rest or an easier version" in shown(at)
    assert "Choose hip hinge" in labels(at)


def test_unlooked_at_pain_comes_with_advice() -> None:
    """Pain that nobody has looked at leads to a word on that, and to the exercises."""
    known(Gate(professional=False))
    at = opened()
    at.radio[0].set_value(2)
    at = clicked(at, "None of these")

    assert "If a doctor or physiotherapist has not yet looked at your pain" in shown(at)


def test_an_unwritable_file_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept that is said, and the answers hold for this visit."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "file" / "below"))
    at = clicked(clicked(opened(), "None of these"), "Leave all of this open")

    assert EXERCISES in shown(at)


# --- Where nothing can be kept --------------------------------------------------------------------


def test_a_file_in_the_data_folders_place_is_told_before_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, with what to do; the questions can be answered, and an exercise chosen."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "file"))

    at = opened()
    assert shown(at).count("a file is where a folder should be") == 1
    assert "You can exercise all the same" in shown(at)

    at = clicked(clicked(at, "None of these"), "Leave all of this open")
    assert shown(at).count("a file is where a folder should be") == 1
    assert EXERCISES in shown(at)


@pytest.mark.parametrize("mode", [0o000, 0o500])
@pytest.mark.parametrize("place", ["data", "data/sets"])
def test_a_data_folder_that_may_not_be_used_is_told_before_anything(
    monkeypatch: pytest.MonkeyPatch, place: str, mode: int
) -> None:
    """Whether it may not be read or not be written, it is told that nothing can be kept."""
    opened()  # all that it is made of is loaded by whoever may read it
    with unprivileged() as own:
        monkeypatch.setenv("FORMCHECK_DATA", str(own / "data"))
        (own / "data" / "sets").mkdir(parents=True)
        (own / place).chmod(mode)
        at = clicked(opened(written_in=own), "None of these")
        at = clicked(at, "Leave all of this open")

    assert shown(at).count("Nothing can be kept: Permission denied") == 1
    assert "Check who may write there" in shown(at)
    assert EXERCISES in shown(at)
