"""Parts of a page that are drawn again by themselves, between others that are not."""

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

THE_PAGE = """
import streamlit as st
from formcheck.app.often import drawn_often


def part(word):
    st.text(word)
    st.text("and more")


st.text("before")
drawn_often(part, {every})("again")
st.text("after")
"""


def test_what_is_drawn_often_leaves_no_gap_where_it_is_dropped() -> None:
    """It lies within an element that is not drawn again, which what follows comes after."""
    at = AppTest.from_string(THE_PAGE.format(every=0.5)).run()

    assert not at.exception
    told = [type(each).__name__ for each in at.main.children.values()]
    assert told == ["Text", "Block", "Text"]
    [place] = [each for each in at.main.children.values() if isinstance(each, Block)]
    assert [each.value for each in place.text] == ["again", "and more"]


def test_what_is_drawn_once_stands_where_it_stood() -> None:
    """Whether a part is drawn again changes nothing of the page but that."""
    at = AppTest.from_string(THE_PAGE.format(every=None)).run()

    assert [each.value for each in at.text] == ["before", "again", "and more", "after"]
