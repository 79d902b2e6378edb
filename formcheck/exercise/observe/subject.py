"""The person who is judged: everything known of them that lasts from one set to the next."""

from collections.abc import Mapping

from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.framing.watch import FramingWatch
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.observe.calibration import Calibrator, StandingWatch
from formcheck.exercise.observe.reader import Known, Reading
from formcheck.exercise.observe.safety import SafetyWatch
from formcheck.exercise.results.moment import Framing
from formcheck.exercise.results.reasons import Reason
from formcheck.exercise.results.report import ReferenceKind
from formcheck.exercise.spec.measures import judged_measures
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.posture import POSTURES
from formcheck.landmarks.pose import Part, Pose
from formcheck.words.catalogue import Words

__all__ = ["Subject"]

HINGES = frozenset({Measure.TRUNK_INCL, Measure.HIP_FLEX})
"""Followed measures whose movement carries the head forward, so that framing keeps room for it."""


class Subject:
    """One person who does one exercise, set after set.

    Parameters
    ----------
    spec
        The exercise.
    gauge
        Measures their back; by default a new gauge, which knows nobody.
    words
        The catalogue for advice; None for English.

    Attributes
    ----------
    known
        The baseline and back that their measures count from. It never changes mid-movement.
    framing, safety
        The watches for how they stand to the camera and for interruptions.
    unseen
        Reasons why checks cannot be judged at the moment, by the checks' ids.
    """

    def __init__(
        self, spec: ExerciseSpec, gauge: BackGauge | None = None, words: Words | None = None
    ) -> None:
        self.known = Known() if gauge is None else Known(gauge=gauge)
        self.safety = SafetyWatch(spec)
        self.framing = FramingWatch(
            spec.view,
            _parts_of(judged_measures(spec)),
            moves_ahead=spec.judged.follow in HINGES,
            core=MEASURES[spec.judged.follow].parts,
            on_floor=POSTURES[spec.posture].on_floor,
            words=words,
        )
        self.unseen: Mapping[str, Reason] = {}
        self._spec = spec
        self._calibrator = Calibrator(spec.calibration, spec.posture, self.known.gauge)
        self._standing = StandingWatch(self.known.gauge)
        self._who = self._shot = self._facing = 0

    @property
    def calibrated(self) -> bool:
        """Whether the calibration has seen their start."""
        return self._calibrator.baseline is not None

    @property
    def wants_arms(self) -> bool:
        """Whether the spec asks for the calibration's arms-forward step and it is not done yet."""
        return self._calibrator.wants_back

    def settle(self) -> None:
        """Count the bend of the back from the surest known reference; between movements only."""
        self.known.gauge.settle()

    def recognise(self, pose: Pose) -> bool:
        """Return whether a cut in the recording lies before this pose.

        If another person is followed from this pose on, forget the one before.
        """
        if pose.track_id != self._who:
            self._who = pose.track_id
            self.known.forget()
            self._calibrator = Calibrator(
                self._spec.calibration, self._spec.posture, self.known.gauge
            )
            self._standing = StandingWatch(self.known.gauge)
        if pose.shot == self._shot:
            return False
        self._shot = pose.shot
        self._calibrator.forget_moment()
        self._standing.forget_moment()
        self.safety.begin_shot()
        return True

    def has_turned(self, pose: Pose) -> bool:
        """Whether they face the other way from this pose on, so that their angles change sign."""
        before = self._facing
        self._facing = pose.facing or before
        return before not in {0, self._facing}

    def calibrate(self, pose: Pose, framing: Framing) -> None:
        """Learn baseline and arms-forward outline from a pose outside any movement."""
        self._calibrator.step(pose, framing)
        if self._calibrator.baseline is not None:
            self.known.baseline = self._calibrator.baseline
        elif self._standing.feet is not None:
            self.known.baseline = self._standing.feet
        if self._calibrator.arms_forward is not None:
            self.known.gauge.held_arms_forward(self._calibrator.arms_forward)
        self.settle()

    def look_at_standing(self, reading: Reading, framing: Framing) -> None:
        """Note the back's outline when they stand: before, between and, in lifts, during reps."""
        if ReferenceKind.STANDING not in POSTURES[self._spec.posture].back:
            return
        moment = self._standing.step(reading, framing)
        if moment is not None:
            relaxed = moment.arms_hang and not self._spec.weight
            self.known.gauge.stood(moment.outline, relaxed=relaxed)


def _parts_of(used: frozenset[Measure]) -> frozenset[Part]:
    return frozenset(part for name in used for part in MEASURES[name].parts)
