"""Frame to pose, by MediaPipe; the only module that imports it.

MediaPipe 0.10.31, Tasks API, VIDEO mode with masks: the person is detected once and then
followed; when lost, searched for again. From time to time a separate, stateless look finds
everybody in the picture, and :mod:`formcheck.pose.following` says whether to follow another.

MediaPipe's own following of several people is not used: it merges those who stand closer than a
body's height and then loses ours (tried with a person beside ours at 0.3 and 0.45 of it).
"""

import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

import numpy as np

from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import ModelError
from formcheck.landmarks.picture import PictureReader
from formcheck.landmarks.pose import JOINTS, FloatArray, Pose
from formcheck.outline.silhouette import BackReader, Mask
from formcheck.pose.following import Following, beside, regular_look_due_s
from formcheck.pose.model_input import Image, blank, covered, others_covered, reduced
from formcheck.pose.named import NamedPerson
from formcheck.pose.tracking import DetectedPerson, PersonTracker
from formcheck.video.frame import Frame

__all__ = ["PoseEstimator", "Prepared", "Sighting"]

_Found = tuple[DetectedPerson, Any]

MAX_PEOPLE = 3
"""People told apart at most; the look slows down with each."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A frame as the model wants it.

    ``image`` is reduced from a frame of ``size_wh`` pixels and ``picture`` MediaPipe's copy of it;
    ``everybody`` is who a look at the whole of it found, if there was one; ``shot`` is that of
    :class:`Frame`.
    """

    image: Image
    picture: Any
    time_s: float
    size_wh: tuple[int, int]
    shot: int
    everybody: list[DetectedPerson] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """What the model saw in one frame, before anything is made of it.

    ``image`` is the reduced picture; points of ``person`` are pixels of the whole one, whose size
    is ``size_wh``; ``outlined`` is the person's mask as MediaPipe keeps it. ``afresh`` tells that
    the model was set on another one here, or on somebody in another shot; ``who`` is whom it
    follows (:attr:`Pose.who`), ``shot`` that of :class:`Frame`.
    """

    image: Image
    time_s: float
    size_wh: tuple[int, int]
    person: DetectedPerson
    outlined: Any
    afresh: bool
    other_boxes_xyxy: FloatArray
    people: int
    track_id: int
    shot: int

    def mask(self) -> Mask | None:
        """Return the person's mask, the model's size, 0 to 1; None where nobody is found."""
        if self.outlined is None:
            return None
        # A copy: MediaPipe's view ends with the sighting and does not say so.
        return np.array(self.outlined.numpy_view(), dtype=np.float32).squeeze()


class PoseEstimator:
    """Estimates the pose of one person, frame after frame of one video.

    Parameters
    ----------
    model
        The pose model, a ``.task`` file (:mod:`formcheck.pose.model`).
    person
        Who is to be followed, where somebody said; else it is who does the exercise.

    Raises
    ------
    ModelError
        When the file is not a model MediaPipe can load.

    Notes
    -----
    Frames must come in the order of their times. One estimator serves one video; use it as a
    context manager, or call :meth:`close`. Calling it is :meth:`prepare`, :meth:`see` and
    :meth:`pose` in turn; each of the three may have a thread of its own, with the same result.
    """

    def __init__(self, model: Path, person: NamedPerson | None = None) -> None:
        self._model = _Landmarker(model, people=1, video=True)
        self._look_around = _Landmarker(model, people=MAX_PEOPLE, video=False)
        self._looking = Lock()
        self._look_due_s = -math.inf
        self._began_s = math.nan
        self._shot = 0
        self._following = Following(person)
        self._tracker = PersonTracker()
        self._read_back = BackReader()
        self._read_picture = PictureReader()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the model's memory back; the estimator cannot be used afterwards."""
        self._model.close()
        self._look_around.close()

    def __call__(self, frame: Frame) -> Pose:
        """Return the pose in a frame; without points where nobody is found."""
        return self.pose(self.see(self.prepare(frame)))

    def prepare(self, frame: Frame) -> Prepared:
        """Return a frame as the model wants it, with the regular look for other people.

        What needs nothing of the frames before, so that it can run ahead.
        """
        height, width = frame.image.shape[:2]
        image = reduced(frame.image)
        prepared = Prepared(
            image, self._model.picture(image), frame.time_s, (width, height), frame.shot
        )
        if frame.time_s < self._look_due_s:
            return prepared
        if math.isnan(self._began_s):
            self._began_s = frame.time_s
        self._look_due_s = regular_look_due_s(self._began_s, frame.time_s)
        return replace(prepared, everybody=self._everybody(prepared))

    def see(self, prepared: Prepared) -> Sighting:
        """Return what the model sees in a frame: nearly all of the time, and in native code."""
        cut = prepared.shot != self._shot
        if cut:
            self._let_go(prepared)
            self._following.begin_another_shot()
        followed, outlined = self._model.first(prepared.picture, prepared.time_s, prepared.size_wh)
        person = self._following(followed, prepared.time_s)
        better = self._somebody_better(prepared, followed)
        if better is not None:
            person, outlined = self._go_over(better, prepared)
        return Sighting(
            image=prepared.image,
            time_s=prepared.time_s,
            size_wh=prepared.size_wh,
            person=person,
            outlined=outlined if person.found else None,
            afresh=cut or better is not None,
            other_boxes_xyxy=self._following.other_boxes_xyxy,
            people=self._following.people,
            track_id=self._following.track_id,
            shot=prepared.shot,
        )

    def pose(self, sighting: Sighting) -> Pose:
        """Return the pose in a sighting; all of them in order, in another thread if need be."""
        if sighting.afresh:
            self._tracker, self._read_back = PersonTracker(), BackReader()
        pose = self._tracker(sighting.person, time_s=sighting.time_s, size_wh=sighting.size_wh)
        return replace(
            pose,
            back_line=self._read_back(sighting.mask(), pose),
            picture=self._read_picture(sighting.image, sighting.time_s),
            other_boxes_xyxy=sighting.other_boxes_xyxy,
            people=sighting.people,
            track_id=sighting.track_id,
            shot=sighting.shot,
        )

    def _somebody_better(
        self, prepared: Prepared, followed: DetectedPerson
    ) -> DetectedPerson | None:
        """Return who should be followed instead, as the look says, if there was or is to be one."""
        everybody, time_s, size_wh = prepared.everybody, prepared.time_s, prepared.size_wh
        if everybody is None and self._following.wants_a_look(time_s):
            everybody = self._everybody(prepared)
        if everybody is None:
            return None
        past = None
        if followed.found and self._following.wants_to_see_past(everybody, time_s, size_wh):
            image = covered(prepared.image, followed, size_wh)
            found = self._everybody(replace(prepared, picture=self._model.picture(image)))
            past = beside(found, followed, everybody)
        return self._following.look(everybody, time_s, size_wh, past)

    def _everybody(self, prepared: Prepared) -> list[DetectedPerson]:
        with self._looking:
            found = self._look_around(prepared.picture, prepared.time_s, prepared.size_wh)
        return [person for person, _ in found]

    def _go_over(self, person: DetectedPerson, prepared: Prepared) -> _Found:
        """Set the model on another person."""
        # It searches then, and finds who is left open.
        self._let_go(prepared)
        covered = others_covered(prepared.image, person, prepared.size_wh)
        found, outlined = self._first_in(covered, prepared)
        return self._following(found, prepared.time_s), outlined

    def _let_go(self, prepared: Prepared) -> None:
        """Make the model search anew in its next picture: an empty one has nobody to follow."""
        self._first_in(blank(prepared.image), prepared)
        self._shot = prepared.shot

    def _first_in(self, image: Image, prepared: Prepared) -> _Found:
        return self._model.first(self._model.picture(image), prepared.time_s, prepared.size_wh)


class _Landmarker:
    """MediaPipe's pose landmarker with numpy in and out."""

    def __init__(self, model: Path, *, people: int, video: bool) -> None:
        with _quiet():
            self._mediapipe = _import_mediapipe()
            self._video = video
            self._last_ms = -1
            self._task = self._create(model, people)
        self._warm = False

    def _create(self, model: Path, people: int) -> Any:
        vision = self._mediapipe.tasks.vision
        mode = vision.RunningMode.VIDEO if self._video else vision.RunningMode.IMAGE
        # The bytes, not the path: MediaPipe cannot open paths with some characters on Windows.
        try:
            content = read_plain(model)
        except OSError as error:
            said = "the pose model cannot be read"
            otherwise = "run `formcheck model` to make the right one"
            raise told_reading(ModelError, said, error, where=model, otherwise=otherwise) from error
        try:
            options = vision.PoseLandmarkerOptions(
                base_options=self._mediapipe.tasks.BaseOptions(model_asset_buffer=content),
                running_mode=mode,
                num_poses=people,
                output_segmentation_masks=self._video,
            )
            return vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                "this file is not a pose model that can be loaded",
                where=str(model),
                to_do="Run `formcheck model` to make the right one.",
            ) from error

    def close(self) -> None:
        self._task.close()

    def picture(self, image: Image) -> Any:
        """Return MediaPipe's own copy of a picture: a millisecond's work."""
        return self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=image)

    def __call__(self, picture: Any, time_s: float, size_wh: tuple[int, int]) -> list[_Found]:
        """Return everybody found, in pixels of a frame ``size_wh`` large, with their masks."""
        with _quiet() if not self._warm else nullcontext():
            result = self._detect(picture, time_s)
        self._warm = True
        masks = result.segmentation_masks or [None] * len(result.pose_landmarks)
        return [
            (_person(points, world, size_wh), mask)
            for points, world, mask in zip(
                result.pose_landmarks, result.pose_world_landmarks, masks, strict=True
            )
        ]

    def first(self, picture: Any, time_s: float, size_wh: tuple[int, int]) -> _Found:
        """Return the one person found and their mask, or nobody."""
        found = self(picture, time_s, size_wh)
        return found[0] if found else (DetectedPerson(), None)

    def _detect(self, picture: Any, time_s: float) -> Any:
        if not self._video:
            return self._task.detect(picture)
        # Whole milliseconds that always grow, as the model's clock demands.
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        return self._task.detect_for_video(picture, self._last_ms)


def _person(points: Any, world: Any, size_wh: tuple[int, int]) -> DetectedPerson:
    rows = np.array([(p.x, p.y, p.visibility) for p in points], dtype=float)
    metres = np.array([(p.x, p.y, p.z) for p in world], dtype=float)
    if rows.shape != (JOINTS, 3):
        return DetectedPerson()
    return DetectedPerson(rows[:, :2] * np.asarray(size_wh, dtype=float), rows[:, 2], metres)


def _import_mediapipe() -> Any:
    """Import MediaPipe when first needed: it takes a second that listing specs need not wait."""
    os.environ.setdefault("GLOG_minloglevel", "2")
    import mediapipe

    return mediapipe


@contextmanager
def _quiet() -> Iterator[None]:
    """Hide what native code writes to the terminal while a model starts.

    It speaks past Python, of graphics cards that are not there and such; what matters comes
    back as an exception.
    """
    if sys.stderr is None:  # closed, so that its number may be another file's by now
        yield
        return
    try:
        terminal = os.dup(2)
    except OSError:  # there is no terminal to keep quiet
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        sys.stderr.flush()
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)
