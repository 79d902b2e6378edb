"""Whether a finished picture waits that should have been sent with the frame before.

streamlit-webrtc sends one finished picture for each frame that comes. A picture that is late once
is sent with the next frame, and so would be all that follow, a frame later than need be, for good:
one has to be left out.
"""

import math

__all__ = ["LeftOver"]

AT_ONCE_S = 0.002
"""Frames handed over so soon after the last picture came while it was being made: putting it into
the queue and taking them out takes less than a tenth of this."""


class LeftOver:
    """Keeps count of the pictures that were made and not yet sent."""

    def __init__(self) -> None:
        self._waiting = 0
        self._last = 0
        self._made_s = -math.inf

    def came(self, frames: int, now_s: float) -> bool:
        """Note that frames came, each taking a picture along; return whether one is left over.

        What came while the last picture was being made took none of it along; such a hurry is no
        time to leave one out.
        """
        if now_s - self._made_s < AT_ONCE_S:
            self._waiting = max(0, self._waiting - self._last - frames) + self._last
            return False
        self._waiting = max(0, self._waiting - frames)
        return self._waiting > 0

    def made(self, *, sent: bool, now_s: float) -> None:
        """Note that a picture was made, to be sent or left out."""
        self._last = int(sent)
        self._waiting += self._last
        self._made_s = now_s
