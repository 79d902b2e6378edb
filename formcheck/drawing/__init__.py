"""A moment drawn on a picture, the same live, reviewed and evaluated.

In: A picture and what is known at it.
Out: The picture, drawn on, with the same words and colours everywhere.
Must not know: Files and windows.
"""
