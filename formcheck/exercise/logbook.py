"""The logbook collects a set's results moment by moment and makes the report of them."""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from formcheck.exercise.coach.unjudged import not_judged_words, watched_names
from formcheck.exercise.count.nods import Nods
from formcheck.exercise.framing.watch import view_of
from formcheck.exercise.judge.judged_set import Judged
from formcheck.exercise.judge.set_judge import Judgement, form_judged
from formcheck.exercise.judge.set_parts import SetWatch
from formcheck.exercise.judge.sets import as_the_set_shows
from formcheck.exercise.measure.registry import MEASURES
from formcheck.exercise.observe.observer import Observation
from formcheck.exercise.observe.reader import wrong_view
from formcheck.exercise.observe.sideways import SidewaysWatch
from formcheck.exercise.recognise.another import with_another
from formcheck.exercise.recognise.recogniser import Recogniser
from formcheck.exercise.results.moment import Cue
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    ComparedWith,
    Finished,
    HoldReport,
    Interruption,
    InterruptionKind,
    ReferenceKind,
    Report,
    RepReport,
    SpokenCue,
    nothing_judged,
)
from formcheck.exercise.spec.models import ExerciseSpec, Reps
from formcheck.landmarks.pose import Pose
from formcheck.words.catalogue import Words

__all__ = ["Logbook"]

SOMEBODY_S = 1.0
"""A person seen for less than this in all, or half of a shorter recording, was nobody: the model
finds people in rocks for half a second at a time."""

CONFIRMED_S = 3.0
"""A person found by the looks for this long in all, or half of a shorter time, was really there:
not every look finds a person half out of the picture (team choice)."""

SHORTEST_S = 0.5
"""A recording shorter than this holds no movement that could be judged (team choice)."""


class Logbook:
    """Keeps the results of each moment of one set.

    ``nods`` are movements too small to be attempts; they are added when the set is over.
    """

    def __init__(self, spec: ExerciseSpec, words: Words) -> None:
        self._spec = spec
        self._words = words
        self.reps: list[RepReport] = []
        self.attempts: list[AttemptReport] = []
        self.holds: list[HoldReport] = []
        self.nods: tuple[Nods, ...] = ()
        self._cues: list[SpokenCue] = []
        self._interruptions: list[Interruption] = []
        self._parts = SetWatch()
        self._sideways = SidewaysWatch(spec)
        self._recogniser = Recogniser()
        self._yaws: Counter[int] = Counter()
        self._turnless = 0
        self._seen_s = self._confirmed_s = self._whole_s = 0.0
        self._people = False
        self._last_s = math.nan

    @property
    def counted(self) -> int:
        """The number of reps or holds so far."""
        return len(self.reps) + len(self.holds)

    def note(
        self,
        seen: Observation,
        judged: Judged,
        interruption: Interruption | None,
        cue: Cue | None,
    ) -> None:
        """Keep the results of one moment."""
        pose, framing = seen.pose, seen.framing
        self._saw(seen.whole)
        self._sideways.step(seen.whole)
        self._recogniser.step(seen.whole, framing.view)
        if pose.found and math.isfinite(framing.yaw_deg):
            self._yaws[round(framing.yaw_deg)] += 1
        elif framing.unclear:
            self._turnless += 1
        self.keep(judged.ended)
        self._parts.step(pose, seen.reading, moving=judged.moving)
        if interruption is not None:
            self._interruptions.append(interruption)
        if cue is not None:
            self._cues.append(
                SpokenCue(time_s=pose.time_s, text=cue.text, kind=cue.kind.value, check=cue.check)
            )

    def _saw(self, pose: Pose) -> None:
        """Note whether a person was seen, in any posture."""
        gap_s = pose.time_s - self._last_s
        if math.isfinite(gap_s):
            self._whole_s += gap_s
            self._seen_s += gap_s if pose.found else 0.0
            self._confirmed_s += gap_s if pose.found and pose.people else 0.0
        self._last_s = pose.time_s
        self._people = self._people or pose.people > 0

    def keep(self, ended: Iterable[Finished]) -> None:
        """Keep finished reps, attempts or holds."""
        for finished in ended:
            if isinstance(finished, RepReport):
                self.reps.append(finished)
            elif isinstance(finished, HoldReport):
                self.holds.append(finished)
            else:
                self.attempts.append(finished)

    def so_far(self) -> Report:
        """Return the report so far, while the set goes on."""
        report = self._report(self.reps, self.holds)
        return with_another(report, self._spec, words=self._words)

    def report(self, judged: Sequence[Judgement | None]) -> Report:
        """Return the finished report, without what only the recording's owner knows.

        ``judged`` is the final judgement of each rep or hold; None if it keeps its verdict.
        """
        report = self._report(
            as_the_set_shows(self.reps, judged if self.reps else ()),
            as_the_set_shows(self.holds, judged if self.holds else ()),
        )
        report = with_another(report, self._spec, self._recogniser.recognition(), words=self._words)
        if self._sideways.lies:
            return nothing_judged(report, self._words("set-sideways"))
        return report

    def _report(self, reps: Sequence[RepReport], holds: Sequence[HoldReport]) -> Report:
        spec = self._spec
        somebody = self._was_somebody()
        yaw = self._usual_yaw() if somebody else math.nan
        greeted = self._greeted()
        elsewhere = {wrong_view(spec.view), Reason(ReasonKind.VIEW_UNCLEAR)}
        told = frozenset(elsewhere if view_of(yaw) is not spec.view else ())
        reps = tuple(reps) if somebody else ()
        holds = tuple(holds) if somebody else ()
        judged = [rep.checks for rep in reps] + [hold.checks for hold in holds]
        return Report(
            exercise=spec.id,
            exercise_name=spec.name,
            view=view_of(yaw).value,
            yaw_deg=yaw,
            judged=any(form_judged(spec.checks, checks) for checks in judged),
            not_judged=(
                *self._reasons(somebody=somebody, yaw=yaw),
                *not_judged_words(self._words, judged, told=told, holds=bool(holds)),
                *(self._nod_words(each) for each in self.nods if somebody),
            ),
            watching=watched_names(judged),
            back_reference=_commonest_comparison([*reps, *holds]),
            reps=reps,
            attempts=tuple(self.attempts) if somebody else (),
            holds=holds,
            sets=self._parts.sets([*reps, *holds]),
            cues=tuple(cue for cue in self._cues if cue.time_s not in greeted),
            interruptions=tuple(i for i in self._interruptions if i.time_s not in greeted),
        )

    def _nod_words(self, nods: Nods) -> str:
        """Return the words for several movements in a row that were too small for an attempt."""
        movement, words = self._spec.judged, self._words
        unit = MEASURES[movement.follow].unit
        known = float(f"{nods.largest:.2g}")
        largest = words.of("value", unit, number=words.number(known))
        if not isinstance(movement, Reps):
            return words("set-nods-hold", count=nods.count, largest=largest)
        tried = words.of("value", unit, number=words.number(movement.attempt))
        return words("set-nods", count=nods.count, largest=largest, tried=tried)

    def _usual_yaw(self) -> float:
        """Return the median yaw in degrees; NaN unless most frames know it."""
        known = self._yaws.total()
        return statistics.median(self._yaws.elements()) if known > self._turnless else math.nan

    def _greeted(self) -> frozenset[float]:
        """Return the times of stop signals before the first movement: there was nothing to stop."""
        done: list[Finished] = [*self.reps, *self.attempts, *self.holds]
        begun_s = min((each.start_s for each in done), default=math.inf)
        signals = (
            each for each in self._interruptions if each.kind is InterruptionKind.STOP_SIGNAL
        )
        return frozenset(each.time_s for each in signals if each.time_s < begun_s)

    def _was_somebody(self) -> bool:
        """Whether a person was there: followed for long enough, and confirmed by independent looks.

        The model can hold on to a rock for seconds; the independent looks rarely find it.
        """
        long_enough = self._seen_s >= min(SOMEBODY_S, self._whole_s / 2)
        confirmed = self._confirmed_s >= min(CONFIRMED_S, self._seen_s / 2)
        return self._people and long_enough and confirmed

    def _reasons(self, *, somebody: bool, yaw: float) -> list[str]:
        """Return the reasons, in words, why the whole set cannot be judged."""
        spec, words = self._spec, self._words
        needed = words.of("view", spec.view)
        if self._people and self._whole_s < SHORTEST_S:
            return [words("set-too-short")]
        if not somebody:
            return [words("set-nobody")]
        if view_of(yaw) is not spec.view and math.isfinite(yaw):
            view, degrees = words.of("view", view_of(yaw)), words.number(yaw, 0)
            return [words("set-view", view=view, degrees=degrees, needed=needed)]
        if math.isnan(yaw) and self._turnless:
            return [words("set-turn-unknown", needed=needed)]
        if not self.reps and not self.holds:
            return [words("set-none-found", name=spec.name.lower())]
        return []


def _commonest_comparison(judged: Sequence[RepReport | HoldReport]) -> ComparedWith | None:
    """Return the back's most frequent reference in reps or holds; of equals, the surest.

    Errors of the same kind differ by view and bend: the largest is returned.
    """
    used = [each.back_reference for each in judged if each.back_reference is not None]
    times = Counter(compared.kind for compared in used)
    if not times:
        return None
    order = list(ReferenceKind)
    kind = max(times, key=lambda kind: (times[kind], -order.index(kind)))
    return max((each for each in used if each.kind is kind), key=lambda each: each.error_deg)
