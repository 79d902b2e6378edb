"""The pages behind the door, which Streamlit serves for ``formcheck app``.

Streamlit reads this file before it runs it, and serves an ``st.App`` only if this file contains
the literal call: it would silently ignore one imported from elsewhere.
"""

import streamlit as st

from formcheck.app.review.uploads import none_left
from formcheck.app.server.door import MIDDLEWARE
from formcheck.app.server.launch import PAGES
from formcheck.app.server.media import ROUTES

app = st.App(PAGES, middleware=MIDDLEWARE, routes=ROUTES, lifespan=none_left)
