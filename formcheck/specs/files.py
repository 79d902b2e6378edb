"""Finds and loads exercise specs: shipped and own ones by id, any other by path."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import resources
from pathlib import Path

import platformdirs

from formcheck.disk.plain import read_plain
from formcheck.disk.trouble import told_reading
from formcheck.errors import FormCheckError, SpecError, SpecProblem, UsageError
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.specs.languages import ENGLISH, in_language, languages_in, note_languages
from formcheck.specs.lined_yaml import SPEC, Document, read_yaml
from formcheck.specs.rules.limits import Broken
from formcheck.specs.rules.whole import Surroundings, rule_problems
from formcheck.specs.shape import Shape, read_shape
from formcheck.specs.trial.proof import example_problems
from formcheck.specs.trial.trying import trial_problems
from formcheck.specs.words import meant

__all__ = [
    "check_own_folder",
    "find_spec",
    "judged_ids",
    "load_spec",
    "own_folder",
    "read_spec",
    "shipped_folder",
    "spec_hash",
    "spec_ids",
    "spec_text",
    "tried_spec",
]

SUFFIX = ".yaml"

_KEPT = 64
"""Number of files whose results are kept: more own exercises than anybody has."""


def shipped_folder() -> Path:
    """Return the folder of the shipped specs, installed or in a checkout."""
    package = Path(str(resources.files("formcheck")))
    installed = package / "exercise_specs"
    return installed if installed.is_dir() else package.parent / "exercise_specs"


def own_folder() -> Path:
    """Return the folder of a person's own specs, which load by id; it need not exist."""
    return platformdirs.user_data_path("formcheck", appauthor=False) / "exercises"


def check_own_folder() -> None:
    """Make sure that a person's own specs, if any, can be found.

    Raises
    ------
    UsageError
        Their folder cannot be listed, so they are left out.
    """
    try:
        next(own_folder().iterdir(), None)
    except FileNotFoundError:
        return
    except OSError as error:
        said = "your own exercises cannot be found"
        raise told_reading(UsageError, said, error, where=own_folder()) from error


def spec_ids() -> list[str]:
    """Return the ids of all exercises that can be loaded by id, in alphabetical order."""
    return sorted(_by_id())


def judged_ids() -> list[str]:
    """Return the ids of all exercises that are not guided, including specs that can't be read.

    Loading an unreadable spec says what is wrong with it.
    """
    judged = []
    for spec_id, path in sorted(_by_id().items()):
        try:
            guided = _says_guided(_content(path))
        except FormCheckError:
            guided = False
        if not guided:
            judged.append(spec_id)
    return judged


@lru_cache(_KEPT)
def _says_guided(content: bytes) -> bool:
    """Return whether this content is a correct, guided spec; every line of labels asks."""
    document = in_language(read_yaml(content, SPEC), ENGLISH)
    spec = read_shape(document).spec
    return not document.problems and spec is not None and spec.guided is not None


def find_spec(id_or_path: str | Path) -> Path:
    """Return the file of an exercise, given its id or the file itself.

    An own spec goes before a shipped one of the same id.

    Raises
    ------
    UsageError
        If there is no such exercise or file, or it may not be read.
    """
    path = Path(id_or_path)
    if path.suffix in {SUFFIX, ".yml"} or len(path.parts) > 1:
        with _explained(path):  # reading any other non-file raises its own error
            is_there = path.exists() and not path.is_dir()
        if not is_there:
            raise UsageError("there is no such file", where=str(path))
        return path
    known = _by_id()
    if path.name not in known:
        exercises = f"The exercises are {', '.join(sorted(known))}; a file can be given too"
        raise UsageError(
            f"there is no exercise '{path.name}'", to_do=meant(path.name, known) + exercises
        )
    return known[path.name]


def load_spec(id_or_path: str | Path, language: str = ENGLISH) -> ExerciseSpec:
    """Return the spec of an exercise in a language, given its id or its file.

    Figures first try a spec that is not shipped, for about half a second, and only once while its
    file stays the same: a spec that could never judge anything is wrong, too.

    Raises
    ------
    UsageError
        If there is no such exercise or file.
    SpecError
        If the spec is wrong, with everything that is wrong with it.
    """
    path = find_spec(id_or_path)
    if not _is_shipped(path):
        tried_spec(path)
    return _read(path, _content(path), language)[1]


def read_spec(path: Path) -> tuple[ExerciseSpec, list[SpecProblem]]:
    """Return the spec in a file, and the warnings about it, without trying it.

    Raises
    ------
    UsageError
        If the file cannot be read.
    SpecError
        If the spec is wrong, with everything that is wrong with it.
    """
    return _in_order(*_read(path, _content(path))[1:])


def tried_spec(path: Path, *, thorough: bool = False) -> tuple[ExerciseSpec, list[SpecProblem]]:
    """Return the spec in a file as `read_spec` does, after trying it with figures.

    ``thorough`` also looks for suspicious parts, and plays the examples whose recordings lie
    beside the file; it takes about a second.

    Raises
    ------
    UsageError
        If the file cannot be read.
    SpecError
        If the spec is wrong or nobody could do what it asks.
    """
    content = _content(path)
    document, spec, warnings = _read(path, content)
    found = () if spec.guided is not None else _tried(content, thorough=thorough)
    if thorough and spec.guided is None:
        found = (*found, *example_problems(spec, path))
    for broken in found:
        problem = SpecProblem(document.line_of(broken.place), broken.message)
        (warnings if broken.warning else document.problems).append(problem)
    if document.problems:
        raise SpecError(path.name, document.problems)
    return _in_order(spec, warnings)


@lru_cache(_KEPT)
def _tried(content: bytes, *, thorough: bool) -> tuple[Broken, ...]:
    """Try a spec of the right shape; the same content is tried only once."""
    spec = read_shape(in_language(read_yaml(content, SPEC), ENGLISH)).spec
    return () if spec is None else tuple(trial_problems(spec, thorough=thorough))


def _read(
    path: Path, content: bytes, language: str = ENGLISH
) -> tuple[Document, ExerciseSpec, list[SpecProblem]]:
    """Return a file's English document, and the spec in a language; check every language."""
    written = read_yaml(content, SPEC)
    document = in_language(written, ENGLISH)
    never = note_languages(written, document)
    shape = read_shape(document)
    warnings = _check_rules(document, shape, path)
    specs = {ENGLISH: shape.spec}
    for other in languages_in(written):
        translated = in_language(written, other, never=never)
        specs[other] = _translated(translated, path)
        new = (each for each in translated.problems if each not in document.problems)
        document.problems.extend(new)
    if document.problems or shape.spec is None:
        raise SpecError(path.name, document.problems)
    return document, specs.get(language) or shape.spec, warnings


def _translated(document: Document, path: Path) -> ExerciseSpec | None:
    """Return the spec in another language; note its problems, but not its warnings again."""
    shape = read_shape(document)
    _check_rules(document, shape, path)
    return shape.spec


def _in_order(
    spec: ExerciseSpec, warnings: list[SpecProblem]
) -> tuple[ExerciseSpec, list[SpecProblem]]:
    return spec, sorted(warnings, key=lambda warning: (warning.line, warning.message))


def spec_text(path: Path) -> str:
    """Return the text of a spec that can be loaded.

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    return _content(path).decode("utf-8-sig")


def spec_hash(id_or_path: str | Path) -> str:
    """Return the SHA-256 of an exercise's file in hex, which identifies the exact spec.

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
    with suppress(OSError):  # check_own_folder reports it; the other specs still load
        yield from folder.glob(f"*{SUFFIX}")


def _content(path: Path) -> bytes:
    # One byte above the largest spec shows that the file is too large.
    with _explained(path):
        return read_plain(path, SPEC.max_bytes + 1)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn the system's error into a `UsageError`."""
    try:
        yield
    except OSError as error:
        raise told_reading(UsageError, "the spec cannot be read", error, where=path) from error


def _check_rules(document: Document, shape: Shape, path: Path) -> list[SpecProblem]:
    """Note broken rules on the document, except on guessed parts; return the warnings."""
    if shape.spec is None:
        return []
    warnings = []
    beside = {spec.stem for spec in _specs_in(path.resolve().parent)}
    around = Surroundings(
        file_stem=path.stem,
        exercises=frozenset(beside | _by_id().keys()),
        shipped=_is_shipped(path),
    )
    for broken in rule_problems(shape.spec, around):
        if shape.is_guessed(broken.place) or any(map(shape.holds_guess, broken.rests_on)):
            continue
        problem = SpecProblem(document.line_of(broken.place), broken.message)
        if broken.warning:
            warnings.append(problem)
        elif problem not in document.problems:
            document.problems.append(problem)
    return warnings


def _is_shipped(path: Path) -> bool:
    return path.resolve().parent == shipped_folder().resolve()
