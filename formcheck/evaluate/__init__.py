"""How right the judging is: labelled clips judged, and found held against labelled."""
