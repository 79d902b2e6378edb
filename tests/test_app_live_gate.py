"""The questions before any exercise, as somebody answers or leaves them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from disks import unprivileged
from live_stand_ins import report
from pages import clicked, labels, opened, shown
from people import healthy, in_pain
from sayings import SAY, lines
from streamlit.testing.v1 import AppTest

from formcheck.guide.guidance import Answer, Plan
from formcheck.history.person_file import PersonFile, load_person, person_path, save_person
from formcheck.history.set_files import SetProgress, save_to, sets_folder
from formcheck.offer.answers import (
    Aim,
    Answers,
    Done,
    Health,
    Morning,
    PainPlace,
    Sign,
    Trait,
    Worse,
)
from formcheck.offer.reasons import Reason

EXERCISES = "What would you like to do?"
EMERGENCY_EVER, EMERGENCY_NEW = lines("gate-emergency-ever"), lines("gate-emergency-new")
LIST = (*EMERGENCY_EVER, *EMERGENCY_NEW)
EMERGENCY_LINE = SAY("gate-emergency-line")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of this test's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))


def known(health: Health) -> None:
    """Write down somebody who was here before."""
    save_person(person_path(), PersonFile(health=health))


def kept() -> Answers:
    return load_person(person_path()).person.health.answers


def answered(at: AppTest, question: str, value: object) -> AppTest:
    """Answer the question whose words contain these."""
    next(radio for radio in at.radio if question in radio.label).set_value(value)
    return at


def ticked(at: AppTest, line: str) -> AppTest:
    next(box for box in at.checkbox if box.label == line).check()
    return at


def choices(at: AppTest) -> set[str]:
    return {label for label in labels(at) if label.startswith("Choose ")}


def first_visit(aim: Aim | None = Aim.STAY_WELL) -> AppTest:
    """Return the page after the list and what brings one here."""
    at = clicked(opened(), "None of these")
    if aim is not None:
        answered(at, "brings you here", aim)
    return clicked(at, "Go on")


def test_the_emergency_list_comes_first_and_whole() -> None:
    """Nothing but the list can be answered at first, and none of it is hidden."""
    at = opened()

    assert all(sign in shown(at) for sign in LIST)
    assert EXERCISES not in shown(at)
    assert {"None of these", "One or more of these"} <= labels(at)
    assert not choices(at)


def test_only_signs_of_nerves_have_to_be_new() -> None:
    """What is an emergency whenever it came stands outside "new in the last two weeks"."""
    text = shown(opened())
    since = text.index("New or worse in the last two weeks")

    assert all(text.index(sign) < since for sign in EMERGENCY_EVER)
    assert all(text.index(sign) > since for sign in EMERGENCY_NEW)


def test_any_sign_leads_to_help_and_to_no_exercise() -> None:
    """With one of the signs the page says to get help now, and offers nothing to do."""
    at = clicked(opened(), "One or more of these")

    assert "Get help now" in shown(at)
    assert "112, 999 or 911" in shown(at)
    assert labels(at) == {"I clicked that by mistake", "Try the voice"}


def test_a_sign_is_remembered_until_somebody_was_seen() -> None:
    """On the next visit it is asked first; not yet leads to help, yes to the list."""
    clicked(opened(), "One or more of these")

    at = opened()
    assert "Have you been seen since?" in shown(at)
    assert "Get help now" in shown(clicked(at, "Not yet"))
    at = clicked(opened(), "Yes, a doctor has looked at it")
    assert all(sign in shown(at) for sign in LIST)
    assert kept().emergency_at is None


def test_help_stays_until_it_was_a_mistake() -> None:
    """Running the page again changes nothing; only saying that it was a mistake leads back."""
    at = clicked(opened(), "One or more of these").run()

    assert "Get help now" in shown(at)
    back = shown(clicked(at, "I clicked that by mistake"))
    assert all(sign in back for sign in LIST)
    assert kept().emergency_at is None


def test_four_short_screens() -> None:
    """With pain it is list, why, pain, body; whoever stays well is not asked about pain."""
    at = first_visit(Aim.PAIN_NOW)
    assert "About the pain" in shown(at)
    at = clicked(at, "Go on")
    assert "Is any of this so?" in shown(at)
    assert EXERCISES in shown(clicked(at, "That is all"))

    at = opened()
    assert EMERGENCY_LINE in shown(at)


def test_who_stays_well_is_offered_everything() -> None:
    """Three screens, no gentler versions, nothing held back."""
    at = first_visit()
    assert "Is any of this so?" in shown(at)
    at = clicked(at, "That is all")

    assert "Choose how far your back rounds" in choices(at)
    assert not {label for label in labels(at) if "told" in label}


def test_silence_is_met_gently() -> None:
    """Whoever leaves all open goes on with the gentler versions, and no held slump."""
    at = clicked(first_visit(None), "Go on")
    at = clicked(at, "Leave this open")

    assert SAY.of("offer-why", Reason.NOT_ANSWERED) in shown(at)
    assert "Choose how far your back rounds" not in choices(at)
    at = clicked(at, "Choose hip hinge")
    version = next(radio for radio in at.radio if radio.label == "Version")
    assert version.options == ["Smaller range"]


def test_answers_are_kept() -> None:
    """What was answered is in the person's file, and what was not is not."""
    at = first_visit(Aim.PAIN_NOW)
    answered(at, "Pain now", 3)
    answered(at, "makes it worse", Worse.BENDING)
    answered(at, "reach furthest", PainPlace.THIGH)
    at = clicked(at, "Go on")
    ticked(at, SAY.of("gate-trait", Trait.NO_FLOOR))
    clicked(ticked(at, SAY.of("gate-sign", Sign.LUMP)), "That is all")

    assert (kept().pain, kept().worse, kept().furthest) == (3, Worse.BENDING, PainPlace.THIGH)
    assert (kept().traits, kept().signs) == ((Trait.NO_FLOOR,), (Sign.LUMP,))
    assert (kept().professional, kept().usual_pain, kept().began) == (None, None, None)


def test_a_later_visit_is_one_line() -> None:
    """Whoever was here before answers a line and pain now, and is through."""
    known(in_pain())
    at = opened()
    assert EMERGENCY_LINE in shown(at)
    assert not any(sign in shown(at) for sign in EMERGENCY_NEW)
    at = clicked(answered(at, "Pain now", 4), "Nothing new")

    assert EXERCISES in shown(at)
    assert (kept().pain, kept().professional) == (4, True)


def test_something_new_brings_the_whole_list() -> None:
    """The line leads to the list, and the list to help."""
    known(healthy())
    at = clicked(opened(), "Something new")

    assert all(sign in shown(at) for sign in LIST)
    assert "Get help now" in shown(clicked(at, "One or more of these"))


def test_the_list_comes_again_weekly() -> None:
    """A week after it was last answered the whole list is shown."""
    known(healthy(cleared_at=datetime.now(UTC) - timedelta(days=7)))

    assert all(sign in shown(opened()) for sign in LIST)


def test_the_morning_after_is_asked_once() -> None:
    """The visit after exercising asks how the next morning was; it acts, and is not asked again."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    done = (Done(exercise="hip_hinge", at=yesterday, pain=2),)
    known(healthy().model_copy(update={"done": done}))
    at = answered(opened(), "next morning", Morning.WORSE)
    at = clicked(at, "Nothing new")

    assert SAY.of("offer-why", Reason.WORSE_THIS_MORNING) in shown(at)
    assert not [radio for radio in opened().radio if "next morning" in radio.label]


def test_pain_left_open_keeps_what_was_known() -> None:
    """Left open on a later visit the last known pain stays, and is not taken for today's."""
    known(in_pain(pain=8, pain_at=datetime.now(UTC) - timedelta(days=3)))
    at = clicked(opened(), "Nothing new")

    assert kept().pain == 8
    assert SAY.of("offer-why", Reason.RED_TODAY) not in shown(at)


def test_answering_again_turns_no_answer_into_none() -> None:
    """Everything stands as it was answered, and stays when it is just gone through."""
    known(in_pain(worse=Worse.ARCHING, traits=(Trait.HEART,), pain=2))
    before = kept()
    at = clicked(clicked(opened(), "Nothing new"), "Answer the questions again")
    for label in ("None of these", "Go on", "Go on", "That is all"):
        at = clicked(at, label)

    assert EXERCISES in shown(at)
    stamps = {name for name in Answers.model_fields if name.endswith("_at")}
    assert kept().model_dump(exclude=stamps) == before.model_dump(exclude=stamps)


def test_a_closed_page_forgets_no_pain() -> None:
    """What was answered before the page was closed acts on the next visit, without a summary."""
    known(healthy(cleared_at=datetime.now(UTC)))
    save = save_to(sets_folder(), "hip_hinge", Plan(5, 1), datetime.now(UTC))
    save(SetProgress(1, report(), finished=True, answer=Answer(pain=7)))
    at = opened()
    at = clicked(at, "None of these" if "None of these" in labels(at) else "Nothing new")

    assert "Choose hip hinge" not in choices(at)
    assert "Choose walking" in choices(at)


def test_strong_pain_leaves_gentle_things_to_do() -> None:
    """At 7, usually 3, strain is held back until tomorrow, for everybody; a high seat is not."""
    known(in_pain())
    at = clicked(answered(opened(), "Pain now", 7), "Nothing new")

    assert choices(at) >= {"Choose sit to stand"}
    assert "Choose hip hinge" not in choices(at)
    assert "Again from tomorrow on." in shown(at)
    assert not [label for label in labels(at) if "told" in label]


def test_being_told_unlocks_a_lasting_answer() -> None:
    """What thin bones hold back is offered once somebody says that they were told to do it."""
    known(healthy(traits=(Trait.THIN_BONES,)))
    at = clicked(opened(), "Nothing new")
    assert "Choose lift from the floor" not in choices(at)
    told = [button for button in at.button if button.key == "told_lift_from_floor"]
    told[0].click().run()

    assert "Choose lift from the floor" in choices(at)
    prescribed = load_person(person_path()).person.health.prescribed
    assert [each.exercise for each in prescribed] == ["lift_from_floor"]


def test_signs_ask_for_a_doctor_first() -> None:
    """With fever what strains is held back, and the page says to ask a doctor."""
    known(healthy(signs=(Sign.FEVER,)))
    at = clicked(opened(), "Nothing new")

    assert "ask a doctor" in shown(at)
    assert "Choose hip hinge" not in choices(at)


def test_an_unwritable_file_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept that is said, and the answers hold for this visit."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "file" / "below"))
    at = clicked(first_visit(), "That is all")

    assert EXERCISES in shown(at)
    assert "Choose how far your back rounds" in choices(at)


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

    at = clicked(clicked(clicked(at, "None of these"), "Go on"), "Go on")
    at = clicked(at, "Leave this open")
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
        at = clicked(clicked(clicked(at, "Go on"), "Go on"), "Leave this open")

    assert shown(at).count("Nothing can be kept: Permission denied") == 1
    assert "Check who may write there" in shown(at)
    assert EXERCISES in shown(at)
