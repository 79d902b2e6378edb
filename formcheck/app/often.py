"""Parts of a page that redraw themselves at an interval."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

__all__ = ["drawn_often"]

P = ParamSpec("P")


def drawn_often(part: Callable[P, None], every_s: float | None) -> Callable[P, None]:
    """Return a function that draws a part of a page every ``every_s`` seconds; once for None.

    The part gets a container of its own. When a part is drawn again, Streamlit (1.67) drops its
    unsent elements of the last drawing, and keeps those drawn after it: without the container, the
    browser finds one element too few, and shows nothing more until the page is reloaded.
    """

    def draw(*args: P.args, **kwargs: P.kwargs) -> None:
        with st.container():
            st.fragment(part, run_every=every_s)(*args, **kwargs)

    return draw
