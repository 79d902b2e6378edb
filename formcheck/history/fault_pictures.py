"""Keeps a picture of each fault in memory while a set runs, and saves it only on request."""

import math
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.disk.parts import parts_in
from formcheck.exercise.results.report import CheckReport, HoldReport, Report, RepReport, Verdict
from formcheck.history.data_folder import data_folder, write_whole

__all__ = [
    "FaultPicture",
    "FaultPictures",
    "jpeg",
    "picture_paths",
    "pictures_folder",
    "save_pictures",
]

Image = npt.NDArray[np.uint8]

LONG_SIDE = 480
"""Pixels: the widest picture that a page shows beside its sentence; 25 kB each."""

QUALITY = 80
"""JPEG quality at which drawn lines show no ripples on a picture of this size."""

EVERY_S = 0.2
"""Five pictures a second: the nearest is at most a tenth of a second off, and one costs 1 to
1.5 ms, a fifth of that per frame."""

RECENT_S = 15.0
"""All pictures up to this age are kept: three slow reps."""

SPARSE_EVERY_S = 2.0
"""Older pictures are thinned out to this interval; a fault in a hold lasts."""

OLDEST_S = 120.0
"""Twice the longest hold of any exercise, which is 60 s."""

NEAR_ENOUGH_S = 1.0
"""A picture further off than this, half of SPARSE_EVERY_S, would show another moment."""

MOST = 20
"""Pictures kept for each set: more than anybody looks at; half a megabyte."""

_SHOWN: Final = {Verdict.WARN, Verdict.FAULT}

_FOLDER: Final = re.compile(r"\d{8}_\d{6}_[a-z][a-z0-9_]*")
_PICTURE: Final = re.compile(r"set\d+_\d+_.+\.jpg")
"""The names of formcheck's folders of pictures and of those in them: the data folder that somebody
named may contain pictures of their own."""


@dataclass(frozen=True, slots=True)
class FaultPicture:
    """The picture of a finding.

    ``number`` is the rep's or hold's in the set, ``check`` and ``name`` are the check's, ``at_s``
    is the time that shows it best; ``jpeg`` is the picture with everything drawn on it.
    """

    set_number: int
    number: int
    check: str
    name: str
    verdict: Verdict
    at_s: float
    jpeg: bytes


class FaultPictures:
    """Keeps the last pictures, and permanently those of findings."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, bytes]] = deque()
        self._older: deque[tuple[float, bytes]] = deque()
        self._seen: set[tuple[int, int]] = set()
        self._kept: list[FaultPicture] = []

    @property
    def kept(self) -> tuple[FaultPicture, ...]:
        """The pictures of findings, in the order of the findings."""
        return tuple(self._kept)

    def see(self, image: Image, time_s: float) -> None:
        """Take the picture shown at a time, RGB; keep at most one each `EVERY_S`.

        Times grow from call to call.
        """
        if self._recent and time_s - self._recent[-1][0] < EVERY_S:
            return
        self._recent.append((time_s, jpeg(image)))
        while time_s - self._recent[0][0] > RECENT_S:
            old_s, picture = self._recent.popleft()
            if not self._older or old_s - self._older[-1][0] >= SPARSE_EVERY_S:
                self._older.append((old_s, picture))
        while self._older and time_s - self._older[0][0] > OLDEST_S:
            self._older.popleft()

    def find(self, set_number: int, report: Report) -> None:
        """Keep the pictures of findings in new reps and holds."""
        judged: list[RepReport | HoldReport] = [*report.reps, *report.holds]
        for done in judged:
            if (set_number, done.number) not in self._seen:
                self._seen.add((set_number, done.number))
                self._keep(set_number, done)

    def _keep(self, set_number: int, done: RepReport | HoldReport) -> None:
        for check in done.checks:
            picture = self._nearest(check.at_s) if check.verdict in _SHOWN else None
            if picture is not None and self._make_room(set_number, check):
                self._kept.append(
                    FaultPicture(
                        set_number=set_number,
                        number=done.number,
                        check=check.id,
                        name=check.name,
                        verdict=check.verdict,
                        at_s=check.at_s,
                        jpeg=picture,
                    )
                )

    def _nearest(self, at_s: float) -> bytes | None:
        """Return the picture nearest to a time; None where none is near or the time is NaN."""
        known = [*self._older, *self._recent]
        if math.isnan(at_s) or not known:
            return None
        time_s, picture = min(known, key=lambda shown: abs(shown[0] - at_s))
        return picture if abs(time_s - at_s) <= NEAR_ENOUGH_S else None

    def _make_room(self, set_number: int, check: CheckReport) -> bool:
        """Make room for a finding; a fault takes the place of the set's last warning."""
        of_set = [kept for kept in self._kept if kept.set_number == set_number]
        if len(of_set) < MOST:
            return True
        milder = [kept for kept in of_set if kept.verdict is Verdict.WARN]
        if check.verdict is not Verdict.FAULT or not milder:
            return False
        self._kept.remove(milder[-1])
        return True


def jpeg(image: Image, long_side: int = LONG_SIDE) -> bytes:
    """Return an RGB picture as JPEG, at most ``long_side`` pixels long."""
    scale = min(1.0, long_side / max(image.shape[:2]))
    if scale < 1:
        image = np.asarray(
            cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
    blue_first = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    _, coded = cv2.imencode(".jpg", blue_first, (cv2.IMWRITE_JPEG_QUALITY, QUALITY))
    return coded.tobytes()


def pictures_folder() -> Path:
    """Return the folder for pictures, with a folder for each exercise; it need not exist."""
    return data_folder() / "pictures"


def picture_paths(folder: Path) -> Iterator[Path]:
    """Yield formcheck's paths in a folder of pictures: files, links and parts, then folders.

    Links are not followed: their targets are not ours.

    Raises
    ------
    OSError
        The folder exists and cannot be read.
    """
    if folder.is_symlink():
        yield folder
        return
    yield from parts_in(folder)
    if not folder.exists():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or (_PICTURE.fullmatch(path.name) and not path.is_dir()):
            yield path
        elif _FOLDER.fullmatch(path.name) and path.is_dir():
            yield from _all_in(path)
            yield path


def _all_in(folder: Path) -> Iterator[Path]:
    """Yield the parts and files, of any name, of a folder made only for pictures."""
    with suppress(PermissionError):  # deleting the folder reports it; the others are deleted
        yield from parts_in(folder)
        for path in sorted(folder.iterdir()):
            if path.is_symlink() or not path.is_dir():
                yield path


def save_pictures(pictures: Iterable[FaultPicture], folder: Path) -> Sequence[Path]:
    """Write pictures into a folder and return their files, in the same order.

    Names consist of set, rep or hold, and check: ``set1_rep02_back.jpg``.

    Raises
    ------
    OutputError
        A picture cannot be written.
    """
    paths = []
    for picture in pictures:
        name = f"set{picture.set_number}_{picture.number:02}_{picture.check}.jpg"
        paths.append(folder / name)
        write_whole(paths[-1], picture.jpeg)
    return paths
