"""The page on privacy, on limits, and on when not to exercise.

In: What is kept on this computer.
Out: A page, and the way to delete it all.
Must not know: Exercises.
"""
