"""Sets of repetitions that go down to a bow and come up again, and the start before them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rendering.posture import Posture, Spine, standing
from rendering.timeline import Change, Motion, Phase, Stage

__all__ = [
    "CALM_PACE",
    "LONG_OPENING",
    "RELAXED",
    "USUAL_OPENING",
    "Bow",
    "Opening",
    "Pace",
    "bowing",
    "repetition",
    "varied",
]

RELAXED: Final = standing(raise_deg=4, head_line_deg=0)
"""Upright, arms hanging, knees and ankles as they are in relaxed standing."""

ARMS_FORWARD: Final = standing(raise_deg=75, elbow_deg=4, trunk_deg=-0.8, head_line_deg=0)
"""As if holding a tray; the trunk leans back a little against the arms' weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How long each part of the start takes, seconds; ``arms_s`` 0 leaves the arms hanging."""

    relaxed_s: float = 2.0
    raise_s: float = 0.8
    arms_s: float = 2.0
    lower_s: float = 0.7
    ready_s: float = 0.5
    relaxed: Posture = RELAXED
    forward: Posture = ARMS_FORWARD

    def stages(self, ready: Posture) -> Iterable[Stage]:
        """Return the start, ending in the posture that the exercise starts from."""
        yield Change(phase=Phase.STANDING, seconds=self.relaxed_s, to=self.relaxed)
        if self.arms_s:
            yield Change(phase=Phase.ARMS_RISING, seconds=self.raise_s, to=self.forward)
            yield Change(phase=Phase.ARMS_FORWARD, seconds=self.arms_s, to=self.forward)
            yield Change(phase=Phase.ARMS_LOWERING, seconds=self.lower_s, to=ready)
        yield Change(phase=Phase.STANDING, seconds=self.ready_s, to=ready)


USUAL_OPENING: Final = Opening()

LONG_OPENING: Final = Opening(relaxed_s=3.0, arms_s=2.5, ready_s=1.0)
"""A start with time to look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long each part of a repetition takes, seconds."""

    down_s: float = 2.0
    stay_s: float = 0.8
    up_s: float = 1.4
    rest_s: float = 0.6


USUAL_PACE: Final = Pace()

CALM_PACE: Final = Pace(down_s=2.2, up_s=1.5, rest_s=0.8)


SLIGHTLY_BENT: Final = Spine.even(5)
"""What a back does that is kept long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bow:
    """The bottom of one repetition, and how one gets there.

    ``raise_deg`` is where the arms point, 0 straight down; ``hands_ahead_m`` says it by the hands.
    ``legs_ahead`` is that of :class:`~rendering.timeline.Change`; ``by_way_of`` is a posture that
    is passed on the way down.
    """

    trunk_deg: float = 58.0
    knee_deg: float = 17.0
    shank_deg: float = -1.0
    spine: Spine = SLIGHTLY_BENT
    head_line_deg: float = 3.0
    raise_deg: float = 3.0
    elbow_deg: float = 5.0
    hands_ahead_m: float | None = None
    legs_ahead: float = 0.0
    by_way_of: Posture | None = None

    def posture(self) -> Posture:
        """Return the posture at the bottom."""
        return standing(
            trunk_deg=self.trunk_deg,
            spine=self.spine,
            knee_deg=self.knee_deg,
            shank_deg=self.shank_deg,
            raise_deg=self.raise_deg,
            elbow_deg=self.elbow_deg,
            head_line_deg=self.head_line_deg,
            hands_ahead_m=self.hands_ahead_m,
        )


@dataclass(frozen=True, slots=True)
class _Variation:
    """How one repetition differs from the first, degrees."""

    trunk: float
    knee: float
    shank: float
    bend: float
    head: float


VARIATIONS: Final = (
    _Variation(0, 0, 0, 0, 0),
    _Variation(2.5, 1.5, -0.5, 1.5, 1),
    _Variation(-2, -1, 0.5, -1, -1),
    _Variation(3.5, 2.5, -1, 2.5, 1),
    _Variation(-0.5, 0.5, 0, 0.5, 0),
)
"""Nobody does the same repetition twice; taken in turn."""


def varied(bow: Bow, number: int) -> Bow:
    """Return the bow as it is in a repetition, counted from 1."""
    other = VARIATIONS[(number - 1) % len(VARIATIONS)]
    bend = bow.spine.total
    return replace(
        bow,
        trunk_deg=bow.trunk_deg + other.trunk,
        knee_deg=bow.knee_deg + other.knee,
        shank_deg=bow.shank_deg + other.shank,
        spine=bow.spine.scaled((bend + other.bend) / bend) if bend else bow.spine,
        head_line_deg=bow.head_line_deg + other.head,
    )


def bowing(
    bow: Bow,
    *,
    reps: int = 3,
    ready: Posture = RELAXED,
    opening: Opening = USUAL_OPENING,
    pace: Pace = USUAL_PACE,
) -> Motion:
    """Return a set of repetitions that go down to a bow and come up again."""
    stages = [*opening.stages(ready)]
    for number in range(1, reps + 1):
        stages += repetition(varied(bow, number), number, ready, pace)
    stages.append(Change(phase=Phase.STANDING, seconds=0.6, to=ready))
    return Motion(opening.relaxed, tuple(stages))


def repetition(bow: Bow, number: int, ready: Posture, pace: Pace) -> Iterable[Stage]:
    """Return one repetition and the rest after it."""
    bottom = bow.posture()
    left_s = pace.down_s
    if bow.by_way_of:
        yield Change(phase=Phase.LOWERING, seconds=left_s / 2, to=bow.by_way_of, rep=number)
        left_s /= 2
    yield Change(
        phase=Phase.LOWERING,
        seconds=left_s,
        to=bottom,
        depth=1,
        rep=number,
        legs_ahead=bow.legs_ahead,
    )
    yield Change(phase=Phase.BOTTOM, seconds=pace.stay_s, to=bottom, depth=1, rep=number)
    yield Change(phase=Phase.RISING, seconds=pace.up_s, to=ready, rep=number)
    yield Change(phase=Phase.STANDING, seconds=pace.rest_s, to=ready)
