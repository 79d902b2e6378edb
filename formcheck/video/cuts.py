"""Cuts in a recording: where the next picture is from another shot.

A cut is one change that is large, and much larger than the changes around it. So a hand-held
camera, a quick movement or a recording of few pictures a second makes no cut, though its changes
may be larger than a cut between two similar views; nor does a flash, since it changes back.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.video.frame import Frame

__all__ = ["with_cuts"]

CUT_LEVELS = 6.5
"""Least mean change of the picture's parts for a cut, grey levels. In 85 clips the smallest cut
between two views has 7.6; a drawing that moves in steps of half a second 6.0."""

ABOVE_OTHERS = 2.7
"""A cut is at least this many times the largest change nearby. In the same clips cuts are 3.0 to
200 times as large, other changes of that size (shaking, zooming, fading, a quick pull) up to 2.4
times."""

NEARBY = 3
"""Pictures compared before and after: enough for a flash and a cross-fade of few pictures."""

STEPS_S, MAX_CUTS = 2.0, 2
"""After ``MAX_CUTS`` changes as large within ``STEPS_S`` seconds, a change is a moving drawing or a
stalling camera, not a third cut (team choice)."""

STEP_SHARE = 0.5
"""A change counts as large as another from this share of it on."""

PARTS = 12
"""Parts along each side of the picture: a person in the next shot fills several."""

DARK = 24
"""A part no brighter than this in both pictures is a bar beside an upright recording."""

MIN_SHARE = 0.1
"""At least this share of the parts counts, so that a caption on black is no shot of its own."""

LOOKED_AT = 96
"""Pixels sampled along each side: each part is still the mean of dozens, and it takes a tenth of a
millisecond instead of two thirds."""

_Parts = npt.NDArray[np.float32]


@dataclass(slots=True)
class _Waiting:
    frame: Frame
    change: float


def with_cuts(frames: Iterable[Frame]) -> Iterator[Frame]:
    """Return the frames of a recording with their shots counted up at every cut.

    Parameters
    ----------
    frames
        In order; three of them are held back, to see the changes after.

    Returns
    -------
    Iterator
        The same frames, ``shot`` increased by the number of cuts so far.
    """
    changes = _Changes()
    waiting: deque[_Waiting] = deque()
    cuts = 0
    for frame in frames:
        waiting.append(_Waiting(frame, changes.add(frame)))
        if len(waiting) > NEARBY:
            cuts += changes.is_cut([each.change for each in waiting], waiting[0].frame.time_s)
            yield _counted(waiting.popleft().frame, cuts)
    while waiting:
        cuts += changes.is_cut([each.change for each in waiting], waiting[0].frame.time_s)
        yield _counted(waiting.popleft().frame, cuts)


def _counted(frame: Frame, cuts: int) -> Frame:
    return replace(frame, shot=frame.shot + cuts) if cuts else frame


class _Changes:
    """How much each picture differs from the one before, and which changes were cuts."""

    def __init__(self) -> None:
        self._parts: _Parts | None = None
        self._earlier: deque[float] = deque(maxlen=NEARBY)
        self._large: deque[tuple[float, float]] = deque(maxlen=MAX_CUTS)

    def add(self, frame: Frame) -> float:
        """Return a picture's difference from the one before, grey levels; 0 at first."""
        before, self._parts = self._parts, _parts(frame.image)
        if before is None:
            return 0.0
        lit = np.maximum(before, self._parts).max(axis=2) > DARK
        apart = np.abs(self._parts - before).mean(axis=2)[lit]
        return float(apart.sum()) / max(float(lit.sum()), MIN_SHARE * PARTS * PARTS)

    def is_cut(self, changes: Sequence[float], time_s: float) -> bool:
        """Return whether the first of these successive changes is a cut."""
        change, *later = changes
        others = max((*self._earlier, *later), default=0.0)
        self._earlier.append(change)
        if change < CUT_LEVELS or change < ABOVE_OTHERS * others:
            return False
        alike = [
            earlier >= STEP_SHARE * change and time_s - earlier_s <= STEPS_S
            for earlier_s, earlier in self._large
        ]
        self._large.append((time_s, change))
        return alike.count(True) < MAX_CUTS


def _parts(image: npt.NDArray[np.uint8]) -> _Parts:
    some = cv2.resize(image, (LOOKED_AT, LOOKED_AT), interpolation=cv2.INTER_NEAREST)
    return np.asarray(
        cv2.resize(some, (PARTS, PARTS), interpolation=cv2.INTER_AREA), dtype=np.float32
    )
