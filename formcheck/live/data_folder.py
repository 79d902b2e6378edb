"""Where what belongs to a person is kept, and files that are whole or not there."""

import contextlib
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from formcheck.errors import OutputError

__all__ = ["data_folder", "write_whole"]


def data_folder() -> Path:
    """Return the folder for a person's own data: ``FORMCHECK_DATA``, or the system's own.

    It need not exist yet.
    """
    if named := os.environ.get("FORMCHECK_DATA"):
        return Path(named)
    return platformdirs.user_data_path("formcheck", appauthor=False)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that is there whole or not at all, whatever ends the process meanwhile.

    Its folder is made; one that is there is replaced. Only its owner may read it.

    Raises
    ------
    OutputError
        The folder cannot be made, or the file cannot be written.
    """
    whole = content.encode() if isinstance(content, str) else content
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        partial = Path(name)
        try:
            _fill(number, whole)
            partial.replace(path)
        finally:
            with contextlib.suppress(OSError):  # it has moved, or the folder itself is gone
                partial.unlink(missing_ok=True)


def _fill(number: int, content: bytes) -> None:
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        # Else a power cut after the move can leave an empty file under the final name.
        os.fsync(file.fileno())


@contextmanager
def _explained(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"this cannot be kept: {error.strerror or error}",
            where=str(path),
            to_do="Make room there, or name another folder in FORMCHECK_DATA",
        ) from error
