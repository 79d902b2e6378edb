"""One set of an exercise from the first pose to the report, the same live and recorded.

``step`` takes each pose as it comes and returns the moment; ``report`` finishes the set. Nothing
here reads a clock, draws, or knows the source of the poses: the same poses give the same report.
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
        The exercise, with its variant already applied.
    helpless
        :attr:`helpless` of the person's last set of this exercise, if there was one.
    subject
        The person, if something is known of them from the set before.
    words
        The catalogue for all words; None for English, which recordings use.

    Notes
    -----
    Poses must come in the order of their times. If a pose does not advance, ``step`` returns the
    moment before again, without its cue, finished rep and interruption. A session belongs to one
    thread at a time.
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
        """Take the next pose and return its moment."""
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
        """How many cues for each check were in vain so far, by its id."""
        return self._coaching.helpless

    @property
    def counted(self) -> int:
        """The number of reps or holds so far."""
        return self._log.counted

    def announced(self, *, hidden: bool = True) -> str:
        """Return the words on what cannot be judged, to say once before the first rep.

        Empty if everything can be judged. ``hidden`` false leaves out parts that are merely out of
        sight, because advice has named them.
        """
        return self._coaching.announced(hidden=hidden)

    def advise_anew(self) -> None:
        """Restart the advice on where to stand, because nobody has heard it so far."""
        self._subject.framing.advise_anew()

    @property
    def so_far(self) -> Report:
        """The report of the set so far, without a rep under way."""
        return self._log.so_far()

    def next_set(self) -> "Session":
        """Return a session for the next set of the same person in the same place.

        It keeps what is known of them (their start, their back, cues in vain); counts, verdicts and
        the report start from zero. Do not step this session any more.
        """
        return Session(self._spec, helpless=self.helpless, subject=self._subject, words=self._words)

    def report(self) -> Report:
        """Finish the set and return its report; a rep under way is closed as it stands."""
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
