"""formcheck evaluate: what is printed and written, and the exit codes."""

import json
import os
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sets import empty_model, hinges, interrupted, recorded, recording_of, with_any_model
from typer.testing import CliRunner, Result
from videos import make_video, read_frames

from formcheck.cli.commands import Exit, app
from formcheck.evaluate.score.result import Evaluation, evaluation_schema
from formcheck.evaluate.tables.accuracy import accuracy_page
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import Estimator

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_videos" / "hip_hinge_good.json"

LABELS = """\
clips:
- file: set.mp4
  spec: hip_hinge
  view: side
  reps: 2
  rep_times_s:
  - {start: 6.9, extreme: 9.4, end: 11.4}
  - {start: 13.9, extreme: 16.4, end: 18.4}
  faults: none seen
"""
"""Where the bows are in the recordings of these tests."""


@pytest.fixture(scope="module")
def two_hinges() -> list[Pose]:
    return hinges(2)


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, two_hinges: list[Pose]) -> Path:
    """A folder with a labelled clip, beside the place where one works."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    empty_model(place / "any.task")
    folder = tmp_path / "clips"
    folder.mkdir()
    recording_of(two_hinges, folder / "set.mp4")
    (folder / "labels.yaml").write_text(LABELS, encoding="utf-8")
    return folder


def evaluate(*words: str | Path, estimator: Estimator | None = None) -> Result:
    """Run ``formcheck evaluate`` with poses instead of a pose model."""
    command = ["evaluate", "--model", "any.task", *map(str, words)]
    return CliRunner().invoke(app, command, obj=with_any_model(estimator or recorded(hinges(2))))


def found(result: Result) -> Evaluation:
    return Evaluation.model_validate_json(result.stdout)


# --- What comes out -----------------------------------------------------------------------------


def test_labelled_reps_are_held_against_found_ones(clips: Path) -> None:
    """Reps, times and checks come out clip by clip and summed up."""
    result = evaluate(clips / "labels.yaml", "--json")

    assert result.exit_code == Exit.DONE
    evaluation = found(result)
    [clip], [group] = evaluation.clips, evaluation.groups
    assert (clip.labelled, clip.found, clip.missed, clip.extra) == (2, 2, 0, 0)
    assert (group.exercise, group.view, group.good_reps, group.false_cues) == (
        "hip_hinge",
        "side",
        2,
        0,
    )
    assert group.timing.extreme_s.mean_abs < 0.6
    assert evaluation.versions.keys() == {"formcheck", "mediapipe", "model"}


def test_the_tables_are_printed(clips: Path) -> None:
    """Without --json people read tables."""
    result = evaluate(clips / "labels.yaml")

    assert result.exit_code == Exit.DONE
    for words in ("Reps", "Long back *", "no fault", "set.mp4"):
        assert words in result.stdout


def test_a_folder_is_evaluated_by_the_labels_in_it(clips: Path) -> None:
    """A folder may be named instead of its labels.yaml."""
    assert found(evaluate(clips, "--json")).clips[0].clip == "set.mp4"


def test_a_summary_names_no_clip(clips: Path) -> None:
    """--summary leaves single clips out of the JSON."""
    evaluation = found(evaluate(clips, "--json", "--summary"))

    assert evaluation.clips == ()
    assert evaluation.groups[0].labelled == 2


# --- The page -----------------------------------------------------------------------------------


class Looked(HTMLParser):
    """What a page holds, and whether everything opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sources: list[str] = []
        self.images = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "img"}:
            self.open.append(tag)
        self.images += tag == "img"
        self.sources += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def looked_at(page: Path) -> Looked:
    looked = Looked()
    looked.feed(page.read_text(encoding="utf-8"))
    assert looked.open == []
    return looked


def test_the_page_shows_every_miss(clips: Path) -> None:
    """A fault that is not there, a rep too many: each with its curve and its frames."""
    missing = LABELS.replace("reps: 2", "reps: 1").replace(
        "  - {start: 13.9, extreme: 16.4, end: 18.4}\n", ""
    )
    labels = clips / "labels.yaml"
    labels.write_text(missing.replace("none seen", "{rounded_back: [1]}"), encoding="utf-8")

    result = evaluate(labels, "--out", "page")

    assert result.exit_code == Exit.DONE
    text = Path("page/index.html").read_text(encoding="utf-8")
    assert "labelled a fault" in text
    assert "A rep was counted where none is labelled" in text
    looked = looked_at(Path("page/index.html"))
    assert looked.images >= 2
    assert text.count("<svg") >= 4


def test_the_page_needs_nothing_from_elsewhere(clips: Path) -> None:
    """The page is one file: pictures are in it, links stay in it, and no script runs."""
    labels = clips / "labels.yaml"
    labels.write_text(LABELS.replace("none seen", "{rounded_back: [1]}"), encoding="utf-8")

    evaluate(labels, "--out", "page")

    sources = looked_at(Path("page/index.html")).sources
    assert sources
    assert all(source.startswith(("data:image/jpeg;base64,", "#")) for source in sources)
    text = Path("page/index.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in text
    assert {path.name for path in Path("page").iterdir()} == {"index.html", "evaluation.json"}


def test_a_page_without_misses_says_so(clips: Path) -> None:
    """Where all is as labelled nothing is listed."""
    evaluate(clips, "--out", "page")

    assert "<p>Nothing.</p>" in Path("page/index.html").read_text(encoding="utf-8")


def test_names_are_no_markup(clips: Path) -> None:
    """Whatever a clip is called, the page stays a page."""
    name = "a & b 'c'.mp4" if os.name == "nt" else "<b>&'.mp4"
    (clips / "set.mp4").rename(clips / name)
    text = LABELS.replace("set.mp4", json.dumps(name)).replace("none seen", "{rounded_back: [1]}")
    (clips / "labels.yaml").write_text(text, encoding="utf-8")

    evaluate(clips, "--out", "page")

    assert "<b>" not in Path("page/index.html").read_text(encoding="utf-8")
    looked_at(Path("page/index.html"))


@pytest.mark.parametrize("inside", [".", "page"])
def test_nothing_is_written_among_the_clips(clips: Path, inside: str) -> None:
    """A page in the folder of labels and clips is refused before anything is begun."""
    result = evaluate(clips, "--out", clips / inside)

    assert result.exit_code == Exit.USAGE
    assert "among the clips" in result.stderr
    assert {path.name for path in clips.iterdir()} == {"labels.yaml", "set.mp4"}


def test_a_page_that_cannot_be_written_is_said(clips: Path) -> None:
    """A file where the folder should be has an exit code of its own."""
    Path("page").write_text("in the way", encoding="utf-8")

    result = evaluate(clips, "--out", "page")

    assert result.exit_code == Exit.NOT_WRITTEN
    assert "page" in result.stderr


# --- What goes wrong ----------------------------------------------------------------------------


def one_line(result: Result) -> str:
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    return line


def test_a_clip_that_is_missing_or_broken_is_reported_and_skipped(clips: Path) -> None:
    """The others go on, and the exit code tells."""
    (clips / "broken.mp4").write_text("no recording", encoding="utf-8")
    more = "- {file: gone.mp4, spec: squat, reps: 1}\n- {file: broken.mp4, spec: squat, reps: 1}\n"
    (clips / "labels.yaml").write_text(LABELS + more, encoding="utf-8")

    result = evaluate(clips, "--json")

    assert result.exit_code == Exit.UNREADABLE
    evaluation = found(result)
    assert [clip.clip for clip in evaluation.clips] == ["set.mp4"]
    assert [left.clip for left in evaluation.skipped] == ["gone.mp4", "broken.mp4"]
    assert "broken.mp4" in result.stderr


def test_an_exercise_without_a_spec_is_no_failure(clips: Path) -> None:
    """What cannot be judged yet is left out with its reason."""
    more = "- {file: plank.mp4, exercise: cartwheel, reps: 1}\n"
    (clips / "labels.yaml").write_text(LABELS + more, encoding="utf-8")

    result = evaluate(clips)

    assert result.exit_code == Exit.DONE
    assert "plank.mp4" in result.stdout


def test_mistakes_in_labels_are_said_before_anything_is_begun(clips: Path) -> None:
    """Each mistake has a line of its own, with file and line."""
    (clips / "labels.yaml").write_text(LABELS.replace("hip_hinge", "hop"), encoding="utf-8")

    result = evaluate(clips)

    assert result.exit_code == Exit.USAGE
    assert "labels.yaml, line 3: there is no exercise 'hop'" in one_line(result)


@pytest.mark.parametrize("name", ["nowhere.yaml", "nowhere.json", "nowhere", "set.txt", "."])
def test_what_holds_no_labels_is_refused(clips: Path, name: str) -> None:
    """A path that leads to no labels is named, with what to give instead."""
    result = evaluate(name)

    assert result.exit_code == Exit.USAGE
    assert name in one_line(result)
    assert ".yaml" in one_line(result)


INTERRUPTED = """
import sys, time
from sets import hinges, recorded, with_any_model
from formcheck.cli.commands import app

seen = []

def slow_in_the_second(frame):
    seen.append(frame.index)
    if seen.count(30) == 2:
        if frame.index == 30:
            print("begun", flush=True)
        time.sleep(0.01)

app(sys.argv[1:], obj=with_any_model(recorded(hinges(2), before=slow_in_the_second)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process")
def test_ctrl_c_keeps_the_clips_that_are_finished(clips: Path) -> None:
    """SIGINT in the second clip: the tables are about the first, exit code 130, no traceback."""
    again = LABELS.partition("\n")[2].replace("set.mp4", "second.mp4")
    (clips / "second.mp4").write_bytes((clips / "set.mp4").read_bytes())
    (clips / "labels.yaml").write_text(LABELS + again, encoding="utf-8")
    code, said, complained = interrupted(INTERRUPTED, "evaluate", str(clips), "--model", "any.task")

    assert code == Exit.INTERRUPTED
    assert "Traceback" not in complained
    assert "set.mp4" in said
    assert "second.mp4" not in said
    assert "Interrupted" in said


# --- Rendered people and the real model ---------------------------------------------------------


def test_a_rendered_clip_is_evaluated_with_its_truth(
    model_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real model finds the first rep of a sample where it is, and its angles nearly so."""
    folder = tmp_path / "clips"
    folder.mkdir()
    _first_rep(folder)
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(
        app, ["evaluate", str(folder), "--json", "--model", str(model_path), "--out", "page"]
    )

    assert result.exit_code == Exit.DONE, result.stderr
    evaluation = found(result)
    [clip] = evaluation.clips
    assert evaluation.rendered
    assert (clip.labelled, clip.missed, clip.extra) == (1, 0, 0)
    assert clip.reps[0].labelled
    assert clip.reps[0].found
    assert clip.reps[0].found.extreme_s == pytest.approx(clip.reps[0].labelled.extreme_s, abs=0.5)
    errors = {angle.measure: angle.error for angle in clip.reps[0].angles}
    assert abs(errors["knee_flex"]) < 15
    assert abs(errors["trunk_incl"]) < 15
    assert Path("page/index.html").is_file()


def _first_rep(folder: Path) -> None:
    """Write the start of a sample, every other frame of it, and the truth about that."""
    truth = json.loads(SAMPLE.read_text(encoding="utf-8"))
    rep = truth["reps"][0]
    last_s = rep["end_s"] + 0.8
    kept = [i for i, time_s in enumerate(truth["time_s"]) if time_s <= last_s and i % 2 == 0]
    frames = read_frames(SAMPLE.with_suffix(".mp4"))
    times_s = [frames[i].time_s for i in kept]
    make_video(folder / "first.mp4", times_s, images=[frames[i].image for i in kept])
    spine = {name: [values[i] for i in kept] for name, values in _rows(truth["spine_flex"])}
    short = {name: [truth[name][i] for i in kept] for name in ("time_s", "phase", *ANGLES)}
    text = json.dumps(truth | short | {"video": "first.mp4", "reps": [rep], "spine_flex": spine})
    (folder / "first.json").write_text(text, encoding="utf-8")


ANGLES = ("trunk_incl", "hip_flex", "knee_flex", "shank_incl", "head_line")


def _rows(spine: dict[str, list[object]]) -> list[tuple[str, list[object]]]:
    return [(name, values) for name, values in spine.items() if name != "segments"]


def rendered(clips: Path, **more: object) -> Path:
    """Put the truth of the recording beside it, and return where it is."""
    frames = len(hinges(2))
    bows = [(6.9, 9.4, 11.4), (13.9, 16.4, 18.4)]
    truth = {
        "schema": 2,
        "video": "set.mp4",
        "exercise": "hip_hinge",
        "view": "side",
        "reps": [{"start_s": a, "extreme_s": b, "end_s": c} for a, b, c in bows],
        "time_s": [i / 15 for i in range(frames)],
        "knee_flex": [18.0] * frames,
        "spine_flex": {"per_segment": [[0.0] * 5] * frames, "total": [0.0] * frames},
    }
    path = clips / "set.json"
    path.write_text(json.dumps(truth | more), encoding="utf-8")
    return path


def test_a_folder_of_rendered_clips_is_evaluated_by_their_truth(clips: Path) -> None:
    """Truth goes before a labels.yaml; JSON that is about no video is left alone."""
    rendered(clips)
    (clips / "settings.json").write_text("{}", encoding="utf-8")

    evaluation = found(evaluate(clips, "--json"))

    assert evaluation.rendered
    assert (evaluation.groups[0].missed, evaluation.groups[0].extra) == (0, 0)
    knee = next(angle for angle in evaluation.groups[0].angles if angle.measure == "knee_flex")
    assert knee.errors.count == 2
    assert knee.errors.mean_abs < 2


def test_one_truth_file_is_enough(clips: Path) -> None:
    """A truth file may be named alone."""
    assert found(evaluate(rendered(clips), "--json")).clips[0].clip == "set.mp4"


def test_a_rendered_exercise_that_is_not_known_is_left_out(clips: Path) -> None:
    """A truth of tomorrow's exercise is named and skipped."""
    result = evaluate(rendered(clips, exercise="handstand"), "--json")

    assert result.exit_code == Exit.DONE
    assert "handstand" in found(result).skipped[0].why


# --- What is generated --------------------------------------------------------------------------


def test_the_schema_of_the_json_is_up_to_date() -> None:
    """docs/evaluation.schema.json is what the models say."""
    written = (ROOT / "docs" / "evaluation.schema.json").read_text(encoding="utf-8")

    assert written == evaluation_schema()


def test_the_page_of_accuracy_tells_rendered_from_real_people(clips: Path) -> None:
    """Each has its own part with its own words, real people first, and no clip is named."""
    real = found(evaluate(clips, "--json"))
    rendered = real.model_copy(update={"rendered": True})

    page = accuracy_page([real, rendered])

    parts = page.split("\n## ")
    assert [part.splitlines()[0] for part in parts[1:]] == [
        "Real people",
        "Rendered people",
        "How to read the tables",
    ]
    assert all(r"| Long back \* | no fault | 2 |" in part for part in parts[1:3])
    assert "set.mp4" not in page


NUMBERS = sorted((ROOT / "docs" / "accuracy").glob("*.json"))


def test_the_page_of_accuracy_is_what_the_numbers_give() -> None:
    """docs/accuracy.md is made from the evaluations beside it, and of nothing else."""
    written = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    evaluations = [
        Evaluation.model_validate_json(path.read_text(encoding="utf-8")) for path in NUMBERS
    ]

    assert written == accuracy_page(evaluations)


@pytest.mark.parametrize("path", NUMBERS, ids=lambda path: path.stem)
def test_the_numbers_name_no_clip(path: Path) -> None:
    """What is kept of evaluations are sums."""
    evaluation = Evaluation.model_validate_json(path.read_text(encoding="utf-8"))

    assert evaluation == evaluation.summary
