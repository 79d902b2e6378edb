"""One exercise from the first pose to the report: the same live and recorded.

``step`` takes each pose as it comes and returns the moment; ``report`` finishes the set. Nothing
here reads a clock, draws, or knows where poses come from: the same poses give the same report.
"""

import math
from collections.abc import Mapping

from formcheck.exercise.body import Body, is_upside_down
from formcheck.exercise.calibration import Calibrator
from formcheck.exercise.checks import error_of, judge_value
from formcheck.exercise.coach import Coach
from formcheck.exercise.framing import FramingWatch
from formcheck.exercise.hold_coach import HoldCoach
from formcheck.exercise.logbook import Logbook
from formcheck.exercise.measures import MEASURES, Measure, View
from formcheck.exercise.moment import Cue, CueKind, Framing, Moment
from formcheck.exercise.readings import Reader, Reading
from formcheck.exercise.report import (
    AttemptReport,
    HoldReport,
    Interruption,
    Report,
    RepReport,
    SpokenCue,
    Verdict,
)
from formcheck.exercise.safety import SafetyWatch
from formcheck.exercise.sets import (
    Finished,
    HoldSet,
    RepSet,
)
from formcheck.exercise.spec import ExerciseSpec, Hold, Pace, Posture, Reps, Stay
from formcheck.pose.landmarks import Part, Pose

__all__ = ["Session"]

HINGES = frozenset({Measure.TRUNK_INCL, Measure.HIP_FLEX})
"""Followed measures whose movement carries the head forward, for which framing keeps room."""


class Session:
    """One set of one exercise.

    Parameters
    ----------
    spec
        The exercise; a variant of it is applied beforehand.

    Notes
    -----
    Poses must come in the order of their times; one that does not advance is taken again as the
    moment before. A session belongs to one thread at a time.
    """

    def __init__(self, spec: ExerciseSpec) -> None:
        movement = spec.movement
        used = _measures_of(spec)
        self._spec = spec
        self._framing = FramingWatch(
            spec.view, _parts_of(used), moves_ahead=movement.follow in HINGES
        )
        self._calibrator = Calibrator(spec.calibration)
        self._reader = Reader(movement.follow, used, spec.view)
        self._reps = RepSet(spec, movement) if isinstance(movement, Reps) else None
        self._holds = HoldSet(spec, movement) if isinstance(movement, Hold) else None
        self._coach = Coach(spec)
        self._hold_coach = HoldCoach(spec)
        self._safety = SafetyWatch(spec)
        self._log = Logbook()
        self._off_side = False
        self._was_moving = False
        self._moment: Moment | None = None

    def step(self, pose: Pose) -> Moment:
        """Take the next pose and return all that is known at it."""
        if self._moment is not None and pose.time_s <= self._moment.time_s:
            return self._moment
        if self._spec.posture is Posture.STANDING and is_upside_down(pose):
            pose = Pose(pose.time_s, pose.size_wh, picture=pose.picture, people=pose.people)
        framing = self._framing.step(pose)
        self._calibrate(pose, framing)
        reading = self._read(pose, framing)
        finished = self._advance(reading, pose)
        interruption = self._safety.step(
            pose,
            Body.from_pose(pose, roll_deg=self._reader.baseline.roll_deg),
            moving=self._moving,
        )
        self._log.note(pose, framing, reading, finished, interruption)
        cue = self._cue(pose.time_s, finished, interruption)
        self._moment = self._now(pose, framing, reading, finished, cue)
        return self._moment

    def report(self) -> Report:
        """Finish the set and return all that came of it; a running rep is closed as it stands."""
        current = self._reps or self._holds
        finished = current.finish() if current is not None else None
        if finished is not None:
            self._log.keep(finished)
        return self._log.report(self._spec, self._reader)

    @property
    def _moving(self) -> bool:
        current = self._reps or self._holds
        return current is not None and current.moving

    def _calibrate(self, pose: Pose, framing: Framing) -> None:
        if self._moving:
            return
        self._calibrator.step(pose, framing)
        if self._calibrator.baseline is not None:
            self._reader.baseline = self._calibrator.baseline
        if self._calibrator.back is not None:
            self._reader.back = self._calibrator.back

    def _read(self, pose: Pose, framing: Framing) -> Reading:
        """Read the pose; how the movement is followed is not changed in its middle."""
        if not self._moving:
            self._off_side = self._spec.view is View.SIDE and framing.view in {
                View.OBLIQUE,
                View.FRONT,
            }
        return self._reader.read(pose, framing, off_side=self._off_side)

    def _advance(self, reading: Reading, pose: Pose) -> Finished | None:
        finished = None
        if self._reps is not None:
            finished = self._reps.step(reading)
        elif self._holds is not None:
            finished = self._holds.step(reading, "" if pose.near is None else pose.near.value)
        if self._moving and not self._was_moving:
            self._coach.began(reading.time_s)
        self._was_moving = self._moving
        return finished

    def _cue(
        self, time_s: float, finished: Finished | None, interruption: Interruption | None
    ) -> Cue | None:
        """Return the one thing to be said now, if anything, and keep it for the report."""
        cue = self._corrective(time_s, finished)
        if interruption is not None:
            cue = Cue(interruption.text, CueKind.INTERRUPT)
        if cue is not None:
            self._log.cues.append(
                SpokenCue(time_s=time_s, text=cue.text, kind=cue.kind.value, check=cue.check)
            )
        return cue

    def _corrective(self, time_s: float, finished: Finished | None) -> Cue | None:
        if isinstance(finished, RepReport):
            return self._coach.after_rep(finished)
        if isinstance(finished, AttemptReport) and self._reps is not None:
            turned = finished.reason == TURNED_EARLY
            return self._coach.after_short(time_s) if turned else None
        if self._holds is not None:
            report = finished if isinstance(finished, HoldReport) else None
            return self._hold_coach.step(time_s, self._holds, report)
        return None if self._moving else self._coach.resting(time_s)

    def _now(
        self,
        pose: Pose,
        framing: Framing,
        reading: Reading,
        finished: Finished | None,
        cue: Cue | None,
    ) -> Moment:
        current = self._reps or self._holds
        phase = current.phase if current is not None else ""
        checks = self._live(phase, reading.values)
        back = next(
            (checks[c.id] for c in self._spec.checks if _is_back(c) and c.id in checks),
            Verdict.NOT_JUDGED,
        )
        return Moment(
            time_s=pose.time_s,
            pose=pose,
            framing=framing,
            values=reading.values,
            phase=phase,
            stage="set" if phase else "looking",
            reps=len(self._log.reps),
            attempts=len(self._log.attempts),
            hold=self._holds.tracker.progress if self._holds and self._holds.moving else None,
            checks=checks,
            back=back,
            finished=finished if isinstance(finished, RepReport) else None,
            cue=cue,
            not_judged=self._log.not_judged_now(self._spec, reading),
        )

    def _live(self, phase: str, values: Mapping[Measure, float]) -> dict[str, Verdict]:
        """Return what each check watched in this phase says of this very frame."""
        return {
            check.id: judge_value(
                values.get(check.measure, math.nan), check.target, check.fault, error_of(check)
            ).verdict
            for check in self._spec.checks
            if isinstance(check, Stay) and phase in check.during
        }


TURNED_EARLY = "turned back early"


def _is_back(check: object) -> bool:
    return isinstance(check, Stay) and check.measure is Measure.BACK_CURV


def _measures_of(spec: ExerciseSpec) -> frozenset[Measure]:
    """Return every measure a spec mentions."""
    used = {spec.movement.follow}
    for check in spec.checks:
        if not isinstance(check, Pace):
            used.add(check.measure)
            if check.only is not None:
                used.add(check.only.measure)
    if isinstance(spec.movement, Hold):
        used.update(condition.measure for condition in spec.movement.position)
    else:
        used.update(alike.when.measure for alike in spec.movement.look_alikes)
    return frozenset(used)


def _parts_of(used: frozenset[Measure]) -> frozenset[Part]:
    return frozenset(part for name in used for part in MEASURES[name].parts)
