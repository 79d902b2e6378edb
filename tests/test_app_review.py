"""The page on which recordings are judged, as somebody uses it."""

import json
import math
import re
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from asgi import answered
from figures import CALIBRATION, Posture, movement, nobody, reps
from sets import hinges, recorded, recording_of
from streamlit import runtime
from streamlit.runtime import Runtime
from streamlit.testing.v1 import AppTest
from videos import make_sound

from formcheck.app.review.judging import RunningReview
from formcheck.app.review.page import REVIEW
from formcheck.app.server.media import ROUTES
from formcheck.exercise.results.report import Report
from formcheck.history.person_file import PersonFile, person_path, save_person
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimator
from formcheck.video.decode import Frame

SQUATTED = Posture(knee=100, shank=30, trunk=40, arm=70)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of this test's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def two_hinges() -> list[Pose]:
    return hinges(2)


@pytest.fixture
def recording(tmp_path: Path, two_hinges: list[Pose]) -> bytes:
    return recording_of(two_hinges, tmp_path / "set.mp4").read_bytes()


THE_PAGE = """
import streamlit as st
from formcheck.app.review import page as review_page

review_page.show(st.session_state["estimator"])
"""


def opened(estimator: Estimator) -> AppTest:
    at = AppTest.from_string(THE_PAGE, default_timeout=30)
    at.session_state["estimator"] = estimator
    at.run()
    assert not at.exception
    return at


def chosen(at: AppTest, content: bytes, name: str = "hip_hinge_monday.mp4") -> AppTest:
    return at.file_uploader[0].upload(name, content, "video/mp4").run()


def clicked(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def judging(at: AppTest) -> RunningReview:
    found = at.session_state[REVIEW]
    assert isinstance(found, RunningReview)
    return found


def reported(at: AppTest) -> Report:
    outcome = judging(at).outcome
    assert outcome is not None
    assert outcome.report is not None
    return outcome.report


def judged(at: AppTest, content: bytes, name: str = "hip_hinge_monday.mp4") -> AppTest:
    """The page with the result of a recording."""
    at = chosen(at, content, name)
    if at.selectbox[0].value is None:
        at = at.selectbox[0].set_value("hip_hinge").run()
    at = clicked(at, "Judge")
    judging(at).wait()
    return at.run()


def told(at: AppTest) -> str:
    """All that is said in notes, headings and text, without the signs of Markdown."""
    kinds = (at.header, at.subheader, at.markdown, at.info, at.warning, at.caption)
    return "\n".join(element.value for kind in kinds for element in kind).replace("\\", "")


def bodies(at: AppTest) -> str:
    return "".join(each.proto.body for each in at.get("html"))


def tables(at: AppTest) -> str:
    return "".join(str(each.proto) for each in at.get("html"))


def test_before_a_recording_is_chosen_there_is_nothing_to_judge(two_hinges: list[Pose]) -> None:
    """The button waits for a recording, and every exercise can be chosen."""
    at = opened(recorded(two_hinges))

    assert next(button for button in at.button if button.label == "Judge").disabled
    assert "Hip hinge" in at.selectbox[0].options
    assert len(at.selectbox[0].options) >= 7


def test_no_exercise_is_chosen_for_anybody(recording: bytes, two_hinges: list[Pose]) -> None:
    """A name that tells none leaves it open, and nothing can be judged until somebody says."""
    at = chosen(opened(recorded(two_hinges)), recording, "IMG_2041.mp4")

    assert at.selectbox[0].value is None
    assert next(button for button in at.button if button.label == "Judge").disabled
    at = at.selectbox[0].set_value("hip_hinge").run()
    assert not next(button for button in at.button if button.label == "Judge").disabled


def test_another_exercise_is_said_first(tmp_path: Path) -> None:
    """It is named, nothing is judged, and the way to judge it is told."""
    squats = movement([*CALIBRATION, *reps(2, SQUATTED)], fps=15)
    video = recording_of(squats, tmp_path / "squats.mp4").read_bytes()

    at = judged(opened(recorded(squats)), video)

    assert "This looks like a squat, not a hip hinge." in told(at)
    assert "Choose a squat above" in told(at)
    assert "What went well" not in told(at)


def test_of_oneself_the_own_range_can_be_taken(recording: bytes, two_hinges: list[Pose]) -> None:
    """It is asked where the range is known, and nobody else's recording is judged by it."""
    estimator = recorded(two_hinges)
    assert not opened(estimator).checkbox
    save_person(person_path(), PersonFile(back_range_deg=50.0))

    at = judged(opened(estimator), recording)
    assert math.isnan(reported(at).back_range_deg)
    at = judged(at.checkbox[0].check().run(), recording)

    assert reported(at).back_range_deg == pytest.approx(50.0)


def test_a_recording_is_judged(recording: bytes, two_hinges: list[Pose]) -> None:
    """An uploaded set comes back with its reps, what went well, and the files to keep."""
    at = judged(opened(recorded(two_hinges)), recording)

    assert not at.exception
    assert at.header[0].value == r"hip\_hinge\_monday\.mp4: 2 reps"
    assert "What went well" in told(at)
    assert '<th scope=\\"row\\" data-name=\\"Rep\\">2</th>' in tables(at)
    assert "Tempo: seconds of lowering, bottom, rising" in told(at)
    links = re.findall(r'<a class="fc-save" download href="(/[^"]+)">([^<]+)</a>', bodies(at))
    assert [words for _, words in links] == [
        "Report (JSON)",
        "Video",
        "Repetitions (CSV)",
        "Every picture (CSV)",
    ]
    names = ["report.json", "annotated.mp4", "reps.csv", "measures.csv"]
    assert [address.rpartition("/")[2] for address, _ in links] == [
        f"hip_hinge_monday_{name}" for name in names
    ]


def test_what_is_shown_lies_on_a_shelf_that_goes(
    recording: bytes, two_hinges: list[Pose], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recording and the files are found while the page is open, and not once it is cancelled.

    None of them is given to Streamlit's own media, which know no end of a page.
    """
    at = judged(opened(recorded(two_hinges)), recording)

    [video] = at.get("video")
    shown = urlsplit(video.proto.url).path
    saved = re.findall(r'href="(/[^"]+)"', bodies(at))
    assert "/media/" not in str(at.main)
    assert len(saved) == 4
    assert at.run().get("video")[0].proto.url == video.proto.url  # else it would begin anew

    there = True
    monkeypatch.setattr(Runtime, "is_active_session", lambda self, session: there)
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: Runtime.__new__(Runtime))
    assert {answered(ROUTES, each).status for each in (shown, *saved)} == {200}
    there = False
    assert {answered(ROUTES, each).status for each in (shown, *saved)} == {404}
    there = True
    judging(at).cancel()
    assert {answered(ROUTES, each).status for each in (shown, *saved)} == {404}


def test_the_exercise_is_taken_from_the_name(recording: bytes, two_hinges: list[Pose]) -> None:
    """A recording called after an exercise has it chosen, and it can be chosen otherwise."""
    at = opened(recorded(two_hinges))

    at = chosen(at, recording, "squat_monday.mp4")

    assert at.selectbox[0].value == "squat"
    assert at.selectbox[0].set_value("hip_hinge").run().selectbox[0].value == "hip_hinge"


def test_a_version_is_judged_as_that(recording: bytes, two_hinges: list[Pose]) -> None:
    """The version that was chosen is the one in the report."""
    at = chosen(opened(recorded(two_hinges)), recording)

    at = at.selectbox[1].set_value("smaller_range").run()
    at = clicked(at, "Judge")
    judging(at).wait()

    outcome = judging(at).outcome
    assert outcome is not None
    assert outcome.report is not None
    assert outcome.report.variant == "smaller_range"


def test_the_report_calls_the_recording_what_its_owner_does(
    recording: bytes, two_hinges: list[Pose]
) -> None:
    """Where it was put aside meanwhile is in no report."""
    at = judged(opened(recorded(two_hinges)), recording)

    outcome = judging(at).outcome
    assert outcome is not None
    assert outcome.report is not None
    report = json.loads(outcome.report.as_json())
    assert report["video"]["path"] == "hip_hinge_monday.mp4"


def test_the_result_stays_while_other_things_are_chosen(
    recording: bytes, two_hinges: list[Pose]
) -> None:
    """Looking at another exercise in the list does not lose what was judged."""
    at = judged(opened(recorded(two_hinges)), recording)

    at = at.selectbox[0].set_value("squat").run()

    assert at.header[0].value.endswith("2 reps")


@pytest.mark.parametrize("name", ["set.mp4", "../../set.mp4", "C:\\set.mp4", "a" * 300 + ".mp4"])
def test_a_broken_recording_is_told_calmly(two_hinges: list[Pose], name: str) -> None:
    """What is no recording is told by its name alone, with what to do; the page goes on."""
    at = chosen(opened(recorded(two_hinges)), b"\0no recording", name)
    at = clicked(at.selectbox[0].set_value("hip_hinge").run(), "Judge")

    [warning] = at.warning
    assert not at.exception
    assert "not a recording that can be read" in warning.value
    assert "Export it as MP4" in warning.value
    assert "formcheck-upload" not in warning.value
    assert ".." not in warning.value
    assert REVIEW not in at.session_state


def test_a_recording_of_sound_is_told(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """Content counts, not the name: a sound called .mp4 has no picture."""
    sound = make_sound(tmp_path / "sound.mp4").read_bytes()

    at = clicked(chosen(opened(recorded(two_hinges)), sound), "Judge")

    assert "no picture" in at.warning[0].value


def test_an_error_goes_with_the_next_recording(recording: bytes, two_hinges: list[Pose]) -> None:
    """A good recording after a broken one is judged, and the error is gone."""
    at = clicked(chosen(opened(recorded(two_hinges)), b"no recording"), "Judge")

    at = judged(at, recording)

    assert not at.warning
    assert at.header[0].value.endswith("2 reps")


def test_nobody_in_the_picture_is_told_with_how_to_film(
    recording: bytes, two_hinges: list[Pose]
) -> None:
    """A recording of an empty room says so, and how a set is filmed."""
    at = judged(opened(recorded([nobody(0.0, two_hinges[0])])), recording)

    assert "Nobody was found in the picture" in told(at)
    assert "Film from the side" in told(at)
    assert at.header[0].value.endswith("nothing counted")


def test_a_recording_without_the_movement_is_told_with_what_to_do(
    recording: bytes, two_hinges: list[Pose]
) -> None:
    """Somebody who only stands is told to look at the exercise that was chosen."""
    at = judged(opened(recorded(two_hinges[:5])), recording)

    assert "No repetition or hold was counted" in told(at)
    assert "the exercise chosen above" in told(at)


class Held:
    """Stops judging at its first picture until it is let go."""

    def __init__(self) -> None:
        self.reached = Event()
        self.let_go = Event()

    def __call__(self, frame: Frame) -> None:
        self.reached.set()
        self.let_go.wait(30)


def test_while_it_goes_on_there_is_one_review_and_a_way_to_end_it(
    recording: bytes, two_hinges: list[Pose]
) -> None:
    """Nothing else can be judged meanwhile; cancelled, nothing is left of the recording."""
    held = Held()
    at = chosen(opened(recorded(two_hinges, before=held)), recording)
    at = clicked(at, "Judge")
    running = judging(at)
    held.reached.wait(30)
    at.run()
    judge = next(button for button in at.button if button.label == "Judge")
    assert judge.disabled
    assert at.selectbox[0].disabled

    held.let_go.set()
    at = clicked(at, "Cancel")

    assert "Nothing of it was kept" in told(at)
    assert REVIEW not in at.session_state
    assert running.outcome is not None
    assert running.outcome.report is None
    assert not at.exception
