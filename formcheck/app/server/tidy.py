"""What killed runs left behind, removed when the pages start."""

from contextlib import suppress
from functools import cache
from pathlib import Path

from formcheck.app.server.scratch import remove_left_scratch
from formcheck.disk.parts import remove_left_parts
from formcheck.history.data_folder import data_folder
from formcheck.history.fault_pictures import pictures_folder
from formcheck.history.set_files import sets_folder

__all__ = ["tidy_up"]


def tidy_up() -> None:
    """Remove what runs that were killed left behind: unfinished files and temporary folders.

    Done once for each data folder. What is in use stays, and so does what cannot be removed.
    """
    _tidied(data_folder(), sets_folder(), pictures_folder())


@cache
def _tidied(data: Path, sets: Path, pictures: Path) -> None:
    for folder in (data, sets, pictures, *_folders_in(pictures)):
        with suppress(OSError):  # what may not be looked at stays, and the pages tell of it
            if folder == data or not folder.is_symlink():  # a link leads to what is not ours
                remove_left_parts(folder)
    remove_left_scratch()


def _folders_in(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in folder.iterdir() if path.is_dir()]
    return []
