"""The questions before any exercise.

In: Answers.
Out: A visit that may begin, or the reason why not.
Must not know: What follows from an answer: `offer` decides that.
"""
