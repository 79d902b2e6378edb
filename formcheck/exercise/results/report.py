"""A finished set as numbers: versioned, written as JSON, read back unchanged.

The JSON Schema of :class:`Report` is ``docs/report.schema.json`` (generated; a test keeps it
current). NaN is written as null. Times are seconds of the recording.
"""

import math
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.functional_serializers import PlainSerializer

from formcheck.exercise.results.reasons import Outcome, Reason, ReasonKind
from formcheck.printable import printable_json

__all__ = [
    "AttemptReport",
    "CheckReport",
    "ComparedWith",
    "Finished",
    "FollowedPerson",
    "GuidedReport",
    "HoldReport",
    "Interruption",
    "InterruptionKind",
    "LooksLike",
    "Parted",
    "PersonChoice",
    "ReferenceKind",
    "RepReport",
    "Report",
    "SetReport",
    "SpokenCue",
    "Verdict",
    "VideoFacts",
    "nothing_judged",
    "worst",
]


class Verdict(StrEnum):
    """What was judged of a check, a rep or a hold.

    No rounding seen: the back was looked at and nothing was found, but what it was compared with
    is too rough, or too much of it was hidden, to call it good, or it is too near to a limit. No
    fault seen: the same of anything else, and of a rep of which not all was seen.
    """

    GOOD = "good"
    WARN = "warn"
    FAULT = "fault"
    NO_FAULT_SEEN = "no_fault_seen"
    NO_ROUNDING_SEEN = "no_rounding_seen"
    NOT_JUDGED = "not_judged"


class ReferenceKind(StrEnum):
    """Where the reference is from that a back is compared with; `exercise.back` knows each."""

    ARMS_FORWARD = "arms_forward"
    STANDING = "standing"
    STRAIGHTEST = "straightest"
    PASSING = "passing"
    POPULATION = "population"


_BADNESS = {
    Verdict.NOT_JUDGED: -2,
    Verdict.NO_ROUNDING_SEEN: -1,
    Verdict.NO_FAULT_SEEN: -1,
    Verdict.GOOD: 0,
    Verdict.WARN: 1,
    Verdict.FAULT: 2,
}


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return the worst of the verdicts that judge something; not judged where none does."""
    return max(verdicts, key=_BADNESS.__getitem__, default=Verdict.NOT_JUDGED)


def _null_for_nan(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)


def _nan_for_null(value: object) -> object:
    return math.nan if value is None else value


Number = Annotated[
    float,
    BeforeValidator(_nan_for_null),
    PlainSerializer(_null_for_nan, return_type=float | None, when_used="json"),
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ComparedWith(_Part):
    """What the outline of the back was compared with, and how sure that is.

    ``error_deg`` is by how much a limit had to be exceeded to count.
    """

    kind: ReferenceKind
    error_deg: Number
    words: str = Field(description="The same in words, going on after 'compared with'.")
    part: str = Field(
        default="", description="The part of the back that was judged; empty where it was all."
    )


class CheckReport(_Part):
    """One check in one rep or hold.

    ``value`` is in the measure's unit, NaN where it could not be measured; ``limit`` is the one
    that decided the verdict (NaN when good or not judged) and ``error`` is by how much a limit
    must be exceeded to count; ``reason`` says why it was not judged, or what was found; ``at_s``
    is the moment that shows it best.
    """

    id: str
    name: str
    measure: str
    verdict: Verdict
    value: Number = math.nan
    limit: Number = math.nan
    error: Number = math.nan
    reason: str = ""
    phase: str = ""
    at_s: Number = math.nan

    @property
    def why(self) -> Reason | None:
        """What ``reason`` says, to decide by; None where it says nothing."""
        return Reason.of(self.reason)

    @property
    def applied(self) -> bool:
        """Whether the check had something to judge, seen or not."""
        return self.why is None or self.why.kind is not ReasonKind.NOT_APPLICABLE

    @property
    def missing(self) -> bool:
        """Whether the check had something to judge and was not judged."""
        return self.verdict is Verdict.NOT_JUDGED and self.applied


class RepReport(_Part):
    """One counted rep: when it began, turned and ended, and what was judged in it."""

    number: int
    start_s: float
    extreme_s: float
    end_s: float
    extreme: Number = math.nan
    verdict: Verdict
    label: str = Field(description="The verdict in words, such as 'counted, back not judged'.")
    said: Verdict | None = Field(
        default=None,
        description="What was said when it was over, where all that the set showed says otherwise.",
    )
    back_reference: ComparedWith | None = Field(
        default=None, description="What the back was compared with; null where it was not judged."
    )
    phases_s: dict[str, Number] = Field(
        default={}, description="Seconds of each phase; null where part of it was not seen."
    )
    checks: tuple[CheckReport, ...]
    followed: str = Field(
        default="",
        description="The measure that 'extreme' is of; empty where it is the exercise's first.",
    )


class AttemptReport(_Part):
    """A movement that began like a rep and is none: turned early, unfinished, or a look-alike.

    ``held_s`` is how long a position was held that is too short to be a hold; else NaN.
    """

    start_s: float
    extreme_s: float
    end_s: float
    extreme: Number = math.nan
    reason: str
    held_s: Number = math.nan
    exercise: str = Field(
        default="", description="The id of the exercise it looks like a rep of, if of one."
    )

    @property
    def outcome(self) -> Outcome:
        """What ``reason`` says, to decide by."""
        return Outcome.of(self.reason)


class HoldReport(_Part):
    """One held position: how long it was really held, on which side, and what was judged."""

    number: int
    start_s: float
    end_s: float
    held_s: float
    side: str = ""
    verdict: Verdict
    label: str
    said: Verdict | None = Field(
        default=None,
        description="What was said when it was over, where all that the set showed says otherwise.",
    )
    back_reference: ComparedWith | None = Field(
        default=None, description="What the back was compared with; null where it was not judged."
    )
    checks: tuple[CheckReport, ...]


Finished = RepReport | AttemptReport | HoldReport
"""A movement that is over, counted or not."""


class Parted(StrEnum):
    """What parts a set from the one before it; earlier ones are told first."""

    CUT = "cut"
    ANOTHER = "another person"
    LEFT = "left the picture"
    WALKED = "walked off"
    REST = "rest"


class GuidedReport(_Part):
    """What was done of an exercise that is guided, not judged; nothing says how well.

    ``done`` and ``planned`` count times round, each side's by itself, or minutes of a timer that
    are over; ``seconds`` are those that were led, without what was said before and between.
    """

    once: str = Field(description="What one of them is called, such as 'tilt' or 'minute'.")
    done: int
    planned: int
    seconds: Number
    completed: bool
    camera: bool = Field(
        default=False, description="Whether a camera was on, to pause when nobody was there."
    )


class SetReport(_Part):
    """Reps or holds that were done one after the other, without a rest between."""

    number: int
    start_s: float
    end_s: float
    reps: tuple[int, ...] = Field(description="Numbers of the reps, or of the holds.")
    after: Parted | None = Field(
        default=None, description="What parts it from the set before; null for the first."
    )


class SpokenCue(_Part):
    """Something said in the set, and when."""

    time_s: float
    text: str
    kind: str
    check: str = ""


class InterruptionKind(StrEnum):
    """What interrupts a set; earlier ones go first."""

    FALL = "fall"
    LOST = "lost"
    SOMEONE_ELSE = "someone else"
    STOP_SIGNAL = "stop signal"
    LEFT_PLACE = "left the place"


class Interruption(_Part):
    """Why and when the set was interrupted; the kinds are a closed list."""

    time_s: float
    kind: InterruptionKind
    text: str


class PersonChoice(StrEnum):
    """Why somebody was followed: named, found first, or because they do the exercise."""

    NAMED = "named"
    FIRST = "first"
    EXERCISED = "exercised"


class FollowedPerson(_Part):
    """Who was followed in a recording, and why.

    ``people`` is how many were seen at once, at most; ``seen_s`` is when the one followed was first
    seen, and ``x`` and ``y`` where, as shares of the picture's width from the left and of its
    height from the top: the notation of ``--person``.
    """

    chosen: PersonChoice
    named: str = Field(default="", description="What --person was given; empty without it.")
    people: int
    seen_s: Number = math.nan
    x: Number = math.nan
    y: Number = math.nan
    words: str = Field(description="The same in a sentence.")


class LooksLike(_Part):
    """Another exercise than the one chosen, as which nothing is judged.

    ``exercise`` is the one to choose instead.
    """

    exercise: str
    exercise_name: str = Field(description="The same in words.")
    words: str = Field(description="A sentence to say first.")


class VideoFacts(_Part):
    """The recording a report is about."""

    path: str
    duration_s: Number = math.nan
    frames: int = 0
    frames_per_s: Number = math.nan
    size_wh: tuple[int, int] = (0, 0)
    note: str = Field(default="", description="What was odd about the file, if anything.")
    person: FollowedPerson | None = Field(
        default=None,
        description="Who was followed; null where one person was seen and nobody was named.",
    )


class Report(_Part):
    """A set, or a recording of several: what was counted, judged and said, and what was not."""

    schema_version: Literal[2] = Field(default=2, alias="schema")
    versions: dict[str, str] = {}
    video: VideoFacts | None = None
    exercise: str
    exercise_name: str
    variant: str = ""
    view: str
    yaw_deg: Number = math.nan
    judged: bool = Field(
        description="Whether the form was judged: at least one check other than the tempo."
    )
    looks_like: LooksLike | None = Field(
        default=None, description="What most of its movements look like, where not this exercise."
    )
    recognised: Number = Field(
        default=math.nan,
        description="How sure the exercise is, 0 to 1, where the movement told it; else null.",
    )
    not_judged: tuple[str, ...] = Field(description="What could not be judged, and why, once each.")
    watching: tuple[str, ...] = Field(
        default=(),
        description="Names of the checks that were judged in at least half of the reps or holds.",
    )
    back_reference: ComparedWith | None = Field(
        default=None,
        description="What the back was compared with in most reps or holds; null where in none.",
    )
    back_range_deg: Number = Field(
        default=math.nan,
        description="How far this person's own back rounds, where limits are shares of that.",
    )
    reps: tuple[RepReport, ...] = ()
    attempts: tuple[AttemptReport, ...] = ()
    holds: tuple[HoldReport, ...] = ()
    sets: tuple[SetReport, ...] = Field(
        default=(), description="The reps or holds by sets: recordings may hold several."
    )
    cues: tuple[SpokenCue, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    guided: GuidedReport | None = Field(
        default=None, description="What was done where the exercise is guided; else null."
    )

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @property
    def tells_something(self) -> bool:
        """Whether the person did anything: a rep, a hold, an attempt, or a guided exercise."""
        led = self.guided is not None and self.guided.seconds > 0
        return bool(self.reps or self.holds or self.attempts) or led

    def as_json(self, *, indent: int | None = None) -> str:
        """Return the report as JSON; unknown numbers are null."""
        return printable_json(self.model_dump_json(by_alias=True, indent=indent))


def nothing_judged(report: Report, reason: str) -> Report:
    """Return the report with nothing counted or judged, for one reason.

    Used where the findings may come from the recording, not from the person.
    """
    return report.model_copy(
        update={
            "judged": False,
            "not_judged": (reason,),
            "watching": (),
            "back_reference": None,
            "reps": (),
            "attempts": (),
            "holds": (),
            "cues": (),
            "interruptions": (),
        }
    )
