"""Recorded sets: analysed, drawn, written to a folder of their own.

In: A video or poses, and an exercise.
Out: Report, tables and an annotated video, each whole or not there.
Must not know: The terminal and the pages that show how far it is.
"""
