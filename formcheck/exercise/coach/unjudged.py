"""Puts in words what of a set was watched and what was not: why not, and what to do about it."""

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, HoldReport, RepReport, Verdict
from formcheck.words.catalogue import Words

__all__ = [
    "not_judged_words",
    "numbered_words",
    "otherwise_words",
    "reason_words",
    "spans",
    "unjudged_words",
    "watched_names",
]

_NEVER_GOOD = frozenset({Verdict.NOT_JUDGED, Verdict.NO_ROUNDING_SEEN})


def watched_names(reports: Sequence[Sequence[CheckReport]]) -> tuple[str, ...]:
    """Return the checks that were judged in at least half of the reps or holds they applied to.

    Silence about them means that nothing was wrong; "no rounding seen" is too rough to say that.
    """
    names = []
    for same in zip(*reports, strict=True):
        applied = [report for report in same if report.applied]
        judged = sum(report.verdict not in _NEVER_GOOD for report in applied)
        if judged and 2 * judged >= len(applied):
            names.append(same[0].name)
    return tuple(names)


def not_judged_words(
    words: Words,
    reports: Sequence[Sequence[CheckReport]],
    *,
    told: frozenset[Reason] = frozenset(),
    holds: bool = False,
) -> tuple[str, ...]:
    """Return sentences on checks not judged in most reps or holds: in which, why and what to do.

    Checks with the same reason share a sentence. Reasons already ``told`` for the whole set are not
    repeated check by check; ``holds`` is whether these are holds.
    """
    alike: dict[tuple[str, Reason], list[str]] = {}
    for same in zip(*reports, strict=True):
        unseen = {
            number: report.why or Reason(ReasonKind.NOT_SEEN)
            for number, report in enumerate(same, start=1)
            if report.missing and report.why not in told
        }
        if 2 * len(unseen) > len(same):
            reason = Counter(unseen.values()).most_common(1)[0][0]
            some = len(unseen) < len(same)
            where = numbered_words(words, list(unseen), holds=holds) if some else ""
            alike.setdefault((where, reason), []).append(same[0].name)
    return tuple(
        _names_words(words, names, where, unjudged_words(words, reason))
        for (where, reason), names in alike.items()
    )


def _names_words(words: Words, names: Sequence[str], where: str, why: str) -> str:
    listed = ", ".join(names)
    if where:
        return words("unjudged-names-in", names=listed, where=where, why=why)
    return words("unjudged-names", names=listed, why=why)


def unjudged_words(words: Words, reason: Reason) -> str:
    """Return why something was not judged and what to do about it next time, in sentences."""
    why, to_do = reason_words(words, reason), _remedy_words(words, reason)
    if not to_do:
        return words("unjudged-why", reason=why)
    return words("unjudged-why-next", reason=why, what=to_do)


def reason_words(words: Words, reason: Reason | None) -> str:
    """Return a reason in words: why not judged, or on which side of a limit; empty for None."""
    if reason is None or reason.kind is ReasonKind.OTHER:
        return "" if reason is None else reason.text
    if reason.kind is ReasonKind.PARTS_UNSEEN:
        return words("reason-parts-unseen", parts=_part_words(words, reason))
    return words.of("reason", reason.kind)


def _remedy_words(words: Words, reason: Reason) -> str:
    """Return what to do about a reason for not judging; empty where there is no advice."""
    if reason.kind is ReasonKind.PARTS_UNSEEN:
        return words("next-time-parts-unseen", parts=_part_words(words, reason))
    text = f"next-time-{reason.kind.name.lower().replace('_', '-')}"
    return words(text) if words.has(text) else ""


def _part_words(words: Words, reason: Reason) -> str:
    parts = [words.of("part", part) for part in sorted(reason.parts)]
    return reduce(lambda first, second: words("and-two", first=first, second=second), parts)


def numbered_words(words: Words, numbers: Sequence[int], *, holds: bool) -> str:
    """Return numbers of reps or holds in words, with ranges: reps 1–3, 5."""
    text = "numbered-holds" if holds else "numbered-reps"
    return words(text, count=len(numbers), numbers=spans(numbers))


def spans(numbers: Sequence[int]) -> str:
    """Return numbers as text, with ranges: 1–3, 5."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def otherwise_words(words: Words, items: Sequence[RepReport | HoldReport]) -> str:
    """Return in words which reps or holds changed their verdict at the set's end; empty if none."""
    numbers = [str(item.number) for item in items if item.said is not None]
    if not numbers:
        return ""
    holds = isinstance(items[0], HoldReport)
    text = "judged-otherwise-holds" if holds else "judged-otherwise-reps"
    return words(text, count=len(numbers), numbers=", ".join(numbers))
