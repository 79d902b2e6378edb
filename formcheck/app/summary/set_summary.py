"""A finished set in the words and order in which a person reads it; nothing of the screen.

First what could not be judged, then what went well, then one thing to change: the same order of
importance by which cues are spoken. Only what was judged is praised.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from formcheck.drawing.findings import (
    VERDICT_SIGN,
    attempt_words,
    finding_words,
)
from formcheck.exercise.coach.unjudged import numbered, otherwise_words
from formcheck.exercise.judge.checks import failed_above
from formcheck.exercise.results.reasons import Outcome
from formcheck.exercise.results.report import (
    CheckReport,
    GuidedReport,
    HoldReport,
    Report,
    RepReport,
    Verdict,
)
from formcheck.exercise.spec.models import Check, ExerciseSpec

__all__ = [
    "Change",
    "Judged",
    "SetSummary",
    "StripCell",
    "counted_words",
    "guided_words",
    "summarise",
]

Judged = RepReport | HoldReport

GUIDED: Final = "Guided, not judged"
"""Said of each such set, so that nobody takes "done" for "well done"."""

MINUTE: Final = "minute"
"""What a timer's spec counts; it tells how long it took by itself."""

LONG_S: Final = 120.0
"""From here on a time is told in minutes (team choice)."""

_FOUND: Final = (Verdict.FAULT, Verdict.WARN)

_TILE_WORD: Final = {
    Verdict.GOOD: "good",
    Verdict.WARN: "to change a little",
    Verdict.FAULT: "to change",
    Verdict.NO_FAULT_SEEN: "nothing to change seen",
    Verdict.NO_ROUNDING_SEEN: "no rounding seen",
    Verdict.NOT_JUDGED: "not seen",
}
"""What stands on a rep's tile: it is practice, and nobody failed."""

_LIVE_WORDS: Final = {Outcome.UNFINISHED: "the set ended before the way back"}
"""Why something was not counted, where a live set has other words than a recording."""


@dataclass(frozen=True, slots=True)
class Change:
    """The one thing to change: what it is called, why, where it was found and what was said."""

    check: str
    name: str
    explain: str
    where: str


@dataclass(frozen=True, slots=True)
class StripCell:
    """One rep or hold in a row of them: its number, verdict, and what was found in it."""

    number: int
    verdict: Verdict
    label: str
    found: tuple[str, ...]

    @property
    def sign(self) -> str:
        """The verdict's sign."""
        return VERDICT_SIGN[self.verdict]

    @property
    def word(self) -> str:
        """The verdict in a word or two."""
        return _TILE_WORD[self.verdict]


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A set as it is told; ``change`` is None where nothing was found."""

    headline: str
    not_judged: tuple[str, ...]
    went_well: tuple[str, ...]
    change: Change | None
    strip: tuple[StripCell, ...]
    not_counted: tuple[str, ...]


def summarise(report: Report, spec: ExerciseSpec) -> SetSummary:
    """Return what is told of a set; ``spec`` is the exercise in the version that was done."""
    judged: Sequence[Judged] = report.reps or report.holds
    if report.guided is not None:  # that nothing is judged is how it is meant, not a lack
        return SetSummary(_capital(f"{counted_words(report)}. {GUIDED}"), (), (), None, (), ())
    return SetSummary(
        headline=_capital(counted_words(report)),
        not_judged=(
            *_another(report),
            *_by_reason(report.not_judged),
            *filter(None, [otherwise_words(judged)]),
        ),
        went_well=tuple(_went_well(judged)),
        change=_change(judged, spec.checks),
        strip=tuple(map(_cell, judged)),
        not_counted=tuple(_not_counted(report)),
    )


def counted_words(report: Report) -> str:
    """Return what was counted, such as ``4 reps``."""
    if report.guided is not None:
        return guided_words(report.guided)
    if report.holds:
        held_s = sum(hold.held_s for hold in report.holds)
        return f"{_times(len(report.holds), 'hold')}, {held_s:.0f} seconds in all"
    return _times(len(report.reps), "rep") if report.reps else "nothing counted"


def guided_words(guided: GuidedReport) -> str:
    """Return what was done of what is guided, such as ``8 of 10 tilts, 1 min``."""
    whole = guided.done == guided.planned
    done = f"{guided.done}" if whole else f"{guided.done} of {guided.planned}"
    times = f"{done} {guided.once}{'' if whole and guided.done == 1 else 's'}"
    if guided.once == MINUTE:
        return times
    return f"{times}, {_lasted(guided.seconds)}"


def _lasted(seconds: float) -> str:
    """Return a time as people say it; below two minutes in seconds."""
    return f"{seconds:.0f} s" if seconds < LONG_S else f"{seconds / 60:.0f} min"


def _another(report: Report) -> Iterator[str]:
    """Yield what it looks like instead, where that is another exercise than the one chosen."""
    if report.looks_like is not None:
        yield f"{report.looks_like.words} Nothing is judged by the wrong one."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _times(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _by_reason(not_judged: Iterable[str]) -> Iterator[str]:
    """Yield what was not judged, in one line where the reason is the same."""
    subjects: dict[str, list[str]] = {}
    for words in not_judged:
        subject, colon, reason = words.partition(": ")
        whole = f": {reason}" if colon and not words.endswith(".") else ""
        subjects.setdefault(whole or words, []).append(subject)
    for reason, names in subjects.items():
        yield f"{', '.join(names)}{reason}" if reason.startswith(": ") else reason


def _went_well(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield what was good wherever it was judged, in at least half of the reps or holds."""
    for same in zip(*(item.checks for item in judged), strict=True):
        seen = [check.verdict for check in same if check.verdict is not Verdict.NOT_JUDGED]
        if 2 * len(seen) < len(same) or not seen:
            continue
        if all(verdict is Verdict.GOOD for verdict in seen):
            yield f"{same[0].name}: good{_how_often(len(seen), judged)}"
        elif not any(verdict in _FOUND for verdict in seen):
            rounding = Verdict.NO_ROUNDING_SEEN in seen
            what = "no rounding" if rounding else "nothing to change"
            yield f"{same[0].name}: {what} seen{_in_none(len(seen), judged)}"


def _what(item: Judged) -> str:
    return "hold" if isinstance(item, HoldReport) else "rep"


def _in_none(count: int, judged: Sequence[Judged]) -> str:
    """Return in how many nothing was seen: "in every rep" would read as "not in every rep"."""
    if count == len(judged):
        return f" in any {_what(judged[0])}" if count > 1 else ""
    return f" in the {_times(count, _what(judged[0]))} that could be judged"


def _how_often(count: int, judged: Sequence[Judged]) -> str:
    what = _what(judged[0])
    if count == len(judged):
        return f" in every {what}" if count > 1 else ""
    return f" in {count} of {_times(len(judged), what)}"


def _change(judged: Sequence[Judged], checks: Sequence[Check]) -> Change | None:
    """Return the most important finding: by what it is about, then by how bad and how often."""
    found = [(check, where) for check in checks if (where := _found_in(judged, check.id))]
    if not found:
        return None
    check, where = min(found, key=lambda each: _urgency(*each))
    worst = max((_report_of(item, check.id) for item in where), key=_badness)
    told = check.explained(too_high=failed_above(worst))
    same = [
        item for item in where if failed_above(_report_of(item, check.id)) == failed_above(worst)
    ]
    return Change(check.id, check.name, told, _where(same, judged))


def _badness(found: CheckReport) -> tuple[bool, float]:
    return found.verdict is Verdict.FAULT, abs(found.value - found.limit)


def _urgency(check: Check, where: Sequence[Judged]) -> tuple[int, int, int]:
    faults = sum(_verdict_of(item, check.id) is Verdict.FAULT for item in where)
    return check.importance.rank, -faults, -len(where)


def _found_in(judged: Sequence[Judged], check: str) -> list[Judged]:
    return [item for item in judged if _verdict_of(item, check) in _FOUND]


def _report_of(item: Judged, check: str) -> CheckReport:
    return next(each for each in item.checks if each.id == check)


def _verdict_of(item: Judged, check: str) -> Verdict:
    return next((each.verdict for each in item.checks if each.id == check), Verdict.NOT_JUDGED)


def _where(found: Sequence[Judged], judged: Sequence[Judged]) -> str:
    what = _what(found[0])
    if len(found) == len(judged) > 1:
        return f"In every {what}"
    return f"In {numbered(what, [item.number for item in found])}"


def _cell(item: Judged) -> StripCell:
    return StripCell(item.number, item.verdict, item.label, tuple(_found(item.checks)))


def _found(checks: Iterable[CheckReport]) -> Iterator[str]:
    for verdict in _FOUND:
        yield from (finding_words(check) for check in checks if check.verdict is verdict)


def _not_counted(report: Report) -> Iterator[str]:
    attempts = sorted(report.attempts, key=attempt_words)
    for words, alike in groupby(attempts, key=attempt_words):
        same = list(alike)
        yield f"{len(same)} {_LIVE_WORDS.get(same[0].outcome, words)}"
