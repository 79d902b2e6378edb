"""Analyses recorded sets, draws them and writes each to its own folder.

In: A video or poses, and an exercise.
Out: Report, tables and an annotated video, each whole or not there.
Must not know: The terminal and the pages that show the progress.
"""
