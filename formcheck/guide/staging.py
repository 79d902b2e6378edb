"""The base of every stage of an exercise.

Stages are plain classes: libraries of state machines spread one stage's rules over several places.
"""

import math
from abc import ABC, abstractmethod
from typing import ClassVar

from formcheck.guide.course import Now, StageContext
from formcheck.guide.guidance import CalibrationStep, Stage

__all__ = ["StageBase"]


class StageBase(ABC):
    """One stage, from its first frame to the one that leads to another.

    ``title`` says what is going on, ``asked`` what the person should do now; ``calibration_step``
    is the step of the calibration, None in other stages.
    """

    stage: ClassVar[Stage]
    asked: str = ""
    calibration_step: CalibrationStep | None = None
    rest_left_s: float = math.nan

    def __init__(self, course: StageContext) -> None:
        self.course = course
        self.words = course.words
        set_number, sets = course.set_number, course.plan.sets
        self.title = course.words.of("stage", self.stage, number=set_number, sets=sets)
        self._since_s = math.nan

    def since(self, now: Now) -> float:
        """Return how many seconds this stage has lasted."""
        if math.isnan(self._since_s):
            self._since_s = now.time_s
        return now.time_s - self._since_s

    def put_off(self, seconds: float) -> None:
        """Leave out this many seconds, in which the stage was halted."""
        self._since_s += seconds

    @abstractmethod
    def step(self, now: Now) -> "StageBase | None":
        """Take a frame; return the stage that follows; None to stay."""
