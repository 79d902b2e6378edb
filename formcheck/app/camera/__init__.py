"""The browser's camera and its placing.

In: Frames over WebRTC.
Out: Frames for the judging.
Must not know: Exercises, beyond where to stand.
"""
