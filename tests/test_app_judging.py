"""Recordings judged in the background: one at a time, cancelled, and cleaned up after."""

import asyncio
import gc
import io
from pathlib import Path
from threading import Event

import pytest
from sets import hinges, recorded, recording_of

from formcheck.app.review.judging import ReviewProgress, RunningReview
from formcheck.app.review.uploads import Stored, display_name, none_left, store
from formcheck.errors import ModelError, OutputError, VideoError
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimator
from formcheck.review.review import Task
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame

MUCH = 10**9


@pytest.fixture(scope="module")
def two_hinges() -> list[Pose]:
    return hinges(2)


class Uploaded(io.BytesIO):
    """A file as Streamlit hands it over."""

    def __init__(self, content: bytes, name: str = "set.mp4") -> None:
        super().__init__(content)
        self.name = name
        self.size = len(content)


@pytest.fixture
def stored(tmp_path: Path, two_hinges: list[Pose]) -> Stored:
    content = recording_of(two_hinges, tmp_path / "set.mp4").read_bytes()
    return store(Uploaded(content), most_bytes=MUCH)


def begun(stored: Stored, estimator: Estimator) -> RunningReview:
    return RunningReview(stored, Task(Path(), load_spec("hip_hinge")), estimator)


# --- What is uploaded -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("set.mp4", "set.mp4"),
        ("../../etc/set.mp4", "set.mp4"),
        ("C:\\Videos\\set.mp4", "set.mp4"),
        ("a\nb\x1b[31m.mp4", r"a\nb\x1b[31m.mp4"),
        ("..", ".."),
        ("", "recording"),
        ("/", "recording"),
    ],
)
def test_a_name_is_shown_without_folders_and_controls(name: str, shown: str) -> None:
    """Only what a person calls the recording is left of whatever the browser sends."""
    assert display_name(name) == shown


@pytest.mark.parametrize("name", ["a" * 300 + ".mp4", "a" * 300, "a." + "b" * 300])
def test_a_long_name_is_cut(name: str) -> None:
    """A name fits into a line, and keeps its kind where it has one."""
    shown = display_name(name)

    assert len(shown) <= 60
    assert "…" in shown
    assert shown.endswith(".mp4") == name.endswith(".mp4")


def test_when_the_server_ends_no_recording_is_left(stored: Stored) -> None:
    """A signal that skips Python's own end leaves nothing behind all the same."""

    async def serve() -> bool:
        async with none_left(None):
            return stored.video.exists()

    assert asyncio.run(serve())
    assert not stored.folder.exists()


def test_no_part_of_a_name_becomes_a_path(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """However it is called, a recording lies in a folder of its own under a name of ours."""
    content = recording_of(two_hinges, tmp_path / "set.mp4").read_bytes()

    stored = store(Uploaded(content, "../../evil/%2e%2e/set.mp4"), most_bytes=MUCH)

    assert stored.video.parent == stored.folder
    assert "evil" not in str(stored.video)
    assert stored.video.read_bytes() == content
    stored.close()


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Uploaded(b"x" * 100, "notes.txt"), "not called like a recording"),
        (Uploaded(b"\0" * 100, "mp4"), "not a recording that can be read"),
        (Uploaded(b"", "set.mp4"), "nothing in this file"),
        (Uploaded(b"x" * 2000, "set.mp4"), "larger than"),
        (Uploaded(b"\0" * 100, "set.mp4"), "not a recording that can be read"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_what_to_do(upload: Uploaded, words: str) -> None:
    """Kind, size and content are looked at before anything else is done with an upload."""
    with pytest.raises(VideoError, match=words) as caught:
        store(upload, most_bytes=1000)

    assert caught.value.where == upload.name
    assert caught.value.to_do


def test_a_recording_goes_when_it_is_closed(stored: Stored) -> None:
    """Closed, the folder is gone; closing again does nothing."""
    folder = stored.folder
    assert folder.is_dir()

    stored.close()
    stored.close()

    assert not folder.exists()


def test_a_recording_goes_when_nobody_holds_it(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """A page that is closed takes its recording with it."""
    content = recording_of(two_hinges, tmp_path / "set.mp4").read_bytes()
    kept = store(Uploaded(content), most_bytes=MUCH)
    folder = kept.folder

    del kept
    gc.collect()

    assert not folder.exists()


# --- Judging --------------------------------------------------------------------------------------


def test_a_recording_is_judged_in_the_background(stored: Stored, two_hinges: list[Pose]) -> None:
    """The outcome has the report and its files, and the progress came to its end."""
    judging = begun(stored, recorded(two_hinges))

    judging.wait()

    outcome = judging.outcome
    assert outcome is not None
    assert outcome.report is not None
    assert len(outcome.report.reps) == 2
    assert outcome.report.video is not None
    assert outcome.report.video.path == "set.mp4"
    assert outcome.annotated.is_file()
    assert outcome.reps_table.is_file()
    assert outcome.measures_table.is_file()
    assert judging.progress.share == 1
    judging.cancel()
    assert not stored.folder.exists()


def test_recordings_are_judged_one_after_the_other(
    tmp_path: Path, stored: Stored, two_hinges: list[Pose]
) -> None:
    """Who comes second waits; cancelled while waiting, nothing was ever begun."""
    reached, let_go = Event(), Event()

    def hold(frame: Frame) -> None:
        reached.set()
        let_go.wait(30)

    content = recording_of(two_hinges, tmp_path / "second.mp4").read_bytes()
    first = begun(stored, recorded(two_hinges, before=hold))
    reached.wait(30)
    second = begun(store(Uploaded(content), most_bytes=MUCH), recorded(two_hinges))

    second.cancel()
    let_go.set()
    first.wait()

    assert second.progress == ReviewProgress(waiting=True)
    assert second.outcome is not None
    assert second.outcome.report is None
    assert first.outcome is not None
    assert first.outcome.report is not None
    first.cancel()


def test_what_nobody_waits_for_any_more_is_broken_off(
    stored: Stored, two_hinges: list[Pose]
) -> None:
    """A page that is closed while its recording is judged stops that."""
    reached, let_go, seen = Event(), Event(), []

    def hold(frame: Frame) -> None:
        seen.append(frame.index)
        reached.set()
        let_go.wait(30)

    judging = begun(stored, recorded(two_hinges, before=hold))
    reached.wait(30)
    thread = judging._thread

    del judging
    gc.collect()
    let_go.set()
    thread.join(30)

    assert len(seen) < len(two_hinges) / 2


def test_an_error_names_the_recording_as_its_owner_does(
    stored: Stored, two_hinges: list[Pose]
) -> None:
    """A recording that goes away meanwhile is told by its own name."""
    stored.video.unlink()

    judging = begun(stored, recorded(two_hinges))
    judging.wait()

    assert judging.outcome is not None
    assert isinstance(judging.outcome.error, VideoError)
    assert judging.outcome.error.where == "set.mp4"
    judging.cancel()


def test_results_that_cannot_be_written_are_an_outcome(
    stored: Stored, two_hinges: list[Pose]
) -> None:
    """What is in the way is told, and another place as the pages have it; not to make room."""
    (stored.folder / "results").touch()

    judging = begun(stored, recorded(two_hinges))
    judging.wait()

    assert judging.outcome is not None
    error = judging.outcome.error
    assert isinstance(error, OutputError)
    assert error.what == "A result cannot be written: a file is where a folder should be"
    assert error.to_do.endswith("or name another folder for temporary files in TMPDIR")
    assert "room" not in error.to_do
    judging.cancel()


def test_a_model_that_cannot_be_used_is_an_outcome(stored: Stored, two_hinges: list[Pose]) -> None:
    """What the estimator raises is shown, not lost with the thread."""

    def refuse(frame: Frame) -> None:
        raise ModelError("this is no pose model")

    judging = begun(stored, recorded(two_hinges, before=refuse))
    judging.wait()

    assert judging.outcome is not None
    assert isinstance(judging.outcome.error, ModelError)
    judging.cancel()
