"""Guides a person through an exercise, hands-free: what to say and show, frame by frame.

In: Moments, and the time that comes with them.
Out: One `Guidance` for each frame.
Must not know: Cameras, voices, screens, clocks.
"""
