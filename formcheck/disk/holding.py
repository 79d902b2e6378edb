"""Files that a process holds as long as it lives, so that others see whether it still does.

The system itself lets go of them, however the process ends. A process number in a file would say
less: systems use numbers again, and each container has its own.
"""

import sys

__all__ = ["take_hold"]

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def take_hold(number: int) -> bool:
    """Hold an open file, given by its number, until it is closed; return whether that is so.

    Somebody else may hold it, in this process or another, and some disks cannot hold files.
    """
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
