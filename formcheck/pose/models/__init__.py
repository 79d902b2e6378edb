"""Files of pose models: made from their makers' archives, checked, kept.

In: A wheel or a package, fetched or given.
Out: A file of a known hash.
Must not know: How a backend runs a model.
"""

__all__: list[str] = []
