"""Exercise specs as files: read, checked, tried, listed, varied, begun.

In: YAML by any author.
Out: `ExerciseSpec`, or all its mistakes, line by line.
Must not know: Videos, models, people.
"""
