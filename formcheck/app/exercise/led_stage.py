"""A guided exercise on the page: begun with or without a camera, its clip beside what is said."""

from typing import Final

import streamlit as st

from formcheck.app.exercise import transitions
from formcheck.app.exercise.show_me import show_clip
from formcheck.app.state.run import Run
from formcheck.app.state.visit import Visit
from formcheck.app.theme import said_plainly
from formcheck.exercise.spec.guided import SIDE, Guided

__all__ = ["offer_start", "show_led"]

WITHOUT: Final = (
    "You are told what to do, and for how long. It is guided, not judged, so no camera is needed. "
    "With one, it pauses when you leave the picture."
)


def offer_start(visit: Visit) -> None:
    """Offer to begin: without a camera first, since none is needed."""
    st.markdown(WITHOUT)
    with st.container(horizontal=True):
        st.button("Start", type="primary", on_click=transitions.go_live_without, args=(visit,))
        st.button("With the camera", on_click=transitions.go_live, args=(visit,))


def show_led(run: Run, *, calm: bool) -> None:
    """Show how it is done, beneath the clock: the clip, and what will be said in which order.

    ``calm`` is whether the clip waits to be started.
    """
    guided = run.choice.spec.guided
    if guided is None:
        return
    seen, told = st.columns([2, 3], gap="medium")
    with seen:
        show_clip(run.choice, calm=calm)
    lines = "\n".join(f"{n}. {said_plainly(line)}" for n, line in enumerate(_lines(guided), 1))
    told.markdown(lines)
    told.caption("The space bar or a clicker stops it, and goes on again.")


def _lines(guided: Guided) -> list[str]:
    if guided.timer is not None:
        return [guided.begin, guided.timer.say]
    return [guided.begin, *(step.say.replace(SIDE, "left, or right") for step in guided.steps)]
