"""Looks at a recording frame by frame, with progress for a user who may break it off."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.evaluate.kept_poses import KeptPoses, noting
from formcheck.evaluate.labels.vocabulary import NOTHING
from formcheck.evaluate.score.trace import Trace
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import Report
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimator
from formcheck.pose.named import NamedPerson
from formcheck.review.analyse import analyse
from formcheck.review.review import Progress
from formcheck.review.whom import Choice, of_the_right_one
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame
from formcheck.video.reading import read_video

__all__ = ["Watching"]


@dataclass(frozen=True, slots=True)
class Watching:
    """Looks at recordings, or plays their kept poses.

    Parameters
    ----------
    estimator
        Makes a new pose estimate for each recording.
    kept
        Plays a recording's kept poses instead, and keeps the estimated ones.
    progress
        Called after every frame.
    stop
        Called before every frame; returns whether to break off.
    """

    estimator: Estimator
    kept: KeptPoses
    progress: Progress
    stop: Callable[[], bool]

    def report_of(self, recording: Path, spec: ExerciseSpec, trace: Trace) -> Report | None:
        """Return a session's report on a recording; None if ``stop`` broke it off.

        ``trace`` gets every moment.

        Raises
        ------
        VideoError
            The recording or its kept poses cannot be read.
        """
        poses = self.kept.of(recording)
        if poses is None:
            looked = self._look(recording, spec)
            trace.moments.extend([] if looked is None else looked.moments)
            return None if looked is None else looked.report
        session = Session(spec)
        for pose in poses:
            if self.stop():
                return None
            trace.moments.append(session.step(pose))
        return session.report()

    def poses_of(self, recording: Path) -> list[Pose] | None:
        """Return the poses in a recording; None if ``stop`` broke it off.

        Raises
        ------
        VideoError
            The recording or its kept poses cannot be read.
        """
        poses = self.kept.of(recording)
        if poses is not None:
            return poses
        looked = self._look(recording, load_spec(NOTHING))
        return None if looked is None else looked.poses

    def _look(self, recording: Path, spec: ExerciseSpec) -> "_Looked | None":
        """Look at the person who does the exercise; return None if ``stop`` broke it off."""

        def look(choice: Choice | None) -> _Looked:
            return self._look_at(recording, spec, choice)

        try:
            looked = of_the_right_one(look, look, None)
        except KeyboardInterrupt:  # before the first frame was seen
            return None
        if looked.interrupted:
            return None
        self.kept.keep(recording, looked.poses)
        return looked

    def _look_at(self, recording: Path, spec: ExerciseSpec, choice: Choice | None) -> "_Looked":
        poses: list[Pose] = []
        moments: list[Moment] = []
        with read_video(recording, stop=self.stop) as video:
            info = video.info

            def follow(frame: Frame, moment: Moment) -> None:
                moments.append(moment)
                self.progress(info, frame.index + 1)

            analysis = analyse(
                video,
                Session(spec),
                noting(self.estimator, poses),
                choice=choice,
                follow=follow,
                stop=self.stop,
            )
        return _Looked(analysis.report, analysis.other, analysis.interrupted, poses, moments)


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """The result of looking at a recording once, following one person."""

    report: Report
    other: NamedPerson | None
    interrupted: bool
    poses: list[Pose]
    moments: list[Moment]
