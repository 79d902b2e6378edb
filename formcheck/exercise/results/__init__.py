"""The results: the moment at a pose, the report of a set, reasons and verdicts.

In: The findings of the other rooms.
Out: Values to draw, say, save and read back.
Must not know: How anything was found.
"""
