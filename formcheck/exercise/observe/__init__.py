"""From a pose to a reading: calibrated measures, how far the movement has gone, interruptions.

In: Poses and what is known of the person.
Out: A `Reading` for each pose; interruptions.
Must not know: Limits and verdicts.
"""
