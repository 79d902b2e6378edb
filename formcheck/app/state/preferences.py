"""The person's settings for speech and display; kept in the person's file."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from formcheck.app.language import page_words
from formcheck.app.voice.voice import RATES, VoiceSettings
from formcheck.history.person_file import Preferences
from formcheck.live.hud.hud import HudOptions
from formcheck.words.catalogue import Words

__all__ = ["look_of", "show_preferences", "style_page", "voice_of"]

VOLUME: Final = "preferred_volume"
TIMES: Final = "preferred_times"
"""How often the controls were reset: under its old name, a control keeps its clicked value."""
FIRST: Final = "preferred_first"
SEEN: Final = "preferred_seen"
"""The settings in the file when the page was last shown, to notice another window's changes."""

TEXT_SIZES: Final = {
    1.0: "preferences-size-usual",
    1.25: "preferences-size-larger",
    1.5: "preferences-size-large",
    2.0: "preferences-size-double",
}
"""Up to twice the size, as WCAG 1.4.4 demands."""

HIGH_CONTRAST: Final = """
.stApp, .stApp p, .stApp li, .stApp h1, .stApp h2, .stApp h3, .stApp label {
  color: light-dark(#000, #fff) !important; opacity: 1 !important;
}
.stApp, .stApp header { background: light-dark(#fff, #000) !important; }
.stApp button, .stApp input, .stApp [data-testid=stAlertContainer] {
  outline: 1px solid light-dark(#000, #fff);
}
.stApp button[kind^=primary] p { color: #fff !important; }
"""

PACES: Final = {
    0.7: "preferences-pace-slow",
    0.85: "preferences-pace-unhurried",
    1.0: "preferences-pace-usual",
    1.15: "preferences-pace-brisk",
    1.3: "preferences-pace-fast",
}
"""Texts of the paces on offer, by their value."""


def show_preferences(
    settings: Preferences, keep: Callable[[Preferences], bool], try_voice: Callable[[], None]
) -> Preferences:
    """Show the settings' controls and return the current settings.

    ``keep`` gets changed settings, and returns whether it saved them. Changes and deletions in
    another window take effect here, and are not undone.
    """
    first, words = _first(settings), page_words()
    times = st.session_state[TIMES]
    with st.popover(words("preferences"), icon=":material/tune:"):
        volume = st.slider(
            words("preferences-volume"),
            0,
            100,
            round(100 * first.volume),
            10,
            key=f"{VOLUME}_{times}",
        )
        rate = _one_of(words, "preferences-pace", PACES, first.rate, times)
        muted = _toggle(words, "preferences-muted", first.muted, times)
        less = _toggle(words, "preferences-less", first.reduced_talk, times)
        st.button(words("preferences-try"), icon=":material/volume_up:", on_click=try_voice)
        size = _one_of(words, "preferences-size", TEXT_SIZES, first.text_scale, times)
        contrast = _toggle(words, "preferences-contrast", first.high_contrast, times)
        plain = _toggle(words, "preferences-plain", not first.colour, times)
    chosen = settings.model_copy(
        update={
            "volume": volume / 100,
            "rate": rate,
            "muted": muted,
            "reduced_talk": less,
            "text_scale": size,
            "high_contrast": contrast,
            "colour": not plain,
        }
    )
    if chosen != settings and keep(chosen):
        st.session_state[SEEN] = chosen
    return chosen


def style_page(settings: Preferences) -> None:
    """Give the whole page the chosen size of letters and contrast."""
    rules = [f":root {{ font-size: {settings.text_scale * 100:.0f}% !important; }}"]
    if settings.high_contrast:
        rules.append(HIGH_CONTRAST)
    st.html(f"<style>{' '.join(rules)}</style>")


def _first(settings: Preferences) -> Preferences:
    """Return the controls' first values; reset the controls if the file changed elsewhere."""
    state = st.session_state
    elsewhere = state.get(SEEN, settings) != settings
    if elsewhere or FIRST not in state or f"{VOLUME}_{state[TIMES]}" not in state:
        state[FIRST] = settings
        state[TIMES] = state.get(TIMES, 0) + 1
    state[SEEN] = settings
    first: Preferences = state[FIRST]
    return first


def voice_of(
    settings: Preferences, *, loud: bool = False, tones_too: bool = False
) -> VoiceSettings:
    """Return the voice's settings; with ``loud``, at full volume, for a person who heard nothing.

    :func:`style_page` already scales the captions: a second scale would make twice four times.
    """
    slowest, fastest = RATES
    return VoiceSettings(
        volume=1.0 if loud else settings.volume,
        rate=min(max(settings.rate, slowest), fastest),
        muted=settings.muted,
        high_contrast=settings.high_contrast,
        tones_too=tones_too,
    )


def look_of(settings: Preferences) -> HudOptions:
    """Return the options for drawing on the picture."""
    return HudOptions(
        high_contrast=settings.high_contrast,
        colour=settings.colour,
        text_scale=settings.text_scale,
    )


def _toggle(words: Words, name: str, value: bool, times: int) -> bool:
    return st.toggle(words(name), value, key=f"{name} {times}")


def _one_of(
    words: Words, name: str, offered: Mapping[float, str], value: float, times: int
) -> float:
    """Ask for one of a few values; a value between them is shown as the nearest."""
    nearest = min(offered, key=lambda known: abs(known - value))
    return st.select_slider(
        words(name),
        list(offered),
        nearest,
        format_func=lambda each: words(offered[each]),
        key=f"{name} {times}",
    )
