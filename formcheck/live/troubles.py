"""Failures of frames: shown once, calmly, until enough frames were good again."""

import logging

from formcheck.errors import FormCheckError

__all__ = ["Troubles"]

GOOD_AGAIN = 60
"""Good frames in a row that clear an error: two seconds, so that a page that looks twice a second
shows even a single failure."""

MAX_LINES = 10
"""Most lines in the log for one exercise: a failure may repeat thirty times a second."""

_LOG = logging.getLogger(__name__)


class Troubles:
    """Counts failures and decides which error to show."""

    def __init__(self) -> None:
        self._error: FormCheckError | None = None
        self._in_a_row = 0
        self._good = 0
        self._lines = 0

    @property
    def error(self) -> FormCheckError | None:
        """The error to show; None once enough frames in a row were good."""
        return self._error

    def met(self, error: Exception) -> None:
        """Note that a frame failed."""
        if self._in_a_row == 0 and self._lines < MAX_LINES:
            self._lines += 1
            # Our own errors explain themselves; only others need a traceback.
            foreseen = isinstance(error, FormCheckError)
            told = f": {error}" if foreseen else ""
            way = None if foreseen else error
            _LOG.warning("a frame could not be judged%s", told, exc_info=way)
        self._in_a_row += 1
        self._good = 0
        self._error = _in_words(error)

    def none(self) -> None:
        """Note that a frame went well."""
        self._in_a_row = 0
        self._good += 1
        if self._good >= GOOD_AGAIN:
            self._error = None


def _in_words(error: Exception) -> FormCheckError:
    if isinstance(error, FormCheckError):
        return error.with_traceback(None)  # a traceback keeps the picture in memory
    return FormCheckError(
        "this picture could not be judged",
        to_do="It tries again by itself; if this stays, press Stop and then Start",
    )
