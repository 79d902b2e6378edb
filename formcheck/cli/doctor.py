"""Checks what works on this machine, and what to do where something does not."""

import io
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from formcheck.disk.trouble import told_reading
from formcheck.errors import OutputError
from formcheck.pose.model import cached_model
from formcheck.pose.models.cache import cache_folder
from formcheck.pose.models.names import ModelName

__all__ = ["Finding", "examine"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one look.

    ``ok`` is None for a missing part that is optional: a camera, a browser, an extra. ``to_do`` is
    empty where there is nothing to do.
    """

    name: str
    ok: bool | None
    says: str
    to_do: str = ""


OLDEST_PYTHON: Final = (3, 11)  # as pyproject.toml has it
NEWEST_PYTHON: Final = (3, 13)
WAIT_S: Final = 20.0  # a system that first asks for permission opens a camera slowly
MODEL_ROOM: Final = 100e6  # bytes: the wheel (36 MB) and the model (9 MB), with room to spare
RESULT_ROOM: Final = 1e9  # bytes: the annotated videos of an evening
BROWSERS: Final = ("chromium", "google-chrome", "chrome", "firefox", "msedge", "microsoft-edge")

# These run in processes of their own: a native library may hang, crash or write to the terminal.
ESTIMATE_A_POSE: Final = """
import sys
from pathlib import Path
import numpy as np
from formcheck.pose.estimator import PoseEstimator
from formcheck.video.decode import Frame
with PoseEstimator(Path(sys.argv[1])) as estimate:
    estimate(Frame(image=np.zeros((240, 320, 3), np.uint8), time_s=0.0, index=0))
print("works")
"""
LOAD_THE_PAGES: Final = """
import streamlit
import streamlit_webrtc
print("works")
"""
LOOK_FOR_A_CAMERA: Final = """
import cv2
camera = cv2.VideoCapture(0)
seen, picture = camera.read()
print(f"{picture.shape[1]} x {picture.shape[0]}" if seen else "")
"""


def examine() -> list[Finding]:
    """Return the findings, in the order in which a person would mend them. Never raises."""
    looks: dict[str, Callable[[str], Finding]] = {
        "Python": _python,
        "libraries": _libraries,
        "MediaPipe": _mediapipe,
        "pose model": _model,
        "other pose models": _other_models,
        "pose estimate": _estimate,
        "video": _video,
        "room for the model": lambda name: _room(name, cache_folder().absolute(), MODEL_ROOM),
        "room for results": lambda name: _room(name, Path.cwd(), RESULT_ROOM),
        "camera": _camera,
        "browser": _browser,
        "pages": _pages,
    }
    findings = []
    for name, look in looks.items():
        try:
            findings.append(look(name))
        except Exception as error:  # noqa: BLE001 - a broken part stops no other look
            says = f"could not be examined: {type(error).__name__}: {error}"
            to_do = "Install formcheck anew"
            findings.append(Finding(name, ok=False, says=says, to_do=to_do))
    return findings


def _python(name: str) -> Finding:
    version = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        return Finding(name, ok=True, says=version)
    return Finding(name, ok=False, says=version, to_do="Use Python 3.11, 3.12 or 3.13")


def _requirements() -> dict[str, str]:
    """Return formcheck's own requirements: names and required versions."""
    lines = metadata.requires("formcheck") or []
    parts = [
        re.match(r"([\w.-]+)(?:\[.*\])?\s*([^;]*)", line)
        for line in lines
        if "extra ==" not in line
    ]
    return {part[1]: part[2].strip() for part in parts if part}


def _pinned(library: str) -> str:
    return _requirements()[library].removeprefix("==")


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _libraries(name: str) -> Finding:
    versions = {library: _version(library) for library in _requirements()}
    missing = [library for library, version in versions.items() if not version]
    if missing:
        to_do = f"Run: python -m pip install {' '.join(missing)}"
        return Finding(name, ok=False, says=f"missing: {', '.join(missing)}", to_do=to_do)
    says = ", ".join(f"{library} {version}" for library, version in versions.items())
    return Finding(name, ok=True, says=says)


def _mediapipe(name: str) -> Finding:
    wanted = _pinned("mediapipe")
    found = _version("mediapipe")
    if found == wanted:
        return Finding(name, ok=True, says=f"{found}, which sends nothing to anybody")
    return Finding(
        name,
        ok=False,
        says=f"{found or 'none'} instead of {wanted}; later ones report usage to their maker",
        to_do=f"Run: python -m pip install mediapipe=={wanted}",
    )


def _model(name: str) -> Finding:
    if model := cached_model():
        return Finding(name, ok=True, says=str(model))
    says = f"not in {cache_folder()}, or not whole"
    return Finding(name, ok=False, says=says, to_do="Run: formcheck model")


def _other_models(name: str) -> Finding:
    others = [each for each in ModelName if each is not ModelName.FULL]
    there = {each: path for each in others if (path := cached_model(each)) is not None}
    says = ", ".join(f"{each} {there.get(each, 'not installed')}" for each in others)
    if there:
        return Finding(name, ok=True, says=says)
    to_do = "To have one run: formcheck model --backend heavy (docs/backends.md says what for)"
    return Finding(name, ok=None, says=says, to_do=to_do)


def _estimate(name: str) -> Finding:
    if not (model := cached_model()):
        says = "cannot be tried without the pose model"
        return Finding(name, ok=None, says=says, to_do="Run: formcheck model")
    if _said_by(ESTIMATE_A_POSE, str(model)):
        return Finding(name, ok=True, says="works")
    to_do = f"Run: python -m pip install --force-reinstall mediapipe=={_pinned('mediapipe')}"
    return Finding(name, ok=False, says="MediaPipe does not run here", to_do=to_do)


def _said_by(code: str, *arguments: str) -> str:
    """Run Python code in a process and return its output; empty if it failed or took too long."""
    command = [sys.executable, "-c", code, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WAIT_S, check=True)
    except subprocess.SubprocessError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def _video(name: str) -> Finding:
    # Imported here: an error of these imports is the finding.
    import av
    import numpy as np

    picture = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 128, np.uint8), format="rgb24")
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as written:
        stream = written.add_stream("libx264", rate=25)
        stream.width, stream.height = picture.width, picture.height
        for packets in (stream.encode(picture), stream.encode(None)):
            written.mux(packets)
    file.seek(0)
    with av.open(file, "r") as read:
        decoded = len(list(read.decode(video=0)))
    if decoded == 1:
        return Finding(name, ok=True, says="reads and writes H.264")
    to_do = "Run: python -m pip install --force-reinstall av"
    return Finding(name, ok=False, says="an H.264 picture written was not read", to_do=to_do)


def _room(name: str, folder: Path, wanted: float) -> Finding:
    try:
        there = next(place for place in (folder, *folder.parents) if place.exists())
        free = shutil.disk_usage(there).free
    except OSError as error:
        trouble = told_reading(OutputError, "it cannot be looked at", error)
        says = f"{folder}: {trouble.what}"
        return Finding(name, ok=False, says=says, to_do=trouble.to_do)
    says = f"{free / 1e9:.1f} GB free in {folder}"
    if free >= wanted:
        return Finding(name, ok=True, says=says)
    return Finding(name, ok=False, says=says, to_do=f"Make room: {wanted / 1e9:.1f} GB are wanted")


def _camera(name: str) -> Finding:
    if size := _said_by(LOOK_FOR_A_CAMERA):
        return Finding(name, ok=True, says=f"one is there and gives pictures of {size}")
    return Finding(
        name,
        ok=None,
        says="none is free here; recordings can be reviewed all the same",
        to_do="For the live page plug one in, and close other programs that use it",
    )


def _browser(name: str) -> Finding:
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return Finding(name, ok=True, says=found)
    if sys.platform in {"darwin", "win32"}:
        return Finding(name, ok=True, says="the one that the system brings")
    to_do = "For `formcheck app` install Chromium, Chrome, Edge or Firefox"
    return Finding(name, ok=None, says="none found; the command line needs none", to_do=to_do)


def _pages(name: str) -> Finding:
    versions = {library: _version(library) for library in ("streamlit", "streamlit-webrtc")}
    if not all(versions.values()):
        to_do = 'For `formcheck app` run: python -m pip install "formcheck[app]"'
        says = "not installed; the command line does not need them"
        return Finding(name, ok=None, says=says, to_do=to_do)
    says = ", ".join(f"{library} {version}" for library, version in versions.items())
    if _said_by(LOAD_THE_PAGES):
        return Finding(name, ok=True, says=f"{says}; open them with: formcheck app")
    to_do = 'Run: python -m pip install --force-reinstall "formcheck[app]"'
    return Finding(name, ok=False, says=f"{says} cannot be loaded", to_do=to_do)
