"""The pages behind the door, as ``formcheck app`` has Streamlit serve them.

Streamlit reads this file before it runs it, and serves what ``st.App`` makes only where the call
stands here in so many words: imported from elsewhere, it would be passed over without a word.
"""

import streamlit as st

from formcheck.app.door import MIDDLEWARE
from formcheck.app.launch import PAGES
from formcheck.app.media import ROUTES
from formcheck.app.uploads import none_left

app = st.App(PAGES, middleware=MIDDLEWARE, routes=ROUTES, lifespan=none_left)
