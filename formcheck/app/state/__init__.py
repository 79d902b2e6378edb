"""Where somebody is on the Exercise page, and what they chose and did.

In: Choices and finished sets.
Out: One visit, one run.
Must not know: How it looks.
"""
