"""The camera's part of the page: placing it, Start, the running set, and what can go wrong."""

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from figures import CALIBRATION, HINGED, STANDING, Posture, movement, reps
from live_stand_ins import Clock, Estimators, frame
from pages import again, clicked, labels, opened, shown, waited_for
from sayings import SAY
from sets import recording_of
from streamlit.testing.v1 import AppTest

from formcheck.app.camera.camera_check import BrowserFacts, trouble
from formcheck.app.camera.webrtc import CameraTrack
from formcheck.app.state.choice import Choice
from formcheck.app.state.run import Run, begin_run, remembered
from formcheck.app.state.visit import Step, Visit
from formcheck.app.voice.voice import Key, VoiceEvents
from formcheck.errors import ModelError
from formcheck.exercise.results.report import Verdict
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Answer, Command, Ended, Stage
from formcheck.history.kept import forget_everything
from formcheck.history.person_file import (
    PersonFile,
    Preferences,
    load_person,
    person_path,
    save_person,
)
from formcheck.history.set_files import find_sets, sets_folder
from formcheck.landmarks.pose import Pose
from formcheck.live.capacity import Capacity
from formcheck.live.connection import EstimatePose, Estimator
from formcheck.live.processor import LiveProcessor
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame

HINGE = load_spec("hip_hinge")
FPS = 10.0
REVIEW_INSTEAD = "Record your set with a phone"


class Streamer:
    """Stands in for the browser's part, which AppTest does not have."""

    def __init__(self) -> None:
        self.offered = 0
        self.playing = False
        self.make: Any = None

    def __call__(self, **asked: Any) -> SimpleNamespace:
        self.offered += 1
        self.make = asked["video_processor_factory"]
        return SimpleNamespace(state=SimpleNamespace(playing=self.playing, signalling=False))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, and a pose model that is not there."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FORMCHECK_MODEL", str(tmp_path / "none.task"))
    monkeypatch.delenv("FORMCHECK_CAMERA", raising=False)
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def streamer(monkeypatch: pytest.MonkeyPatch) -> Streamer:
    """The browser's camera."""
    stand_in = Streamer()
    monkeypatch.setattr("streamlit_webrtc.webrtc_streamer", stand_in)
    return stand_in


class Acted(Estimators):
    """Sees somebody who does what was acted beforehand, and then stands."""

    def __init__(self, poses: Sequence[Pose]) -> None:
        super().__init__()
        self._poses = poses

    def _pose(self, seen: Frame) -> Pose:
        number = min(len(self.seen), len(self._poses) - 1)
        self.seen.append(seen)
        return replace(self._poses[number], time_s=seen.time_s)


@dataclass
class Set:
    """A set under way, and its camera's time."""

    visit: Visit
    run: Run
    time_s: float = 0.0

    def live(self, seconds: float) -> "Set":
        """Let the camera bring frames for so long."""
        for _ in range(round(seconds * FPS)):
            self.run.live(frame(self.time_s))
            self.time_s += 1 / FPS
        return self

    @property
    def caption(self) -> str:
        guidance = self.run.live.snapshot().guidance
        return "" if guidance is None else guidance.caption

    @property
    def stage(self) -> Stage | None:
        guidance = self.run.live.snapshot().guidance
        return None if guidance is None else guidance.stage


def prepared(
    estimator: Estimator | None = None,
    *,
    goal: int = 5,
    sets: int = 1,
    spec: ExerciseSpec = HINGE,
    back_range_deg: float | None = None,
) -> Set:
    """Return an exercise before its first frame."""
    choice = Choice(spec, "", goal, sets)
    person = PersonFile(practised=(spec.id,), back_range_deg=back_range_deg)
    estimator = estimator or Estimators()
    run = begin_run(choice, person, estimator, SAY, heard=True)
    # On a busy machine seconds pass between a frame and the page: nobody is to seem stalled.
    run.live = LiveProcessor(run.guide, estimator, keep=run.keep, clock=Clock())
    visit = Visit(step=Step.LIVE, choice=choice, run=run)
    run.capacity = Capacity(2)
    return Set(visit, run)


def bowing(count: int) -> Estimators:
    """Return somebody who is calibrated and bows so many times."""
    return Acted(movement([*CALIBRATION, *reps(count, HINGED)], fps=FPS))


def words_for_the_voice(at: AppTest) -> set[str]:
    """Return the words that the page hands to the browser's voice."""
    handed = (json.loads(each.proto.json or "{}") for each in at.get("bidi_component"))
    return {said["text"] for data in handed if data for said in data.get("utterances", ())}


def running(under_way: Set, streamer: Streamer) -> AppTest:
    """Return the page with the camera on."""
    streamer.playing = True
    return opened(under_way.visit)


def test_the_camera_is_placed_before_start(streamer: Streamer) -> None:
    """The drawing's words, the checklist and how to stop stand above the camera's Start."""
    at = opened(prepared().visit)

    assert "Place the camera" in shown(at)
    assert "Long hair up" in shown(at)
    assert "To stop at any time" in shown(at)
    assert streamer.offered == 1


def test_no_camera_has_a_way_on() -> None:
    """Review, and this computer's own camera, are offered beside Start."""
    at = opened(prepared().visit)

    assert REVIEW_INSTEAD in shown(at)
    assert [toggle.label for toggle in at.toggle if "this computer" in toggle.label.lower()]


def test_too_many_are_refused_before_start(streamer: Streamer) -> None:
    """Where there is no place left, that is said and no camera is offered."""
    under_way = prepared()
    places = [under_way.run.capacity.acquire() for _ in range(2)]

    at = opened(under_way.visit)

    assert "can follow no more at once" in shown(at)
    assert streamer.offered == 0
    assert REVIEW_INSTEAD in shown(at)
    assert len(places) == 2


def test_a_race_for_the_last_place_is_told(streamer: Streamer) -> None:
    """Somebody who comes a moment too late sees why nothing is judged."""
    under_way = prepared()
    at = opened(under_way.visit)
    places = [under_way.run.capacity.acquire() for _ in range(2)]
    streamer.make()
    streamer.playing = True
    at = again(at)

    assert "can follow no more at once" in shown(at)
    assert len(places) == 2


def test_the_place_is_free_again_when_the_camera_is_off(streamer: Streamer) -> None:
    """The end of a connection gives the place back."""
    under_way = prepared()
    opened(under_way.visit)
    track = streamer.make()
    assert isinstance(track, CameraTrack)
    assert under_way.run.capacity.taken == 1

    track.on_ended()

    assert waited_for(lambda: under_way.run.capacity.taken == 0)


def test_one_who_has_a_place_is_not_kept_out(streamer: Streamer) -> None:
    """One's own place is not in one's way when the page is run again."""
    under_way = prepared()
    under_way.run.capacity = Capacity(1)
    at = opened(under_way.visit)
    streamer.make()
    streamer.playing = True

    assert "can follow no more" not in shown(again(at))
    assert streamer.offered == 2


def test_a_missing_model_is_told_with_a_way_on() -> None:
    """Without a model nothing can be judged here, and Review is not the only thing said."""
    visit = Visit(step=Step.LIVE, choice=Choice(HINGE, "", 5, 1))

    at = opened(visit)

    assert "none.task" in shown(at)
    assert REVIEW_INSTEAD in shown(at)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (BrowserFacts(media=False, known=True), "http://localhost"),
        (BrowserFacts(cameras=0, known=True), "plug one in"),
        (BrowserFacts(cameras=1, permission="denied", known=True), "allow it"),
        (BrowserFacts(cameras=1, permission="prompt", known=True), ""),
        (BrowserFacts(), ""),
    ],
)
def test_what_keeps_the_camera_away_is_told_beforehand(facts: BrowserFacts, words: str) -> None:
    """Each trouble the browser knows of is one sentence that says what to do."""
    told = trouble(facts, SAY)

    assert words in told
    assert bool(told) == bool(words)
    assert told.count(".") <= 1


def test_before_the_first_frame_one_walks_to_ones_place(streamer: Streamer) -> None:
    """While the camera is being connected nothing else is asked."""
    assert "Walk to your place" in shown(running(prepared(), streamer))


@pytest.mark.parametrize("command", [Command.CONTINUE, Command.FINISH, Command.PAIN])
def test_stopped_one_is_asked_how_to_go_on(streamer: Streamer, command: Command) -> None:
    """Stop leads to continue, finish or pain, and each leads on."""
    under_way = prepared(bowing(3)).live(22)
    at = clicked(running(under_way, streamer), "Stop")
    under_way.live(0.2)
    assert under_way.stage is Stage.STOPPED

    at = again(at)
    assert {"Continue", "Finish", "Pain"} <= labels(at)
    clicked(at, command.value.capitalize())
    under_way.live(0.2)

    expected = {
        Command.CONTINUE: Stage.SET,
        Command.FINISH: Stage.ASKING,
        Command.PAIN: Stage.DONE,
    }
    assert under_way.stage is expected[command]


def test_the_shoulder_can_be_spared(streamer: Streamer) -> None:
    """While both arms are asked for, and only then, that step can be left out."""
    under_way = prepared()
    page = opened(under_way.visit)
    streamer.playing = True
    offered = set()
    while under_way.stage in {None, Stage.HEARING, Stage.FRAMING, Stage.CALIBRATING}:
        under_way.live(1)
        at = again(page)
        if "My shoulder won't" in labels(at):
            assert "Lift both arms" in shown(at) + under_way.caption
            offered.add(under_way.stage)
            clicked(at, "My shoulder won't")
        if under_way.time_s > 60:
            break

    assert offered == {Stage.CALIBRATING}
    assert under_way.stage is Stage.SET


def test_pain_is_asked_for_on_the_page_too(streamer: Streamer) -> None:
    """After a set the answer can be given on the page, and red ends the exercise."""
    under_way = prepared(bowing(2), goal=2).live(30)
    at = running(under_way, streamer)
    asked = {radio.label: radio for radio in at.radio}
    next(radio for label, radio in asked.items() if "Pain now" in label).set_value(8)
    clicked(at, "Answer")
    under_way.live(0.2)

    assert under_way.stage is Stage.DONE
    assert under_way.run.live.snapshot().sets[-1].answer == Answer(pain=8)


LIES = Posture(trunk=95, knee=10, shank=85)
PAIN_QUESTION = "Pain now? 0 none to 10 the worst"


def pressing(monkeypatch: pytest.MonkeyPatch, events: VoiceEvents) -> None:
    """Let the browser tell of these keys from now on."""
    monkeypatch.setattr("formcheck.app.exercise.live_view.voice", lambda **handed: events)


@pytest.mark.parametrize(
    ("events", "answer", "stage"),
    [
        (VoiceEvents(digit=3), Answer(pain=3), Stage.ASKING),
        (VoiceEvents(digit=0), Answer(pain=0), Stage.ASKING),
        (VoiceEvents(digit=8), Answer(pain=8), Stage.DONE),
        (
            VoiceEvents(key=Key.FURTHER_DOWN),
            Answer(further_down=True),
            Stage.DONE,
        ),
        (VoiceEvents(), Answer(), Stage.ASKING),
    ],
)
def test_pain_is_answered_by_a_key(
    streamer: Streamer,
    monkeypatch: pytest.MonkeyPatch,
    events: VoiceEvents,
    answer: Answer,
    stage: Stage,
) -> None:
    """A digit is the pain, a letter says that it moved further down; none is no answer."""
    under_way = prepared(bowing(2), goal=2)
    while under_way.stage is not Stage.ASKING and under_way.time_s < 40:
        under_way.live(0.5)
    pressing(monkeypatch, events)
    at = running(under_way, streamer)
    assert "0** to **9** for the pain" in shown(at)
    under_way.live(0.2)

    assert under_way.run.live.snapshot().sets[-1].answer == answer
    assert under_way.stage in {stage, Stage.DONE}


def test_a_digit_in_a_set_is_no_answer(streamer: Streamer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is asked, a number means nothing."""
    under_way = prepared(bowing(3)).live(22)
    pressing(monkeypatch, VoiceEvents(digit=9))
    running(under_way, streamer)
    under_way.live(0.2)

    assert under_way.stage is Stage.SET


def test_after_a_fall_the_page_waits(streamer: Streamer) -> None:
    """A calm notice, no question, no summary by itself; a button begins again."""
    bows = movement(
        [*CALIBRATION, *reps(1, HINGED), (2, STANDING), (0.8, LIES), (3, LIES)], fps=FPS
    )
    under_way = prepared(Acted(bows)).live(30)
    at = running(under_way, streamer)
    assert {"Begin again", "Finish"} <= labels(at)
    assert "Call for help if you need it." in shown(at)
    assert PAIN_QUESTION not in {radio.label for radio in at.radio}
    under_way.live(8)
    at = again(again(at))
    assert under_way.visit.step is Step.LIVE

    clicked(at, "Begin again")
    under_way.live(0.2)

    assert under_way.stage is Stage.FRAMING
    (kept,) = find_sets(sets_folder()).sets
    assert kept.saved.ended == Ended.FELL
    assert kept.saved.finished


def test_the_summary_follows_by_itself(streamer: Streamer) -> None:
    """Once all is done and said, the page shows how it went, without a click."""
    under_way = prepared(bowing(2), goal=2).live(30)
    at = running(under_way, streamer)
    under_way.run.live.answer(Answer(pain=0))
    under_way.live(1)
    assert under_way.stage is Stage.DONE
    again(at)
    under_way.live(6)
    at = again(again(at))

    assert under_way.visit.step is Step.SUMMARY
    assert "how it went" in shown(at)
    assert load_person(person_path()).person.practised == ("hip_hinge",)


def test_a_camera_turned_off_can_be_turned_on_again(streamer: Streamer) -> None:
    """In the middle of a set Start goes on where it was, or the summary is one click away."""
    under_way = prepared(bowing(3)).live(22)
    at = running(under_way, streamer)
    streamer.playing = False
    at = again(at)

    assert "goes on where you were" in shown(at)
    assert "End here and see the summary" in labels(at)


def test_a_set_that_is_ended_early_is_told_and_over(streamer: Streamer) -> None:
    """What was counted until then is in the summary, and not offered as broken off later."""
    under_way = prepared(bowing(3)).live(22)
    counted = under_way.run.guide.running
    assert counted is not None
    assert counted.reps

    at = again(clicked(running(under_way, streamer), "End here and see the summary"))

    outcome = under_way.visit.outcome
    assert outcome is not None
    assert [done.ended for done in outcome.sets] == [Ended.FINISHED]
    assert "how it went" in shown(at)
    (kept,) = find_sets(sets_folder()).sets
    assert kept.saved.finished
    assert len(kept.saved.report.reps) == len(counted.reps)


def test_an_answer_on_the_summary_is_kept(streamer: Streamer) -> None:
    """Pain that was not told before can be told there, and is saved with the set."""
    under_way = prepared(bowing(3)).live(22)
    at = again(clicked(running(under_way, streamer), "End here and see the summary"))
    next(radio for radio in at.radio if "Pain now" in radio.label).set_value(3)
    at = clicked(at, "Answer")

    (kept,) = find_sets(sets_folder()).sets
    assert kept.saved.answer.pain == 3
    assert "Pain after it" in shown(again(at))


def test_leaving_before_anything_was_done_leads_back(streamer: Streamer) -> None:
    """Without a frame there is nothing to sum up."""
    under_way = prepared()
    clicked(running(under_way, streamer), "End here and see the summary")

    assert under_way.visit.step is Step.SHOW


def test_a_camera_that_stalls_is_told(streamer: Streamer) -> None:
    """Frames that no longer come are noticed, and what to look at is said."""
    under_way = prepared()
    clock = Clock()
    under_way.run.live = LiveProcessor(under_way.run.guide, Estimators(), clock=clock)
    under_way.live(1)
    clock.now_s += 5

    assert "No pictures are coming" in shown(running(under_way, streamer))


def test_few_pictures_are_told(streamer: Streamer) -> None:
    """Where pictures come slowly, what helps is said; the set goes on."""
    under_way = prepared()
    clock = Clock()
    under_way.run.live = LiveProcessor(under_way.run.guide, Estimators(), clock=clock)
    for _ in range(40):
        under_way.live(1 / FPS)
        clock.now_s += 0.2
    clock.now_s -= 0.2
    at = running(under_way, streamer)

    assert "Pictures come slowly" in shown(at)
    assert "Stop" in labels(at)


def test_a_model_that_cannot_be_loaded_is_told(streamer: Streamer) -> None:
    """Where not even a first frame is judged, what is amiss is said, and nothing else blamed."""

    def none() -> AbstractContextManager[EstimatePose]:
        raise ModelError("this is no pose model", to_do="Make the right one.")

    under_way = prepared(none).live(0.5)
    under_way.run.connecting_s = -1000.0
    at = running(under_way, streamer)

    assert "This is no pose model" in shown(at)
    assert "do not find each other" not in shown(at)
    assert ".." not in shown(at)


def test_a_refused_visitor_can_look_again(streamer: Streamer) -> None:
    """Once somebody has finished, a click is enough to be let in."""
    under_way = prepared()
    places = [under_way.run.capacity.acquire() for _ in range(2)]
    at = opened(under_way.visit)
    places[0].release()

    at = clicked(at, "Look again")

    assert "can follow no more" not in shown(at)
    assert streamer.offered == 1


def test_numbers_and_praise_can_be_left_to_tones(streamer: Streamer) -> None:
    """With less talk neither is handed to the voice as words; all else is."""
    save_person(person_path(), PersonFile(settings=Preferences(reduced_talk=True)))
    under_way = prepared(bowing(3))
    page = opened(under_way.visit)
    streamer.playing = True
    said: set[str] = set()
    handed: set[str] = set()
    while under_way.time_s < 45:
        under_way.live(0.5)
        said |= {each.text for each in under_way.run.live.snapshot().utterances}
        handed |= words_for_the_voice(again(page))

    short = {HINGE.praise, "1", "2", "3"}
    assert said & short
    assert handed >= said - short
    assert not handed & short


def test_an_error_in_judging_is_told(streamer: Streamer) -> None:
    """Frames that cannot be judged stop nothing, and the page says so."""
    under_way = prepared(Estimators(fails=lambda number: number > 5)).live(1)

    assert "could not be judged" in shown(running(under_way, streamer))


def test_what_was_done_is_remembered() -> None:
    """An exercise with a set behind it is one that was practised."""
    under_way = prepared(bowing(2), goal=2).live(30)

    sets = under_way.run.end()

    assert remembered(PersonFile(), under_way.run, sets).practised == ("hip_hinge",)
    assert remembered(PersonFile(), under_way.run, ()).practised == ()


@pytest.mark.parametrize(
    ("back_range_deg", "verdict"),
    [(None, Verdict.NO_ROUNDING_SEEN), (40.0, Verdict.WARN), (90.0, Verdict.GOOD)],
)
def test_a_known_range_replaces_the_limits(back_range_deg: float | None, verdict: Verdict) -> None:
    """The same bows are judged by shares of the person's own range, and the set says so."""
    bows = Acted(movement([*CALIBRATION, *reps(2, HINGED.to(bend=21))], fps=FPS))
    under_way = prepared(bows, goal=2, back_range_deg=back_range_deg).live(35)
    under_way.run.end()

    (kept,) = find_sets(sets_folder()).sets
    report = kept.saved.report
    assert {rep.checks[0].verdict for rep in report.reps} == {verdict}
    assert math.isnan(report.back_range_deg) == (back_range_deg is None)


def test_a_range_that_was_found_is_remembered(streamer: Streamer) -> None:
    """After a slump the person's range is known, told in the summary, and kept after others."""
    slumped = Posture(trunk=30, bend=55, head=20, arm=0)
    steps = ((2.0, slumped), (9.0, slumped), (1.5, STANDING), (20.0, STANDING))
    acted = Acted(movement([*CALIBRATION, *steps], fps=FPS))
    under_way = prepared(acted, goal=1, spec=load_spec("back_range")).live(30)
    at = opened(under_way.visit)
    at = again(clicked(at, "End here and see the summary"))

    person = load_person(person_path()).person
    assert person.back_range_deg == pytest.approx(55, abs=2)
    assert "Your back rounds by 55°" in shown(at)
    other = prepared().run
    assert remembered(person, other, ()).back_range_deg == person.back_range_deg


def test_what_is_deleted_during_a_set_stays_deleted(data: Path, streamer: Streamer) -> None:
    """The set goes on and its summary is shown; neither it nor what it tells of them is kept."""
    save_person(person_path(), PersonFile())
    under_way = prepared(bowing(3)).live(22)
    assert waited_for(lambda: bool(find_sets(sets_folder()).sets))
    at = running(under_way, streamer)
    assert forget_everything() == ()

    under_way.live(1)
    at = again(clicked(at, "End here and see the summary"))

    assert "how it went" in shown(at)
    assert [path for path in data.rglob("*") if path.is_file()] == []
    next(radio for radio in at.radio if "Pain now" in radio.label).set_value(3)
    assert "kept no more" in shown(clicked(at, "Answer"))
    assert [path for path in data.rglob("*") if path.is_file()] == []


@pytest.fixture
def own_camera(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """A set in front of this computer's camera, which a recording stands in for."""
    film = recording_of(movement(CALIBRATION, fps=FPS), tmp_path / "camera.mp4")
    monkeypatch.setenv("FORMCHECK_CAMERA", str(film))
    under_way = prepared()
    yield under_way
    under_way.run.turn_off()


def test_this_computers_camera_needs_no_browser(own_camera: Set, streamer: Streamer) -> None:
    """With a camera of its own the page has a Start of its own, and frames are judged."""
    at = clicked(opened(own_camera.visit), "Start")

    assert streamer.offered == 0
    assert waited_for(lambda: own_camera.run.begun)
    assert "Turn the camera off" in labels(again(at))


def test_this_computers_camera_is_turned_off(own_camera: Set) -> None:
    """Turned off, it captures nothing, and Start is there again."""
    at = clicked(opened(own_camera.visit), "Start")
    at = again(clicked(at, "Turn the camera off"))

    assert own_camera.run.camera is None
    assert "Start" in labels(at)
