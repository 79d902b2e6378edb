"""Parts one recording into sets: reps or holds between two rests belong together."""

import math
from collections.abc import Iterable, Sequence

from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.results.report import HoldReport, Parted, RepReport, SetReport
from formcheck.landmarks.pose import Pose

__all__ = ["SetWatch"]

REST_S = 20.0
"""A person has rested after this long without a rep or hold: pauses within a set last a few
seconds, rests between sets half a minute and more (team choice)."""

AWAY_S = 2.0
"""A person out of sight for longer than this has left the picture; a lost landmark is back sooner.
"""

OFF_TORSOS = 2.0
"""A person whose hips are further than this from the last movement (a metre) has walked off, not
only shifted their feet (team choice)."""


class SetWatch:
    """Watches for what parts the sets of one recording."""

    def __init__(self) -> None:
        self._events: list[tuple[float, Parted]] = []
        self._place = self._seen_s = math.nan
        self._shot: int | None = None
        self._who = 0

    def step(self, pose: Pose, reading: Reading, *, moving: bool) -> None:
        """Take one moment."""
        time_s = pose.time_s
        if self._shot is not None and pose.shot != self._shot:
            self._note(time_s, Parted.CUT)
            self._place = math.nan
        elif pose.track_id != self._who and self._who:
            self._note(time_s, Parted.ANOTHER)
        self._shot, self._who = pose.shot, pose.track_id or self._who
        if not pose.found:
            return
        if time_s - self._seen_s > AWAY_S:
            self._note(time_s, Parted.LEFT)
        self._seen_s = time_s
        if moving and math.isfinite(reading.place):
            self._place = reading.place
        elif abs(reading.place - self._place) > OFF_TORSOS * reading.torso:
            self._note(time_s, Parted.WALKED)

    def _note(self, time_s: float, why: Parted) -> None:
        """Keep an event; of several equal ones in a row keep the first and the last."""
        if [each for _, each in self._events[-2:]] == [why, why]:
            self._events.pop()
        self._events.append((time_s, why))

    def sets(self, done: Iterable[RepReport | HoldReport]) -> tuple[SetReport, ...]:
        """Return the sets that the reps or holds make up, in order of time."""
        sets: list[list[RepReport | HoldReport]] = []
        reasons: list[Parted | None] = []
        for each in done:
            why = self._between(sets[-1][-1].end_s, each.start_s) if sets else None
            if not sets or why is not None:
                sets.append([])
                reasons.append(why)
            sets[-1].append(each)
        return tuple(
            _report(number, each, why)
            for number, (each, why) in enumerate(zip(sets, reasons, strict=True), start=1)
        )

    def _between(self, end_s: float, start_s: float) -> Parted | None:
        """Return what parts a movement that began at ``start_s`` from one that ended at ``end_s``.

        None where nothing does.
        """
        events = [why for time_s, why in self._events if end_s <= time_s <= start_s]
        order = list(Parted)
        if events:
            return min(events, key=order.index)
        return Parted.REST if start_s - end_s >= REST_S else None


def _report(number: int, done: Sequence[RepReport | HoldReport], why: Parted | None) -> SetReport:
    return SetReport(
        number=number,
        start_s=done[0].start_s,
        end_s=done[-1].end_s,
        reps=tuple(each.number for each in done),
        after=why,
    )
