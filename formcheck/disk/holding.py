"""Files that a process holds as long as it lives, so that others see whether it still does.

The system itself lets go of them, however the process ends. A process number in a file would tell
less: numbers are given anew, and mean something else in each container.
"""

import sys

__all__ = ["take_hold"]

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take_hold(number: int) -> bool:
    """Hold an open file, given by its number, until it is closed; return whether that is so.

    It is not where another has it open and holds it, in this process or another, and where the
    disk knows of no such thing.
    """
    try:
        _lock(number)
    except OSError:
        return False
    return True
