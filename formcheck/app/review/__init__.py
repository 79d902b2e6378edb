"""The page that judges a recorded set.

In: Uploads, which nobody vouches for.
Out: Progress, then the result.
Must not know: How a recording is judged.
"""
