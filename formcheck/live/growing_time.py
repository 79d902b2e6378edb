"""Turns frame times of one or several connections into one time that always grows."""

import math

__all__ = ["GrowingTime"]

NEW_CLOCK_S = 1.0
"""A frame this much earlier than the one before comes from another clock: frames that WebRTC
repeats or reorders are some hundredths of a second old."""

LONGEST_STEP_S = 3.0
"""Longer gaps are shortened to this: longer than any that judging bridges (a hold ends 2 s unseen),
so that nothing is judged across one; and so short that no timer runs out unheard."""

SHORTEST_STEP_S = 1 / 60
"""The least step onto another clock: half the time between two frames of a common camera."""


class GrowingTime:
    """Gives each frame a time later than the frame before, or none."""

    def __init__(self) -> None:
        self._given_s = math.nan
        self._frame_s = math.nan
        self._now_s = math.nan
        self._shift_s = 0.0
        self._another = False

    def another_clock(self) -> None:
        """Treat the next frame as one of a new connection, whatever its time."""
        self._another = True

    def is_another(self, frame_s: float) -> bool:
        """Whether a frame of this time comes from a different clock than the one before."""
        return self._another or frame_s < self._frame_s - NEW_CLOCK_S

    def of(self, frame_s: float, now_s: float) -> float | None:
        """Return the time of a frame, seconds; None where it is no later than the last.

        The first frame keeps its time, and so do all later ones on its clock without a gap.

        Parameters
        ----------
        frame_s
            The frame's own time.
        now_s
            When it came, on a clock of this machine: it measures how long a new connection took.
        """
        if not math.isfinite(frame_s):
            return None
        first = math.isnan(self._given_s)
        shift_s = self._shift_s if first else self._shifted(frame_s, now_s)
        time_s = frame_s + shift_s
        if not first and time_s <= self._given_s:
            return None
        self._given_s, self._frame_s, self._now_s = time_s, frame_s, now_s
        self._shift_s, self._another = shift_s, False
        return time_s

    def _shifted(self, frame_s: float, now_s: float) -> float:
        """Return the shift for this frame's clock, seconds."""
        step_s = frame_s - self._frame_s
        if self.is_another(frame_s):
            step_s = min(max(now_s - self._now_s, SHORTEST_STEP_S), LONGEST_STEP_S)
        elif step_s <= LONGEST_STEP_S:
            return self._shift_s
        else:
            step_s = LONGEST_STEP_S
        return self._given_s + step_s - frame_s
