"""The language of a browser session, and the words of the pages in it."""

from typing import Final

import streamlit as st

from formcheck.words.catalogue import Language, Words, words_in

__all__ = ["LANGUAGE", "page_words"]

LANGUAGE: Final = "language"
"""Where a session keeps its :class:`~formcheck.words.catalogue.Language`."""


def page_words() -> Words:
    """Return the words in the language of this run's session.

    Pass them to whatever outlives the run, such as a camera's thread.
    """
    language: Language = st.session_state.get(LANGUAGE, Language.ENGLISH)
    return words_in(language)
