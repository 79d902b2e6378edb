"""The page on which a recorded set is judged.

In: Uploads, which nobody vouches for.
Out: Progress, then what came of it.
Must not know: How it is judged.
"""
