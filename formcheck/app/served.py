"""The pages behind the door, as ``formcheck app`` has Streamlit serve them.

Streamlit reads this file before it runs it, and serves what ``st.App`` makes only where the call
stands here in so many words: imported from elsewhere, it would be passed over without a word.
"""

import streamlit as st

from formcheck.app.review.uploads import none_left
from formcheck.app.server.door import MIDDLEWARE
from formcheck.app.server.launch import PAGES
from formcheck.app.server.media import ROUTES

app = st.App(PAGES, middleware=MIDDLEWARE, routes=ROUTES, lifespan=none_left)
