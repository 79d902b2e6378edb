"""Finding and loading exercise specs: shipped and own ones by id, anybody's by path."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import platformdirs

from formcheck.errors import FormCheckError, SpecError, SpecProblem, UsageError
from formcheck.exercise.spec import ExerciseSpec
from formcheck.specs.lined_yaml import MAX_BYTES, Document, read_yaml
from formcheck.specs.rules import Surroundings, rule_problems
from formcheck.specs.shape import Shape, read_shape
from formcheck.specs.words import meant

__all__ = [
    "find_spec",
    "judged_ids",
    "load_spec",
    "own_folder",
    "read_spec",
    "shipped_folder",
    "spec_hash",
    "spec_ids",
]

SUFFIX = ".yaml"


def shipped_folder() -> Path:
    """Return the folder of the specs that come with formcheck, installed or in a checkout."""
    package = Path(str(resources.files("formcheck")))
    installed = package / "exercise_specs"
    return installed if installed.is_dir() else package.parent / "exercise_specs"


def own_folder() -> Path:
    """Return the folder in which a person's own specs are found by id; it need not exist."""
    return platformdirs.user_data_path("formcheck", appauthor=False) / "exercises"


def spec_ids() -> list[str]:
    """Return the ids of all exercises that can be loaded by id, in alphabetical order."""
    return sorted(_by_id())


def judged_ids() -> list[str]:
    """Return the ids of those that are judged: all but what is guided; one that can't be read is.

    What is wrong with such a one is told by whoever loads it.
    """
    return [spec_id for spec_id in spec_ids() if not _is_guided(spec_id)]


def _is_guided(spec_id: str) -> bool:
    try:
        return load_spec(spec_id).guided is not None
    except FormCheckError:
        return False


def find_spec(id_or_path: str | Path) -> Path:
    """Return the file of an exercise, given its id or the file itself.

    An own spec goes before a shipped one of the same id.

    Raises
    ------
    UsageError
        If there is no such exercise or file, or it may not be looked at.
    """
    path = Path(id_or_path)
    if path.suffix in {SUFFIX, ".yml"} or len(path.parts) > 1:
        if not _is_file(path):
            raise UsageError("there is no such file", where=str(path))
        return path
    known = _by_id()
    if path.name not in known:
        exercises = f"The exercises are {', '.join(sorted(known))}; a file can be given too"
        raise UsageError(
            f"there is no exercise '{path.name}'", to_do=meant(path.name, known) + exercises
        )
    return known[path.name]


def load_spec(id_or_path: str | Path) -> ExerciseSpec:
    """Return the spec of an exercise, given its id or its file.

    Raises
    ------
    UsageError
        If there is no such exercise or file.
    SpecError
        If the spec is wrong, with everything that is wrong with it.
    """
    return read_spec(find_spec(id_or_path))[0]


def read_spec(path: Path) -> tuple[ExerciseSpec, list[SpecProblem]]:
    """Return the spec in a file, and the warnings about it.

    Raises
    ------
    UsageError
        If the file cannot be read.
    SpecError
        If the spec is wrong, with everything that is wrong with it.
    """
    document = read_yaml(_content(path))
    shape = read_shape(document)
    warnings = _check_rules(document, shape, path)
    if document.problems or shape.spec is None:
        raise SpecError(path.name, document.problems)
    return shape.spec, sorted(warnings, key=lambda warning: (warning.line, warning.message))


def spec_hash(id_or_path: str | Path) -> str:
    """Return the SHA-256 of an exercise's file in hex, which says exactly what was judged by.

    Raises
    ------
    UsageError
        If there is no such exercise or file.
    """
    return hashlib.sha256(_content(find_spec(id_or_path))).hexdigest()


def _by_id() -> dict[str, Path]:
    return {
        path.stem: path for folder in (shipped_folder(), own_folder()) for path in _specs_in(folder)
    }


def _specs_in(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"*{SUFFIX}")


def _is_file(path: Path) -> bool:
    with _explained(path):
        return path.is_file()


def _content(path: Path) -> bytes:
    # One byte more than is read as a spec shows that there is too much.
    with _explained(path), path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says into a `UsageError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise UsageError(f"the spec cannot be read: {reason}", where=str(path)) from error


def _check_rules(document: Document, shape: Shape, path: Path) -> list[SpecProblem]:
    """Note broken rules on the document, leaving out what rests on guesses; return warnings."""
    if shape.spec is None:
        return []
    warnings = []
    for broken in rule_problems(shape.spec, _surroundings(path)):
        if shape.is_guessed(broken.place) or any(map(shape.holds_guess, broken.rests_on)):
            continue
        problem = SpecProblem(document.line_of(broken.place), broken.message)
        if broken.warning:
            warnings.append(problem)
        elif problem not in document.problems:
            document.problems.append(problem)
    return warnings


def _surroundings(path: Path) -> Surroundings:
    folder = path.resolve().parent
    beside = {spec.stem for spec in _specs_in(folder)}
    return Surroundings(
        file_stem=path.stem,
        exercises=frozenset(beside | _by_id().keys()),
        shipped=folder == shipped_folder().resolve(),
    )
