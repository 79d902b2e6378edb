"""Judges a recording in the background, while the page shows the progress."""

import math
import re
import weakref
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from formcheck.app.review.uploads import ANOTHER_PLACE, Stored
from formcheck.app.server.media import Shelf
from formcheck.errors import FormCheckError, OutputError, VideoError
from formcheck.exercise.results.report import Report
from formcheck.pose.estimator import Estimator
from formcheck.review.outputs import ANNOTATED, MEASURES_TABLE, REPS_TABLE
from formcheck.review.review import Reviewed, Reviewer, Task
from formcheck.video.decode import VideoInfo

__all__ = ["ReviewOutcome", "ReviewProgress", "RunningReview"]

_ONE_AT_A_TIME: Final = Lock()
"""Recordings of all sessions are judged one after the other: one alone uses most of two cores,
and somebody may be exercising in another tab."""

_LOOK_EVERY_S: Final = 0.2
"""How often a waiting review checks whether it was cancelled."""

_UNEXPECTED: Final = FormCheckError(
    "Something unexpected kept the recording from being judged",
    to_do="Try again; the window in which formcheck runs says more",
)


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """A review's progress: pictures done, and the number of all; 0 where unknown."""

    waiting: bool = True
    done: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """The part done, 0 to 1; NaN where unknown."""
        return min(self.done / self.total, 1.0) if self.total else math.nan


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """A review's outcome: a report with its files, or an error, or neither if cancelled."""

    report: Report | None = None
    folder: Path = Path()
    error: FormCheckError | None = None

    @property
    def annotated(self) -> Path:
        """The recording with everything drawn on it."""
        return self.folder / ANNOTATED

    @property
    def reps_table(self) -> Path:
        """A row for every rep and hold, as CSV."""
        return self.folder / REPS_TABLE

    @property
    def measures_table(self) -> Path:
        """A row for every picture, as CSV."""
        return self.folder / MEASURES_TABLE


class RunningReview:
    """One recording on its way from a file to a report.

    It begins at once, in a thread, and breaks off when nothing refers to this object any more.

    Parameters
    ----------
    stored
        The recording; kept as long as this object.
    task
        The task: the exercise, and how to judge it.
    estimator
        Makes pose estimators.
    versions
        The versions of what judges, for the report.
    shelf
        Serves the results to the page; closed when this is broken off or deleted.
    """

    def __init__(
        self,
        stored: Stored,
        task: Task,
        estimator: Estimator,
        *,
        versions: dict[str, str] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self.shelf = shelf or Shelf()
        self.name = stored.name
        self.spec = task.spec
        self._stored = stored
        reviewer = Reviewer(estimator, stored.folder / "results", versions=versions)
        self._run = _Run(reviewer, replace(task, video=stored.video), stored)
        self._thread = Thread(target=self._run, name="judging", daemon=True)
        self._stop = weakref.finalize(self, self._run.stop.set)
        self._thread.start()

    @property
    def progress(self) -> ReviewProgress:
        """The current progress."""
        return self._run.progress

    @property
    def outcome(self) -> ReviewOutcome | None:
        """The outcome; None while the review goes on."""
        return self._run.outcome

    def wait(self, timeout_s: float | None = None) -> None:
        """Wait for the outcome."""
        self._thread.join(timeout_s)

    @property
    def abandoned(self) -> bool:
        """Whether the review was broken off or deleted."""
        return self._run.stop.is_set()

    def abandon(self) -> None:
        """Break off without waiting, and delete the recording and everything made of it."""
        self._stop()
        self.shelf.close()
        if self._run.outcome is not None:  # else the thread does this at its end
            self._stored.close()

    def cancel(self) -> None:
        """Break off, and wait until the recording and everything made of it are deleted."""
        self.abandon()
        self.wait()


class _Run:
    """The thread's work; it holds no reference to the `RunningReview` that waits for it."""

    def __init__(self, reviewer: Reviewer, task: Task, stored: Stored) -> None:
        self._reviewer = reviewer
        self._task = task
        self._stored = stored  # keeps the folder while the work goes on
        self.stop = Event()
        self.progress = ReviewProgress()
        self.outcome: ReviewOutcome | None = None

    def __call__(self) -> None:
        outcome = ReviewOutcome(error=_UNEXPECTED)
        try:
            outcome = self._in_turn()
        finally:
            self.outcome = outcome
            if self.stop.is_set():
                self._stored.close()

    def _in_turn(self) -> ReviewOutcome:
        while not _ONE_AT_A_TIME.acquire(timeout=_LOOK_EVERY_S):
            if self.stop.is_set():
                return ReviewOutcome()
        try:
            return self._judged()
        finally:
            _ONE_AT_A_TIME.release()

    def _judged(self) -> ReviewOutcome:
        self.progress = ReviewProgress(waiting=False)
        try:
            reviewed = self._reviewer.review(
                self._task, progress=self._advance, stop=self.stop.is_set
            )
        except KeyboardInterrupt:
            return ReviewOutcome()
        except FormCheckError as error:
            return ReviewOutcome(error=self._renamed(error))
        return ReviewOutcome() if reviewed.interrupted else self._finished(reviewed)

    def _advance(self, info: VideoInfo, done: int) -> None:
        self.progress = ReviewProgress(waiting=False, done=done, total=info.frame_count)

    def _finished(self, reviewed: Reviewed) -> ReviewOutcome:
        """Return the outcome, with the owner's name for the recording instead of its path."""
        video = reviewed.report.video
        if video is not None:
            video = video.model_copy(update={"path": self._stored.name})
        return ReviewOutcome(reviewed.report.model_copy(update={"video": video}), reviewed.folder)

    def _renamed(self, error: FormCheckError) -> FormCheckError:
        if isinstance(error, VideoError):
            return VideoError(error.what, where=self._stored.name, to_do=error.to_do)
        if isinstance(error, OutputError):
            what = error.what if error.what[:1].isupper() else f"A result {error.what}"
            return OutputError(what, to_do=_in_its_place(error.to_do))
        return error


def _in_its_place(to_do: str) -> str:
    """Return an advice that fits the pages, which have no option for a folder of results."""
    return re.sub(r"choose another folder( with --out)?", ANOTHER_PLACE, to_do)
