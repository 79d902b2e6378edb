"""Names of files that somebody else gave: what is made of them, and where they lead."""

from pathlib import Path, PureWindowsPath
from typing import Final

from formcheck.printable import printable

__all__ = ["is_on_another_computer", "plain_stem"]

_NAMELESS: Final = "recording"
"""What is made of a video whose name is dots alone."""

_LONGEST_NAME: Final = 240
"""Bytes. Systems take 255 or more; a number behind the name, or a file's ending, has room."""

_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
"""Names that Windows keeps for itself, in every folder."""


def plain_stem(video: Path) -> str:
    """Return the stem of a video, made a name that any system takes for a new file or folder.

    Two dots are the folder above; Windows leaves out dots and spaces at a name's end, and takes
    some names, whatever follows their first dot, for devices. What cannot be seen in a name
    becomes ``_``, and one too long for a number behind it is cut.
    """
    seen = "".join(letter if printable(letter) == letter else "_" for letter in video.stem)
    short = seen.encode()[:_LONGEST_NAME].decode(errors="ignore")
    name = short.rstrip(". ") or _NAMELESS
    return f"_{name}" if name.partition(".")[0].strip().upper() in _DEVICES else name


def is_on_another_computer(name: str) -> bool:
    r"""Whether a name leads over the network on Windows, as ``\\there\share\set.mp4`` does.

    Only to look whether there is such a file would call there, and tell who asks.
    """
    return PureWindowsPath(name).drive.startswith("\\\\")
