"""Exercises on the floor, and figures that do them: a bridge, a rock back, a kneeling bow."""

from dataclasses import dataclass

from exercises import exercise
from figures import Camera, Posture, Step, reps
from listeners import RAISES_HAND, Doing

from formcheck.exercise.measure.registry import Measure, View
from formcheck.exercise.spec.models import (
    Band,
    Calibration,
    Cues,
    ExerciseSpec,
    Importance,
    Phase,
    Reach,
    Reps,
    When,
)
from formcheck.exercise.spec.posture import Posture as Placed

__all__ = ["FLOOR", "LOW", "FloorExercise"]

LOW = Camera(size_wh=(1280, 480))
"""A picture wide enough for a lying person."""


@dataclass(frozen=True)
class FloorExercise:
    """An exercise, with the postures in which a figure begins and turns back."""

    spec: ExerciseSpec
    start: Posture
    turn: Posture

    @property
    def goes_down(self) -> tuple[Step, ...]:
        """The way from standing to the start: three seconds, and then keeping still."""
        return ((3.0, self.start), (4.0, self.start))

    def habits(self, count: int = 3) -> dict[str, Doing]:
        """Return the habits of a person who goes down when asked, and then does ``count`` reps."""
        return {
            "Raise a hand.": RAISES_HAND,
            "Come into your starting position.": self.goes_down,
            "Go when you're ready": reps(count, self.turn, start=self.start),
        }


def _spec(
    placed: Placed, follow: Measure, first: When, count: When, attempt: float
) -> ExerciseSpec:
    movement = Reps(
        kind="reps",
        follow=follow,
        wobble=5,
        phases=(
            Phase(name="resting", when=first),
            Phase(name="going"),
            Phase(name="turning", when=count),
            Phase(name="returning"),
        ),
        attempt=attempt,
        source="test",
    )
    far = Reach(
        kind="reach",
        id="far",
        name="Far",
        measure=follow,
        during=("turning",),
        target=Band(min=-60, max=170),
        importance=Importance.RANGE,
        cues=Cues(too_low="More.", too_high="Less."),
        explain="test",
        source="test",
    )
    own = {"posture": placed, "calibration": Calibration.OWN_START, "view": View.SIDE}
    return exercise(far, movement=movement).model_copy(update=own)


_BRIDGE = (
    Posture(trunk=-92, knee=105, shank=-30, arm=-90),
    Posture(trunk=-118, knee=108, shank=-10, arm=-100),
)
_ROCK = (
    Posture(trunk=88, knee=90, shank=90, arm=0, heel=170),
    Posture(trunk=95, knee=145, shank=90, arm=60, heel=170),
)
_KNEELING_BOW = (
    Posture(trunk=0, knee=90, shank=90, heel=170),
    Posture(trunk=55, knee=95, shank=88, heel=170),
)
FLOOR = {
    Placed.LYING_ON_BACK: FloorExercise(
        _spec(Placed.LYING_ON_BACK, Measure.HIP_FLEX, When(above=35), When(below=15), 30),
        *_BRIDGE,
    ),
    Placed.LYING: FloorExercise(
        _spec(Placed.LYING, Measure.HIP_FLEX, When(above=35), When(below=15), 30), *_BRIDGE
    ),
    Placed.ALL_FOURS: FloorExercise(
        _spec(Placed.ALL_FOURS, Measure.KNEE_FLEX, When(below=105), When(above=125), 110), *_ROCK
    ),
    Placed.KNEELING: FloorExercise(
        _spec(Placed.KNEELING, Measure.TRUNK_INCL, When(below=15), When(above=35), 20),
        *_KNEELING_BOW,
    ),
}
"""One exercise for each of some postures."""
