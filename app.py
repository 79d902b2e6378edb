"""The pages' entry for ``streamlit run app.py``; ``formcheck app`` needs no file.

The call has to stand here: Streamlit looks for it in this very file (see formcheck/app/served.py).
"""

import streamlit as st

from formcheck.app.review.uploads import none_left
from formcheck.app.server.door import MIDDLEWARE
from formcheck.app.server.launch import PAGES
from formcheck.app.server.media import ROUTES

app = st.App(PAGES, middleware=MIDDLEWARE, routes=ROUTES, lifespan=none_left)
