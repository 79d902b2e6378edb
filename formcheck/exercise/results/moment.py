"""All that is known at one frame, for the overlay, the voice and the page."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from formcheck.exercise.measure.registry import Measure, View
from formcheck.exercise.results.reasons import Reason
from formcheck.exercise.results.report import Finished, Interruption, Verdict
from formcheck.landmarks.pose import FloatArray, Pose

__all__ = ["Cue", "CueKind", "Framing", "HoldProgress", "Moment", "Unjudged"]


class CueKind(StrEnum):
    """Why something is said; earlier kinds go first."""

    INTERRUPT = "interrupt"
    SETUP = "setup"
    PROMPT = "prompt"
    CORRECTION = "correction"
    FIXED = "fixed"
    PRAISE = "praise"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Cue:
    """The few words to be spoken at one moment; ``check`` names the finding behind them."""

    text: str
    kind: CueKind
    check: str = ""


@dataclass(frozen=True, slots=True)
class Framing:
    """How the person stands to the camera, and what would make more judgeable.

    ``yaw_deg`` is 0 side-on and 90 facing the camera; ``turn_deg`` is the same with a sign, +
    turned towards the camera and - away from it; both are NaN while unknown. ``advice`` is one
    short sentence to say, empty when nothing needs changing or nothing more can be done;
    ``problems`` describe in full all that is not as it should be. ``missing`` names parts that are
    out of the picture or hidden. ``settled`` is whether the view was seen for long enough to judge
    by, ``unclear`` whether the turn jumps about too much to know it, ``untold`` whether the pose
    network does not measure turns at all.

    ``ready`` is whether the exercise can begin; ``still`` is whether the person stands: while it is
    false, speaking is no use. ``partial`` says what can be judged and what not, empty where all
    needed parts are in the picture and, as far as advice went, will be during the movement.
    """

    view: View = View.UNKNOWN
    yaw_deg: float = math.nan
    turn_deg: float = math.nan
    advice: str = ""
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    settled: bool = True
    unclear: bool = False
    untold: bool = False
    ready: bool = False
    still: bool = True
    partial: str = ""


@dataclass(frozen=True, slots=True)
class HoldProgress:
    """Seconds held so far, the goal in seconds, and whether the timer runs."""

    held_s: float
    goal_s: float
    running: bool


class Unjudged(NamedTuple):
    """A check that cannot be judged at the moment: its name, and the reason."""

    name: str
    why: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame, understood.

    ``values`` are the measures a check may use at this frame (NaN where not seen). ``phase`` is
    the current phase's name, empty before the set begins. ``checks`` is the live verdict of each
    check watched in this phase; ``finished`` is the rep, hold or attempt that ended at this frame,
    if any. ``back`` is the live verdict on the back, ``back_doubt`` why it cannot be judged (None
    where it can, or need not), and ``straight_shape_deg`` the shape its outline is compared with
    (None where none is known). ``moving`` is whether a rep or hold is under way, ``counted`` the
    number of reps or holds. ``calibrated`` is whether the calibration is done, ``wants_arms``
    whether its second step is still asked for; ``interruption`` is what interrupts the set at this
    frame.
    """

    time_s: float
    pose: Pose
    framing: Framing = field(default_factory=Framing)
    values: Mapping[Measure, float] = field(default_factory=dict)
    phase: str = ""
    reps: int = 0
    attempts: int = 0
    hold: HoldProgress | None = None
    checks: Mapping[str, Verdict] = field(default_factory=dict)
    back: Verdict = Verdict.NOT_JUDGED
    back_doubt: Reason | None = None
    straight_shape_deg: FloatArray | None = None
    finished: Finished | None = None
    cue: Cue | None = None
    not_judged: tuple[Unjudged, ...] = ()
    moving: bool = False
    counted: int = 0
    calibrated: bool = False
    wants_arms: bool = False
    interruption: Interruption | None = None
