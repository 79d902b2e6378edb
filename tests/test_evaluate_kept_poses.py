"""Poses kept from one evaluation for the next."""

from pathlib import Path

import pytest
from sets import empty_model, hinges, recorded, recording_of, with_any_model
from typer.testing import CliRunner, Result

from formcheck.cli.commands import Exit, app
from formcheck.errors import UsageError
from formcheck.evaluate.cross.cross import CrossTable, Kin
from formcheck.evaluate.kept_poses import KeptPoses
from formcheck.evaluate.score.result import Evaluation
from formcheck.pose.recording import load_recording
from formcheck.specs.files import judged_ids
from formcheck.video.decode import Frame

LABELS = """\
clips:
- file: set.mp4
  spec: hip_hinge
  view: side
  reps: 2
  faults: none seen
"""


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a labelled clip, beside the place where one works."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    empty_model(place / "any.task")
    folder = tmp_path / "clips"
    folder.mkdir()
    recording_of(hinges(2), folder / "set.mp4")
    (folder / "labels.yaml").write_text(LABELS, encoding="utf-8")
    return folder


def evaluate(*words: str | Path, looked_at: list[int] | None = None) -> Result:
    """Run ``formcheck evaluate --json``, and note which frames were looked at."""
    looked = [] if looked_at is None else looked_at

    def note(frame: Frame) -> None:
        looked.append(frame.index)

    command = ["evaluate", "--json", "--model", "any.task", *map(str, words)]
    estimator = with_any_model(recorded(hinges(2), before=note))
    return CliRunner().invoke(app, command, obj=estimator)


def found(result: Result) -> Evaluation:
    assert result.exit_code == Exit.DONE, result.stderr
    return Evaluation.model_validate_json(result.stdout)


def test_kept_poses_give_the_same_result_without_looking(clips: Path) -> None:
    """What was kept is played, and no frame is looked at again."""
    first = found(evaluate(clips, "--keep-poses", "poses"))
    looked_at: list[int] = []
    again = found(evaluate(clips, "--poses", "poses", looked_at=looked_at))

    assert looked_at == []
    assert again.clips[0].found == first.clips[0].found == 2
    assert [rep.verdict for rep in again.clips[0].reps] == [
        rep.verdict for rep in first.clips[0].reps
    ]
    assert len(load_recording(Path("poses/set.npz"))) == len(hinges(2))


def test_poses_are_kept_only_when_asked(clips: Path) -> None:
    """An evaluation leaves nothing behind."""
    before = sorted(clips.parent.rglob("*"))

    found(evaluate(clips))

    assert sorted(clips.parent.rglob("*")) == before


def test_a_clip_without_kept_poses_is_looked_at(clips: Path) -> None:
    """An empty folder of poses makes no difference, and --poses alone keeps none."""
    Path("poses").mkdir()
    looked_at: list[int] = []

    assert found(evaluate(clips, "--poses", "poses", looked_at=looked_at)).clips[0].found == 2
    assert len(looked_at) == len(hinges(2))
    assert list(Path("poses").iterdir()) == []


def test_damaged_poses_are_reported(clips: Path) -> None:
    """A clip whose kept poses cannot be read is a failure of that clip."""
    Path("poses").mkdir()
    Path("poses/set.npz").write_bytes(b"nothing")

    result = evaluate(clips, "--poses", "poses")

    assert result.exit_code == Exit.UNREADABLE
    assert "set.npz" in result.stderr


def test_a_folder_that_cannot_be_made_is_said(clips: Path) -> None:
    """Poses that cannot be written end it: there was a wish that cannot be granted."""
    Path("taken").write_text("a file", encoding="utf-8")

    result = evaluate(clips, "--keep-poses", "taken")

    assert result.exit_code == Exit.NOT_WRITTEN
    assert "--keep-poses" in result.stderr


def test_one_name_for_two_clips_is_refused() -> None:
    """Poses of the second would be taken for those of the first."""
    videos = [Path("monday/set.mp4"), Path("tuesday/set.mp4")]

    with pytest.raises(UsageError, match="one name"):
        KeptPoses(kept=Path("poses")).refuse_the_same_name(videos)
    KeptPoses().refuse_the_same_name(videos)


def test_labelled_clips_are_crossed(clips: Path) -> None:
    """--cross looks at a clip once and judges it by every exercise."""
    looked_at: list[int] = []

    result = evaluate(clips, "--cross", looked_at=looked_at)

    assert result.exit_code == Exit.DONE, result.stderr
    table = CrossTable.model_validate_json(result.stdout)
    assert len(table.rows) == len(judged_ids())
    assert [(row.shown, row.reps) for row in table.rows if row.kin is Kin.OWN] == [("hip_hinge", 2)]
    assert len(looked_at) == len(hinges(2))
