"""Decoded frames as RGB pictures, upright, in square pixels and no larger than asked.

Angles are measured in these pixels, so a turned or stretched picture would make them all wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, cast

import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

__all__ = ["Upright"]

_SHAPE_TOLERANCE = 0.02
"""Frames whose proportions differ from the first by more are another picture, not a rescaled one.

A rescaled picture differs by the rounding to whole, often even pixels: 1 in 100 or less.
"""

_CONVERTIBLE_COLOURS = frozenset({0, 1, 2, 4, 5, 6, 7, 9})
"""Colour matrices (ITU-T H.273, table 4) that FFmpeg's scaler converts; others are refused."""

_COMMON_COLOUR = Colorspace.ITU709
"""The matrix of high-definition video replaces the others: hues are a little off, shapes not."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """The steps that make a stored picture upright: transpose, then mirror along x, y or both."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Self:
        """Return the quarter turn nearest to the frame's display matrix.

        The matrix ``[a b u; c d v; x y w]`` of ISO/IEC 14496-12 (8.5.2) shows the stored pixel
        (p, q) at (a p + c q, b p + d q).
        """
        side_data: object = frame.side_data  # PyAV's own types say less than it gives
        stored = side_data.get("DISPLAYMATRIX") if isinstance(side_data, Mapping) else None
        if stored is None:
            return cls()
        a, b, _, c, d, *_ = np.frombuffer(bytes(stored), np.int32).tolist()
        if abs(b) > abs(a):
            return cls(transpose=True, mirror_x=c < 0, mirror_y=b < 0)
        return cls(mirror_x=a < 0, mirror_y=d < 0)

    def __call__(self, image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        if self.transpose:
            image = cast(npt.NDArray[np.uint8], cv2.transpose(image))
        if self.mirror_x or self.mirror_y:
            # OpenCV's number: 0 upside down, 1 left to right, -1 both.
            code = -1 if self.mirror_x and self.mirror_y else int(self.mirror_x)
            image = cast(npt.NDArray[np.uint8], cv2.flip(image, code))
        return image


@dataclass(frozen=True, slots=True)
class Upright:
    """Makes the pictures of one recording, all of one size.

    Parameters
    ----------
    stored_wh
        Width and height of the first frame as stored, pixels.
    scaled_wh
        The same with square pixels and reduced, but not yet turned.
    turn
        The turn that makes the stored picture upright.
    """

    stored_wh: tuple[int, int]
    scaled_wh: tuple[int, int]
    turn: _Turn
    _reformatter: VideoReformatter = field(default_factory=VideoReformatter, repr=False)

    @classmethod
    def of(cls, first: VideoFrame, pixel_shape: float, longest_side: int | None) -> Self:
        """Return the converter for pictures of the first frame's shape.

        Parameters
        ----------
        first
            The recording's first frame, which carries the flag that turns it.
        pixel_shape
            Width of a stored pixel over its height; 1 is square.
        longest_side
            The most pixels along either side; None for no limit.
        """
        width, height = first.width * pixel_shape, float(first.height)
        limit = np.inf if longest_side is None else longest_side
        scale = min(1.0, limit / max(width, height))
        scaled_wh = max(1, round(width * scale)), max(1, round(height * scale))
        return cls((first.width, first.height), scaled_wh, _Turn.of(first))

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every picture made, pixels."""
        width, height = self.scaled_wh
        return (height, width) if self.turn.transpose else (width, height)

    def fits(self, frame: VideoFrame) -> bool:
        """Return whether the frame has the first frame's proportions."""
        width, height = self.stored_wh
        return abs(frame.width * height / (frame.height * width) - 1.0) <= _SHAPE_TOLERANCE

    def image(self, frame: VideoFrame) -> npt.NDArray[np.uint8]:
        """Return the frame as RGB, shape (height, width, 3), C-contiguous and its own memory."""
        width, height = self.scaled_wh
        colours = None if frame.colorspace in _CONVERTIBLE_COLOURS else _COMMON_COLOUR
        rgb = self._reformatter.reformat(
            frame,
            width,
            height,
            "rgb24",
            src_colorspace=colours,
            dst_colorspace=colours,
            interpolation="AREA",  # takes every stored pixel into account when reducing
        )
        image = self.turn(cast(npt.NDArray[np.uint8], rgb.to_ndarray()))
        # FFmpeg pads its rows at widths such as 360 or 854, which MediaPipe does not notice; and
        # a frame stored as RGB comes unconverted, still in use by the decoder.
        return image.copy() if rgb is frame else np.ascontiguousarray(image)
