"""Pose over time to verdicts: pure, with no camera, no screen and no clock."""
