"""Specs are found by id or by path, and what is wrong comes as one error."""

import hashlib
import pickle
from pathlib import Path

import pytest
from disks import unprivileged
from spec_texts import REPS, changed

from formcheck.errors import SpecError, UsageError
from formcheck.specs import files
from formcheck.specs.files import (
    check_own_folder,
    find_spec,
    load_spec,
    shipped_folder,
    spec_hash,
    spec_ids,
)


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder of exercises, empty."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(files, "own_folder", lambda: folder)
    return folder


def test_a_shipped_spec_is_loaded_by_its_id() -> None:
    """The ids are the names of the shipped files, and each loads the spec of that id."""
    assert set(spec_ids()) >= {path.stem for path in shipped_folder().glob("*.yaml")}
    assert load_spec("hip_hinge").id == "hip_hinge"


def test_a_spec_is_loaded_from_a_file(tmp_path: Path) -> None:
    """A path, as text or as a path, loads that file whatever its folder."""
    path = tmp_path / "small_bow.yaml"
    path.write_text(REPS, encoding="utf-8")
    assert load_spec(path).name == "Small bow"
    assert load_spec(str(path)) == load_spec(path)


def test_an_own_spec_is_found_by_its_id(own_folder: Path) -> None:
    """A spec in the person's own folder is listed and loaded by its id."""
    (own_folder / "small_bow.yaml").write_text(REPS, encoding="utf-8")
    assert "small_bow" in spec_ids()
    assert load_spec("small_bow").name == "Small bow"


def test_an_own_spec_goes_before_a_shipped_one(own_folder: Path) -> None:
    """Somebody who keeps their own hip hinge gets theirs."""
    text = changed(shipped_folder().joinpath("hip_hinge.yaml").read_text(encoding="utf-8"),
                   "name: Hip hinge", "name: My hinge")  # fmt: skip
    (own_folder / "hip_hinge.yaml").write_text(text, encoding="utf-8")
    assert load_spec("hip_hinge").name == "My hinge"
    assert find_spec("hip_hinge").parent == own_folder


@pytest.mark.parametrize("wanted", ["hip_hing", "", "nothing_like_it"])
def test_an_unknown_id_names_the_known_ones(wanted: str) -> None:
    """Whoever asks for what there is not is told what there is."""
    with pytest.raises(UsageError, match=r"The exercises are .*hip_hinge"):
        load_spec(wanted)


@pytest.mark.parametrize("mode", [0o000, 0o600])
def test_own_specs_that_may_not_be_looked_at_take_no_others_along(
    monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """The shipped ones are found, and it is told why the own ones are not."""
    check_own_folder()
    with unprivileged() as own:
        monkeypatch.setattr("formcheck.specs.files.own_folder", lambda: own / "exercises")
        check_own_folder()
        (own / "exercises").mkdir()
        check_own_folder()
        own.chmod(mode)

        assert "hip_hinge" in spec_ids()
        with pytest.raises(UsageError, match="own exercises cannot be found: Permission denied"):
            check_own_folder()


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file and a folder are both no spec."""
    with pytest.raises(UsageError, match=r"none\.yaml: there is no such file"):
        load_spec(tmp_path / "none.yaml")
    with pytest.raises(UsageError, match="there is no such file"):
        load_spec(tmp_path)


def test_the_hash_says_which_file_it_was(tmp_path: Path) -> None:
    """The hash is that of the file's bytes, so any change of the file changes it."""
    path = tmp_path / "small_bow.yaml"
    path.write_text(REPS, encoding="utf-8")
    first = spec_hash(path)
    assert first == hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(REPS + "# a note\n", encoding="utf-8")
    assert spec_hash(path) != first


def test_all_problems_survive_another_process(tmp_path: Path) -> None:
    """A spec's error is the same after it went from one process to another."""
    path = tmp_path / "small_bow.yaml"
    path.write_text(changed(REPS, "wobble", "wobbel"), encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert copy.problems == caught.value.problems


def test_shipped_specs_need_real_sources_and_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What anybody's own spec may leave open is a mistake in the shipped folder."""
    monkeypatch.setattr(files, "shipped_folder", lambda: tmp_path)
    text = REPS[: REPS.index("examples:")]
    path = tmp_path / "another_name.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    said = str(caught.value)
    assert "a shipped spec cannot rest on 'own judgement'" in said
    assert "there are no examples" in said
    assert "the id is 'small_bow', but the file is called 'another_name'" in said


def test_a_path_the_system_refuses_is_a_mistake_of_usage() -> None:
    """Where it may not even be looked whether there is a file, that is said, not raised raw."""
    with pytest.raises(UsageError, match=r"mine\.yaml"):
        find_spec(f"{'x' * 300}/mine.yaml")
