"""Which of several people is ours: kept when others come near, changed only for good reason.

The model follows one person from frame to frame by the place they were in, which goes wrong when
somebody passes in front: it then goes along with them. So from time to time a look at the whole
picture finds everybody, and this module says whether the one followed is still ours.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from formcheck.pose.landmarks import FloatArray, Joint
from formcheck.pose.tracking import Person, torso_px

__all__ = ["Following", "regular_look_due_s"]

LOOK_S = 1.0
"""How often to look for others while alone: someone who walks in is seen before they are near."""

LOOK_OFTEN_S = 0.25
"""How often while there may be several, or ours is in doubt: a passer-by at 1.2 m/s gets no
further than half a body width past our person before it is noticed who is followed."""

ALONE_S = 2.0
"""So long after somebody else was last seen we are alone again: who stands before or behind our
person, or close by, is not found by every look."""

ARRIVAL_S = 2.0
"""At the beginning the look is often too: who is there first may not be who exercises."""

SAME_PERSON_TORSOS = 2.0
"""Between two frames our person's middle moves less than this many torso lengths; somebody
further away is somebody else (team choice: a torso length is about 50 cm)."""

FORGET_S = 2.0
"""After this long unseen, whoever is there is taken to be the person: long enough for a passer-by
in front, short enough for somebody who walks out and comes back elsewhere."""

HOME_S, GUARDED_HOME_S = 2.0, 10.0
"""Time constants of our person's usual place, alone and while there may be others: then it must
not go along with somebody who passes by, should the model do so."""

SAME_TORSOS = 0.5
"""In one picture, two this near to each other are one person found twice: two people's middles
are further apart, even shoulder to shoulder (team choice)."""

OURS_TORSOS = 1.1
"""How far the look and the model that follows may disagree on one person: on real squats up to
0.8, as the look has less to go by."""

AWAY_TORSOS = 0.8
"""One followed this far beside our usual place, while somebody else is in it, is a passer-by:
more than the middle sways in a repetition, less than the distance of two people (team choice)."""

WATCH_S = 4.0
"""How long others are watched: a whole repetition, which takes 3-4 s."""

EXERCISE_TORSOS = 0.4
"""Hips or shoulders that sink by this much and come back are in an exercise: in a hinge the
shoulders sink by half a torso length, in a squat the hips by more."""

LEAST_LOOKS = 3
"""How many looks must see them there: a single one may have gone wrong."""

STILL_TORSOS = 0.15
"""Hips and shoulders that stay within this are at rest: three times a landmark's jitter."""

NOT_SMALLER = 0.7
"""Our person is never given up for one this much smaller, who is in the background."""

_SHOULDERS = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]
_HIPS = [Joint.LEFT_HIP, Joint.RIGHT_HIP]


def _middle(person: Person) -> FloatArray:
    middle: FloatArray = person.points_px[[*_SHOULDERS, *_HIPS]].mean(axis=0)
    return middle


def _apart(person: Person, place: FloatArray) -> float:
    """Return how far somebody's middle is from a place, in their own torso lengths."""
    return float(np.hypot(*(_middle(person) - place))) / max(torso_px(person.points_px), 1.0)


def _aside(person: Person, place: FloatArray) -> float:
    """Return the same to the left or right: exercises move people up and down, walking does not."""
    return abs(float(_middle(person)[0] - place[0])) / max(torso_px(person.points_px), 1.0)


def regular_look_due_s(began_s: float, looked_s: float) -> float:
    """Return when the look after one is due, whoever is there: what can be known beforehand."""
    arriving = looked_s + LOOK_OFTEN_S - began_s < ARRIVAL_S
    return looked_s + (LOOK_OFTEN_S if arriving else LOOK_S)


@dataclass(slots=True, eq=False)
class _Watched:
    """One person over the last looks: when and where, at most :data:`WATCH_S` back."""

    seen: deque[tuple[float, Person]] = field(default_factory=deque)

    @property
    def last(self) -> Person:
        return self.seen[-1][1]

    def add(self, person: Person, time_s: float) -> Self:
        self.seen.append((time_s, person))
        while time_s - self.seen[0][0] > WATCH_S:
            self.seen.popleft()
        return self

    def moved(self) -> bool:
        """Whether shoulders or hips went up or down at all."""
        return bool((np.ptp(self.heights(), axis=0) > STILL_TORSOS).any())

    def heights(self) -> FloatArray:
        """Return the heights of shoulders and hips at each look, ``(n, 2)``, torso lengths."""
        points = np.array([person.points_px for _, person in self.seen])
        torso = np.median([torso_px(person.points_px) for _, person in self.seen])
        pairs = np.stack((points[:, _SHOULDERS, 1].mean(1), points[:, _HIPS, 1].mean(1)), axis=1)
        return np.asarray(pairs / max(float(torso), 1.0))

    def did_a_repetition(self) -> bool:
        """Whether shoulders or hips went far up or down and are back, in one place.

        Somebody who walks past changes place; somebody who crouches down stays there.
        """
        heights = self.heights()
        off = np.abs(heights - heights[-1])
        far = (off >= EXERCISE_TORSOS).any(axis=1)
        started_here = (off[0] <= STILL_TORSOS).all()
        stayed = _apart(self.seen[0][1], _middle(self.last)) <= SAME_TORSOS
        return bool(far.sum() >= LEAST_LOOKS and started_here and stayed)


class Following:
    """Says who is ours, frame after frame, from whom the model follows and from the looks.

    ``people`` is how many the last look found, and ``others_px`` their boxes (left, top, right,
    bottom) without our own person's, ``(n, 4)``. ``who`` numbers those who were ours: it grows when
    another one is.
    """

    def __init__(self) -> None:
        self.people = 0
        self.who = 0
        self.others_px: FloatArray = np.empty((0, 4))
        self._ours = Person()
        self._seen_s = -np.inf
        self._began_s = np.nan
        self._looked_s = -np.inf
        self._several_s = -np.inf
        self._home: FloatArray = np.full(2, np.nan)
        self._own = _Watched()
        self._has_moved = False
        self._watched: list[_Watched] = []

    def __call__(self, followed: Person, time_s: float) -> Person:
        """Return the one the model follows, or nobody if that is clearly somebody else."""
        if np.isnan(self._began_s):
            self._began_s = time_s
        if time_s - self._seen_s > FORGET_S:
            self._ours = Person()
        if not followed.found or not self._may_be_ours(followed):
            return Person()
        if not self._ours.found:
            # Who comes back to the place is taken to be the same.
            self.who += _aside(followed, self._home) >= AWAY_TORSOS
            self._home = _middle(followed)
        self._ours, self._seen_s = followed, time_s
        return followed

    def _may_be_ours(self, person: Person) -> bool:
        return not self._ours.found or _apart(person, _middle(self._ours)) <= SAME_PERSON_TORSOS

    def wants_a_look(self, time_s: float) -> bool:
        """Whether it is time to look at the whole picture."""
        arriving = time_s - self._began_s < ARRIVAL_S
        lost = self._ours.found and self._seen_s < time_s
        unsure = arriving or lost or not self._is_alone(time_s)
        return time_s - self._looked_s >= (LOOK_OFTEN_S if unsure else LOOK_S)

    def _is_alone(self, time_s: float) -> bool:
        return time_s - self._several_s > ALONE_S

    def look(self, everybody: list[Person], time_s: float) -> Person | None:
        """Take in who is in the picture; return who has to be followed instead, if anybody."""
        gap_s, self._looked_s = time_s - self._looked_s, time_s
        self._watch(everybody, time_s)
        ours = self._ours if self._seen_s == time_s else Person()
        others = _others(everybody, ours) if ours.found else everybody
        self.people = len(everybody)
        if others:
            self._several_s = time_s
        self.others_px = _boxes(others)
        better = self._at_home(ours, others)
        if better is None:
            better = self._exercising(ours, others)
            self.who += better is not None
        if better is not None:
            self._ours, self._seen_s, self._home = better, time_s, _middle(better)
        elif ours.found:
            pace_s = HOME_S if self._is_alone(time_s) else GUARDED_HOME_S
            self._home += (1 - np.exp(-gap_s / pace_s)) * (_middle(ours) - self._home)
            self._has_moved = self._has_moved or self._own.add(ours, time_s).moved()
        return better

    def _at_home(self, ours: Person, others: list[Person]) -> Person | None:
        """Return who is where ours was, if the one followed is not."""
        if ours.found and _aside(ours, self._home) < AWAY_TORSOS:
            return None
        near = [p for p in others if _aside(p, self._home) < SAME_TORSOS and self._is_large(p)]
        return min(near, key=lambda p: _aside(p, self._home), default=None)

    def _is_large(self, person: Person) -> bool:
        return torso_px(person.points_px) >= NOT_SMALLER * torso_px(self._ours.points_px)

    def _exercising(self, ours: Person, others: list[Person]) -> Person | None:
        """Return who else exercises, while ours has stood still from the beginning.

        A trainer beside somebody who squats is often the larger one and so found first.
        """
        if self._has_moved or not ours.found:
            return None
        candidates = (w for w in self._watched if any(w.last is other for other in others))
        better = (w.last for w in candidates if self._is_large(w.last) and w.did_a_repetition())
        return next(better, None)

    def _watch(self, everybody: list[Person], time_s: float) -> None:
        """Continue each track with whoever is nearest to its end."""
        fresh = list(everybody)
        for watched in self._watched:
            near = [p for p in fresh if _apart(p, _middle(watched.last)) <= AWAY_TORSOS]
            if near:
                nearest = min(near, key=lambda p: _apart(p, _middle(watched.last)))
                watched.add(nearest, time_s)
                fresh = [p for p in fresh if p is not nearest]
        kept = [w for w in self._watched if time_s - w.seen[-1][0] <= FORGET_S]
        self._watched = kept + [_Watched().add(p, time_s) for p in fresh]


def _others(everybody: list[Person], ours: Person) -> list[Person]:
    """Return who is not ours: the nearest is, and whoever was found on the same body."""
    apart = [_apart(person, _middle(ours)) for person in everybody]
    nearest = min(apart, default=0.0)
    reach = max(SAME_TORSOS, nearest if nearest < OURS_TORSOS else 0.0)
    return [person for person, far in zip(everybody, apart, strict=True) if far > reach]


def _boxes(people: list[Person]) -> FloatArray:
    boxes = [np.concatenate((p.points_px.min(axis=0), p.points_px.max(axis=0))) for p in people]
    return np.array(boxes).reshape(-1, 4)
