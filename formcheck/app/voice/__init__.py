"""The page's voice and its keys.

In: What is to be said.
Out: Speech, tones and captions in the browser; keys pressed.
Must not know: Why it is said.
"""
