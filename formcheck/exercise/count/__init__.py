"""From readings to reps and holds, with the times of their phases.

In: How far the movement is, reading by reading.
Out: Spans: reps, holds, and attempts that were neither.
Must not know: Whether they were done well.
"""
