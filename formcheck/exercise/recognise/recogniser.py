"""Which exercise is done, told from the movement, and how sure that is.

Everybody who bends their hips or knees and comes back makes a *movement*. Each is held against what
tells the families apart: how far trunk and knees go, how low the hands reach, whether a seat
carries the body, whether the feet are side by side. A limit is not a wall: near it both sides are
likely, by how much the measures err. The whole is the mean of its movements, so that a set with two
bends to fetch the weight is still the set.
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
"""From here on it is sure: with less than this, another family (or none of ours) would be right in
more than three of ten (team choice; no clip of people left out was told wrongly)."""

DEEP_KNEE_DEG = 72.0
"""Half way between the 45 that are too much in a hinge and the 100 of a squat's and a deadlift's
knees [S11]."""

SOFT_KNEE_DEG = 45.0
"""Knees bent more than this are no hinge's, but a lift's where the hands are at the shins."""

BOW_DEG = 35.0
"""A bow counts from here, as in the hinges' specs."""

SLUMP_DEG = 25.0
"""A back that rounds as far as is comfortable takes the shoulders about so far forward, or more."""

LIFT_LEAN_DEG = 45.0
"""The lean that is too much in a good squat, and less than in a lift with bent knees."""

HEIGHTS = KNEES, UNDER_KNEES, SHINS, FLOOR = 0.65, 0.5, 0.3, 0.15
"""Heights of the hands in leg lengths: about the knees, with room for handles; the knees (0.5);
mid-shin; and where they lift what lies on the floor, which a level bow does not reach [D]."""

SEATED = -0.15
"""The body's centre so far behind the ankle, in leg lengths, is carried by a seat: the heels are
0.06 behind it, and the measure's error is 0.05 [D]."""

SPLIT = 0.3
"""Feet further apart fore and aft than a foot is long (0.31 leg lengths) are a split stance."""

THROWN = 0.4
"""Hands so far ahead of the shoulders, in leg lengths, while somebody is nearly upright are thrown
there: arms that hang are below the shoulders, arms that are crossed nearer."""

JUMPED = 0.12
"""Feet that rise by more of a leg's length, some ten centimetres, have left the floor."""

LONGEST_REP_S = 10.0
"""A movement that takes longer is a position that is held, or a rest: slow squats take seven."""

HELD_S = 3.0
"""Nobody pauses so long in a rep."""

OFF_SIDE = 2.0
"""Seen obliquely, measures are taken from the model's guess of depth and err twice as much."""

KNEE_ERROR, LEAN_ERROR, HAND_ERROR, PLACE_ERROR = 8.0, 6.0, 0.06, 0.05
"""Errors before calibration: of knees and trunk in degrees, of hands and places in leg lengths."""


class Family(StrEnum):
    """What movements are told apart into."""

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
    """An exercise it may be, its family, and how likely that family is, 0 to 1."""

    exercise: str
    family: Family
    share: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a recording may be, likeliest first; ``movements`` is how many told it."""

    guesses: tuple[Guess, ...]
    movements: int

    @property
    def sure(self) -> Guess | None:
        """The exercise that is surely done; None where it has to be asked for."""
        best = self.guesses[0]
        return best if best.share >= SURE and self.movements else None


@dataclass(frozen=True, slots=True)
class _Told:
    """One movement: how likely each family is, and the member of it that it looks most like."""

    shares: dict[Family, float]
    exercises: dict[Family, str]


class Recogniser:
    """Looks at one recording or set, pose by pose."""

    def __init__(self) -> None:
        self._glimpser = Glimpser()
        self._glimpses: list[Glimpse] = []

    def step(self, pose: Pose, view: View | None = None) -> None:
        """Take the next pose; ``view`` is given by whoever watches it anyway."""
        self._glimpses.append(self._glimpser(pose, view))

    def recognition(self) -> Recognition:
        """Return what it is as far as it was seen."""
        told = list(_told(self._glimpses))
        shares = {
            family: sum(each.shares[family] for each in told) / len(told) if told else 0.0
            for family in _ASKED
        }
        guesses = [
            Guess(_member(family, told), family, round(share, 3))
            for family, share in shares.items()
        ]
        # Of equals the everyday ones come first: the order of _ASKED is kept.
        return Recognition(tuple(sorted(guesses, key=lambda each: -each.share)), len(told))


_ASKED = {
    Family.SQUAT: "squat",
    Family.HINGE: "hip_hinge",
    Family.LIFT: "lift_from_floor",
    Family.HOLD: "hamstring_standing",
}
"""The families that can be judged, and the exercise offered where none of its own was seen."""


def _member(family: Family, told: Sequence[_Told]) -> str:
    """Return the member of a family that most of its movements look like."""
    votes: dict[str, float] = {}
    for each in told:
        name = each.exercises[family]
        votes[name] = votes.get(name, 0.0) + each.shares[family]
    best = max(votes, key=votes.__getitem__, default="")
    return best if votes.get(best, 0.0) > 0.0 else _ASKED[family]


def _told(glimpses: Sequence[Glimpse]) -> Iterator[_Told]:
    """Yield what each movement that can be told looks like."""
    for movement in movements_in(glimpses):
        if movement.view in {View.SIDE, View.OBLIQUE}:
            yield _told_of(_Look.at(movement), movement.view)


@dataclass(frozen=True, slots=True)
class _Look:
    """The numbers of one movement that tell the families apart."""

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
        """Take the numbers of a movement's glimpses and of those just after it."""
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
"""Steady is who bends by no more than this within a second."""


def _steady_s(rows: Sequence[Glimpse]) -> float:
    """Return for how long at a stretch somebody stayed bent alike."""
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
    # With the hands below the knees a squat is as likely a lift that is done like one.
    squat = signs.deep * (1.0 - lift) * (1.0 - 0.5 * signs.hanging * (1.0 - signs.seated))
    # Hinges and squats begin standing: of what began before it was seen the depth is not known.
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
"""What is likelier than this is likelier than not."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """How likely each thing is that tells the families apart, 0 to 1.

    ``deep`` and ``unlocked`` are of the knees, ``bowed`` and ``slumped`` of the trunk, ``hanging``
    of hands below the knees; ``seated`` tells that a seat carries the body, ``behind`` that it is
    behind the near foot, ``split`` that the feet are apart, ``held`` that somebody stayed there.
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
            # On a chair one may rest as long as one likes.
            rep=(1.0 - held * (1.0 - seated)) * (1.0 - split) * (look.seconds < LONGEST_REP_S),
            lift=(1.0 - seated) * lift,
        )


NEAR_SHOULDERS = -0.25
"""Hands no further below the shoulders than this, in leg lengths, are crossed over the chest or
beside the head."""


def _above(value: float, limit: float, error: float) -> float:
    """Return how likely it is that a value is really above a limit, by its error; 0.5 unknown."""
    if math.isnan(value):
        return 0.5
    return 0.5 * (1.0 + math.erf((value - limit) / (error * math.sqrt(2.0))))


def _either(*shares: float) -> float:
    """Return how likely it is that at least one of several things is so."""
    return 1.0 - math.prod(1.0 - share for share in shares)
