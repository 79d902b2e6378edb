"""Which of several people is ours: kept when others come near, changed only for good reason.

The model follows one person from frame to frame by their last place. That goes wrong when somebody
passes in front: the model then follows the passer-by. So from time to time a look at the whole
picture finds everybody, and this module decides whether the followed person is still ours.

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
"""Interval of looks for others while ours is alone: it finds people walking in before they are
near."""

LOOK_OFTEN_S = 0.25
"""Interval of looks while there may be several people, or ours is in doubt: a passer-by at 1.2 m/s
gets no further than half a body width past our person before the look finds the mistake."""

ALONE_S = 2.0
"""Time since somebody else was last seen until ours counts as alone again: not every look finds
people in front of, behind or close to our person."""

ARRIVAL_S = 2.0
"""Looks are frequent during this first time too: the first person seen may not be the one who
exercises."""

SAME_PERSON_TORSOS = 2.0
"""Between two frames our person's middle moves less than this many torso lengths; somebody
further away is somebody else (team choice: a torso length is about 50 cm)."""

FORGET_S = 2.0
"""After ours is unseen for this long, the next person found counts as ours: long enough for a
passer-by in front, short enough for somebody who walks out and comes back elsewhere."""

PAST_S = 3.0
"""Interval of looks past a followed person who does nothing, though nobody else was seen: of two
people who fill the picture a look often finds one. A look costs as much as four frames do."""

SHOWN = 1
"""Repetitions that a trainer may have shown; a person with more of them exercises, and other people
do not matter."""

BESIDE = 0.2
"""At most this share of another person's box lies behind the covered person; with more, the find is
what the cover left of the covered person. Of a thousand such looks at real clips 64 found
something, ten of them by this and the other conditions, and five of those ten were people."""

HOME_S, GUARDED_HOME_S = 2.0, 10.0
"""Time constants of our person's usual place, alone and while there may be others: the place must
not follow a passer-by, even when the model does."""

OURS_TORSOS = 1.1
"""How far the look and the following model may disagree on one person's place: on real squats they
do by up to 0.8, as the look has less to go by."""


def regular_look_due_s(began_s: float, looked_s: float) -> float:
    """Return when the next look is due at the latest, whatever the looks find: seconds."""
    arriving = looked_s + LOOK_OFTEN_S - began_s < ARRIVAL_S
    return looked_s + (LOOK_OFTEN_S if arriving else LOOK_S)


def beside(
    found: list[DetectedPerson], followed: DetectedPerson, known: list[DetectedPerson]
) -> list[DetectedPerson]:
    """Return the new people among those found while the followed one was covered.

    They are neither the followed person nor among the ``known``.
    """
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
    """Return the share of a person's box that lies in another box, 0 to 1."""
    first, last = person.corners_px
    common = np.maximum(np.minimum(last, high) - np.maximum(first, low), 0)
    return float(common.prod() / max(float((last - first).prod()), 1.0))


class Following:
    """Decides frame by frame which person is ours, from the model's following and the looks.

    ``people`` is how many people the last look found, and ``other_boxes_xyxy`` the boxes of the
    others (left, top, right, bottom), ``(n, 4)``. ``track_id`` numbers our persons in turn: it
    grows when another person becomes ours.

    Parameters
    ----------
    named
        The person the user named. Without one, the person who does the exercise is ours
        (:func:`formcheck.pose.watched.does_the_exercise`), and until one does, the one found
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
        """Return the person the model follows, or nobody if that is clearly somebody else."""
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
        if not self._ours.found:  # a look finds a person named by a place
            return self._settled or self._named is None or self._named.side is not None
        return apart(person, middle(self._ours)) <= SAME_PERSON_TORSOS

    def _meet(self, person: DetectedPerson) -> None:
        """Take a found person for ours; at the old place they count as the same person."""
        if aside(person, self._home) >= AWAY_TORSOS:
            self.track_id += 1
            self._own = Watched(OWN_EXERCISE_TORSOS)
        self._home = middle(person)

    def _watch_own(self, person: DetectedPerson, time_s: float) -> None:
        if not self._own.seen or time_s - self._own.seen[-1][0] >= LOOK_OFTEN_S:
            self._own.add(person, time_s)

    def begin_another_shot(self) -> None:
        """Forget where everybody is but keep who is ours: a cut moves people in the picture.

        Call it before the first picture of another shot, once the model has let go.
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
        """Whether to look once more, with the followed person covered.

        Of two people a look at the whole picture often finds one. That matters while ours does
        nothing, more so where others were seen, and until the named person is found.
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
        """Take in the people in the picture; return the person to follow instead, if any.

        ``past`` are the people found with the followed person covered, None without such a look;
        they count once several looks found them. ``size_wh``, the picture's pixels, matters only
        where a place names the person.
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
        """Return the people the name may mean: for a side, no passers-by once all have arrived."""
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
        """Return the named person, if they are found and not followed already."""
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
        """Return the person at our person's usual place, if the followed one has left it."""
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
        """Return another person who does the exercise, if the followed one does not."""
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
        """Continue each track with the person nearest to its end."""
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
    """Return everybody but ours: the nearest person and further finds on the same body."""
    distances = [apart(person, middle(ours)) for person in everybody]
    nearest = min(distances, default=0.0)
    reach = max(SAME_TORSOS, nearest if nearest < OURS_TORSOS else 0.0)
    return [person for person, far in zip(everybody, distances, strict=True) if far > reach]


def _boxes(people: list[DetectedPerson]) -> FloatArray:
    boxes = [np.concatenate(person.corners_px) for person in people]
    return np.array(boxes).reshape(-1, 4)
