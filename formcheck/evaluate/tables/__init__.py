"""An evaluation as tables, in the terminal and in `docs/accuracy.md`.

In: Numbers.
Out: Rows of words.
Must not know: Clips.
"""
