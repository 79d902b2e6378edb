"""Compares reports with labels, clip by clip and summed up.

In: Truth and reports.
Out: Numbers, written as JSON and read back unchanged.
Must not know: How tables and pages show them.
"""
