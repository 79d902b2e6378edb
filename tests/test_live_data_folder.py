"""The data folder, and files that are whole or not there."""

from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.live.data_folder import data_folder, write_whole


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """FORMCHECK_DATA names it; without, it is a folder of formcheck's own."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "mine"))
    assert data_folder() == tmp_path / "mine"

    monkeypatch.delenv("FORMCHECK_DATA")
    assert data_folder().name == "formcheck"


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    """Folders are made, and nothing but the file is left in them."""
    path = tmp_path / "a" / "b" / "note.txt"
    write_whole(path, "naïve")
    write_whole(path, b"bytes too")

    assert path.read_bytes() == b"bytes too"
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    """A folder under the file's name is an error with what to do, and nothing is left behind."""
    path = tmp_path / "taken"
    (path / "inside").mkdir(parents=True)

    with pytest.raises(OutputError, match="cannot be kept") as refused:
        write_whole(path, "text")
    assert refused.value.to_do
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is an error, not a crash."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(OutputError):
        write_whole(tmp_path / "file" / "note.txt", "text")
