"""One page that shows every miss.

In: An evaluation and its clips.
Out: HTML that needs no other file.
Must not know: The way to the numbers.
"""
