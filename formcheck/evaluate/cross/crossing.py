"""Finds recordings to judge by every exercise: poses in a folder, or labelled clips."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from formcheck.errors import FormCheckError, VideoError
from formcheck.evaluate.cross.cross import Crossed, CrossTable, crossed, own_exercise
from formcheck.evaluate.labels.inputs import EvaluationPlan
from formcheck.evaluate.labels.truth import LabelledClip, Shows
from formcheck.evaluate.watching import Watching
from formcheck.landmarks.pose import Pose
from formcheck.pose.recording import load_recording
from formcheck.printable import in_unicode

__all__ = ["Recording", "cross_all", "kept_in", "labelled_in"]

_KEPT: Final = ".npz"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording, the exercise it shows (empty for none of ours), and a function for its poses.

    ``poses`` returns None if the user broke it off.
    """

    name: str
    shown: str
    poses: Callable[[], list[Pose] | None]


def kept_in(path: Path) -> list[Recording]:
    """Return the recordings of poses at a path: one file, or all in a folder; may be empty."""
    if path.suffix.lower() == _KEPT and path.is_file():
        files = [path]
    else:
        files = sorted(path.glob(f"*{_KEPT}")) if path.is_dir() else []
    return [
        Recording(in_unicode(file.stem), own_exercise(file.stem), partial(load_recording, file))
        for file in files
    ]


def labelled_in(
    plan: EvaluationPlan, watching: Callable[[str], AbstractContextManager[Watching]]
) -> list[Recording]:
    """Return the labelled clips of a plan; ``watching`` gives, for a title, a `Watching`."""
    return [
        _labelled(clip, f"{number}/{len(plan.clips)} {clip.name}", watching)
        for number, clip in enumerate(plan.clips, start=1)
    ]


def _labelled(
    clip: LabelledClip, title: str, watching: Callable[[str], AbstractContextManager[Watching]]
) -> Recording:
    def poses() -> list[Pose] | None:
        with watching(title) as look:
            return look.poses_of(clip.video)

    ours = clip.shows in {Shows.EXERCISE, Shows.VARIATION}
    return Recording(clip.name, clip.exercise if ours else "", poses)


def cross_all(
    source: str,
    recordings: list[Recording],
    *,
    failed: Callable[[FormCheckError], None],
    stop: Callable[[], bool],
    versions: Mapping[str, str],
) -> CrossTable:
    """Judge every recording by every exercise.

    Parameters
    ----------
    source
        The last part of the path of the recordings.
    recordings
        The recordings to judge, in order.
    failed
        Called with the error of an unreadable recording; the others go on.
    stop
        Called before every recording; returns whether to break off.
    versions
        Names and versions of the software and model.
    """
    rows: list[Crossed] = []
    interrupted = False
    for recording in recordings:
        try:
            poses = None if stop() else recording.poses()
        except VideoError as error:
            failed(error)
            continue
        if poses is None:
            interrupted = True
            break
        rows += crossed(recording.name, recording.shown, poses)
    return CrossTable(
        source=in_unicode(source), interrupted=interrupted, versions=versions, rows=tuple(rows)
    )
