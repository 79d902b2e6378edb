"""A recording looked at, frame by frame, while somebody watches who may break it off."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.evaluate.kept_poses import KeptPoses, noting
from formcheck.evaluate.trace import Trace
from formcheck.evaluate.vocabulary import NOTHING
from formcheck.exercise.moment import Moment
from formcheck.exercise.report import Report
from formcheck.exercise.session import Session
from formcheck.pose.landmarks import Pose
from formcheck.pose.video import Frame, open_video
from formcheck.review.analyse import Estimator, analyse
from formcheck.review.review import Progress
from formcheck.specs.files import load_spec

__all__ = ["Watching"]


@dataclass(frozen=True, slots=True)
class Watching:
    """Looks at recordings, or plays what is kept of them.

    Parameters
    ----------
    estimator
        Makes what estimates poses, anew for each recording.
    kept
        Plays the poses that are kept of a recording instead, and keeps others.
    progress
        Told of every frame.
    stop
        Asked before every frame whether to break off.
    """

    estimator: Estimator
    kept: KeptPoses
    progress: Progress
    stop: Callable[[], bool]

    def report_of(self, recording: Path, session: Session, trace: Trace) -> Report | None:
        """Return what a session makes of a recording; None if that was broken off.

        Raises
        ------
        VideoError
            The recording, or what is kept of it, cannot be read.
        """
        poses = self.kept.of(recording)
        if poses is None:
            return self._look(recording, session, trace, [])
        for pose in poses:
            if self.stop():
                return None
            trace.moments.append(session.step(pose))
        return session.report()

    def poses_of(self, recording: Path) -> list[Pose] | None:
        """Return the poses in a recording; None if that was broken off.

        Raises
        ------
        VideoError
            The recording, or what is kept of it, cannot be read.
        """
        poses = self.kept.of(recording)
        if poses is not None:
            return poses
        found: list[Pose] = []
        report = self._look(recording, Session(load_spec(NOTHING)), Trace(), found)
        return None if report is None else found

    def _look(
        self, recording: Path, session: Session, trace: Trace, found: list[Pose]
    ) -> Report | None:
        with open_video(recording) as video:
            info = video.info

            def follow(frame: Frame, moment: Moment) -> None:
                trace.moments.append(moment)
                self.progress(info, frame.index + 1)

            estimator = noting(self.estimator, found)
            try:
                analysis = analyse(video, session, estimator, follow=follow, stop=self.stop)
            except KeyboardInterrupt:  # before anything was seen
                return None
        if analysis.interrupted:
            return None
        self.kept.keep(recording, found)
        return analysis.report
