"""What is measured of a body: names, zero, sign, error and formula of every measure.

In: A pose.
Out: Numbers in the body's own plane.
Must not know: Specs, limits, time.
"""
