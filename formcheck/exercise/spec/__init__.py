"""An exercise as typed values; `specs` reads them from YAML.

In: Fields that pydantic checks one by one.
Out: `ExerciseSpec`.
Must not know: Files, and whether the exercise makes sense as a whole: `specs.rules`.
"""
