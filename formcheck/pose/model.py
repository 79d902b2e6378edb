"""Where the pose model comes from.

No release of MediaPipe since 0.10.30 carries a pose model. The wheel of 0.10.21 is the last that
does, under the Apache licence; from it the model is made once, through the user's own pip, and
kept in the user's cache. Every hash on the way is pinned, so that everybody judges with the same
weights. From then on nothing here needs a network.
"""

import hashlib
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs
from filelock import FileLock

from formcheck.disk.plain import open_plain
from formcheck.disk.trouble import told, told_reading
from formcheck.errors import ModelError
from formcheck.pose.normalisation import with_normalisation

__all__ = [
    "MODEL_SHA256",
    "DownloadProgress",
    "cache_folder",
    "cached_model",
    "make_model",
    "model_hash",
    "model_path",
    "use_model",
]

DownloadProgress = Callable[[int, int], None]
"""Told now and then how many bytes are here, and how many it will be."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the two networks: where the wheel has it, and what its colours become."""

    in_wheel: str
    sha256: str
    mean: float
    std: float


# The names are those that MediaPipe's task library looks for. The means and deviations are those
# of the graphs that the wheel carries beside the networks: -1 to 1, and 0 to 1.
PARTS: Final = {
    "pose_detector.tflite": _Part(
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        mean=127.5,
        std=127.5,
    ),
    "pose_landmarks_detector.tflite": _Part(
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        mean=0.0,
        std=255.0,
    ),
}

# One wheel for everybody: only two data files are taken from it, whatever the system or Python.
REQUIREMENT: Final = "mediapipe==0.10.21"
WHEEL_SHA256: Final = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"
WHEEL_BYTES: Final = 35_627_340
PIP_OPTIONS: Final = (
    "--no-deps --only-binary=:all: --platform manylinux_2_28_x86_64"
    " --python-version 3.12 --implementation cp --abi cp312"
)

MODEL_SHA256: Final = "ca3c3f9d4e970d337fc7e23ea6d2b16ba0b8840c99dc2166921bffa0f69e045b"
MODEL_NAME: Final = f"pose_landmarker_full-{MODEL_SHA256[:8]}.task"
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell: the same bytes every day
ZIP_HEADER_BYTES: Final = 30  # what a zip writes before an entry's name
PADDING_HEADER: Final = struct.Struct("<HH")  # kind and length, before an entry's extra bytes
PADDING_KIND: Final = 0xD935  # what Android's zipalign calls bytes that are there to align
ALIGNMENT: Final = 16  # the weights lie at multiples of it within each network
PROGRESS_EVERY_S: Final = 0.2  # often enough for a bar to move, too seldom to cost anything

WORKSHOP: Final = "formcheck-making-"  # how temporary folders begin in a cache that may be shared
WHEEL_NAMED: Final = "wheel.txt"  # what pip is told to bring; in all that earlier versions made

HOW_TO_GO_ON: Final = (
    f"On a machine with a network run `python -m pip download {PIP_OPTIONS} {REQUIREMENT}`,"
    " bring the file here and run `formcheck model --from WHEEL`"
)
OTHER_MODELS: Final = "Give a MediaPipe pose landmarker, such as pose_landmarker_full.task"


def model_path(progress: DownloadProgress | None = None) -> Path:
    """Return the pose model, making it first where it is missing or damaged.

    Parameters
    ----------
    progress
        Told how much of the wheel is here, while it is fetched.

    Returns
    -------
    Path
        A ``.task`` file whose hash is ``MODEL_SHA256``.

    Raises
    ------
    ModelError
        If it cannot be fetched or written.
    """
    if whole := cached_model():
        return whole
    with _workshop() as work:
        return cached_model() or _make(work, None, progress)


def make_model(wheel: Path | None = None, *, progress: DownloadProgress | None = None) -> Path:
    """Make the pose model and keep it in the cache, whether or not it is there.

    Several processes may do so at once; an interrupted one leaves nothing under the final name.

    Parameters
    ----------
    wheel
        A wheel of MediaPipe 0.10.21 for any system; without one, pip fetches it.
    progress
        Told how much of the wheel is here, while it is fetched.

    Raises
    ------
    ModelError
        If the wheel cannot be fetched or is another one, or the cache cannot be written.
    """
    with _workshop() as work:
        return _make(work, wheel, progress)


def cached_model() -> Path | None:
    """Return the pose model from the cache, or None where it is missing or damaged."""
    path = _cached_name()
    with suppress(OSError):
        if model_hash(path) == MODEL_SHA256:
            return path
    return None


def use_model(path: Path) -> Path:
    """Return the path of another pose model after a look at whether it can be one.

    Parameters
    ----------
    path
        A MediaPipe task file: a zip with the person detector and the landmark network.

    Raises
    ------
    ModelError
        If there is no such file, or it is no pose model.
    """
    with _opened(path, otherwise=OTHER_MODELS) as archive:
        missing = PARTS.keys() - set(archive.namelist())
    if missing:
        parts = " and no ".join(sorted(missing))
        raise ModelError(
            f"this is no pose model, it holds no {parts}", where=str(path), to_do=OTHER_MODELS
        )
    return path


def model_hash(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cache_folder() -> Path:
    """Return the folder for what can be made again: ``FORMCHECK_CACHE``, or the system's own."""
    if named := os.environ.get("FORMCHECK_CACHE"):
        return Path(named)
    return platformdirs.user_cache_path("formcheck", appauthor=False)


def _cached_name() -> Path:
    return cache_folder() / MODEL_NAME


@contextmanager
def _workshop() -> Iterator[Path]:
    """Give a temporary folder in the cache, to one process at a time.

    It lies in the cache so that a finished file moves to its final name in one step.
    """
    cache = cache_folder()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "model.lock"):
            for left_by_a_killed_process in filter(_is_workshop, cache.iterdir()):
                shutil.rmtree(left_by_a_killed_process, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=cache) as work:
                yield Path(work)
    except OSError as error:
        said, otherwise = "the pose model cannot be kept", "name another folder in FORMCHECK_CACHE"
        raise told(ModelError, said, error, where=cache, otherwise=otherwise) from error


def _is_workshop(path: Path) -> bool:
    """Whether this is a temporary folder of a model being made, and not one of somebody's own."""
    earlier = re.fullmatch(r"making-[a-z0-9_]{8}", path.name) and (path / WHEEL_NAMED).exists()
    ours = re.fullmatch(rf"{re.escape(WORKSHOP)}[a-z0-9_]{{8}}", path.name)
    return bool(ours or earlier) and path.is_dir() and not path.is_symlink()


def _make(work: Path, wheel: Path | None, progress: DownloadProgress | None) -> Path:
    made = _bundle(wheel or _fetch_wheel(work, progress), into=work)
    if model_hash(made) != MODEL_SHA256:
        raise ModelError(
            "the model came out different from the one that formcheck is tested with",
            where=str(made),
            to_do="Install the versions that formcheck's lock file names, and try again",
        )
    return made.replace(_cached_name())


def _bundle(wheel: Path, *, into: Path) -> Path:
    bundle = into / MODEL_NAME
    with (
        _opened(wheel, otherwise=HOW_TO_GO_ON) as source,
        bundle.open("wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target,
    ):
        for name, part in PARTS.items():
            network = _network(source, part, wheel)
            content = with_normalisation(network, mean=part.mean, std=part.std)
            target.writestr(_aligned_entry(name, file.tell()), content)
    return bundle


def _aligned_entry(name: str, position: int) -> zipfile.ZipInfo:
    """Return a zip entry whose content starts at a multiple of ``ALIGNMENT``.

    MediaPipe uses the networks where they lie in the file, and some processors want them aligned.
    """
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.create_system = 0  # Python writes the system it runs on otherwise
    start = position + ZIP_HEADER_BYTES + len(name) + PADDING_HEADER.size
    filling = -start % ALIGNMENT
    entry.extra = PADDING_HEADER.pack(PADDING_KIND, filling) + bytes(filling)
    return entry


def _network(source: zipfile.ZipFile, part: _Part, wheel: Path) -> bytes:
    try:
        content = source.read(part.in_wheel)
    except (KeyError, zipfile.BadZipFile, zlib.error):
        content = b""
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise ModelError(
            f"this wheel does not hold the pose model of {REQUIREMENT}",
            where=str(wheel),
            to_do=HOW_TO_GO_ON,
        )
    return content


@contextmanager
def _opened(path: Path, *, otherwise: str) -> Iterator[zipfile.ZipFile]:
    try:
        file = open_plain(path)
    except FileNotFoundError:
        raise ModelError("there is no such file", where=str(path), to_do=otherwise) from None
    except OSError as error:
        raise told_reading(ModelError, "this cannot be read", error, where=path) from error
    with file:
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            what = "this is neither a wheel nor a task file, or it is not whole"
            raise ModelError(what, where=str(path), to_do=otherwise) from error
        with archive:
            yield archive


def _fetch_wheel(folder: Path, progress: DownloadProgress | None) -> Path:
    """Let the user's own pip bring the wheel, from whatever index it is set up with."""
    pinned = folder / WHEEL_NAMED
    pinned.write_text(f"{REQUIREMENT} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--no-input", "--disable-pip-version-check"]
    command += ["download", "--quiet", "--progress-bar=off", "--require-hashes"]
    command += [*PIP_OPTIONS.split(), "--dest", str(folder), "--requirement", str(pinned)]
    complaint = _run(command, folder, progress)
    wheels = list(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise ModelError(
            f"the pose model could not be fetched; pip says: {complaint}", to_do=HOW_TO_GO_ON
        )
    return wheels[0]


def _run(command: list[str], folder: Path, progress: DownloadProgress | None) -> str:
    """Run pip with its temporary files in ``folder``; return its last complaint."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    with subprocess.Popen(
        command,
        env=os.environ | temporary,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            output = _watch(process, folder, progress)
        finally:
            process.kill()
    complaints = [line for line in output.splitlines() if line.startswith("ERROR: ")]
    return complaints[-1].removeprefix("ERROR: ") if complaints else output.strip()[-200:]


def _watch(process: subprocess.Popen[str], folder: Path, progress: DownloadProgress | None) -> str:
    while True:
        try:
            return process.communicate(timeout=PROGRESS_EVERY_S)[1]
        except subprocess.TimeoutExpired:
            if progress:
                progress(min(_wheel_bytes(folder), WHEEL_BYTES), WHEEL_BYTES)


def _wheel_bytes(folder: Path) -> int:
    """Return the size of the wheel, wherever pip keeps it while it grows."""
    sizes = [0]
    for wheel in folder.rglob("*.whl"):
        with suppress(FileNotFoundError):  # pip moves it at the end
            sizes.append(wheel.stat().st_size)
    return max(sizes)
