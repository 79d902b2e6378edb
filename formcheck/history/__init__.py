"""The person's data on this computer, and its deletion.

In: Answers, sets as they happen, pictures of faults.
Out: The same, read back; nothing at all after deletion.
Must not know: Pages and cameras.
"""
