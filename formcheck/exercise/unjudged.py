"""What of a set was watched and what was not, in words: why not, and what to do about it."""

from collections import Counter
from collections.abc import Sequence

from formcheck.exercise.checks import NOT_APPLICABLE
from formcheck.exercise.report import CheckReport, Verdict

__all__ = ["not_judged_words", "watched_names"]

_NEVER_GOOD = frozenset({Verdict.NOT_JUDGED, Verdict.NO_ROUNDING_SEEN})


def watched_names(reports: Sequence[Sequence[CheckReport]]) -> tuple[str, ...]:
    """Return the checks that were judged in at least half of the reps or holds they applied to.

    Silence about them means that nothing was wrong, which no rounding seen is too rough to say.
    """
    names = []
    for same in zip(*reports, strict=True):
        applied = [report for report in same if report.reason != NOT_APPLICABLE]
        judged = sum(report.verdict not in _NEVER_GOOD for report in applied)
        if judged and 2 * judged >= len(applied):
            names.append(same[0].name)
    return tuple(names)


def not_judged_words(
    reports: Sequence[Sequence[CheckReport]], *, told: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return what could not be judged in most reps or holds, each with its commonest reason.

    Reasons already ``told`` for the whole set are not repeated check by check.
    """
    words = []
    silent = told | {NOT_APPLICABLE}
    for same in zip(*reports, strict=True):
        reasons = Counter(
            report.reason
            for report in same
            if report.verdict is Verdict.NOT_JUDGED and report.reason not in silent
        )
        if 2 * reasons.total() > len(same):
            words.append(f"{same[0].name}: {reasons.most_common(1)[0][0]}")
    return tuple(words)
