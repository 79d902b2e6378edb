"""The pages in the browser: the only room that knows Streamlit.

In: A person's clicks, answers and camera.
Out: Pages; one folder each, `state` and `server` below them.
Must not know: How anything is judged or decided: other rooms do that, the pages show it.
"""
