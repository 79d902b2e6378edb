"""Describes in words, rep by rep, where a report differs from a clip's labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from formcheck.drawing.findings import number_words
from formcheck.evaluate.score.result import CheckResult, ClipResult, RepResult
from formcheck.exercise.results.report import Verdict
from formcheck.words.catalogue import english

__all__ = ["Kind", "Miss", "MissedRep", "misses_of"]


class Kind(StrEnum):
    """The kind of a miss."""

    MISSED_REP = "rep missed"
    EXTRA_REP = "rep too many"
    MISSED_FAULT = "fault missed"
    FALSE_FAULT = "false fault"
    NOT_JUDGED = "not judged"
    FALSE_WARN = "false warn"


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference from the labels; ``check`` is the check concerned, if any."""

    kind: Kind
    words: str
    check: CheckResult | None = None


@dataclass(frozen=True, slots=True)
class MissedRep:
    """A rep with at least one miss."""

    rep: RepResult
    misses: tuple[Miss, ...]

    @property
    def serious(self) -> bool:
        """Whether the rep has more than a false warn."""
        return any(miss.kind is not Kind.FALSE_WARN for miss in self.misses)


def misses_of(clip: ClipResult) -> list[MissedRep]:
    """Return the reps of a clip that have misses, in order."""
    reps = ((rep, tuple(_misses(rep))) for rep in clip.reps)
    return [MissedRep(rep, misses) for rep, misses in reps if misses]


def _misses(rep: RepResult) -> Iterator[Miss]:
    remark = f" ({rep.remark})" if rep.remark else ""
    if rep.found is None:
        yield Miss(Kind.MISSED_REP, f"Labelled rep {rep.number} was not found{remark}.")
        return
    if rep.cut:
        return
    if rep.number == 0:
        yield Miss(Kind.EXTRA_REP, f"A rep was counted where none is labelled{remark}.")
        return
    for check in rep.checks:
        yield from _of_check(check)


def _of_check(check: CheckResult) -> Iterator[Miss]:
    parts = {"": check.value, "limit ": check.limit, "error ": check.error}
    numbers = (
        (head, number_words(english(), value, check.measure)) for head, value in parts.items()
    )
    found = ", ".join(f"{head}{number}" for head, number in numbers if number)
    told = f" ({found})" if found else ""
    if check.missed:
        verdict = english().of("verdict", Verdict(check.outcome))
        yield Miss(Kind.MISSED_FAULT, f"{check.name}: {verdict}{told}, labelled a fault.", check)
    if check.false:
        kind = Kind.FALSE_FAULT if check.outcome == Verdict.FAULT else Kind.FALSE_WARN
        verdict = english().of("verdict", Verdict(check.outcome))
        yield Miss(kind, f"{check.name}: {verdict}{told}, labelled without.", check)
    if check.unseen:
        yield Miss(Kind.NOT_JUDGED, f"{check.name}: not judged, {check.reason}.", check)
