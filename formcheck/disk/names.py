"""File names from outside: how to make them safe, and whether they lead over the network."""

from pathlib import Path, PureWindowsPath
from typing import Final

from formcheck.printable import printable

__all__ = ["is_on_another_computer", "plain_stem"]

_NAMELESS: Final = "recording"
"""The stem for a video whose name is dots alone."""

_LONGEST_NAME: Final = 240
"""Bytes. Systems take 255 or more, which leaves room for a number or a file's ending."""

_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
"""Names that Windows keeps for itself, in every folder."""


def plain_stem(video: Path) -> str:
    """Return a video's stem as a name that any system accepts for a new file or folder.

    Two dots are the folder above; Windows drops dots and spaces at a name's end, and takes some
    names, whatever follows their first dot, for devices. Invisible characters become ``_``, and a
    name too long for a number behind it is cut.
    """
    seen = "".join(letter if printable(letter) == letter else "_" for letter in video.stem)
    short = seen.encode()[:_LONGEST_NAME].decode(errors="ignore")
    name = short.rstrip(". ") or _NAMELESS
    return f"_{name}" if name.partition(".")[0].strip().upper() in _DEVICES else name


def is_on_another_computer(name: str) -> bool:
    r"""Whether a name leads over the network on Windows, as ``\\there\share\set.mp4`` does.

    Even checking that such a file exists would contact that computer, and reveal the user to it.
    """
    return PureWindowsPath(name).drive.startswith("\\\\")
