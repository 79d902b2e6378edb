"""Each number by which missing pictures are noticed, held from both sides.

Stand-ins for decoded pictures carry what is asked of those that came whole.
"""

from types import SimpleNamespace
from typing import cast

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
