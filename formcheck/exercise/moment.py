"""All that is known at one frame: what the overlay draws, the voice says and the page shows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from formcheck.exercise.back_reference import BackReference
from formcheck.exercise.measures import Measure, View
from formcheck.exercise.report import RepReport, Verdict
from formcheck.pose.landmarks import Pose

__all__ = ["Cue", "CueKind", "Framing", "HoldProgress", "Moment"]


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

    ``yaw_deg`` is 0 side-on and 90 facing the camera (NaN while unknown). ``advice`` is one
    sentence to say, empty when nothing needs changing; ``missing`` names parts that are out of
    the picture or hidden; ``settled`` tells that the view was seen for long enough to judge by.
    """

    view: View = View.UNKNOWN
    yaw_deg: float = math.nan
    advice: str = ""
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    settled: bool = True


@dataclass(frozen=True, slots=True)
class HoldProgress:
    """Seconds held so far of the seconds asked, and whether the timer runs."""

    held_s: float
    goal_s: float
    running: bool


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame, understood.

    ``values`` are the measures a check may use at this frame (NaN where not seen). ``phase`` is
    the current phase's name, empty before the set begins. ``checks`` is the live verdict of each
    check watched in this phase; ``finished`` is the rep that ended at this very frame, if any.
    ``back`` is the live verdict on the back, ``back_doubt`` why it cannot be judged (empty where
    it can, or need not), and ``compared_with`` what its outline is compared with.
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
    back_doubt: str = ""
    compared_with: BackReference = field(default_factory=BackReference)
    finished: RepReport | None = None
    cue: Cue | None = None
    not_judged: tuple[str, ...] = ()
