"""Found held against labelled, clip by clip and summed up.

In: Truth and reports.
Out: Numbers that are written as JSON and read back unchanged.
Must not know: How anything is shown.
"""
