"""The camera's side of the live page: frames in, pictures out.

In: Frames of a camera.
Out: The picture to show, and a snapshot of the exercise.
Must not know: Streamlit.
"""
