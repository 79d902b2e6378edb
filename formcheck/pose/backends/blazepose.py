"""BlazePose, full, lite and heavy, run by MediaPipe 0.10.31's Tasks API.

In VIDEO mode with masks it detects a person once, then follows them, and searches again when it
loses them. A second landmarker in IMAGE mode finds everybody, statelessly. We do not use
MediaPipe's own following of several people: it merges people closer than a body's height and then
loses ours (tried with a person beside ours at 0.3 and 0.45 of it).
"""

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import ModelError
from formcheck.landmarks.blazepose_profiles import FULL, HEAVY, LITE
from formcheck.landmarks.pose import JOINTS
from formcheck.landmarks.profile import BackendProfile
from formcheck.outline.rays import Mask
from formcheck.pose.backends.base import Detection
from formcheck.pose.model_input import COVER, Image
from formcheck.pose.models.bundle import DETECTOR, LANDMARKS, opened_zip
from formcheck.pose.tracking import DetectedPerson

__all__ = ["PROFILES", "BlazePose", "check_model", "open_model", "opens", "profile_of"]

PROFILES: Final = (LITE, FULL, HEAVY)

MAX_PEOPLE: Final = 3
"""Most people found in a picture; each one slows the search for everybody."""

OTHER_MODELS: Final = (
    "Name lite, full or heavy, or give a MediaPipe pose landmarker, such as"
    " pose_landmarker_full.task"
)

MAX_LITE_BYTES, MAX_FULL_BYTES = 4_500_000, 13_000_000
"""Sizes between those of the three landmark networks, 2.8, 6.4 and 27.7 MB: their geometric means,
rounded. They distinguish the task files from MediaPipe itself, too."""


class BlazePose:
    """MediaPipe's pose landmarker on one video.

    Parameters
    ----------
    model
        A ``.task`` file with the person detector and one of the three landmark networks.

    Raises
    ------
    ModelError
        When the file cannot be read or is not a model that MediaPipe can load.
    """

    def __init__(self, model: Path) -> None:
        # The bytes, not the path: MediaPipe cannot open paths with some characters on Windows.
        try:
            content = read_plain(model)
        except OSError as error:
            said = "the pose model cannot be read"
            otherwise = "run `formcheck model` to make the right one"
            raise told_reading(ModelError, said, error, where=model, otherwise=otherwise) from error
        try:
            with _quiet():
                self._mediapipe = _import_mediapipe()
                self._tracker = self._landmarker(content, people=1, video=True)
                self._finder = self._landmarker(content, people=MAX_PEOPLE, video=False)
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                "this file is not a pose model that can be loaded",
                where=str(model),
                to_do="Run `formcheck model` to make the right one.",
            ) from error
        self._profile = profile_of(content)
        self._last_ms = -1
        self._quiet_once = {self._tracker: True, self._finder: True}

    @property
    def profile(self) -> BackendProfile:
        """The accuracy of the network's landmarks."""
        return self._profile

    def close(self) -> None:
        """Free the networks' memory."""
        self._tracker.close()
        self._finder.close()

    def picture(self, image: Image) -> Any:
        """Return MediaPipe's own copy of a picture: a millisecond's work."""
        return self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=image)

    def track(
        self, picture: Any, time_s: float, size_wh: tuple[int, int], *, afresh: bool = False
    ) -> Detection:
        """Return the followed person and their mask, or nobody."""
        if afresh:
            # In an empty picture it has nobody to follow, so it searches in the next.
            empty = np.full((picture.height, picture.width, 3), COVER, np.uint8)
            self._track(self.picture(empty), time_s)
        result = self._track(picture, time_s)
        if not result.pose_landmarks:
            return Detection()
        person = _person(result.pose_landmarks[0], result.pose_world_landmarks[0], size_wh)
        masks = result.segmentation_masks
        return Detection(person, partial(_copied, masks[0]) if masks else None)

    def find(self, picture: Any, size_wh: tuple[int, int]) -> list[Detection]:
        """Return everybody in a picture."""
        with self._silence(self._finder):
            result = self._finder.detect(picture)
        return [
            Detection(_person(points, world, size_wh))
            for points, world in zip(
                result.pose_landmarks, result.pose_world_landmarks, strict=True
            )
        ]

    def _track(self, picture: Any, time_s: float) -> Any:
        # Whole milliseconds that always grow, as the landmarker's clock demands.
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        with self._silence(self._tracker):
            return self._tracker.detect_for_video(picture, self._last_ms)

    def _landmarker(self, content: bytes, *, people: int, video: bool) -> Any:
        vision = self._mediapipe.tasks.vision
        options = vision.PoseLandmarkerOptions(
            base_options=self._mediapipe.tasks.BaseOptions(model_asset_buffer=content),
            running_mode=vision.RunningMode.VIDEO if video else vision.RunningMode.IMAGE,
            num_poses=people,
            output_segmentation_masks=video,
        )
        return vision.PoseLandmarker.create_from_options(options)

    def _silence(self, landmarker: Any) -> Any:
        """Return a context that hides a landmarker's output at its first picture, not later."""
        first = self._quiet_once.pop(landmarker, False)
        return _quiet() if first else nullcontext()


def opens(model: Path) -> bool:
    """Whether this backend opens a file: always, whatever the file's name."""
    del model
    return True


def check_model(model: Path) -> None:
    """Check that a file can be a model: a zip with the person detector and a landmark network.

    Raises
    ------
    ModelError
        If there is no such file, or it is no pose model.
    """
    with opened_zip(model, otherwise=OTHER_MODELS) as archive:
        missing = {DETECTOR, LANDMARKS} - set(archive.namelist())
    if missing:
        parts = " and no ".join(sorted(missing))
        raise ModelError(
            f"this is no pose model, it holds no {parts}", where=str(model), to_do=OTHER_MODELS
        )


def open_model(model: Path) -> BlazePose:
    """Open a model for one video."""
    return BlazePose(model)


def profile_of(content: bytes) -> BackendProfile:
    """Return the profile of a task file, given as bytes, by the size of its network."""
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        size = bundle.getinfo(LANDMARKS).file_size
    if size < MAX_LITE_BYTES:
        return LITE
    return FULL if size < MAX_FULL_BYTES else HEAVY


def _copied(mask: Any) -> Mask:
    """Return a mask's own copy: MediaPipe's view ends with its image and does not say so."""
    return np.array(mask.numpy_view(), dtype=np.float32).squeeze()


def _person(points: Any, world: Any, size_wh: tuple[int, int]) -> DetectedPerson:
    rows = np.array([(p.x, p.y, p.visibility) for p in points], dtype=float)
    metres = np.array([(p.x, p.y, p.z) for p in world], dtype=float)
    if rows.shape != (JOINTS, 3):
        return DetectedPerson()
    return DetectedPerson(rows[:, :2] * np.asarray(size_wh, dtype=float), rows[:, 2], metres)


def _import_mediapipe() -> Any:
    """Import MediaPipe at first need: it takes a second, which listing specs need not wait for."""
    os.environ.setdefault("GLOG_minloglevel", "2")
    import mediapipe

    return mediapipe


@contextmanager
def _quiet() -> Iterator[None]:
    """Hide what native code writes to the terminal while a model starts.

    It bypasses Python and reports missing graphics cards and the like; what matters comes back as
    an exception.
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
