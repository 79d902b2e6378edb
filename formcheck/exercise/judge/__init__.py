"""From the readings of a rep or hold to verdicts.

In: Spans with their readings, and a spec's checks.
Out: A finding for every check: its value, its error, its verdict or why there is none.
Must not know: What is said about a finding, and to whom.
"""
