"""One set under way: observations in, judged movements and each frame's verdicts out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from formcheck.exercise.count.nods import Nods
from formcheck.exercise.judge.checks import judge_now
from formcheck.exercise.judge.set_judge import Judgement, SetJudge
from formcheck.exercise.judge.sets import movement_set
from formcheck.exercise.observe.observer import Observation, Observer, Progress
from formcheck.exercise.observe.reader import Reading
from formcheck.exercise.observe.subject import Subject
from formcheck.exercise.results.moment import HoldProgress
from formcheck.exercise.results.reasons import Reason
from formcheck.exercise.results.report import CheckReport, Finished, Verdict, worst
from formcheck.exercise.spec.models import ExerciseSpec, Stay
from formcheck.words.catalogue import Words

__all__ = ["Judged", "JudgedSet"]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What was judged at one frame.

    ``finished`` is the rep, hold or attempt that ended at it; ``broken_off`` are those that a cut
    before it ended. ``began`` is true if a movement began. ``checks`` has this frame's verdict by
    each check that is watched in this phase; ``back`` is the worst of those on the back, and
    ``back_doubt`` why the back cannot be judged.
    """

    finished: Finished | None = None
    broken_off: tuple[Finished, ...] = ()
    phase: str = ""
    moving: bool = False
    began: bool = False
    hold: HoldProgress | None = None
    checks: Mapping[str, Verdict] = field(default_factory=dict)
    back: Verdict = Verdict.NOT_JUDGED
    back_doubt: Reason | None = None

    @property
    def ended(self) -> tuple[Finished, ...]:
        """All movements that ended since the frame before."""
        return self.broken_off if self.finished is None else (*self.broken_off, self.finished)


class JudgedSet:
    """Counts or times, and judges, what one person does in one set."""

    def __init__(
        self, spec: ExerciseSpec, subject: Subject, observer: Observer, words: Words
    ) -> None:
        self._spec = spec
        self._gauge = subject.known.gauge
        self._judge = SetJudge(spec, self._gauge, observer.reader.again, words)
        self._movements = movement_set(spec.judged, self._judge)

    @property
    def progress(self) -> Progress:
        """Where the movement is."""
        movements = self._movements
        return Progress(movements.moving, movements.are_low, movements.are_low_turned)

    def step(self, seen: Observation) -> Judged:
        """Take the observation of a frame; return what was judged at it."""
        movements, reading = self._movements, seen.reading
        before = movements.moving
        broken_off = tuple(movements.cut()) if seen.cut else ()
        if seen.turned:
            movements.turn_round()
        finished = movements.step(reading)
        checks = self._now(movements.phase, reading)
        of_back = [checks[c.id] for c in self._spec.checks if c.of_outline and c.id in checks]
        back = worst(of_back)
        bend = reading.sample(self._gauge.measure)
        unseen = bool(of_back) and back is Verdict.NOT_JUDGED and not bend.seen
        return Judged(
            finished=finished,
            broken_off=broken_off,
            phase=movements.phase,
            moving=movements.moving,
            began=movements.moving and not before,
            hold=movements.hold,
            checks=checks,
            back=back,
            back_doubt=bend.reason if unseen else None,
        )

    def found_lately(self, seconds: float) -> list[CheckReport]:
        """Return the checks' findings in the last seconds of the hold under way."""
        return self._judge.glance(self._movements.recent(seconds))

    def finish(self) -> Iterator[Finished]:
        """Yield the movements still under way when the set ended."""
        return self._movements.finish()

    def take_nods(self) -> tuple[Nods, ...]:
        """Return the rows of movements too small for an attempt since the last call."""
        return self._movements.take_nods()

    def once_more(self) -> Sequence[Judgement | None]:
        """Return the judgement of each rep or hold with all that is known at the end."""
        return self._judge.once_more()

    def _now(self, phase: str, reading: Reading) -> dict[str, Verdict]:
        return {
            check.id: judge_now(check, reading)
            for check in self._spec.checks
            if isinstance(check, Stay) and phase in check.during
        }
