"""What the browser's fake camera plays: clips of rendered people, as a webcam would give them.

Chromium takes Motion JPEG at 30 frames a second as its camera and begins again at the end. That is
what most webcams send, and a fiftieth of the size of uncompressed pictures.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.video.decode import Frame, open_video

Image = npt.NDArray[np.uint8]
Piece = tuple[float, float]
"""From when to when of a clip, seconds."""

FRAMES_PER_S = 30
"""What Chromium plays Motion JPEG at."""

JPEG_QUALITY = 92
"""As good as webcams get: the next steps of the way, two video encoders, lose far more."""

WHOLE: tuple[Piece, ...] = ((0.0, 1e9),)
"""All of a clip."""

ROUNDING_S = 1e-6
"""A tick this close to the next picture is the next picture's."""

SAMPLES = Path(__file__).parents[2] / "sample_videos"


def film(
    path: Path,
    clip: Path,
    pieces: Sequence[Piece] = WHOLE,
    *,
    paint: Callable[[Image, int], None] | None = None,
) -> Path:
    """Write pieces of a clip, one after the other, for the fake camera; return ``path``.

    ``paint`` may draw on each picture (RGB), given how many were before it.
    """
    with path.open("wb") as file:
        for number, shown in enumerate(_shown(clip, pieces)):
            image = shown.copy()
            if paint is not None:
                paint(image, number)
            picture = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
            _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
            file.write(jpeg.tobytes())
    return path


def _shown(clip: Path, pieces: Sequence[Piece]) -> Iterator[Image]:
    """Yield the picture shown at each tick of the camera."""
    for start_s, end_s in pieces:
        ticks = 0
        with open_video(clip) as frames:
            for frame, until_s in _with_ends(frames):
                while start_s + ticks / FRAMES_PER_S < min(until_s, end_s) - ROUNDING_S:
                    yield frame.image
                    ticks += 1
                if until_s >= end_s:
                    break


def _with_ends(frames: Iterator[Frame]) -> Iterator[tuple[Frame, float]]:
    """Yield each frame with the time at which the next one takes its place."""
    before: Frame | None = None
    for frame in frames:
        if before is not None:
            yield before, frame.time_s
        before = frame
    if before is not None:
        yield before, before.time_s + 1 / FRAMES_PER_S
