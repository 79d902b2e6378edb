"""The live processor: frames in, pictures out, whatever happens; and a snapshot at any time."""

import gc
import logging
import math
import weakref
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from exercises import exercise
from figures import CALIBRATION, STANDING, movement, reps
from hypothesis import given, settings
from hypothesis import strategies as st
from live_stand_ins import (
    Clock,
    Estimators,
    Image,
    ScriptedGuide,
    finding,
    frame,
    frames,
    picture,
    rep,
    report,
)
from sayings import SAY

from formcheck.errors import FormCheckError, ModelError, OutputError
from formcheck.exercise.results.report import Verdict
from formcheck.guide.guidance import Answer, Command, Guidance, Plan, SetDone
from formcheck.guide.guide import Guide
from formcheck.history.set_files import SetProgress, find_sets, save_to
from formcheck.landmarks.pose import Pose
from formcheck.live.connection import FRESH_AFTER
from formcheck.live.hud.hud import HudOptions
from formcheck.live.processor import LiveProcessor
from formcheck.live.snapshot import STALLED_S, Snapshot
from formcheck.live.troubles import GOOD_AGAIN
from formcheck.video.decode import Frame

SOON_S = 10.0


class Live:
    """A processor and all it works with; time goes on by the frames."""

    def __init__(self, estimators: Estimators | None = None) -> None:
        self.guide = ScriptedGuide()
        self.estimators = estimators or Estimators()
        self.clock = Clock()
        self.kept: list[SetProgress] = []
        self.processor = LiveProcessor(
            self.guide, self.estimators, keep=self.kept.append, clock=self.clock
        )

    def show(self, shown: Iterator[Frame] | list[Frame]) -> list[Image]:
        """Give frames, a thirtieth of a second apart on the clock; return the pictures."""
        pictures = []
        for each in shown:
            self.clock.now_s += 1 / 30
            pictures.append(self.processor(each))
        return pictures

    @property
    def snapshot(self) -> Snapshot:
        return self.processor.snapshot()


def test_before_the_first_frame_nothing_is_known() -> None:
    """A snapshot can be taken at once; it is neither stalled nor in trouble."""
    live = Live()

    assert live.snapshot.guidance is None
    assert live.snapshot.frames == 0
    assert math.isnan(live.snapshot.age_s)
    assert not live.snapshot.stalled
    assert live.snapshot.error is None
    assert live.estimators.made == 0


def test_every_frame_is_judged_and_drawn() -> None:
    """Each gives a picture of its own size with something on it, and the frame stays as it was."""
    live = Live()
    before = picture()
    pictures = live.show(list(frames(10)))

    assert live.guide.times_s == [index / 30 for index in range(10)]
    assert all(shown.shape == before.shape for shown in pictures)
    assert all((shown != before).any() for shown in pictures)
    assert (live.estimators.seen[0].image == before).all()


def test_the_snapshot_tells_how_things_stand() -> None:
    """Guidance of the last frame, the last eight utterances, how many frames and how fast."""
    live = Live()
    live.show(frames(20))
    snapshot = live.snapshot

    assert snapshot.guidance is not None
    assert snapshot.guidance.time_s == pytest.approx(19 / 30)
    assert [said.number for said in snapshot.utterances] == list(range(13, 21))
    assert snapshot.frames == 20
    assert snapshot.frames_per_s == pytest.approx(30)
    assert snapshot.age_s == 0


def test_a_snapshot_stays_as_it_was() -> None:
    """What comes later is in later ones."""
    live = Live()
    live.show(frames(5))
    early = live.snapshot
    live.show(frames(5, first_s=1.0))

    assert early.frames == 5
    assert len(early.utterances) == 5
    assert live.snapshot.frames == 10


def test_without_frames_it_is_stalled_and_with_them_no_more() -> None:
    """The age of the last frame is told, and after two seconds that it is too old."""
    live = Live()
    live.show(frames(40))
    live.clock.now_s += STALLED_S
    assert not live.snapshot.stalled
    live.clock.now_s += 0.1

    assert live.snapshot.stalled
    assert live.snapshot.age_s == pytest.approx(STALLED_S + 0.1)
    assert live.snapshot.frames_per_s == 0
    live.show(frames(1, first_s=5.0))
    assert not live.snapshot.stalled


@pytest.mark.parametrize("time_s", [0.9, 1.0, math.nan, math.inf])
def test_a_frame_that_is_no_later_is_drawn_and_not_judged(time_s: float) -> None:
    """It is shown with the last guidance, and nothing is said twice."""
    live = Live()
    live.show([frame(1.0)])
    (shown,) = live.show([frame(time_s)])

    assert live.guide.times_s == [1.0]
    assert (shown != picture()).any()
    assert live.snapshot.frames == 1
    assert len(live.snapshot.utterances) == 1


def test_a_first_frame_without_a_time_is_shown_as_it_came() -> None:
    """There is nothing to draw yet."""
    live = Live()
    (shown,) = live.show([frame(math.nan)])

    assert (shown == picture()).all()
    assert live.snapshot.error is None


def test_a_new_connection_goes_on_with_the_same_exercise() -> None:
    """Time goes on where it was, a new estimator sees the new frames, the old one is let go."""
    live = Live()
    live.show(frames(30, first_s=50.0))
    live.processor.close()
    assert live.estimators.open == 0
    live.clock.now_s += 20
    live.show(frames(30))

    times = np.array(live.guide.times_s)
    assert len(times) == 60
    assert (np.diff(times) > 0).all()
    assert times[30] - times[29] == pytest.approx(3.0)
    assert (live.estimators.made, live.estimators.open) == (2, 1)


def test_a_clock_that_jumps_back_is_a_new_connection() -> None:
    """Even where nobody said that the last one ended."""
    live = Live()
    live.show(frames(30, first_s=50.0))
    live.show(frames(30))

    assert len(live.guide.times_s) == 60
    assert (live.estimators.made, live.estimators.open) == (2, 1)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.floats(-1e4, 1e4), st.sampled_from([math.nan, math.inf])),
            st.sampled_from([(64, 48), (48, 64), (320, 240), (1, 1)]),
        ),
        max_size=15,
    )
)
def test_whatever_frames_come_a_picture_goes_out(
    shown: list[tuple[float, tuple[int, int]]],
) -> None:
    """Any times and sizes give pictures of those sizes, and the guide sees growing times."""
    live = Live()
    pictures = live.show([frame(time_s, size_wh=size_wh) for time_s, size_wh in shown])

    assert [(out.shape[1], out.shape[0]) for out in pictures] == [size_wh for _, size_wh in shown]
    assert (np.diff(live.guide.times_s) > 0).all()
    assert live.snapshot.error is None


def test_the_size_of_the_picture_may_change() -> None:
    """What is judged goes on in the same pixels; each picture goes out in its own size."""
    live = Live()
    sizes = [(640, 480), (320, 240), (960, 720), (640, 480)]
    pictures = live.show([frame(n / 30, size_wh=size) for n, size in enumerate(sizes)])

    assert [(out.shape[1], out.shape[0]) for out in pictures] == sizes
    assert set(live.guide.sizes_wh) == {(640, 480)}
    assert live.estimators.made == 1


def test_an_error_is_told_and_the_frame_shown_as_it_came() -> None:
    """A frame that cannot be judged freezes nothing: the next is judged again."""
    live = Live(Estimators(fails=lambda number: number == 3))
    pictures = live.show(frames(5))

    assert (pictures[2] == picture()).all()
    assert len(live.guide.times_s) == 4
    error = live.snapshot.error
    assert error is not None
    assert "graph" not in str(error)
    assert error.to_do


def test_an_error_is_forgotten_after_enough_good_frames() -> None:
    """What is over is not told for ever."""
    live = Live(Estimators(fails=lambda number: number == 1))
    live.show(frames(GOOD_AGAIN))
    assert live.snapshot.error is not None
    live.show(frames(1, first_s=10.0))

    assert live.snapshot.error is None


def test_a_mistake_anywhere_is_told_and_recovered_from() -> None:
    """Also one in the guide, time after time, which says nothing against the estimator."""
    live = Live()
    live.guide.fails = lambda step: step <= 10
    live.show(frames(10))
    assert live.snapshot.error is not None
    live.show(frames(GOOD_AGAIN, first_s=1.0))

    assert live.snapshot.error is None
    assert live.snapshot.frames == GOOD_AGAIN
    assert live.estimators.made == 1


def test_guidance_that_cannot_be_drawn_is_still_told() -> None:
    """The voice goes on where the picture fails."""

    class Undrawable(ScriptedGuide):
        def step(self, pose: Pose) -> Guidance:
            return replace(super().step(pose), hold=object())  # type: ignore[arg-type]

    guide = Undrawable()
    processor = LiveProcessor(guide, Estimators())
    shown = processor(frame(0.0))

    assert (shown == picture()).all()
    assert [said.text for said in processor.snapshot().utterances] == ["number 1"]
    assert processor.snapshot().error is not None


def test_an_estimator_that_keeps_failing_is_made_afresh() -> None:
    """Nobody has to press anything: a second later it works again."""
    live = Live(Estimators(fails=lambda number: number <= FRESH_AFTER))
    live.show(frames(60))

    assert (live.estimators.made, live.estimators.open) == (2, 1)
    assert len(live.guide.times_s) >= 28


def test_a_model_that_cannot_be_loaded_is_told_as_it_is() -> None:
    """The person is told what to do, and it works once that is done."""
    missing, good = ModelError("no model", to_do="Make it"), Estimators()
    there = False

    def estimator() -> object:
        if not there:
            raise missing
        return good()

    clock = Clock()
    processor = LiveProcessor(ScriptedGuide(), estimator, clock=clock)  # type: ignore[arg-type]
    processor(frame(0.0))
    assert processor.snapshot().error is missing
    there = True
    clock.now_s += 2
    processor(frame(2.0))

    assert processor.snapshot().frames == 1


def test_commands_and_answers_reach_the_guide() -> None:
    """From the page's thread, for the next frame."""
    live = Live()
    live.show(frames(1))
    live.processor.command(Command.STOP)
    live.processor.answer(Answer(pain=2))

    assert live.guide.commands == [Command.STOP]
    assert live.guide.answers == [Answer(pain=2)]


def test_sets_are_kept_as_they_happen() -> None:
    """After each rep and at the end of the set, without waiting for anything."""
    live = Live()
    for count in (1, 2):
        live.guide.running = report(*(rep(number + 1) for number in range(count)))
        live.show(frames(5, first_s=float(count)))
    live.guide.running = None
    live.guide.sets = (SetDone(1, report(rep(1), rep(2))),)
    live.show(frames(5, first_s=9.0))
    live.processor.close()

    last = live.kept[-1]
    assert (last.finished, len(last.report.reps)) == (True, 2)
    assert live.snapshot.sets == live.guide.sets


def test_a_connection_that_ends_in_mid_set_has_kept_it() -> None:
    """A closed tab loses no rep; what was not finished is said to be so."""
    live = Live()
    live.show(frames(1))
    live.guide.running = report(rep(1))
    live.processor.close()

    assert [(len(each.report.reps), each.finished) for each in live.kept] == [(1, False)]
    assert live.snapshot.error is None


@pytest.mark.parametrize("closed", [True, False])
def test_an_answer_is_kept_when_no_more_frames_come(closed: bool) -> None:
    """Answered after the camera was switched off or lost, it belongs to the last set."""
    live = Live()
    live.guide.sets = (SetDone(1, report(rep(1))),)
    live.show(frames(3))
    if closed:
        live.processor.close()
    else:
        live.clock.now_s += 60
    live.processor.answer(Answer(pain=7))
    live.processor.close()

    assert live.kept[-1].answer == Answer(pain=7)
    assert live.snapshot.sets[0].answer == Answer(pain=7)
    assert live.guide.answers == [Answer(pain=7)]


def test_a_full_disk_is_told_and_the_set_goes_on() -> None:
    """Every frame is judged all the same; once there is room, nothing is told any more."""
    full: list[FormCheckError] = [OutputError("no room", to_do="Make room")]

    def keep(progress: SetProgress) -> None:
        if full:
            raise full[0]

    guide = ScriptedGuide()
    processor = LiveProcessor(guide, Estimators(), keep=keep)
    guide.running = report(rep(1))
    for each in frames(5):
        processor(each)
    processor.close()
    assert processor.snapshot().error is full[0]
    assert processor.snapshot().frames == 5

    full.clear()
    guide.running = report(rep(1), rep(2))
    processor(frame(1.0))
    processor.close()
    assert processor.snapshot().error is None


def test_the_picture_of_a_fault_is_in_the_snapshot() -> None:
    """As it was shown, with what was drawn on it."""
    live = Live()
    live.show(frames(60))
    live.guide.running = report(rep(1, finding(Verdict.FAULT, 1.0)))
    live.show(frames(1, first_s=2.0))

    (kept,) = live.snapshot.pictures
    assert kept.check == "back"
    assert kept.jpeg.startswith(b"\xff\xd8")


def test_how_it_is_drawn_can_be_changed_meanwhile() -> None:
    """The next picture is drawn as the person likes it now."""
    live = Live()
    (before,) = live.show(frames(1))
    live.processor.look = HudOptions(high_contrast=True, text_scale=1.5)
    (after,) = live.show(frames(1, first_s=1.0))

    assert live.processor.look.high_contrast
    assert (before != after).any()


def test_pages_and_frames_do_not_disturb_each_other() -> None:
    """While frames come, snapshots, commands and answers from other threads all go through."""
    live, over = Live(), Event()
    seen: list[int] = []
    troubles: list[Exception] = []

    def page() -> None:
        try:
            while not over.wait(0.001):
                seen.append(live.snapshot.frames)
                live.processor.command(Command.CONTINUE)
                live.processor.answer(Answer())
        except Exception as error:  # noqa: BLE001 - told to the test below
            troubles.append(error)

    pages = [Thread(target=page) for _ in range(3)]
    for thread in pages:
        thread.start()
    live.show(frames(100))
    over.set()
    for thread in pages:
        thread.join(SOON_S)

    assert troubles == []
    assert live.snapshot.frames == 100
    assert live.snapshot.error is None


def test_a_frame_that_hangs_hangs_neither_page_nor_end() -> None:
    """Snapshots tell that it is stalled, and closing gives up instead of waiting for ever."""
    free, hanging = Event(), Event()

    class Hanging(ScriptedGuide):
        def step(self, pose: Pose) -> Guidance:
            hanging.set()
            free.wait(SOON_S)
            return super().step(pose)

    clock = Clock()
    estimators = Estimators()
    processor = LiveProcessor(Hanging(), estimators, clock=clock)
    worker = Thread(target=processor, args=[frame(0.0)])
    worker.start()
    assert hanging.wait(SOON_S)
    clock.now_s += 10

    assert processor.snapshot().stalled
    processor.answer(Answer(pain=1))
    processor.close()
    assert estimators.open == 1
    free.set()
    worker.join(SOON_S)
    assert processor.snapshot().frames == 1


def test_nothing_of_a_frame_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    """Pictures that were judged, or could not be, are gone but for the small ones of faults."""
    caplog.set_level(logging.CRITICAL)  # else pytest keeps what is logged, and all behind it

    class Picture(np.ndarray[tuple[int, ...], np.dtype[np.uint8]]):
        """One that can be watched going."""

    live = Live(Estimators(fails=lambda number: number == 2))
    images = [picture().view(Picture) for _ in range(4)]
    gone = [weakref.ref(image) for image in images]
    for number, image in enumerate(images):
        live.show([Frame(image, number / 30, number)])
    live.estimators.seen.clear()
    del image, images
    gc.collect()

    assert all(ref() is None for ref in gone)


def test_a_whole_exercise_is_guided_and_kept(tmp_path: Path) -> None:
    """With the real guide: a set is calibrated, counted, ended at its goal, and on disk."""
    plan = Plan(goal=2, sets=1, heard=True, practised=True)
    started = datetime(2026, 11, 20, tzinfo=UTC)
    steps = (*CALIBRATION, (4.0, STANDING), *reps(3), (8.0, STANDING))
    poses = {pose.time_s: pose for pose in movement(steps)}
    processor = LiveProcessor(
        Guide(exercise(), plan, SAY),
        lambda: nullcontext(lambda seen: poses[seen.time_s]),
        keep=save_to(tmp_path, "bow", plan, started),
    )
    for time_s in poses:
        processor(frame(time_s, size_wh=(64, 48)))
    processor.close()
    snapshot = processor.snapshot()

    assert snapshot.error is None
    assert snapshot.frames == len(poses)
    (done,) = snapshot.sets
    assert len(done.report.reps) == 2
    (on_disk,) = find_sets(tmp_path).sets
    assert on_disk.saved.finished
    assert on_disk.saved.report.as_json() == done.report.as_json()
