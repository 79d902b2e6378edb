"""The app, run by Streamlit, with eyes in it for tests and a hand that can make it stumble.

KEEP_FRAMES names a folder: what the pose model is given is kept there, without loss, one file for
each connection. STUMBLE_WHILE names a file: as long as it is there, no pose can be estimated.
PRETEND_CORES is how many cores this machine has.
"""

import os
import time
from fractions import Fraction
from functools import wraps
from pathlib import Path

import av
import streamlit as st
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.app.review.uploads import none_left
from formcheck.app.server.door import MIDDLEWARE
from formcheck.app.server.launch import PAGES
from formcheck.app.server.media import ROUTES
from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.video.decode import Frame


class Film:
    """Frames in a file, each with its own time, every pixel as it was."""

    def __init__(self, path: Path, frame: Frame) -> None:
        self._file = av.open(str(path), "w", format="matroska")
        stream = self._file.add_stream("ffv1", rate=30)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = frame.image.shape[:2]
        stream.pix_fmt = "bgr0"
        stream.codec_context.time_base = stream.time_base = Fraction(1, 1000)
        self._stream = stream

    def add(self, frame: Frame) -> None:
        """Append a frame."""
        picture = VideoFrame.from_ndarray(frame.image, format="rgb24").reformat(format="bgr0")
        picture.pts, picture.time_base = round(frame.time_s * 1000), Fraction(1, 1000)
        self._file.mux(self._stream.encode(picture))

    def close(self) -> None:
        """Write what is still to be written."""
        self._file.mux(self._stream.encode(None))
        self._file.close()


def watch() -> None:
    """Put the eyes in, once: this file is not the script, which is run again and again."""
    films: dict[int, Film] = {}
    estimate, leave = PoseEstimator.__call__, PoseEstimator.close
    folder, stumble = os.environ.get("KEEP_FRAMES"), os.environ.get("STUMBLE_WHILE")

    @wraps(estimate)
    def watched(self: PoseEstimator, frame: Frame) -> Pose:
        if stumble and Path(stumble).exists():
            raise RuntimeError("made to stumble")
        if folder and frame.image.any():  # what warms the model up is black
            if id(self) not in films:
                films[id(self)] = Film(Path(folder) / f"{time.time_ns()}.mkv", frame)
            films[id(self)].add(frame)
        return estimate(self, frame)

    @wraps(leave)
    def left(self: PoseEstimator) -> None:
        if film := films.pop(id(self), None):
            film.close()
        leave(self)

    PoseEstimator.__call__ = watched  # type: ignore[method-assign]
    PoseEstimator.close = left  # type: ignore[method-assign]
    if cores := os.environ.get("PRETEND_CORES"):
        os.cpu_count = lambda: int(cores)


watch()

app = st.App(PAGES, middleware=MIDDLEWARE, routes=ROUTES, lifespan=none_left)
