"""From findings to the one thing to say.

In: Judged reps and holds.
Out: At most one cue at a time; what could not be judged, said once.
Must not know: Voices and screens.
"""
