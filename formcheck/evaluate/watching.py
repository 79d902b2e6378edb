"""A recording looked at, frame by frame, while somebody watches who may break it off."""

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
    """Looks at recordings, or plays what is kept of them.

    Parameters
    ----------
    estimator
        Makes what estimates poses, a new one for each recording.
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

    def report_of(self, recording: Path, spec: ExerciseSpec, trace: Trace) -> Report | None:
        """Return what a session makes of a recording; None if that was broken off.

        ``trace`` is told every moment.

        Raises
        ------
        VideoError
            The recording, or what is kept of it, cannot be read.
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
        """Return the poses in a recording; None if that was broken off.

        Raises
        ------
        VideoError
            The recording, or what is kept of it, cannot be read.
        """
        poses = self.kept.of(recording)
        if poses is not None:
            return poses
        looked = self._look(recording, load_spec(NOTHING))
        return None if looked is None else looked.poses

    def _look(self, recording: Path, spec: ExerciseSpec) -> "_Looked | None":
        """Return what is seen of the one who does the exercise; None if that was broken off."""

        def look(choice: Choice | None) -> _Looked:
            return self._look_at(recording, spec, choice)

        try:
            looked = of_the_right_one(look, look, None)
        except KeyboardInterrupt:  # before anything was seen
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
    """A recording looked at once, following somebody."""

    report: Report
    other: NamedPerson | None
    interrupted: bool
    poses: list[Pose]
    moments: list[Moment]
