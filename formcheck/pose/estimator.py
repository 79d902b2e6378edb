"""Frame to pose, by any pose backend.

A backend follows one person from picture to picture (:mod:`formcheck.pose.backends`). From time to
time a separate, stateless look finds everybody in the picture, and :mod:`formcheck.pose.following`
decides whether to follow another person. The tracker steadies the landmarks; the mask gives the
back.
"""

import math
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from formcheck.closing import Closing
from formcheck.landmarks.picture import PictureReader
from formcheck.landmarks.pose import FloatArray, Pose
from formcheck.outline.silhouette import BackReader, Mask
from formcheck.pose.backends.base import Backend, Detection
from formcheck.pose.backends.opening import open_backend
from formcheck.pose.following import Following, beside, regular_look_due_s
from formcheck.pose.model_input import Image, covered, others_covered, reduced
from formcheck.pose.named import NamedPerson
from formcheck.pose.tracking import DetectedPerson, PersonTracker
from formcheck.video.frame import Frame

__all__ = ["Estimate", "Estimator", "PoseEstimator", "Prepared", "Sighting"]


class Estimate(Protocol):
    """Estimates poses in three steps, each in a thread of its own, in the frames' order."""

    def prepare(self, frame: Frame, /) -> Any:
        """Return a frame made ready for the model."""
        ...

    def see(self, prepared: Any, /) -> Any:
        """Return what the model sees in a prepared frame."""
        ...

    def pose(self, sighting: Any, /) -> Pose:
        """Return the pose in a sighting."""
        ...


class Estimator(Protocol):
    """Makes the `Estimate` for one recording, of a named person or of anybody."""

    def __call__(self, person: NamedPerson | None = None) -> AbstractContextManager[Estimate]:
        """Return the `Estimate`; enter it in the thread that uses it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A frame as the backend wants it.

    ``image`` is reduced from a frame of ``size_wh`` pixels and ``picture`` is the backend's form of
    it; ``everybody`` are the people found by a look at the whole picture, None without a look;
    ``shot`` is the :class:`Frame`'s.
    """

    image: Image
    picture: Any
    time_s: float
    size_wh: tuple[int, int]
    shot: int
    everybody: list[DetectedPerson] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """The backend's raw result for one frame.

    ``image`` is the reduced picture; points of ``found`` are pixels of the whole one, whose size
    is ``size_wh``. ``afresh`` is set where the backend turned to another person or another shot
    began; ``track_id`` numbers the followed person (:attr:`Pose.track_id`); ``shot`` is the
    :class:`Frame`'s.
    """

    image: Image
    time_s: float
    size_wh: tuple[int, int]
    found: Detection
    afresh: bool
    other_boxes_xyxy: FloatArray
    people: int
    track_id: int
    shot: int

    def mask(self) -> Mask | None:
        """Return the person's mask in the model's size, 0 to 1; None where nobody is found."""
        return None if self.found.read_mask is None else self.found.read_mask()


class PoseEstimator(Closing):
    """Estimates the pose of one person, frame after frame of one video.

    Parameters
    ----------
    model
        The pose model's file (:mod:`formcheck.pose.model`), or an open backend.
    person
        The person to follow; by default, the one who does the exercise.

    Raises
    ------
    ModelError
        When the file is no loadable model.

    Notes
    -----
    Frames must come in the order of their times. One estimator serves one video; use it as a
    context manager, or call :meth:`close`. Calling it is :meth:`prepare`, :meth:`see` and
    :meth:`pose` in turn; each of the three may have a thread of its own, with the same result.
    """

    def __init__(self, model: Path | Backend, person: NamedPerson | None = None) -> None:
        self._backend = open_backend(model) if isinstance(model, Path) else model
        self._looking = Lock()
        self._look_due_s = -math.inf
        self._began_s = math.nan
        self._shot = 0
        self._following = Following(person)
        self._tracker = PersonTracker(self._backend.profile)
        self._read_back = BackReader()
        self._read_picture = PictureReader()

    def close(self) -> None:
        """Free the model's memory; the estimator is unusable afterwards."""
        self._backend.close()

    def __call__(self, frame: Frame) -> Pose:
        """Return the pose in a frame; without points where nobody is found."""
        return self.pose(self.see(self.prepare(frame)))

    def prepare(self, frame: Frame) -> Prepared:
        """Return a frame as the backend wants it, with the regular look for other people.

        This step needs nothing of earlier frames, so it can run ahead.
        """
        height, width = frame.image.shape[:2]
        image = reduced(frame.image)
        prepared = Prepared(
            image, self._backend.picture(image), frame.time_s, (width, height), frame.shot
        )
        if frame.time_s < self._look_due_s:
            return prepared
        if math.isnan(self._began_s):
            self._began_s = frame.time_s
        self._look_due_s = regular_look_due_s(self._began_s, frame.time_s)
        return replace(prepared, everybody=self._everybody(prepared))

    def see(self, prepared: Prepared) -> Sighting:
        """Return what the backend sees in a frame; takes nearly all of the time, in native code."""
        cut = prepared.shot != self._shot
        if cut:
            self._shot = prepared.shot
            self._following.begin_another_shot()
        tracked = self._backend.track(
            prepared.picture, prepared.time_s, prepared.size_wh, afresh=cut
        )
        found = self._kept(tracked, prepared)
        better = self._somebody_better(prepared, tracked.person)
        if better is not None:
            found = self._switch_to(better, prepared)
        return Sighting(
            image=prepared.image,
            time_s=prepared.time_s,
            size_wh=prepared.size_wh,
            found=found,
            afresh=cut or better is not None,
            other_boxes_xyxy=self._following.other_boxes_xyxy,
            people=self._following.people,
            track_id=self._following.track_id,
            shot=prepared.shot,
        )

    def pose(self, sighting: Sighting) -> Pose:
        """Return the pose in a sighting; sightings come in order, in any one thread."""
        if sighting.afresh:
            self._tracker = PersonTracker(self._backend.profile)
            self._read_back = BackReader()
        person = sighting.found.person
        pose = self._tracker(person, time_s=sighting.time_s, size_wh=sighting.size_wh)
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
        """Return the person to follow instead, if a look at this frame is due and finds one."""
        everybody, time_s, size_wh = prepared.everybody, prepared.time_s, prepared.size_wh
        if everybody is None and self._following.wants_a_look(time_s):
            everybody = self._everybody(prepared)
        if everybody is None:
            return None
        past = None
        if followed.found and self._following.wants_to_see_past(everybody, time_s, size_wh):
            image = covered(prepared.image, followed, size_wh)
            found = self._everybody(replace(prepared, picture=self._backend.picture(image)))
            past = beside(found, followed, everybody)
        return self._following.look(everybody, time_s, size_wh, past)

    def _everybody(self, prepared: Prepared) -> list[DetectedPerson]:
        with self._looking:
            found = self._backend.find(prepared.picture, prepared.size_wh)
        return [each.person for each in found]

    def _switch_to(self, person: DetectedPerson, prepared: Prepared) -> Detection:
        """Set the backend on another person by covering everybody else while it searches."""
        picture = self._backend.picture(others_covered(prepared.image, person, prepared.size_wh))
        found = self._backend.track(picture, prepared.time_s, prepared.size_wh, afresh=True)
        return self._kept(found, prepared)

    def _kept(self, found: Detection, prepared: Prepared) -> Detection:
        """Return the detection if the person is ours, an empty one if it is somebody else."""
        person = self._following(found.person, prepared.time_s)
        return Detection(person, found.read_mask if person.found else None)
