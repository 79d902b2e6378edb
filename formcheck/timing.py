"""Times how long a condition has held, by the frames' times and without a clock."""

import math
from dataclasses import dataclass

__all__ = ["HeldFor"]


@dataclass(slots=True)
class HeldFor:
    """Says when a condition has held long enough without a break.

    Parameters
    ----------
    seconds
        How long it must hold.
    """

    seconds: float
    _since_s: float = math.nan

    def step(self, is_so: bool, time_s: float) -> bool:
        """Take whether the condition holds at a time; return whether it has held long enough."""
        if not is_so:
            self.reset()
        elif math.isnan(self._since_s):
            self._since_s = time_s
        return time_s - self._since_s >= self.seconds

    def reset(self) -> None:
        """Start over, as if the condition had not held until now."""
        self._since_s = math.nan
