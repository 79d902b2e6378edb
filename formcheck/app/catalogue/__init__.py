"""What each exercise is, how it is filmed and what is checked.

In: Specs.
Out: Words, clips and stills.
Must not know: Who reads them.
"""
