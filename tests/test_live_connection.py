"""A connection: the model is loaded when needed, let go of, and loaded afresh when it fails."""

import pytest
from live_stand_ins import Estimators, frame

from formcheck.live.connection import FRESH_AFTER, RETRY_S, Connection


def test_the_model_is_loaded_with_the_first_frame_and_once() -> None:
    """Nothing is loaded beforehand, and one estimator sees all frames."""
    estimators = Estimators()
    connection = Connection(estimators)
    assert estimators.made == 0
    for number in range(5):
        assert connection.pose(frame(number / 30), number / 30) is not None

    assert estimators.made == 1


def test_closing_lets_go_and_the_next_frame_begins_anew() -> None:
    """A closed connection holds no model; a frame loads another at once."""
    estimators = Estimators()
    connection = Connection(estimators)
    connection.pose(frame(0.0), 0.0)
    connection.close()
    assert estimators.open == 0

    assert connection.pose(frame(0.1), 0.1) is not None
    assert (estimators.made, estimators.open) == (2, 1)


def test_a_model_that_keeps_failing_is_loaded_afresh() -> None:
    """After a few failures in a row another estimator is made; the broken one is let go of."""
    estimators = Estimators(fails=lambda number: number <= FRESH_AFTER)
    connection = Connection(estimators)
    for number in range(FRESH_AFTER):
        with pytest.raises(RuntimeError):
            connection.pose(frame(number / 30), 10 + number / 30)

    assert connection.pose(frame(1.0), 10 + RETRY_S) is not None
    assert (estimators.made, estimators.open) == (2, 1)


def test_failures_now_and_then_keep_the_model() -> None:
    """What works again by itself is not loaded again."""
    estimators = Estimators(fails=lambda number: number % 2 == 0)
    connection = Connection(estimators)
    for number in range(1, 20):
        if number % 2:
            connection.pose(frame(number), number)
        else:
            with pytest.raises(RuntimeError):
                connection.pose(frame(number), number)

    assert estimators.made == 1


def test_a_broken_model_is_not_loaded_thirty_times_a_second() -> None:
    """Between two loadings there is a second, in which there is no pose."""
    estimators = Estimators(fails=lambda number: True)
    connection = Connection(estimators)
    poses = 0
    for number in range(300):
        now_s = number / 30
        try:
            connection.pose(frame(now_s), now_s)
            poses += 1
        except RuntimeError:
            pass

    assert poses == 300 - 10 * FRESH_AFTER  # None, for the rest of each second
    assert estimators.made == 10


@pytest.mark.parametrize(
    ("size_wh", "seen_wh"),
    [
        ((640, 480), (640, 480)),
        ((320, 240), (640, 480)),
        ((1280, 720), (640, 360)),
        ((480, 640), (480, 640)),
        ((176, 144), (640, 524)),
    ],
)
def test_pictures_of_any_size_are_judged_at_one(
    size_wh: tuple[int, int], seen_wh: tuple[int, int]
) -> None:
    """The model and all that follows see pictures of one length, in the camera's shape."""
    estimators = Estimators()
    Connection(estimators).pose(frame(0.0, size_wh=size_wh), 0.0)

    height, width = estimators.seen[0].image.shape[:2]
    assert (width, height) == seen_wh


def test_a_smaller_picture_of_the_same_shape_goes_on_with_the_same_model() -> None:
    """A browser that sends less for a while loses nobody."""
    estimators = Estimators()
    connection = Connection(estimators)
    for number, size_wh in enumerate([(640, 360), (480, 270), (426, 240), (640, 360)]):
        connection.pose(frame(number / 30, size_wh=size_wh), number / 30)

    assert estimators.made == 1


def test_a_turned_camera_begins_anew() -> None:
    """Where the picture's shape changes nothing is where it was."""
    estimators = Estimators()
    connection = Connection(estimators)
    connection.pose(frame(0.0, size_wh=(640, 480)), 0.0)
    connection.pose(frame(0.1, size_wh=(480, 640)), 0.1)

    assert (estimators.made, estimators.open) == (2, 1)
