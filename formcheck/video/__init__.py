"""Frames of recordings, upright, square and with true times.

In: An untrusted file.
Out: Frames one by one, each with its time; videos written whole or not at all.
Must not know: What is in a frame. A process of its own reads each file and may fail without harm.
"""
