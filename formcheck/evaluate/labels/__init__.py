"""What is known of a clip beforehand.

In: Labels made by eye, or truth that was rendered.
Out: One kind of truth for both.
Must not know: What was found.
"""
