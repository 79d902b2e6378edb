"""One exercise under way: it judges frames, saves sets, and ends."""

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from formcheck.app.camera.webrtc import CameraTrack, Image
from formcheck.app.state.choice import Choice
from formcheck.errors import FormCheckError
from formcheck.guide.guidance import Ended, Plan, SetDone
from formcheck.guide.guide import Guide
from formcheck.guide.guided import GuidedCourse
from formcheck.history.data_folder import is_gone
from formcheck.history.keeping import KeepSet
from formcheck.history.person_file import PersonFile, person_path
from formcheck.history.set_files import SetProgress, save_to, sets_folder
from formcheck.live.camera import ServerCamera
from formcheck.live.capacity import Capacity, Slot, shared_capacity
from formcheck.live.connection import Estimator
from formcheck.live.preload import preload
from formcheck.live.processor import LiveProcessor
from formcheck.offer.answers import Aim
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import resolve_model
from formcheck.specs.own_range import back_range_deg, has_own_range, within_own_range
from formcheck.video.decode import Frame
from formcheck.words.catalogue import Words

__all__ = ["Run", "begin_run", "estimator_of", "remembered", "warm_up"]


@dataclass(slots=True)
class Run:
    """One exercise, from before Start until its summary.

    ``place`` is the last place it got, and ``refused`` why it got none; ``camera`` is this
    computer's, if used. ``connecting_s`` is the time at which connecting began, ``over_s`` that of
    the frame at which all was done; both are None before. ``person_kept`` is whether there was a
    person's file at the start. ``without_camera`` means that it runs on the page's own time.
    """

    choice: Choice
    plan: Plan
    guide: Guide | GuidedCourse
    live: LiveProcessor
    keep: KeepSet
    started: datetime
    capacity: Capacity = field(default_factory=shared_capacity)
    camera: ServerCamera | None = None
    place: Slot | None = None
    refused: FormCheckError | None = None
    connecting_s: float | None = None
    over_s: float | None = None
    person_kept: bool = False
    unsaved: FormCheckError | None = None
    without_camera: bool = False

    @property
    def begun(self) -> bool:
        """Whether a frame was judged."""
        return self.live.snapshot().guidance is not None

    @property
    def connected(self) -> bool:
        """Whether a connection sends frames, or did a moment ago."""
        return self.place is not None and self.place.taken

    def make_sure_of_room(self) -> None:
        """Make sure that the connection has a place, or that one is free.

        Raises
        ------
        FormCheckError
            Too many people are exercising already.
        """
        if not self.connected:
            self.capacity.acquire().release()

    def track(self) -> CameraTrack:
        """Return the track that takes a new connection's frames; may be called in any thread."""
        try:
            judging = self._in_place()
        except FormCheckError as error:
            self.refused = error
            return CameraTrack(_untouched, _nothing)
        return CameraTrack(judging, judging.leave)

    def use_camera(self, source: int | Path) -> None:
        """Begin with this computer's camera.

        Raises
        ------
        FormCheckError
            Too many people are exercising already.
        """
        self.camera = ServerCamera(source, self._in_place())
        self.camera.start()

    def turn_off(self) -> None:
        """Turn the camera off and save the set so far; Start goes on from there."""
        if self.camera is not None:
            self.camera.stop()
            self.camera = None
        self.live.close()

    def end(self) -> tuple[SetDone, ...]:
        """End the exercise now; return its sets, including the one under way.

        If that one cannot be saved as finished, ``unsaved`` is the error.
        """
        self.turn_off()
        sets = self.live.snapshot().sets
        report = self.guide.running
        if report is None or not report.tells_something:
            return sets
        last = SetDone(len(sets) + 1, report, ended=Ended.FINISHED)
        try:
            self.save(last)
        except FormCheckError as error:
            self.unsaved = error
        return (*sets, last)

    def save(self, done: SetDone) -> None:
        """Save a set that is over; after the exercise, no frame saves it.

        Raises
        ------
        FormCheckError
            The set cannot be saved.
        """
        self.keep(SetProgress(done.number, done.report, True, done.answer, done.ended))

    def _in_place(self) -> "_InPlace":
        if self.place is not None:
            self.place.release()
        self.place = self.capacity.acquire(self.started)
        self.refused = None
        return _InPlace(self.place, self.live)


class _InPlace:
    """Judges frames, and marks the place as used at each."""

    def __init__(self, place: Slot, live: LiveProcessor) -> None:
        self._place = place
        self._live = live

    def __call__(self, frame: Frame) -> Image:
        self._place.touch()
        return self._live(frame)

    def leave(self) -> None:
        """Close in another thread: the one that calls this moves everybody's pictures."""
        Thread(target=self.close, name="formcheck-close", daemon=True).start()

    def close(self) -> None:
        self._place.release()
        self._live.close()


def begin_run(  # noqa: PLR0913 - the parts of one exercise
    choice: Choice,
    person: PersonFile,
    estimator: Estimator,
    words: Words,
    *,
    heard: bool,
    camera: bool = True,
) -> Run:
    """Return an exercise ready for its first frame; it saves its sets as they happen.

    Parameters
    ----------
    choice
        The exercise, its version and its dose.
    person
        The person's file: exercises practised, and cues in vain.
    estimator
        Makes pose estimators.
    words
        The words of speech and text until the exercise ends.
    heard
        Whether the person heard the voice on this visit.
    camera
        Whether a camera is used; only guided exercises can do without.
    """
    now = datetime.now(UTC)
    spec, answers = choice.spec, person.health.answers
    plan = replace(
        choice.plan(heard=heard, practised=spec.id in person.practised),
        asks_leg=answers.aim is not Aim.STAY_WELL,
        leg_pain=answers.leg_pain,
        usual_pain=answers.usual_pain,
    )
    own_range = person.back_range_deg if has_own_range(spec) else None
    done = choice
    if own_range is not None:
        done = replace(choice, spec=within_own_range(spec, own_range))
    guide: Guide | GuidedCourse = (
        GuidedCourse(spec, plan, words, camera=camera)
        if spec.guided
        else Guide(done.exercise, plan, words, helpless=person.helpless.get(spec.id))
    )
    facts = {"variant": choice.variant, "back_range_deg": own_range or math.nan}
    keep = _with_facts(save_to(sets_folder(), spec.id, plan, now), facts)
    live = LiveProcessor(guide, estimator, keep=keep)
    return Run(
        choice,
        plan,
        guide,
        live,
        keep,
        now,
        person_kept=not is_gone(person_path()),
        without_camera=not camera,
    )


def remembered(person: PersonFile, run: Run, sets: Sequence[SetDone]) -> PersonFile:
    """Return the person's file after the sets of an exercise.

    It notes the exercise as practised, the cues in vain, and how far the back rounds, if found.
    """
    name = run.choice.spec.id
    done = any(each.report.reps or each.report.holds or each.report.attempts for each in sets)
    practised = {*person.practised, name} if done else set(person.practised)
    helpless: Mapping[str, Mapping[str, int]] = {
        **person.helpless,
        name: dict(run.guide.helpless),
    }
    found = [own for done in sets if math.isfinite(own := back_range_deg(done.report))]
    return person.model_copy(
        update={
            "practised": tuple(sorted(practised)),
            "helpless": helpless,
            "back_range_deg": found[-1] if found else person.back_range_deg,
        }
    )


def estimator_of(model: Path) -> Estimator:
    """Return a function that makes estimators with a model."""
    return lambda: PoseEstimator(model)


def warm_up(model: Path) -> None:
    """Load the model in the background; errors show when it is used."""

    def load() -> None:
        with suppress(FormCheckError):
            preload(resolve_model(model))

    Thread(target=load, name="formcheck-preload", daemon=True).start()


def _with_facts(keep: KeepSet, facts: Mapping[str, object]) -> KeepSet:
    """Return a function that saves sets with these facts, which the judging doesn't know."""

    def save(progress: SetProgress) -> None:
        report = progress.report.model_copy(update=facts)
        keep(replace(progress, report=report))

    return save


def _untouched(frame: Frame) -> Image:
    return frame.image


def _nothing() -> None:
    """Do nothing, as there was no connection to end."""
