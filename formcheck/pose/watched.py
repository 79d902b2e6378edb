"""One person over the last seconds, and the one rule for which of several does the exercise.

A person who goes down or up and comes back in one place exercises; the largest or first found may
be a trainer, or somebody in the background. The rule is :func:`does_the_exercise`.
"""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import FloatArray, Joint
from formcheck.pose.tracking import DetectedPerson, torso_px

__all__ = [
    "AWAY_TORSOS",
    "NOT_SMALLER",
    "OWN_EXERCISE_TORSOS",
    "SAME_TORSOS",
    "Watched",
    "apart",
    "aside",
    "does_the_exercise",
    "middle",
]

SAME_TORSOS = 0.5
"""Two finds this near to each other in one picture are one person found twice: two people's middles
are further apart, even shoulder to shoulder (team choice)."""

AWAY_TORSOS = 0.8
"""A person this far beside a place has left it: more than the middle sways in a repetition, less
than the distance of two people (team choice). Our own person, alone, leaves the place of a set
further away (``safety``)."""

WATCH_S = 6.0
"""How long people are watched: a whole slow repetition."""

EXERCISE_TORSOS = 0.4
"""Hips or shoulders that sink by this much and come back do an exercise: in a hinge the
shoulders sink by half a torso length, in a squat the hips by more."""

OWN_EXERCISE_TORSOS = 0.25
"""The same for the followed person, whom a small exercise must not lose; nodding, gestures and
steps on the spot move shoulders and hips by less than 0.15 (team choice)."""

MIN_LOOKS = 3
"""How many looks must agree: a single one may have gone wrong."""

STILL_TORSOS = 0.15
"""Hips and shoulders that stay within this height are at rest: three times a landmark's jitter.
Walking shows in larger steps within a second (``framing``)."""

LEANING_DEG = 35.0
"""A trunk this far from upright in the picture is held or lies in an exercise: people who stand,
walk, sit or talk keep theirs within 25 (team choice)."""

NOT_SMALLER = 0.7
"""Ours is never given up for a person this much smaller: in the background, or in a mirror."""

IN_STEP = 0.9
"""Heights that correlate this closely show one movement twice."""

_SHOULDERS = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]
_HIPS = [Joint.LEFT_HIP, Joint.RIGHT_HIP]


def middle(person: DetectedPerson) -> FloatArray:
    """Return the middle of shoulders and hips in pixels, ``(2,)``."""
    found: FloatArray = person.points_px[[*_SHOULDERS, *_HIPS]].mean(axis=0)
    return found


def apart(person: DetectedPerson, place: FloatArray) -> float:
    """Return a person's distance from a place, middle to place, in their own torso lengths."""
    return float(np.hypot(*(middle(person) - place))) / max(torso_px(person.points_px), 1.0)


def aside(person: DetectedPerson, place: FloatArray) -> float:
    """Return the same distance to the left or right only, which exercises hardly change."""
    return abs(float(middle(person)[0] - place[0])) / max(torso_px(person.points_px), 1.0)


@dataclass(slots=True, eq=False)
class Watched:
    """One person over the last looks: when and where, at most :data:`WATCH_S` back.

    ``moves_torsos`` is how far they must go up or down for a repetition; ``repetitions`` counts
    those seen, the last one until ``counted_s``.
    """

    moves_torsos: float = EXERCISE_TORSOS
    repetitions: int = 0
    seen: deque[tuple[float, DetectedPerson]] = field(default_factory=deque)
    counted_s: float = -np.inf

    @property
    def last(self) -> DetectedPerson:
        """The person at the last look."""
        return self.seen[-1][1]

    def add(self, person: DetectedPerson, time_s: float) -> "Watched":
        """Take in another look at the same person."""
        self.seen.append((time_s, person))
        while time_s - self.seen[0][0] > WATCH_S:
            self.seen.popleft()
        if self._did_a_repetition():
            self.repetitions += 1
            self.counted_s = time_s
        return self

    @property
    def torso_px(self) -> float:
        """Their torso's usual length in the picture; bowed to the camera it looks shorter."""
        return float(np.percentile([torso_px(person.points_px) for _, person in self.seen], 75))

    @property
    def busy(self) -> bool:
        """Whether they exercise now: on the way up or down in one place, or bowed, or lying."""
        leaning = [_lean_deg(person) >= LEANING_DEG for _, person in self.seen]
        off = np.abs(self._heights() - self._heights()[-1]).max(axis=1)
        moving = (off >= self.moves_torsos) & self._in_place()
        return sum(leaning[-MIN_LOOKS:]) == MIN_LOOKS or int(moving.sum()) >= MIN_LOOKS

    @property
    def stays(self) -> bool:
        """Whether they stayed in one place over the last looks."""
        return len(self.seen) >= MIN_LOOKS and bool(self._in_place()[-MIN_LOOKS:].all())

    def _did_a_repetition(self) -> bool:
        """Whether shoulders or hips went far up or down and came back, in one place.

        People who walk past change place; people who crouch down stay down.
        """
        off = np.abs(self._heights() - self._heights()[-1])
        fresh = np.array([time_s >= self.counted_s for time_s, _ in self.seen])
        rests = np.flatnonzero((off <= STILL_TORSOS).all(axis=1) & self._in_place() & fresh)
        far = (off[rests[0] :] >= self.moves_torsos).any(axis=1)
        return int(far.sum()) >= MIN_LOOKS

    def in_step(self, other: "Watched") -> bool:
        """Whether another person went up and down with them, as a reflection does."""
        mine, theirs = dict(self.seen), dict(other.seen)
        both = [time_s for time_s in mine if time_s in theirs]
        if len(both) < 2 * MIN_LOOKS:
            return False
        pairs = np.array([(middle(mine[t])[1], middle(theirs[t])[1]) for t in both])
        if (np.ptp(pairs, axis=0) < STILL_TORSOS * self.torso_px).any():
            return False
        return bool(np.corrcoef(pairs.T)[0, 1] >= IN_STEP)

    def _heights(self) -> FloatArray:
        """Return the heights of shoulders and hips at each look, ``(n, 2)``, torso lengths."""
        points = np.array([person.points_px for _, person in self.seen])
        pairs = np.stack((points[:, _SHOULDERS, 1].mean(1), points[:, _HIPS, 1].mean(1)), axis=1)
        return np.asarray(pairs / max(self.torso_px, 1.0))

    def _in_place(self) -> npt.NDArray[np.bool_]:
        """Return for each look whether they were in the present place, ``(n,)``."""
        here = middle(self.last)
        return np.array([aside(person, here) <= SAME_TORSOS for _, person in self.seen])


def _lean_deg(person: DetectedPerson) -> float:
    """Return the trunk's angle from upright in the picture, 0 to 180 degrees."""
    across, up = person.points_px[_SHOULDERS].mean(axis=0) - person.points_px[_HIPS].mean(axis=0)
    return float(np.degrees(np.arctan2(abs(across), -up)))


def does_the_exercise(other: Watched, ours: Watched) -> bool:
    """Return whether another person does the exercise and the followed one does not.

    They do if they are not much smaller, have done more than twice as many repetitions (a trainer
    may have shown one, and people who take turns have done equally many), and ours is not in a
    repetition, bowed or lying at the moment. A reflection has done no more than ours, and is
    smaller; where ours is the smaller of two people moving together, ours is the reflection.
    """
    if other.torso_px < NOT_SMALLER * ours.torso_px:
        return False
    if other.repetitions > 2 * ours.repetitions:
        return not ours.busy
    larger = ours.torso_px < NOT_SMALLER * other.torso_px
    return larger and other.repetitions > 0 and ours.in_step(other)
