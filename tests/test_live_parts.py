"""Files while they are written, and what a kill leaves of them."""

import os
import time
from pathlib import Path

import pytest
from disks import make_pipe

from formcheck.disk.parts import new_part, parts_in, remove_left_parts

OURS = ".person.json.abcd1234.part"
EARLIER = ".abcd_234.part"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_part_is_named_after_what_it_is_a_part_of(tmp_path: Path) -> None:
    """Only its owner may read it, and it goes where it is not moved."""
    with new_part(tmp_path / "person.json") as (file, part):
        file.write(b"half")
        assert part.name.startswith(".person.json.")
        assert list(parts_in(tmp_path)) == [part]
        if os.name == "posix":
            assert part.stat().st_mode & 0o077 == 0

    assert names(tmp_path) == []


def test_the_parts_of_one_file_are_told_from_others(tmp_path: Path) -> None:
    """Those of earlier versions may be anybody's; what is no part is none."""
    for name in (OURS, EARLIER, ".other.json.abcd1234.part", ".part", "abcd1234.part", ".x.part"):
        (tmp_path / name).touch()
    (tmp_path / ".a.abcd1234.part").mkdir()

    assert [part.name for part in parts_in(tmp_path, of="person.json")] == [EARLIER, OURS]
    assert len(list(parts_in(tmp_path))) == 3
    assert list(parts_in(tmp_path / "nowhere")) == []


def test_what_a_kill_left_is_removed(tmp_path: Path) -> None:
    """Nobody holds it any more; other files stay, whatever they are called."""
    for name in (OURS, "person.json", ".part", ".x.part", "notes.abcd1234.part"):
        (tmp_path / name).touch()

    remove_left_parts(tmp_path)

    assert names(tmp_path) == [".part", ".x.part", "notes.abcd1234.part", "person.json"]


@pytest.mark.skipif(os.name != "posix", reason="what is open cannot be removed there anyway")
def test_what_is_being_written_stays(tmp_path: Path) -> None:
    """Somebody who lives holds it."""
    with new_part(tmp_path / "person.json") as (file, part):
        file.write(b"half")
        remove_left_parts(tmp_path)
        assert part.exists()


@pytest.mark.parametrize(("age_s", "left"), [(50, True), (70, False)])
def test_those_of_earlier_versions_go_by_their_age(
    tmp_path: Path, age_s: float, left: bool
) -> None:
    """Nobody holds them even while writing; after a minute nobody writes any more."""
    (tmp_path / EARLIER).touch()
    then = time.time() - age_s
    os.utime(tmp_path / EARLIER, (then, then))

    remove_left_parts(tmp_path)

    assert names(tmp_path) == ([EARLIER] if left else [])


def test_links_and_pipes_under_a_parts_name_go_themselves(tmp_path: Path) -> None:
    """A link is not followed, and a pipe not waited for."""
    (tmp_path / "mine").write_text("stays", encoding="utf-8")
    (tmp_path / OURS).symlink_to(tmp_path / "mine")
    make_pipe(tmp_path / ".pipe.abcd1234.part")

    remove_left_parts(tmp_path)

    assert names(tmp_path) == ["mine"]


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    """Nothing is made by looking, and nothing fails."""
    remove_left_parts(tmp_path / "nowhere")

    assert names(tmp_path) == []
