"""Since when something has been so, in the time of the frames: no clock is read."""

import math
from dataclasses import dataclass

__all__ = ["HeldFor"]


@dataclass(slots=True)
class HeldFor:
    """Tells when something has been so for long enough, without a break.

    Parameters
    ----------
    seconds
        How long that is.
    """

    seconds: float
    _since_s: float = math.nan

    def step(self, is_so: bool, time_s: float) -> bool:
        """Take whether it is so at a time; return whether it has been for long enough."""
        if not is_so:
            self.reset()
        elif math.isnan(self._since_s):
            self._since_s = time_s
        return time_s - self._since_s >= self.seconds

    def reset(self) -> None:
        """Begin anew: until now it was not so."""
        self._since_s = math.nan
