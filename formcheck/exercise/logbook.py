"""What came of a set so far, and the report made of it at the end."""

import math
import statistics
from collections import Counter, deque
from collections.abc import Mapping, Sequence

from formcheck.exercise.coach.unjudged import not_judged_words, watched_names
from formcheck.exercise.count.nods import Nods
from formcheck.exercise.framing.watch import view_of
from formcheck.exercise.judge.set_judge import form_judged
from formcheck.exercise.judge.set_parts import SetWatch
from formcheck.exercise.judge.sets import Finished
from formcheck.exercise.measure.registry import MEASURES, Measure, Unit
from formcheck.exercise.observe.reader import Reading, wrong_view
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    ComparedWith,
    HoldReport,
    Interruption,
    InterruptionKind,
    ReferenceKind,
    Report,
    RepReport,
    SpokenCue,
)
from formcheck.exercise.spec.models import ExerciseSpec, Pace, Reps
from formcheck.landmarks.pose import Pose

__all__ = ["Logbook"]

SOMEBODY_S = 1.0
"""Seen for less than this in all, or half of a shorter recording, it was nobody: the model finds
people in rocks for half a second at a time."""

CONFIRMED_S = 3.0
"""Found by the looks for so long in all, or half of a shorter time, it was somebody: one who is
half out of the picture is not found by every look (team choice)."""

SHORTEST_S = 0.5
"""A recording shorter than this holds no movement that could be judged (team choice)."""

TOLD_EVERY_S = 1.0
"""What cannot be judged is worked out anew once a second, so that words do not flicker."""


class Logbook:
    """Keeps what each moment of one set adds.

    ``unseen`` tells why checks cannot be judged at the moment, by their ids, steadied over a
    second; ``parts`` watches for what parts one set from the next.
    """

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self.unseen: Mapping[str, Reason] = {}
        self.reps: list[RepReport] = []
        self.attempts: list[AttemptReport] = []
        self.holds: list[HoldReport] = []
        self.cues: list[SpokenCue] = []
        self.interruptions: list[Interruption] = []
        self.nods: tuple[Nods, ...] = ()
        self.parts = SetWatch()
        self._yaws: Counter[int] = Counter()
        self._turnless = 0
        self._seen_s = self._confirmed_s = self._whole_s = 0.0
        self._people = False
        self._last_s = math.nan
        self._told_s = math.nan
        self._recent: deque[Mapping[Measure, Reason]] = deque(maxlen=60)

    def saw(self, pose: Pose) -> None:
        """Note whether anybody was seen, in whatever posture."""
        gap_s = pose.time_s - self._last_s
        if math.isfinite(gap_s):
            self._whole_s += gap_s
            self._seen_s += gap_s if pose.found else 0.0
            self._confirmed_s += gap_s if pose.found and pose.people else 0.0
        self._last_s = pose.time_s
        self._people = self._people or pose.people > 0

    def note(
        self,
        pose: Pose,
        framing: Framing,
        reading: Reading,
        finished: Finished | None,
        interruption: Interruption | None,
    ) -> None:
        """Keep what one moment added."""
        if pose.found and math.isfinite(framing.yaw_deg):
            self._yaws[round(framing.yaw_deg)] += 1
        elif framing.unclear:
            self._turnless += 1
        if interruption is not None:
            self.interruptions.append(interruption)
        if finished is not None:
            self.keep(finished)
        self._look(reading)

    def keep(self, finished: Finished) -> None:
        """Keep a rep, attempt or hold that is over."""
        if isinstance(finished, RepReport):
            self.reps.append(finished)
        elif isinstance(finished, HoldReport):
            self.holds.append(finished)
        else:
            self.attempts.append(finished)

    def _look(self, reading: Reading) -> None:
        self._recent.append(_reasons_now(reading))
        if math.isnan(self._told_s):
            self._told_s = reading.time_s
        if reading.time_s - self._told_s >= TOLD_EVERY_S:
            self.unseen, self._told_s = self._commonest(), reading.time_s
            self._recent.clear()

    def _commonest(self) -> Mapping[str, Reason]:
        told = {}
        for check in self._spec.checks:
            if isinstance(check, Pace):
                continue
            why = Counter(reasons.get(check.measure) for reasons in self._recent)
            reason, _ = why.most_common(1)[0]
            if reason is not None:
                told[check.id] = reason
        return told

    def report(
        self,
        reps: Sequence[RepReport] | None = None,
        holds: Sequence[HoldReport] | None = None,
    ) -> Report:
        """Return the finished report, without what only the recording's owner knows.

        ``reps`` and ``holds`` are as the set shows them in the end; by themselves, as they were
        judged when they were over.
        """
        spec = self._spec
        somebody = self._was_somebody()
        yaw = self._usual_yaw() if somebody else math.nan
        greeted = self._greeted()
        elsewhere = {wrong_view(spec.view), Reason(ReasonKind.VIEW_UNCLEAR)}
        told = frozenset(elsewhere if view_of(yaw) is not spec.view else ())
        reps = tuple(self.reps if reps is None else reps) if somebody else ()
        holds = tuple(self.holds if holds is None else holds) if somebody else ()
        judged = [rep.checks for rep in reps] + [hold.checks for hold in holds]
        return Report(
            exercise=spec.id,
            exercise_name=spec.name,
            view=view_of(yaw).value,
            yaw_deg=yaw,
            judged=any(form_judged(spec.checks, checks) for checks in judged),
            not_judged=(
                *self._reasons(somebody=somebody, yaw=yaw),
                *not_judged_words(judged, told=told, what="hold" if holds else "rep"),
                *(self._nod_words(each) for each in self.nods if somebody),
            ),
            watching=watched_names(judged),
            back_reference=_commonest_comparison([*reps, *holds]),
            reps=reps,
            attempts=tuple(self.attempts) if somebody else (),
            holds=holds,
            sets=self.parts.sets([*reps, *holds]),
            cues=tuple(cue for cue in self.cues if cue.time_s not in greeted),
            interruptions=tuple(i for i in self.interruptions if i.time_s not in greeted),
        )

    def _nod_words(self, nods: Nods) -> str:
        """Return in words that several movements in a row were too small to be even a try."""
        movement = self._spec.judged
        info = MEASURES[movement.follow].unit
        unit = info.value if info is Unit.DEGREES else f" {info.value}"
        tried = f" {movement.attempt:g}{unit}" if isinstance(movement, Reps) else ""
        return (
            f"{nods.count} small movements in a row, of at most {nods.largest:.2g}{unit}, stayed "
            f"short of the{tried} from which one is a try."
        )

    def _usual_yaw(self) -> float:
        """Return how far the person was turned most of the time; NaN where that was not known."""
        known = self._yaws.total()
        return statistics.median(self._yaws.elements()) if known > self._turnless else math.nan

    def _greeted(self) -> frozenset[float]:
        """Return when a hand was raised before anything was done: there was nothing to stop."""
        done: list[Finished] = [*self.reps, *self.attempts, *self.holds]
        begun_s = min((each.start_s for each in done), default=math.inf)
        signals = (each for each in self.interruptions if each.kind is InterruptionKind.STOP_SIGNAL)
        return frozenset(each.time_s for each in signals if each.time_s < begun_s)

    def _was_somebody(self) -> bool:
        """Whether a person was there: followed for long enough, and found by the looks around.

        The model can hold on to a rock for seconds; the independent looks rarely find it.
        """
        long_enough = self._seen_s >= min(SOMEBODY_S, self._whole_s / 2)
        confirmed = self._confirmed_s >= min(CONFIRMED_S, self._seen_s / 2)
        return self._people and long_enough and confirmed

    def _reasons(self, *, somebody: bool, yaw: float) -> list[str]:
        """Return what kept the whole set from being judged."""
        spec = self._spec
        if self._people and self._whole_s < SHORTEST_S:
            return ["The recording is too short to tell anything."]
        if not somebody:
            return ["Nobody was found in the picture."]
        if view_of(yaw) is not spec.view and math.isfinite(yaw):
            return [
                f"The view is {view_of(yaw).value}, about {yaw:.0f}° from side-on: "
                f"what needs a {spec.view.value} view is not judged."
            ]
        if math.isnan(yaw) and self._turnless:
            return [
                "How far you are turned could not be told, because your shoulders or hips are "
                f"hidden: what needs a {spec.view.value} view is not judged."
            ]
        if not self.reps and not self.holds:
            return [f"No {spec.name.lower()} was found."]
        return []


def _reasons_now(reading: Reading) -> Mapping[Measure, Reason]:
    """Return why measures cannot be judged, or not until the person has been seen standing."""
    return {
        measure: sample.reason
        for measure, sample in reading.samples.items()
        if sample.reason is not None
        and (not sample.seen or sample.reason.kind is ReasonKind.NOT_YET_SEEN_STANDING)
    }


def _commonest_comparison(judged: Sequence[RepReport | HoldReport]) -> ComparedWith | None:
    """Return what the back was compared with in most reps or holds; the surest of equals.

    Errors of the same kind differ, by view and bend: the largest is told.
    """
    used = [each.back_reference for each in judged if each.back_reference is not None]
    times = Counter(compared.kind for compared in used)
    if not times:
        return None
    order = list(ReferenceKind)
    kind = max(times, key=lambda kind: (times[kind], -order.index(kind)))
    return max((each for each in used if each.kind is kind), key=lambda each: each.error_deg)
