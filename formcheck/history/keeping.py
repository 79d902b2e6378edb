"""Handing sets over to be saved, without the frames having to wait for a disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from formcheck.errors import FormCheckError
from formcheck.history.set_files import SetProgress

__all__ = ["KeepSet", "Keeping"]

KeepSet = Callable[[SetProgress], None]
"""Saves a set as it stands; may raise FormCheckError."""


class Keeping:
    """Calls ``keep`` in a thread of its own, with the newest state of each set.

    What waits when the interpreter ends is still saved.
    """

    def __init__(self, keep: KeepSet) -> None:
        self._keep = keep
        self._lock = Lock()
        self._waiting: dict[int, SetProgress] = {}
        self._error: FormCheckError | None = None
        self._last: Future[None] | None = None
        # A thread that keeps no program from ending, but is waited for when it does.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="formcheck-sets")

    @property
    def error(self) -> FormCheckError | None:
        """Why the last set could not be saved; None since one could."""
        return self._error

    def __call__(self, progress: SetProgress) -> None:
        """Have a set saved soon; what still waits of the same set is left out."""
        with self._lock:
            self._waiting[progress.number] = progress
        self._last = self._thread.submit(self._save_waiting)

    def finish(self, timeout_s: float) -> None:
        """Wait until all that was handed over is saved or could not be, but not for ever."""
        if self._last is not None:
            wait([self._last], timeout_s)

    def _save_waiting(self) -> None:
        with self._lock:
            waiting, self._waiting = list(self._waiting.values()), {}
        for progress in waiting:
            try:
                self._keep(progress)
                self._error = None
            except FormCheckError as error:
                self._error = error
            except Exception as error:  # noqa: BLE001 - a set goes on whatever saving it meets
                self._error = FormCheckError(
                    f"this set could not be saved: {error}",
                    to_do="It goes on; its summary is shown at the end",
                )
