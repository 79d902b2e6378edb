"""From a pose to a reading: calibrated measures, how far the movement is, what is unsafe.

In: Poses and what is known of the person.
Out: A `Reading` a pose; interruptions.
Must not know: Limits and verdicts.
"""
