"""Ctrl-C as a request to stop soon, so that finished work can be kept."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event
from types import FrameType

__all__ = ["ending_at_ctrl_c", "noting_ctrl_c"]


@contextmanager
def noting_ctrl_c() -> Generator[Event]:
    """Set an event at the first Ctrl-C instead of raising; raise at the second.

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
    """Raise KeyboardInterrupt at once while asking: a wait for keys checks no event."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
