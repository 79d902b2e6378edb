"""Measure how many deciding numbers a test pins: move each by 15 %, run its module's tests.

    python tests/mutants.py [--draw N] [--seed N] [--only WORD] [--slowest SECONDS] [--list]

The script moves a number up or down by 15 %, a whole one by at least 1, in a copy of the checkout
that it removes at the end; then it runs the test files of the number's module until one fails. A
number survives when all of them pass: no test says that it must be what it is. The script runs by
hand, not in CI, since a number takes seconds to a minute. :func:`numbers_of` says which numbers
count, :func:`test_files_of` which test files belong to a module.
"""

import argparse
import ast
import compileall
import math
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).parents[1]

PACKAGES = ("exercise", "outline", "landmarks", "pose", "guide")
"""The packages of formcheck whose numbers decide something about a person."""

MOVED_BY = 0.15
"""The share by which a number moves. The reasons beside most numbers leave smaller changes open; a
number that may change by more is hardly known to a test (team choice)."""

SLOWEST_S = 6.0
"""Seconds of processor time after which a test file is left out: nobody waits for minutes of
simulated video between two edits (team choice)."""

MAX_FILES = 4
"""At most this many test files run that import a module, and at most as many of its users' where
none is named for it: a number that only end-to-end tests pin is hardly pinned (team choice)."""

TRIVIAL = frozenset({0, 1, 2, -1, -2})
"""Whole numbers that count, index or begin, and the same inside functions whatever their type: they
are structure, which other tests pin."""

OF_UNITS = frozenset({10, 60, 90, 100, 180, 255, 256, 360, 1000, 1_000_000, 0.5})
"""Inside functions these convert units, turn by whole turns or halve; nobody chose them."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a source file: what it belongs to, and where it stands in the text."""

    module: str
    path: Path
    name: str
    value: float
    line: int
    column: int
    end: int

    @property
    def package(self) -> str:
        """The package of formcheck that it stands in."""
        return self.module.split(".")[1]

    def moved(self, up: bool) -> float:
        """Return the number moved by 15 %, a whole one by 1 at least."""
        if isinstance(self.value, float):
            return float(f"{self.value * (1 + MOVED_BY if up else 1 - MOVED_BY):.6g}")
        by = max(1, round(abs(self.value) * MOVED_BY))
        return self.value + by if up else self.value - by


@dataclass(frozen=True, slots=True)
class Mutant:
    """A number and the way it is moved."""

    number: Number
    up: bool

    def of(self, source: str) -> str:
        """Return the source text of its module with the number moved."""
        at = self.number
        lines = source.splitlines(keepends=True)
        line = lines[at.line - 1].encode()  # columns of syntax trees count bytes
        new = repr(at.moved(self.up)).encode()
        lines[at.line - 1] = (line[: at.column] + new + line[at.end :]).decode()
        return "".join(lines)

    def __str__(self) -> str:
        at = self.number
        place = f"{at.module.removeprefix('formcheck.')}:{at.line}"
        return f"{place:32} {at.name:32} {at.value!r:>8} -> {at.moved(self.up)!r:8}"


# --- Which numbers ------------------------------------------------------------------------------


def numbers_of(path: Path, module: str) -> Iterator[Number]:
    """Yield the numbers of a module that decide something.

    Those of constants, class attributes, defaults of arguments and of what functions compute; not
    0, :data:`TRIVIAL`, indices, annotations, members of enumerations, and inside functions
    :data:`OF_UNITS`. Of a fitted table, a list in ``np.array``, the common factor stands for all.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node, name, inside in _constants(tree, "", inside=False):
        value, end = node.value, node.end_col_offset
        if not isinstance(value, int | float) or end is None:
            continue
        trivial = value in TRIVIAL and (inside or isinstance(value, int))
        if value and not trivial and not (inside and value in OF_UNITS):
            yield Number(module, path, name, value, node.lineno, node.col_offset, end)


def _constants(
    node: ast.AST, name: str, *, inside: bool
) -> Iterator[tuple[ast.Constant, str, bool]]:
    """Yield the numbers below a node, with what they belong to and whether it is a function."""
    match node:
        case ast.Constant():
            if type(node.value) in {int, float}:
                yield node, name, inside
            return
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            name, inside = f"{node.name}()", True
        case ast.ClassDef():
            name = node.name
        case ast.Assign() | ast.AnnAssign() if not inside:
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
    for child in _deciding(node):
        yield from _constants(child, name, inside=inside)


def _deciding(node: ast.AST) -> Iterable[ast.AST]:
    """Return the children of a node, without those whose numbers decide nothing."""
    match node:
        case ast.Subscript():
            return [node.value]
        case ast.AnnAssign():
            return [node.value] if node.value else []
        case ast.arg():
            return []
        case ast.Call() if ast.unparse(node.func) == "np.array":
            return []
        case ast.ClassDef() if any("Enum" in ast.unparse(base) for base in node.bases):
            return [each for each in node.body if isinstance(each, ast.FunctionDef)]
    return ast.iter_child_nodes(node)


# --- Which tests --------------------------------------------------------------------------------


def module_of(path: Path, root: Path) -> str:
    """Return the dotted name of a module in a checkout."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(path: Path) -> frozenset[str]:
    """Return the dotted names that a file imports, and of a ``from`` what it may import."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{each.name}" for each in node.names)
    return frozenset(names)


def test_files_of(
    module: str, tests: Mapping[Path, frozenset[str]], sources: Mapping[str, frozenset[str]]
) -> list[Path]:
    """Return the test files of a module: those that import it, and perhaps those of its users.

    A module's users, the modules that import it, count where no test file is named for it: its
    tests are then often about them. A module that neither tests nor tested modules import is held
    by the users of its users, and so on. Files named for it come first, then those of limits, which
    hold numbers from both sides, then those that import the fewest modules. ``tests`` and
    ``sources`` say what each file and each module imports.
    """
    stem = module.rpartition(".")[2]

    def nearest(modules: set[str]) -> list[Path]:
        return sorted(
            (path for path, names in tests.items() if modules & names),
            key=lambda path: (
                stem not in path.stem,
                not path.stem.startswith("test_limits"),
                len(tests[path] & sources.keys()),
            ),
        )

    chosen = nearest({module})[:MAX_FILES]
    if any(stem in path.stem for path in chosen):
        return chosen
    users, known = _users_of({module}, sources), {module}
    while users:
        if more := [path for path in nearest(users) if path not in chosen][:MAX_FILES]:
            return chosen + more
        if chosen:
            break
        known |= users
        users = _users_of(users, sources) - known
    return chosen


def _users_of(modules: set[str], sources: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the modules that import one of these."""
    return {user for user, names in sources.items() if modules & names}


# --- Running ------------------------------------------------------------------------------------


@contextmanager
def copied() -> Iterator[Path]:
    """Yield a copy of the checkout that mutants can be written into; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for each in ROOT.iterdir():
            if each.name in {"formcheck", "tests"}:
                shutil.copytree(
                    each, copy / each.name, ignore=shutil.ignore_patterns("__pycache__")
                )
            elif not each.name.startswith("."):
                (copy / each.name).symlink_to(each)
        # Compiled once; a mutant is known by its content, not by a time that has whole seconds.
        checked = PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(copy / "formcheck", quiet=1, invalidation_mode=checked)
        yield copy


@dataclass(slots=True)
class Runner:
    """Runs test files in a copy of the checkout.

    ``slowest_s`` is the time of one processor from which on a file is left out.
    """

    copy: Path
    slowest_s: float
    _sound: dict[Path, bool] = field(default_factory=dict)
    _tests: dict[Path, frozenset[str]] = field(init=False)
    _sources: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Read what each file imports."""
        tests = sorted((self.copy / "tests").glob("test_*.py"))
        self._tests = {path: imported_by(path) for path in tests}
        sources = (self.copy / "formcheck").rglob("*.py")
        self._sources = {module_of(path, self.copy): imported_by(path) for path in sources}

    def judge(self, mutant: Mutant) -> str:
        """Return the test that killed a mutant; "" where it survives."""
        for each in test_files_of(mutant.number.module, self._tests, self._sources):
            if self._sound.get(each, True) and (by := self._killed(mutant, each)):
                return by
        return ""

    def _killed(self, mutant: Mutant, tests: Path) -> str:
        """Return the test of a file that fails with a mutant, but not without it; "" for none."""
        path = mutant.number.path
        whole = path.read_text(encoding="utf-8")
        path.write_text(mutant.of(whole), encoding="utf-8")
        try:
            by = self._failed(tests, 2 * self.slowest_s)  # no spurious end on a busy machine
        finally:
            path.write_text(whole, encoding="utf-8")
        if by and tests not in self._sound:
            self._sound[tests] = not self._failed(tests, self.slowest_s)
        return by if self._sound.get(tests) else ""

    def _failed(self, tests: Path, longest_s: float) -> str:
        """Return the first test of a file that fails, or that it takes too long; "" for none."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no"]
        command += ["-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
        seconds = math.ceil(longest_s)
        done = subprocess.run(
            [*command, str(tests)],
            cwd=self.copy,
            env=os.environ | {"PYTHONPATH": str(self.copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5)),
        )
        if done.returncode == 0:
            return ""
        lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return lines[0].split()[1] if lines else f"{tests.name} did not end"


def report(judgements: Iterable[tuple[Mutant, str]]) -> None:
    """Print each mutant as it is judged, and at the end how many were killed, by package."""
    killed, all_of = Counter[str](), Counter[str]()
    for mutant, by in judgements:
        print(f"{mutant} {by or 'SURVIVED'}", flush=True)
        for name in (mutant.number.package, "all"):
            all_of[name] += 1
            killed[name] += bool(by)
    print()
    for name, count in all_of.items():
        print(f"{name:10} {killed[name]:4} of {count:4} killed, {killed[name] / count:4.0%}")


def main() -> None:
    """Draw mutants and judge them, or list them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--draw", type=int, default=100, help="how many are drawn")
    parser.add_argument("--seed", type=int, default=0, help="another seed draws others")
    parser.add_argument("--only", default="", help="a word that the module or name must contain")
    parser.add_argument("--slowest", type=float, default=SLOWEST_S, help="seconds of a test file")
    parser.add_argument("--list", action="store_true", help="only say which numbers there are")
    asked = parser.parse_args()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)  # either way the copy is removed
    with copied() as copy:
        numbers = [
            number
            for package in PACKAGES
            for path in sorted((copy / "formcheck" / package).rglob("*.py"))
            for number in numbers_of(path, module_of(path, copy))
            if asked.only in f"{number.module} {number.name}"
        ]
        mutants = [Mutant(number, up) for number in numbers for up in (False, True)]
        if asked.list:
            print(*mutants, sep="\n")
            return
        runner = Runner(copy, asked.slowest)
        drawn = random.Random(asked.seed).sample(mutants, min(asked.draw, len(mutants)))
        report((mutant, runner.judge(mutant)) for mutant in drawn)


if __name__ == "__main__":
    main()
