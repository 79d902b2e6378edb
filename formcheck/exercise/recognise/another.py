"""A set of another exercise than the chosen one: the report says so first and judges nothing.

Two witnesses show it: movements that match the spec's look-alikes, and the recogniser if nothing
was counted at all.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from formcheck.exercise.recognise.recogniser import FAMILIES, Recognition
from formcheck.exercise.results.moment import Cue, CueKind
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    Finished,
    HoldReport,
    LooksLike,
    Report,
    RepReport,
    Verdict,
)
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.words.catalogue import Words, english

__all__ = ["AnotherWatch", "another_words", "looks_like", "named", "with_another"]

LIVE_AFTER: Final = 2
"""Live, this many such movements are needed: a single one may be fetching a weight."""


def looks_like(
    attempts: Sequence[AttemptReport],
    *,
    counted: int,
    recognition: Recognition | None,
    spec_id: str,
) -> str:
    """Return the other exercise that most of a set's movements look like; empty if there is none.

    ``recognition`` counts only if nothing else was seen; None while the set goes on.
    """
    votes = Counter(each.exercise for each in attempts if each.exercise)
    if votes and votes.total() > counted:
        return votes.most_common(1)[0][0]
    if counted or recognition is None or (best := recognition.sure) is None:
        return ""
    own = FAMILIES.get(spec_id)
    return "" if own is None or best.family is own else best.exercise


class AnotherWatch:
    """Says once during a set that it looks like another exercise."""

    def __init__(self, spec: ExerciseSpec, words: Words) -> None:
        self._spec = spec
        self._words = words
        self._attempts: list[AttemptReport] = []
        self._counted = 0
        self._said = False

    def note(self, ended: Iterable[Finished]) -> None:
        """Take reps, holds and attempts that have ended."""
        for each in ended:
            if isinstance(each, AttemptReport):
                self._attempts.append(each)
            else:
                self._counted += 1

    def cue(self) -> Cue | None:
        """Return the cue that names the other exercise, if it is due."""
        other = looks_like(
            self._attempts, counted=self._counted, recognition=None, spec_id=self._spec.id
        )
        seen = sum(bool(each.exercise) for each in self._attempts)
        if not other or self._said or seen < LIVE_AFTER:
            return None
        self._said = True
        return Cue(another_words(self._words, other, self._spec), CueKind.SETUP)


def another_words(words: Words, exercise: str, spec: ExerciseSpec) -> str:
    """Return the sentence that names the exercise the set looks like."""
    chosen = named(words, spec.id, spec.name.lower())
    return words("another", other=named(words, exercise), chosen=chosen)


def named(words: Words, exercise: str, otherwise: str = "") -> str:
    """Return an exercise's name in a sentence; ``otherwise`` if the catalogue has none."""
    text = f"exercise-{exercise.replace('_', '-')}"
    return words(text) if words.has(text) else otherwise or exercise.replace("_", " ")


def with_another(
    report: Report,
    spec: ExerciseSpec,
    recognition: Recognition | None = None,
    *,
    words: Words | None = None,
) -> Report:
    """Return the report; if most of it is another exercise, it says so and judges nothing.

    ``words`` is the catalogue; None for English.
    """
    words = words or english()
    if math.isnan(report.yaw_deg):
        return report  # nobody was there
    counted = len(report.reps) + len(report.holds)
    other = looks_like(report.attempts, counted=counted, recognition=recognition, spec_id=spec.id)
    if not other:
        return report
    like = LooksLike(
        exercise=other,
        exercise_name=named(words, other),
        words=another_words(words, other, spec),
    )
    return report.model_copy(
        update={
            "looks_like": like,
            "judged": False,
            "watching": (),
            "back_reference": None,
            "reps": tuple(_unjudged(rep, words) for rep in report.reps),
            "holds": tuple(_unjudged(hold, words) for hold in report.holds),
        }
    )


_Counted = TypeVar("_Counted", RepReport, HoldReport)


def _unjudged(counted: _Counted, words: Words) -> _Counted:
    checks = tuple(
        CheckReport(
            id=check.id,
            name=check.name,
            measure=check.measure,
            verdict=Verdict.NOT_JUDGED,
            reason=Reason(ReasonKind.ANOTHER_EXERCISE).words,
        )
        for check in counted.checks
    )
    update = {"verdict": Verdict.NOT_JUDGED, "label": words("label-form")}
    return counted.model_copy(update=update | {"checks": checks, "back_reference": None})
