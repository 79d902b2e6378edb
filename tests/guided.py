"""Leads guided exercises step by step in a test, with what was heard and done when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from figures import STANDING, figure
from sayings import SAY

from formcheck.exercise.spec.guided import Guided
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Command, Guidance, Plan, Stage
from formcheck.guide.guided import GuidedCourse
from formcheck.landmarks.pose import Pose
from formcheck.specs.files import load_spec

STEP_S = 0.25
SIZE = (640, 480)


def guided(**movement: Any) -> ExerciseSpec:
    """Return a short exercise: four seconds there and two back unless ``movement`` differs."""
    told: dict[str, Any] = {
        "kind": "guided",
        "begin": "Lie down.",
        "ready_s": 5.0,
        "once": "tilt",
        "steps": (
            {"name": "There", "say": "There.", "seconds": 4.0},
            {"name": "Back", "say": "And back.", "seconds": 2.0},
        ),
        "source": "team choice",
    }
    tilt = load_spec("pelvic_tilt")
    return tilt.model_copy(update={"movement": Guided.model_validate(told | movement)})


WALK = {"steps": (), "timer": {"name": "Walk", "say": "Walk.", "halfway": "Half-way."}}


@dataclass
class Led:
    """A person being led; ``heard`` has the spoken words, with the time at which each began."""

    course: GuidedCourse
    time_s: float = 0.0
    heard: list[tuple[float, str]] = field(default_factory=list)
    seen: list[Guidance] = field(default_factory=list)

    def step(self, pose: Pose | None = None) -> Guidance:
        """Take one step in time."""
        guidance = self.course.step(pose or Pose(self.time_s, SIZE))
        self.heard += [(self.time_s, said.text) for said in guidance.spoken if said.text]
        self.seen.append(guidance)
        return guidance

    def passes(self, seconds: float, *, there: bool | None = None, step_s: float = STEP_S) -> "Led":
        """Let time pass; ``there`` is whether a camera sees a person, None without a camera."""
        for _ in range(round(seconds / step_s)):
            self.time_s += step_s
            self.step(figure(STANDING, time_s=self.time_s) if there else None)
        return self

    def does(self, command: Command) -> "Led":
        """Give a command, which takes effect at once."""
        self.course.command(command)
        self.time_s += STEP_S
        self.step()
        return self

    def answers(self, answer: Answer) -> "Led":
        """Give an answer, which takes effect at once."""
        self.course.answer(answer)
        self.time_s += STEP_S
        self.step()
        return self

    def until(self, stage: Stage, *, longest_s: float = 600.0) -> "Led":
        """Let time pass until a stage has come."""
        end_s = self.time_s + longest_s
        while self.now.stage is not stage:
            assert self.time_s < end_s, f"{stage} has not come, it is {self.now.stage}"
            self.passes(STEP_S)
        return self

    @property
    def now(self) -> Guidance:
        """The guidance now."""
        return self.seen[-1]

    @property
    def words(self) -> list[str]:
        """The words heard so far, in order."""
        return [text for _, text in self.heard]

    def begin_of(self, name: str) -> float:
        """Return the time at which a step of this name was first shown."""
        return next(each.time_s for each in self.seen if each.led and each.led.name == name)


def led(
    spec: ExerciseSpec | None = None, *, goal: int = 2, camera: bool = False, **plan: Any
) -> Led:
    """Return a person who begins an exercise now."""
    begun = Led(
        GuidedCourse(spec or guided(), Plan(goal=goal, **({"sets": 1} | plan)), SAY, camera=camera)
    )
    begun.step()
    return begun


def stages(seen: Iterable[Guidance]) -> list[Stage]:
    """Return the stages in order, without repeats of one that stayed."""
    told: list[Stage] = []
    for each in seen:
        if not told or told[-1] is not each.stage:
            told.append(each.stage)
    return told


def timer(**movement: Any) -> ExerciseSpec:
    """Return a timer of minutes."""
    words: Mapping[str, Any] = {"once": "minute"} | WALK | movement
    return guided(**words)
