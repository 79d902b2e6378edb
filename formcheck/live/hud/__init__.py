"""Draws on the live picture: the body, the progress, what is asked, what is not judged.

In: A frame and its guidance.
Out: The frame, drawn on.
Must not know: What comes next.
"""
