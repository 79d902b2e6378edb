"""Turns one recording into one report; a callback can follow it frame by frame."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import Report, VideoFacts, nothing_judged
from formcheck.exercise.session import Session
from formcheck.pose.estimator import Estimate, Estimator
from formcheck.pose.named import NamedPerson
from formcheck.review.outputs import address_of
from formcheck.review.pipeline import pictures_by_one_thread, read_ahead, work_behind
from formcheck.review.whom import Choice, WhomWatch
from formcheck.video.decode import Frame, Video

__all__ = ["ROOM", "Analysis", "Follow", "analyse", "see_all"]


Follow = Callable[[Frame, Moment], None]

ROOM: Final = 8
"""Frames that may wait before and after the pose model: a quarter of a second, which bridges
uneven decoding (frames that others are decoded from take longer) in 2 × 22 MB at 720p."""

_TOO_DAMAGED: Final = (
    "The file is too damaged to judge. Copy it again from where it was recorded, "
    "or record it again."
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result, and whether the user broke off before the recording's end.

    ``other`` is another person in the recording, if nothing was counted and nobody was chosen.
    """

    report: Report
    interrupted: bool
    other: NamedPerson | None = None


def analyse(  # noqa: PLR0913 - it takes many parts and callbacks
    video: Video,
    session: Session,
    estimator: Estimator,
    *,
    choice: Choice | None = None,
    follow: Follow = lambda frame, moment: None,
    stop: Callable[[], bool] = lambda: False,
) -> Analysis:
    """Judge one recording.

    Parameters
    ----------
    video
        The recording; another thread reads it to its end.
    session
        A fresh session; it is finished afterwards.
    estimator
        Makes the pose estimate, which runs in the calling thread.
    choice
        The person to follow; without one, the first person found unless another exercises.
    follow
        Called with every frame and its moment, in order, in another thread.
    stop
        Called before every frame; returns whether to break off.

    Returns
    -------
    Analysis
        The report with the facts of the video; if broken off, it covers the frames until then.

    Raises
    ------
    KeyboardInterrupt
        The user broke off before the first frame was seen.
    BeginAgainError
        A person other than the first one found does the exercise; only without a choice.
    FormCheckError
        The estimator, the session or ``follow`` raised it.
    """
    judged = _Judged(session, follow, WhomWatch(choice))
    with (
        pictures_by_one_thread(),
        estimator(choice.person if choice else None) as estimate,
        work_behind(partial(judged.take, estimate), room=ROOM) as hand_over,
    ):
        interrupted = see_all(video, estimate, hand_over, stop)
    if interrupted and not judged.frames:
        raise KeyboardInterrupt
    facts = _facts(video, judged, interrupted=interrupted)
    report = session.report()
    if video.too_damaged:
        report = nothing_judged(report, _TOO_DAMAGED)
    report = report.model_copy(update={"video": facts})
    counted = interrupted or video.too_damaged or report.reps or report.holds
    return Analysis(report, interrupted, None if counted else judged.whom.other)


def see_all(
    video: Video,
    estimate: Estimate,
    hand_over: Callable[[tuple[Frame, Any]], None],
    stop: Callable[[], bool],
) -> bool:
    """Hand over every frame with its poses; return whether ``stop`` broke it off."""
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
    """The judgement of the poses so far."""

    def __init__(self, session: Session, follow: Follow, whom: WhomWatch) -> None:
        self._session = session
        self.whom = whom
        self._follow = follow
        self.frames = 0
        self.last_s = math.nan

    def take(self, estimate: Estimate, seen: tuple[Frame, Any]) -> None:
        frame, sighting = seen
        pose = estimate.pose(sighting)
        self.whom.step(pose)
        self._follow(frame, self._session.step(pose))
        self.frames += 1
        self.last_s = frame.time_s


def _facts(video: Video, judged: _Judged, *, interrupted: bool) -> VideoFacts:
    info = video.info
    notes = [video.note, f"Interrupted at {judged.last_s:.1f} s." if interrupted else ""]
    return VideoFacts(
        path=address_of(info.path),
        # Joined recordings state the length of one part; some state none.
        duration_s=float(np.fmax(info.duration_s, judged.last_s)),
        frames=judged.frames,
        frames_per_s=info.frames_per_s,
        size_wh=info.size_wh,
        note=" ".join(note for note in notes if note),
        person=judged.whom.facts,
    )
