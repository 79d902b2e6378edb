"""The page that bench_live_lag.py measures: a live set, or every picture sent back as it came.

Streamlit runs it; ``?how=echo`` or ``?how=formcheck`` chooses. Both take and send pictures as the
live page does, and ask as often how things stand, so that only the judging makes the difference.
What the server did is written to the folder named by LIVE_LAG_OUT when the camera stops.
"""

import json
import os
import time
from functools import partial
from pathlib import Path

import streamlit as st
from av.video.frame import VideoFrame

from formcheck.app.camera.webrtc import CameraTrack, Image, camera_stream
from formcheck.app.voice.voice import VoiceSettings, voice
from formcheck.guide.guidance import Plan
from formcheck.guide.guide import Guide
from formcheck.live.processor import LiveProcessor
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import model_path
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame
from formcheck.words.catalogue import english

STRIP_HEIGHT = 16
"""Rows at the bottom that carry the number of the frame; kept free of what is drawn."""

STATUS_S = 0.3
"""As often as the live page asks."""

MEMORY_EVERY = 300
"""Frames from one look at the memory to the next: ten seconds."""

MEMORY = Path("/proc/self/statm")
"""Where Linux tells how many pages of memory a process has; elsewhere nobody looks."""

REPS = 50
"""More than anybody can do while it is measured."""


class Live:
    """Judges a frame, and draws on all of it but its number."""

    def __init__(self) -> None:
        plan = Plan(goal=REPS, sets=1, heard=True, practised=True)
        guide = Guide(load_spec("hip_hinge"), plan, english())
        self.processor = LiveProcessor(guide, partial(PoseEstimator, model_path()))
        self.decided: dict[int, tuple[float, str]] = {}

    def __call__(self, frame: Frame) -> Image:
        """Return the picture to be shown, and note what is to be said with it."""
        drawn = self.processor(frame)
        drawn[-STRIP_HEIGHT:] = frame.image[-STRIP_HEIGHT:]
        for said in self.processor.snapshot().utterances:
            self.decided.setdefault(said.number, (time.time(), said.text))
        return drawn


class Noted(CameraTrack):
    """Notes when each frame came and how long its picture took."""

    def __init__(self, how: str) -> None:
        self.live = Live() if how == "formcheck" else None
        self._how = how
        self.came_s: list[float] = []
        self._took_s: list[float] = []
        self._memory_mb: list[float] = []
        super().__init__(self.live or _untouched, self._write)

    def recv(self, frame: VideoFrame) -> VideoFrame:
        """Return the picture of a frame; the frame itself where it is only sent back."""
        self.came_s.append(time.time())
        picture = super().recv(frame) if self.live else frame
        self._took_s.append(time.time() - self.came_s[-1])
        if len(self.came_s) % MEMORY_EVERY == 0 and MEMORY.exists():
            pages = int(MEMORY.read_text(encoding="ascii").split()[1])
            self._memory_mb.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
        return picture

    def _write(self) -> None:
        decided = list(self.live.decided.values()) if self.live else []
        told = {
            "came_s": self.came_s,
            "took_s": self._took_s,
            "decided": decided,
            "memory_mb": self._memory_mb,
        }
        path = Path(os.environ["LIVE_LAG_OUT"]) / f"{self._how}_{self.came_s[0]:.0f}.json"
        path.with_suffix(".part").write_text(json.dumps(told), encoding="utf-8")
        path.with_suffix(".part").rename(path)


def _untouched(frame: Frame) -> Image:
    return frame.image


@st.fragment(run_every=STATUS_S)
def _status() -> None:
    """Show how things stand, and say what is to be said."""
    track: Noted = st.session_state.track
    st.text(f"{len(track.came_s)} pictures")
    if track.live is not None:
        said = track.live.processor.snapshot().utterances
        voice(utterances=said, settings=VoiceSettings(), active=True, words=english())


def _page() -> None:
    how = st.query_params.get("how", "echo")
    if "track" not in st.session_state:
        st.session_state.track = Noted(how)
    track = st.session_state.track
    camera_stream(lambda: track, english())
    _status()


_page()
