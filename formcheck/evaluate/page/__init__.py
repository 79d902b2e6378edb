"""One page that shows every miss.

In: An evaluation and its clips.
Out: HTML that needs nothing else.
Must not know: How the numbers came about.
"""
