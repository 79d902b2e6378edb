"""The page's voice: what is said aloud, shown as a caption, and the keys that answer it.

The words are spoken by the browser, and only by voices that speak on this machine: others send
the words to a server. Where there is no such voice, tones and captions take its place.
"""

import math
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache, partial
from importlib import resources

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from formcheck.errors import UsageError
from formcheck.guide.guidance import Command, Utterance
from formcheck.words.catalogue import Words

__all__ = ["Key", "VoiceEvents", "VoiceSettings", "voice"]

RATES = (0.7, 1.3)
"""How slowly and how fast words may be spoken, 1 being the voice's own pace: beyond, short cues
either run into the next rep or are no longer understood (team choice)."""

TEXT_SCALES = (0.5, 3.0)
"""How small and how large captions may be: twice the size must be possible (WCAG 1.4.4), and at
three times a cue of six words still fits on a laptop (team choice)."""

LONGEST_S = 600.0
"""Nothing said in a set is of use for longer; JSON knows no infinity."""

MARKUP = """
<div class="captions" role="group" tabindex="-1">
  <p class="caption" aria-live="polite" aria-atomic="true"></p>
  <p class="caption" aria-live="assertive" aria-atomic="true"></p>
</div>
"""

SCRIPTS = ("voice.js", "voice_speech.js", "voice_tones.js", "voice_keys.js")


class Key(StrEnum):
    """What was pressed while a set ran: a clicker's button or one like it, or a letter."""

    CLICKER = "clicker"
    CONTINUE = "continue"
    FINISH = "finish"
    PAIN = "pain"
    FURTHER_DOWN = "further_down"

    @property
    def command(self) -> Command | None:
        """What it asks for; a clicker asks to stop, which a page may take otherwise.

        None where it answers a question instead.
        """
        if self is Key.FURTHER_DOWN:
            return None
        return Command.STOP if self is Key.CLICKER else Command(self.value)


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How loud, fast and large things are said.

    ``volume`` is 0 to 1, of words and tones; ``rate`` 0.7 to 1.3 of the voice's own pace;
    ``muted`` leaves the captions alone; ``text_scale`` is 0.5 to 3 of the captions' usual size.
    ``tones_too`` sounds a tone with all words, for who cannot make them out. ``letter_keys`` lets
    the letters c, f, p and d and the digits answer, which some ways of talking to a computer press
    by themselves (WCAG 2.1.4).

    Raises
    ------
    UsageError
        If a number is outside its range.
    """

    volume: float = 1.0
    rate: float = 1.0
    muted: bool = False
    text_scale: float = 1.0
    high_contrast: bool = False
    tones_too: bool = False
    letter_keys: bool = True

    def __post_init__(self) -> None:
        ranges = {"volume": (0.0, 1.0), "rate": RATES, "text_scale": TEXT_SCALES}
        for name, (lowest, highest) in ranges.items():
            if not lowest <= getattr(self, name) <= highest:
                raise UsageError(
                    "a setting of the voice is out of its range",
                    where=name,
                    to_do=f"Choose a number from {lowest:g} to {highest:g}.",
                )


@dataclass(frozen=True, slots=True)
class VoiceEvents:
    """What the browser had to tell.

    ``key`` is what was pressed since the last call, ``digit`` is 0 to 9 if that was pressed; each
    is told once, and to be acted on before anything else is drawn, where Streamlit may break off a
    run. ``spoken`` is the number of the
    last utterance whose words were begun, aloud or as a caption; 0 before the first. ``voices``
    tells whether this machine has a voice that works, ``wake`` whether the screen is kept on; None
    while it is not known. ``error`` is the browser's name for what last went wrong with the sound,
    such as ``not-allowed`` before anything was clicked.
    """

    key: Key | None = None
    digit: int | None = None
    spoken: int = 0
    voices: bool | None = None
    error: str = ""
    wake: bool | None = None

    @property
    def command(self) -> Command | None:
        """What the pressed key asks for, if one was pressed."""
        return self.key.command if self.key else None


def voice(  # noqa: PLR0913 - one keyword for each thing that is told
    *,
    utterances: Sequence[Utterance],
    settings: VoiceSettings,
    active: bool,
    words: Words,
    key: str = "voice",
    now_s: float = math.nan,
    test: int = 0,
    wordless: Collection[str] = (),
) -> VoiceEvents:
    """Say what is new among the last utterances; return what the browser told since.

    To be called at each run of one place of the page, best a fragment of its own, from before the
    first utterance on: what was there at the first call of a visit has been said before, and is
    not said again. A guide that begins anew, with numbers from 1, is noticed.

    Parameters
    ----------
    utterances
        The newest few, by growing number; those already said may be among them.
    settings
        How loud, fast and large.
    active
        Whether a set runs: keys are listened to and the screen is kept on.
    words
        What the voice says when it is tried, and what it is called.
    key
        Names this voice; a page has one.
    now_s
        The time of the newest frame, on the utterances' clock, from which their age is known; NaN
        where it isn't, and then they count as made when they are first handed over.
    test
        How often "Try the voice" was clicked; each time it grows, a sentence is said.
    wordless
        Texts that are told by their tone alone.
    """
    series = _following(key, utterances)
    asked = {
        "key": key,
        "series": series.token,
        "since": series.since,
        "utterances": [
            _plain(said, left_s, spoken=said.text not in wordless)
            for said, left_s in _still_good(utterances, now_s)
        ],
        "active": active,
        "test": test,
        "test_text": words("voice-try"),
        "name": words("voice-captions"),
        **asdict(settings),
    }
    result = _component()(
        key=key,
        data=asked,
        on_report_change=_nothing,
        on_pressed_change=partial(_keep_pressed, key),
    )
    return _events(key, series.token, result.get("report"))


@cache
def _component() -> ComponentRenderer:
    """Return the component, made at its first use: importing a module registers nothing."""
    files = resources.files("formcheck.app.voice")
    return st.components.v2.component(
        "formcheck_voice",
        html=MARKUP,
        css=files.joinpath("voice.css").read_text("utf-8"),
        js="\n".join(files.joinpath(name).read_text("utf-8") for name in SCRIPTS),
    )


@dataclass(frozen=True, slots=True)
class _Series:
    """Utterances numbered together.

    ``since`` is the number up to which they were said before; ``newest`` is the newest seen.
    """

    token: str
    since: int
    newest: Utterance | None

    def goes_on_with(self, utterances: Sequence[Utterance]) -> bool:
        """Return whether these come after what was seen, rather than from another guide."""
        if self.newest is None or not utterances:
            return True
        if utterances[-1].number < self.newest.number:
            return False
        same = [said for said in utterances if said.number == self.newest.number]
        return not same or same[-1] == self.newest


def _following(key: str, utterances: Sequence[Utterance]) -> _Series:
    """Return the series these belong to; it is kept for the visit."""
    name = f"{key}_series"
    known: _Series | None = st.session_state.get(name)
    newest = utterances[-1] if utterances else None
    returned = key not in st.session_state  # Streamlit forgets what a page no longer shows
    if known is None or not known.goes_on_with(utterances):
        heard = newest.number if known is None and newest else 0
        known = _Series(uuid.uuid4().hex, heard, newest)
    else:
        since = newest.number if returned and newest else known.since
        known = _Series(known.token, since, newest or known.newest)
    st.session_state[name] = known
    return known


def _still_good(utterances: Sequence[Utterance], now_s: float) -> list[tuple[Utterance, float]]:
    """Return those still worth saying, each with the seconds left to begin it."""
    left = []
    for said in utterances:
        age_s = now_s - said.time_s
        left_s = said.good_for_s - (max(age_s, 0.0) if math.isfinite(age_s) else 0.0)
        if left_s > 0.0:
            left.append((said, min(left_s, LONGEST_S)))
    return left


def _plain(said: Utterance, left_s: float, *, spoken: bool) -> dict[str, object]:
    return {
        "number": said.number,
        "text": said.text if spoken else "",
        "tone": said.tone if spoken else said.tone or said.instead,
        "instead": said.instead,
        "urgent": said.urgent,
        "left_s": left_s,
    }


def _events(key: str, series: str, report: object) -> VoiceEvents:
    """Return what was told; ``report`` is the browser's, None before the first."""
    pressed = st.session_state.pop(f"{key}_pressed", None)
    told = report if isinstance(report, Mapping) else {}
    digit = int(pressed) if pressed and pressed.isdigit() else None
    return VoiceEvents(
        key=Key(pressed) if pressed and digit is None else None,
        digit=digit,
        spoken=int(told.get("spoken", 0)) if told.get("series") == series else 0,
        voices=told.get("voices"),
        error=str(told.get("error", "")),
        wake=told.get("wake"),
    )


def _keep_pressed(key: str) -> None:
    """Keep what was pressed until it is handed over: a run may be broken off before that.

    Each press is kept once: Streamlit tells of it again after a run that was broken off.
    """
    press = st.session_state[key].get("pressed")
    if press and press["id"] != st.session_state.get(f"{key}_press_id"):
        st.session_state[f"{key}_press_id"] = press["id"]
        st.session_state[f"{key}_pressed"] = press["key"]


def _nothing() -> None:
    """Let Streamlit hand over the report; what it tells is read at the next call."""
