"""Frames of a camera in, pictures to show out; the state of the exercise as a snapshot.

Frames come in a thread of their own, the page asks in another, and no failure of a frame may end
the exercise: WebRTC would silently go on with a frozen picture.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import Protocol

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Command, Guidance, Utterance
from formcheck.history.fault_pictures import FaultPictures
from formcheck.history.keeping import Keeping, KeepSet
from formcheck.history.set_files import SetProgress
from formcheck.landmarks.pose import Pose
from formcheck.live.connection import Connection, Estimator
from formcheck.live.growing_time import GrowingTime
from formcheck.live.hud.hud import Hud, HudOptions
from formcheck.live.set_watch import SetWatch, WithSets
from formcheck.live.snapshot import STALLED_S, Snapshot
from formcheck.live.troubles import Troubles
from formcheck.pose.model_input import Image
from formcheck.video.decode import Frame
from formcheck.words.catalogue import Words

__all__ = ["Guiding", "LiveProcessor"]

REMEMBERED = 8
"""Utterances in a snapshot: a page that looks three times a second misses none of them."""

RATE_FRAMES = 30
"""Frames in the measured rate: one second of a common camera."""

NO_PICTURE = (1, 1)
"""The size for a pose without a picture: with none at all, joints would have no place."""

PATIENCE_S = 2.0
"""How long other threads wait for a frame to be done: a frame takes a fiftieth of that, so one that
takes longer hangs, and the page must not hang with it."""


class Guiding(WithSets, Protocol):
    """The processor's view of a :class:`formcheck.guide.guide.Guide`."""

    @property
    def spec(self) -> ExerciseSpec:
        """The exercise."""
        ...

    @property
    def words(self) -> Words:
        """The words of all speech and text."""
        ...

    def step(self, pose: Pose, /) -> Guidance:
        """Take the next pose and return its guidance."""
        ...

    def command(self, command: Command, /) -> None:
        """Take a command, from any thread, for the next step."""
        ...

    def answer(self, answer: Answer, /) -> None:
        """Take an answer, from any thread, for the next step."""
        ...


def _nowhere(progress: SetProgress) -> None:
    """Keep no sets."""


class LiveProcessor:
    """Takes one person through one exercise, frame by frame.

    Parameters
    ----------
    guide
        Receives every pose; it outlives connections that break.
    estimator
        Makes the estimator of poses, in the frames' thread, once for each connection.
    look
        How the picture is drawn.
    keep
        Saves a set in its present state, after every rep, hold and answer; in a thread of its own.
    clock
        Seconds that only grow, to measure how long ago frames came. Judging uses the frames' own
        times.

    Notes
    -----
    Frames come one at a time, from any thread. After a broken connection the exercise goes on where
    it was, its time without the gap; see :class:`formcheck.live.growing_time.GrowingTime`.
    """

    def __init__(
        self,
        guide: Guiding,
        estimator: Estimator,
        *,
        look: HudOptions | None = None,
        keep: KeepSet = _nowhere,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._guide = guide
        self._clock = clock
        self._hud = Hud(guide.spec, guide.words, look)
        self._lock = Lock()
        self._connection = Connection(estimator)
        self._time = GrowingTime()
        self._pictures = FaultPictures()
        self._keeping = Keeping(keep)
        self._watch = SetWatch(guide, self._set_changed)
        self._troubles = Troubles()
        self._utterances: deque[Utterance] = deque(maxlen=REMEMBERED)
        self._judged_s: deque[float] = deque(maxlen=RATE_FRAMES)
        self._came_s = math.nan
        self._closed = False
        self._snapshot = Snapshot()

    def __call__(self, frame: Frame) -> Image:
        """Return the picture to show: the frame's with the guidance drawn on it.

        An error goes into the next snapshot; the picture then comes back unchanged.

        Parameters
        ----------
        frame
            RGB of any size, which may change. A frame no later than the last is not judged.
        """
        with self._lock:
            self._closed, self._came_s = False, self._clock()
            try:
                return self._shown(frame)
            except Exception as error:  # noqa: BLE001 - the last thing between it and silence
                self._troubles.met(error)
                return frame.image
            finally:
                self._publish()

    def tick(self) -> None:
        """Let the time pass while no camera is on; this finds nobody and draws nothing."""
        with self._lock:
            self._closed, self._came_s = False, self._clock()
            try:
                guidance = self._guided(Pose(self._came_s, NO_PICTURE))
                self._judged_s.clear()  # no pictures come, so none can be slow
                self._watch.step(guidance)
                self._troubles.none()
            except Exception as error:  # noqa: BLE001 - as of a frame
                self._troubles.met(error)
            finally:
                self._publish()

    def snapshot(self) -> Snapshot:
        """Return the state of the exercise; from any thread, at any time."""
        known, age_s = self._snapshot, self._clock() - self._came_s
        return replace(
            known,
            age_s=age_s,
            frames_per_s=0.0 if age_s > STALLED_S else known.frames_per_s,
            error=known.error or self._keeping.error,
        )

    @property
    def look(self) -> HudOptions:
        """How the picture is drawn; may be set from any thread."""
        return self._hud.look

    @look.setter
    def look(self, look: HudOptions) -> None:
        self._hud.look = look

    def command(self, command: Command) -> None:
        """Take a command from a key or a button; it takes effect at the next frame."""
        self._guide.command(command)

    def answer(self, answer: Answer) -> None:
        """Take an answer given after a set; it is saved even if no more frames come."""
        self._guide.answer(answer)
        if self._closed or self.snapshot().stalled:
            with self._between_frames() as free:
                if free:
                    self._watch.answered(answer)

    def close(self) -> None:
        """End the connection: save the set in its present state and free the model's memory.

        A later frame begins another connection and goes on with the same exercise.
        """
        with self._between_frames() as free:
            if not free:  # a frame hangs in native code, which cannot be closed meanwhile
                return
            self._closed = True
            self._time.another_clock()
            self._judged_s.clear()  # the gap to come is not slowness
            try:
                self._watch.finish()
                self._connection.close()
            except Exception as error:  # noqa: BLE001 - whoever closes can do nothing about it
                self._troubles.met(error)
        self._keeping.finish(PATIENCE_S)

    def _shown(self, frame: Frame) -> Image:
        if self._time.is_another(frame.time_s):
            self._connection.close()
        time_s = self._time.of(frame.time_s, self._came_s)
        if time_s is None:
            return self._drawn(frame.image, self._snapshot.guidance)
        pose = self._connection.pose(replace(frame, time_s=time_s), self._came_s)
        if pose is None:
            return frame.image
        guidance = self._guided(pose)
        drawn = self._drawn(frame.image, guidance)
        self._pictures.see(drawn, time_s)
        self._watch.step(guidance)
        self._troubles.none()
        return drawn

    def _guided(self, pose: Pose) -> Guidance:
        guidance = self._guide.step(pose)
        self._utterances.extend(guidance.spoken)
        self._judged_s.append(self._clock())
        known = self._snapshot
        self._snapshot = replace(known, guidance=guidance, frames=known.frames + 1)
        return guidance

    def _drawn(self, image: Image, guidance: Guidance | None) -> Image:
        return image if guidance is None else self._hud.draw(image, guidance)

    def _set_changed(self, progress: SetProgress) -> None:
        self._pictures.find(progress.number, progress.report)
        self._keeping(progress)

    def _publish(self) -> None:
        self._snapshot = replace(
            self._snapshot,
            utterances=tuple(self._utterances),
            error=self._troubles.error,
            frames_per_s=self._rate(),
            sets=self._watch.sets,
            pictures=self._pictures.kept,
        )

    def _rate(self) -> float:
        span_s = self._judged_s[-1] - self._judged_s[0] if self._judged_s else 0.0
        return (len(self._judged_s) - 1) / span_s if span_s > 0 else 0.0

    @contextmanager
    def _between_frames(self) -> Iterator[bool]:
        """Enter a context while no frame is judged; yields False where one takes too long."""
        free = self._lock.acquire(timeout=PATIENCE_S)
        try:
            yield free
        finally:
            if free:
                self._publish()
                self._lock.release()
