"""Every text that people read or hear, by id, in Fluent's format.

In: An id and what stands in the text.
Out: A sentence in one language; English where that lacks it.
Must not know: Who says it, and where.
"""
