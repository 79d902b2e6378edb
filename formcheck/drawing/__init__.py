"""A moment drawn on a picture, the same live, reviewed and evaluated.

In: A picture and its moment.
Out: The same picture with the drawing, in the same words and colours everywhere.
Must not know: Files and windows.
"""
