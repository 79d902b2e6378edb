"""How the page speaks and shows, as somebody likes it."""

from pathlib import Path

import pytest
from pages import again, clicked, opened, visit_of
from streamlit.testing.v1 import AppTest

from formcheck.app.state.preferences import look_of, voice_of
from formcheck.history.person_file import (
    PersonFile,
    Preferences,
    load_person,
    person_path,
    save_person,
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of this test's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))


def kept() -> Preferences:
    return load_person(person_path()).person.settings


def turned(at: AppTest, label: str) -> AppTest:
    next(toggle for toggle in at.toggle if toggle.label == label).set_value(True)
    return again(at)


def styles(at: AppTest) -> str:
    """Return what the page says of its own look."""
    return " ".join(each.proto.body for each in at.get("html"))


def test_what_is_set_is_kept() -> None:
    """Each control ends in the person's file, and the others stay as they were."""
    at = opened()
    at.slider[0].set_value(40)
    at = turned(turned(at, "High contrast"), "Drawn without colour")
    at = turned(at, "Less talk: tones for numbers and praise")
    next(each for each in at.select_slider if each.label == "Pace").set_value(0.85)
    next(each for each in at.select_slider if each.label == "Text size").set_value(1.5)
    again(at)

    assert kept() == Preferences(
        volume=0.4,
        rate=0.85,
        text_scale=1.5,
        high_contrast=True,
        colour=False,
        reduced_talk=True,
    )


def test_the_next_visit_begins_with_it() -> None:
    """What was set on another day is what the controls show."""
    save_person(person_path(), PersonFile(settings=Preferences(volume=0.3, muted=True)))

    at = opened()

    assert at.slider[0].value == 30
    assert next(each for each in at.toggle if each.label.startswith("No voice")).value
    assert kept() == Preferences(volume=0.3, muted=True)


def test_nothing_is_written_that_was_not_set() -> None:
    """Looking at the page leaves no file behind."""
    again(opened())

    assert not person_path().exists()


def test_what_was_deleted_in_another_window_is_not_written_back() -> None:
    """The controls begin anew, and what is set after that is kept."""
    at = turned(turned(opened(), "High contrast"), "Drawn without colour")
    at.slider[0].set_value(40)
    again(at)
    person_path().unlink()

    at = again(at)

    assert not person_path().exists()
    assert at.slider[0].value == 100
    assert kept() == Preferences()
    turned(at, "High contrast")
    assert kept() == Preferences(high_contrast=True)


def test_what_was_set_in_another_window_holds_in_this_one() -> None:
    """It is taken over, and not written back as it was."""
    at = again(turned(opened(), "High contrast"))
    save_person(person_path(), PersonFile(settings=Preferences(volume=0.3)))

    at = again(at)

    assert at.slider[0].value == 30
    assert kept() == Preferences(volume=0.3)


def test_where_nothing_can_be_kept_it_holds_for_this_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control stays as it was set."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "file"))

    at = again(again(turned(opened(), "High contrast")))

    assert next(toggle for toggle in at.toggle if toggle.label == "High contrast").value


def test_the_voice_can_be_tried() -> None:
    """Each click asks for one more try."""
    at = clicked(clicked(opened(), "Try the voice"), "Try the voice")

    assert visit_of(at).tries == 2


@pytest.mark.parametrize(("rate", "spoken"), [(0.5, 0.7), (1.0, 1.0), (2.0, 1.3)])
def test_a_pace_beyond_what_is_understood_is_held(rate: float, spoken: float) -> None:
    """Settings written by hand are brought to what the voice takes."""
    assert voice_of(Preferences(rate=rate)).rate == spoken


def test_the_picture_and_the_captions_look_alike() -> None:
    """Contrast is the same for both, and the picture takes size and colour too."""
    settings = Preferences(high_contrast=True, text_scale=1.25, colour=False)

    assert look_of(settings).high_contrast
    assert voice_of(settings).high_contrast
    assert look_of(settings).text_scale == 1.25
    assert not look_of(settings).colour


def test_captions_grow_with_the_page_and_not_twice() -> None:
    """Double is double: the page's letters grow, captions among them, and nothing is added."""
    save_person(person_path(), PersonFile(settings=Preferences(text_scale=2.0)))

    assert "font-size: 200%" in styles(opened())
    assert voice_of(Preferences(text_scale=2.0)).text_scale == 1.0
