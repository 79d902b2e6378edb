"""Pictures that are sent one for each frame, and never a frame later than need be."""

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from formcheck.app.camera.left_over import LeftOver

FRAME_S = 0.033


def lags(takes_s: list[float]) -> list[int]:
    """Send frames whose pictures take so long; return by how many frames each picture lags.

    What sends them is as streamlit-webrtc: one picture leaves with each frame that comes, and the
    worker takes all frames that came meanwhile.
    """
    left_over, ready = LeftOver(), deque[tuple[float, int]]()
    came: deque[tuple[float, int]] = deque()
    shown: list[int] = []
    free_s, sent = 0.0, -1
    for number in range(len(takes_s)):
        now_s = number * FRAME_S
        while came and free_s <= now_s:
            begin_s = max(free_s, came[0][0])
            queued = [came.popleft()]
            while came and came[0][0] <= begin_s:
                queued.append(came.popleft())
            skip = left_over.came(len(queued), begin_s)
            free_s = begin_s + takes_s[queued[-1][1]]
            left_over.made(sent=not skip, now_s=free_s)
            if not skip:
                ready.append((free_s, queued[-1][1]))
        if ready and ready[0][0] <= now_s:
            _, sent = ready.popleft()
        came.append((now_s, number))
        shown.append(number - sent)
    return shown


def test_pictures_in_time_are_all_sent_with_the_next_frame() -> None:
    """Where every picture is done before the next frame, each lags by one."""
    assert set(lags([0.01] * 60)[1:]) == {1}


def test_one_late_picture_delays_only_itself() -> None:
    """After a picture that took too long the lag is one frame again, and stays so."""
    takes = [0.01] * 90
    takes[20] = 0.05

    assert set(lags(takes)[40:]) == {1}


@given(st.lists(st.sampled_from([0.01, 0.02, 0.05, 0.09, 0.3]), max_size=30))
def test_whatever_was_late_the_lag_comes_back(takes: list[float]) -> None:
    """However uneven the beginning, once pictures are in time they lag by one frame."""
    assert set(lags([*takes, *[0.01] * 120])[-30:]) == {1}
