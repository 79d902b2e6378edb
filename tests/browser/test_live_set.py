"""A person exercising in front of the live page, from Start to the summary."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sayings import SAY

from browser.chromium import Said, Traffic, said
from browser.conftest import Filmed, Filming
from browser.pages import SET_MS, begin, hears, press, reads, settle
from browser.server import Server, watched
from browser.visitor import kept_sets, known_visitor
from formcheck.exercise.results.report import Report, RepReport, Verdict
from formcheck.exercise.session import Session
from formcheck.guide.guide import Guide
from formcheck.history.set_files import SavedSet
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.review.analyse import analyse
from formcheck.specs.files import load_spec
from formcheck.video.decode import open_video

HINGE = load_spec("hip_hinge")

TWO_FRAMES_S = 2 / 30


@dataclass(frozen=True)
class Visited:
    """What came of a whole visit."""

    speech: list[Said]
    saved: SavedSet
    summary: str
    traffic: Traffic

    @property
    def words(self) -> list[str]:
        """What was said, in order."""
        return [entry.text for entry in self.speech]


def carry_out(page: Page, server: Server, *, reps: int, pain: int | None = None) -> Visited:
    """Do a set from Start to the summary; ``pain`` is answered on the page, None not at all."""
    traffic = Traffic()
    traffic.watch(page.context)
    begin(page, server, reps=reps)
    hears(page, "How is the pain now?", timeout_ms=SET_MS)
    if pain is None:
        hears(page, "All done.")
    else:
        page.get_by_role("radio", name=str(pain), exact=True).check(force=True)
        press(page, "Answer")
    reads(page, "how it went")
    settle(page)
    return Visited(
        speech=said(page),
        saved=kept_sets(server.data)[0],
        summary=page.get_by_test_id("stMain").inner_text(),
        traffic=traffic,
    )


@pytest.fixture(scope="module")
def first_visit(
    model_path: Path,
    filmed: Filming,
    in_front_of: Filmed,
    running_app: Server,
) -> Visited:
    """A set of two by somebody who has never done the exercise: with a practice before."""
    known_visitor(running_app.data, "squat")
    with in_front_of(filmed("live_hip_hinge_good")) as page:
        return carry_out(page, running_app, reps=2)


@pytest.fixture(scope="module")
def frames_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the frames are kept that were judged: some 100 MB, for as long as they are needed."""
    folder = tmp_path_factory.mktemp("frames")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def stumbling_block(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As long as this file is there, no frame can be judged."""
    return tmp_path_factory.mktemp("stumbling") / "block"


@pytest.fixture(scope="module")
def watched_app(
    frames_kept: Path,
    stumbling_block: Path,
    model_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """The app, keeping the frames it judges."""
    environment = {"KEEP_FRAMES": str(frames_kept), "STUMBLE_WHILE": str(stumbling_block)}
    with watched(tmp_path_factory.mktemp("watched"), environment) as server:
        known_visitor(server.data)
        yield server


@pytest.fixture(scope="module")
def rounded_visit(filmed: Filming, in_front_of: Filmed, watched_app: Server) -> Visited:
    """A set of three by somebody who knows the exercise and rounds their back."""
    with in_front_of(filmed("live_hip_hinge_rounded")) as page:
        return carry_out(page, watched_app, reps=3, pain=2)


@dataclass(frozen=True)
class JudgedAgain:
    """The frames of a visit, judged as a recording: the report, and every pose."""

    report: Report
    poses: list[Pose]


@pytest.fixture(scope="module")
def judged_again(rounded_visit: Visited, frames_kept: Path, model_path: Path) -> JudgedAgain:
    """What review makes of the very frames that were judged live."""
    film = min(frames_kept.glob("*.mkv"))  # what comes after a set is another film
    poses: list[Pose] = []
    with open_video(film) as frames:
        analysis = analyse(
            frames,
            Session(HINGE),
            partial(PoseEstimator, model_path),
            follow=lambda frame, moment: poses.append(moment.pose),
        )
    return JudgedAgain(analysis.report, poses)


def test_the_voice_leads_from_hello_to_the_end(first_visit: Visited) -> None:
    """Heard, start, practice, set, question, end: all of it is said, and in this order."""
    expected = [
        "Can you hear me? Raise a hand.",
        "Good, I see it.",
        "Lift both arms in front of you, as if holding a tray.",
        "Good. Arms down.",
        "First a slow practice. It doesn't count.",
        "Slowly.",
        "And slowly back.",
        "That was the practice.",
        "Two reps. Go when you're ready.",
        "That's two reps. Set done.",
        "How is the pain now?",
        "All done. Your summary is ready.",
    ]
    words = iter(first_visit.words)
    missing = [part for part in expected if not any(part in text for text in words)]
    assert missing == [], first_visit.words


def test_a_good_set_is_counted_and_good(first_visit: Visited) -> None:
    """The practice does not count; the two reps after it do, and nothing is found in them."""
    reps = first_visit.saved.report.reps

    assert [(rep.number, rep.verdict) for rep in reps] == [(1, Verdict.GOOD), (2, Verdict.GOOD)]
    assert first_visit.saved.finished


def test_the_summary_tells_what_went_well(first_visit: Visited) -> None:
    """A good set's summary names the reps and what was good, and nothing to change."""
    assert "2 reps" in first_visit.summary
    assert "What went well" in first_visit.summary
    assert "One thing to change" not in first_visit.summary


@pytest.mark.parametrize("visited", ["first_visit", "rounded_visit"])
def test_one_thing_is_said_at_a_time(visited: str, request: pytest.FixtureRequest) -> None:
    """Nothing is begun before the last is ended, broken off, or said by another machine's voice."""
    speech: list[Said] = request.getfixturevalue(visited).speech

    assert all(entry.local for entry in speech)
    assert [entry.text for entry in speech if entry.cancelled] == []
    ends = [entry.ended_s for entry in speech[:-1]]
    begins = [entry.began_s for entry in speech[1:]]
    assert all(end and begin and end <= begin for end, begin in zip(ends, begins, strict=True))


@pytest.mark.parametrize("visited", ["first_visit", "rounded_visit"])
def test_a_set_stays_on_this_machine(visited: str, request: pytest.FixtureRequest) -> None:
    """From the first page to the summary nothing is asked of another host."""
    traffic: Traffic = request.getfixturevalue(visited).traffic

    assert any(url.startswith("ws") for url in traffic.urls)
    assert traffic.strangers == set()


def test_rounding_is_cued_and_found(rounded_visit: Visited) -> None:
    """The back's own cue is said after a rounded rep, and the summary has it to change."""
    (back,) = [check for check in HINGE.checks if check.id == "neutral_back"]
    found = [
        check.verdict
        for rep in rounded_visit.saved.report.reps
        for check in rep.checks
        if check.id == back.id
    ]

    assert back.cues.too_high in rounded_visit.words
    assert len(found) == 3
    assert set(found) <= {Verdict.WARN, Verdict.FAULT}
    assert f"One thing to change: {back.name.lower()}" in rounded_visit.summary


def test_an_answer_after_the_set_is_kept(rounded_visit: Visited) -> None:
    """Pain of 2, answered on the page, is in the set's file and in the summary."""
    assert rounded_visit.saved.answer.pain == 2
    assert "2 of 10" in rounded_visit.summary


def test_what_is_said_is_what_the_frames_call_for(
    rounded_visit: Visited, judged_again: JudgedAgain
) -> None:
    """A guide given the same poses says the same words in the same order."""
    guide = Guide(HINGE, rounded_visit.saved.plan, SAY)
    heard: list[str] = []
    for pose in judged_again.poses:
        heard += [said.text for said in guide.step(pose).spoken if said.text]

    until = rounded_visit.words.index(
        next(w for w in rounded_visit.words if "How is the pain now?" in w)
    )
    assert rounded_visit.words[: until + 1] == heard[: until + 1]


def test_live_is_judged_as_recorded(rounded_visit: Visited, judged_again: JudgedAgain) -> None:
    """The frames that were judged live give, as a recording, the same reps with the same findings.

    Their times are those of the file, in whole milliseconds.
    """
    live, recorded = rounded_visit.saved.report.reps, judged_again.report.reps[:3]

    assert [verdicts(rep) for rep in live] == [verdicts(rep) for rep in recorded]
    offset_s = live[0].start_s - recorded[0].start_s
    for one, other in zip(live, recorded, strict=True):
        assert one.start_s - other.start_s == pytest.approx(offset_s, abs=TWO_FRAMES_S)
        assert one.end_s - other.end_s == pytest.approx(offset_s, abs=TWO_FRAMES_S)


def verdicts(rep: RepReport) -> list[tuple[str, Verdict]]:
    """Return what was found in a rep, check by check."""
    return [(check.id, check.verdict) for check in rep.checks]
