"""The pages in a real browser, in front of a camera that plays rendered clips."""
