"""The camera's side of the live page: frames in, pictures out.

In: Frames of a camera.
Out: The picture to be shown, and a snapshot of what is going on.
Must not know: Streamlit.
"""
