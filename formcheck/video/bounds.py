"""How much a recording may unfold to: a small file must not take all of a machine's memory or time.

A stored picture of one colour takes a few bytes, whatever its size, and a file can refer to the
same bytes any number of times. So a valid file of a kilobyte can ask for gigabytes, and one of a
hundred kilobytes for a quarter of an hour.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import VideoError

__all__ = ["LIFTED", "NO_BOUNDS", "USUAL_BOUNDS", "Bounds", "Unfolded"]

LARGEST_PICTURE: Final = 7680 * 4320
"""Pixels of an 8K picture, the largest that cameras and phones record."""

PIXELS_A_BYTE: Final = 10_000
"""Eight times the pixels per byte of the stillest of 106 real and rendered recordings (1,290; of
real ones 990). Without noise, which every camera has, H.265 at 1080p comes to 3,100, AV1 at
720p to 4,000, and 320 × 240 in H.264 to 8,700."""

FREE_PIXELS: Final = 1 << 29
"""Pixels that any file may unfold to: a thousand small pictures, half a minute, as synthetic
recordings are short."""

MIN_PIXELS_A_PICTURE: Final = 1 << 19
"""Each picture counts as at least this many pixels, 960 × 546: finding its pose takes as long as
decoding some millions, however small it is."""

LIFTED: Final = "if you trust it, formcheck review --any-size reads it all the same"
"""Advice for a user whose file exceeds a bound."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a file may unfold to.

    Parameters
    ----------
    picture
        Pixels of one picture as stored; infinite for no bound.
    per_byte
        Pixels of all pictures for each byte of the file; infinite for no bound.
    """

    picture: float = LARGEST_PICTURE
    per_byte: float = PIXELS_A_BYTE

    def check_picture(self, size_wh: tuple[int, int], path: Path) -> None:
        """Raise VideoError if a picture is larger than the largest."""
        width, height = size_wh
        if width * height > self.picture:
            raise VideoError(
                f"Its pictures are larger than 8K: {width} × {height}",
                where=str(path),
                to_do=f"Export it smaller; {LIFTED}",
            )

    @property
    def decoder_options(self) -> dict[str, str]:
        """FFmpeg options that bound a picture's memory before its size is known to us."""
        return {} if math.isinf(self.picture) else {"max_pixels": str(int(self.picture))}


USUAL_BOUNDS: Final = Bounds()

NO_BOUNDS: Final = Bounds(math.inf, math.inf)


class Unfolded:
    """Counts the pixels that a file has unfolded to so far.

    Parameters
    ----------
    path
        The file.
    bounds
        The most that it may unfold to.
    """

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self._path = path
        self._left = FREE_PIXELS + bounds.per_byte * path.stat().st_size

    def add(self, pixels: int, pictures: int = 1) -> None:
        """Count pictures of this many pixels each; raise VideoError if they exceed the bounds."""
        self._left -= pictures * max(pixels, MIN_PIXELS_A_PICTURE)
        if self._left < 0:
            raise VideoError(
                "Far more pictures are packed into it than any camera packs into so small a file",
                where=str(self._path),
                to_do=f"Record or export it again; {LIFTED}",
            )
