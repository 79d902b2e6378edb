"""The networks that find people, each behind the same face.

In: An image.
Out: People with landmarks, perhaps a mask, and the profile of what the network is off by.
Must not know: Whom to follow: that is the estimator.
"""

__all__: list[str] = []
