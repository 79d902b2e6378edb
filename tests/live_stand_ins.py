"""Stand-ins for the live processor's parts: a guide, an estimator, a clock."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import numpy as np
import numpy.typing as npt
from exercises import BACK, exercise
from figures import figure
from sayings import SAY

from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import CheckReport, Report, RepReport, Verdict
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Command, Guidance, SetDone, Stage, Utterance
from formcheck.landmarks.pose import Pose
from formcheck.video.decode import Frame

Image = npt.NDArray[np.uint8]


def picture(size_wh: tuple[int, int] = (640, 480), shade: int = 90) -> Image:
    """Return a plain picture."""
    return np.full((size_wh[1], size_wh[0], 3), shade, np.uint8)


def frame(time_s: float, *, size_wh: tuple[int, int] = (640, 480), shade: int = 90) -> Frame:
    """Return a frame of a plain picture."""
    return Frame(picture(size_wh, shade), time_s, 0)


def frames(count: int, *, first_s: float = 0.0, fps: float = 30.0) -> Iterator[Frame]:
    """Yield ``count`` frames of a camera."""
    return (frame(first_s + index / fps) for index in range(count))


def rep(number: int, *checks: CheckReport) -> RepReport:
    """Return a rep of four seconds with these checks judged."""
    start_s = 10.0 * number
    return RepReport(
        number=number,
        start_s=start_s,
        extreme_s=start_s + 2,
        end_s=start_s + 4,
        verdict=Verdict.GOOD,
        label="good",
        checks=checks,
    )


def finding(verdict: Verdict, at_s: float, check: str = "back") -> CheckReport:
    """Return a check with this verdict at a time."""
    return CheckReport(id=check, name=check.title(), measure="m", verdict=verdict, at_s=at_s)


def report(*reps: RepReport) -> Report:
    """Return the report of a set of these reps."""
    return Report(
        exercise="bow", exercise_name="Bow", view="side", judged=True, not_judged=(), reps=reps
    )


class Clock:
    """A clock that stands still until a test sets it."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


class ScriptedGuide:
    """Says and counts as the test scripts it; keeps the poses, commands and answers it gets."""

    def __init__(self, spec: ExerciseSpec | None = None) -> None:
        self.spec = spec or exercise(BACK)
        self.words = SAY
        self.times_s: list[float] = []
        self.sizes_wh: list[tuple[int, int]] = []
        self.sets: tuple[SetDone, ...] = ()
        self.running: Report | None = None
        self.commands: list[Command] = []
        self.answers: list[Answer] = []
        self.fails: Callable[[int], bool] = lambda step: False
        self.steps = 0

    def step(self, pose: Pose) -> Guidance:
        """Note the pose; say its number."""
        self.steps += 1
        if self.fails(self.steps):
            raise ZeroDivisionError("a mistake in the guide")
        self.times_s.append(pose.time_s)
        self.sizes_wh.append(pose.size_wh)
        said = Utterance(self.steps, pose.time_s, f"number {self.steps}")
        return Guidance(
            time_s=pose.time_s,
            stage=Stage.SET,
            moment=Moment(time_s=pose.time_s, pose=pose),
            count=len(self.running.reps) if self.running else 0,
            set_number=len(self.sets) + 1,
            spoken=(said,),
        )

    def command(self, command: Command) -> None:
        """Note a command."""
        self.commands.append(command)

    def answer(self, answer: Answer) -> None:
        """Note an answer."""
        self.answers.append(answer)


class Estimators:
    """Makes estimators that see a standing figure, and counts them."""

    def __init__(self, fails: Callable[[int], bool] = lambda number: False) -> None:
        self.made = 0
        self.open = 0
        self.seen: list[Frame] = []
        self.fails = fails

    def __call__(self) -> AbstractContextManager[Callable[[Frame], Pose]]:
        return self._estimator()

    @contextmanager
    def _estimator(self) -> Iterator[Callable[[Frame], Pose]]:
        self.made += 1
        self.open += 1
        try:
            yield self._pose
        finally:
            self.open -= 1

    def _pose(self, seen: Frame) -> Pose:
        self.seen.append(seen)
        if self.fails(len(self.seen)):
            raise RuntimeError("the graph has errors")
        return figure(time_s=seen.time_s)
