"""Removes what killed runs left behind, when the pages start."""

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
    """Remove the unfinished files and temporary folders of killed runs.

    Runs once for each data folder. Files and folders in use stay, and those that cannot be
    removed.
    """
    _tidied(data_folder(), sets_folder(), pictures_folder())


@cache
def _tidied(data: Path, sets: Path, pictures: Path) -> None:
    for folder in (data, sets, pictures, *_folders_in(pictures)):
        with suppress(OSError):  # an unreadable place stays, and the pages report it
            if folder == data or not folder.is_symlink():  # a link's target is not ours
                remove_left_parts(folder)
    remove_left_scratch()


def _folders_in(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in folder.iterdir() if path.is_dir()]
    return []
