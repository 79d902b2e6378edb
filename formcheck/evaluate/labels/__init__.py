"""The labels and truth of clips.

In: Labels made by eye, or the truth of rendered clips.
Out: One kind of truth for both.
Must not know: Reports.
"""
