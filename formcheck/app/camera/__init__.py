"""The browser's camera and where to place it.

In: Frames over WebRTC.
Out: Frames for whoever judges them.
Must not know: Exercises, beyond where to stand.
"""
