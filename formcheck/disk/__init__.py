"""Files as formcheck handles them: named, held, written whole, and a disk's refusals, in words.

In: Paths from the user.
Out: Contents, or an error with what to do.
Must not know: What is in the files.
"""
