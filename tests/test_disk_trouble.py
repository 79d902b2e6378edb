"""What the disk refuses, in words that help."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from disks import answered, make_pipe

from formcheck.app.review.uploads import store
from formcheck.disk.trouble import told, told_reading
from formcheck.errors import FormCheckError, OutputError
from formcheck.evaluate.kept_poses import KeptPoses
from formcheck.evaluate.labels.inputs import plan_of
from formcheck.history.data_folder import write_whole
from formcheck.history.person_file import PersonFile, load_person, save_person
from formcheck.history.set_files import load_set
from formcheck.pose.model import make_model, use_model
from formcheck.pose.recording import load_recording
from formcheck.review.outputs import NewFile, choose_folder, results_of
from formcheck.specs.files import load_spec
from formcheck.video.writer import VideoWriter


def refusal(number: int) -> OSError:
    return OSError(number, "what the system says")


@pytest.mark.parametrize(
    ("number", "what", "to_do"),
    [
        (errno.ENOSPC, "No space left", "Make room there"),
        (errno.EDQUOT, "your share of the disk", "Make room there"),
        (errno.EACCES, "Permission denied", "Check who may write there"),
        (errno.EPERM, "Permission denied", "Check who may write there"),
        (errno.EROFS, "can only be read", "Allow writing to it"),
        (errno.ENOENT, "no such folder", "Check that its folder is there"),
        (errno.ENOTDIR, "a file is where a folder should be", "Move that file away"),
        (errno.ENAMETOOLONG, "name is too long", "Choose a shorter name"),
        (errno.EIO, "the disk reports a fault", "Check the disk"),
        (errno.EXDEV, "what the system says", "Check that its folder is there, may be written"),
    ],
)
def test_each_reason_has_its_own_words(number: int, what: str, to_do: str) -> None:
    """What happened and what to do belong together; a number that is not known is told as it is."""
    error = told(OutputError, "it cannot be kept", refusal(number), where="here")

    assert error.what.startswith("it cannot be kept: ")
    assert what in error.what
    assert error.to_do.startswith(to_do)
    assert error.where == "here"


def test_only_a_lack_of_room_is_a_matter_of_room() -> None:
    """No other number that the system knows leads to the advice to make room alone."""
    advising = {
        number
        for number in errno.errorcode
        if "make room" in told(OutputError, "", refusal(number)).to_do.lower()
    }

    assert advising == {errno.ENOSPC, errno.EDQUOT}


def test_reading_has_its_own_advice() -> None:
    """Who may not read is not asked who may write, and a missing file is no missing folder."""
    denied = told_reading(FormCheckError, "it cannot be read", refusal(errno.EACCES))
    missing = told_reading(FormCheckError, "it cannot be read", refusal(errno.ENOENT))

    assert denied.to_do == "Check who may read it"
    assert missing.what == "it cannot be read: there is no such file"


def test_what_else_helps_is_added() -> None:
    """Each place knows another way round."""
    error = told(OutputError, "no", refusal(errno.ENOSPC), otherwise="choose another folder")

    assert error.to_do == "Make room there, or choose another folder"


def test_an_error_without_a_number_is_told_in_its_own_words() -> None:
    """Python's own errors have none."""
    assert told(OutputError, "no", OSError("odd")).what == "no: odd"
    assert told(OutputError, "no", OSError()).what == "no: the system does not say why"


# --- Every place that writes ----------------------------------------------------------------------


class Upload:
    """A recording of one byte."""

    name, size = "set.mp4", 1

    def read(self, length: int = -1, /) -> bytes:
        return b""


def written(folder: Path) -> None:
    NewFile(folder / "report.json")


def with_results(folder: Path) -> None:
    with results_of(folder / "results"):
        pass


PLACES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "the person's file": ("tempfile.mkstemp", lambda at: save_person(at / "me.json", PersonFile())),
    "sets and pictures": ("tempfile.mkstemp", lambda at: write_whole(at / "a", "text")),
    "a table": ("pathlib.Path.open", written),
    "results": ("pathlib.Path.mkdir", with_results),
    "poses": ("pathlib.Path.mkdir", lambda at: KeptPoses(kept=at).keep(Path("a.mp4"), [])),
    "an upload": ("tempfile.mkdtemp", lambda _: store(Upload(), most_bytes=9)),
    "a video": ("av.open", lambda at: VideoWriter(at / "a.mp4", (64, 48))),
    "the model": ("pathlib.Path.mkdir", lambda _: make_model()),
}


@pytest.mark.parametrize(("number", "room"), [(errno.EACCES, False), (errno.ENOSPC, True)])
@pytest.mark.parametrize("place", sorted(PLACES))
def test_every_place_says_what_helps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str, number: int, room: bool
) -> None:
    """Permission denied is nowhere a reason to make room, and a full disk is everywhere."""
    name, write = PLACES[place]

    def refuse(*arguments: object, **options: object) -> None:
        raise refusal(number)

    monkeypatch.setattr(name, refuse)
    with pytest.raises(FormCheckError) as refused:
        write(tmp_path)

    assert ("make room" in refused.value.to_do.lower()) == room
    assert ("Permission denied" in str(refused.value)) != room


# --- Every place that reads what somebody names ---------------------------------------------------


def mine(pipe: Path) -> object:
    return choose_folder(pipe.parent.parent, Path(f"{pipe.parent.name}.mp4"))


READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "the person's file": ("person.json", load_person),
    "a set": ("20261120_bow_01.json", load_set),
    "a spec": ("bow.yaml", load_spec),
    "labels": ("labels.yaml", plan_of),
    "the truth": ("clip.json", plan_of),
    "a folder with the truth": ("clip.json", lambda pipe: plan_of(pipe.parent)),
    "a model": ("any.task", use_model),
    "poses": ("clip.npz", load_recording),
    "an earlier report": ("report.json", mine),
}


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_pipe_is_refused_in_one_line_wherever_a_file_is_read(reader: str, tmp_path: Path) -> None:
    """Whoever names a pipe is told so at once, and nothing waits for it."""
    name, read = READERS[reader]
    pipe = make_pipe(tmp_path / name)

    answer = answered(lambda: read(pipe))

    if reader == "an earlier report":  # it is not that of this recording: another folder is chosen
        assert answer == tmp_path.parent / f"{tmp_path.name}-2"
        return
    assert isinstance(answer, FormCheckError)
    assert "\n" not in str(answer)
    assert "a pipe, a device or a socket" in answer.what
