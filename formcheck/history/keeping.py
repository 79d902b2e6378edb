"""Saves sets in the background, so that no frame waits for a disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from formcheck.errors import FormCheckError
from formcheck.history.set_files import SetProgress

__all__ = ["KeepSet", "Keeping"]

KeepSet = Callable[[SetProgress], None]
"""Saves the current state of a set; may raise FormCheckError."""


class Keeping:
    """Calls ``keep`` in a thread of its own, with the newest state of each set.

    States that wait when the interpreter ends are still saved.
    """

    def __init__(self, keep: KeepSet) -> None:
        self._keep = keep
        self._lock = Lock()
        self._waiting: dict[int, SetProgress] = {}
        self._error: FormCheckError | None = None
        self._last: Future[None] | None = None
        # Its thread does not keep the program from ending, but Python waits for it at the end.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="formcheck-sets")

    @property
    def error(self) -> FormCheckError | None:
        """The error of the last save; None if it succeeded."""
        return self._error

    def __call__(self, progress: SetProgress) -> None:
        """Save a set soon; this replaces an earlier state of it that still waits."""
        with self._lock:
            self._waiting[progress.number] = progress
        self._last = self._thread.submit(self._save_waiting)

    def finish(self, timeout_s: float) -> None:
        """Wait until all passed states are saved or have failed, at most ``timeout_s``."""
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
            except Exception as error:  # noqa: BLE001 - a set goes on whatever error saving raises
                self._error = FormCheckError(
                    f"this set could not be saved: {error}",
                    to_do="It goes on; its summary is shown at the end",
                )
