"""The data folder, and files that are whole or not there."""

import os
from pathlib import Path

import pytest
from disks import unprivileged

from formcheck.errors import OutputError
from formcheck.history.data_folder import check_place, data_folder, write_whole


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


# --- Written again, and deleted meanwhile ---------------------------------------------------------


def deleting_once(monkeypatch: pytest.MonkeyPatch, *paths: str, folder: Path) -> None:
    """Have what matches deleted in the middle of the next writing, once its content is written."""
    sync = os.fsync

    def delete(number: int) -> None:
        monkeypatch.setattr("os.fsync", sync)
        for pattern in paths:
            for path in folder.glob(pattern):
                path.unlink()

    monkeypatch.setattr("os.fsync", delete)


def test_what_was_deleted_is_not_brought_back(tmp_path: Path) -> None:
    """Written again it is replaced where it is there; else nothing is left, and no folder."""
    path = tmp_path / "sets" / "a.json"
    assert write_whole(path, "first")
    assert write_whole(path, "second", again=True)
    assert path.read_text(encoding="utf-8") == "second"

    path.unlink()
    assert not write_whole(path, "third", again=True)
    assert list(path.parent.iterdir()) == []
    path.parent.rmdir()
    assert not write_whole(path, "third", again=True)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_seen_is_not_taken_for_deleted(tmp_path: Path) -> None:
    """Where a folder may not be entered any more, that is told."""
    with unprivileged() as own:
        write_whole(own / "sets" / "a.json", "first")
        (own / "sets").chmod(0)
        with pytest.raises(OutputError, match="Permission denied"):
            write_whole(own / "sets" / "a.json", "second", again=True)


@pytest.mark.parametrize("deleted", [("a.json",), (".*.part", "a.json"), (".*.part",)])
def test_what_is_deleted_while_it_is_written_stays_deleted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deleted: tuple[str, ...]
) -> None:
    """Whether the file goes, its part, or both: only what nobody deleted is written."""
    path = tmp_path / "a.json"
    write_whole(path, "first")
    deleting_once(monkeypatch, *deleted, folder=tmp_path)

    there = "a.json" not in deleted
    assert write_whole(path, "second", again=True) == there
    assert [each.name for each in tmp_path.iterdir()] == (["a.json"] if there else [])


def test_something_new_is_written_though_its_part_is_deleted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was never there cannot have been meant."""
    deleting_once(monkeypatch, ".*.part", folder=tmp_path)

    assert write_whole(tmp_path / "a.json", "new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


# --- Whether anything can be kept -----------------------------------------------------------------


def test_a_folder_that_can_be_made_will_do(tmp_path: Path) -> None:
    """Nothing is made by looking."""
    check_place(tmp_path)
    check_place(tmp_path / "new" / "folder")

    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    """Before anything is done, and in words."""
    (tmp_path / "file").touch()

    for place in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(OutputError, match="a file is where a folder should be") as refused:
            check_place(place)
        assert "FORMCHECK_DATA" in refused.value.to_do


@pytest.mark.parametrize("mode", [0o000, 0o500, 0o600])
def test_a_folder_that_cannot_be_used_is_told(mode: int) -> None:
    """One that cannot be read, written or entered is refused, and nobody is told to make room."""
    with unprivileged() as own:
        folder = own / "data"
        folder.mkdir()
        check_place(folder)
        folder.chmod(mode)

        for place in (folder, folder / "new"):
            with pytest.raises(OutputError, match="Permission denied") as refused:
                check_place(place)
            assert "Check who may write there" in refused.value.to_do
            assert "room" not in refused.value.to_do
