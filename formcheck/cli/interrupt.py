"""Ctrl-C as a wish to stop soon, so that what is finished can be kept."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event
from types import FrameType

__all__ = ["ending_at_ctrl_c", "noting_ctrl_c"]


@contextmanager
def noting_ctrl_c() -> Generator[Event]:
    """Note the first Ctrl-C in an event instead of raising it anywhere; raise the second.

    For the main thread only, as signals are.
    """
    pressed = Event()

    def note(number: int, frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def ending_at_ctrl_c() -> Generator[None]:
    """Raise KeyboardInterrupt at once while somebody is asked: a wait for keys notes nothing."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
