"""The page Exercise, from the first questions to the summary.

In: Clicks, and a run's snapshots.
Out: One state of the page at a time.
Must not know: How a set is judged.
"""
