"""The study with every measure read on it, and the measure that the package uses."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from rendering.study.fitting import Reading, bends, read_with
from rendering.study.gaps import Usuals, usuals, whole_lines
from rendering.study.measures import MEASURES
from rendering.study.plan import What
from rendering.study.rows import Rows

__all__ = ["CHOSEN", "JUDGED_DEG", "SIDE_DEG", "Study"]

Flags = npt.NDArray[np.bool_]

CHOSEN = "parabola and skew"
"""The measure that the package uses."""

SIDE_DEG, JUDGED_DEG = 15.0, 25.0
"""Up to here a view is side-on, and judged at all, by the true yaw."""


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Stills, and what measures read on them, by name.

    The back lines of ``rows`` have no gaps: they are filled in as those of all other bodies are
    shaped, by ``usual``.
    """

    rows: Rows
    readings: dict[str, Reading]
    usual: Usuals

    @classmethod
    def of(cls, rows: Rows) -> Self:
        """Return stills read with every measure, each body with gains from all others."""
        usual = usuals(rows)
        rows = whole_lines(rows, usual)
        like = rows.what == What.FORWARD
        return cls(rows, {each.name: bends(rows, each, like) for each in MEASURES}, usual)

    def on(self, rows: Rows) -> Self:
        """Return other stills of these bodies, read with the package's measure and these gains."""
        rows = whole_lines(rows, self.usual)
        read = read_with(rows, self.chosen, rows.what == What.FORWARD)
        return type(self)(rows, {CHOSEN: read}, self.usual)

    @property
    def chosen(self) -> Reading:
        """What the package's measure reads."""
        return self.readings[CHOSEN]

    def fitted(self, low: float, high: float) -> Flags:
        """Return stills in fitted clothes whose true yaw is beyond ``low`` and up to ``high``."""
        chosen: Flags = self.view(low, high) & (self.rows.shirt == "fitted")
        return chosen

    def view(self, low: float, high: float) -> Flags:
        """Return stills whose true yaw is beyond ``low`` and up to ``high``."""
        yaw = np.abs(self.rows.yaw)
        seen: Flags = (yaw > low) & (yaw <= high)
        return seen
