"""The page on privacy, on limits, and on when not to exercise.

In: The person's data on this computer.
Out: A page, and the way to delete all data.
Must not know: Exercises.
"""
