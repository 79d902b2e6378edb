"""Poses written to a file come back as they were, within the rounding, or with a clear error."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from figures import SIDE_ON, Camera, figure, lost, movement, nobody, reps

from formcheck.errors import VideoError
from formcheck.landmarks.blazepose_profiles import FULL, HEAVY
from formcheck.landmarks.pose import BACK_POINTS, BackLine, ImageQuality, Part, Pose
from formcheck.pose.recording import load_recording, save_recording

HALF_STEP_PX = 0.5 / 20


def kept(tmp_path: Path, poses: list[Pose]) -> list[Pose]:
    """Return poses after a way through a file."""
    path = tmp_path / "set.npz"
    save_recording(path, poses)
    return load_recording(path)


@pytest.mark.parametrize("camera", [SIDE_ON, Camera(facing=-1)], ids=["right", "left"])
def test_a_recording_keeps_what_is_judged(tmp_path: Path, camera: Camera) -> None:
    """Points come back within half a step of their rounding, the rest of a pose as it was."""
    hood = np.arange(BACK_POINTS) > 30
    poses = [
        replace(pose, track_id=3, shot=2, back_line=replace(pose.back_line, stands_off=hood))
        for pose in movement(reps(1), camera=camera)
    ]

    for was, pose in zip(poses, kept(tmp_path, poses), strict=True):
        assert (pose.time_s, pose.size_wh) == (was.time_s, was.size_wh)
        assert (pose.near, pose.facing, pose.people) == (was.near, was.facing, was.people)
        assert (pose.track_id, pose.shot) == (was.track_id, was.shot)
        assert pose.back_line.trust == pytest.approx(was.back_line.trust)
        assert pose.back_line.doubt == was.back_line.doubt
        np.testing.assert_array_equal(pose.back_line.stands_off, was.back_line.stands_off)
        # A float32 of a few hundred pixels is itself off by some hundred-thousandths.
        close = HALF_STEP_PX + 1e-4
        np.testing.assert_allclose(pose.points_px, was.points_px, rtol=0, atol=close)
        np.testing.assert_allclose(
            pose.back_line.points_px, was.back_line.points_px, rtol=0, atol=close
        )
        np.testing.assert_allclose(pose.world_m, was.world_m, rtol=0, atol=0.0005 + 1e-6)
        np.testing.assert_allclose(pose.visibility, was.visibility, rtol=0, atol=0.005 + 1e-6)


def test_what_was_kept_once_stays_the_same(tmp_path: Path) -> None:
    """Saving a loaded recording changes nothing any more: the rounding is done once."""
    once = kept(tmp_path, movement(reps(1)))

    twice = kept(tmp_path, once)

    for one, other in zip(once, twice, strict=True):
        assert np.array_equal(one.points_px, other.points_px)
        assert np.array_equal(one.world_m, other.world_m)
        assert np.array_equal(one.visibility, other.visibility)


def test_times_are_kept_exactly(tmp_path: Path) -> None:
    """The time of a frame is not rounded: phases depend on it."""
    times_s = [0.0, 1 / 3, 0.7000000001, 3599.97]

    poses = kept(tmp_path, [figure(time_s=time_s) for time_s in times_s])

    assert [pose.time_s for pose in poses] == times_s


def test_what_is_missing_stays_missing(tmp_path: Path) -> None:
    """Joints, whole people, back lines and measures of the picture may be NaN."""
    whole = figure()
    poses = [
        lost(whole, Part.WRIST),
        nobody(1.0, whole),
        replace(whole, back_line=BackLine(), picture=ImageQuality()),
    ]

    loaded = kept(tmp_path, poses)

    for was, pose in zip(poses, loaded, strict=True):
        assert np.array_equal(np.isnan(pose.points_px), np.isnan(was.points_px))
    assert (loaded[1].found, loaded[1].people, loaded[1].near) == (False, 0, None)
    assert np.isnan(loaded[2].back_line.points_px).all()
    assert loaded[2].back_line.doubt == poses[2].back_line.doubt
    assert np.isnan(loaded[2].picture.light)


def test_other_people_belong_to_their_own_frame(tmp_path: Path) -> None:
    """Boxes of others come back with the frames in which they were seen."""
    pose = figure()
    boxes = [np.empty((0, 4)), np.array([[1.0, 2, 3, 4], [5, 6, 7, 8]]), np.array([[9.0, 9, 9, 9]])]

    loaded = kept(
        tmp_path, [replace(pose, other_boxes_xyxy=box, people=1 + len(box)) for box in boxes]
    )

    assert [pose.other_boxes_xyxy.tolist() for pose in loaded] == [box.tolist() for box in boxes]
    assert [pose.people for pose in loaded] == [1, 3, 2]


def test_a_recording_may_be_empty(tmp_path: Path) -> None:
    """No frames are no error."""
    assert kept(tmp_path, []) == []


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("not a recording")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def scratched(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[2000:2400] = b"\xff" * 400
    path.write_bytes(content)


def one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def something_else(path: Path) -> None:
    np.savez(path, a=np.zeros(3))


def too_short(path: Path) -> None:
    with np.load(path) as data:
        arrays = dict(data)
    np.savez(path, allow_pickle=False, **{**arrays, "points": arrays["points"][:1]})


@pytest.mark.parametrize(
    "spoil", [missing, empty, text, cut, scratched, one_array, something_else, too_short]
)
def test_what_is_no_recording_is_an_error_with_its_name(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    """Whatever is wrong with the file, the error names it and says what is wanted."""
    path = tmp_path / "set.npz"
    save_recording(path, movement(reps(1)))
    spoil(path)

    with pytest.raises(VideoError, match=r"not a recording of poses|no such file") as caught:
        load_recording(path)
    assert caught.value.where == str(path)
    assert ".npz" in caught.value.to_do


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    """A folder is refused like any other wrong file."""
    with pytest.raises(VideoError):
        load_recording(tmp_path)


def test_a_recording_says_which_network_found_its_poses(tmp_path: Path) -> None:
    """So that they are judged by what its numbers are worth; the usual one where none is left."""
    poses = [replace(pose, profile=HEAVY) for pose in movement(reps(1))]

    assert {pose.profile for pose in kept(tmp_path, poses)} == {HEAVY}
    assert {pose.profile for pose in kept(tmp_path, movement(reps(1)))} == {FULL}
    assert kept(tmp_path, []) == []


def test_poses_of_an_older_recording_are_full(tmp_path: Path) -> None:
    """Before there were others, nothing said so."""
    save_recording(tmp_path / "set.npz", movement(reps(1)))
    with np.load(tmp_path / "set.npz") as whole:
        older = {name: whole[name] for name in whole.files if name != "backend"}
    np.savez(tmp_path / "older.npz", **older)

    assert {pose.profile for pose in load_recording(tmp_path / "older.npz")} == {FULL}


def test_a_network_that_is_not_known_is_said(tmp_path: Path) -> None:
    """Its numbers could mean anything."""
    poses = [replace(pose, profile=replace(FULL, name="other")) for pose in movement(reps(1))]

    with pytest.raises(VideoError, match=r"'other'.*is not known") as caught:
        kept(tmp_path, poses)
    assert "anew" in caught.value.to_do
