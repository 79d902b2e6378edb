"""BlazePose lite and heavy from MediaPipe's package for web pages, ``@mediapipe/pose`` of npm.

No other archive of a package registry carries them; their licence is Apache's. We fetch it by HTTPS
and unpack only the networks; their hashes and the archive's own are pinned.
"""

import hashlib
import http.client
import os
import tarfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from formcheck.disk.plain import open_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import ModelError
from formcheck.pose.models.bundle import DETECTOR, LANDMARKS, Network, bundle
from formcheck.pose.models.cache import Progress

__all__ = ["MEDIAPIPE_POSE", "NETWORKS", "Package", "make_from_package"]

REGISTRY: Final = "https://registry.npmjs.org"
REGISTRY_VARIABLE: Final = "npm_config_registry"  # npm's own, for those who have a mirror


@dataclass(frozen=True, slots=True)
class Package:
    """One release of a package: its path in a registry, and its archive's size and hash.

    ``sha512`` is npm's own "integrity", in hexadecimal digits.
    """

    path: str
    size: int
    sha512: str

    @property
    def name(self) -> str:
        """The archive's name."""
        return self.path.rpartition("/")[2]

    @property
    def to_do(self) -> str:
        """Advice for when the archive cannot be fetched, or is a different one."""
        return (
            f"On a machine with a network fetch {REGISTRY}{self.path}, bring the file here and run"
            " `formcheck model --backend NAME --from FILE`"
        )


MEDIAPIPE_POSE: Final = Package(
    "/@mediapipe/pose/-/pose-0.5.1675469404.tgz",
    40_985_403,
    "0c566c3564ec4a9851219a699d40aeba7cc18873f615d25747d7a173b98c8b82"
    "86fa83da387d049b777a92becfcbe4d2c935c2d5da07f3c29c176f24dac071b1",
)

TIMEOUT_S: Final = 30.0  # a network silent for this long is gone
CHUNK_BYTES: Final = 1 << 18  # a quarter of a megabyte: the bar moves, and each is quickly here
MAX_NETWORK_BYTES: Final = 30_000_000  # heavy's is 27.7 MB

# This file holds the detector alone. It finds the same people as the wheel's: landmarks are equal.
_DETECTOR: Final = Network(
    "package/pose_solution_packed_assets.data",
    "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    mean=127.5,
    std=127.5,
)
_LITE: Final = {
    DETECTOR: _DETECTOR,
    LANDMARKS: Network(
        "package/pose_landmark_lite.tflite",
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
        mean=0.0,
        std=255.0,
    ),
}
_HEAVY: Final = {
    DETECTOR: _DETECTOR,
    LANDMARKS: Network(
        "package/pose_landmark_heavy.tflite",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
        mean=0.0,
        std=255.0,
    ),
}

NETWORKS: Final = {"lite": _LITE, "heavy": _HEAVY}
"""The networks of each model, by its name."""


def make_from_package(  # noqa: PLR0913 - what, from where, to where, and whom to tell
    networks: Mapping[str, Network],
    work: Path,
    archive: Path | None,
    into: Path,
    progress: Progress | None,
    *,
    package: Package = MEDIAPIPE_POSE,
) -> None:
    """Write the model of these networks; without an archive, fetch it into ``work``.

    Raises
    ------
    ModelError
        If the archive cannot be fetched, or is not the pinned one.
    """
    if archive is None:
        archive = work / package.name
        _fetch(package, archive, progress)
    wrong = ModelError(
        f"this is not {package.name}, or it is not whole", where=str(archive), to_do=package.to_do
    )
    with _opened(archive, package) as file:
        # Before it is unpacked: an archive of another size or hash may unfold to anything.
        if file.seek(0, os.SEEK_END) != package.size:
            raise wrong
        file.seek(0)
        if hashlib.file_digest(file, "sha512").hexdigest() != package.sha512:
            raise wrong
        file.seek(0)
        with tarfile.open(fileobj=file, mode="r:gz") as unpacked:
            bundle(networks, partial(_read, unpacked), into=into, wrong=wrong)


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    """Return a plain file of the archive; empty where it is missing or too large."""
    with suppress(KeyError):
        member = archive.getmember(name)
        if member.isreg() and member.size <= MAX_NETWORK_BYTES:
            content = archive.extractfile(member)
            return content.read() if content is not None else b""
    return b""


@contextmanager
def _opened(archive: Path, package: Package) -> Iterator[BufferedReader]:
    try:
        file = open_plain(archive)
    except FileNotFoundError:
        where = str(archive)
        raise ModelError("there is no such file", where=where, to_do=package.to_do) from None
    except OSError as error:
        raise told_reading(ModelError, "this cannot be read", error, where=archive) from error
    with file:
        yield file


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Goes along with a redirection only where it leads on by HTTPS."""

    def redirect_request(self, *args: Any) -> urllib.request.Request | None:
        """Return the request to go on with, by the one before, its answer, …, the new address."""
        if not str(args[-1]).startswith("https:"):
            args[1].close()
            raise urllib.error.URLError("it is redirected to an address without HTTPS")
        return super().redirect_request(*args)


def _fetch(package: Package, into: Path, progress: Progress | None) -> None:
    """Download a package's archive, at most as many bytes as its size."""
    registry = os.environ.get(REGISTRY_VARIABLE) or REGISTRY
    address = registry.rstrip("/") + package.path

    def unfetched(why: object) -> ModelError:
        said = f"the pose model could not be fetched: {why or type(why).__name__}"
        return ModelError(said, where=address, to_do=package.to_do)

    opener = urllib.request.build_opener(_OnlyHttps())
    try:
        answer = opener.open(address, timeout=TIMEOUT_S)
    except (OSError, ValueError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it is an answer, too
        raise unfetched(error) from error
    here = 0
    with answer, into.open("wb") as file:
        while True:
            try:
                chunk = answer.read(CHUNK_BYTES)
            except (OSError, http.client.HTTPException) as error:
                raise unfetched(error) from error
            if not chunk:
                break
            here += len(chunk)
            if here > package.size:
                raise unfetched("more comes than the package has")
            file.write(chunk)
            if progress is not None:
                progress(here, package.size)
    if here < package.size:
        raise unfetched(f"it broke off after {here / 1e6:.1f} MB")
