"""What of a set was watched and what was not, in words: why not, and what to do about it."""

from collections import Counter
from collections.abc import Sequence

from formcheck.exercise.checks import NOT_APPLICABLE, TOO_BRIEF
from formcheck.exercise.holes import HOLED
from formcheck.exercise.judging import HARDLY_BENT
from formcheck.exercise.measures import View
from formcheck.exercise.readings import HIDDEN, NOT_CALIBRATED, NOT_SEEN, UNCLEAR_VIEW, wrong_view
from formcheck.exercise.report import CheckReport, HoldReport, RepReport, Verdict
from formcheck.exercise.sureness import TOO_ROUGH
from formcheck.pose import doubts

__all__ = ["not_judged_words", "otherwise_words", "remedy_for", "watched_names"]

_STEADY = "a plain background, more light and a camera that stands still help"

_REMEDIES = {
    wrong_view(View.SIDE): "film with one shoulder towards the camera",
    UNCLEAR_VIEW: "film with one shoulder towards the camera and nothing before it",
    NOT_CALIBRATED: "stand upright for a second before the first repetition",
    TOO_BRIEF: "stay in the picture for the whole movement",
    HOLED: "stay in the picture for the whole movement",
    HARDLY_BENT: "only a bow shows how round a back is",
    HIDDEN: "film the other side, or wear what lies close to the back",
    TOO_ROUGH: "stand with both arms forward for two seconds before the first repetition",
    doubts.TOO_SMALL: "come closer, or set the camera closer",
    doubts.TURNED: "turn until one shoulder points at the camera",
    doubts.PART_HIDDEN: "film the side on which nothing hides the back",
    doubts.CUT_OFF: "keep the whole back in the picture",
    doubts.ARM_COVERS: "hold the arms where they don't cover the back",
    doubts.BLURRED_OUTLINE: _STEADY,
    doubts.UNEVEN: _STEADY,
    doubts.STICKS_OUT: "hold nothing behind the back, or film the other side",
    doubts.TOUCHES: "leave room behind the back",
    doubts.INSIDE: _STEADY,
    doubts.JUMPS: _STEADY,
}
"""What to do next time, by the reason for which something was not judged."""

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
            reason = reasons.most_common(1)[0][0]
            to_do = remedy_for(reason)
            words.append(f"{same[0].name}: {reason}{f'; {to_do}' if to_do else ''}")
    return tuple(words)


def remedy_for(reason: str) -> str:
    """Return what to do about a reason for not judging; empty where nothing can be said."""
    if reason.endswith(f" {NOT_SEEN}"):
        return f"keep {reason.removesuffix(f' {NOT_SEEN}')} in the picture and uncovered"
    return _REMEDIES.get(reason, "")


def otherwise_words(items: Sequence[RepReport | HoldReport]) -> str:
    """Return which reps or holds are judged otherwise than when they were over; empty if none."""
    numbers = [str(item.number) for item in items if item.said is not None]
    if not numbers:
        return ""
    what = "hold" if isinstance(items[0], HoldReport) else "rep"
    several = len(numbers) > 1
    return (
        f"At the time {what}{'s' if several else ''} {', '.join(numbers)} "
        f"{'were' if several else 'was'} judged otherwise: in the end each is judged with all "
        "that the set showed."
    )
