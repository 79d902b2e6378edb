"""All that is known at one frame: what the overlay draws, the voice says and the page shows."""

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
    """Why something is said; earlier ones go first."""

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

    ``yaw_deg`` is 0 side-on and 90 facing the camera; ``turn_deg`` is as much, + turned towards it
    and - away from it; NaN while unknown. ``advice`` is one short sentence to say, empty when
    nothing needs changing or nothing more can be done; ``problems`` say at length all that is not
    as it should be. ``missing`` names parts that are out of the picture or hidden;
    ``settled`` tells that the view was seen for long enough to judge by, ``unclear`` that what is
    seen of the turn jumps about too much to tell it, ``untold`` that the pose network does not tell
    turns at all.

    ``ready`` tells that the exercise can begin, ``still`` that the person stands, so that it is no
    use to speak while it is false. ``partial`` says what can be judged and what not, empty where
    all that is needed is in the picture and, as far as advice went, will be in the movement.
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
    """Seconds held so far of the seconds asked, and whether the timer runs."""

    held_s: float
    goal_s: float
    running: bool


class Unjudged(NamedTuple):
    """A check that cannot be judged at the moment: what it is called, and why not."""

    name: str
    why: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame, understood.

    ``values`` are the measures a check may use at this frame (NaN where not seen). ``phase`` is
    the current phase's name, empty before the set begins. ``checks`` is the live verdict of each
    check watched in this phase; ``finished`` is the rep, hold or try that ended at this very
    frame, if any.
    ``back`` is the live verdict on the back, ``back_doubt`` why it cannot be judged (None where
    it can, or need not), and ``straight_shape_deg`` the shape its outline is compared with (None
    where none is known). ``moving`` tells
    that a rep or hold is under way, ``counted`` is of reps or holds; ``calibrated`` and
    ``wants_arms`` tell which steps of the calibration are done and still asked for;
    ``interruption`` is what interrupts the set at this very frame.
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
