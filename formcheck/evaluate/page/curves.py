"""A measure over time, to draw: the curve, its reps and limits, and the truth if known."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.landmarks.pose import FloatArray

__all__ = ["Curve", "Limit", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """A rep to show: from, extreme, to in seconds; ``style`` is ``labelled`` or ``found``.

    ``name`` stands above its extreme.
    """

    start_s: float
    extreme_s: float
    end_s: float
    style: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a check; ``style`` is ``target`` or ``fault``."""

    value: float
    style: str


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The data of a chart: a measure over time, NaN where it was not seen.

    ``true`` has the true times and values, if known; the chart shows ``from_s`` to ``to_s``.
    """

    title: str
    unit: str
    time_s: FloatArray
    values: FloatArray
    from_s: float
    to_s: float
    spans: Sequence[Span] = ()
    limits: Sequence[Limit] = ()
    true: tuple[FloatArray, FloatArray] | None = None
