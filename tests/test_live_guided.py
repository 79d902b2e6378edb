"""Guided exercises in the live processor: with frames of a camera, and by time alone."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import numpy as np
import pytest
from figures import figure
from guided import guided, timer
from live_stand_ins import Clock, Estimators, frame
from sayings import SAY

from formcheck.guide.guidance import Command, Plan, Stage
from formcheck.guide.guided import GuidedCourse
from formcheck.history.set_files import SetProgress
from formcheck.landmarks.pose import Pose
from formcheck.live.connection import EstimatePose
from formcheck.live.processor import LiveProcessor
from formcheck.video.decode import Frame

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
GONE_S = 5.0

FPS = 5.0


class Leaves(Estimators):
    """Sees somebody until a time, and then nobody."""

    def __init__(self, until_s: float) -> None:
        super().__init__()
        self.until_s = until_s

    def __call__(self) -> AbstractContextManager[EstimatePose]:
        return self._leaving()

    @contextmanager
    def _leaving(self) -> Iterator[EstimatePose]:
        def look(seen: Frame) -> Pose:
            there = seen.time_s < self.until_s
            return figure(time_s=seen.time_s) if there else Pose(seen.time_s, (640, 480))

        yield look


def test_with_a_camera_the_clock_is_drawn_and_leaving_pauses() -> None:
    """Frames drive it; each picture comes back drawn on, whatever the stage."""
    clock = Clock()
    course = GuidedCourse(timer(ready_s=1.0), Plan(goal=1, sets=1), SAY, camera=True)
    live = LiveProcessor(course, Leaves(10.0), clock=clock)
    stages = []
    for index in range(round((12 + GONE_S) * FPS)):
        clock.now_s += 1 / FPS
        taken = frame(index / FPS)
        shown = live(taken)
        guidance = live.snapshot().guidance
        assert guidance is not None
        stages.append(guidance.stage)
        assert not np.array_equal(shown, taken.image)
        assert live.snapshot().error is None

    assert list(dict.fromkeys(stages)) == [Stage.READY, Stage.SET, Stage.PAUSED]


def test_without_frames_time_passes_by_the_clock() -> None:
    """No model is asked, no picture is missed, and each time round is handed over to be saved."""
    clock, kept = Clock(), list[SetProgress]()
    estimators = Estimators()
    course = GuidedCourse(guided(ready_s=1.0), Plan(goal=2, sets=1), SAY)
    live = LiveProcessor(course, estimators, keep=kept.append, clock=clock)
    live.tick()
    while (guidance := live.snapshot().guidance) is not None and guidance.stage is not Stage.DONE:
        clock.now_s += 0.25
        live.tick()
    live.close()

    assert estimators.made == 0
    assert live.snapshot().error is None
    assert live.snapshot().frames_per_s == 0.0
    assert kept[-1].finished
    done = [each.report.guided.done for each in kept if each.report.guided is not None]
    assert done[-1] == 2
    assert [done.number for done in live.snapshot().sets] == [1]


@pytest.mark.parametrize("command", [Command.STOP, Command.PAIN])
def test_commands_take_effect_at_the_next_tick(command: Command) -> None:
    """As with frames."""
    clock = Clock()
    live = LiveProcessor(
        GuidedCourse(guided(), Plan(goal=2, sets=1), SAY), Estimators(), clock=clock
    )
    live.tick()
    live.command(command)
    live.tick()
    guidance = live.snapshot().guidance
    assert guidance is not None
    assert guidance.stage is (Stage.STOPPED if command is Command.STOP else Stage.DONE)
