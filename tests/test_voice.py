"""What the page hands to the browser's voice, and what it makes of what comes back."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.app.voice.voice import Key, VoiceEvents, VoiceSettings
from formcheck.errors import UsageError
from formcheck.guide.guidance import Command, Tone, Utterance


def page() -> None:
    """Draw the voice alone, with what the test left in the session."""
    import streamlit as st

    from formcheck.app.voice.voice import VoiceSettings, voice
    from formcheck.words.catalogue import english

    if st.session_state.get("elsewhere"):
        return
    st.session_state["events"] = voice(
        utterances=st.session_state["utterances"],
        settings=st.session_state.get("settings", VoiceSettings()),
        active=st.session_state.get("active", False),
        words=english(),
        now_s=st.session_state.get("now_s", float("nan")),
        wordless=st.session_state.get("wordless", ()),
    )


class Visit:
    """Somebody's visit to a page with the voice."""

    def __init__(self) -> None:
        self.app = AppTest.from_function(page)

    def hand(self, utterances: Sequence[Utterance] = (), **more: object) -> dict[str, Any]:
        """Run the page once and return what it handed to the browser."""
        for name, value in {"utterances": tuple(utterances), **more}.items():
            self.app.session_state[name] = value
        self.app.run()
        assert not self.app.exception
        handed: dict[str, Any] = json.loads(self.app.get("bidi_component")[0].proto.json)
        return handed

    def new(self, utterances: Sequence[Utterance] = (), **more: object) -> list[int]:
        """Run the page once and return the numbers of what the browser may take as new."""
        handed = self.hand(utterances, **more)
        return [each["number"] for each in handed["utterances"] if each["number"] > handed["since"]]


def said(*numbers: int, guide_s: float = 0.0) -> list[Utterance]:
    """Things to be said a second apart, by a guide that began at ``guide_s``."""
    return [Utterance(number, guide_s + number, f"Cue {number}.") for number in numbers]


def test_what_is_said_goes_to_the_browser_as_it_is() -> None:
    """Words, tone, urgency and settings are handed over with nothing added or lost."""
    visit = Visit()
    visit.hand()
    urgent = Utterance(7, 1.5, "Stop and rest.", Tone.ATTENTION, Tone.CHANGE, True, 3.0)
    settings = VoiceSettings(volume=0.5, rate=0.8, muted=True, text_scale=2.0, high_contrast=True)
    handed = visit.hand([urgent], settings=settings, active=True)

    assert handed["utterances"] == [
        {
            "number": 7,
            "text": "Stop and rest.",
            "tone": "attention",
            "instead": "change",
            "urgent": True,
            "left_s": 3.0,
        }
    ]
    assert {"volume": 0.5, "rate": 0.8, "muted": True}.items() <= handed.items()
    assert {"text_scale": 2.0, "high_contrast": True, "active": True}.items() <= handed.items()


def test_what_needs_no_words_is_told_by_its_tone() -> None:
    """Praise becomes the tone that stands for it; a number, whose rep has sounded, nothing."""
    visit = Visit()
    visit.hand()
    praise = Utterance(1, 0.0, "Good, same again.", instead=Tone.GOOD)
    number, cue = Utterance(2, 0.0, "2"), Utterance(3, 0.0, "Slower.", instead=Tone.CHANGE)

    handed = visit.hand([praise, number, cue], wordless=("Good, same again.", "2"))

    told = [(each["text"], each["tone"], each["instead"]) for each in handed["utterances"]]
    assert told == [("", "good", "good"), ("", None, None), ("Slower.", None, "change")]


def test_what_was_there_before_a_visit_is_not_new() -> None:
    """At the first call all was said before; what comes later is new."""
    visit = Visit()

    assert visit.new(said(1, 2, 3)) == []
    assert visit.new(said(1, 2, 3, 4)) == [4]


def test_what_comes_after_an_empty_beginning_is_new() -> None:
    """A page that is drawn before anything is said misses nothing."""
    visit = Visit()
    visit.hand()

    assert visit.new(said(1, 2)) == [1, 2]


def test_what_was_said_while_the_voice_was_away_is_not_new() -> None:
    """A page that comes back to the voice does not make up for what was missed."""
    visit = Visit()
    visit.hand()
    visit.hand(said(1))
    visit.app.session_state["elsewhere"] = True
    visit.app.run()

    assert visit.new(said(1, 2, 3), elsewhere=False) == []
    assert visit.new(said(1, 2, 3, 4)) == [4]


@pytest.mark.parametrize("before", [[1, 2, 3], [1]], ids=["fewer", "as many"])
def test_a_new_guide_is_heard_from_its_first_word(before: list[int]) -> None:
    """Numbers that begin anew belong to another guide, and are all new."""
    visit = Visit()
    visit.hand()
    first = visit.hand(said(*before))["series"]
    second = visit.hand(said(1, guide_s=0.25))

    assert second["series"] != first
    assert second["since"] == 0
    assert visit.hand(said(1, 2, guide_s=0.25))["series"] == second["series"]


def test_a_series_goes_on_when_nothing_is_left_to_say() -> None:
    """A guide that has been silent for long, or forgets what it said, is the same guide."""
    visit = Visit()
    visit.hand()
    first = visit.hand(said(1, 2))
    visit.hand([])

    assert visit.hand(said(5, 6))["series"] == first["series"]


def test_age_counts_against_what_is_said() -> None:
    """What was made a while ago has that much less time to begin, and none left is not sent."""
    visit = Visit()
    visit.hand()
    handed = visit.hand(said(1, 2), now_s=3.5)

    assert [(each["number"], each["left_s"]) for each in handed["utterances"]] == [(2, 0.5)]


def test_a_clock_that_is_not_known_or_behind_takes_nothing_away() -> None:
    """Without the time of the newest frame, or before it, all of the time is left."""
    visit = Visit()
    visit.hand()

    for now_s in (math.nan, 0.0):
        handed = visit.hand(said(1), now_s=now_s)
        assert [each["left_s"] for each in handed["utterances"]] == [2.0]


def test_what_is_always_good_can_be_handed_over() -> None:
    """Something good for ever is sent as a finite time: JSON has no infinity."""
    visit = Visit()
    visit.hand()
    handed = visit.hand([replace(said(1)[0], good_for_s=math.inf)])

    assert 60.0 < handed["utterances"][0]["left_s"] < math.inf


def test_nothing_is_known_before_the_browser_told_anything() -> None:
    """Without a report there is no key, no word spoken, and no telling of voices or the screen."""
    visit = Visit()
    visit.hand(said(1))

    assert visit.app.session_state["events"] == VoiceEvents()
    assert VoiceEvents().command is None


def test_keys_ask_for_commands() -> None:
    """A clicker asks to stop; the letters ask for what they stand for."""
    asked = {key: VoiceEvents(key=key).command for key in Key}

    assert asked == {
        Key.CLICKER: Command.STOP,
        Key.CONTINUE: Command.CONTINUE,
        Key.FINISH: Command.FINISH,
        Key.PAIN: Command.PAIN,
        Key.FURTHER_DOWN: None,
    }


@pytest.mark.parametrize(
    ("setting", "value"),
    [("volume", 1.01), ("volume", -0.1), ("rate", 0.6), ("rate", math.nan), ("text_scale", 4.0)],
)
def test_settings_out_of_range_are_refused(setting: str, value: float) -> None:
    """A number outside its range is refused with the range."""
    with pytest.raises(UsageError, match=r"Choose a number from [\d.]+ to [\d.]+\.") as caught:
        VoiceSettings(**{setting: value})  # type: ignore[arg-type]

    assert caught.value.where == setting


def test_the_script_reaches_nothing_outside_the_page() -> None:
    """No part of the component fetches anything or runs text as a program."""
    files = resources.files("formcheck.app.voice")
    parts = [each for each in files.iterdir() if each.name.startswith("voice")]
    scripts = [each.read_text("utf-8") for each in parts if each.name.endswith((".js", ".css"))]

    assert len(scripts) == 5
    forbidden = ("http", "//", "url(", "@import", "fetch(", "XMLHttp", "WebSocket", "eval(")
    for line in "\n".join(scripts).splitlines():
        code = line.split("// ")[0]
        assert not [word for word in (*forbidden, "Function(", "import(") if word in code], line
