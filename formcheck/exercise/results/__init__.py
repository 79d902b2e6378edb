"""What comes out: the moment at a pose, the report of a set, reasons and verdicts.

In: What the other rooms found.
Out: Values that are drawn, said, saved and read back.
Must not know: How anything was found.
"""
