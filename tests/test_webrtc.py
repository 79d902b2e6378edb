"""The browser's camera: frames handed on, pictures handed back, and how the camera is asked for."""

import math
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from sayings import SAY

from formcheck.app.camera.webrtc import CameraTrack, Image, Stream, camera_stream
from formcheck.video.decode import Frame

RTP_CLOCK = Fraction(1, 90_000)


class Judge:
    """Keeps the frames and gives every picture back with its colours turned round."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def __call__(self, frame: Frame) -> Image:
        self.frames.append(frame)
        return 255 - frame.image


class Damaged:
    """A frame whose pixels cannot be had."""

    time = 1.0

    def to_ndarray(self, **wanted: str) -> Image:
        raise av.error.InvalidDataError(1, "damaged")


def arriving(time_s: float | None, size_wh: tuple[int, int] = (640, 480)) -> VideoFrame:
    """Return a frame as WebRTC brings it, planar, with the time it was filmed at."""
    shades = np.linspace(0, 255, size_wh[0]).astype(np.uint8)
    image = np.broadcast_to(shades[None, :, None], (size_wh[1], size_wh[0], 3))
    frame = VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
    frame = frame.reformat(format="yuv420p")
    frame.pts = None if time_s is None else round(time_s / RTP_CLOCK)
    frame.time_base = RTP_CLOCK
    return frame


def track(judge: Judge) -> CameraTrack:
    return CameraTrack(judge, lambda: None)


def test_a_frame_is_judged_in_its_own_time() -> None:
    """Frames carry their connection's time and a count, whatever was dropped between them."""
    judge = Judge()
    camera = track(judge)

    for time_s in (0.0, 0.1, 3.5):
        camera.recv(arriving(time_s))

    assert [frame.time_s for frame in judge.frames] == pytest.approx([0.0, 0.1, 3.5])
    assert [frame.index for frame in judge.frames] == [0, 1, 2]


@pytest.mark.parametrize("size_wh", [(640, 480), (640, 360), (426, 240), (360, 640)])
def test_pixels_are_whole_at_any_width(size_wh: tuple[int, int]) -> None:
    """Rows that the decoder pads reach the judging as one piece of memory, in RGB."""
    judge = Judge()

    track(judge).recv(arriving(0.0, size_wh))

    (frame,) = judge.frames
    assert frame.image.shape == (size_wh[1], size_wh[0], 3)
    assert frame.image.flags.c_contiguous
    assert frame.image[:, 0].mean() < 20
    assert frame.image[:, -1].mean() > 235


def test_the_picture_goes_back_at_the_frames_time() -> None:
    """What is drawn is sent with the time stamp and clock of the frame it was drawn on."""
    frame = arriving(2.0)

    picture = track(Judge()).recv(frame)

    assert (picture.pts, picture.time_base) == (frame.pts, frame.time_base)
    assert picture.to_ndarray(format="rgb24")[:, 0].mean() > 235


def test_a_frame_without_a_time_has_none() -> None:
    """Where the time is not known it is NaN, and the judging decides."""
    judge = Judge()

    track(judge).recv(arriving(None))

    assert math.isnan(judge.frames[0].time_s)


def test_a_damaged_frame_is_passed_by() -> None:
    """A frame that cannot be read is sent back as it came, and the next one is judged."""
    judge = Judge()
    camera = track(judge)
    damaged: Any = Damaged()

    assert camera.recv(damaged) is damaged
    camera.recv(arriving(1.0))
    assert len(judge.frames) == 1


def test_the_end_is_passed_on() -> None:
    """Whoever holds the place is told when the camera's track is over."""
    ended = []

    CameraTrack(Judge(), lambda: ended.append(True)).on_ended()

    assert ended == [True]


class Streamer:
    """Stands in for streamlit-webrtc: keeps what it was asked for."""

    def __init__(self, *, playing: bool, signalling: bool) -> None:
        self.state = SimpleNamespace(playing=playing, signalling=signalling)
        self.asked: dict[str, Any] = {}

    def __call__(self, **asked: Any) -> "Streamer":
        self.asked = asked
        return self


@pytest.fixture
def streamer(monkeypatch: pytest.MonkeyPatch) -> Streamer:
    """The component, which needs a browser, replaced."""
    stand_in = Streamer(playing=False, signalling=True)
    monkeypatch.setattr("streamlit_webrtc.webrtc_streamer", stand_in)
    return stand_in


def test_the_camera_is_asked_for_without_a_microphone(streamer: Streamer) -> None:
    """Sound is refused, and of the picture only its width is asked for: its shape is its own."""
    camera_stream(lambda: track(Judge()), SAY)

    wanted = streamer.asked["media_stream_constraints"]
    assert wanted["audio"] is False
    assert wanted["video"]["width"] == {"ideal": 640}
    assert "height" not in wanted["video"]


def test_no_server_helps_to_connect(streamer: Streamer) -> None:
    """Neither side asks anybody else for its address."""
    camera_stream(lambda: track(Judge()), SAY)

    assert streamer.asked["rtc_configuration"] == {"iceServers": []}


def test_late_frames_are_dropped(streamer: Streamer) -> None:
    """Frames are taken by a worker that skips to the newest one."""
    camera_stream(lambda: track(Judge()), SAY)

    assert streamer.asked["async_processing"] is True


def test_how_the_connection_stands_is_told(streamer: Streamer) -> None:
    """Being set up and playing are told apart."""
    assert camera_stream(lambda: track(Judge()), SAY) == Stream(playing=False, connecting=True)
