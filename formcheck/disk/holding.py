"""Files that a process holds as long as it lives, so that others see whether it is alive.

The system releases them, however the process ends. A process number in a file would say less:
systems reuse numbers, and each container has its own.
"""

import sys

__all__ = ["take_hold"]

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def take_hold(number: int) -> bool:
    """Hold an open file, given by its number, until it is closed; return whether that succeeded.

    It fails while another holder has it, in this or another process, and on disks without locks.
    """
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
