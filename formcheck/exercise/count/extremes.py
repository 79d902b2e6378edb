"""Finds where a rep turns, by another measure than the one that counts it.

In a lift whose hips rise first, the trunk leans furthest when the weight has already left the
floor; the hands show when it was still there.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from formcheck.exercise.count.phase_times import near
from formcheck.exercise.count.spans import Span
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.spec.models import Extreme
from formcheck.landmarks.smoothing import BRIDGE_S

__all__ = ["turned_at"]


def turned_at(extreme: Extreme, span: Span, rows: Sequence[Reading]) -> Span:
    """Return the rep with the part near its extreme moved to where the spec says it turns.

    That part begins when either measure is near its extreme and ends when the spec's measure leaves
    it. The rep stays unchanged where that measure was not seen throughout, or where the rep began
    in the second position: its extreme is then the first position.
    """
    if span.from_other:
        return span
    sign = -1.0 if extreme.at == "lowest" else 1.0
    values = [(row.time_s, row.value(extreme.measure)) for row in rows]
    seen = [(time_s, sign * value) for time_s, value in values if math.isfinite(value)]
    times = [span.start_s, *(time_s for time_s, _ in seen), span.end_s]
    if not seen or any(after - before > BRIDGE_S for before, after in pairwise(times)):
        return span
    first_s, left_s = near(seen)
    reached_s = min(first_s, span.reached_s)
    extreme_s = (reached_s + left_s) / 2
    return replace(span, reached_s=reached_s, extreme_s=extreme_s, left_s=left_s)
