"""Makes the golden recordings that the shipped exercises name as their examples.

``python tests/make_recordings.py [NAME...]`` writes ``tests/recordings/NAME.npz``, all of them
without a name. Most are stick figures. Recordings named like a clip of ``sample_videos/`` hold the
pose model's poses of it, at half the clip's frame rate; those in ``postures/`` hold its poses of
rendered people who keep still (``rendering/floor.py``), and need the renderer.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from figures import (
    CALIBRATION,
    HINGED,
    STANDING,
    Camera,
    Posture,
    Step,
    later,
    movement,
    reps,
)

from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import model_path
from formcheck.pose.recording import save_recording
from formcheck.video.decode import open_video
from formcheck.video.frame import Frame

RECORDINGS = Path(__file__).parent / "recordings"
SAMPLES = Path(__file__).parents[1] / "sample_videos"
CLIPS = ("hip_hinge_good", "hip_hinge_rounded")
STILL = tuple(
    f"postures/{name}_{way}"
    for name in (
        "all_fours",
        "kneeling",
        "on_back_flat",
        "on_back_knees_up",
        "on_front",
        "on_side",
        "sitting",
    )
    for way in ("right", "left")
)
STILL_FPS, STILL_FRAMES = 15.0, 28

FPS = 15.0
EVERY = 2
"""Frames a second: every second one of a clip of 30; the others add size but no story."""


# --- Postures -------------------------------------------------------------------------------------

CROSSED = Posture(arm=35, elbow=120)
BOWED = CROSSED.to(trunk=60, knee=10, shank=-4, bend=8)
SOFT = Posture(knee=8, shank=3)
LOWERED = Posture(trunk=70, knee=20, shank=-4, arm=-29, bend=6)
SQUATTED = Posture(knee=100, shank=30, trunk=40, arm=70, bend=8)
SITTING = CROSSED.to(knee=90)
LEANING = SITTING.to(trunk=42, bend=6)
AT_THE_FLOOR = Posture(knee=75, shank=20, trunk=60, bend=12)
STEPPED = Posture(shank=-35, knee=3, far_shank=0, far_knee=0)
STRETCHED = STEPPED.to(trunk=35, bend=5)
SLUMPED = Posture(trunk=30, bend=55, head=20, arm=0)


def set_of(*steps: Step, start: Posture = STANDING, camera: Camera | None = None) -> list[Pose]:
    """Return calibration, then the steps, from and to the same start."""
    return movement((*CALIBRATION, (0.7, start), *steps), camera=camera or Camera(), fps=FPS)


def bows(bottom: Posture, start: Posture = STANDING) -> list[Pose]:
    """Return three reps after calibration."""
    return set_of(*reps(3, bottom, start=start), start=start)


def rises(*, down_s: float) -> list[Pose]:
    """Return sitting down, then three times up, and down again in ``down_s`` seconds."""
    up = ((0.8, LEANING), (1.3, CROSSED), (1.0, CROSSED))
    down = ((0.6 * down_s, LEANING), (0.4 * down_s, SITTING), (2.0, SITTING))
    return set_of((2.0, LEANING), (0.8, SITTING), (2.0, SITTING), *(*up, *down) * 3)


def stretches(held: Posture) -> list[Pose]:
    """Return twelve seconds on one side, then, turned round, on the other."""
    steps = ((1.5, STEPPED), (1.5, held), (12.0, held), (1.5, STEPPED), (1.5, STANDING))
    first = set_of(*steps)
    second = movement(((2.0, STANDING), *steps), camera=Camera(facing=-1), fps=FPS)
    return [*first, *later(second, first[-1].time_s + 1 / FPS)]


def slump(held: Posture) -> list[Pose]:
    """Return eight seconds in a posture, after calibration."""
    return set_of((2.0, held), (8.0, held), (1.5, STANDING), (1.0, STANDING))


FIGURES: Mapping[str, Callable[[], list[Pose]]] = {
    "good_morning_good": lambda: bows(BOWED, CROSSED),
    "good_morning_head_up": lambda: bows(BOWED.to(head=-45), CROSSED),
    "romanian_deadlift_good": lambda: bows(LOWERED, SOFT),
    "romanian_deadlift_weight_away": lambda: bows(LOWERED.to(arm=10), SOFT),
    "squat_good": lambda: bows(SQUATTED, Posture(arm=60)),
    "squat_heels_up": lambda: bows(SQUATTED.to(heel=22), Posture(arm=60)),
    "sit_to_stand_good": lambda: rises(down_s=2.6),
    "sit_to_stand_dropped": lambda: rises(down_s=0.7),
    "lift_from_floor_good": lambda: bows(AT_THE_FLOOR),
    "lift_from_floor_far_away": lambda: bows(AT_THE_FLOOR.to(arm=50)),
    "hamstring_standing_good": lambda: stretches(STRETCHED),
    "hamstring_standing_bent_knee": lambda: stretches(STRETCHED.to(knee=27)),
    "back_range_good": lambda: slump(SLUMPED),
    "back_range_long_back": lambda: slump(SLUMPED.to(bend=5, head=0)),
    "hip_hinge_squatty": lambda: bows(HINGED.to(knee=70, shank=25)),
}
"""The maker of each recording; recordings that no exercise names serve other tests."""


def seen_in(clip: Path) -> list[Pose]:
    """Return the pose model's poses of every second frame of a clip, a little coarser."""
    with PoseEstimator(model_path()) as estimate, open_video(clip) as frames:
        return [coarse(estimate(frame)) for frame in frames][::EVERY]


def seen_still(name: str) -> list[Pose]:
    """Return the pose model's poses of a person rendered in a posture, facing one way."""
    from rendering.floor import scenes  # only here: it needs packages that tests lack
    from rendering.render import Renderer
    from rendering.scene import Facing

    posture, _, way = name.removeprefix("postures/").rpartition("_")
    pictures = scenes(posture, Facing(way), count=STILL_FRAMES, fps=STILL_FPS)
    with PoseEstimator(model_path()) as estimate, Renderer() as renderer:
        return [
            coarse(estimate(Frame(renderer.render(scene).image, time_s=i / STILL_FPS, index=i)))
            for i, scene in enumerate(pictures)
        ]


def coarse(pose: Pose) -> Pose:
    """Return a pose rounded to a fifth of a pixel and a centimetre, less than landmarks jitter."""
    line = replace(pose.back_line, points_px=np.round(pose.back_line.points_px * 5) / 5)
    return replace(
        pose,
        points_px=np.round(pose.points_px * 5) / 5,
        world_m=np.round(pose.world_m, 2),
        visibility=np.round(pose.visibility, 1),
        back_line=line,
    )


def poses_of(name: str) -> list[Pose]:
    """Make the poses of a recording and return them."""
    if name in STILL:
        return seen_still(name)
    return FIGURES[name]() if name in FIGURES else seen_in(SAMPLES / f"{name}.mp4")


def main(names: Sequence[str]) -> None:
    """Make the recordings named, or all."""
    (RECORDINGS / "postures").mkdir(parents=True, exist_ok=True)
    for name in names or (*FIGURES, *CLIPS, *STILL):
        save_recording(RECORDINGS / f"{name}.npz", poses_of(name))


if __name__ == "__main__":
    main(sys.argv[1:])
