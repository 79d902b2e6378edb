"""The common look and tone of the pages: frame, headings, notes and errors."""

from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.errors import FormCheckError
from formcheck.printable import printable

__all__ = ["ASSETS", "heading", "said_plainly", "set_up", "show_error"]

ASSETS: Final = Path(__file__).with_name("assets")

_MARKDOWN: Final = r"\`*_{}[]()<>#+-.!|$:~&"
"""Characters with a meaning in Streamlit's Markdown, formulas and icons included."""


def set_up() -> None:
    """Give the page its title, icon, logo and style; call this before anything else is shown."""
    st.set_page_config(
        page_title="formcheck",
        page_icon=str(ASSETS / "icon.svg"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.html(ASSETS / "formcheck.css")
    st.logo(str(ASSETS / "logo.svg"), size="large", icon_image=str(ASSETS / "icon.svg"))


def heading(title: str, lead: str = "") -> None:
    """Show a page's title, and its purpose in a sentence."""
    st.title(title, anchor=False)
    if lead:
        st.markdown(lead)


def said_plainly(text: str) -> str:
    """Return a text escaped so that Markdown shows it literally: names may contain anything.

    The text stays one line and loads no picture, so that showing it sends no request. An address
    in it still becomes a link, which the browser follows only when clicked.
    """
    shown = printable(text)
    return "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in shown)


def show_error(error: FormCheckError) -> None:
    """Show an error in three calm parts: what happened, where, and what to do."""
    what = error.what[:1].upper() + error.what[1:]
    lines = [f"**{said_plainly(line)}**" for line in what.split("\n")]
    if error.where:
        lines.append(said_plainly(error.where))
    if error.to_do:
        to_do = error.to_do.rstrip(".")
        lines.append(f"{said_plainly(to_do)}.")
    st.warning("  \n".join(lines), icon=":material/info:")
