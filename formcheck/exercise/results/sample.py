"""One measured number with its error, and the best verdict it can bear."""

import math
from dataclasses import dataclass

from formcheck.exercise.results.reasons import Reason
from formcheck.exercise.results.report import Verdict

__all__ = ["UNSEEN", "Sample"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One measure at one moment.

    Parameters
    ----------
    value
        In the measure's unit; NaN where it was not seen.
    error
        Standard uncertainty of the value, in the measure's unit. All samples against the same
        reference share it, so more samples do not lower it.
    reason
        Why it was not seen, or why its verdict is at best ``ceiling``; None where neither holds.
    ceiling
        The best verdict that the sample can bear, where that is less than good.
    gap_error
        What hidden parts add to the uncertainty in this frame alone.
    """

    value: float = math.nan
    error: float = 0.0
    reason: Reason | None = None
    ceiling: Verdict | None = None
    gap_error: float = 0.0

    @property
    def seen(self) -> bool:
        """Whether there is a value."""
        return math.isfinite(self.value)

    @property
    def total_error(self) -> float:
        """The standard uncertainty of this sample by itself."""
        return math.hypot(self.error, self.gap_error)


UNSEEN = Sample()
"""The sample of a measure that nothing reads."""
