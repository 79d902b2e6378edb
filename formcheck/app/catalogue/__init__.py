"""The pages about each exercise: what it is, how to film it, and its checks.

In: Specs.
Out: Words, clips and stills.
Must not know: Its reader.
"""
