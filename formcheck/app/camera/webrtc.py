"""The browser's camera: frames in, pictures back, over streamlit-webrtc.

Frames come in a thread of their own, only the newest; late ones are dropped, never queued. An
exception in that thread would silently freeze the picture and fill the memory, so none leaves it.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, Protocol

import av
import numpy as np
import numpy.typing as npt
import streamlit as st
import streamlit_webrtc
from av.video.frame import VideoFrame
from streamlit.components.v2.types import ComponentRenderer
from streamlit_webrtc.config import Translations

from formcheck.app.camera.left_over import LeftOver
from formcheck.video.decode import Frame
from formcheck.words.catalogue import Words

__all__ = ["CameraTrack", "FrameJudge", "Stream", "camera_stream"]

Image = npt.NDArray[np.uint8]


class FrameJudge(Protocol):
    """Makes a picture of every frame, and never raises."""

    def __call__(self, frame: Frame, /) -> Image:
        """Return the picture to show."""
        ...


class CameraTrack(streamlit_webrtc.VideoProcessorBase):
    """Passes the camera's frames on and their pictures back.

    Parameters
    ----------
    judging
        Called with every frame, in one thread, in order.
    ended
        Called when the camera's track is over, in another thread, maybe more than once.
    """

    def __init__(self, judging: FrameJudge, ended: Callable[[], None]) -> None:
        self._judging = judging
        self._ended = ended
        self._index = 0
        self._left_over = LeftOver()

    async def recv_queued(self, frames: list[VideoFrame]) -> list[VideoFrame]:
        """Return the picture of the newest frame; nothing while a left-over one is to be sent."""
        left_over = self._left_over.came(len(frames), time.monotonic())
        picture = self.recv(frames[-1])
        self._left_over.made(sent=not left_over, now_s=time.monotonic())
        return [] if left_over else [picture]

    def recv(self, frame: VideoFrame) -> VideoFrame:
        """Return the picture of a frame, at the frame's own time; a damaged frame unchanged.

        Times are seconds of the connection; NaN where a frame has none.
        """
        image = _rgb(frame)
        if image is None:
            return frame
        time_s = math.nan if frame.pts is None else frame.time
        shown = self._judging(Frame(image, time_s, self._index))
        self._index += 1
        picture = VideoFrame.from_ndarray(shown, format="rgb24")
        picture.pts, picture.time_base = frame.pts, frame.time_base
        return picture

    def on_ended(self) -> None:
        """Pass on that the track is over."""
        self._ended()


def _rgb(frame: VideoFrame) -> Image | None:
    """Return a frame's pixels; None where the frame is damaged."""
    try:
        return np.ascontiguousarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
    except (av.FFmpegError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Stream:
    """The connection's state: pictures come, or it is being set up, or neither."""

    playing: bool
    connecting: bool


CONSTRAINTS: Final[dict[str, Any]] = {
    # 640 wide: asked for 1280, Chromium sends less than that. No height: a request for 4:3
    # would cut the sides off a 16:9 camera's picture, where the head is in a bow.
    "video": {"width": {"ideal": 640}, "frameRate": {"ideal": 30}},
    # Without this, the browser would ask for the microphone, too.
    "audio": False,
}

NO_SERVERS: Final[dict[str, Any]] = {"iceServers": []}
"""Browser and formcheck find each other without help; the default asks a server of Google's, and
waits five seconds for it behind a firewall."""

VIDEO: Final[dict[str, Any]] = {
    "autoPlay": True,
    "controls": False,
    "style": {"width": "100%"},
}


@cache
def _dressed() -> ComponentRenderer:
    """Return the component that gives the camera's frame the look of the page."""
    source = resources.files("formcheck.app.camera").joinpath("camera_frame.js").read_text("utf-8")
    return st.components.v2.component("formcheck_camera_frame", js=source)


def _translations(words: Words) -> Translations:
    """Return the words of streamlit-webrtc's part of the page."""
    return {
        "start": words("camera-start"),
        "stop": words("camera-off"),
        "select_device": words("webrtc-another"),
        "device_ask_permission": words("webrtc-permission"),
        "device_not_available": words("webrtc-none"),
        "device_access_denied": words("webrtc-denied"),
        "media_api_not_available": words("webrtc-only-here"),
    }


def camera_stream(make: Callable[[], CameraTrack], words: Words, *, key: str = "live") -> Stream:
    """Show the camera's picture with its Start button, and return the connection's state.

    ``make`` is called when a connection begins, in any thread.
    """
    context = streamlit_webrtc.webrtc_streamer(
        key=key,
        mode=streamlit_webrtc.WebRtcMode.SENDRECV,
        rtc_configuration=NO_SERVERS,
        media_stream_constraints=CONSTRAINTS,
        video_processor_factory=make,
        async_processing=True,
        media_toggle_controls=False,
        video_html_attrs=VIDEO,
        translations=_translations(words),
    )
    _dressed()(key=f"{key}_frame")
    return Stream(context.state.playing, context.state.signalling)
