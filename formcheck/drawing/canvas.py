"""Draws lines, letters and plates on a picture: anti-aliased, scaled with it, inside its edges.

OpenCV draws into the frame itself; Pillow would copy every frame there and back.
"""

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.drawing.style import DARK, GROWTH, PLATE, REFERENCE_SIDE, RIM, Colour
from formcheck.exercise.results.report import Verdict
from formcheck.landmarks.pose import FloatArray

__all__ = ["Canvas", "Image", "Ink", "Strokes"]

Image = npt.NDArray[np.uint8]
Strokes = Sequence[Sequence[tuple[float, float]]]

_SHIFT: Final = 4  # OpenCV takes sixteenths of a pixel: lines glide with the body, not in steps
_BOLD: Final = 600  # weight of the letters, on the scale of fonts where 400 is regular
_ELLIPSIS: Final = "…"
_KEPT: Final = 512  # sizes and plates kept: more than a review uses, few enough to stay small


@dataclass(frozen=True, slots=True)
class Ink:
    """Settings for everything drawn on a picture.

    ``plate`` is how much a plate darkens (1: black); ``lines`` and ``letters`` multiply the sizes
    of the style; ``smallest`` is the least size of letters in pixels of the picture; ``colours``
    replace others.
    """

    plate: float = PLATE
    lines: float = 1.0
    letters: float = 1.0
    smallest: int = 1
    colours: Mapping[Colour, Colour] = field(default_factory=dict)


class Canvas:
    """Draws on one picture, in place.

    Parameters
    ----------
    image
        RGB, shape (height, width, 3), contiguous.
    ink
        Settings of the drawing.
    scale
        Pixels of this picture for one of the style; by default what suits a picture of this size.
    """

    def __init__(self, image: Image, ink: Ink | None = None, scale: float | None = None) -> None:
        self.image = image
        self.height: int
        self.width: int
        self.height, self.width = image.shape[:2]
        side = math.sqrt(self.width * self.height)
        self._ink = ink or _PLAIN
        self.text_scale = self._ink.letters
        self._scale: float = scale or (side / REFERENCE_SIDE) ** GROWTH

    def px(self, size: float) -> int:
        """Return a size of the style in pixels of this picture, at least 1."""
        return max(1, round(size * self._scale))

    def letters(self, size: float) -> int:
        """Return the size of letters in pixels of this picture."""
        return max(self._ink.smallest, self.px(size * self._ink.letters))

    def shade(self, colour: Colour) -> Colour:
        """Return the colour that is drawn for a colour of the style."""
        return self._ink.colours.get(colour, colour)

    def line(self, points_px: FloatArray, colour: Colour, width: float) -> None:
        """Draw a line through points ``(n, 2)`` with a dark rim; points that are NaN break it."""
        runs = [_fixed(run) for run in _unbroken(points_px)]
        for size, shade in ((width + 2 * RIM, DARK), (width, self.shade(colour))):
            thick = self.px(size * self._ink.lines)
            cv2.polylines(self.image, runs, False, shade, thick, cv2.LINE_AA, shift=_SHIFT)

    def dashes(self, points_px: FloatArray, colour: Colour, width: float, dash: float) -> None:
        """Draw a line like `line`, broken into dashes of one length."""
        for run in _unbroken(points_px):
            for piece in _dashed(run, self.px(dash)):
                self.line(piece, colour, width)

    def dots(self, points_px: FloatArray, colour: Colour, radius: float) -> None:
        """Draw a dot at each point that is not NaN."""
        size, colour = self.px(radius * self._ink.lines), self.shade(colour)
        for centre in _fixed(points_px[np.isfinite(points_px).all(axis=1)]):
            at = (int(centre[0]), int(centre[1]))
            cv2.circle(self.image, at, (size << _SHIFT), colour, -1, cv2.LINE_AA, shift=_SHIFT)

    def ring(self, centre: tuple[int, int], radius: int, share: float, colour: Colour) -> None:
        """Draw a ring and fill a share of it, 0 to 1, clockwise from the top."""
        width, share = max(2, radius // 6), min(max(share, 0.0), 1.0)
        for end, shade in ((360.0, DARK), (360.0 * share, self.shade(colour))):
            cv2.ellipse(
                self.image, centre, (radius, radius), -90, 0, end, shade, width, cv2.LINE_AA
            )

    def mark(self, centre: tuple[int, int], size: int, verdict: Verdict, colour: Colour) -> None:
        """Draw a verdict's sign: a tick, an exclamation mark, a cross, a ring or a dash."""
        self.sign(centre, size, _STROKES[verdict], colour)

    def sign(self, centre: tuple[int, int], size: int, strokes: Strokes, colour: Colour) -> None:
        """Draw a sign of strokes; their points range from -1 to 1 both ways, y downwards."""
        width = max(2, size // 3)
        lines = [_fixed(np.array(centre) + np.array(stroke) * size) for stroke in strokes]
        shade = self.shade(colour)
        cv2.polylines(self.image, lines, False, shade, width, cv2.LINE_AA, shift=_SHIFT)

    def plate(self, left: int, top: int, width: int, height: int, radius: int) -> None:
        """Darken a rectangle with round corners, clipped to the picture."""
        x, y = max(left, 0), max(top, 0)
        part = self.image[y : max(top + height, 0), x : max(left + width, 0)]
        if part.size:
            shade = _plate(width, height, radius, self._ink.plate)[y - top :, x - left :]
            cv2.multiply(part, shade[: part.shape[0], : part.shape[1]], dst=part, scale=1 / 255)

    def block(self, box: tuple[int, int, int, int], colour: Colour, radius: int = 0) -> None:
        """Fill a rectangle given by left, top, width and height; its corners may be round."""
        left, top, width, height = box
        across = np.array([left + radius, left + max(width - radius, radius + 1) - 1])
        down = np.array([top + radius, top + max(height - radius, radius + 1) - 1])
        corners = np.column_stack((across[[0, 1, 1, 0]], down[[0, 0, 1, 1]])).astype(np.int32)
        cv2.fillConvexPoly(self.image, corners, self.shade(colour))
        if radius:
            shade = self.shade(colour)
            cv2.polylines(self.image, [corners], True, shade, 2 * radius, cv2.LINE_AA)

    def text(self, text: str, at: tuple[int, int], size: float, colour: Colour) -> None:
        """Write one line; ``at`` is its left end, at the middle of its capital letters."""
        pixels, shade = self.letters(size), self.shade(colour)
        baseline = at[1] + round(_CAPITAL * pixels / 2)
        cv2.putText(self.image, _plain(text), (at[0], baseline), shade, _face(), pixels, _BOLD)

    def text_centred(self, text: str, at: tuple[int, int], size: float, colour: Colour) -> None:
        """Write one line with its middle at ``at``."""
        left = at[0] - self.text_width(text, size) // 2
        self.text(text, (left, at[1]), size, colour)

    def text_width(self, text: str, size: float) -> int:
        """Return the width of a line in pixels."""
        return _text_width(text, self.letters(size))

    def fitted(self, text: str, size: float, room: int) -> float:
        """Return the size, or the smaller one at which a line is no wider than ``room`` pixels."""
        smallest = self._ink.smallest
        while size > 1 and self.letters(size) > smallest and self.text_width(text, size) > room:
            size *= 0.95
        return size

    def shortened(self, text: str, size: float, room: int) -> str:
        """Return the text, cut with an ellipsis if it is wider than ``room`` pixels."""
        if self.text_width(text, size) <= room:
            return text
        kept = text
        while kept and self.text_width(kept + _ELLIPSIS, size) > room:
            kept = kept[:-1]
        return kept.rstrip(" ,;") + _ELLIPSIS

    def wrapped(self, text: str, size: float, room: int) -> list[str]:
        """Return the text in lines no wider than ``room`` pixels, broken between words."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else ""
            if longer and self.text_width(longer, size) <= room:
                lines[-1] = longer
            else:
                lines.append(self.shortened(word, size, room))
        return lines


_STROKES: Final = {
    Verdict.GOOD: [[(-0.8, 0.1), (-0.2, 0.7), (0.9, -0.7)]],
    Verdict.WARN: [[(0.0, -0.9), (0.0, 0.2)], [(0.0, 0.8), (0.0, 0.85)]],
    Verdict.FAULT: [[(-0.7, -0.7), (0.7, 0.7)], [(-0.7, 0.7), (0.7, -0.7)]],
    Verdict.NO_FAULT_SEEN: [[(0.0, -0.8), (0.8, 0.0), (0.0, 0.8), (-0.8, 0.0), (0.0, -0.8)]],
    Verdict.NO_ROUNDING_SEEN: [
        [(0.7 * math.cos(turn), 0.7 * math.sin(turn)) for turn in np.linspace(0, math.tau, 13)]
    ],
    Verdict.NOT_JUDGED: [[(-0.8, 0.0), (0.8, 0.0)]],
}

_PLAIN: Final = Ink()
_CAPITAL: Final = 0.7  # height of a capital letter of this font over its size


_own = threading.local()


def _face() -> cv2.FontFace:
    """Return this thread's font: two threads that write with the same one spoil each other's."""
    if not hasattr(_own, "face"):
        _own.face = cv2.FontFace("sans")  # comes with OpenCV; has °, ×, – and accents
    face: cv2.FontFace = _own.face
    return face


@lru_cache(_KEPT)
def _text_width(text: str, pixels: int) -> int:
    box = cv2.getTextSize((0, 0), _plain(text), (0, 0), _face(), pixels, _BOLD)
    return int(box[2])


def _plain(text: str) -> str:
    """Return the text with plain zeros: from afar, this font's crossed-out ones look like 8."""
    return text.replace("0", "O")


@lru_cache(_KEPT)
def _plate(width: int, height: int, radius: int, darkness: float) -> Image:
    """Return the factors that darken a rectangle, 255 for unchanged; (height, width, 3)."""
    radius = min(radius, width // 2, height // 2)
    inside = np.zeros((height, width), np.uint8)
    inside[radius : height - radius, :] = 255
    inside[:, radius : width - radius] = 255
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(inside, (x, y), radius, 255, -1, cv2.LINE_AA)
    shade = 255 - inside * darkness
    return np.ascontiguousarray(np.repeat(shade[:, :, None], 3, axis=2).astype(np.uint8))


def _unbroken(points_px: FloatArray) -> list[FloatArray]:
    """Return the stretches of two or more points without NaN."""
    known = np.isfinite(points_px).all(axis=1)
    edges = np.flatnonzero(np.diff(known)) + 1
    runs = np.split(points_px, edges)
    return [run for run in runs if len(run) > 1 and np.isfinite(run[0]).all()]


def _dashed(points_px: FloatArray, dash: int) -> Sequence[FloatArray]:
    """Return every other stretch of ``dash`` pixels of a line."""
    steps = np.hypot(*np.diff(points_px, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    starts = np.arange(0.0, along[-1], 2 * dash)
    ends = np.minimum(starts + dash, along[-1])
    x, y = points_px.T
    places = np.stack([starts, (starts + ends) / 2, ends], axis=1)
    pieces = np.stack([np.interp(places, along, x), np.interp(places, along, y)], axis=2)
    return list(pieces)


def _fixed(points_px: FloatArray) -> npt.NDArray[np.int32]:
    # A joint far outside the picture would overflow OpenCV's own arithmetic.
    return np.asarray(points_px.clip(-5000, 5000) * (1 << _SHIFT)).round().astype(np.int32)
