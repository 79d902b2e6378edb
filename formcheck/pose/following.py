"""Which of several people is ours: kept when others come near, changed only for good reason.

The model follows one person from frame to frame by the place they were in, which goes wrong when
somebody passes in front: it then goes along with them. So from time to time a look at the whole
picture finds everybody, and this module says whether the one followed is still ours.

Trackers such as ByteTrack need everybody's box in every frame; here such a look costs a frame.
"""

from dataclasses import replace

import numpy as np

from formcheck.landmarks.pose import FloatArray
from formcheck.pose.named import TOO_SMALL, NamedPerson
from formcheck.pose.tracking import DetectedPerson, torso_px
from formcheck.pose.watched import (
    AWAY_TORSOS,
    MIN_LOOKS,
    NOT_SMALLER,
    OWN_EXERCISE_TORSOS,
    SAME_TORSOS,
    Watched,
    apart,
    aside,
    does_the_exercise,
    middle,
)

__all__ = ["Following", "beside", "regular_look_due_s"]

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

PAST_S = 3.0
"""How often to look past one who does nothing, though nobody else was seen: of two people who fill
the picture the look often finds one. A look costs as much as four frames do."""

SHOWN = 1
"""So many repetitions a trainer may have shown; who has done more exercises, and it does not matter
who else is there."""

BESIDE = 0.2
"""Of somebody else no more than this share is behind the one who was covered; else it is what the
cover left of them. Of a thousand such looks at real clips 64 found something, ten with this and the
other conditions, and five of those were people."""

HOME_S, GUARDED_HOME_S = 2.0, 10.0
"""Time constants of our person's usual place, alone and while there may be others: then it must
not go along with somebody who passes by, should the model do so."""

OURS_TORSOS = 1.1
"""How far the look and the model that follows may disagree on one person: on real squats up to
0.8, as the look has less to go by."""


def regular_look_due_s(began_s: float, looked_s: float) -> float:
    """Return when the look after one is due, whoever is there: what can be known beforehand."""
    arriving = looked_s + LOOK_OFTEN_S - began_s < ARRIVAL_S
    return looked_s + (LOOK_OFTEN_S if arriving else LOOK_S)


def beside(
    found: list[DetectedPerson], followed: DetectedPerson, known: list[DetectedPerson]
) -> list[DetectedPerson]:
    """Return who of those found with the followed one covered is neither them nor known."""
    low, high = followed.corners_px
    large = TOO_SMALL * float(np.max(high - low))
    return [
        person
        for person in found
        if np.max(person.corners_px[1] - person.corners_px[0]) >= large
        and _share_within(person, low, high) <= BESIDE
        and aside(person, middle(followed)) > AWAY_TORSOS
        and all(apart(person, middle(one)) > SAME_TORSOS for one in known)
    ]


def _share_within(person: DetectedPerson, low: FloatArray, high: FloatArray) -> float:
    """Return how much of somebody's box is in another one."""
    first, last = person.corners_px
    common = np.maximum(np.minimum(last, high) - np.maximum(first, low), 0)
    return float(common.prod() / max(float((last - first).prod()), 1.0))


class Following:
    """Says who is ours, frame after frame, from whom the model follows and from the looks.

    ``people`` is how many the last look found, and ``others_px`` their boxes (left, top, right,
    bottom) without our own person's, ``(n, 4)``. ``who`` numbers those who were ours: it grows when
    another one is.

    Parameters
    ----------
    named
        Who is to be followed, where somebody said; else it is who does the exercise
        (:func:`formcheck.pose.watched.does_the_exercise`), and until that is known the one found
        first.
    """

    def __init__(self, named: NamedPerson | None = None) -> None:
        self.people = 0
        self.track_id = 0
        self.other_boxes_xyxy: FloatArray = np.empty((0, 4))
        self._named = named
        self._told = 0
        self._settled = named is None
        self._ours = DetectedPerson()
        self._seen_s = -np.inf
        self._began_s = np.nan
        self._looked_s = -np.inf
        self._several_s = -np.inf
        self._past_s = -np.inf
        self._home: FloatArray = np.full(2, np.nan)
        self._own = Watched(OWN_EXERCISE_TORSOS)
        self._watched: list[Watched] = []

    def __call__(self, followed: DetectedPerson, time_s: float) -> DetectedPerson:
        """Return the one the model follows, or nobody if that is clearly somebody else."""
        if np.isnan(self._began_s):
            self._began_s = time_s
        if time_s - self._seen_s > FORGET_S:
            self._ours = DetectedPerson()
        if not followed.found or not self._may_be_ours(followed):
            return DetectedPerson()
        if not self._ours.found:
            self._meet(followed)
        self._ours, self._seen_s = followed, time_s
        self._watch_own(followed, time_s)
        return followed

    def _may_be_ours(self, person: DetectedPerson) -> bool:
        if not self._ours.found:  # who was named by a place is met by a look
            return self._settled or self._named is None or self._named.side is not None
        return apart(person, middle(self._ours)) <= SAME_PERSON_TORSOS

    def _meet(self, person: DetectedPerson) -> None:
        """Take whoever is there for ours; who comes back to the place is taken to be the same."""
        if aside(person, self._home) >= AWAY_TORSOS:
            self.track_id += 1
            self._own = Watched(OWN_EXERCISE_TORSOS)
        self._home = middle(person)

    def _watch_own(self, person: DetectedPerson, time_s: float) -> None:
        if not self._own.seen or time_s - self._own.seen[-1][0] >= LOOK_OFTEN_S:
            self._own.add(person, time_s)

    def begin_another_shot(self) -> None:
        """Forget where everybody is, not who it is: after a cut they are elsewhere in the picture.

        To be called before the first picture of another shot, once the model has let go.
        """
        self._ours, self._home = DetectedPerson(), np.full(2, np.nan)
        self._own = Watched(OWN_EXERCISE_TORSOS, repetitions=self._own.repetitions)
        self._watched = []

    def wants_a_look(self, time_s: float) -> bool:
        """Whether it is time to look at the whole picture."""
        arriving = time_s - self._began_s < ARRIVAL_S
        lost = self._ours.found and self._seen_s < time_s
        unsure = arriving or lost or not self._settled or not self._is_alone(time_s)
        return time_s - self._looked_s >= (LOOK_OFTEN_S if unsure else LOOK_S)

    def wants_to_see_past(
        self, everybody: list[DetectedPerson], time_s: float, size_wh: tuple[int, int]
    ) -> bool:
        """Whether to look once more, with the one the model follows covered.

        Of two people a look at the whole picture often finds one. That matters while ours does
        nothing, more so where others were seen, and until who was named is found.
        """
        if self._named is not None:
            return not self._settled and not self._named.is_seen(everybody, time_s, size_wh)
        due = not self._is_alone(time_s) or time_s - self._past_s >= PAST_S
        few = self._own.repetitions <= SHOWN
        return due and few and not (self._own.seen and self._own.busy)

    def _is_alone(self, time_s: float) -> bool:
        return time_s - self._several_s > ALONE_S

    def look(
        self,
        everybody: list[DetectedPerson],
        time_s: float,
        size_wh: tuple[int, int] = (1, 1),
        past: list[DetectedPerson] | None = None,
    ) -> DetectedPerson | None:
        """Take in who is in the picture; return who has to be followed instead, if anybody.

        ``past`` is who was found besides with the one followed covered, None where that was not
        asked; they are believed once several looks found them. Pictures of ``size_wh`` pixels
        matter where somebody was named by a place.
        """
        gap_s, self._looked_s = time_s - self._looked_s, time_s
        if past is not None:
            self._past_s = time_s
        self._watch([*everybody, *(past or [])], time_s)
        if past and self._settled:
            self._several_s = time_s
            past = [person for person in past if self._is_certain(person)]
        everybody = [*everybody, *(past or [])]
        ours = self._ours if self._seen_s == time_s else DetectedPerson()
        others = _others(everybody, ours) if ours.found else everybody
        self.people = len(everybody)
        if others:
            self._several_s = time_s
        if self._named is None or self._settled:
            better = self._better(ours, others)
        else:
            there = self._staying(everybody, time_s)
            better = self._meant(self._named.among(there, time_s, size_wh), others, time_s)
        if better is not None:
            self._ours, self._seen_s, self._home = better, time_s, middle(better)
            others = _others(everybody, better)
        elif ours.found:
            pace_s = HOME_S if self._is_alone(time_s) else GUARDED_HOME_S
            self._home += (1 - np.exp(-gap_s / pace_s)) * (middle(ours) - self._home)
        self.other_boxes_xyxy = _boxes(others)
        return better

    def _staying(self, everybody: list[DetectedPerson], time_s: float) -> list[DetectedPerson]:
        """Return who may be named: for a side nobody who walks by, once all have arrived."""
        arriving = time_s - self._began_s < ARRIVAL_S
        if arriving or self._named is None or self._named.side is None:
            return everybody
        return [person for person in everybody if self._stays(person)]

    def _is_certain(self, person: DetectedPerson) -> bool:
        tracks = [watched for watched in self._watched if watched.last is person]
        return any(len(watched.seen) >= MIN_LOOKS for watched in tracks)

    def _stays(self, person: DetectedPerson) -> bool:
        return any(watched.stays for watched in self._watched if watched.last is person)

    def _meant(
        self, meant: DetectedPerson | None, others: list[DetectedPerson], time_s: float
    ) -> DetectedPerson | None:
        """Return who was named, if they are found and are not the one followed."""
        if meant is None or self._named is None:
            return None
        self._told += self._stays(meant) or self._named.side is None
        self._settled = self._named.is_settled(self._told, time_s)
        if all(meant is not other for other in others):
            return None
        self.track_id += self._ours.found
        self._own = Watched(OWN_EXERCISE_TORSOS).add(meant, time_s)
        return meant

    def _better(self, ours: DetectedPerson, others: list[DetectedPerson]) -> DetectedPerson | None:
        better = self._at_home(ours, others)
        if better is None and self._named is None:
            better = self._exercising(ours, others)
        return better

    def _at_home(self, ours: DetectedPerson, others: list[DetectedPerson]) -> DetectedPerson | None:
        """Return who is where ours was, if the one followed is not."""
        if ours.found and aside(ours, self._home) < AWAY_TORSOS:
            return None
        near = [p for p in others if aside(p, self._home) < SAME_TORSOS and self._is_large(p)]
        return min(near, key=lambda p: aside(p, self._home), default=None)

    def _is_large(self, person: DetectedPerson) -> bool:
        usual_px = self._own.torso_px if self._own.seen else 0.0
        return torso_px(person.points_px) >= NOT_SMALLER * usual_px

    def _exercising(
        self, ours: DetectedPerson, others: list[DetectedPerson]
    ) -> DetectedPerson | None:
        """Return who else does the exercise, if the one followed does not."""
        if not ours.found:
            return None
        for watched in self._watched:
            seen = any(watched.last is other for other in others)
            if seen and does_the_exercise(watched, self._own):
                self.track_id += 1
                self._own = replace(watched, moves_torsos=OWN_EXERCISE_TORSOS)
                self._own.seen = watched.seen.copy()
                return watched.last
        return None

    def _watch(self, everybody: list[DetectedPerson], time_s: float) -> None:
        """Continue each track with whoever is nearest to its end."""
        fresh = list(everybody)
        for watched in self._watched:
            near = [p for p in fresh if apart(p, middle(watched.last)) <= AWAY_TORSOS]
            if near:
                nearest = min(near, key=lambda p: apart(p, middle(watched.last)))
                watched.add(nearest, time_s)
                fresh = [p for p in fresh if p is not nearest]
        kept = [w for w in self._watched if time_s - w.seen[-1][0] <= FORGET_S]
        self._watched = kept + [Watched().add(p, time_s) for p in fresh]


def _others(everybody: list[DetectedPerson], ours: DetectedPerson) -> list[DetectedPerson]:
    """Return who is not ours: the nearest is, and whoever was found on the same body."""
    distances = [apart(person, middle(ours)) for person in everybody]
    nearest = min(distances, default=0.0)
    reach = max(SAME_TORSOS, nearest if nearest < OURS_TORSOS else 0.0)
    return [person for person, far in zip(everybody, distances, strict=True) if far > reach]


def _boxes(people: list[DetectedPerson]) -> FloatArray:
    boxes = [np.concatenate(person.corners_px) for person in people]
    return np.array(boxes).reshape(-1, 4)
