"""A spec tried with stick figures before anybody exercises by it.

In: A spec that keeps the rules.
Out: What nobody could do, or what would never be judged.
Must not know: Files.
"""
