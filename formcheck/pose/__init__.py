"""From images to poses: the one room that runs a model.

In: Frames with times.
Out: One `Pose` a frame, of the followed person.
Must not know: Exercises and verdicts. Only a backend imports mediapipe.
"""
