"""The camera's part of the page: placing it, Start, and the running picture."""

import base64
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.app.camera.camera_check import BrowserFacts, trouble
from formcheck.app.camera.placement import show_placement
from formcheck.app.camera.webrtc import camera_stream
from formcheck.app.language import page_words
from formcheck.app.often import drawn_often
from formcheck.app.state.run import Run
from formcheck.app.theme import heading, show_error
from formcheck.errors import FormCheckError
from formcheck.printable import in_html
from formcheck.words.catalogue import Words

__all__ = ["show_camera"]

PICTURE_S: Final = 0.1
"""How often the page fetches the picture of this computer's camera: ten a second look like
movement, and more would take time from the judging."""


def show_camera(run: Run, facts: BrowserFacts, source: int | Path | None) -> bool:
    """Show how to place the camera, and its picture once it is on; return whether it is on.

    Parameters
    ----------
    run
        The exercise.
    facts
        The browser's facts about its cameras.
    source
        This computer's camera, or a recording in its place; None for the browser's camera.
    """
    words, before = page_words(), st.container()
    missing = trouble(facts, words) if source is None and not run.connected else ""
    if missing:
        on = False
    else:
        on = (
            _show_browser_camera(run, words)
            if source is None
            else _show_own_camera(run, source, words)
        )
    if not on:
        with before:
            _show_before(run, missing, words)
    return on


def _show_before(run: Run, missing: str, words: Words) -> None:
    if run.begun:
        st.info(words("camera-go-on-text"), icon=":material/videocam_off:")
    else:
        heading(words("camera-place"))
        show_placement(run.choice.exercise, words)
    if missing:
        st.warning(missing, icon=":material/videocam_off:")
    elif not run.begun:
        st.markdown(words("camera-start-text"))


def _show_browser_camera(run: Run, words: Words) -> bool:
    """Offer the camera where there is room for one more; return whether it is on."""
    try:
        run.make_sure_of_room()
    except FormCheckError as error:
        show_error(error)
        st.button(words("camera-look-again"))  # a place may be free by now
        return False
    stream = camera_stream(run.track, words)
    on = stream.playing or stream.connecting
    if not on:
        run.connecting_s = None
    return on


def _show_own_camera(run: Run, source: int | Path, words: Words) -> bool:
    if run.camera is None or not run.camera.running:
        st.button(words("camera-start"), type="primary", on_click=_start_camera, args=(run, source))
        if run.refused is not None:
            show_error(run.refused)
        return False
    drawn_often(_show_picture, PICTURE_S)(run, words)
    st.button(words("camera-off"), on_click=run.turn_off)
    return True


def _start_camera(run: Run, source: int | Path) -> None:
    try:
        run.use_camera(source)
    except FormCheckError as error:
        run.refused = error


def _show_picture(run: Run, words: Words) -> None:
    picture = run.camera.picture() if run.camera is not None else None
    if picture is not None:
        # Embedded in the page: st.image would keep every picture in memory while the set runs.
        coded = base64.b64encode(picture.jpeg()).decode("ascii")
        alt = in_html(words("camera-picture"))
        st.html(f'<img src="data:image/jpeg;base64,{coded}" alt="{alt}" class="fc-picture">')
