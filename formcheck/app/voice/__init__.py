"""The page's voice and its keys.

In: Utterances.
Out: Speech, tones and captions in the browser; keys pressed.
Must not know: The reasons for an utterance.
"""
