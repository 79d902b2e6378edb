"""A guided exercise on the page: its start, with or without a camera, and its clip and words."""

import streamlit as st

from formcheck.app.exercise import transitions
from formcheck.app.exercise.show_me import show_clip
from formcheck.app.language import page_words
from formcheck.app.state.run import Run
from formcheck.app.state.visit import Visit
from formcheck.app.theme import said_plainly
from formcheck.exercise.spec.guided import SIDE, Guided
from formcheck.words.catalogue import Words

__all__ = ["offer_start", "show_led"]


def offer_start(visit: Visit) -> None:
    """Offer to begin, first without a camera, since none is needed."""
    words = page_words()
    st.markdown(words("led-text"))
    with st.container(horizontal=True):
        begin = transitions.go_live_without
        st.button(words("led-start"), type="primary", on_click=begin, args=(visit,))
        st.button(words("led-with-camera"), on_click=transitions.go_live, args=(visit,))


def show_led(run: Run, *, calm: bool) -> None:
    """Show the clip beneath the clock, and the spoken words in their order.

    With ``calm`` the clip waits for a click.
    """
    guided = run.choice.spec.guided
    if guided is None:
        return
    words = page_words()
    seen, told = st.columns([2, 3], gap="medium")
    with seen:
        show_clip(run.choice, calm=calm)
    lines = "\n".join(
        f"{n}. {said_plainly(line)}" for n, line in enumerate(_lines(guided, words), 1)
    )
    told.markdown(lines)
    told.caption(words("led-keys"))


def _lines(guided: Guided, words: Words) -> list[str]:
    if guided.timer is not None:
        return [guided.begin, guided.timer.say]
    either = words("led-side-either")
    return [guided.begin, *(step.say.replace(SIDE, either) for step in guided.steps)]
