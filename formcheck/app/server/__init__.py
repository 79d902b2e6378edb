"""The server around the pages: start, door, media, settings, temporary folders.

In: Requests from this computer.
Out: Pages and media, to their own session alone.
Must not know: What the pages show.
"""
