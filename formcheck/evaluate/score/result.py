"""The results of an evaluation as numbers: versioned, written as JSON, read back unchanged.

Its JSON Schema is ``docs/evaluation.schema.json``
(``python -m formcheck.evaluate.score.result``). NaN is written as null; times are seconds of the
recording, angles degrees.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from formcheck.evaluate.labels.truth import BACK, Bend, Label, SeenBack, Shows
from formcheck.evaluate.score.reach import Reach
from formcheck.exercise.results.report import HoldReport, Number, RepReport, Verdict
from formcheck.printable import printable_json

__all__ = [
    "NOTICED",
    "NOT_ASKED",
    "NO_REP",
    "OUTCOMES",
    "AngleErrors",
    "AngleResult",
    "BackPoint",
    "CheckResult",
    "CheckTable",
    "ClipResult",
    "Evaluation",
    "FalseCue",
    "Group",
    "RepResult",
    "SkippedClip",
    "Spread",
    "Times",
    "Timing",
    "evaluation_schema",
    "verdicts_in",
]

NOT_ASKED: Final = "not_asked"
NO_REP: Final = "no_rep"
OUTCOMES: Final = (*(verdict.value for verdict in Verdict), NOT_ASKED, NO_REP)
"""What came of a check in a labelled rep: a verdict; ``not_asked`` where its condition was never
met; ``no_rep`` where the rep was not found."""

NOTICED: Final = frozenset({Verdict.WARN.value, Verdict.FAULT.value})
_SILENT: Final = frozenset({Verdict.NOT_JUDGED.value, NOT_ASKED, NO_REP})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Times(_Part):
    """A rep or hold."""

    start_s: float
    extreme_s: float
    end_s: float


class CheckResult(_Part):
    """One check in one rep: what was labelled, and what was found."""

    id: str
    name: str
    measure: str
    essential: bool
    hidden: bool = Field(description="Whether it is known that it cannot be judged here.")
    label: Label
    outcome: str = Field(description=f"One of {', '.join(OUTCOMES)}.")
    value: Number = math.nan
    limit: Number = math.nan
    error: Number = Field(default=math.nan, description="By how much a limit must be exceeded.")
    reason: str = ""
    at_s: Number = Field(default=math.nan, description="The moment that shows it best.")

    @property
    def missed(self) -> bool:
        """Whether the check missed a labelled fault that it judged."""
        return self.label is Label.YES and self.outcome not in NOTICED | _SILENT

    @property
    def false(self) -> bool:
        """Whether the check noticed a fault where the labels have none."""
        return self.label is Label.NO and self.outcome in NOTICED

    @property
    def unseen(self) -> bool:
        """Whether the rep cannot be good because this check was not judged."""
        return self.essential and not self.hidden and self.outcome == Verdict.NOT_JUDGED


class AngleResult(_Part):
    """A measure at the extreme of one rep, as measured and as it truly was."""

    measure: str
    measured: Number
    true: Number

    @property
    def error(self) -> float:
        """Measured minus true; NaN where it was not measured."""
        return self.measured - self.true


class RepResult(_Part):
    """A labelled rep with the found one that it is (missed without), or a found one too many."""

    number: int = Field(
        description="The labelled rep's number, counted from 1; 0 for one too many."
    )
    labelled: Times | None
    found: Times | None
    good: bool = Field(description="Whether somebody looked and found no fault in it.")
    none_seen: bool = Field(
        default=False, description="Whether somebody looked for every fault and is sure of none."
    )
    back: SeenBack = Field(default=SeenBack.UNSURE, description="How round the back looked.")
    cut: bool = Field(
        default=False, description="Whether it is one cut by the clip's start or end."
    )
    verdict: Verdict = Verdict.NOT_JUDGED
    compared_with: str = Field(default="", description="Which reference the back was held to.")
    remark: str = Field(default="", description="What else is known, such as an attempt seen here.")
    checks: tuple[CheckResult, ...] = ()
    bend: Bend | None = Field(default=None, description="Where the back is truly bent, if known.")
    angles: tuple[AngleResult, ...] = ()

    def outcome(self, check: str) -> str:
        """Return the outcome of a check; ``no_rep`` if the rep has none."""
        return next((each.outcome for each in self.checks if each.id == check), NO_REP)


class FalseCue(_Part):
    """A correction spoken of a rep in which that fault is labelled not to be."""

    rep: int
    time_s: float
    check: str
    text: str


class ClipResult(_Part):
    """One clip."""

    clip: str
    exercise: str
    shows: Shows = Field(default=Shows.EXERCISE, description="What it is to that exercise.")
    words: str = Field(default="", description="What is shown, as the labels call it.")
    person: str = ""
    view: str
    turned_deg: Number = Field(default=0.0, description="How far from it, where that is labelled.")
    tier: str
    labelled: int
    found: int
    timed: bool = Field(description="Whether the labelled reps have times.")
    tolerance_s: float = Field(description="How well the labelled times are known.")
    yaw_deg: Number
    not_judged: tuple[str, ...]
    reps: tuple[RepResult, ...]
    false_cues: tuple[FalseCue, ...] = ()
    given: Mapping[str, int] = Field(
        default={}, description="How often each verdict was given to a check of a rep or hold."
    )
    said: tuple[str, ...] = Field(default=(), description="The corrections that were spoken.")

    @property
    def whose(self) -> str:
        """The person's name; a clip without one counts as a person of its own."""
        return self.person or self.clip

    @property
    def off_by(self) -> int:
        """The error of the count: the larger number of missed and of extra reps."""
        return max(self.missed, self.extra)

    @property
    def missed(self) -> int:
        """The number of labelled reps that were not found."""
        if not self.timed:
            return max(0, self.labelled - self.found)
        return sum(rep.found is None for rep in self.reps)

    @property
    def extra(self) -> int:
        """The number of found reps that match no labelled one."""
        if not self.timed:
            return max(0, self.found - self.labelled)
        return sum(rep.labelled is None and not rep.cut for rep in self.reps)


def verdicts_in(items: Iterable[RepReport | HoldReport]) -> dict[str, int]:
    """Return the count of each verdict on the checks of reps or holds.

    Checks that were not judged, or whose condition was never met, are left out.
    """
    reports = (report for item in items for report in item.checks)
    asked = (report.verdict for report in reports if report.applied)
    return dict(Counter(one.value for one in asked if one is not Verdict.NOT_JUDGED))


class Spread(_Part):
    """Errors of a kind: how many, their mean (found minus true), mean size and largest size."""

    count: int
    bias: Number
    mean_abs: Number
    worst: Number

    @classmethod
    def of(cls, errors: list[float]) -> Self:
        """Return the spread of the known errors."""
        known = [error for error in errors if math.isfinite(error)]
        if not known:
            return cls(count=0, bias=math.nan, mean_abs=math.nan, worst=math.nan)
        sizes = [abs(error) for error in known]
        mean, size = sum(known) / len(known), sum(sizes) / len(known)
        return cls(count=len(known), bias=mean, mean_abs=size, worst=max(sizes))


class Timing(_Part):
    """Errors of the found times, in seconds; + is later than labelled."""

    start_s: Spread
    extreme_s: Spread
    end_s: Spread


class CheckTable(_Part):
    """How often each outcome came to each label, in one check."""

    id: str
    name: str
    essential: bool
    counts: Mapping[Label, Mapping[str, int]]

    def count(self, label: Label, *outcomes: str) -> int:
        """Return the number of a label's reps with these outcomes, or with any if none is named."""
        row = self.counts.get(label, {})
        return sum(row.get(name, 0) for name in outcomes or row)


class AngleErrors(_Part):
    """Errors of one measure at the extreme against the truth, in degrees."""

    measure: str
    bend: str = Field(description="Where the back is bent; only its own measure is told apart.")
    errors: Spread
    unseen: int = Field(description="Reps in which it was not measured.")


class Group(_Part):
    """The clips of one exercise, or of its variations, seen from one side."""

    exercise: str
    shows: Shows = Shows.EXERCISE
    view: str
    clips: int
    labelled: int
    found: int
    missed: int
    extra: int
    timing: Timing
    checks: tuple[CheckTable, ...]
    false_cues: int
    good_reps: int = Field(description="Found reps labelled without a fault.")
    angles: tuple[AngleErrors, ...] = ()

    @property
    def back_not_judged(self) -> int:
        """The number of found reps in which the back's outline was not judged."""
        backs = [table for table in self.checks if table.id == BACK]
        return sum(back.count(label, Verdict.NOT_JUDGED) for back in backs for label in Label)


class BackPoint(_Part):
    """How well bent backs are told from long ones, at one verdict."""

    name: str
    bent_from: float
    long_to: float
    view: str
    bend: str = Field(description="Where the bent ones are bent.")
    bent: int
    found: int
    bent_not_judged: int
    long: int
    false: int
    long_not_judged: int


class SkippedClip(_Part):
    """A clip that was left out, and why."""

    clip: str
    why: str
    failed: bool = Field(default=False, description="Whether that is a mistake to mend.")


class Evaluation(_Part):
    """An evaluation, complete."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    source: str
    rendered: bool = Field(description="Whether the labels are the exact truth of rendered people.")
    interrupted: bool = False
    versions: Mapping[str, str] = {}
    clip_count: int = Field(default=0, description="How many clips were judged.")
    groups: tuple[Group, ...]
    back: tuple[BackPoint, ...] = ()
    reach: Reach = Reach()
    clips: tuple[ClipResult, ...] = ()
    skipped: tuple[SkippedClip, ...] = ()

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @property
    def summary(self) -> "Evaluation":
        """The same evaluation without single clips and without people's names."""
        nothing = {"clips": (), "skipped": (), "source": ""}
        return self.model_copy(update={**nothing, "reach": self.reach.nameless})

    def as_json(self, *, indent: int | None = None) -> str:
        """Return the evaluation as JSON; every unknown number is null."""
        return printable_json(self.model_dump_json(by_alias=True, indent=indent))


def evaluation_schema() -> str:
    """Return the JSON Schema of the output of ``formcheck evaluate --json``."""
    schema = Evaluation.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(evaluation_schema())
