"""One exercise from the first pose to the report: the same live and recorded.

``step`` takes each pose as it comes and returns the moment; ``report`` finishes the set. Nothing
here reads a clock, draws, or knows where poses come from: the same poses give the same report.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from formcheck.exercise.back.gauge import BackGauge
from formcheck.exercise.coach.announcer import Announcer
from formcheck.exercise.coach.holds import HoldCoach
from formcheck.exercise.coach.reps import Coach
from formcheck.exercise.framing.watch import FramingWatch
from formcheck.exercise.judge.checks import judge_now
from formcheck.exercise.judge.set_judge import SetJudge
from formcheck.exercise.judge.sets import Finished, HoldSet, RepSet, as_the_set_shows
from formcheck.exercise.logbook import Logbook
from formcheck.exercise.measure.body import Body, is_upside_down
from formcheck.exercise.measure.registry import MEASURES, Baseline, Measure, View
from formcheck.exercise.observe.calibration import Calibrator, StandingWatch
from formcheck.exercise.observe.reader import Reader, Reading
from formcheck.exercise.observe.safety import SafetyWatch
from formcheck.exercise.observe.sideways import SidewaysWatch
from formcheck.exercise.recognise.another import LIVE_AFTER, another_words, looks_like, with_another
from formcheck.exercise.recognise.look_alikes import measures_named
from formcheck.exercise.recognise.recogniser import Recogniser
from formcheck.exercise.results.moment import Cue, CueKind, Framing, Moment
from formcheck.exercise.results.reasons import Outcome, ReasonKind
from formcheck.exercise.results.report import (
    AttemptReport,
    HoldReport,
    Interruption,
    Report,
    RepReport,
    SpokenCue,
    Verdict,
    nothing_judged,
    worst,
)
from formcheck.exercise.spec.models import ExerciseSpec, Hold, Pace, Posture, Reps, Stay
from formcheck.landmarks.pose import Part, Pose

__all__ = ["Session"]

HINGES = frozenset({Measure.TRUNK_INCL, Measure.HIP_FLEX})
"""Followed measures whose movement carries the head forward, for which framing keeps room."""


class Session:
    """One set of one exercise.

    Parameters
    ----------
    spec
        The exercise; a variant of it is applied beforehand.
    helpless
        :attr:`helpless` of the person's last set of this exercise, if there was one.
    gauge
        What measures the back; by itself a new one, which knows nobody.

    Notes
    -----
    Poses must come in the order of their times; one that does not advance gives the moment before
    again, without what was said and finished then. A session belongs to one thread at a time.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        *,
        helpless: Mapping[str, int] | None = None,
        gauge: BackGauge | None = None,
    ) -> None:
        movement = spec.judged
        judged = _measures_of(spec)
        used = judged | (measures_named(movement) if isinstance(movement, Reps) else set())
        self._spec = spec
        self._framing = FramingWatch(
            spec.view,
            _parts_of(judged),
            moves_ahead=movement.follow in HINGES,
            core=MEASURES[movement.follow].parts,
            on_feet=spec.posture in {Posture.STANDING, Posture.SITTING},
        )
        self._gauge = BackGauge() if gauge is None else gauge
        self._calibrator = Calibrator(spec.calibration, self._gauge)
        also = (
            [each.measure for each in movement.followed[1:]] if isinstance(movement, Reps) else []
        )
        self._reader = Reader(movement.follow, used, spec.view, also=also, gauge=self._gauge)
        self._standing = StandingWatch(self._gauge)
        self._begin()
        self._coach = Coach(spec, helpless=dict(helpless or {}))
        self._hold_coach = HoldCoach(spec)
        self._announcer = Announcer(spec)
        self._safety = SafetyWatch(spec)
        self._sideways = SidewaysWatch(spec)
        self._log = Logbook(spec)
        self._recogniser = Recogniser()
        self._said_another = False
        self._off_side = False
        self._was_moving = False
        self._who = self._shot = self._facing = 0
        self._moment: Moment | None = None

    def _begin(self) -> None:
        """Begin to count and to judge, against what is known of the person's back."""
        movement = self._spec.judged
        self._judge = SetJudge(self._spec, self._gauge, self._reader.again)
        self._reps = RepSet(movement, self._judge) if isinstance(movement, Reps) else None
        self._holds = HoldSet(movement, self._judge) if isinstance(movement, Hold) else None

    def step(self, pose: Pose) -> Moment:
        """Take the next pose and return all that is known at it."""
        if self._moment is not None and pose.time_s <= self._moment.time_s:
            return replace(self._moment, cue=None, finished=None, interruption=None)
        self._log.saw(pose)
        self._sideways.step(pose)
        whole = pose
        if self._spec.posture is Posture.STANDING and is_upside_down(pose):
            pose = Pose(
                pose.time_s,
                pose.size_wh,
                picture=pose.picture,
                people=pose.people,
                track_id=pose.track_id,
                shot=pose.shot,
            )
        framing = self._framing.step(pose)
        self._recogniser.step(whole, framing.view)
        if pose.track_id != self._who:
            self._meet_another(pose.track_id)
        if pose.shot != self._shot:
            self._begin_shot(pose.shot)
        self._look_which_way(pose)
        self._calibrate(pose, framing)
        reading = self._read(pose, framing)
        self._look_at_standing(reading, framing)
        finished = self._advance(reading, pose)
        roll_deg = self._reader.baseline.roll_deg
        interruption = self._safety.step(
            pose,
            Body.from_pose(pose, roll_deg=roll_deg),
            moving=self._moving,
            whole=whole,
            roll_deg=roll_deg,
        )
        self._log.note(pose, framing, reading, finished, interruption)
        self._log.parts.step(pose, reading, moving=self._moving)
        cue = self._cue(reading, finished, interruption)
        moment = self._now(pose, framing, reading, finished, cue)
        self._moment = replace(moment, interruption=interruption)
        return self._moment

    @property
    def helpless(self) -> Mapping[str, int]:
        """How often each check was cued in vain so far, by its id."""
        return dict(self._coach.helpless)

    @property
    def counted(self) -> int:
        """How many reps or holds there were until now."""
        return len(self._log.reps) + len(self._log.holds)

    def announced(self, *, hidden: bool = True) -> str:
        """Return what cannot be judged, to be said before the first rep; it is not said again.

        Empty where all is. ``hidden`` false leaves out what is merely out of sight, which was told.
        """
        unseen = self._log.unseen
        return self._announcer.before(
            [
                check
                for check, why in unseen.items()
                if hidden or why.kind is not ReasonKind.PARTS_UNSEEN
            ]
        )

    def advise_anew(self) -> None:
        """Begin anew with the advice on where to stand: until now nobody was told."""
        self._framing.advise_anew()

    @property
    def so_far(self) -> Report:
        """What came of the set until now; a rep under way is not in it."""
        return with_another(self._log.report(), self._spec)

    def next_set(self) -> "Session":
        """Return a session for the next set of the same person, who stays where they are.

        What is known of them (their start, their back, what was said in vain) is handed on;
        counts, verdicts and the report begin anew. This one is not to be stepped any more.
        """
        self._gauge.settle()
        following = Session(self._spec, helpless=self.helpless, gauge=self._gauge)
        following._framing, following._safety = self._framing, self._safety
        following._calibrator, following._standing = self._calibrator, self._standing
        following._who, following._shot = self._who, self._shot
        following._facing = self._facing
        following._reader.baseline = self._reader.baseline
        following._log.unseen = self._log.unseen
        return following

    def report(self) -> Report:
        """Finish the set and return all that came of it; a running rep is closed as it stands."""
        current = self._reps or self._holds
        while current is not None and (finished := current.finish()) is not None:
            self._log.keep(finished)
        self._take_nods()
        judged = self._judge.once_more()
        if self._reps is not None:
            report = self._log.report(reps=as_the_set_shows(self._log.reps, judged))
        else:
            report = self._log.report(holds=as_the_set_shows(self._log.holds, judged))
        report = with_another(report, self._spec, self._recogniser.recognition())
        reason = self._sideways.reason
        return nothing_judged(report, reason) if reason else report

    @property
    def _moving(self) -> bool:
        current = self._reps or self._holds
        return current is not None and current.moving

    @property
    def _phase(self) -> str:
        current = self._reps or self._holds
        return "" if current is None else current.phase

    def _take_nods(self) -> None:
        if self._reps is not None:
            self._log.nods += self._reps.take_nods()

    def _begin_shot(self, shot: int) -> None:
        """End what a cut in the video breaks off: nothing goes on from one shot to the next."""
        self._shot = shot
        current = self._reps or self._holds
        while current is not None and (finished := current.cut()) is not None:
            self._log.keep(finished)
        self._calibrator.forget_moment()
        if self._standing is not None:
            self._standing.forget_moment()
        self._reader.forget()
        self._safety.begin_shot()

    def _meet_another(self, who: int) -> None:
        """Forget what was somebody else's own, now that another person is followed."""
        self._who = who
        self._gauge.forget()
        self._calibrator = Calibrator(self._spec.calibration, self._gauge)
        self._reader.baseline = Baseline()
        self._standing = StandingWatch(self._gauge)

    def _look_which_way(self, pose: Pose) -> None:
        """Note which way the person faces; angles in the picture have the other sign then."""
        if pose.facing and pose.facing != self._facing:
            if self._facing and self._reps is not None and not self._off_side:
                self._reps.turn_round()
            self._facing = pose.facing

    def _calibrate(self, pose: Pose, framing: Framing) -> None:
        if self._moving:
            return
        self._calibrator.step(pose, framing)
        if self._calibrator.baseline is not None:
            self._reader.baseline = self._calibrator.baseline
        elif self._standing.feet is not None:
            self._reader.baseline = self._standing.feet
        if self._calibrator.arms_forward is not None:
            self._gauge.held_arms_forward(self._calibrator.arms_forward)
        self._gauge.settle()

    def _look_at_standing(self, reading: Reading, framing: Framing) -> None:
        """Note how the back is standing: before, between and, in a lift from the floor, in reps."""
        moment = self._standing.step(reading, framing)
        if moment is not None:
            relaxed = moment.arms_hang and not self._spec.weight
            self._gauge.stood(moment.outline, relaxed=relaxed)

    def _read(self, pose: Pose, framing: Framing) -> Reading:
        """Read the pose; how the movement is followed is not changed in its middle."""
        if not self._moving:
            self._off_side = self._spec.view is View.SIDE and framing.view in {
                View.OBLIQUE,
                View.FRONT,
            }
        low = None if self._reps is None else self._reps.are_low
        return self._reader.read(pose, framing, off_side=self._off_side, low=low)

    def _advance(self, reading: Reading, pose: Pose) -> Finished | None:
        finished = None
        if self._reps is not None:
            finished = self._reps.step(reading)
        elif self._holds is not None:
            finished = self._holds.step(reading, "" if pose.near is None else pose.near.value)
        if self._moving and not self._was_moving:
            self._coach.began(reading.time_s)
        if isinstance(finished, RepReport | HoldReport):
            self._announcer.after(finished.checks)
        self._was_moving = self._moving
        return finished

    def _cue(
        self,
        reading: Reading,
        finished: Finished | None,
        interruption: Interruption | None,
    ) -> Cue | None:
        """Return the one thing to be said now, if anything, and keep it for the report."""
        time_s = reading.time_s
        cue = self._coached(time_s, finished)
        if interruption is not None:
            cue = Cue(interruption.text, CueKind.INTERRUPT)
        cue = cue or self._announced(reading)
        if cue is not None:
            self._log.cues.append(
                SpokenCue(time_s=time_s, text=cue.text, kind=cue.kind.value, check=cue.check)
            )
        return cue

    def _coached(self, time_s: float, finished: Finished | None) -> Cue | None:
        if isinstance(finished, RepReport):
            return self._coach.after_rep(finished, moving=self._moving)
        if isinstance(finished, AttemptReport) and finished.exercise:
            return self._another()
        if self._reps is not None and isinstance(finished, AttemptReport):
            if finished.outcome is Outcome.SHORT:
                return self._coach.after_short(time_s, moving=self._moving)
            return None
        if self._holds is not None:
            report = finished if isinstance(finished, HoldReport) else None
            return self._hold_coach.step(time_s, self._holds, report)
        return None if self._moving else self._coach.resting(time_s)

    def _another(self) -> Cue | None:
        """Return, once, that it looks like another exercise; nothing is cued by the wrong one."""
        other = looks_like(
            self._log.attempts, counted=self.counted, recognition=None, spec_id=self._spec.id
        )
        seen = sum(bool(each.exercise) for each in self._log.attempts)
        if not other or self._said_another or seen < LIVE_AFTER:
            return None
        self._said_another = True
        return Cue(another_words(other, self._spec), CueKind.SETUP)

    def _announced(self, reading: Reading) -> Cue | None:
        """Return what has to be said of what is not judged; never into a movement."""
        followed = math.isfinite(reading.followed) and bool(self._phase)
        cues = self._log.cues
        return self._announcer.step(
            reading.time_s,
            self._log.unseen,
            resting=followed and not self._moving,
            spoke_s=cues[-1].time_s if cues else -math.inf,
        )

    def _now(
        self,
        pose: Pose,
        framing: Framing,
        reading: Reading,
        finished: Finished | None,
        cue: Cue | None,
    ) -> Moment:
        phase = self._phase
        checks = self._live(phase, reading)
        of_back = [checks[c.id] for c in self._spec.checks if c.of_outline and c.id in checks]
        back = worst(of_back)
        bend = reading.sample(self._gauge.measure)
        unseen = bool(of_back) and back is Verdict.NOT_JUDGED and not bend.seen
        return Moment(
            time_s=pose.time_s,
            pose=pose,
            framing=framing,
            values=reading.values,
            phase=phase,
            reps=len(self._log.reps),
            attempts=len(self._log.attempts),
            hold=self._holds.tracker.progress if self._holds and self._holds.moving else None,
            checks=checks,
            back=back,
            back_doubt=bend.reason if unseen else None,
            straight_shape_deg=self._gauge.reference.shape_deg,
            finished=finished if isinstance(finished, RepReport) else None,
            cue=cue,
            not_judged=self._not_judged(checks),
            moving=self._moving,
            counted=self.counted,
            calibrated=self._calibrator.baseline is not None,
            wants_arms=self._calibrator.wants_back,
        )

    def _not_judged(self, live: Mapping[str, Verdict]) -> tuple[str, ...]:
        """Return what cannot be judged and why, but for what this very frame shows."""
        return tuple(
            f"{check.name}: {self._log.unseen[check.id].words}"
            for check in self._spec.checks
            if check.id in self._log.unseen
            and live.get(check.id, Verdict.NOT_JUDGED) is Verdict.NOT_JUDGED
        )

    def _live(self, phase: str, reading: Reading) -> dict[str, Verdict]:
        """Return what each check watched in this phase says of this very frame."""
        return {
            check.id: judge_now(check, reading)
            for check in self._spec.checks
            if isinstance(check, Stay) and phase in check.during
        }


def _measures_of(spec: ExerciseSpec) -> frozenset[Measure]:
    """Return every measure that a spec follows or judges."""
    movement = spec.judged
    used = {movement.follow}
    for check in spec.checks:
        if not isinstance(check, Pace):
            used.add(check.measure)
            if check.only is not None:
                used.add(check.only.measure)
    if isinstance(movement, Hold):
        used.update(condition.measure for condition in movement.position)
    else:
        for each in movement.followed:
            used.update({each.measure, *(condition.measure for condition in each.only)})
        if movement.extreme is not None:
            used.add(movement.extreme.measure)
    return frozenset(used)


def _parts_of(used: frozenset[Measure]) -> frozenset[Part]:
    return frozenset(part for name in used for part in MEASURES[name].parts)
