"""The pages in the browser: the only room that knows Streamlit.

In: What a person clicks, answers and holds into the camera.
Out: Pages; one folder each, `state` and `server` below them.
Must not know: How anything is judged or decided: it is asked for and shown.
"""
