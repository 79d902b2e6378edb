"""How people are placed while exercising, and all that follows from it.

Everything that differs between standing, a chair and the floor is read from :data:`POSTURES`: an
exercise in a known posture is a YAML file and nothing else, and a new posture is a
:class:`Posture` with its entry here. Its specs are tried with the figures of other postures that
meet its start; only where none does, :mod:`formcheck.specs.trial.postures` needs some of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.report import ReferenceKind

__all__ = [
    "HANGING_DEG",
    "POSTURES",
    "STANDING_STILL",
    "CameraHeight",
    "FallLimits",
    "Posture",
    "PostureInfo",
    "Rising",
    "Settling",
    "StartPose",
    "Support",
]


class Posture(StrEnum):
    """How the person is placed while exercising.

    ``lying`` is on the back or on the front and ``kneeling`` with the trunk upright or on all
    fours, for exercises in which both are right.
    """

    STANDING = "standing"
    SITTING = "sitting"
    LYING = "lying"
    KNEELING = "kneeling"
    ALL_FOURS = "all_fours"
    LYING_ON_BACK = "lying_on_back"
    LYING_ON_FRONT = "lying_on_front"
    LYING_ON_SIDE = "lying_on_side"


class Support(StrEnum):
    """What carries the body at the start of the exercise."""

    FEET = "feet"
    SEAT = "seat"
    FLOOR = "floor"


class CameraHeight(StrEnum):
    """Where the camera stands."""

    HIP = "hip"
    LOW = "low"


class Settling(StrEnum):
    """How the person comes to the start; chooses the words that ask for it."""

    STAND = "stand"
    CHAIR = "chair"
    OWN_START = "own_start"


class Rising(StrEnum):
    """How the person comes up after the last set; chooses the words for it."""

    UNAIDED = "unaided"
    OVER_THE_SIDE = "over_the_side"


HANGING_DEG = 40.0
"""Upper arms hang within this of straight down (hands may rest on the thighs)."""

UPRIGHT_DEG = 15.0
"""A trunk that leans less than this in the picture is upright."""

STRAIGHT_DEG = 25.0
"""Knees bent less than this are straight enough to be standing."""

LEVEL_DEG = 30.0
"""A trunk or shin within this of level lies along the floor: a pillow or a tilted camera makes 15,
and in a plank on long arms the trunk rises by 20 (team choice)."""

PROPPED_DEG = 50.0
"""The trunk of a person lying on the front, propped up on the forearms, rises by 45 at most (team
choice)."""

BENT_DEG = 45.0
"""Knees bent by less carry no weight: on all fours they are bent by 90, by 60 with the hips ahead
of them, and lying on the front they are straight (team choice)."""


@dataclass(frozen=True, slots=True)
class StartPose:
    """The angles of a posture, in degrees, as the picture shows them.

    Parameters
    ----------
    trunk_deg
        Lowest and highest lean of the trunk: 0 is upright, 90 level and face down, -90 level and
        face up. Any of the pairs will do.
    knee_deg
        Lowest and highest flexion of the near knee; None where it does not matter.
    shin_level
        Whether the near or the far shin must lie along the floor: people may kneel on one knee.
    arms_hang
        Whether the upper arms must hang down, where they are seen.
    """

    trunk_deg: tuple[tuple[float, float], ...]
    knee_deg: tuple[float, float] | None = None
    shin_level: bool = False
    arms_hang: bool = False

    def is_met(self, *, trunk: float, knee: float, shins: tuple[float, float]) -> bool:
        """Return whether the angles fit the posture; NaN does not.

        ``shins`` are how far the near and the far shin lean forward of upright.
        """
        if not any(low <= trunk <= high for low, high in self.trunk_deg):
            return False
        if self.knee_deg is not None and not self.knee_deg[0] <= knee <= self.knee_deg[1]:
            return False
        return not self.shin_level or any(_is_level(shin) for shin in shins)


def _is_level(lean_deg: float) -> bool:
    return abs(abs(lean_deg) - 90.0) <= LEVEL_DEG


@dataclass(frozen=True, slots=True)
class FallLimits:
    """What counts as a fall for a person who begins in a posture.

    Parameters
    ----------
    seconds
        From up to the floor in less than this is a fall: people who go down on purpose take some
        three seconds from standing and two and a half from a chair, about half of them between
        these heights.
    up_legs
        Hips this high above the feet are up, in leg lengths. Standing they are at 1.0, and hardly
        lower in the deepest hinge; on a chair they are at 0.5, on a low one of 40 cm at 0.45.
    """

    seconds: float
    up_legs: float


@dataclass(frozen=True, slots=True)
class PostureInfo:
    """All facts about one posture.

    Parameters
    ----------
    words
        The posture in words that go on after "whoever is".
    support
        What carries the body. On the feet or a seat, trunk and shins come upright between
        movements, and a bowing person keeps the turn to the camera they had upright.
    start
        The angles of the person's own start, where an exercise calibrates by it.
    view
        The camera's view of the body when placed for the exercise: the chest of a person lying on
        their side faces the camera.
    back
        What the outline of the back may be compared with; empty where no outline of it is seen.
    on_back
        Whether the person lies on the back, which not everybody can.
    fall
        What counts as a fall; None where the person is on the floor anyway.
    settling, rising
        Choose the words that ask for the start, and that help up after the last set.
    """

    words: str
    support: Support
    start: StartPose
    view: View = View.SIDE
    back: frozenset[ReferenceKind] = frozenset()
    on_back: bool = False
    fall: FallLimits | None = None
    settling: Settling = Settling.OWN_START
    rising: Rising = Rising.UNAIDED

    @property
    def on_feet(self) -> bool:
        """Whether the feet carry the body."""
        return self.support is Support.FEET

    @property
    def on_floor(self) -> bool:
        """Whether the floor carries more of the body than the feet."""
        return self.support is Support.FLOOR

    @property
    def camera(self) -> CameraHeight:
        """Where the camera stands: low for a body on the floor, to see it from the side."""
        return CameraHeight.LOW if self.on_floor else CameraHeight.HIP


STANDING_STILL = StartPose(
    ((-UPRIGHT_DEG, UPRIGHT_DEG),), knee_deg=(-STRAIGHT_DEG, STRAIGHT_DEG), arms_hang=True
)
"""The start of every exercise that calibrates standing, whatever its posture."""

_UPRIGHT = StartPose(((-UPRIGHT_DEG, UPRIGHT_DEG),), arms_hang=True)
_FACE_UP = (-90.0 - LEVEL_DEG, -90.0 + LEVEL_DEG)
_FACE_DOWN = (90.0 - LEVEL_DEG, 90.0 + LEVEL_DEG)
_PROPPED = (90.0 - PROPPED_DEG, 90.0 + LEVEL_DEG)
_KNEES_BENT = (BENT_DEG, 180.0)
_KNEES_STRAIGHT = (-BENT_DEG, BENT_DEG)

_OF_STANDING = frozenset(ReferenceKind)
_OF_ITS_OWN = frozenset({ReferenceKind.STRAIGHTEST, ReferenceKind.POPULATION})
"""A back held level by arms and knees hangs differently from a standing one (team choice)."""

POSTURES: Mapping[Posture, PostureInfo] = {
    Posture.STANDING: PostureInfo(
        "standing",
        Support.FEET,
        _UPRIGHT,
        back=_OF_STANDING,
        fall=FallLimits(seconds=1.5, up_legs=0.8),
        settling=Settling.STAND,
    ),
    Posture.SITTING: PostureInfo(
        "sitting",
        Support.SEAT,
        _UPRIGHT,
        back=_OF_STANDING,
        fall=FallLimits(seconds=0.8, up_legs=0.4),
        settling=Settling.CHAIR,
    ),
    Posture.LYING: PostureInfo(
        "lying down",
        Support.FLOOR,
        StartPose((_FACE_UP, _PROPPED)),
        back=_OF_ITS_OWN,
        rising=Rising.OVER_THE_SIDE,
    ),
    Posture.KNEELING: PostureInfo(
        "kneeling",
        Support.FLOOR,
        StartPose(((-LEVEL_DEG, _FACE_DOWN[1]),), knee_deg=_KNEES_BENT, shin_level=True),
        back=_OF_ITS_OWN,
    ),
    Posture.ALL_FOURS: PostureInfo(
        "on all fours",
        Support.FLOOR,
        StartPose((_FACE_DOWN,), knee_deg=_KNEES_BENT, shin_level=True),
        back=_OF_ITS_OWN,
    ),
    Posture.LYING_ON_BACK: PostureInfo(
        "lying on the back",
        Support.FLOOR,
        StartPose((_FACE_UP,)),
        on_back=True,
        rising=Rising.OVER_THE_SIDE,
    ),
    Posture.LYING_ON_FRONT: PostureInfo(
        "lying on the front",
        Support.FLOOR,
        StartPose((_PROPPED,), knee_deg=_KNEES_STRAIGHT),
        back=_OF_ITS_OWN,
        rising=Rising.OVER_THE_SIDE,
    ),
    Posture.LYING_ON_SIDE: PostureInfo(
        "lying on the side",
        Support.FLOOR,
        StartPose((_FACE_UP, _FACE_DOWN)),
        view=View.FRONT,
        rising=Rising.OVER_THE_SIDE,
    ),
}
"""The facts about every posture."""
