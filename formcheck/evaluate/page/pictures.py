"""Frames of a clip, as JPEG, with their moments drawn on them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.drawing.canvas import Image
from formcheck.evaluate.score.trace import Trace
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.review.overlay import Overlay
from formcheck.video.reading import read_video

__all__ = ["pictures_of"]

_HEIGHT: Final = 400  # two beside each other on a laptop's screen, and about 30 KB each
_QUALITY: Final = 82


def pictures_of(
    video: Path, spec: ExerciseSpec, trace: Trace, times_s: Iterable[float]
) -> Mapping[float, bytes]:
    """Return the frames nearest to some times, drawn on, as JPEG.

    Raises
    ------
    VideoError
        The recording is not, or no longer, readable.
    """
    wanted: dict[int, list[float]] = {}
    moments_s = trace.time_s
    for time_s in times_s if len(moments_s) else ():
        wanted.setdefault(int(np.abs(moments_s - time_s).argmin()), []).append(time_s)
    found: dict[float, bytes] = {}
    if not wanted:
        return found
    with read_video(video) as frames:
        for frame in frames:
            for time_s in wanted.pop(frame.index, ()):
                # A new overlay each time, so that no earlier cue or count lingers.
                overlay = Overlay(spec.name, spec.phase_names)
                found[time_s] = _jpeg(overlay.draw(frame.image, trace.moments[frame.index]))
            if not wanted:
                break
    return found


def _jpeg(image: Image) -> bytes:
    height, width = image.shape[:2]
    size = (max(1, round(width * _HEIGHT / height)), _HEIGHT)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA) if height > _HEIGHT else image
    colours = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    _, content = cv2.imencode(".jpg", colours, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return content.tobytes()
