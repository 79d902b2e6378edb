"""One recording to one report; what is seen on the way can be followed frame by frame."""

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
"""Frames that may wait before and after the pose model: a quarter of a second, which bridges the
unevenness of decoding (a frame that others are decoded from takes longer) in 2 × 22 MB at 720p."""

_TOO_DAMAGED: Final = (
    "The file is too damaged to judge. Copy it again from where it was recorded, "
    "or record it again."
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came out, and whether somebody broke it off before the recording's end.

    ``other`` is who else was seen, where nothing was counted and nobody was chosen.
    """

    report: Report
    interrupted: bool
    other: NamedPerson | None = None


def analyse(  # noqa: PLR0913 - how it is done and who is told are many things
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
        Read to its end, in another thread.
    session
        Not used yet; finished afterwards.
    estimator
        Makes what estimates poses; it sees in the calling thread.
    choice
        Who is followed; without one the one found first, as long as nobody else exercises.
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
    BeginAgainError
        Somebody else does the exercise than the one found first; only without a choice.
    FormCheckError
        What the estimator, the session or ``follow`` raised.
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
        # Joined recordings state the length of one; some state none.
        duration_s=float(np.fmax(info.duration_s, judged.last_s)),
        frames=judged.frames,
        frames_per_s=info.frames_per_s,
        size_wh=info.size_wh,
        note=" ".join(note for note in notes if note),
        person=judged.whom.facts,
    )
