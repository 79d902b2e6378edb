"""What is drawn of a measure over time: the curve, its reps and limits, and the truth if known."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.landmarks.pose import FloatArray

__all__ = ["Curve", "Limit", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """A rep to be shown: from, extreme, to in seconds; ``style`` is ``labelled`` or ``found``.

    ``name`` stands above its extreme.
    """

    start_s: float
    extreme_s: float
    end_s: float
    style: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A value not to be passed; ``style`` is ``target`` or ``fault``."""

    value: float
    style: str


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """What is drawn: a measure over time, NaN where it was not seen.

    ``true`` is what it really was, as times and values, where that is known; ``from_s`` and
    ``to_s`` bound what is shown.
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
