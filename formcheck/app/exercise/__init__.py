"""The page Exercise: from the questions before to the summary after.

In: Clicks, and what a run tells.
Out: One state of the page at a time.
Must not know: How a set is judged.
"""
