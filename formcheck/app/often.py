"""Parts of a page that are drawn again by themselves, every so often."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

__all__ = ["drawn_often"]

P = ParamSpec("P")


def drawn_often(part: Callable[P, None], every_s: float | None) -> Callable[P, None]:
    """Return what draws a part of a page, and again every so many seconds; once where that is None.

    It has a place of its own. When such a part is drawn again, Streamlit (1.67) drops what of its
    last drawing has not been sent, and keeps what was drawn after it: side by side, the browser
    finds one too few elements there, and shows nothing more until the page is loaded anew.
    """

    def draw(*args: P.args, **kwargs: P.kwargs) -> None:
        with st.container():
            st.fragment(part, run_every=every_s)(*args, **kwargs)

    return draw
