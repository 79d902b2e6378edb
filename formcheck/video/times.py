"""The time of each decoded frame, made to advance always."""

import math

from av.video.frame import VideoFrame

__all__ = ["FrameClock"]

_ASSUMED_HZ = 30.0
"""For a file that carries neither times nor a rate: what most cameras and phones record."""

JUMP_BACK_S = 1.0
"""A key picture so much earlier than the one before begins another recording, joined to the first.

Frames out of order are so by a few tenths of a second, and key pictures never are.
"""


class FrameClock:
    """Turns the time stamps of a file into seconds from its first frame.

    Frames without a stamp follow the one before by its duration, and so does the first frame of a
    recording that was joined to another: there the clock jumps back, and time goes on. Other
    frames that do not advance (repeated or backward stamps) get no time and are counted: an earlier
    time would undo what has been judged since.

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
        """How many frames did not advance."""
        self.assumed_hz = 0.0
        """The rate that was assumed where stamps are missing; 0 where all are there."""
        self.joined = 0
        """How many recordings were joined to the first one, as far as the frames go."""

    def time_of(self, frame: VideoFrame) -> float | None:
        """Return when the frame is shown, seconds; None if no later than the one before."""
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
        # Containers as old as AVI keep only the order of decoding, which is all there is then.
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
