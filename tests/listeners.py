"""A listener who hears the guide and does what it says: a set as a conversation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from figures import (
    ARMS_FORWARD,
    HINGED,
    STANDING,
    Camera,
    Posture,
    Step,
    eased,
    figure,
    nobody,
    reps,
)

from formcheck.exercise.coach.reps import speaking_s
from formcheck.guide.guidance import Guidance, Utterance
from formcheck.guide.guide import Guide
from formcheck.landmarks.pose import Pose

FPS = 15.0
REACTS_S = 0.8

HAND_UP = Posture(arm=175)
AWAY: Posture | None = None

RAISES_HAND: tuple[Step, ...] = ((0.8, HAND_UP), (1.2, HAND_UP), (0.8, STANDING), (0.5, STANDING))
LIFTS_ARMS: tuple[Step, ...] = ((0.8, ARMS_FORWARD), (2.5, ARMS_FORWARD))
LOWERS_ARMS: tuple[Step, ...] = ((0.8, STANDING), (1.0, STANDING))

Doing = Sequence[tuple[float, Posture | None]]
Habits = Mapping[str, Doing]


def obeys(count: int = 3, bottom: Posture = HINGED) -> dict[str, Doing]:
    """Return the habits of a person who obeys the guide, and then does ``count`` reps."""
    return {
        "Raise a hand.": RAISES_HAND,
        "Lift both arms": LIFTS_ARMS,
        "Arms down": LOWERS_ARMS,
        "First a slow practice": reps(1),
        "Go when you're ready": reps(count, bottom),
    }


@dataclass
class Listener:
    """One person and one guide, frame by frame.

    ``habits`` map words to what the person does on hearing them (the first words that occur
    count); other words have no effect. A posture of None is outside the picture. ``others_px``
    are the boxes of people beside them.
    """

    guide: Guide
    habits: Habits
    camera: Camera = field(default_factory=Camera)
    fps: float = FPS
    other_boxes_xyxy: Sequence[tuple[float, float, float, float]] = ()
    time_s: float = 0.0
    seen: list[Guidance] = field(default_factory=list)
    _now: Posture | None = STANDING
    _plan: list[tuple[float, Posture | None]] = field(default_factory=list)
    _began_s: float = 0.0
    _from: Posture | None = STANDING

    def live(
        self, seconds: float, *, until: Callable[[Guidance], bool] = lambda guidance: False
    ) -> "Listener":
        """Go on for a number of seconds, or until a condition holds."""
        end_s = self.time_s + seconds
        while self.time_s < end_s:
            guidance = self._frame()
            if until(guidance):
                break
        return self

    def does(self, *steps: tuple[float, Posture | None]) -> "Listener":
        """Do these steps unasked, after the current ones."""
        self._plan += steps
        return self

    def sleeps(self, seconds: float) -> "Listener":
        """Let seconds pass without a frame, as when the laptop sleeps."""
        self.time_s += seconds
        self._began_s += seconds
        return self

    def said_since(self, time_s: float) -> list[str]:
        """Everything said after a time."""
        return [each.text for each in self.heard if each.text and each.time_s > time_s]

    @property
    def heard(self) -> list[Utterance]:
        """Everything said or sounded so far."""
        return [utterance for guidance in self.seen for utterance in guidance.spoken]

    @property
    def words(self) -> list[str]:
        """Everything said so far."""
        return [utterance.text for utterance in self.heard if utterance.text]

    @property
    def last(self) -> Guidance:
        """The guidance shown now."""
        return self.seen[-1]

    def _frame(self) -> Guidance:
        self.time_s += 1 / self.fps
        guidance = self.guide.step(self._pose())
        self.seen.append(guidance)
        for utterance in guidance.spoken:
            self._hear(utterance.text)
        return guidance

    def _hear(self, text: str) -> None:
        doing = next((steps for words, steps in self.habits.items() if words in text), None)
        if doing is not None:
            current = self._now
            self._plan = [(speaking_s(text) + REACTS_S, current), *doing]
            self._began_s, self._from = self.time_s, current

    def _pose(self) -> Pose:
        while self._plan and self.time_s - self._began_s >= self._plan[0][0]:
            seconds, self._from = self._plan.pop(0)
            self._began_s += seconds
        if self._plan:
            seconds, goal = self._plan[0]
            self._now = _between(self._from, goal, (self.time_s - self._began_s) / seconds)
        else:
            self._now, self._began_s = self._from, self.time_s
        if self._now is None:
            return nobody(self.time_s, like=figure(camera=self.camera))
        pose = replace(figure(self._now, camera=self.camera), time_s=self.time_s)
        others = np.array(self.other_boxes_xyxy).reshape(-1, 4)
        return replace(pose, other_boxes_xyxy=others, people=1 + len(others))


def _between(start: Posture | None, goal: Posture | None, share: float) -> Posture | None:
    if start is None or goal is None:
        return goal
    return start.towards(goal, eased(share))


def times(person: Listener, words: str) -> list[float]:
    """Return when something with these words was said."""
    return [each.time_s for each in person.heard if words in each.text]
