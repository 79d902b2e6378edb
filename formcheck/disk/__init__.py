"""Files as formcheck handles them: named, held, written whole, and what a disk refuses, in words.

In: Paths that somebody gave.
Out: Contents, or an error that says what to do.
Must not know: What is in the files.
"""
