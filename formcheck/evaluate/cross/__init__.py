"""Every recording judged by every exercise.

In: Kept poses.
Out: What came of recordings by exercises that are not theirs.
Must not know: Labels, beyond the exercise.
"""
