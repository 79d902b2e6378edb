"""Measures how right the judging is: judges labelled clips and compares reports with labels.

In: Clips, with labels by a person or truth by a renderer.
Out: Numbers, tables and a page of misses.
Must not know: How to judge: clips are judged as reviews judge them.
"""
