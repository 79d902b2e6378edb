"""Each number by which missing pictures are noticed, held from both sides.

Stand-ins for decoded pictures carry what is asked of those that came whole.
"""

from fractions import Fraction
from types import SimpleNamespace
from typing import cast

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.video.frame import VideoFrame

from formcheck.video.damage import DamageWatch


def picture(*, key: bool = False) -> VideoFrame:
    """Return a picture that came whole, built on others unless it is a key picture."""
    return cast(VideoFrame, SimpleNamespace(is_corrupt=False, key_frame=key, pts=None))


def watched(step_s: float, gap_s: float) -> DamageWatch:
    """Return what was noticed of forty even steps and a gap."""
    watch = DamageWatch(gaps_are_losses=True)
    for i in range(40):
        watch.can_be_relied_on(picture(key=i == 0), i * step_s)
    watch.can_be_relied_on(picture(), 39 * step_s + gap_s)
    return watch


@pytest.mark.parametrize(
    ("step_s", "gap_s", "missing"),
    [(1 / 30, 0.24, 0), (1 / 30, 0.26, 7), (0.1, 0.48, 0), (0.1, 0.52, 4)],
)
def test_a_gap_of_a_quarter_of_a_second_and_five_steps_is_a_loss(
    step_s: float, gap_s: float, missing: int
) -> None:
    """Shorter ones are bridged, or the unevenness of a camera."""
    assert watched(step_s, gap_s).missing == missing


@pytest.mark.parametrize(
    ("lost", "undecodable", "relied_on"), [(2, 0, True), (3, 0, False), (1, 1, True), (0, 3, False)]
)
def test_a_fifth_of_the_picture_may_be_wrong(
    lost: int, undecodable: int, *, relied_on: bool
) -> None:
    """A tenth for each picture that is missing or cannot be decoded."""
    watch = DamageWatch(gaps_are_losses=False)
    watch.can_be_relied_on(picture(key=True), 0.0)
    for _ in range(undecodable):
        watch.undecodable(key=False)
    watch.lost(lost, 0)

    assert watch.can_be_relied_on(picture(), 0.04) is relied_on


GLOBAL_HEADER, OUTPUT_CORRUPT = 1 << 22, 1 << 3
"""FFmpeg's flags that keep the header out of the first picture, and damaged pictures in."""

GREY = 130
"""What FFmpeg takes for a picture that is not there."""


def damaged(image: npt.NDArray[np.uint8]) -> tuple[VideoFrame, VideoFrame]:
    """Return a grey picture and one built on it, of a recording that lacks its key picture."""
    coder = av.CodecContext.create("libx264", "w")
    coder.width, coder.height, coder.pix_fmt = image.shape[1], image.shape[0], "gray"
    coder.time_base = Fraction(1, 25)
    coder.options = {"qp": "0", "bf": "0", "x264-params": "scenecut=0"}
    coder.flags |= GLOBAL_HEADER
    packets = []
    for i, each in enumerate((np.full_like(image, GREY), np.full_like(image, GREY), image)):
        frame = VideoFrame.from_ndarray(each, "gray")
        frame.pts = i
        packets += coder.encode(frame)
    packets += coder.encode(None)
    reader = av.CodecContext.create("h264", "r")
    reader.extradata = coder.extradata
    reader.flags |= OUTPUT_CORRUPT
    first, second = (frame for each in (*packets[1:], None) for frame in reader.decode(each))
    return VideoFrame.from_ndarray(first.to_ndarray()[: len(image)], "gray"), second


def dotted(count: int) -> npt.NDArray[np.uint8]:
    """Return a grey picture with dots, one in each square of 8 by 8 pixels, row by row."""
    image = np.full((96, 160), GREY, np.uint8)
    for row, column in (divmod(i, 20) for i in range(count)):
        image[row * 8 + 3 : row * 8 + 6, column * 8 + 3 : column * 8 + 6] = 255
    return image


def barred(*, right: int = 160, down: int = 96) -> npt.NDArray[np.uint8]:
    """Return a grey picture that is white as far as these pixels."""
    image = np.full((96, 160), GREY, np.uint8)
    image[:down, :right] = 255
    return image


@pytest.mark.parametrize(
    ("image", "relied_on"),
    [
        *((dotted(48), True), (dotted(49), False)),
        *((barred(right=32), True), (barred(right=40), False)),
        *((barred(down=16), True), (barred(down=24), False)),
    ],
    ids=["48 dots", "49 dots", "4 columns", "5 columns", "2 rows", "3 rows"],
)
def test_a_picture_changes_by_its_twenty_by_twelve_parts(
    image: npt.NDArray[np.uint8], *, relied_on: bool
) -> None:
    """Of 240 parts 48 are a fifth: one picture damaged more than that smears those after it."""
    before, hurt = damaged(image)
    watch = DamageWatch(gaps_are_losses=False)

    assert watch.can_be_relied_on(before, 0.0)
    assert not watch.can_be_relied_on(hurt, 0.04)
    assert watch.can_be_relied_on(before, 0.08) is relied_on
