"""From a person's mask to the line of the back, and how far it can be trusted.

In: A mask and the pose it belongs to.
Out: Rays that meet the back's outline, each with its quality.
Must not know: Exercises, and how a back should look: `exercise.back` does.
"""
