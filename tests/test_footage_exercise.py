"""Real people on video whose exercise nobody names: told right, or asked for, never told wrong."""

from functools import partial
from pathlib import Path

import pytest

from formcheck.exercise.recognise.recogniser import FAMILIES
from formcheck.pose.estimator import PoseEstimator
from formcheck.review.looking import look

TOLD = {
    "coach_dl_good_side": "lift_from_floor",
    "goon_kb_deadlift_side": "lift_from_floor",
    "carlosc_squat_side": "squat",
    "diya_squat_side": "squat",
    "vengaza_squat_home_side": "squat",
    "gif_rdl_press_pregnant_side": "hip_hinge",
    "pal_good_morning_side": "good_morning",
}
"""Clips whose exercise is told, and which it is; one of each person."""

ASKED = [
    "istock_kettlebell_swing_oblique",
    "istock_chair_pose_side_small",
    "istock_wall_sit_side",
    "pal_bstance_rdl_side",
    "darebee_bridge_side",
    "walk_in_out_side",
    "coach_dl_front_view_overlay",
    "noperson_landscape_overlay",
]
"""None of ours, or not to be told: a swing, a held squat, a wall, feet apart, the floor, walking, a
view from the front, and nobody."""

MAY_BE_ASKED = {
    "momoka_deadlift_rear_oblique": "lift_from_floor",
    "paper_dl_rounded_ascent_side": "lift_from_floor",
    "gym_squat_quarter_rear_side": "squat",
    "trainer_rdl_front_movingcam": "romanian_deadlift",
}
"""Oblique, cut short, shallow, or filmed from the front: asked for, or told right."""


@pytest.mark.parametrize("name", TOLD)
def test_the_movement_tells_the_exercise(name: str, footage: Path, model_path: Path) -> None:
    """Filmed from the side, a whole set is recognised."""
    looked = look(footage / "videos" / f"{name}.mp4", partial(PoseEstimator, model_path))

    best = looked.recognition.sure
    assert best is not None
    assert best.exercise == TOLD[name]


@pytest.mark.parametrize("name", ASKED)
def test_what_is_none_of_ours_is_asked_for(name: str, footage: Path, model_path: Path) -> None:
    """Nothing is judged by an exercise that it is not."""
    looked = look(footage / "videos" / f"{name}.mp4", partial(PoseEstimator, model_path))

    assert looked.recognition.sure is None


@pytest.mark.parametrize("name", MAY_BE_ASKED)
def test_what_is_hard_to_tell_is_not_told_wrongly(
    name: str, footage: Path, model_path: Path
) -> None:
    """Another family is never sure."""
    looked = look(footage / "videos" / f"{name}.mp4", partial(PoseEstimator, model_path))

    best = looked.recognition.sure
    assert best is None or best.family is FAMILIES[MAY_BE_ASKED[name]]
