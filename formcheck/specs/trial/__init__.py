"""Tries a spec with stick figures before anybody exercises by it.

In: A spec that keeps the rules.
Out: Demands that nobody could meet, and checks that would never judge.
Must not know: Files.
"""
