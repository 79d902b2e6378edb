"""Rules about a whole spec, which no single field can know.

In: A spec of the right shape.
Out: Problems and warnings, each at its place in the file.
Must not know: Bodies: `specs.trial` tries whether one could do it.
"""
