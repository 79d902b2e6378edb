"""Files of pose models: made from what their makers publish, checked, kept.

In: A wheel or a package, fetched or given.
Out: A file whose hash is known.
Must not know: How a model is run.
"""

__all__: list[str] = []
