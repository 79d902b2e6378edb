"""One movement in time: how it ended, and when it began, turned and ended."""

from dataclasses import dataclass, replace

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.reasons import Outcome

__all__ = ["Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """One movement, from leaving a position to being back in it.

    ``reached_s`` to ``left_s`` is the part near the extreme; ``extreme`` is in the unit of the
    followed measure. ``from_other`` is true if it began in the spec's second position.
    """

    outcome: Outcome
    start_s: float
    reached_s: float
    extreme_s: float
    left_s: float
    end_s: float
    extreme: float
    measure: Measure
    from_other: bool = False

    def after(self, time_s: float) -> "Span":
        """Return the movement without its part before a time."""
        if self.start_s >= time_s:
            return self
        start_s, reached_s, extreme_s, left_s, end_s = (
            max(each, time_s)
            for each in (self.start_s, self.reached_s, self.extreme_s, self.left_s, self.end_s)
        )
        return replace(
            self,
            start_s=start_s,
            reached_s=reached_s,
            extreme_s=extreme_s,
            left_s=left_s,
            end_s=end_s,
        )
