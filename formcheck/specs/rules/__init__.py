"""What no single field can know: rules about a whole spec.

In: A spec whose shape is right.
Out: Problems and warnings, each at its place in the file.
Must not know: Bodies: whether one could do it is tried in `specs.trial`.
"""
