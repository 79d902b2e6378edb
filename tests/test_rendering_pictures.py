"""Rendering: what is drawn is what the truth says, and the committed clips are what is drawn."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

for library in ("moderngl", "scipy", "skimage"):
    pytest.importorskip(library, reason="the packages of requirements/render.txt are missing")

from rendering import demonstrated, demonstrations
from rendering.catalogue import SAMPLES, Sample
from rendering.clip_file import decoded, psnr_db, write_clip
from rendering.demonstrated import Demonstration
from rendering.demonstrations import make_demonstration
from rendering.errors import RenderingError
from rendering.motions import hinge
from rendering.posing import Poser
from rendering.render import Rendered, Renderer
from rendering.sample_files import MIN_PSNR_DB, compare, make_sample
from rendering.samples import main
from rendering.scene import Crate
from rendering.truth import PARTS
from rendering.wardrobe import body_of

FOLDER = Path(__file__).parents[1] / "sample_videos"
BY_NAME = {sample.name: sample for sample in SAMPLES}

SHOWN = Path(__file__).parents[1] / "formcheck" / "app" / "demonstrations"
DEMONSTRATIONS = {one.clip.name: one for one in demonstrated.DEMONSTRATIONS}

AHEAD = 30
"""Pictures after those compared that the encoder has to have seen too."""


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    """A renderer, where this machine has what it takes."""
    try:
        with Renderer() as made:
            made.render(SAMPLES[0].scene(0))
            yield made
    except RenderingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def bottoms(renderer: Renderer) -> dict[str, Rendered]:
    """What is seen of each sample in the middle of its first repetition or hold."""
    return {name: renderer.render(sample.scene(middle(sample))) for name, sample in BY_NAME.items()}


def middle(sample: Sample) -> int:
    """The number of the picture at the far end of the first repetition or hold."""
    return round(sample.motion.reps[0].extreme_s * sample.fps)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_joints_are_where_they_were(bottoms: dict[str, Rendered], name: str) -> None:
    """Rendered anew, the near side's joints are within a tenth of a pixel of the file's."""
    frame = middle(BY_NAME[name])
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    for part in PARTS:
        place = bottoms[name].joints_px[f"{content['near_side']}_{part}"]
        assert place == pytest.approx(content["joints"][part][frame], abs=0.1)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_joints_are_inside_the_person(bottoms: dict[str, Rendered], name: str) -> None:
    """Shoulder, elbow, hip and knee lie inside the mask, unless something hides them."""
    hidden = {"lift_from_floor_plate": {"hip", "knee", "elbow"}}.get(name, set())
    near, mask = BY_NAME[name].person.facing.value, bottoms[name].mask

    for part in {"shoulder", "elbow", "hip", "knee"} - hidden:
        x, y = bottoms[name].joints_px[f"{near}_{part}"]
        assert mask[round(y), round(x)], part


@pytest.mark.parametrize("name", BY_NAME)
def test_the_committed_picture_is_the_rendered_one(bottoms: dict[str, Rendered], name: str) -> None:
    """Compression and the camera's noise, which it takes away, are all that lies between them."""
    frame = middle(BY_NAME[name])

    committed = next(islice(decoded(FOLDER / f"{name}.mp4"), frame, None))

    assert psnr_db(committed, bottoms[name].image) > 31


def test_a_second_rendered_anew_is_alike(renderer: Renderer, tmp_path: Path) -> None:
    """The first second of a clip, rendered and encoded again, is the committed one."""
    sample = BY_NAME["hip_hinge_front"]
    size = (sample.camera.width, sample.camera.height)
    images = (renderer.render(sample.scene(frame)).image for frame in range(sample.fps + AHEAD))
    write_clip(tmp_path / "fresh.mp4", images, size, sample.fps)

    pairs = zip(
        decoded(tmp_path / "fresh.mp4"), decoded(FOLDER / f"{sample.name}.mp4"), strict=False
    )

    assert min(psnr_db(a, b) for a, b in islice(pairs, sample.fps)) >= MIN_PSNR_DB


@pytest.fixture
def brief() -> Sample:
    """A sample of half a second, small and coarse.

    It is no smaller, because x264 looks at memory that it has not set, and now and then makes one
    block otherwise than the time before: in a quarter of this picture that is too much.
    """
    sample = BY_NAME["hip_hinge_front"]
    motion = hinge("neutral", reps=1)
    brief = replace(motion, stages=tuple(replace(stage, seconds=0.06) for stage in motion.stages))
    return replace(sample, motion=brief, camera=replace(sample.camera, width=320, height=240))


def test_making_a_sample_twice_makes_the_same(
    renderer: Renderer, brief: Sample, tmp_path: Path
) -> None:
    """Pictures and truth depend on nothing but the sample, and the encoder adds next to nothing."""
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        make_sample(brief, folder, renderer)
    first, second = (renderer.render(brief.scene(3)).image for _ in range(2))

    texts = [(folder / f"{brief.name}.json").read_bytes() for folder in folders]
    assert texts[0] == texts[1]
    assert np.array_equal(first, second)
    assert compare(brief, *folders).enough


def test_an_interrupted_sample_leaves_the_folder_as_it_was(
    renderer: Renderer, brief: Sample, tmp_path: Path
) -> None:
    """Ctrl-C in mid-clip: no clip, no truth, no part of either."""
    steps = iter([None, None])

    def step() -> None:
        try:
            next(steps)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        make_sample(brief, tmp_path, renderer, step)

    assert list(tmp_path.iterdir()) == []


def test_a_changed_picture_or_truth_is_noticed(
    renderer: Renderer, brief: Sample, tmp_path: Path
) -> None:
    """Another light or another number in the truth is not alike."""
    folders = [tmp_path / name for name in ("good", "dark", "untrue")]
    for folder in folders:
        folder.mkdir()
        make_sample(brief, folder, renderer)
    make_sample(replace(brief, light=replace(brief.light, gain=0.8)), folders[1], renderer)
    other = folders[2] / f"{brief.name}.json"
    other.write_text(other.read_text(encoding="utf-8").replace("0.0,", "0.1,", 1), encoding="utf-8")

    dark, untrue = (compare(brief, folders[0], folder) for folder in folders[1:])

    assert (dark.same_truth, dark.enough) == (True, False)
    assert (untrue.same_truth, untrue.enough) == (False, False)


def test_arms_cross_over_the_chest(renderer: Renderer) -> None:
    """Hugging somebody's wrists are much nearer to each other than their elbows are."""
    joints = renderer.render(DEMONSTRATIONS["good_morning"].scene(0)).joints_m

    def apart(part: str) -> float:
        return math.dist(joints[f"left_{part}"], joints[f"right_{part}"])

    assert apart("wrist") < 0.5 * apart("elbow")


def hands_m(one: Demonstration, frame: int) -> float:
    """How high above the floor the hands are closed around something."""
    person = one.scene(frame).people[0]
    body = body_of(person.build)
    posed = Poser(body).pose(person.posture)
    return float(np.mean([body.grip(posed.transforms, side)[1] for side in "LR"]))


def test_what_is_carried_is_put_on_the_floor_and_not_into_it() -> None:
    """The crate's bottom comes to the floor at the far end, and is above it all the time."""
    one = DEMONSTRATIONS["lift_from_floor"]
    lows = [hands_m(one, frame) for frame in range(0, one.clip.frames, 11)]
    lowest = hands_m(one, round(one.telling_s * one.clip.fps))

    assert lowest == pytest.approx(Crate().grip_m, abs=0.02)
    assert min(lows) > Crate().grip_m - 0.02
    assert max(lows) > 0.8


@pytest.mark.parametrize("exercise", DEMONSTRATIONS)
def test_the_committed_demonstration_is_the_rendered_one(renderer: Renderer, exercise: str) -> None:
    """Compression is all that lies between the picture in the folder and a new one."""
    path = SHOWN / f"{exercise}.jpg"
    committed = np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR_RGB), np.uint8)

    assert psnr_db(committed, renderer.render(DEMONSTRATIONS[exercise].telling).image) > 34


def test_a_demonstration_is_a_loop_and_a_picture(renderer: Renderer, tmp_path: Path) -> None:
    """Both files are written, the clip as long as its movement, and nothing else."""
    one = DEMONSTRATIONS["squat"]
    motion = replace(
        one.clip.motion,
        stages=tuple(replace(stage, seconds=0.06) for stage in one.clip.motion.stages),
    )
    camera = replace(one.clip.camera, width=160, height=120)
    brief = replace(one, clip=replace(one.clip, motion=motion, camera=camera), telling_s=0.1)

    make_demonstration(brief, tmp_path, renderer)

    assert {path.name for path in tmp_path.iterdir()} == {"squat.jpg", "squat.mp4"}
    assert len(list(decoded(tmp_path / "squat.mp4"))) == brief.clip.frames


def test_an_unknown_sample_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The command names the samples there are."""
    with pytest.raises(SystemExit) as ended:
        main(["--only", "handstand"])

    assert ended.value.code == 2
    assert "hip_hinge_good" in capsys.readouterr().err


def test_an_unknown_demonstration_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The command names the exercises there are."""
    with pytest.raises(SystemExit) as ended:
        demonstrations.main(["--only", "handstand"])

    assert ended.value.code == 2
    assert "good_morning" in capsys.readouterr().err


def test_a_clip_without_files_is_not_alike(tmp_path: Path) -> None:
    """Where a file is missing, nothing is the same."""
    assert not compare(SAMPLES[0], tmp_path, FOLDER).enough
