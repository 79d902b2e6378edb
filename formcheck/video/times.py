"""The time of each decoded frame, which always advances."""

import math

from av.video.frame import VideoFrame

__all__ = ["FrameClock"]

_ASSUMED_HZ = 30.0
"""Rate of a file without times or a rate: most cameras and phones record at it."""

JUMP_BACK_S = 1.0
"""A key picture this much earlier than the one before begins another, joined recording.

Frames are out of order by a few tenths of a second, and key pictures never.
"""


class FrameClock:
    """Turns the time stamps of a file into seconds from its first frame.

    Frames without a stamp follow the one before by its duration, and so does the first frame of a
    recording joined to another: there the stamps jump back, and time goes on. Other frames that do
    not advance (repeated or backward stamps) get no time and are counted: an earlier time would
    undo verdicts since then.

    Parameters
    ----------
    rate_hz
        The file's average rate, for frames without stamp and duration; NaN if unknown.
    """

    def __init__(self, rate_hz: float) -> None:
        self._step_s = 1.0 / (_ASSUMED_HZ if math.isnan(rate_hz) else rate_hz)
        self._origin: int | None = None
        self._expected_s = 0.0
        self.now_s = -math.inf
        """Time of the last frame that advanced, seconds."""
        self.standing_still = 0
        """Number of frames that did not advance."""
        self.assumed_hz = 0.0
        """The rate assumed for missing stamps; 0 where none are missing."""
        self.joined = 0
        """Number of recordings joined to the first one, among the frames so far."""

    def time_of(self, frame: VideoFrame) -> float | None:
        """Return the frame's time, seconds; None if no later than the one before."""
        time_s = self._stamp_s(frame)
        if frame.key_frame and self.now_s - time_s > JUMP_BACK_S:
            self._origin = None
            self.joined += 1
            time_s = self._stamp_s(frame)
        if time_s <= self.now_s:
            self.standing_still += 1
            return None
        self.now_s = time_s
        self._expected_s = time_s + self._duration_s(frame)
        return time_s

    def _stamp_s(self, frame: VideoFrame) -> float:
        # Containers as old as AVI keep only the order of decoding.
        ticks = frame.pts if frame.pts is not None else frame.dts
        if ticks is None or frame.time_base is None:
            self.assumed_hz = 1.0 / self._duration_s(frame)
            return self._expected_s
        if self._origin is None:
            self._origin = ticks - round(self._expected_s / frame.time_base)
        return float((ticks - self._origin) * frame.time_base)

    def _duration_s(self, frame: VideoFrame) -> float:
        if frame.duration and frame.time_base is not None:
            return float(frame.duration * frame.time_base)
        return self._step_s
