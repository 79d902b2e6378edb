"""Where pictures come from: a camera, or a recording that plays its part."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from live_stand_ins import Clock
from videos import corners, make_video, steady

from formcheck.errors import FormCheckError, VideoError
from formcheck.live.captures import BEGINS_S, CameraCapture, FileCapture, open_capture


class Device:
    """A camera that gives so many pictures; each look takes a tenth of a second."""

    def __init__(self, clock: Clock, *, there: bool = True, pictures: int = 10) -> None:
        self.clock = clock
        self.there = there
        self.left = pictures
        self.released = False
        self.asked: list[float] = []

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.there

    def set(self, propId: int, value: float, /) -> bool:  # noqa: N803 - OpenCV's name
        self.asked.append(value)
        return False

    def read(self) -> tuple[bool, object]:
        self.clock.now_s += 0.1
        self.left -= 1
        return (True, corners()) if self.left >= 0 else (False, None)

    def release(self) -> None:
        self.released = True


def camera(device: Device) -> CameraCapture:
    return CameraCapture(1, device=lambda number: device, clock=device.clock)


def test_a_camera_gives_pictures_in_the_order_of_their_times() -> None:
    """In RGB, numbered, at the times of the clock."""
    capture = camera(Device(Clock()))
    shown = [capture.read() for _ in range(3)]

    assert [each.index for each in shown] == [0, 1, 2]
    assert [each.time_s for each in shown] == pytest.approx([1000.1, 1000.2, 1000.3])
    assert (shown[0].image == corners()[:, :, ::-1]).all()
    assert shown[0].image.flags.c_contiguous


def test_no_camera_is_said_and_what_to_do() -> None:
    """And it is let go of."""
    device = Device(Clock(), there=False)

    with pytest.raises(FormCheckError, match="no camera could be opened") as told:
        camera(device)
    assert told.value.where == "camera 1"
    assert told.value.to_do
    assert device.released


def test_a_camera_that_gives_nothing_is_in_use_or_forbidden() -> None:
    """After some seconds in which slow cameras would have begun."""
    clock = Clock()
    capture = camera(Device(clock, pictures=0))

    with pytest.raises(FormCheckError, match="gives no picture") as told:
        capture.read()
    assert "privacy settings" in told.value.to_do
    assert clock.now_s >= 1000 + BEGINS_S


def test_a_camera_that_is_pulled_out_is_lost() -> None:
    """It is told after what it did give."""
    capture = camera(Device(Clock(), pictures=2))
    capture.read()
    capture.read()

    with pytest.raises(FormCheckError, match="no more pictures") as told:
        capture.read()
    assert "Connect it again" in told.value.to_do


def test_the_camera_is_let_go_of() -> None:
    """Its light goes out."""
    device = Device(Clock())
    camera(device).close()

    assert device.released


def test_a_number_opens_a_camera_and_a_path_a_file(tmp_path: Path) -> None:
    """A camera that no machine has, and a file that is not there, are told as such."""
    with pytest.raises(FormCheckError, match="no camera"):
        open_capture(99)
    with pytest.raises(VideoError, match="no such file"):
        open_capture(tmp_path / "nothing.mp4")


def test_a_recording_goes_round_with_times_that_grow(tmp_path: Path) -> None:
    """Its own times first, then on and on without a jump."""
    path = make_video(tmp_path / "clip.mp4", steady(4, 100.0))
    capture = FileCapture(path)
    shown = [capture.read() for _ in range(10)]
    capture.close()

    assert [each.index for each in shown] == list(range(10))
    steps = [after.time_s - before.time_s for before, after in pairwise(shown)]
    assert steps == pytest.approx([0.01] * 9, abs=0.002)
    assert np.abs(shown[4].image.astype(int) - shown[0].image).max() == 0


def test_a_recording_is_no_faster_than_it_was(tmp_path: Path) -> None:
    """Each picture is waited for until it is due, but not when it is late already."""
    clock, slept = Clock(), list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now_s += seconds

    path = make_video(tmp_path / "clip.mp4", steady(5, 20.0))
    capture = FileCapture(path, clock=clock, sleep=sleep)
    capture.read()
    capture.read()
    clock.now_s += 0.12
    for _ in range(3):
        capture.read()
    capture.close()

    assert slept == pytest.approx([0, 0.05, 0, 0, 0.03], abs=1e-6)
