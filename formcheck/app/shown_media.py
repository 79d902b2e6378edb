"""Shows a person's pictures, recordings and files on the pages."""

import html
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from formcheck.app.server.media import Offer, Shelf

__all__ = ["new_shelf", "own_shelf", "show_downloads", "show_picture", "show_video"]

NOWHERE: Final = "http://localhost"
"""Replaces our own origin where no browser asks, as in tests."""


def new_shelf() -> Shelf:
    """Return a shelf that stays open as long as this page is connected."""
    return Shelf(_is_open())


@st.cache_resource(scope="session", show_spinner=False, on_release=Shelf.close)
def own_shelf() -> Shelf:
    """Return the shelf of this session's page; it goes when the page is closed."""
    return new_shelf()


def _is_open() -> Callable[[], bool]:
    context = get_script_run_ctx()
    session = "" if context is None else context.session_id

    def is_open() -> bool:
        return runtime.exists() and runtime.get_instance().is_active_session(session)

    return is_open


def show_video(shelf: Shelf, video: Path, alt: str) -> None:
    """Show a recording."""
    st.video(_address(shelf, Offer(video, "recording.mp4", "video/mp4")), alt=alt)


def show_picture(
    place: DeltaGenerator, shelf: Shelf, jpeg: bytes, alt: str, caption: str | None = None
) -> None:
    """Show a picture as wide as its place."""
    address = _address(shelf, Offer(jpeg, "picture.jpg", "image/jpeg"))
    place.image(address, caption=caption, width="stretch", alt=alt)


def _address(shelf: Shelf, offer: Offer) -> str:
    """Return the whole address: Streamlit takes one that begins with a slash for a file.

    The origin comes from the page's WebSocket; the door has checked that it is ours.
    """
    return st.context.headers.get("Origin", NOWHERE) + shelf.address(offer)


def show_downloads(shelf: Shelf, offers: Iterable[tuple[str, Offer]]) -> None:
    """Show a row of links with their words; each saves an offer under its name."""
    links = "".join(
        f'<a class="fc-save" download href="{html.escape(shelf.address(offer))}">'
        f"{html.escape(words)}</a>"
        for words, offer in offers
    )
    st.html(f'<div class="fc-saves">{links}</div>')
