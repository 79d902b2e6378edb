"""What somebody is offered today: their answers and what came of their sets in, exercises out.

In come what a person answered, what was told after sets, the date, and the exercises there are.
Out goes, for each exercise, whether it is offered and in which versions, or why it is held back and
until when. It knows nothing of pages, cameras, files or clocks.
"""
