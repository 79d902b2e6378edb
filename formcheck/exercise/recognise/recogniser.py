"""Which exercise the person does, recognised from their movements, and how sure that is.

Bending hips or knees and coming back is a *movement*. Each is compared with what distinguishes the
families: how far trunk and knees go, how low the hands reach, whether a seat carries the body,
whether the feet are side by side. A limit is not a wall: near it both sides are likely, by the
measures' errors. The recognition is the mean of all movements, so that two bends to fetch the
weight do not change a set.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from formcheck.exercise.measure.registry import View
from formcheck.exercise.recognise.glimpses import Glimpse, Glimpser
from formcheck.exercise.recognise.movements import Movement, movements_in
from formcheck.landmarks.pose import Pose

__all__ = ["FAMILIES", "SURE", "Family", "Guess", "Recogniser", "Recognition"]

SURE = 0.7
"""A guess is sure from this share on: below it, another family (or none of ours) would be right in
more than three of ten (team choice; no clip of left-out people was recognised wrongly)."""

DEEP_KNEE_DEG = 72.0
"""Half way between 45, too much for knees in a hinge, and 100, the knees of a squat or deadlift
[S11]."""

SOFT_KNEE_DEG = 45.0
"""Knees bent more than this are no hinge, but a lift if the hands are at the shins."""

BOW_DEG = 35.0
"""A bow counts from here, as in the hinges' specs."""

SLUMP_DEG = 25.0
"""A back rounded as far as is comfortable leans the trunk about this much, or more."""

LIFT_LEAN_DEG = 45.0
"""A lean too large for a good squat, and smaller than in a lift with bent knees."""

HEIGHTS = KNEES, UNDER_KNEES, SHINS, FLOOR = 0.65, 0.5, 0.3, 0.15
"""Heights of the hands in leg lengths: about the knees, with room for handles; the knees (0.5);
mid-shin; and lifting from the floor, which a level bow does not reach [D]."""

SEATED = -0.15
"""A seat carries the body if its centre is this far behind the ankle, in leg lengths: the heels are
0.06 behind it, and the measure's error is 0.05 [D]."""

SPLIT = 0.3
"""Feet further apart fore and aft than a foot's length (0.31 leg lengths) are a split stance."""

THROWN = 0.4
"""Hands this far ahead of the shoulders, in leg lengths, of a nearly upright person are thrown
there: hanging arms are below the shoulders, crossed arms nearer."""

JUMPED = 0.12
"""Feet that rise by more than this, in leg lengths (some ten centimetres), have left the floor."""

LONGEST_REP_S = 10.0
"""A longer movement is a held position or a rest: slow squats take seven."""

HELD_S = 3.0
"""Nobody pauses this long in a rep."""

OFF_SIDE = 2.0
"""In an oblique view, measures come from the model's guess of depth and err twice as much."""

KNEE_ERROR, LEAN_ERROR, HAND_ERROR, PLACE_ERROR = 8.0, 6.0, 0.06, 0.05
"""Errors before calibration: of knees and trunk in degrees, of hands and places in leg lengths."""


class Family(StrEnum):
    """The families that movements belong to."""

    HINGE = "hinge"
    SQUAT = "squat"
    LIFT = "lift"
    HOLD = "hold"
    OTHER = "none of ours"


FAMILIES = {
    "hip_hinge": Family.HINGE,
    "good_morning": Family.HINGE,
    "romanian_deadlift": Family.HINGE,
    "squat": Family.SQUAT,
    "sit_to_stand": Family.SQUAT,
    "lift_from_floor": Family.LIFT,
    "hamstring_standing": Family.HOLD,
    "back_range": Family.HOLD,
}
"""The family of each shipped exercise."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A possible exercise, its family, and how likely that family is, 0 to 1."""

    exercise: str
    family: Family
    share: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """The exercises a recording may show, likeliest first, and the number of movements used."""

    guesses: tuple[Guess, ...]
    movements: int

    @property
    def sure(self) -> Guess | None:
        """The sure guess; None if the person has to be asked for the exercise."""
        best = self.guesses[0]
        return best if best.share >= SURE and self.movements else None


@dataclass(frozen=True, slots=True)
class _Told:
    """One movement: the likelihood of each family, and its likeliest exercise in each."""

    shares: dict[Family, float]
    exercises: dict[Family, str]


class Recogniser:
    """Looks at one recording or set, pose by pose."""

    def __init__(self) -> None:
        self._glimpser = Glimpser()
        self._glimpses: list[Glimpse] = []

    def step(self, pose: Pose, view: View | None = None) -> None:
        """Take the next pose; pass ``view`` if it is known already."""
        self._glimpses.append(self._glimpser(pose, view))

    def recognition(self) -> Recognition:
        """Return the recognition from all poses so far."""
        told = list(_told(self._glimpses))
        shares = {
            family: sum(each.shares[family] for each in told) / len(told) if told else 0.0
            for family in _ASKED
        }
        guesses = [
            Guess(_member(family, told), family, round(share, 3))
            for family, share in shares.items()
        ]
        # Among equals everyday exercises come first: sorting keeps the order of _ASKED.
        return Recognition(tuple(sorted(guesses, key=lambda each: -each.share)), len(told))


_ASKED = {
    Family.SQUAT: "squat",
    Family.HINGE: "hip_hinge",
    Family.LIFT: "lift_from_floor",
    Family.HOLD: "hamstring_standing",
}
"""The families that can be judged, and the exercise each offers if no movement shows another."""


def _member(family: Family, told: Sequence[_Told]) -> str:
    """Return the exercise of a family that most movements look like."""
    votes: dict[str, float] = {}
    for each in told:
        name = each.exercises[family]
        votes[name] = votes.get(name, 0.0) + each.shares[family]
    best = max(votes, key=votes.__getitem__, default="")
    return best if votes.get(best, 0.0) > 0.0 else _ASKED[family]


def _told(glimpses: Sequence[Glimpse]) -> Iterator[_Told]:
    """Yield the likelihoods of each movement seen from the side or obliquely."""
    for movement in movements_in(glimpses):
        if movement.view in {View.SIDE, View.OBLIQUE}:
            yield _told_of(_Look.at(movement), movement.view)


@dataclass(frozen=True, slots=True)
class _Look:
    """The numbers of one movement that distinguish the families."""

    lean: float
    knee: float
    hand: float
    chest: float
    seat: float
    stride: float
    thrown: float
    rise: float
    seconds: float
    steady_s: float
    whole: bool

    @classmethod
    def at(cls, movement: Movement) -> "_Look":
        """Take the numbers from a movement's glimpses and from those just after it."""
        rows, after = movement.rows, movement.after
        lean, knee, hand, balance, stride, reach, hand_up = (
            np.array([getattr(row, name) for row in rows])
            for name in ("lean", "knee", "hand", "balance", "stride", "reach", "hand_up")
        )
        sunk = knee >= np.nanpercentile(knee, 90) - 15
        leg_px = float(np.median([row.leg_px for row in rows]))
        floor_px = float(np.median([row.ankle_px for row in rows]))
        return cls(
            lean=float(np.nanpercentile(lean, 90)),
            knee=float(np.nanpercentile(knee, 90)),
            hand=float(np.nanpercentile(hand, 10)),
            chest=float(np.nanmedian(hand_up)),
            seat=float(np.nanpercentile(balance[sunk], 30)),
            stride=float(np.nanmedian(stride)),
            thrown=float(np.nanmax(np.where(lean < BOW_DEG, reach, -1.0), initial=-1.0)),
            rise=max((row.ankle_px - floor_px for row in after), default=0.0) / leg_px,
            seconds=rows[-1].time_s - rows[0].time_s,
            steady_s=_steady_s(rows),
            whole=movement.whole,
        )


STEADY_DEG, STEADY_OVER_S = 5.0, 1.0
"""A person is steady if their bend changes by no more than this, in degrees, within a second."""


def _steady_s(rows: Sequence[Glimpse]) -> float:
    """Return the longest time in seconds that the bend stayed steady."""
    longest, begin_s, first = 0.0, rows[0].time_s, 0
    for i, row in enumerate(rows):
        while rows[first].time_s < row.time_s - STEADY_OVER_S:
            first += 1
        folds = [each.fold for each in rows[first : i + 1]]
        if max(folds) - min(folds) > STEADY_DEG:
            begin_s = row.time_s
        longest = max(longest, row.time_s - begin_s)
    return longest


def _told_of(look: _Look, view: View) -> _Told:
    """Return how likely each family is for one movement."""
    signs = _Signs.of(look, view)
    lift, rep = signs.lift, signs.rep
    # With the hands below the knees, a squat and a lift done like a squat are equally likely.
    squat = signs.deep * (1.0 - lift) * (1.0 - 0.5 * signs.hanging * (1.0 - signs.seated))
    # Hinges and squats begin standing: without a seen beginning their depth is unknown.
    whole = 1.0 if look.whole else 0.5
    stretch, slump = signs.split * signs.behind, (1.0 - signs.split) * signs.slumped
    shares = {
        Family.LIFT: rep * lift * (1.0 - signs.thrown),
        Family.SQUAT: rep * squat * (1.0 - signs.jumped) * max(whole, signs.seated),
        Family.HINGE: rep
        * signs.bowed
        * (1.0 - signs.deep)
        * (1.0 - lift)
        * (1.0 - signs.thrown)
        * whole,
        Family.HOLD: signs.held * (1.0 - signs.unlocked) * _either(stretch, slump),
    }
    exercises = {
        Family.LIFT: "lift_from_floor",
        Family.SQUAT: "sit_to_stand" if signs.seated > LIKELIER else "squat",
        Family.HINGE: "good_morning" if look.chest > NEAR_SHOULDERS else "hip_hinge",
        Family.HOLD: "hamstring_standing" if stretch > slump else "back_range",
    }
    return _Told(shares, exercises)


LIKELIER = 0.5
"""A sign above this is likelier than not."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """The likelihood of each sign that distinguishes the families, 0 to 1.

    ``deep`` and ``unlocked`` describe the knees, ``bowed`` and ``slumped`` the trunk, ``hanging``
    hands below the knees. ``seated``: a seat carries the body; ``behind``: the body is behind the
    near foot; ``split``: the feet are apart; ``held``: the person stayed there.
    """

    deep: float
    unlocked: float
    bowed: float
    slumped: float
    hanging: float
    seated: float
    behind: float
    split: float
    thrown: float
    jumped: float
    held: float
    rep: float
    lift: float

    @classmethod
    def of(cls, look: _Look, view: View) -> "_Signs":
        """Take the signs from a movement's numbers."""
        wide = OFF_SIDE if view is View.OBLIQUE else 1.0

        def beyond(value: float, limit: float, error: float) -> float:
            return _above(value, limit, error * wide)

        deep = beyond(look.knee, DEEP_KNEE_DEG, KNEE_ERROR)
        behind = beyond(-look.seat, -SEATED, PLACE_ERROR)
        seated = deep * behind
        held = _above(look.steady_s, HELD_S, STEADY_OVER_S / 2)
        split = beyond(look.stride, SPLIT * wide, PLACE_ERROR)
        bowed = beyond(look.lean, BOW_DEG, LEAN_ERROR)
        down = {at: beyond(-look.hand, -at, HAND_ERROR) for at in HEIGHTS}
        unlocked = beyond(look.knee, SOFT_KNEE_DEG, KNEE_ERROR)
        lift = _either(
            deep * beyond(look.lean, LIFT_LEAN_DEG, LEAN_ERROR) * down[KNEES],
            bowed * unlocked * down[SHINS],
            # A deep Romanian deadlift reaches the floor with straight knees, too.
            0.5 * bowed * down[SHINS if view is View.OBLIQUE else FLOOR],
        )
        return cls(
            deep=deep,
            unlocked=unlocked,
            bowed=bowed,
            slumped=(1.0 - behind) * beyond(look.lean, SLUMP_DEG, LEAN_ERROR),
            hanging=down[UNDER_KNEES],
            seated=seated,
            behind=behind,
            split=split,
            thrown=beyond(look.thrown, THROWN, PLACE_ERROR),
            jumped=beyond(look.rise, JUMPED, PLACE_ERROR),
            held=held,
            # People on a chair may rest as long as they like.
            rep=(1.0 - held * (1.0 - seated)) * (1.0 - split) * (look.seconds < LONGEST_REP_S),
            lift=(1.0 - seated) * lift,
        )


NEAR_SHOULDERS = -0.25
"""Hands no further below the shoulders than this, in leg lengths, are crossed over the chest or
beside the head."""


def _above(value: float, limit: float, error: float) -> float:
    """Return the likelihood that a value with this error is above a limit; 0.5 for NaN."""
    if math.isnan(value):
        return 0.5
    return 0.5 * (1.0 + math.erf((value - limit) / (error * math.sqrt(2.0))))


def _either(*shares: float) -> float:
    """Return the likelihood that at least one of several signs holds."""
    return 1.0 - math.prod(1.0 - share for share in shares)
