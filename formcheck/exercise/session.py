"""One exercise from the first pose to the report: the same live and recorded.

``step`` takes each pose as it comes and returns the moment; ``report`` finishes the set. Nothing
here reads a clock, draws, or knows where poses come from: the same poses give the same report.
"""

from collections.abc import Mapping
from dataclasses import replace

from formcheck.exercise.coach.coaching import Coaching
from formcheck.exercise.judge.judged_set import Judged, JudgedSet
from formcheck.exercise.logbook import Logbook
from formcheck.exercise.observe.observer import Observation, Observer
from formcheck.exercise.observe.subject import Subject
from formcheck.exercise.results.moment import Cue, Moment
from formcheck.exercise.results.report import Interruption, Report
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.landmarks.pose import Pose
from formcheck.words.catalogue import Words, english

__all__ = ["Session"]


class Session:
    """One set of one exercise.

    Parameters
    ----------
    spec
        The exercise; a variant of it is applied beforehand.
    helpless
        :attr:`helpless` of the person's last set of this exercise, if there was one.
    subject
        The person, where something is known of them from the set before.
    words
        What is said in; None for English, in which recordings are judged.

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
        subject: Subject | None = None,
        words: Words | None = None,
    ) -> None:
        self._spec = spec
        self._words = words = words or english()
        self._subject = Subject(spec, words=words) if subject is None else subject
        self._subject.settle()
        self._observer = Observer(spec, self._subject)
        self._set = JudgedSet(spec, self._subject, self._observer, words)
        self._coaching = Coaching(spec, self._subject, self._set, helpless or {}, words)
        self._log = Logbook(spec, words)
        self._moment: Moment | None = None

    def step(self, pose: Pose) -> Moment:
        """Take the next pose and return all that is known at it."""
        if self._moment is not None and pose.time_s <= self._moment.time_s:
            return replace(self._moment, cue=None, finished=None, interruption=None)
        seen = self._observer.step(pose, self._set.progress)
        judged = self._set.step(seen)
        interruption = self._subject.safety.step(
            seen.pose,
            seen.body,
            moving=judged.moving,
            whole=seen.whole,
            roll_deg=self._subject.known.baseline.roll_deg,
        )
        cue = self._coaching.step(seen.reading, judged, interruption)
        self._log.note(seen, judged, interruption, cue)
        self._moment = self._known(seen, judged, interruption, cue)
        return self._moment

    @property
    def helpless(self) -> Mapping[str, int]:
        """How often each check was cued in vain so far, by its id."""
        return self._coaching.helpless

    @property
    def counted(self) -> int:
        """How many reps or holds there were until now."""
        return self._log.counted

    def announced(self, *, hidden: bool = True) -> str:
        """Return what cannot be judged, to be said before the first rep; it is not said again.

        Empty where all is. ``hidden`` false leaves out what is merely out of sight, which was told.
        """
        return self._coaching.announced(hidden=hidden)

    def advise_anew(self) -> None:
        """Begin anew with the advice on where to stand: until now nobody was told."""
        self._subject.framing.advise_anew()

    @property
    def so_far(self) -> Report:
        """What came of the set until now; a rep under way is not in it."""
        return self._log.so_far()

    def next_set(self) -> "Session":
        """Return a session for the next set of the same person, who stays where they are.

        What is known of them (their start, their back, what was said in vain) is handed on;
        counts, verdicts and the report begin anew. This one is not to be stepped any more.
        """
        return Session(self._spec, helpless=self.helpless, subject=self._subject, words=self._words)

    def report(self) -> Report:
        """Finish the set and return all that came of it; a running rep is closed as it stands."""
        self._log.keep(self._set.finish())
        self._log.nods += self._set.take_nods()
        return self._log.report(self._set.once_more())

    def _known(
        self,
        seen: Observation,
        judged: Judged,
        interruption: Interruption | None,
        cue: Cue | None,
    ) -> Moment:
        return Moment(
            time_s=seen.pose.time_s,
            pose=seen.pose,
            framing=seen.framing,
            values=seen.reading.values,
            phase=judged.phase,
            reps=len(self._log.reps),
            attempts=len(self._log.attempts),
            hold=judged.hold,
            checks=judged.checks,
            back=judged.back,
            back_doubt=judged.back_doubt,
            straight_shape_deg=self._subject.known.gauge.reference.shape_deg,
            finished=judged.finished,
            cue=cue,
            not_judged=self._coaching.not_judged(judged.checks),
            moving=judged.moving,
            counted=self.counted,
            calibrated=self._subject.calibrated,
            wants_arms=self._subject.wants_arms,
            interruption=interruption,
        )
