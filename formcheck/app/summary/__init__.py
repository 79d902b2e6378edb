"""The summary of a finished set, in the order in which a person reads it.

In: Reports.
Out: Words, pictures, one change for next time.
Must not know: How it was judged.
"""
