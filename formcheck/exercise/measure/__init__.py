"""Measures of a body: name, zero, sign, error and formula of each.

In: A pose.
Out: Numbers in the body's own plane.
Must not know: Specs, limits, time.
"""
