"""Reviews one recording: judges it, draws it and writes the results to its own folder."""

import math
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import Report
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.pose.estimator import Estimator
from formcheck.pose.named import NamedPerson
from formcheck.review.analyse import Analysis, Follow, analyse
from formcheck.review.looking import Looked
from formcheck.review.outputs import (
    ANNOTATED,
    MEASURES_TABLE,
    REPORT,
    REPS_TABLE,
    NewFile,
    choose_folder,
    results_of,
)
from formcheck.review.overlay import Overlay
from formcheck.review.tables import MeasuresTable, write_reps
from formcheck.review.whom import Choice, of_the_right_one
from formcheck.video.decode import Frame, VideoInfo
from formcheck.video.reading import read_video
from formcheck.video.writer import VideoWriter

__all__ = ["Progress", "Reviewed", "Reviewer", "Task"]

Progress = Callable[[VideoInfo, int], None]
"""Called with the recording's facts and the number of its frames that are done."""


_USUAL_RATE: Final = 30.0
"""Frames a second of most cameras, for files without a rate; frames keep their own times."""


@dataclass(frozen=True, slots=True)
class Task:
    """A recording, its exercise, the spec file's hash, and the person to follow, if one was named.

    The spec already contains the variant and the person's own back range, where known;
    ``recognised`` is the certainty of an exercise recognised by its movement, else NaN.
    """

    video: Path
    spec: ExerciseSpec
    spec_hash: str = ""
    variant: str = ""
    back_range_deg: float | None = None
    person: NamedPerson | None = None
    recognised: float = math.nan


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finished review: the report, the folder of the results and their names.

    ``other`` is as in :class:`formcheck.review.analyse.Analysis`.
    """

    report: Report
    folder: Path
    files: tuple[str, ...]
    interrupted: bool
    other: NamedPerson | None = None


class Reviewer:
    """Reviews recordings one after the other.

    Parameters
    ----------
    estimator
        Makes a new pose estimate for each recording.
    out
        The folder in which every recording gets its own folder.
    with_video
        Whether to write annotated recordings.
    versions
        Names and versions of the software and model, for the report.
    any_size
        Whether to read recordings beyond the usual bounds, too.
    """

    def __init__(
        self,
        estimator: Estimator,
        out: Path,
        *,
        with_video: bool = True,
        versions: Mapping[str, str] | None = None,
        any_size: bool = False,
    ) -> None:
        self._read = partial(read_video, any_size=any_size)
        self._estimator = estimator
        self._out = out
        self._with_video = with_video
        self._versions = dict(versions or {})
        self._folders: set[Path] = set()

    def review(
        self,
        task: Task,
        *,
        progress: Progress = lambda info, done: None,
        stop: Callable[[], bool] = lambda: False,
        looked: Looked | None = None,
    ) -> Reviewed:
        """Review one recording.

        Parameters
        ----------
        task
            The recording and the spec.
        progress
            Called after every frame, in another thread.
        stop
            Called before every frame and while waiting for one; returns whether to break off.
            Finished results are kept.
        looked
            The recording's poses, if already known. If looking was broken off, the review breaks
            off after the same frames.

        Raises
        ------
        VideoError
            The recording cannot be read; no folder is made for it.
        OutputError
            A result cannot be written; earlier results stay unchanged.
        ModelError
            The pose model cannot be used.
        KeyboardInterrupt
            The user broke off before the first frame was seen.
        """

        def judge(choice: Choice | None) -> Reviewed:
            known = looked is not None and (choice is None or choice == looked.choice)
            if looked is None or not known:
                return self._review(task, self._estimator, choice, progress, stop)
            return self._review(task, looked, looked.choice, progress, stop)

        reviewed = of_the_right_one(
            judge, lambda choice: self._try(task, choice, progress, stop), task.person
        )
        self._folders.add(reviewed.folder)
        return reviewed

    def _review(
        self,
        task: Task,
        estimator: Estimator,
        choice: Choice | None,
        progress: Progress,
        stop: Callable[[], bool],
    ) -> Reviewed:
        """Review one recording, following the chosen person."""
        with ExitStack() as stack:
            video = stack.enter_context(self._read(task.video, stop=stop))
            folder = choose_folder(self._out, task.video, taken=self._folders)
            unfinished = stack.enter_context(results_of(folder))
            follow = self._written(task, unfinished, video.info, progress)
            with follow as follow_frame:
                analysis = analyse(
                    video,
                    Session(task.spec),
                    estimator,
                    choice=choice,
                    follow=follow_frame,
                    stop=estimator.over(stop) if isinstance(estimator, Looked) else stop,
                )
                report = self._completed(analysis, task)
                with NewFile(unfinished / REPS_TABLE) as file:
                    write_reps(file, report)
                with NewFile(unfinished / REPORT) as file:
                    file.write(report.as_json(indent=2) + "\n")
        tables = (REPORT, REPS_TABLE, MEASURES_TABLE)
        names = (ANNOTATED, *tables) if self._with_video else tables
        return Reviewed(report, folder, names, analysis.interrupted, analysis.other)

    def _try(
        self, task: Task, choice: Choice, progress: Progress, stop: Callable[[], bool]
    ) -> Analysis:
        """Judge the recording following another person, without writing anything."""
        with self._read(task.video, stop=stop) as video:
            return analyse(
                video,
                Session(task.spec),
                self._estimator,
                choice=choice,
                follow=lambda frame, moment: progress(video.info, frame.index + 1),
                stop=stop,
            )

    def _completed(self, analysis: Analysis, task: Task) -> Report:
        versions = {**self._versions, "spec": task.spec_hash}
        own = math.nan if task.back_range_deg is None else task.back_range_deg
        facts = {"versions": versions, "variant": task.variant, "back_range_deg": own}
        told = {"recognised": task.recognised}
        return analysis.report.model_copy(update=facts | told)

    @contextmanager
    def _written(
        self, task: Task, folder: Path, info: VideoInfo, progress: Progress
    ) -> Generator[Follow]:
        """Open the results that grow frame by frame; give a function that adds a frame to each."""
        with ExitStack() as files:
            table = MeasuresTable(files.enter_context(NewFile(folder / MEASURES_TABLE)), task.spec)
            draw = self._drawn(files, task.spec, folder, info)

            def add(frame: Frame, moment: Moment) -> None:
                table.add(moment)
                draw(frame, moment)
                progress(info, frame.index + 1)

            yield add

    def _drawn(self, files: ExitStack, spec: ExerciseSpec, folder: Path, info: VideoInfo) -> Follow:
        if not self._with_video:
            return lambda frame, moment: None
        rate = _USUAL_RATE if math.isnan(info.frames_per_s) else info.frames_per_s
        writer = VideoWriter(folder / ANNOTATED, info.size_wh, frames_per_s=rate)
        files.enter_context(writer)
        overlay = Overlay(spec.name, spec.phase_names)
        return lambda frame, moment: writer.write(overlay.draw(frame.image, moment), frame.time_s)
