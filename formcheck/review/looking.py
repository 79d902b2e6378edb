"""Recognises the exercise in a recording whose name does not say it, and keeps the poses.

Poses are small (some 3 kB a frame), and the pose model takes nearly all of the time. So the model
sees every frame once; judging then goes through the recording again with the kept poses.
"""

import itertools
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from formcheck.exercise.recognise.another import named
from formcheck.exercise.recognise.recogniser import Guess, Recogniser, Recognition
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimate, Estimator
from formcheck.pose.named import NamedPerson
from formcheck.printable import printable_json
from formcheck.review.analyse import ROOM, see_all
from formcheck.review.outputs import address_of
from formcheck.review.pipeline import pictures_by_one_thread, work_behind
from formcheck.review.whom import BeginAgainError, Choice, WhomWatch
from formcheck.video.decode import Frame, VideoInfo
from formcheck.video.reading import ProcessReader, read_video
from formcheck.words.catalogue import english

__all__ = ["Looked", "Undecided", "likeliest_words", "look"]

LIKELIEST = 2
"""How many likely exercises are named if none is sure."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The poses of a recording by frame number, and the exercise recognised from them.

    It is an estimator for :meth:`formcheck.review.review.Reviewer.review`: a call gives the kept
    poses again, always those of ``choice``. ``interrupted`` means that the user broke it off.
    """

    poses: Mapping[int, Pose]
    recognition: Recognition
    interrupted: bool
    choice: Choice | None = None

    def __call__(self, person: NamedPerson | None = None) -> AbstractContextManager[Estimate]:
        """Return an estimate that gives the kept poses again, frame by frame."""
        return nullcontext(_Again(self.poses))

    def over(self, stop: Callable[[], bool]) -> Callable[[], bool]:
        """Return the function that says before every frame whether to break off judging.

        If looking was broken off, it breaks off after the same frames; else it is ``stop``.
        """
        frames = itertools.count()
        return (lambda: next(frames) >= len(self.poses)) if self.interrupted else stop


@dataclass(frozen=True, slots=True)
class _Again:
    """Gives the kept poses, and the empty pose for a frame that was not looked at."""

    poses: Mapping[int, Pose]

    def prepare(self, frame: Frame) -> Frame:
        return frame

    def see(self, frame: Frame) -> Frame:
        return frame

    def pose(self, frame: Frame) -> Pose:
        height, width = frame.image.shape[:2]
        return self.poses.get(frame.index) or Pose(frame.time_s, (width, height), people=0)


@dataclass(slots=True)
class _Kept:
    """The poses so far."""

    progress: Callable[[VideoInfo, int], None]
    info: VideoInfo
    whom: WhomWatch
    recogniser: Recogniser = field(default_factory=Recogniser)
    poses: dict[int, Pose] = field(default_factory=dict)

    def take(self, estimate: Estimate, seen: tuple[Frame, Any]) -> None:
        frame, sighting = seen
        pose = estimate.pose(sighting)
        self.whom.step(pose)
        self.recogniser.step(pose)
        self.poses[frame.index] = pose
        self.progress(self.info, frame.index + 1)


def look(  # noqa: PLR0913 - it takes many parts and callbacks
    path: Path,
    estimator: Estimator,
    *,
    person: NamedPerson | None = None,
    progress: Callable[[VideoInfo, int], None] = lambda info, done: None,
    stop: Callable[[], bool] = lambda: False,
    any_size: bool = False,
) -> Looked:
    """Find the poses of the person who exercises in a recording, and recognise the exercise.

    Parameters
    ----------
    path
        The recording.
    estimator
        Makes the pose estimate.
    person
        The person to follow, if one was named.
    progress
        Called after every frame, in another thread.
    stop
        Called before every frame and while waiting for one; returns whether to break off.
    any_size
        Whether to read recordings beyond the usual bounds, too.

    Raises
    ------
    VideoError
        The recording cannot be read.
    ModelError
        The pose model cannot be used.
    KeyboardInterrupt
        The user broke off before the first frame was seen.
    """
    read = partial(read_video, path, any_size=any_size, stop=stop)
    try:
        return _look(read, estimator, Choice(person) if person else None, progress, stop)
    except BeginAgainError as again:
        return _look(read, estimator, again.choice, progress, stop)


def _look(
    read: Callable[[], ProcessReader],
    estimator: Estimator,
    choice: Choice | None,
    progress: Callable[[VideoInfo, int], None],
    stop: Callable[[], bool],
) -> Looked:
    with read() as video:
        kept = _Kept(progress, video.info, WhomWatch(choice))

        def take(seen: tuple[Frame, Any]) -> None:
            kept.take(estimate, seen)

        with (
            pictures_by_one_thread(),
            estimator(choice.person if choice else None) as estimate,
            work_behind(take, room=ROOM) as hand_over,
        ):
            interrupted = see_all(video, estimate, hand_over, stop)
    if interrupted and not kept.poses:
        raise KeyboardInterrupt
    return Looked(kept.poses, kept.recogniser.recognition(), interrupted, choice)


class _Likely(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    exercise: str
    share: float


class Undecided(BaseModel):
    """What is printed as JSON of a recording whose exercise is not known: nothing is judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    video: str
    exercise: None = None
    judged: bool = False
    movements: int
    likeliest: tuple[_Likely, ...]

    def as_json(self) -> str:
        """Return the facts as JSON."""
        return printable_json(self.model_dump_json())

    @classmethod
    def of(cls, path: Path, recognition: Recognition) -> "Undecided":
        """Return the likeliest exercises of a recording that was looked at."""
        likely = recognition.guesses[:LIKELIEST]
        return cls(
            video=address_of(path),
            movements=recognition.movements,
            likeliest=tuple(_Likely(exercise=each.exercise, share=each.share) for each in likely),
        )


def likeliest_words(recognition: Recognition) -> str:
    """Return the likeliest exercises in words, each with its likelihood."""
    likely = " or ".join(map(_words, recognition.guesses[:LIKELIEST]))
    if not recognition.movements:
        return f"nobody bends and comes back in it as far as is seen; if at all, {likely}"
    return f"likeliest {likely}"


def _words(guess: Guess) -> str:
    name = named(english(), guess.exercise, guess.exercise)
    return f"{name} ({guess.exercise}, {guess.share:.0%})"
