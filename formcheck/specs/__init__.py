"""Exercise specs as files: read, checked, tried, listed, varied, begun.

In: YAML that anybody wrote.
Out: `ExerciseSpec`, or everything that is wrong with it, line by line.
Must not know: Videos, models, people.
"""
