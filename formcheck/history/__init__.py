"""What is kept of a person on this computer, and how to be rid of it.

In: Answers, sets as they happen, pictures of faults.
Out: The same, read back; nothing at all once it is deleted.
Must not know: Pages and cameras.
"""
