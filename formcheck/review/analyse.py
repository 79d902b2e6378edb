"""One recording to one report; what is seen on the way can be followed frame by frame."""

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from formcheck.exercise.moment import Moment
from formcheck.exercise.report import Report, VideoFacts
from formcheck.exercise.session import Session
from formcheck.pose.landmarks import Pose
from formcheck.pose.video import Frame, VideoReader
from formcheck.review.outputs import address_of
from formcheck.review.pipeline import pictures_by_one_thread, read_ahead, work_behind

__all__ = ["ROOM", "Analysis", "Estimate", "Estimator", "Follow", "analyse", "see_all"]


class Estimate(Protocol):
    """What estimates poses in three steps, each in a thread of its own, in the frames' order."""

    def prepare(self, frame: Frame, /) -> Any:
        """Return a frame made ready to be looked at."""
        ...

    def see(self, prepared: Any, /) -> Any:
        """Return what is seen in it."""
        ...

    def pose(self, sighting: Any, /) -> Pose:
        """Return the pose in what was seen."""
        ...


Estimator = Callable[[], AbstractContextManager[Estimate]]
Follow = Callable[[Frame, Moment], None]

ROOM: Final = 8
"""Frames that may wait before and after the pose model: a quarter of a second, which bridges the
unevenness of decoding (a frame that others are decoded from takes longer) in 2 × 22 MB at 720p."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came out, and whether somebody broke it off before the recording's end."""

    report: Report
    interrupted: bool


def analyse(
    video: VideoReader,
    session: Session,
    estimator: Estimator,
    *,
    follow: Follow = lambda frame, moment: None,
    stop: Callable[[], bool] = lambda: False,
) -> Analysis:
    """Judge one recording.

    Parameters
    ----------
    video
        Read to its end, in another thread.
    session
        Not used yet; finished afterwards.
    estimator
        Makes what estimates poses; it sees in the calling thread.
    follow
        Told every frame and what was understood of it, in order, in another thread.
    stop
        Asked before every frame whether to break off.

    Returns
    -------
    Analysis
        The report with the facts of the video; broken off, it is about what was seen until then.

    Raises
    ------
    KeyboardInterrupt
        It was broken off before anything was seen.
    FormCheckError
        What the estimator, the session or ``follow`` raised.
    """
    judged = _Judged(session, follow)
    with (
        pictures_by_one_thread(),
        estimator() as estimate,
        work_behind(partial(judged.take, estimate), room=ROOM) as hand_over,
    ):
        interrupted = see_all(video, estimate, hand_over, stop)
    if interrupted and not judged.frames:
        raise KeyboardInterrupt
    facts = _facts(video, judged, interrupted=interrupted)
    return Analysis(session.report().model_copy(update={"video": facts}), interrupted)


def see_all(
    video: VideoReader,
    estimate: Estimate,
    hand_over: Callable[[tuple[Frame, Any]], None],
    stop: Callable[[], bool],
) -> bool:
    """Hand over every frame with what is seen in it; return whether it was broken off."""
    try:
        ready = ((frame, estimate.prepare(frame)) for frame in video)
        with read_ahead(ready, room=ROOM) as ahead:
            for frame, prepared in ahead:
                if stop():
                    return True
                hand_over((frame, estimate.see(prepared)))
    except KeyboardInterrupt:
        return True
    return False


class _Judged:
    """What became of the poses so far."""

    def __init__(self, session: Session, follow: Follow) -> None:
        self._session = session
        self._follow = follow
        self.frames = 0
        self.last_s = math.nan

    def take(self, estimate: Estimate, seen: tuple[Frame, Any]) -> None:
        frame, sighting = seen
        self._follow(frame, self._session.step(estimate.pose(sighting)))
        self.frames += 1
        self.last_s = frame.time_s


def _facts(video: VideoReader, judged: _Judged, *, interrupted: bool) -> VideoFacts:
    info = video.info
    notes = [video.note, f"Interrupted at {judged.last_s:.1f} s." if interrupted else ""]
    return VideoFacts(
        path=address_of(info.path),
        duration_s=judged.last_s if math.isnan(info.duration_s) else info.duration_s,
        frames=judged.frames,
        frames_per_s=info.frames_per_s,
        size_wh=info.size_wh,
        note=" ".join(note for note in notes if note),
    )
