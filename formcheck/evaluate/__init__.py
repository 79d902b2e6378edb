"""How right the judging is: labelled clips judged, and found held against labelled.

In: Clips, and what a person or a renderer says is in them.
Out: Numbers, tables and a page of misses.
Must not know: How to judge: clips are judged as reviews judge them.
"""
