"""Recorded sets: analyse, annotate, report."""
