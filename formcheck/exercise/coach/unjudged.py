"""What of a set was watched and what was not, in words: why not, and what to do about it."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, HoldReport, RepReport, Verdict

__all__ = [
    "not_judged_words",
    "numbered",
    "otherwise_words",
    "remedy_for",
    "unjudged_words",
    "watched_names",
]

_STEADY = "a plain background, more light and a camera that stands still help"

_REMEDIES = {
    ReasonKind.NOT_FROM_SIDE: "film with one shoulder towards the camera",
    ReasonKind.VIEW_UNKNOWN: (
        "stand still with one shoulder towards the camera before the first repetition"
    ),
    ReasonKind.VIEW_UNCLEAR: "film with one shoulder towards the camera and nothing before it",
    ReasonKind.NOT_CALIBRATED: "stand upright for a second before the first repetition",
    ReasonKind.TOO_BRIEF: "go a little more slowly, and stay in the picture for the whole movement",
    ReasonKind.PART_OF_MOVEMENT_UNSEEN: "stay in the picture for the whole movement",
    ReasonKind.PACE_UNKNOWN: "film with one shoulder towards the camera",
    ReasonKind.NO_FORM_JUDGED: "keep the whole of you in the picture",
    ReasonKind.HOLE: "stay in the picture for the whole movement",
    ReasonKind.HARDLY_BENT: "bow from the hips: only then it shows how round a back is",
    ReasonKind.BACK_HIDDEN: "film the other side, or wear what lies close to the back",
    ReasonKind.STRAIGHT_BACK_UNKNOWN: (
        "stand with both arms forward for two seconds before the first repetition"
    ),
    ReasonKind.OUTLINE_TOO_SMALL: "come closer, or set the camera closer",
    ReasonKind.OUTLINE_TURNED: "turn until one shoulder points at the camera",
    ReasonKind.OUTLINE_PART_HIDDEN: "film the side on which nothing hides the back",
    ReasonKind.OUTLINE_CUT_OFF: "keep the whole back in the picture",
    ReasonKind.OUTLINE_ARM_COVERS: "hold the arms where they don't cover the back",
    ReasonKind.OUTLINE_BLURRED: _STEADY,
    ReasonKind.OUTLINE_UNEVEN: _STEADY,
    ReasonKind.OUTLINE_STICKS_OUT: "hold nothing behind the back, or film the other side",
    ReasonKind.OUTLINE_TOUCHES: "leave room behind the back",
    ReasonKind.OUTLINE_INSIDE: _STEADY,
    ReasonKind.OUTLINE_JUMPS: _STEADY,
}
"""What to do next time, by the reason for which something was not judged."""

_NEVER_GOOD = frozenset({Verdict.NOT_JUDGED, Verdict.NO_ROUNDING_SEEN})


def watched_names(reports: Sequence[Sequence[CheckReport]]) -> tuple[str, ...]:
    """Return the checks that were judged in at least half of the reps or holds they applied to.

    Silence about them means that nothing was wrong, which no rounding seen is too rough to say.
    """
    names = []
    for same in zip(*reports, strict=True):
        applied = [report for report in same if report.applied]
        judged = sum(report.verdict not in _NEVER_GOOD for report in applied)
        if judged and 2 * judged >= len(applied):
            names.append(same[0].name)
    return tuple(names)


def not_judged_words(
    reports: Sequence[Sequence[CheckReport]],
    *,
    told: frozenset[Reason] = frozenset(),
    what: str = "rep",
) -> tuple[str, ...]:
    """Return what could not be judged in most reps or holds, in which, why and what to do.

    What has the same reason is told together. Reasons already ``told`` for the whole set are not
    repeated check by check; ``what`` is what is numbered.
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
            where = f" (in {numbered(what, list(unseen))})" if len(unseen) < len(same) else ""
            alike.setdefault((where, reason), []).append(same[0].name)
    return tuple(
        f"{', '.join(names)}{where}: {unjudged_words(reason)}"
        for (where, reason), names in alike.items()
    )


def unjudged_words(reason: Reason) -> str:
    """Return why something was not judged and what to do about it next time, in sentences."""
    to_do = remedy_for(reason)
    return f"{reason.words}." + (f" Next time {to_do}." if to_do else "")


def numbered(what: str, numbers: Sequence[int]) -> str:
    """Return numbers of reps or holds in words, neighbours drawn together: reps 1–3, 5."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    spans = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(spans)}"


def remedy_for(reason: Reason) -> str:
    """Return what to do about a reason for not judging; empty where nothing can be said."""
    if reason.kind is ReasonKind.PARTS_UNSEEN:
        return f"keep {reason.part_names} in the picture and uncovered"
    return _REMEDIES.get(reason.kind, "")


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
