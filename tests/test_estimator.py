"""The real model on rendered people: found, followed, told apart, at any width, without noise."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from formcheck.errors import ModelError
from formcheck.landmarks.pose import FloatArray, Joint, Part, Pose, Side
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.named import person_named
from formcheck.video.decode import Frame, open_video

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "hip_hinge_good.mp4"
FPS = 30
PERSON_X = 268.0  # where the person's hips are while standing, pixels

Image = npt.NDArray[np.uint8]


def shown(images: Iterable[Image]) -> list[Frame]:
    """Return pictures as the frames of a video."""
    return [Frame(image, i / FPS, i) for i, image in enumerate(images)]


def estimated(model: Path, frames: Iterable[Frame]) -> list[Pose]:
    with PoseEstimator(model) as estimate:
        return [estimate(frame) for frame in frames]


def hips_x(poses: Iterable[Pose]) -> FloatArray:
    """Return where the middle of the hips is in each picture; NaN where nobody is found."""
    hips = [Joint.LEFT_HIP, Joint.RIGHT_HIP]
    return np.array([pose.points_px[hips, 0].mean() for pose in poses])


@pytest.fixture(scope="module")
def images() -> list[Image]:
    """The first three seconds of the sample: the person stands."""
    with open_video(SAMPLE) as frames:
        return [frame.image for frame in islice(frames, 3 * FPS)]


@dataclass(frozen=True)
class Run:
    """The poses of a video, and their back lines as they were when each was new."""

    poses: list[Pose]
    backs: list[FloatArray]


@pytest.fixture(scope="module")
def run(model_path: Path) -> Run:
    """The sample up to the end of its first repetition."""
    poses, backs = [], []
    with PoseEstimator(model_path) as estimate, open_video(SAMPLE) as frames:
        for frame in islice(frames, 13 * FPS):
            poses.append(estimate(frame))
            backs.append(poses[-1].back_line.points_px.copy())
    return Run(poses, backs)


def test_the_person_is_found_in_every_frame(run: Run) -> None:
    """Standing, with raised arms and in the hinge: always found, alone, the right side near."""
    for pose in run.poses:
        assert pose.found
        assert (pose.near, pose.facing, pose.people) == (Side.RIGHT, 1, 1)
        assert len(pose.other_boxes_xyxy) == 0


@pytest.mark.parametrize("part", [Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE])
def test_landmarks_are_where_the_joints_are(run: Run, part: Part) -> None:
    """The near side's joints are found within a tenth of the torso, in pixels of the picture."""
    truth = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))
    expected = np.array(truth["joints"][part.value][: len(run.poses)])
    torso_px = 105

    seen = np.array([pose.point(part, Side.RIGHT) for pose in run.poses])

    off = np.linalg.norm(seen - expected, axis=1)
    assert np.median(off) < 0.1 * torso_px
    assert off.max() < 0.25 * torso_px


def test_the_back_is_seen_and_trusted(run: Run) -> None:
    """While the arms are in front, the outline of the back is trusted."""
    with_arms_forward = [pose.back_line.trust for pose in run.poses if 4 < pose.time_s < 6]

    assert np.median(with_arms_forward) > 0.9


def test_what_was_seen_stays_as_it_was(run: Run) -> None:
    """Back lines read from masks that are long gone are still what they were."""
    for pose, back in zip(run.poses, run.backs, strict=True):
        assert np.array_equal(pose.back_line.points_px, back, equal_nan=True)
    assert np.isfinite(run.backs[0]).any()


def test_the_picture_is_measured(run: Run) -> None:
    """A rendered room is light and sharp, and its camera stands still."""
    picture = run.poses[-1].picture

    assert picture.light > 0.5
    assert picture.sharpness > 50
    assert picture.shift < 0.005


def test_two_runs_are_the_same(model_path: Path, run: Run, images: list[Image]) -> None:
    """Nothing of one video is left for the next: the same frames give the same poses."""
    again = estimated(model_path, shown(images[:20]))

    for pose, first in zip(again, run.poses, strict=False):
        assert np.array_equal(pose.points_px, first.points_px)
        assert np.array_equal(pose.world_m, first.world_m)
        assert np.array_equal(pose.back_line.points_px, first.back_line.points_px, equal_nan=True)


# Some of these widths end the process where rows are padded, so it is one that may be lost.
WIDTHS = (360, 426, 540, 620, 641, 854, 1080)
AT_WIDTHS = """
import sys
from pathlib import Path
import cv2, numpy as np
from formcheck.pose.estimator import PoseEstimator
from formcheck.video.decode import Frame, open_video

def hip(image):
    with PoseEstimator(Path(sys.argv[1])) as estimate:
        poses = [estimate(Frame(image, i / 30, i)) for i in range(2)]
    assert np.isfinite(poses[-1].back_line.points_px).any()
    place = poses[-1].points_px[23:25].mean(axis=0) / [image.shape[1], image.shape[0]]
    return f"{place[0]:.3f} {place[1]:.3f}"

with open_video(Path(sys.argv[2])) as frames:
    image = next(frames).image
for width in map(int, sys.argv[3:]):
    print(width, hip(cv2.resize(image, (width, round(width * 0.75)))), flush=True)
wide = np.concatenate((image, image), axis=1)
print("crop", hip(wide[:, :640]), flush=True)
print("flip", hip(image[:, ::-1]), flush=True)
print("colours", hip(np.ascontiguousarray(image[..., ::-1])[..., ::-1]), flush=True)
"""


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_any_width_and_any_view_of_memory_will_do(model_path: Path) -> None:
    """Widths whose rows get padded, crops, flips and turned colours all show the same person."""
    done = python(AT_WIDTHS, model_path, SAMPLE, *WIDTHS)

    places = {
        line.split()[0]: [float(x) for x in line.split()[1:]] for line in done.stdout.splitlines()
    }
    assert done.returncode == 0, f"ended after {list(places)}: {done.stderr}"
    expected = places.pop("crop")
    mirrored = places.pop("flip")
    assert mirrored == pytest.approx([1 - expected[0], expected[1]], abs=0.02)
    assert len(places) == len(WIDTHS) + 1
    for place in places.values():
        assert place == pytest.approx(expected, abs=0.01)


def test_native_code_says_nothing(model_path: Path) -> None:
    """Neither starting, estimating nor closing writes anything to the terminal."""
    quiet = AT_WIDTHS.partition("for width")[0] + "hip(image)"

    done = python(quiet, model_path, SAMPLE)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_who_was_lost_is_found_again(model_path: Path, images: list[Image]) -> None:
    """After a second without a picture the person is back within half a second."""
    black = [np.zeros_like(images[0])] * FPS

    poses = estimated(model_path, shown([*images[:15], *black, *images[15:35]]))

    found = np.array([pose.found for pose in poses])
    assert found[:15].all()
    assert not found[15 + 10 : 15 + FPS].any()  # 0.3 s are bridged
    assert found[-5:].all()
    assert hips_x(poses[-5:]) == pytest.approx(PERSON_X, abs=10)


def noise(seed: int) -> Image:
    return np.random.default_rng(seed).integers(0, 256, (480, 640, 3)).astype(np.uint8)


@pytest.mark.parametrize("picture", ["black", "grey", "noise"])
def test_where_nobody_is_nobody_is_found(model_path: Path, picture: str) -> None:
    """Empty pictures hold no person, no side and no back."""
    pictures = {
        "black": [np.zeros((480, 640, 3), dtype=np.uint8)] * 5,
        "grey": [np.full((480, 640, 3), 127, dtype=np.uint8)] * 5,
        "noise": [noise(seed) for seed in range(5)],
    }

    for pose in estimated(model_path, shown(pictures[picture])):
        assert (pose.found, pose.people, pose.near) == (False, 0, None)
        assert pose.back_line.trust == 0


@pytest.mark.parametrize("content", [b"", b"not a model", None], ids=["empty", "text", "missing"])
def test_what_is_no_model_is_an_error_with_its_name(tmp_path: Path, content: bytes | None) -> None:
    """A wrong or missing model file is named, and the way to the right one told."""
    path = tmp_path / "wrong.task"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ModelError, match=r"not a pose model|no such file") as caught:
        PoseEstimator(path)
    assert caught.value.where == str(path)
    assert "formcheck model" in caught.value.to_do


# --- Two people ----------------------------------------------------------------------------------

WIDE = 1000


def beside(ours: Image, other: Image, other_x: float) -> Image:
    """Return a wider picture of ours with somebody else, cut out with a strip of the room."""
    wall = np.repeat(ours[:, -1:], WIDE - 640, axis=1)
    picture = np.concatenate((ours, wall), axis=1)
    left = round(other_x) - 80
    strip = other[:, round(PERSON_X) - 80 : round(PERSON_X) + 80]
    begin, end = max(left, 0), min(left + 160, WIDE)
    if begin < end:
        picture[:, begin:end] = strip[:, begin - left : end - left]
    return picture


def test_who_walks_in_beside_ours_is_told_apart(model_path: Path, images: list[Image]) -> None:
    """Somebody comes near and goes away again: counted, boxed, and never taken for ours."""
    away = [550 + abs(i - 45) * 12 for i in range(90)]
    mirrored = np.ascontiguousarray(images[0][:, round(2 * PERSON_X) :: -1])
    other = np.concatenate((mirrored, images[0][:, mirrored.shape[1] :]), axis=1)

    poses = estimated(
        model_path, shown(beside(i, other, x) for i, x in zip(images, away, strict=True))
    )

    assert hips_x(poses) == pytest.approx(PERSON_X, abs=15)
    near = poses[50]
    assert near.people == 2
    left, _, right, _ = near.other_boxes_xyxy[0]
    assert (left + right) / 2 == pytest.approx(565, abs=45)  # where they were a moment ago
    assert (poses[0].people, len(poses[0].other_boxes_xyxy)) == (1, 0)


def test_who_passes_in_front_does_not_take_our_place(model_path: Path, images: list[Image]) -> None:
    """Ours is hidden for a moment by a passer-by and is followed again within a second after."""
    shifted = [np.roll(image, 150, axis=1) for image in images]  # ours stands at 418
    passer = images[0]
    places = [-80 + 11 * i for i in range(90)]  # in front of ours after 1.5 s, gone after 3 s

    poses = estimated(
        model_path, shown(beside(i, passer, x) for i, x in zip(shifted, places, strict=True))
    )

    assert hips_x(poses[:25]) == pytest.approx(PERSON_X + 150, abs=15)
    assert hips_x(poses[-10:]) == pytest.approx(PERSON_X + 150, abs=15)
    assert {pose.track_id for pose in poses} == {0}


def test_somebody_elsewhere_later_has_another_number(model_path: Path, images: list[Image]) -> None:
    """Who is found in another place, after nobody was for long, is taken for another person."""
    empty = np.full_like(images[0], 128)
    there = np.roll(images[0], 250, axis=1)

    poses = estimated(model_path, shown([*[images[0]] * 20, *[empty] * 75, *[there] * 20]))

    assert (poses[0].track_id, poses[-1].track_id) == (0, 1)
    assert poses[-1].found


TRAINER_X, HINGER_X = 162.0, 576.0


@pytest.fixture(scope="module")
def lesson() -> list[Image]:
    """Somebody who hinges twice, at half the frame rate, beside a larger one who stands."""
    with open_video(SAMPLE) as frames:
        pictures = [frame.image for frame in islice(frames, 150, 340, 2)]
    larger = np.asarray(cv2.resize(pictures[0], None, fx=1.2, fy=1.2), dtype=np.uint8)
    trainer = larger[-pictures[0].shape[0] :, 170:470]
    return [np.concatenate((trainer, picture), axis=1) for picture in pictures]


def following(model: Path, frames: Iterable[Frame], person: str | None) -> list[Pose]:
    named = None if person is None else person_named(person)
    with PoseEstimator(model, named) as estimate:
        return [estimate(frame) for frame in frames]


@pytest.mark.parametrize(
    ("person", "x"),
    [
        ("left", TRAINER_X),
        ("right", HINGER_X),
        ("0@0.17,0.5", TRAINER_X),
        ("0.3@0.17,0.9", TRAINER_X),
        ("0.3@0.61,0.5", HINGER_X),
    ],
)
def test_who_was_named_is_followed_from_the_first_picture(
    model_path: Path, lesson: list[Image], person: str, x: float
) -> None:
    """Also one whom the look at the whole picture does not find beside the other."""
    poses = following(model_path, shown(lesson[:12]), person)

    assert hips_x(poses) == pytest.approx(x, abs=20)
    assert {pose.track_id for pose in poses} in ({0}, {1})


def test_who_is_beside_one_who_does_nothing_yet_is_seen(
    model_path: Path, lesson: list[Image]
) -> None:
    """A look past the one who is followed finds somebody, and several looks make sure."""
    poses = following(model_path, shown(lesson[:40]), None)

    assert poses[-1].people == 2
    left, _, right, _ = poses[-1].other_boxes_xyxy[0]
    assert left < TRAINER_X < right < HINGER_X


def test_large_pictures_are_estimated_in_their_own_pixels(
    model_path: Path, images: list[Image]
) -> None:
    """A picture of 1600 pixels is reduced for the model, and the points are those of 1600."""
    large = np.asarray(cv2.resize(images[0], (1600, 1200)), dtype=np.uint8)

    pose = estimated(model_path, shown([large]))[0]

    assert pose.size_wh == (1600, 1200)
    assert hips_x([pose]) == pytest.approx(PERSON_X * 2.5, abs=25)


def test_a_cut_is_followed_at_once(model_path: Path, images: list[Image]) -> None:
    """In the next shot the person is searched for anew, and nothing of the last one is smoothed."""
    mirrored = np.ascontiguousarray(images[30][:, ::-1])
    frames = [Frame(image, i / FPS, i) for i, image in enumerate(images[:30])]
    frames += [Frame(mirrored, i / FPS, i, shot=1) for i in range(30, 34)]

    poses = estimated(model_path, frames)
    alone = estimated(model_path, [Frame(mirrored, 0.0, 0)])

    assert [pose.shot for pose in poses] == [0] * 30 + [1] * 4
    assert hips_x(poses)[30:] == pytest.approx(hips_x(alone)[0], abs=2.0)
