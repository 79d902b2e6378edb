"""From a pose to an observation: the person, their framing, and their reading."""

from dataclasses import dataclass

from formcheck.exercise.measure.body import Body, is_upside_down
from formcheck.exercise.measure.registry import View
from formcheck.exercise.observe.reader import Reader, Reading
from formcheck.exercise.observe.subject import Subject
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.spec.measures import judged_measures, look_alike_measures
from formcheck.exercise.spec.models import ExerciseSpec, Reps
from formcheck.exercise.spec.posture import POSTURES
from formcheck.landmarks.pose import Pose

__all__ = ["Observation", "Observer", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the movement is after the frame before.

    ``low`` says of each followed measure whether the person is where it is small; ``low_turned``
    says the same in case they have turned round since. None if unknown.
    """

    moving: bool = False
    low: tuple[bool, ...] | None = None
    low_turned: tuple[bool, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """The person, framing and reading at one pose.

    ``whole`` is the pose as found, ``pose`` the pose to judge: an upside-down person is not judged,
    but may have fallen. ``body`` is the pose from its near side. ``cut`` means that a cut in the
    recording lies before the pose, ``turned`` that the person has turned round.
    """

    pose: Pose
    whole: Pose
    framing: Framing
    body: Body
    reading: Reading
    cut: bool
    turned: bool


class Observer:
    """Observes one person in one set."""

    def __init__(self, spec: ExerciseSpec, subject: Subject) -> None:
        movement = spec.judged
        used, also = set(judged_measures(spec)), []
        if isinstance(movement, Reps):
            used |= look_alike_measures(movement)
            also = [each.measure for each in movement.followed[1:]]
        self._spec = spec
        self._subject = subject
        self._off_side = False
        self.reader = Reader(
            movement.follow, frozenset(used), spec.view, also=also, known=subject.known
        )

    def step(self, whole: Pose, before: Progress) -> Observation:
        """Return what the next pose shows; the way of following never changes mid-movement."""
        pose = self._judgeable(whole)
        framing = self._subject.framing.step(pose)
        cut = self._subject.recognise(pose)
        turned = self._subject.has_turned(pose) and not self._off_side
        if cut:
            self.reader.forget()
            before = Progress()
        if not before.moving:
            self._subject.calibrate(pose, framing)
            self._off_side = self._spec.view is View.SIDE and framing.view in {
                View.OBLIQUE,
                View.FRONT,
            }
        body = Body.from_pose(pose, roll_deg=self._subject.known.baseline.roll_deg)
        low = before.low_turned if turned else before.low
        reading = self.reader.read(pose, framing, body, off_side=self._off_side, low=low)
        self._subject.look_at_standing(reading, framing)
        return Observation(pose, whole, framing, body, reading, cut, turned)

    def _judgeable(self, whole: Pose) -> Pose:
        """Return the pose, without landmarks if it is upside down in an exercise on the feet."""
        if not POSTURES[self._spec.posture].on_feet or not is_upside_down(whole):
            return whole
        return Pose(
            whole.time_s,
            whole.size_wh,
            picture=whole.picture,
            people=whole.people,
            track_id=whole.track_id,
            shot=whole.shot,
        )
