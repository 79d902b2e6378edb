"""What Ctrl-C does while a review is running."""

import signal

import pytest

from formcheck.cli.interrupt import noting_ctrl_c


def test_the_first_ctrl_c_is_noted() -> None:
    """Nothing is raised; whoever looks at the event knows."""
    with noting_ctrl_c() as pressed:
        assert not pressed.is_set()
        signal.raise_signal(signal.SIGINT)
        assert pressed.is_set()


def test_the_second_ctrl_c_is_raised() -> None:
    """Somebody who presses again wants out."""
    with noting_ctrl_c():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    """The handler of before is put back, after errors too."""
    before = signal.getsignal(signal.SIGINT)

    with pytest.raises(KeyError), noting_ctrl_c():
        raise KeyError

    assert signal.getsignal(signal.SIGINT) is before
