"""Which exercise it looks like, where it is not the one that was chosen.

In: Poses and attempts.
Out: The exercise it resembles, or none.
Must not know: Verdicts and cues.
"""
