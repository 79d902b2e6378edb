"""Whether the person is seen well enough, and what to say if not.

In: Poses.
Out: The view, what is missing from the picture, one piece of advice at a time.
Must not know: Which exercise it is, beyond the parts that have to be seen.
"""
