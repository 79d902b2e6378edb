"""Exercise specs as files: read, checked, listed, varied, begun."""
