"""The pages' entry for ``streamlit run app.py``; ``formcheck app`` needs no file.

The call has to stand here: Streamlit looks for it in this very file (see formcheck/app/served.py).
"""

import streamlit as st

from formcheck.app.door import MIDDLEWARE
from formcheck.app.launch import PAGES
from formcheck.app.media import ROUTES
from formcheck.app.uploads import none_left

app = st.App(PAGES, middleware=MIDDLEWARE, routes=ROUTES, lifespan=none_left)
