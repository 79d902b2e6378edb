"""What somebody is offered today, and why something is held back.

In: A person's answers, what came of their sets, today's date.
Out: Exercises and versions, or reasons with an end.
Must not know: Pages and files.
"""
