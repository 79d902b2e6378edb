"""Real people on video: what a review must find in them, as labelled by eye."""

from functools import partial
from pathlib import Path

import pytest

from formcheck import PoseEstimator, Report, Session, load_spec, open_video
from formcheck.exercise.results.report import PersonChoice
from formcheck.review.review import Reviewer, Task

COUNTED = {
    "tby_kbdeadlift_unlabelledA_side": ("lift_from_floor", 10),
    "wahoo_squat_side": ("squat", 10),
    "formfit_squat_side": ("squat", 3),
    "sample_squat_side_gym": ("squat", 3),
    "formfit_deadlift_side": ("lift_from_floor", 2),
    "gif_rdl_press_pregnant_side": ("romanian_deadlift", 2),
    "walk_in_out_side": ("hip_hinge", 0),
}
EMPTY = ["empty_room_wall", "noperson_landscape_overlay"]


def reviewed(clip: Path, exercise: str, model: Path) -> Report:
    session = Session(load_spec(exercise))
    with open_video(clip) as frames, PoseEstimator(model) as estimate:
        for frame in frames:
            session.step(estimate(frame))
    return session.report()


@pytest.mark.parametrize("name", COUNTED)
def test_every_labelled_rep_is_found_and_no_other(
    name: str, footage: Path, model_path: Path
) -> None:
    """The number of reps is the one counted by eye."""
    exercise, reps = COUNTED[name]

    report = reviewed(footage / "videos" / f"{name}.mp4", exercise, model_path)

    assert len(report.reps) == reps


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_picture_holds_nobody(name: str, footage: Path, model_path: Path) -> None:
    """Walls and rocks are not taken for people."""
    report = reviewed(footage / "videos" / f"{name}.mp4", "hip_hinge", model_path)

    assert report.not_judged == ("Nobody was found in the picture.",)
    assert not report.judged


def test_an_oblique_view_is_said_and_not_judged(footage: Path, model_path: Path) -> None:
    """Filmed at 45 degrees, the reps are counted and their form is not judged."""
    clip = footage / "videos" / "wahoo_good_morning_oblique_trim.mp4"

    report = reviewed(clip, "good_morning", model_path)

    assert report.view == "oblique"
    assert "The view is oblique" in report.not_judged[0]
    assert len(report.reps) == 3
    assert not report.judged


def test_a_front_view_is_not_judged_from_the_side(footage: Path, model_path: Path) -> None:
    """Facing the camera nothing that needs a side view is judged."""
    clip = footage / "videos" / "coach_dl_front_view_overlay.mp4"

    report = reviewed(clip, "lift_from_floor", model_path)

    assert report.view == "front"
    assert not report.judged


def test_who_squats_beside_a_trainer_is_followed(
    footage: Path, model_path: Path, tmp_path: Path
) -> None:
    """The trainer is larger and found first; her squat is counted all the same."""
    clip = footage / "videos" / "two_people_squat_side.mp4"
    reviewer = Reviewer(partial(PoseEstimator, model_path), tmp_path, with_video=False)

    report = reviewer.review(Task(clip, load_spec("squat"))).report

    [rep] = report.reps
    assert rep.extreme_s == pytest.approx(0.75, abs=0.15)
    assert report.video is not None
    assert report.video.person is not None
    assert report.video.person.chosen is PersonChoice.EXERCISED
    assert report.video.person.x > 0.5
