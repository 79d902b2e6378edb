"""Judges every recording by every exercise: a good rep of one is no rep in most others.

:func:`crossed` judges the poses of one recording by each exercise; a :class:`CrossTable` holds the
rows of many, and is what ``formcheck evaluate --cross --json`` prints. Its JSON Schema is
``docs/cross.schema.json`` (``python -m formcheck.evaluate.cross.cross``).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.evaluate.labels.vocabulary import FAMILIES
from formcheck.evaluate.score.result import verdicts_in
from formcheck.exercise.results.moment import CueKind
from formcheck.exercise.results.report import HoldReport, RepReport, Verdict
from formcheck.exercise.session import Session
from formcheck.landmarks.pose import Pose
from formcheck.printable import printable_json
from formcheck.specs.files import judged_ids, load_spec

__all__ = ["CrossTable", "Crossed", "Kin", "cross_schema", "crossed", "kin_of", "own_exercise"]


class Kin(StrEnum):
    """What the exercise shown in a recording is to the one it is judged by."""

    OWN = "own"
    FAMILY = "family"
    OTHER = "other"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Crossed(_Part):
    """One recording judged by one exercise."""

    recording: str
    shown: str = Field(description="The exercise that it shows; empty where there is none of ours.")
    exercise: str = Field(description="The exercise it was judged by.")
    kin: Kin
    reps: int
    holds: int
    attempts: int
    verdicts: Mapping[str, int] = Field(description="How often each came of a rep or hold.")
    given: Mapping[str, int] = Field(
        description="How often each verdict was given to a check of a rep or hold."
    )
    said: tuple[str, ...] = Field(description="The corrections that were spoken.")
    not_judged: tuple[str, ...] = Field(description="What was said not to be judged, and why.")

    @property
    def wrong(self) -> bool:
        """Whether an exercise of another family gave the verdict fault or good."""
        return self.kin is Kin.OTHER and bool(_SAYING & {*self.given, *self.verdicts})

    @property
    def silent(self) -> bool:
        """Whether nothing was counted, judged or said."""
        return not (self.reps or self.holds or self.given or self.said)


_SAYING: Final = frozenset({Verdict.GOOD.value, Verdict.FAULT.value})


class CrossTable(_Part):
    """Many recordings judged by many exercises."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    source: str
    interrupted: bool = False
    versions: Mapping[str, str] = {}
    rows: tuple[Crossed, ...]

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @property
    def wrong(self) -> tuple[Crossed, ...]:
        """The rows in which an exercise of another family gave the verdict fault or good."""
        return tuple(row for row in self.rows if row.wrong)

    def as_json(self) -> str:
        """Return the table as JSON."""
        return printable_json(self.model_dump_json(by_alias=True))


def crossed(
    recording: str, shown: str, poses: Sequence[Pose], exercises: Iterable[str] | None = None
) -> tuple[Crossed, ...]:
    """Return the result of judging one recording by each exercise.

    Parameters
    ----------
    recording
        The recording's name.
    shown
        The id of the exercise that it shows; empty if it shows none of ours.
    poses
        All poses in it, in order.
    exercises
        The ids of the exercises to judge it by; by default all that load by id.

    Raises
    ------
    UsageError, SpecError
        An exercise is missing, or its spec is wrong.
    """
    rows: list[Crossed] = []
    for exercise in judged_ids() if exercises is None else exercises:
        session = Session(load_spec(exercise))
        for pose in poses:
            session.step(pose)
        report = session.report()
        items: tuple[RepReport | HoldReport, ...] = (*report.reps, *report.holds)
        rows.append(
            Crossed(
                recording=recording,
                shown=shown,
                exercise=exercise,
                kin=kin_of(shown, exercise),
                reps=len(report.reps),
                holds=len(report.holds),
                attempts=len(report.attempts),
                verdicts=dict(Counter(item.verdict.value for item in items)),
                given=verdicts_in(items),
                said=tuple(cue.text for cue in report.cues if cue.kind == CueKind.CORRECTION),
                not_judged=report.not_judged,
            )
        )
    return tuple(rows)


def kin_of(shown: str, exercise: str) -> Kin:
    """Return the kinship of two exercises, by their ids.

    An exercise without a known family is a family of its own.
    """
    if shown == exercise:
        return Kin.OWN
    family = FAMILIES.get(shown)
    return Kin.FAMILY if family and family == FAMILIES.get(exercise) else Kin.OTHER


def own_exercise(recording: str) -> str:
    """Return the exercise whose id begins a recording's name.

    The longest fitting id counts; empty if none fits.
    """
    fitting = [known for known in judged_ids() if f"{recording}_".startswith(f"{known}_")]
    return max(fitting, key=len, default="")


def cross_schema() -> str:
    """Return the JSON Schema of the output of ``formcheck evaluate --cross --json``."""
    schema = CrossTable.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(cross_schema())
