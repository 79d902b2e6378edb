"""A pose as a value: 33 landmarks, the side that is seen, the turn, the picture's quality.

In: Landmarks that somebody found, or a recording of them.
Out: `Pose`, on which everything else is built; smoothed landmarks; yaw.
Must not know: Images, models, exercises.
"""
