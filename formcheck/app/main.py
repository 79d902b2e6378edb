"""The pages and their navigation; ``formcheck app`` and the top-level ``app.py`` run this."""

import streamlit as st

from formcheck.app.about import page as about_page
from formcheck.app.catalogue import page as exercises_page
from formcheck.app.exercise import page as live_page
from formcheck.app.language import page_words
from formcheck.app.review import page as review_page
from formcheck.app.server.tidy import tidy_up
from formcheck.app.theme import set_up, show_error
from formcheck.errors import FormCheckError

__all__ = ["show"]


def show() -> None:
    """Show the chosen page, and the navigation to the others."""
    set_up()
    tidy_up()
    words = page_words()
    chosen = st.navigation(
        [
            st.Page(
                live_page.show,
                title=words("page-exercise"),
                icon=":material/self_improvement:",
                url_path="exercise",
                default=True,
            ),
            st.Page(
                review_page.show,
                title=words("page-review"),
                icon=":material/smart_display:",
                url_path="review",
            ),
            st.Page(
                exercises_page.show,
                title=words("page-exercises"),
                icon=":material/menu_book:",
                url_path="exercises",
            ),
            st.Page(
                about_page.show,
                title=words("page-about"),
                icon=":material/info:",
                url_path="about",
            ),
        ]
    )
    st.set_page_config(page_title=words("page-title", page=chosen.title))
    try:
        chosen.run()
    except FormCheckError as error:  # an error that the page itself did not handle
        show_error(error)


if __name__ == "__main__":
    show()
