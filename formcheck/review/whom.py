"""Chooses which of several people a recording is about: the person who does the exercise.

A live session follows the first person found until it sees another one do the exercise. A
recording uses the same rule, but is judged again from its start once the right person is known, so
that their first rep counts too. If nothing was counted by its end, another person is tried.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np

from formcheck.exercise.results.report import FollowedPerson, PersonChoice, Report
from formcheck.landmarks.pose import FloatArray, Joint, Pose
from formcheck.pose.named import TOO_SMALL, NamedPerson

__all__ = ["BeginAgainError", "Choice", "JudgedPerson", "WhomWatch", "of_the_right_one"]

SEVERAL_S: Final = 0.5
"""How long others must be seen to count: two looks, since a single one may be wrong."""

MOSTLY: Final = 0.5
"""The report names a person's side if they are on it in more than three of four looks."""

_MIDDLE: Final = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP]
_BECAUSE: Final = {
    PersonChoice.FIRST: "who was found first; nobody else was seen to do more of the exercise",
    PersonChoice.EXERCISED: "who does the exercise",
    PersonChoice.NAMED: "as you said",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The person to follow, and whether the user named them or the exercise decided."""

    person: NamedPerson
    why: PersonChoice = PersonChoice.NAMED


class BeginAgainError(Exception):
    """Another person does the exercise: judge the recording again, following them."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        super().__init__(str(choice.person))


class JudgedPerson(Protocol):
    """A recording's report, and another person to try, if there is one."""

    @property
    def report(self) -> Report:
        """The report."""
        ...

    @property
    def other(self) -> NamedPerson | None:
        """Another person in the recording, if nothing was counted."""
        ...


J = TypeVar("J", bound=JudgedPerson)


def of_the_right_one(
    judge: Callable[[Choice | None], J],
    tried: Callable[[Choice], JudgedPerson],
    named: NamedPerson | None,
) -> J:
    """Return a recording's judgement for the person who does the exercise.

    Parameters
    ----------
    judge
        Judges the recording for a choice; with None it may raise :class:`BeginAgainError`.
    tried
        Does the same without keeping anything; called only if nothing was counted.
    named
        The person the user named, if any; the recording is then judged once.
    """
    if named is not None:
        return judge(Choice(named))
    try:
        judged = judge(None)
    except BeginAgainError as again:
        return judge(again.choice)
    if judged.other is None:
        return judged
    other = Choice(judged.other, PersonChoice.EXERCISED)
    try:
        report = tried(other).report
    except KeyboardInterrupt:  # the first judgement is whole
        return judged
    return judge(other) if report.reps or report.holds else judged


class WhomWatch:
    """Watches, pose by pose, the followed person and the others.

    ``choice`` is the person to follow; None if the poses belong to the first person found.
    """

    def __init__(self, choice: Choice | None) -> None:
        self._choice = choice
        self._most = 1
        self._several_s = 0.0
        self._last: Pose | None = None
        self._first: Pose | None = None
        self._other: NamedPerson | None = None
        self._other_px = 0.0
        self._sides: list[float] = []

    def step(self, pose: Pose) -> None:
        """Take the next pose.

        Raises
        ------
        BeginAgainError
            From here on, the poses belong to another person, who does the exercise.
        """
        last, self._last = self._last, pose
        if pose.found and self._first is None:
            self._first = pose
        if last is None:
            return
        # After a cut, or a while without anybody, the followed person is a new one.
        goes_on = pose.found and last.found and pose.shot == last.shot
        if self._choice is None and goes_on and pose.track_id != last.track_id:
            raise BeginAgainError(Choice(_there(pose), PersonChoice.EXERCISED))
        if len(pose.other_boxes_xyxy):
            self._several_s += pose.time_s - last.time_s
            self._most = max(self._most, pose.people, 1 + len(pose.other_boxes_xyxy))
            if pose.other_boxes_xyxy is not last.other_boxes_xyxy:
                self._see(pose)

    def _see(self, pose: Pose) -> None:
        """Note the places of the others, and when the largest of them is seen best."""
        boxes = pose.other_boxes_xyxy
        tall = boxes[:, 3] - boxes[:, 1]
        largest = boxes[int(np.argmax(tall))]
        if pose.found:
            centre = (largest[0] + largest[2]) / 2
            self._sides.append(float(np.sign(_middle(pose)[0] - centre)))
            ours = pose.points_px[:, 1]
            if tall.max() < TOO_SMALL * float(np.nanmax(ours) - np.nanmin(ours)):
                return
        if tall.max() > self._other_px:
            self._other_px = float(tall.max())
            self._other = _place(pose, (largest[:2] + largest[2:]) / 2)

    @property
    def other(self) -> NamedPerson | None:
        """Another person who was seen long and large enough to be the one exercising, or None."""
        return self._other if self._choice is None and self._several_s >= SEVERAL_S else None

    @property
    def facts(self) -> FollowedPerson | None:
        """The followed person and the reason; None if only one was seen and nobody was named."""
        why = PersonChoice.FIRST if self._choice is None else self._choice.why
        several = self._several_s >= SEVERAL_S
        if not several and why is PersonChoice.FIRST:
            return None
        there = NamedPerson() if self._first is None else _there(self._first)
        return FollowedPerson(
            chosen=why,
            named=str(self._choice.person) if self._choice and why is PersonChoice.NAMED else "",
            people=self._most if several else 1,
            seen_s=there.time_s if self._first is not None else math.nan,
            x=there.x,
            y=there.y,
            words=self._words(why, several=several),
        )

    def _words(self, why: PersonChoice, *, several: bool) -> str:
        side = float(np.mean(self._sides)) if self._sides else 0.0
        who = "one of them"
        if abs(side) > MOSTLY:
            who = "the one on the left" if side < 0 else "the one on the right"
        if self._first is None:
            return "Nobody was found where you said."
        if not several:
            return "Only one person was seen, and was followed."
        return f"Several people were seen; {who} was followed, {_BECAUSE[why]}."


def _middle(pose: Pose) -> FloatArray:
    return np.asarray(pose.points_px[_MIDDLE].mean(axis=0))


def _there(pose: Pose) -> NamedPerson:
    return _place(pose, _middle(pose))


def _place(pose: Pose, place_px: FloatArray) -> NamedPerson:
    x, y = np.clip(place_px / pose.size_wh, 0, 1).round(3).tolist()
    return NamedPerson(time_s=round(pose.time_s, 3), x=x, y=y)
