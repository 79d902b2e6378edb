"""Frames of recordings, upright, square and with true times.

In: A file nobody vouches for.
Out: Frames one by one, each with its time; videos written whole or not at all.
Must not know: What is in a frame. A file is read in a process of its own, which may fail without
  harm.
"""
