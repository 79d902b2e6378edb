"""Guiding somebody through an exercise, hands-free: what is said and shown, frame by frame."""
