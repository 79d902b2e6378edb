"""Builds a task file of the two networks that MediaPipe's task library wants in it."""

import hashlib
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.disk.plain import open_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import ModelError
from formcheck.pose.normalisation import with_normalisation

__all__ = ["DETECTOR", "LANDMARKS", "Network", "bundle", "opened_zip"]

DETECTOR: Final = "pose_detector.tflite"
LANDMARKS: Final = "pose_landmarks_detector.tflite"

ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell: the same bytes every day
ZIP_HEADER_BYTES: Final = 30  # what a zip writes before an entry's name
PADDING_HEADER: Final = struct.Struct("<HH")  # kind and length, before an entry's extra bytes
PADDING_KIND: Final = 0xD935  # what Android's zipalign calls bytes that are there to align
ALIGNMENT: Final = 16  # the weights lie at multiples of it within each network


@dataclass(frozen=True, slots=True)
class Network:
    """One of the two networks: its name in the archive, its hash, and its colours' mean and std."""

    in_archive: str
    sha256: str
    mean: float
    std: float


def bundle(
    networks: Mapping[str, Network], read: Callable[[str], bytes], *, into: Path, wrong: ModelError
) -> None:
    """Write a task file of the networks.

    Parameters
    ----------
    networks
        The networks by their names in the task file.
    read
        Returns a file's bytes by its name in the archive; empty where there is none.
    into
        The task file to write.
    wrong
        Raised where the archive lacks a network or holds a different one.
    """
    with into.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
        for name, network in networks.items():
            content = read(network.in_archive)
            if hashlib.sha256(content).hexdigest() != network.sha256:
                raise wrong
            normalised = with_normalisation(content, mean=network.mean, std=network.std)
            target.writestr(_aligned_entry(name, file.tell()), normalised)


def _aligned_entry(name: str, position: int) -> zipfile.ZipInfo:
    """Return a zip entry whose content starts at a multiple of ``ALIGNMENT``.

    MediaPipe uses the networks in place in the file, and some processors want them aligned.
    """
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.create_system = 0  # Python writes the system it runs on otherwise
    start = position + ZIP_HEADER_BYTES + len(name) + PADDING_HEADER.size
    filling = -start % ALIGNMENT
    entry.extra = PADDING_HEADER.pack(PADDING_KIND, filling) + bytes(filling)
    return entry


@contextmanager
def opened_zip(path: Path, *, otherwise: str) -> Iterator[zipfile.ZipFile]:
    """Open a wheel or a task file; ``otherwise`` tells the user what to do if it is neither."""
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
