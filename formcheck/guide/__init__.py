"""Guiding somebody through an exercise, hands-free: what is said and shown, frame by frame.

In: Moments, and the time that comes with them.
Out: `Guidance` a frame.
Must not know: Cameras, voices, screens, clocks.
"""
