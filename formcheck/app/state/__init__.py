"""The state of the Exercise page: its step, choices and sets.

In: Choices and finished sets.
Out: One visit, one run.
Must not know: How the page looks.
"""
