"""Every text that people read or hear, by id, in Fluent's format.

In: An id and the text's arguments.
Out: A sentence in one language; English where that lacks it.
Must not know: Where a text appears.
"""
