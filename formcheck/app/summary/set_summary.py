"""A finished set in a person's words and order; nothing of the screen.

First what could not be judged, then what went well, then one thing to change, chosen by the same
order of importance as cues. Only judged checks are praised.
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
from formcheck.exercise.coach.unjudged import numbered_words, otherwise_words
from formcheck.exercise.judge.checks import failed_above
from formcheck.exercise.recognise.another import another_words
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
from formcheck.words.catalogue import Words

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

MINUTE: Final = "minute"
"""The unit that a timer's spec counts; its count already is the duration."""

LONG_S: Final = 120.0
"""From here on a duration is in minutes (team choice)."""

_FOUND: Final = (Verdict.FAULT, Verdict.WARN)


@dataclass(frozen=True, slots=True)
class Change:
    """The one thing to change: its check, name, reason, and the reps or holds with it."""

    check: str
    name: str
    explain: str
    where: str


@dataclass(frozen=True, slots=True)
class StripCell:
    """One rep or hold in the strip: its number, verdict and findings."""

    number: int
    verdict: Verdict
    label: str
    found: tuple[str, ...]

    @property
    def sign(self) -> str:
        """The verdict's sign."""
        return VERDICT_SIGN[self.verdict]

    def word(self, words: Words) -> str:
        """Return the verdict in a word or two."""
        return words.of("tile", self.verdict)


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A set's summary in words; ``change`` is None where nothing was found."""

    headline: str
    not_judged: tuple[str, ...]
    went_well: tuple[str, ...]
    change: Change | None
    strip: tuple[StripCell, ...]
    not_counted: tuple[str, ...]


def summarise(report: Report, spec: ExerciseSpec, words: Words) -> SetSummary:
    """Return the summary of a set; ``spec`` is the exercise in the version that was done."""
    judged: Sequence[Judged] = report.reps or report.holds
    counted = counted_words(words, report)
    if report.guided is not None:  # by design, nothing is judged
        # Every such set says so, lest somebody take "done" for "well done".
        told = words("guided-not-judged", counted=counted)
        return SetSummary(_capital(told), (), (), None, (), ())
    return SetSummary(
        headline=_capital(counted),
        not_judged=(
            *_another(words, report, spec),
            *_by_reason(report.not_judged),
            *filter(None, [otherwise_words(words, judged)]),
        ),
        went_well=tuple(_went_well(words, judged)),
        change=_change(words, judged, spec.checks),
        strip=tuple(_cell(words, item) for item in judged),
        not_counted=tuple(_not_counted(words, report)),
    )


def counted_words(words: Words, report: Report) -> str:
    """Return the count in words, such as ``4 reps``."""
    if report.guided is not None:
        return guided_words(words, report.guided)
    if report.holds:
        seconds = words.number(sum(hold.held_s for hold in report.holds), 0)
        return words("counted-held", count=len(report.holds), seconds=seconds)
    if not report.reps:
        return words("counted-nothing")
    return words("count-reps", count=len(report.reps))


def guided_words(words: Words, guided: GuidedReport) -> str:
    """Return the done part of a guided set in words, such as ``8 of 10 tilts, 1 min``."""
    done, planned, once = guided.done, guided.planned, guided.once
    if done == planned:
        times = words("counted-guided", done=done, once=once, several=done != 1)
    else:
        times = words("counted-guided-of", done=done, planned=planned, once=once)
    if once == MINUTE:
        return times
    return words("counted-lasted", counted=times, lasted=_lasted(words, guided.seconds))


def _lasted(words: Words, seconds: float) -> str:
    """Return a duration as people say it; below two minutes in seconds."""
    if seconds < LONG_S:
        return words("lasted-seconds", seconds=words.number(seconds, 0))
    return words("lasted-minutes", minutes=words.number(seconds / 60, 0))


def _another(words: Words, report: Report, spec: ExerciseSpec) -> Iterator[str]:
    """Yield the exercise that the set looks like, if it is not the chosen one."""
    if report.looks_like is not None:
        looks = another_words(words, report.looks_like.exercise, spec)
        yield words("judged-another", looks=looks)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_reason(not_judged: Iterable[str]) -> Iterator[str]:
    """Yield what was not judged, one line for each reason."""
    subjects: dict[str, list[str]] = {}
    for words in not_judged:
        subject, colon, reason = words.partition(": ")
        whole = f": {reason}" if colon and not words.endswith(".") else ""
        subjects.setdefault(whole or words, []).append(subject)
    for reason, names in subjects.items():
        yield f"{', '.join(names)}{reason}" if reason.startswith(": ") else reason


def _went_well(words: Words, judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the checks that were good wherever judged, and judged in half of the set or more."""
    for same in zip(*(item.checks for item in judged), strict=True):
        seen = [check.verdict for check in same if check.verdict is not Verdict.NOT_JUDGED]
        if 2 * len(seen) < len(same) or not seen:
            continue
        name = same[0].name
        if all(verdict is Verdict.GOOD for verdict in seen):
            yield _good(words, name, len(seen), judged)
        elif not any(verdict in _FOUND for verdict in seen):
            rounding = Verdict.NO_ROUNDING_SEEN in seen
            what = words("went-no-rounding" if rounding else "went-no-change")
            yield _seen(words, name, what, len(seen), judged)


def _are_holds(judged: Sequence[Judged]) -> bool:
    return isinstance(judged[0], HoldReport)


def _good(words: Words, name: str, count: int, judged: Sequence[Judged]) -> str:
    """Return the words for a good check, and in how many reps or holds it was good."""
    holds, all_ = _are_holds(judged), len(judged)
    if count < all_:
        of = "went-good-of-holds" if holds else "went-good-of-reps"
        return words(of, name=name, count=count, all=all_)
    if count == 1:
        return words("went-good", name=name)
    return words("went-good-every-hold" if holds else "went-good-every-rep", name=name)


def _seen(words: Words, name: str, what: str, count: int, judged: Sequence[Judged]) -> str:
    """Return in how many nothing was seen; "in every rep" would read as "not in every rep"."""
    holds = _are_holds(judged)
    if count < len(judged):
        of = "went-seen-of-holds" if holds else "went-seen-of-reps"
        return words(of, name=name, what=what, count=count)
    if count == 1:
        return words("went-seen", name=name, what=what)
    return words("went-seen-any-hold" if holds else "went-seen-any-rep", name=name, what=what)


def _change(words: Words, judged: Sequence[Judged], checks: Sequence[Check]) -> Change | None:
    """Return the most important finding: first by its subject, then by severity and frequency."""
    found = [(check, where) for check in checks if (where := _found_in(judged, check.id))]
    if not found:
        return None
    check, where = min(found, key=lambda each: _urgency(*each))
    worst = max((_report_of(item, check.id) for item in where), key=_badness)
    told = check.explained(too_high=failed_above(worst))
    same = [
        item for item in where if failed_above(_report_of(item, check.id)) == failed_above(worst)
    ]
    return Change(check.id, check.name, told, _where(words, same, judged))


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


def _where(words: Words, found: Sequence[Judged], judged: Sequence[Judged]) -> str:
    holds = _are_holds(found)
    if len(found) == len(judged) > 1:
        return words("where-every-hold" if holds else "where-every-rep")
    numbered = numbered_words(words, [item.number for item in found], holds=holds)
    return words("where-numbered", numbered=numbered)


def _cell(words: Words, item: Judged) -> StripCell:
    found = tuple(_found(words, item.checks))
    return StripCell(item.number, item.verdict, item.label, found)


def _found(words: Words, checks: Iterable[CheckReport]) -> Iterator[str]:
    for verdict in _FOUND:
        yield from (finding_words(words, check) for check in checks if check.verdict is verdict)


def _not_counted(words: Words, report: Report) -> Iterator[str]:
    """Yield the attempts and their reasons; a live set has its own words for one cut off."""
    whys = sorted(
        (attempt_words(words, each), each.outcome is Outcome.UNFINISHED) for each in report.attempts
    )
    for (why, ended), same in groupby(whys):
        told = words("not-counted-ended") if ended else why
        yield words("not-counted-times", count=len(list(same)), reason=told)
