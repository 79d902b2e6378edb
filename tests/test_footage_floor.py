"""Real people on the floor: found, turned right, and calibrated where they keep still."""

from pathlib import Path

import pytest
from exercises import KNEES, exercise

from formcheck import PoseEstimator, Session, open_video
from formcheck.exercise.spec.models import Calibration
from formcheck.exercise.spec.posture import POSTURES, Posture

FACES = {
    "darebee_superman_side": (Posture.LYING_ON_FRONT, -1),
    "gif_bird_dog_side": (Posture.ALL_FOURS, 1),
    "home_bridge_feet_out_of_frame": (Posture.LYING_ON_BACK, 1),
    "home_plank_side": (Posture.LYING_ON_FRONT, 1),
    "prak_side_plank_wrong_and_right_front": (Posture.LYING_ON_SIDE, 1),
    "wanshape_cat_cow_garden_side": (Posture.ALL_FOURS, -1),
    "wanshape_glute_bridge_garden_side": (Posture.LYING_ON_BACK, 1),
}
"""What people are in, and which way they face laid upright: of who lies on the back with the head
to the left, or on the front with the head to the right, the right side is near."""

SECONDS = 4.0
"""All of these keep still for a second in the first four of their clip."""


@pytest.mark.parametrize("name", FACES)
def test_real_people_on_the_floor_are_found_turned_and_calibrated(
    name: str, footage: Path, model_path: Path
) -> None:
    """From the first frame on, in the view the posture is seen from; nobody has fallen."""
    posture, facing = FACES[name]
    info = POSTURES[posture]
    own = {"posture": posture, "calibration": Calibration.OWN_START, "view": info.view}
    session = Session(exercise(KNEES).model_copy(update=own))
    moments = []
    with (
        open_video(footage / "videos" / f"{name}.mp4") as frames,
        PoseEstimator(model_path) as estimate,
    ):
        for frame in frames:
            if frame.time_s > SECONDS:
                break
            moments.append(session.step(estimate(frame)))

    assert all(moment.pose.found for moment in moments)
    assert {moment.pose.facing for moment in moments} == {facing}
    assert {moment.framing.view for moment in moments} == {info.view}
    assert moments[-1].calibrated
    assert not [m.interruption for m in moments if m.interruption and m.interruption.kind == "fall"]
