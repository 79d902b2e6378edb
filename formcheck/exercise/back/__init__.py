"""How far a back is bent, from its outline: the only place that knows backs.

In: Outlines, and how this person's back looked before.
Out: A bend in degrees with its error, or why there is none.
Must not know: Exercises and limits.
"""
