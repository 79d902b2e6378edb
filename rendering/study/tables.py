"""Tables of the study's page, in Markdown."""

from collections.abc import Iterable, Sequence

import numpy as np

from rendering.study.plan import Bending
from rendering.study.scoring import Point

__all__ = ["Row", "shares", "table"]

Row = Sequence[str]


def table(head: Row, body: Iterable[Row]) -> str:
    """Return a table with a line for each row."""
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shares(point: Point) -> str:
    """Return what passes at a limit, and what is found of each way of bending."""
    found = (point.specificity, *(point.sensitivity[bending] for bending in Bending))
    return " / ".join("–" if np.isnan(share) else f"{share:.2f}" for share in found)
