"""Counts how much is judged and how rightly, by person: many reps of one person are one person.

Only clips seen from the side count, and only labels made by eye: rendered people have their truth.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.evaluate.labels.truth import BACK, SeenBack, Shows
from formcheck.evaluate.labels.vocabulary import HINGES_AND_LIFTS, SQUATS
from formcheck.evaluate.score.reach import CheckShare, People, PersonResult, Reach, Share, Stray
from formcheck.evaluate.score.result import (
    NO_REP,
    NOT_ASKED,
    NOTICED,
    CheckResult,
    ClipResult,
    RepResult,
)
from formcheck.exercise.measure.registry import View
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import Verdict

__all__ = ["reach_of"]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    exercises: tuple[str, ...]
    shows: Shows = Shows.EXERCISE
    turned_deg: float = 0.0

    def has(self, clip: ClipResult) -> bool:
        ours = clip.exercise in self.exercises and clip.shows is self.shows
        return ours and clip.view == View.SIDE and clip.turned_deg >= self.turned_deg


_TURNED_DEG: Final = 20.0
"""Degrees of turn from which a trainer would walk round a side view. Such clips are also counted
by themselves, since the engine may rightly refuse them. Team choice; the engine calls a view
oblique from about there."""


_KINDS: Final = (
    _Kind("hinges and lifts", HINGES_AND_LIFTS),
    _Kind("hinges and lifts, turned by 20° or more", HINGES_AND_LIFTS, turned_deg=_TURNED_DEG),
    _Kind("single-leg and staggered", HINGES_AND_LIFTS, Shows.VARIATION),
    _Kind("squats and sit-to-stand", SQUATS),
)
"""The kinds counted separately; those decided by the back come first."""


def reach_of(clips: Sequence[ClipResult]) -> Reach:
    """Return how much is judged, and how rightly, in clips labelled by eye."""
    tables = (_people(kind, [clip for clip in clips if kind.has(clip)]) for kind in _KINDS)
    return Reach(
        people=tuple(table for table in tables if table.people),
        checks=tuple(_check_shares(clips)),
        strays=tuple(_strays(clips)),
    )


def _people(kind: _Kind, clips: Iterable[ClipResult]) -> People:
    people = [_person(whose, own) for whose, own in _by_person(clips).items()]

    def share(part: Callable[[PersonResult], tuple[int, int]]) -> Share:
        return Share.over(map(part, people))

    return People(
        kind=kind.name,
        people=tuple(people),
        back_judged=share(lambda one: (one.back_judged, one.reps)),
        rounded_found=share(lambda one: (one.rounded_found, one.rounded)),
        long_faults=share(lambda one: (one.long_faults, one.long_backs)),
        long_warned=share(lambda one: (one.long_warned, one.long_backs)),
        none_seen_faults=share(lambda one: (one.none_seen_faults, one.none_seen)),
        none_seen_warned=share(lambda one: (one.none_seen_warned, one.none_seen)),
        exact=share(lambda one: (one.exact, one.clips)),
    )


def _by_person(clips: Iterable[ClipResult]) -> dict[str, list[ClipResult]]:
    people: dict[str, list[ClipResult]] = defaultdict(list)
    for clip in clips:
        people[clip.whose].append(clip)
    return people


def _person(whose: str, clips: Sequence[ClipResult]) -> PersonResult:
    reps = [rep for clip in clips for rep in clip.reps if rep.number]
    round_ones = [rep for rep in reps if rep.back in {SeenBack.SLIGHT, SeenBack.ROUNDED}]
    long = [rep.outcome(BACK) for rep in reps if rep.back is SeenBack.NONE_SEEN]
    clear = [rep for rep in reps if rep.none_seen]
    counts = Counter(min(clip.off_by, 2) for clip in clips)
    return PersonResult(
        person=whose,
        clips=len(clips),
        # A clip without rep times may have more labelled reps than could be matched.
        reps=sum(clip.labelled for clip in clips),
        back_judged=sum(_is_judged(rep.outcome(BACK)) for rep in reps),
        rounded=len(round_ones),
        rounded_found=sum(map(_is_found, round_ones)),
        long_backs=len(long),
        long_faults=long.count(Verdict.FAULT.value),
        long_warned=sum(outcome in NOTICED for outcome in long),
        none_seen=len(clear),
        none_seen_faults=sum(_has(rep, {Verdict.FAULT.value}) for rep in clear),
        none_seen_warned=sum(_has(rep, NOTICED) for rep in clear),
        exact=counts[0],
        off_by_one=counts[1],
        worse=counts[2],
    )


def _is_judged(outcome: str) -> bool:
    return outcome not in {Verdict.NOT_JUDGED.value, NOT_ASKED, NO_REP}


def _is_found(rep: RepResult) -> bool:
    outcome = rep.outcome(BACK)
    return outcome == Verdict.FAULT or (rep.back is SeenBack.SLIGHT and outcome in NOTICED)


def _has(rep: RepResult, outcomes: Iterable[str]) -> bool:
    return any(check.outcome in outcomes for check in rep.checks)


def _check_shares(clips: Iterable[ClipResult]) -> Iterator[CheckShare]:
    """Yield how often each check was judged, by exercise, with the reason why not."""
    exercises: dict[str, list[ClipResult]] = defaultdict(list)
    for clip in clips:
        if clip.view == View.SIDE and clip.shows is Shows.EXERCISE and clip.labelled:
            exercises[clip.exercise].append(clip)
    for exercise, own in sorted(exercises.items()):
        people = _by_person(own)
        first = next((rep.checks for clip in own for rep in clip.reps if rep.checks), ())
        for check in first:
            yield _check_share(exercise, check, list(people.values()))


def _check_share(
    exercise: str, check: CheckResult, people: Sequence[Sequence[ClipResult]]
) -> CheckShare:
    shares = []
    reasons: Counter[str] = Counter()
    for clips in people:
        same = [each for clip in clips for rep in clip.reps for each in rep.checks]
        same = [each for each in same if each.id == check.id]
        judged = [each for each in same if _is_judged(each.outcome)]
        labelled = sum(clip.labelled for clip in clips)
        shares.append((len(judged), labelled))
        reasons.update(map(_why_not, (each for each in same if not _is_judged(each.outcome))))
        reasons[_REP_MISSED] += labelled - len(same)
    why, count = reasons.most_common(1)[0] if reasons.total() else ("", 0)
    return CheckShare(
        exercise=exercise,
        id=check.id,
        name=check.name,
        judged=Share.over(shares),
        why=why,
        why_count=count,
    )


_REP_MISSED: Final = "the rep was not found"


def _why_not(check: CheckResult) -> str:
    if check.outcome == NO_REP:
        return _REP_MISSED
    if check.outcome == NOT_ASKED:
        return Reason(ReasonKind.NOT_APPLICABLE).words
    return check.reason


def _strays(clips: Iterable[ClipResult]) -> Iterator[Stray]:
    """Yield the judgements of clips in which nothing can be judged, kind by kind."""
    kinds: dict[str, list[ClipResult]] = {kind: [] for kind in _STRAYS.values()}
    for clip in clips:
        if clip.shows in _STRAYS:
            kinds[_STRAYS[clip.shows]].append(clip)
        elif clip.view == View.FRONT:
            kinds[_STRAYS[View.FRONT]].append(clip)
    for kind, own in kinds.items():
        if own:
            given: Counter[str] = Counter()
            for clip in own:
                given.update(clip.given)
            judged = sum(bool(clip.given) for clip in own)
            yield Stray(
                kind=kind,
                clips=len(own),
                clips_judged=judged,
                found=sum(clip.found for clip in own),
                given=dict(given),
                said=sum(len(clip.said) for clip in own),
            )


_STRAYS: Final[dict[Shows | View, str]] = {
    Shows.ANOTHER: "another exercise",
    Shows.NOBODY: "nobody",
    View.FRONT: "seen from the front",
}
