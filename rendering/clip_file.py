"""Sample clips as files: small, playable everywhere, and comparable with their rendering."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["Image", "Step", "decoded", "finished", "psnr_db", "write_clip"]

Image = npt.NDArray[np.uint8]
"""A picture (h, w, 3), RGB."""

Step = Callable[[], None]
"""Called after each picture."""

ENCODING: Final = {"preset": "slow", "crf": "24", "threads": "1", "rc-lookahead": "12"}
"""Small and still sharp: 13 to 27 kB a second at 640 × 480, and 33 to 38 dB against the rendered
pictures, most of it the noise of the camera that compression takes away (measured).

One thread, and a short look ahead: what a second of the clip looks like then depends on no more
than the next half second of pictures, so that a piece of a clip can be made anew and compared.
"""

MOVFLAGS: Final = {"movflags": "+faststart", "fflags": "+bitexact"}
"""The index first, so that pages can play a clip while it loads; no date or version inside."""

SMPTE_170M: Final = 6
"""What OpenCV's RGB to YUV does, by its number in ITU-T H.273: players then show true colours."""

PEAK: Final = 255.0


@contextlib.contextmanager
def finished(*paths: Path) -> Iterator[tuple[Path, ...]]:
    """Give names to write to, which become the real ones together at the end, or are gone."""
    partial = tuple(path.with_name(f".{path.name}.part") for path in paths)
    try:
        yield partial
        for written, path in zip(partial, paths, strict=True):
            written.replace(path)
    finally:
        for path in partial:
            path.unlink(missing_ok=True)


def write_clip(path: Path, images: Iterable[Image], size_wh: tuple[int, int], fps: int) -> None:
    """Write pictures of one size as an H.264 recording in MP4, evenly spaced in time."""
    with av.open(str(path), "w", format="mp4", options=MOVFLAGS) as container:
        stream = container.add_stream("libx264", rate=fps, options=ENCODING)
        stream.width, stream.height = size_wh
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.gop_size = 2 * fps
        context.colorspace = context.color_primaries = context.color_trc = SMPTE_170M
        for number, image in enumerate(images):
            yuv = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), np.uint8)
            frame = av.VideoFrame.from_ndarray(yuv, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def decoded(path: Path) -> Iterator[Image]:
    """Return the pictures of a clip in order."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield np.ascontiguousarray(frame.to_ndarray(format="rgb24"))


def psnr_db(one: Image, other: Image) -> float:
    """Return how alike two pictures are, in decibels; infinite if they are the same."""
    squares = np.square(one.astype(np.float32) - other.astype(np.float32))
    with np.errstate(divide="ignore"):
        return float(20 * np.log10(PEAK) - 10 * np.log10(squares.mean()))
