"""The page's voice: speech, captions, and the keys that answer.

The browser speaks the words, only with voices that run on this machine: others send the words to
a server. Where there is no such voice, tones and captions replace it.
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
"""The slowest and the fastest pace, 1 being the voice's own: beyond, short cues run into the next
rep, or people no longer understand them (team choice)."""

TEXT_SCALES = (0.5, 3.0)
"""The smallest and the largest scale of captions: twice the size must be possible (WCAG 1.4.4),
and at three times a cue of six words still fits on a laptop (team choice)."""

LONGEST_S = 600.0
"""No utterance of a set is useful for longer; JSON knows no infinity."""

MARKUP = """
<div class="captions" role="group" tabindex="-1">
  <p class="caption" aria-live="polite" aria-atomic="true"></p>
  <p class="caption" aria-live="assertive" aria-atomic="true"></p>
</div>
"""

SCRIPTS = ("voice.js", "voice_speech.js", "voice_tones.js", "voice_keys.js")


class Key(StrEnum):
    """A key pressed while a set runs: a clicker's button or one like it, or a letter."""

    CLICKER = "clicker"
    CONTINUE = "continue"
    FINISH = "finish"
    PAIN = "pain"
    FURTHER_DOWN = "further_down"

    @property
    def command(self) -> Command | None:
        """The key's command; a clicker's is to stop, which a page may interpret otherwise.

        None for a key that answers a question instead.
        """
        if self is Key.FURTHER_DOWN:
            return None
        return Command.STOP if self is Key.CLICKER else Command(self.value)


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Volume, pace and size of words and captions.

    ``volume`` is 0 to 1, of words and tones; ``rate`` 0.7 to 1.3 of the voice's own pace;
    ``muted`` leaves only the captions; ``text_scale`` is 0.5 to 3 of the captions' usual size.
    ``tones_too`` sounds a tone with all words, for people who cannot make the words out.
    ``letter_keys`` lets the letters c, f, p and d and the digits answer; some speech input
    presses these by itself (WCAG 2.1.4).

    Raises
    ------
    UsageError
        A number is outside its range.
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
    """The browser's report.

    ``key`` is the key pressed since the last call, ``digit`` the digit 0 to 9, if any; each comes
    once. Act on it before anything else is drawn, since drawing may break off a run in Streamlit.
    ``spoken`` is the number of the last utterance whose words began, aloud or as a caption; 0
    before the first. ``voices`` is whether this machine has a working voice, ``wake`` whether the
    screen stays on; None while unknown. ``error`` is the browser's name for the last trouble with
    the sound, such as ``not-allowed`` before the first click.
    """

    key: Key | None = None
    digit: int | None = None
    spoken: int = 0
    voices: bool | None = None
    error: str = ""
    wake: bool | None = None

    @property
    def command(self) -> Command | None:
        """The command of the pressed key, if any."""
        return self.key.command if self.key else None


def voice(  # noqa: PLR0913 - one keyword for each thing the voice needs
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
    """Speak the new ones among the last utterances; return the browser's report since then.

    Call this at each run of one place of the page, best a fragment of its own, from before the
    first utterance on: utterances that exist at the first call of a visit count as spoken. It
    notices a new guide, whose numbers begin at 1 again.

    Parameters
    ----------
    utterances
        The newest few, by growing number; some may be spoken already.
    settings
        Volume, pace and size.
    active
        Whether a set runs: the page then listens to keys and keeps the screen on.
    words
        The words of "Try the voice", and the captions' name.
    key
        Names this voice; a page has one.
    now_s
        The newest frame's time on the utterances' clock, which gives their age; NaN if unknown:
        they then count as made when first passed.
    test
        How often "Try the voice" was clicked; the voice says a sentence each time this grows.
    wordless
        Texts replaced by their tone.
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

    ``since`` is the number of the last one already spoken; ``newest`` is the newest seen.
    """

    token: str
    since: int
    newest: Utterance | None

    def goes_on_with(self, utterances: Sequence[Utterance]) -> bool:
        """Return whether these follow the newest seen, rather than come from another guide."""
        if self.newest is None or not utterances:
            return True
        if utterances[-1].number < self.newest.number:
            return False
        same = [said for said in utterances if said.number == self.newest.number]
        return not same or same[-1] == self.newest


def _following(key: str, utterances: Sequence[Utterance]) -> _Series:
    """Return the series of these utterances; the visit keeps it."""
    name = f"{key}_series"
    known: _Series | None = st.session_state.get(name)
    newest = utterances[-1] if utterances else None
    returned = key not in st.session_state  # Streamlit forgets hidden controls
    if known is None or not known.goes_on_with(utterances):
        heard = newest.number if known is None and newest else 0
        known = _Series(uuid.uuid4().hex, heard, newest)
    else:
        since = newest.number if returned and newest else known.since
        known = _Series(known.token, since, newest or known.newest)
    st.session_state[name] = known
    return known


def _still_good(utterances: Sequence[Utterance], now_s: float) -> list[tuple[Utterance, float]]:
    """Return the utterances still worth saying, each with the seconds left to begin it."""
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
    """Return the events of the browser's ``report``, None before the first."""
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
    """Keep a pressed key until it is returned: Streamlit may break off a run before that.

    Each press is kept once: Streamlit reports it again after a broken-off run.
    """
    press = st.session_state[key].get("pressed")
    if press and press["id"] != st.session_state.get(f"{key}_press_id"):
        st.session_state[f"{key}_press_id"] = press["id"]
        st.session_state[f"{key}_pressed"] = press["key"]


def _nothing() -> None:
    """Let Streamlit pass on the report, which the next call reads."""
