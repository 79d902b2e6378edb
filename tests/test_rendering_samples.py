"""The sample videos as they are: small, playable, and described truly."""

import json
import shutil
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.specs.files import load_spec
from rendering.catalogue import SAMPLES
from rendering.clip_file import finished, psnr_db
from rendering.timeline import Phase
from rendering.truth import PARTS, image_angles

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "sample_videos"
BY_NAME = {sample.name: sample for sample in SAMPLES}
MAX_BYTES = 1_500_000
MAX_TRUTH_BYTES_PER_FRAME = 380
LIVE = [name for name in BY_NAME if name.startswith("live_")]


@cache
def truth(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def test_every_sample_has_its_files_and_no_file_is_left_over() -> None:
    """Clips and truth files are those of the catalogue: eighteen, and three whole live visits."""
    assert (len(SAMPLES), len(LIVE)) == (21, 3)
    for ending in ("mp4", "json"):
        assert {path.stem for path in FOLDER.glob(f"*.{ending}")} == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_clip_is_small_and_plays_in_browsers(name: str) -> None:
    """H.264, 4:2:0, the index before the pictures, and below 1.5 MB."""
    path = FOLDER / f"{name}.mp4"
    content = path.read_bytes()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert stream.frames == truth(name)["frames"]
        assert [stream.width, stream.height] == truth(name)["size_wh"]
    assert content.index(b"moov") < content.index(b"mdat")
    assert len(content) < MAX_BYTES
    truth_bytes = (FOLDER / f"{name}.json").stat().st_size
    assert truth_bytes / truth(name)["frames"] < MAX_TRUTH_BYTES_PER_FRAME


@pytest.mark.parametrize("name", BY_NAME)
def test_a_truth_file_is_what_its_page_says(name: str) -> None:
    """Every field is described, every list has an entry a frame, and every number is a number."""
    page = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")
    content = truth(name)
    frames = content["frames"]

    assert content["schema"] == 2
    assert [field for field in content if f"`{field}`" not in page] == []
    for field in ("time_s", "phase", "depth", "trunk_incl", "knee_flex", "hip_flex", "head_line"):
        assert len(content[field]) == frames
    for side in ("joints", "joints_far"):
        assert list(content[side]) == list(PARTS)
        assert all(np.shape(content[side][part]) == (frames, 2) for part in PARTS)


@pytest.mark.parametrize("name", BY_NAME)
def test_faults_are_those_of_checks_that_the_exercise_has(name: str) -> None:
    """The named checks are in the exercise's spec, and the repetitions in the clip."""
    content = truth(name)
    spec = load_spec(ROOT / "exercise_specs" / f"{content['exercise']}.yaml")
    count = len(content["reps"])

    named = {*content["faults"], *content["not_judged"]}
    assert content.get("practice", []) == list(BY_NAME[name].practice)

    assert content["faults"] == {c: list(reps) for c, reps in BY_NAME[name].faults.items()}
    assert content["not_judged"] == list(BY_NAME[name].not_judged)
    assert named <= {check.id for check in spec.checks}
    assert all(1 <= rep <= count for reps in content["faults"].values() for rep in reps)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_truth_is_the_motion_s(name: str) -> None:
    """Phases, depth, spine and repetition times are those that the motion gives at each frame."""
    sample, content = BY_NAME[name], truth(name)
    moments = list(sample.motion.moments(sample.fps))

    assert content["phase"] == [moment.phase for moment in moments]
    assert content["depth"] == pytest.approx([moment.depth for moment in moments], abs=1e-3)
    spines = [moment.posture.spine.segments for moment in moments]
    np.testing.assert_allclose(content["spine_flex"]["per_segment"], spines, atol=1e-3)
    assert [rep["extreme_s"] for rep in content["reps"]] == pytest.approx(
        [rep.extreme_s for rep in sample.motion.reps], abs=1e-3
    )


@pytest.mark.parametrize("name", BY_NAME)
def test_the_spine_adds_up(name: str) -> None:
    """The total is the sum of the segments, and a rep's bend the largest total within it."""
    content = truth(name)
    spine, times = content["spine_flex"], np.array(content["time_s"])
    total = np.array(spine["total"])

    np.testing.assert_allclose(np.sum(spine["per_segment"], axis=1), total, atol=3e-3)
    for rep in content["reps"]:
        inside = (times >= rep["start_s"]) & (times <= rep["end_s"])
        assert rep["bend_deg"] == pytest.approx(total[inside].max(), abs=1e-3)
        assert rep["lumbar_deg"] + rep["thoracic_deg"] == pytest.approx(rep["bend_deg"], abs=2e-3)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_angles_are_those_between_the_joints(name: str) -> None:
    """From the joints in the file the angles in it follow, but for their last digit."""
    content = truth(name)
    facing = 1 if content["near_side"] == "right" else -1
    joints = {part: np.array(content["joints"][part]) for part in ("hip", "knee", "ankle")}
    joints |= {part: np.array(content["joints"][part]) for part in ("shoulder", "ear")}

    for frame in range(0, content["frames"], 25):
        places = {part: complex(facing * p[frame, 0], -p[frame, 1]) for part, p in joints.items()}
        for angle, degrees in image_angles(places).items():
            assert content[angle][frame] == pytest.approx(degrees, abs=0.6)


def test_a_rounded_back_is_rounded_and_a_good_one_is_not() -> None:
    """The two clips of the demo differ in the bend of the back, not in how far they bow."""
    good, rounded = truth("hip_hinge_good"), truth("hip_hinge_rounded")

    assert max(rep["bend_deg"] for rep in good["reps"]) < 10
    assert min(rep["bend_deg"] for rep in rounded["reps"]) > 45
    assert max(good["trunk_incl"]) == pytest.approx(max(rounded["trunk_incl"]), abs=3)


def test_only_two_of_four_lifts_in_a_hood_are_rounded() -> None:
    """What is found fault with is what is bent, and the others are as flat as without a hood."""
    content = truth("lift_from_floor_hood_rounded")
    bends = [rep["bend_deg"] for rep in content["reps"]]

    assert [bend > 45 for bend in bends] == [False, True, True, False]
    assert max(bends[0], bends[3], *(r["bend_deg"] for r in truth(HOOD_GOOD)["reps"])) < 15
    assert content["faults"] == {"neutral_back": [2, 3]}


HOOD_GOOD = "lift_from_floor_hood_good"


def test_who_begins_at_the_bar_crouches_rounder_and_ends_hollow() -> None:
    """Two seconds and a half at the bar come before the first pull; every lockout is arched."""
    content = truth("lift_from_floor_arched_lockout")
    bend, times = np.array(content["spine_flex"]["total"]), np.array(content["time_s"])
    phases = np.array(content["phase"])

    first = content["reps"][0]
    assert set(phases[times < first["start_s"]]) == {"crouching"}
    assert first["start_s"] == pytest.approx(2.5)
    assert content["calibration"] == {}
    assert bend[phases == "crouching"].max() > 30
    assert max(bend[phases == "bottom"]) < 15
    for rep in content["reps"]:
        top = np.searchsorted(times, rep["end_s"] + 0.2)
        assert -20 <= bend[top] <= -10


def test_a_lift_like_a_squat_is_upright_and_deep() -> None:
    """The trunk leans by 20 to 28 degrees, and the knees bend by 115 to 125."""
    motion = BY_NAME["lift_from_floor_like_a_squat"].motion
    for rep in motion.reps:
        posture = motion.at(rep.extreme_s).posture
        assert 20 <= posture.trunk_deg <= 28
        assert 115 <= posture.left_leg.knee_deg <= 125


def test_a_cut_is_told_and_lies_between_two_repetitions() -> None:
    """The camera is another one from there on; both are at the height of the knees."""
    name = "hip_hinge_knee_height_cut"
    content = truth(name)
    [cut] = content["cuts"]
    frame = round(cut["at_s"] * content["fps"])
    sample = BY_NAME[name]

    assert content["reps"][1]["end_s"] < cut["at_s"] < content["reps"][2]["start_s"]
    assert sample.camera_at(frame - 1) == sample.camera
    assert sample.camera_at(frame) != sample.camera
    assert max(cut["camera"]["height_m"], content["camera"]["height_m"]) <= 0.5
    hip = np.array(content["joints"]["hip"])
    assert np.linalg.norm(hip[frame] - hip[frame - 1]) > 15
    assert np.linalg.norm(hip[frame - 1] - hip[frame - 2]) < 2


# --- Whole live visits ----------------------------------------------------------------------------


def spans(content: dict[str, Any], phase: str) -> list[tuple[float, float]]:
    """From when to when a phase lasts, each time."""
    motion = BY_NAME[content["video"].removesuffix(".mp4")].motion
    return [(span.from_s, span.to_s) for span in motion.spans(Phase(phase))]


def frames_of(content: dict[str, Any], phase: str) -> list[int]:
    return [number for number, named in enumerate(content["phase"]) if named == phase]


@pytest.mark.parametrize("name", LIVE)
def test_a_live_visit_begins_as_the_page_asks(name: str) -> None:
    """Standing, a hand for a second and a half, standing, the arms forward, standing."""
    content = truth(name)

    assert spans(content, "hand_raised") == [pytest.approx((7.0, 8.5))]
    assert spans(content, "standing")[:2] == [pytest.approx((0, 6.0)), pytest.approx((9.5, 15.5))]
    assert spans(content, "arms_forward") == [pytest.approx((16.3, 20.3))]
    assert content["reps"][0]["start_s"] == pytest.approx(25.0)


@pytest.mark.parametrize("name", LIVE)
def test_a_raised_hand_is_clearly_above_the_head_and_in_the_picture(name: str) -> None:
    """The wrist is above the ears by more than half of what lies between shoulder and hip."""
    content = truth(name)
    place = {
        part: np.array(content["joints"][part]) for part in ("ear", "wrist", "shoulder", "hip")
    }

    for frame in frames_of(content, "hand_raised"):
        torso = np.linalg.norm(place["shoulder"][frame] - place["hip"][frame])
        ear, wrist = place["ear"][frame, 1], place["wrist"][frame, 1]
        assert 40 < wrist < ear - 0.5 * torso


@pytest.mark.parametrize("name", LIVE)
def test_there_is_time_to_speak_between_the_reps_of_a_live_visit(name: str) -> None:
    """At least 2.6 seconds of standing follow every repetition but one that ends in leaving."""
    reps = truth(name)["reps"]

    waits = [b["start_s"] - a["end_s"] for a, b in pairwise(reps)]

    assert min(waits) >= 2.6


def test_who_leaves_is_gone_for_five_seconds_and_comes_back_to_the_same_place() -> None:
    """No joint is in the picture meanwhile; the hips are then where they were, facing as before."""
    content = truth("live_hip_hinge_leaves")
    away, reps = frames_of(content, "away"), content["reps"]
    hips = np.array(content["joints"]["hip"])
    before, after = (round(reps[rep]["start_s"] * content["fps"]) - 5 for rep in (1, 2))

    assert len(away) >= 5 * content["fps"]
    assert all(np.array(content["joints"][part])[away, 0].min() > 640 for part in PARTS)
    assert np.abs(hips[before] - hips[after]).max() < 4
    assert len(reps) == 5


def test_the_good_live_visit_ends_out_of_the_picture() -> None:
    """After the last repetition the person stands, walks off and is away for eight seconds."""
    content = truth("live_hip_hinge_good")
    away = frames_of(content, "away")

    assert away == list(range(content["frames"] - 8 * content["fps"], content["frames"]))
    assert all(np.array(content["joints"][part])[away, 0].min() > 640 for part in PARTS)
    assert (len(content["reps"]), content["practice"]) == (6, [1])


def test_the_rounded_live_visit_is_good_once() -> None:
    """The first four round the back, the last one does not, and standing follows."""
    content = truth("live_hip_hinge_rounded")
    bends = [rep["bend_deg"] for rep in content["reps"]]

    assert min(bends[:4]) > 45
    assert bends[4] < 10
    assert content["duration_s"] - content["reps"][4]["end_s"] >= 8 - 1e-3


def test_what_make_samples_installs_is_what_is_locked() -> None:
    """The file of the rendering tools is uv.lock, in the form that pip reads."""
    form = ["--frozen", "--no-header", "--no-emit-project", "--only-group", "render"]
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    assert uv, "uv is not installed beside the tests"

    exported = subprocess.run(
        [uv, "export", *form, "--offline", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout

    assert (ROOT / "requirements" / "render.txt").read_text(encoding="utf-8") == exported


# --- Files ----------------------------------------------------------------------------------------


def interrupted(*paths: Path) -> None:
    """Begin to write a file, and be interrupted."""
    with finished(*paths) as written:
        written[0].write_text("half", encoding="utf-8")
        raise KeyboardInterrupt


def test_what_is_not_finished_leaves_no_file(tmp_path: Path) -> None:
    """Two files become real together; after an interruption neither is there, nor a rest."""
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "a.json", tmp_path / "a.mp4")

    assert list(tmp_path.iterdir()) == []


def test_an_interruption_keeps_the_old_file(tmp_path: Path) -> None:
    """What was there before stays as it was."""
    old = tmp_path / "a.json"
    old.write_text("old", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        interrupted(old)

    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_likeness_of_pictures_is_worked_out_by_hand() -> None:
    """A difference of one level everywhere is 48.13 dB; none at all is endless."""
    grey = np.full((4, 4, 3), 100, np.uint8)

    assert psnr_db(grey, grey + 1) == pytest.approx(48.13, abs=0.01)
    assert psnr_db(grey, grey) == float("inf")
