"""Decides what to offer a person today, and why something is held back.

In: A person's answers, the results of their sets, today's date.
Out: Exercises and versions, or reasons with an end.
Must not know: Pages and files.
"""
