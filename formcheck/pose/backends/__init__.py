"""The networks that find people, each behind the same face.

In: An image.
Out: People with landmarks, perhaps a mask, and the profile of the network's errors.
Must not know: Which person to follow: the estimator decides that.
"""

__all__: list[str] = []
