"""One recording reviewed: what is written, what is reported, and how it is broken off."""

import csv
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

import av
import cv2
import jsonschema
import numpy as np
import pytest
from disks import FULL_DISK, full_disk_for
from figures import HINGED, hidden, nobody
from sets import FPS, hinges, recorded, recording_of
from videos import (
    Encoding,
    cut,
    make_video,
    moving_noise,
    rewritten,
    steady,
    with_noise_in,
)

from formcheck.errors import ModelError, OutputError, VideoError
from formcheck.exercise.results.report import PersonChoice, Verdict
from formcheck.exercise.session import Session
from formcheck.landmarks.pose import Part, Pose
from formcheck.pose.estimator import Estimate, Estimator, PoseEstimator
from formcheck.pose.named import NamedPerson, PictureSide
from formcheck.review.analyse import analyse
from formcheck.review.report_schema import report_schema
from formcheck.review.review import Reviewed, Reviewer, Task
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame, VideoInfo, open_video

ROOT = Path(__file__).parents[1]
OURS = {"annotated.mp4", "report.json", "reps.csv", "measures.csv"}
on_linux = pytest.mark.skipif(
    not FULL_DISK.exists(), reason="only Linux has a disk that is always full"
)


@pytest.fixture(scope="module")
def two_hinges() -> list[Pose]:
    return hinges(2)


@pytest.fixture
def video(tmp_path: Path, two_hinges: list[Pose]) -> Path:
    return recording_of(two_hinges, tmp_path / "set.mp4")


def task(video: Path) -> Task:
    return Task(video, load_spec("hip_hinge"), spec_hash="abc")


def reviewed(video: Path, estimator: Estimator, *, with_video: bool = True) -> Reviewed:
    out = video.parent / "out"
    reviewer = Reviewer(estimator, out, with_video=with_video, versions={"formcheck": "1"})
    return reviewer.review(task(video))


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")} if folder.exists() else set()


def frames_of(video: Path) -> int:
    with av.open(str(video)) as file:
        return sum(1 for _ in file.decode(video=0))


def test_a_set_is_judged_and_written(video: Path, two_hinges: list[Pose]) -> None:
    """Two bows become two reps in the report, the tables and an annotated recording."""
    done = reviewed(video, recorded(two_hinges))

    assert len(done.report.reps) == 2
    assert done.folder == video.parent / "out" / "set"
    assert names_in(done.folder) == OURS == set(done.files)
    assert frames_of(done.folder / "annotated.mp4") == len(two_hinges)
    assert not done.interrupted


def damaged(poses: list[Pose], folder: Path, *keys: int) -> Path:
    """Write a recording of so many frames, with key pictures in every second, some damaged."""
    images, encoding = moving_noise(30), Encoding(key_every=int(FPS))
    whole = make_video(
        folder / "whole.mp4", steady(len(poses), FPS), images=images, encoding=encoding
    )
    return rewritten(whole, "set.mp4", with_noise_in(*(key * int(FPS) for key in keys)))


def test_a_file_too_damaged_is_not_judged(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """Whatever was seen in what is left of it, the report says only that."""
    seconds = int(len(two_hinges) / FPS)
    path = damaged(two_hinges, tmp_path, *range(seconds // 2 + 1))

    report = reviewed(path, recorded(two_hinges)).report

    assert not report.judged
    assert report.not_judged[0].startswith("The file is too damaged to judge. Copy it again")
    assert (report.reps, report.attempts, report.cues) == ((), (), ())
    assert report.video is not None
    assert "left out" in report.video.note


def test_a_lightly_damaged_file_is_judged(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """Damage at the beginning, before anything is done, changes no verdict."""
    report = reviewed(damaged(two_hinges, tmp_path, 0), recorded(two_hinges)).report

    assert report.judged
    assert len(report.reps) == 2


def test_without_a_whole_picture_there_is_no_result(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """A file none of whose pictures can be relied on leaves no folder behind."""
    path = damaged(two_hinges, tmp_path, *range(len(two_hinges)))

    with pytest.raises(VideoError, match="too damaged"):
        reviewed(path, recorded(two_hinges))
    assert not (tmp_path / "out" / "set").exists()


def test_joined_recordings_are_one_report(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """The report is as long as both, though the file states the length of one."""
    one = make_video(tmp_path / "one.ts", steady(len(two_hinges), FPS))
    path = tmp_path / "set.ts"
    path.write_bytes(one.read_bytes() * 2)

    report = reviewed(path, recorded([*two_hinges, *two_hinges])).report

    assert report.video is not None
    assert report.video.frames == 2 * len(two_hinges)
    assert report.video.duration_s == pytest.approx(2 * len(two_hinges) / FPS, abs=0.2)


def test_the_report_on_disk_is_the_report(video: Path, two_hinges: list[Pose]) -> None:
    """What is written reads back as the same report, and fits the published schema."""
    done = reviewed(video, recorded(two_hinges))

    text = (done.folder / "report.json").read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(done.report.as_json())
    jsonschema.validate(json.loads(text), json.loads(report_schema()))


def test_the_published_schema_is_fresh() -> None:
    """docs/report.schema.json is what `python -m formcheck.review.report_schema` prints."""
    published = (ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8")

    assert published == report_schema()


def test_the_report_says_what_it_is_about(video: Path, two_hinges: list[Pose]) -> None:
    """Recording, exercise, versions and the spec's hash are in the report."""
    report = reviewed(video, recorded(two_hinges)).report

    assert report.versions == {"formcheck": "1", "spec": "abc"}
    assert report.video is not None
    assert report.video.path == str(video)
    assert report.video.frames == len(two_hinges)
    assert report.video.size_wh == (64, 48)
    assert report.video.duration_s == pytest.approx(len(two_hinges) / FPS, abs=0.1)
    assert report.video.note == ""


def test_every_frame_is_a_row_of_measures(video: Path, two_hinges: list[Pose]) -> None:
    """measures.csv follows the bows from frame to frame."""
    done = reviewed(video, recorded(two_hinges), with_video=False)

    with (done.folder / "measures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    leans = [float(row["trunk_incl"]) for row in rows if row["trunk_incl"]]
    assert len(rows) == len(two_hinges)
    assert max(leans) == pytest.approx(HINGED.trunk, abs=5)
    assert {row["phase"] for row in rows} >= {"standing", "lowering", "bottom", "rising"}


def test_a_review_is_the_session_on_the_poses(video: Path, two_hinges: list[Pose]) -> None:
    """Threads and files change nothing about what is judged."""
    session = Session(load_spec("hip_hinge"))
    with open_video(video) as frames:
        for frame, pose in zip(frames, two_hinges, strict=True):
            session.step(replace(pose, time_s=frame.time_s))

    done = reviewed(video, recorded(two_hinges), with_video=False)

    without_facts = done.report.model_copy(update={"video": None, "versions": {}})
    assert without_facts == session.report()


def test_moments_can_be_followed_as_they_come(video: Path, two_hinges: list[Pose]) -> None:
    """Every frame is passed on with its moment, in order."""
    times: list[tuple[float, float]] = []

    with open_video(video) as frames:
        analyse(
            frames,
            Session(load_spec("hip_hinge")),
            recorded(two_hinges),
            follow=lambda frame, moment: times.append((frame.time_s, moment.time_s)),
        )

    assert len(times) == len(two_hinges)
    assert all(frame_s == moment_s for frame_s, moment_s in times)
    assert times == sorted(times)


def test_without_video_no_video_is_written(video: Path, two_hinges: list[Pose]) -> None:
    """The tables and the report come alone where no recording is wanted."""
    done = reviewed(video, recorded(two_hinges), with_video=False)

    assert names_in(done.folder) == OURS - {"annotated.mp4"} == set(done.files)


def test_progress_counts_the_frames(video: Path, two_hinges: list[Pose]) -> None:
    """Progress is told after every frame, with how many there are to come."""
    told: list[tuple[int, int]] = []

    def progress(info: VideoInfo, done: int) -> None:
        told.append((done, info.frame_count))

    Reviewer(recorded(two_hinges), video.parent).review(task(video), progress=progress)

    in_all = len(two_hinges)
    assert told == [(done, in_all) for done in range(1, in_all + 1)]


# --- Sets that cannot be judged -----------------------------------------------------------------


def test_nobody_there_is_an_honest_report(tmp_path: Path) -> None:
    """An empty room is reviewed, and the report says that nobody was seen."""
    empty = [nobody(0.0, like=hinges(1)[0])]
    video = make_video(tmp_path / "room.mp4", steady(45, FPS))

    report = reviewed(video, recorded(empty)).report

    assert not report.judged
    assert report.reps == ()
    assert report.not_judged
    assert frames_of(tmp_path / "out" / "room" / "annotated.mp4") == 45


def test_half_a_body_is_counted_and_the_rest_said(tmp_path: Path, two_hinges: list[Pose]) -> None:
    """With the feet out of the picture reps are found, and what needed them is not judged."""
    cut_off = [hidden(pose, Part.ANKLE, Part.HEEL, Part.TOE) for pose in two_hinges]
    video = recording_of(cut_off, tmp_path / "half.mp4")

    report = reviewed(video, recorded(cut_off), with_video=False).report

    assert len(report.reps) == 2
    shins = [c for rep in report.reps for c in rep.checks if c.id == "shins_still"]
    assert {check.verdict for check in shins} == {Verdict.NOT_JUDGED}
    assert report.not_judged


# --- Several people -------------------------------------------------------------------------------


@dataclass
class Room:
    """A trainer who stands and somebody who hinges twice; notes who was asked for."""

    hinging: Sequence[Pose]
    goes_over: bool
    asked: list[NamedPerson | None] = field(default_factory=list)

    def __call__(self, person: NamedPerson | None = None) -> AbstractContextManager[Estimate]:
        self.asked.append(person)
        standing = [replace(self.hinging[0], time_s=pose.time_s) for pose in self.hinging]
        if person is None:
            half = len(standing) // 2
            later = [replace(pose, track_id=1) for pose in self.hinging[half:]]
            poses = [*standing[:half], *later] if self.goes_over else standing
        else:
            poses = list(self.hinging)
        points = self.hinging[0].points_px + np.array([100, 0])
        box = np.concatenate((points.min(axis=0), points.max(axis=0)))
        return recorded([replace(p, people=2, other_boxes_xyxy=np.array([box])) for p in poses])()


@pytest.mark.parametrize("goes_over", [True, False])
def test_who_does_the_exercise_is_reviewed_from_the_beginning(
    video: Path, two_hinges: list[Pose], *, goes_over: bool
) -> None:
    """Whether the estimator goes over to them on the way or nothing was counted at the end."""
    room = Room(two_hinges, goes_over)

    done = reviewed(video, room)

    assert len(done.report.reps) == 2
    assert done.report.video is not None
    assert done.report.video.person is not None
    assert done.report.video.person.chosen is PersonChoice.EXERCISED
    assert len(room.asked) == (2 if goes_over else 3)
    assert done.folder == video.parent / "out" / "set"
    assert names_in(video.parent / "out") == {"set", *OURS}
    assert frames_of(done.folder / "annotated.mp4") == len(two_hinges)
    on_disk = json.loads((done.folder / "report.json").read_text(encoding="utf-8"))
    assert len(on_disk["reps"]) == 2


def test_a_smaller_one_who_hinges_beside_a_trainer_is_reviewed(
    model_path: Path, tmp_path: Path
) -> None:
    """The model finds the trainer first; the review begins again as soon as it knows better."""
    with open_video(ROOT / "sample_videos" / "hip_hinge_good.mp4") as frames:
        pictures = [frame.image for frame in islice(frames, 150, 420, 3)]
    trainer = pictures[0][:, 120:420]
    lesson = []
    for picture in pictures:
        smaller = np.asarray(cv2.resize(picture, None, fx=0.82, fy=0.82), dtype=np.uint8)
        beside = np.full((480, smaller.shape[1], 3), 200, dtype=np.uint8)
        beside[460 - len(smaller) : 460] = smaller
        lesson.append(np.concatenate((trainer, beside[:, :524]), axis=1))
    video = make_video(tmp_path / "lesson.mp4", steady(len(lesson), 10.0), images=lesson)

    report = Reviewer(partial(PoseEstimator, model_path), tmp_path).review(task(video)).report

    assert len(report.reps) == 1
    assert report.video is not None
    assert report.video.person is not None
    assert report.video.person.chosen is PersonChoice.EXERCISED
    assert report.video.person.seen_s == pytest.approx(0.0, abs=0.3)


def test_who_was_named_is_reviewed_whatever_they_do(video: Path, two_hinges: list[Pose]) -> None:
    """Once, and the report says so."""
    room = Room([two_hinges[0]] * 30, goes_over=False)
    right = NamedPerson(PictureSide.RIGHT)

    done = Reviewer(room, video.parent / "out").review(replace(task(video), person=right))

    assert room.asked == [right]
    assert done.report.video is not None
    assert done.report.video.person is not None
    assert done.report.video.person.named == "right"


def test_one_frame_is_enough_for_a_report(tmp_path: Path) -> None:
    """A recording of one picture gives a report without reps."""
    video = make_video(tmp_path / "one.mp4", [0.0])

    done = reviewed(video, recorded(hinges(1)))

    assert done.report.reps == ()
    assert done.report.video is not None
    assert done.report.video.frames == 1
    assert names_in(done.folder) == OURS


def test_a_file_that_ends_early_is_reviewed_as_far_as_it_goes(tmp_path: Path) -> None:
    """What is left of a truncated recording counts, and the report says that it ended."""
    whole = make_video(
        tmp_path / "cut.mp4",
        steady(60, FPS),
        images=moving_noise(60),
        encoding=Encoding(index_first=True),
    )

    report = reviewed(cut(whole, 0.6), recorded(hinges(1)), with_video=False).report

    assert report.video is not None
    assert 0 < report.video.frames < 60
    assert "ends early" in report.video.note


def test_a_large_portrait_recording_is_annotated_upright(tmp_path: Path) -> None:
    """A phone held upright is drawn at a size that is quick to write, in the same shape."""
    tall = np.zeros((2560, 1440, 3), np.uint8)
    video = make_video(tmp_path / "tall.mp4", [0.0, 0.1], images=[tall])

    done = reviewed(video, recorded(hinges(1)))

    with av.open(str(done.folder / "annotated.mp4")) as file:
        stream = file.streams.video[0]
        assert (stream.width, stream.height) == (720, 1280)


# --- Broken off ---------------------------------------------------------------------------------


def test_ctrl_c_keeps_what_was_seen(video: Path, two_hinges: list[Pose]) -> None:
    """Everything up to the interruption is judged, drawn and written, and marked so."""

    def pressed(frame: Frame) -> None:
        if frame.index == 200:
            raise KeyboardInterrupt

    done = reviewed(video, recorded(two_hinges, before=pressed))

    assert done.interrupted
    assert done.report.video is not None
    assert done.report.video.frames == 200
    assert done.report.video.note == "Interrupted at 13.3 s."
    assert len(done.report.reps) == 1
    assert names_in(done.folder) == OURS
    assert frames_of(done.folder / "annotated.mp4") == 200


def test_being_told_to_stop_keeps_what_was_seen(video: Path, two_hinges: list[Pose]) -> None:
    """Breaking off politely ends like Ctrl-C."""
    seen: list[Frame] = []
    reviewer = Reviewer(recorded(two_hinges, before=seen.append), video.parent / "out")

    done = reviewer.review(task(video), stop=lambda: len(seen) >= 30)

    assert done.interrupted
    assert done.report.video is not None
    assert done.report.video.frames == 30
    assert names_in(done.folder) == OURS


def test_broken_off_before_the_first_frame_there_is_nothing_to_keep(
    video: Path, two_hinges: list[Pose]
) -> None:
    """Ctrl-C while the model starts leaves no files and no folder."""
    reviewer = Reviewer(recorded(two_hinges), video.parent / "out")

    with pytest.raises(KeyboardInterrupt):
        reviewer.review(task(video), stop=lambda: True)

    assert names_in(video.parent / "out") == set()


# --- What cannot be read or written -------------------------------------------------------------


def test_what_is_no_recording_makes_no_folder(tmp_path: Path) -> None:
    """An unreadable file is an error before anything is written."""
    text = tmp_path / "set.mp4"
    text.write_text("this is no recording", encoding="utf-8")

    with pytest.raises(VideoError, match=r"set\.mp4"):
        reviewed(text, recorded(hinges(1)))

    assert not (tmp_path / "out").exists()


def test_a_model_that_fails_leaves_nothing(video: Path) -> None:
    """When poses cannot be estimated no half of a result stays."""

    def broken(frame: Frame) -> None:
        if frame.index == 20:
            raise ModelError("the model is broken")

    with pytest.raises(ModelError, match="the model is broken"):
        reviewed(video, recorded(hinges(1), before=broken))

    assert names_in(video.parent / "out") == set()


@on_linux
@pytest.mark.parametrize("name", sorted(OURS))
def test_a_full_disk_leaves_no_half_of_a_file(
    video: Path, two_hinges: list[Pose], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file the disk is too full for, the results of before stay as they were."""
    earlier = reviewed(video, recorded(hinges(1)))
    before = {path.name: path.read_bytes() for path in earlier.folder.iterdir()}
    full_disk_for(name, monkeypatch)

    with pytest.raises(OutputError, match=name):
        reviewed(video, recorded(two_hinges))

    assert before.keys() == OURS
    assert {path.name: path.read_bytes() for path in earlier.folder.iterdir()} == before


def test_two_videos_of_one_name_do_not_share_a_folder(
    tmp_path: Path, two_hinges: list[Pose]
) -> None:
    """Monday's and Tuesday's set.mp4 both keep their results."""
    videos = []
    for day in ("monday", "tuesday"):
        (tmp_path / day).mkdir()
        videos.append(make_video(tmp_path / day / "set.mp4"))
    reviewer = Reviewer(recorded(two_hinges), tmp_path / "out", with_video=False)

    folders = [reviewer.review(task(video)).folder for video in videos]

    assert folders == [tmp_path / "out" / "set", tmp_path / "out" / "set-2"]


# --- With the real model ------------------------------------------------------------------------


def test_a_rendered_set_is_judged_as_it_was_made(model_path: Path, tmp_path: Path) -> None:
    """From the sample recording to the reps that it is known to hold."""
    sample = ROOT / "sample_videos" / "hip_hinge_good.mp4"
    truth = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    reviewer = Reviewer(partial(PoseEstimator, model_path), tmp_path)

    report = reviewer.review(task(sample)).report

    assert len(report.reps) == len(truth["reps"])
    for rep, true in zip(report.reps, truth["reps"], strict=True):
        assert rep.extreme_s == pytest.approx(true["extreme_s"], abs=0.5)
        assert rep.verdict is Verdict.GOOD
