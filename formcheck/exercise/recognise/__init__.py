"""Which exercise a set looks like, if it is not the chosen one.

In: Poses and attempts.
Out: The exercise it resembles, or none.
Must not know: Verdicts and cues.
"""
