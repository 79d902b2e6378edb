"""Notices a finished picture that should have gone out with the frame before.

streamlit-webrtc sends one finished picture for each frame that comes. If one picture is late, it
goes out with the next frame, and so do all that follow, each a frame too late, for good: one has to
be left out.
"""

import math

__all__ = ["LeftOver"]

AT_ONCE_S = 0.002
"""Frames passed this soon after the last picture came while it was being made: putting it into the
queue and taking them out takes less than a tenth of this."""


class LeftOver:
    """Counts the pictures that were made and not yet sent."""

    def __init__(self) -> None:
        self._waiting = 0
        self._last = 0
        self._made_s = -math.inf

    def came(self, frames: int, now_s: float) -> bool:
        """Note that frames came, each of which sends a picture; return whether one is left over.

        Frames that came while the last picture was being made could not send it; then none is
        reported as left over.
        """
        if now_s - self._made_s < AT_ONCE_S:
            self._waiting = max(0, self._waiting - self._last - frames) + self._last
            return False
        self._waiting = max(0, self._waiting - frames)
        return self._waiting > 0

    def made(self, *, sent: bool, now_s: float) -> None:
        """Note that a picture was made, and whether it will be sent or is left out."""
        self._last = int(sent)
        self._waiting += self._last
        self._made_s = now_s
