"""Keeps poses from one evaluation for the next: judging takes a second, finding them a minute.

A clip's poses lie in ``<clip>.npz``, directly in the folder whatever the clip's name, as
:mod:`formcheck.pose.recording` writes them. The files do not record the pose model or the clip:
if either changes, the poses must be kept again.
"""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.disk.names import plain_stem
from formcheck.disk.trouble import told
from formcheck.errors import OutputError, UsageError
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimate, Estimator
from formcheck.pose.named import NamedPerson
from formcheck.pose.recording import load_recording, save_recording
from formcheck.video.decode import Frame

__all__ = ["KeptPoses", "noting"]


@dataclass(frozen=True, slots=True)
class KeptPoses:
    """The folder to play kept poses from, and the folder to keep found ones in.

    Parameters
    ----------
    played
        A folder of kept poses; None to find all poses again.
    kept
        The folder to keep poses in; None to keep none.
    """

    played: Path | None = None
    kept: Path | None = None

    def has(self, video: Path) -> bool:
        """Return whether poses of a recording are kept."""
        return self.played is not None and _file(self.played, video).is_file()

    def of(self, video: Path) -> list[Pose] | None:
        """Return the kept poses of a recording; None if there are none.

        Raises
        ------
        VideoError
            The file there is no recording of poses.
        """
        if self.played is None or not self.has(video):
            return None
        return load_recording(_file(self.played, video))

    def keep(self, video: Path, poses: Sequence[Pose]) -> None:
        """Keep the poses found in a recording, if there is a folder for them.

        Raises
        ------
        OutputError
            The poses cannot be written.
        """
        if self.kept is None:
            return
        file = _file(self.kept, video)
        try:
            self.kept.mkdir(parents=True, exist_ok=True)
            save_recording(file, poses)
        except OSError as error:
            otherwise = "choose another folder with --keep-poses"
            raise told(
                OutputError, "the poses cannot be kept", error, where=file, otherwise=otherwise
            ) from error

    def refuse_the_same_name(self, videos: Iterable[Path]) -> None:
        """Refuse recordings whose poses would lie in one file.

        Raises
        ------
        UsageError
            Two recordings have the same name, in two folders or with two endings.
        """
        if self.played is None and self.kept is None:
            return
        first: dict[str, Path] = {}
        for video in videos:
            other = first.setdefault(plain_stem(video), video)
            if other != video:
                raise UsageError(
                    f"its poses and those of {other} would be kept under one name",
                    where=str(video),
                    to_do="Give one of them another name, or evaluate without kept poses",
                )


def _file(folder: Path, video: Path) -> Path:
    return folder / f"{plain_stem(video)}.npz"


def noting(estimator: Estimator, noted: list[Pose]) -> Estimator:
    """Return an estimator that notes every pose it finds, in order."""

    @contextmanager
    def made(person: NamedPerson | None = None) -> Generator[Estimate]:
        with estimator(person) as estimate:
            yield _Noting(estimate, noted)

    return made


@dataclass(frozen=True, slots=True)
class _Noting:
    """Finds poses as another estimator does, and notes them."""

    estimate: Estimate
    noted: list[Pose]

    def prepare(self, frame: Frame) -> Any:
        return self.estimate.prepare(frame)

    def see(self, prepared: Any) -> Any:
        return self.estimate.see(prepared)

    def pose(self, sighting: Any) -> Pose:
        pose = self.estimate.pose(sighting)
        self.noted.append(pose)
        return pose
