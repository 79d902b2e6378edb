"""Judges every recording by every exercise.

In: Kept poses.
Out: The results of recordings by exercises that they do not show.
Must not know: Labels, beyond the exercise.
"""
