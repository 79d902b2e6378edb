"""Which exercise is in a recording that does not say so: its poses looked at once, and kept.

Poses are small (some 3 kB a frame), so that the pose model, which takes nearly all of the time,
sees every frame once: judging then goes through the recording again with the poses that are there.
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
"""So many are named where it is not sure."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A recording looked at: its poses by the number of their frame, and what they tell.

    It is an estimator for :meth:`formcheck.review.review.Reviewer.review`: called, it gives the
    poses again, of ``choice`` whoever is asked for. ``interrupted`` tells that somebody broke it
    off.
    """

    poses: Mapping[int, Pose]
    recognition: Recognition
    interrupted: bool
    choice: Choice | None = None

    def __call__(self, person: NamedPerson | None = None) -> AbstractContextManager[Estimate]:
        """Return what gives the poses again, frame by frame."""
        return nullcontext(_Again(self.poses))

    def over(self, stop: Callable[[], bool]) -> Callable[[], bool]:
        """Return what breaks off judging it, asked before every frame.

        Where looking was broken off, that is after the same frames; else it is ``stop``.
        """
        frames = itertools.count()
        return (lambda: next(frames) >= len(self.poses)) if self.interrupted else stop


@dataclass(frozen=True, slots=True)
class _Again:
    """Gives the poses that are known; of a frame that was not looked at, that of nobody."""

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


def look(  # noqa: PLR0913 - how it is done and who is told are many things
    path: Path,
    estimator: Estimator,
    *,
    person: NamedPerson | None = None,
    progress: Callable[[VideoInfo, int], None] = lambda info, done: None,
    stop: Callable[[], bool] = lambda: False,
    any_size: bool = False,
) -> Looked:
    """Look at a whole recording, at the one who does the exercise in it.

    Parameters
    ----------
    path
        The recording.
    estimator
        Makes what estimates poses.
    person
        Who is looked at, where somebody said.
    progress
        Told after every frame, in another thread.
    stop
        Asked before every frame, and while one is waited for, whether to break off.
    any_size
        Whether recordings beyond the usual bounds are read, too.

    Raises
    ------
    VideoError
        The recording cannot be read.
    ModelError
        The pose model cannot be used.
    KeyboardInterrupt
        It was broken off before anything was seen.
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
        """Return it as JSON."""
        return printable_json(self.model_dump_json())

    @classmethod
    def of(cls, path: Path, recognition: Recognition) -> "Undecided":
        """Return what is known of a recording that was looked at."""
        likely = recognition.guesses[:LIKELIEST]
        return cls(
            video=address_of(path),
            movements=recognition.movements,
            likeliest=tuple(_Likely(exercise=each.exercise, share=each.share) for each in likely),
        )


def likeliest_words(recognition: Recognition) -> str:
    """Return the likeliest exercises in words, and how likely they are."""
    likely = " or ".join(map(_words, recognition.guesses[:LIKELIEST]))
    if not recognition.movements:
        return f"nobody bends and comes back in it as far as is seen; if at all, {likely}"
    return f"likeliest {likely}"


def _words(guess: Guess) -> str:
    name = named(english(), guess.exercise, guess.exercise)
    return f"{name} ({guess.exercise}, {guess.share:.0%})"
