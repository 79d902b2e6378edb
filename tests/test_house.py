"""What holds for the project as a whole: what it promises, exports, imports and locks."""

import ast
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import formcheck

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_videos" / "hip_hinge_good.mp4"
PYPI = {"pypi.org", "files.pythonhosted.org"}

# What formcheck builds on may change the interpreter as it likes; formcheck itself may not.
STATE_AFTER_IMPORT = """
import json, logging, sys, warnings
import numpy, pydantic, ruamel.yaml

def state():
    loggers = logging.getLogger(), logging.getLogger("formcheck")
    return {
        "log handlers": repr([logger.handlers for logger in loggers]),
        "log levels": repr([logger.level for logger in loggers]),
        "warning filters": repr(warnings.filters),
        "warnings shown by": repr(warnings.showwarning),
        "exceptions shown by": repr(sys.excepthook),
    }

before = state()
import formcheck
print(json.dumps([before, state()]))
"""

# A tracer or an empty network is trusted once it has been tried with this: a UDP socket is told a
# far address, and sends nothing.
REACHES_OUT = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
    try:
        far.connect(("192.0.2.1", 9))
    except OSError:
        print("alone")
"""


def run(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout; fail with what it said."""
    environment = os.environ | more
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def tool(name: str) -> Path:
    """Return a command-line program of the environment that the tests run in."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}"
    return Path(found)


def test_importing_formcheck_changes_nothing() -> None:
    """An import leaves log handlers, warning filters and hooks as they were."""
    before, after = json.loads(run(sys.executable, "-c", STATE_AFTER_IMPORT).stdout)

    assert after == before


def test_importing_formcheck_writes_no_files(tmp_path: Path) -> None:
    """An import makes no folder and no file in the user's home."""
    homes = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")

    run(sys.executable, "-B", "-c", "import formcheck", **dict.fromkeys(homes, str(tmp_path)))

    assert list(tmp_path.iterdir()) == []


def loaded_by(*modules: str) -> set[str]:
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    return set(run(sys.executable, "-c", code).stdout.split())


def test_importing_formcheck_loads_no_camera_model_or_page() -> None:
    """The heavy libraries come with the first use, not with the import."""
    assert not loaded_by("formcheck") & {"av", "cv2", "mediapipe", "streamlit"}


def test_help_waits_for_nothing_heavy() -> None:
    """The command line is loaded without what its commands work with."""
    heavy = {
        "altair",
        "av",
        "cv2",
        "jinja2",
        "mediapipe",
        "numpy",
        "pydantic",
        "ruamel",
        "streamlit",
    }
    assert not loaded_by("formcheck.cli.commands") & heavy


def test_judging_can_be_loaded_without_camera_model_or_page() -> None:
    """Whatever part of ``formcheck.exercise`` is loaded, no camera or model library comes along."""
    files = (ROOT / "formcheck" / "exercise").rglob("[!_]*.py")
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]

    assert not loaded_by(*modules) & {"av", "cv2", "mediapipe", "streamlit"}


def test_the_public_names_are_few_sorted_and_there() -> None:
    """``formcheck`` exports at most twelve names, in order, and has them all."""
    assert formcheck.__all__ == sorted(formcheck.__all__)
    assert len(formcheck.__all__) <= 12
    assert all(hasattr(formcheck, name) for name in formcheck.__all__)


ROOMS = sorted(file.parent for file in (ROOT / "formcheck").rglob("__init__.py"))


@pytest.mark.parametrize("room", ROOMS[1:], ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_is_small_and_says_what_it_is_for(room: Path) -> None:
    """It holds at most sixteen modules, and says what comes in, goes out and is not known there."""
    assert len(list(room.glob("[!_]*.py"))) <= 16
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
    parts = [part for part in ("In", "Out", "Must not know") if f"\n{part}: " in said]
    assert parts == ["In", "Out", "Must not know"]


def test_every_module_says_what_it_exports() -> None:
    """Each module's ``__all__`` names only what is there, and each once."""
    files = (ROOT / "formcheck").rglob("*.py")
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files}
    for name in sorted(names - {"formcheck.__main__"}):
        module = importlib.import_module(name.removesuffix(".__init__"))
        exported = getattr(module, "__all__", [])
        assert len(set(exported)) == len(exported), name
        assert [public for public in exported if not hasattr(module, public)] == [], name


def test_imports_go_the_way_of_the_data() -> None:
    """The import contracts of pyproject.toml hold."""
    run(tool("lint-imports"), "--no-cache")


def test_the_lock_is_up_to_date() -> None:
    """What pyproject.toml asks for is what uv.lock has settled."""
    run(tool("uv"), "lock", "--check", "--offline", "--no-cache")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("run", ["--extra", "app", "--group", "build", "--no-dev"]),
        ("test", ["--extra", "app", "--group", "build"]),
        ("render", ["--only-group", "render"]),
    ],
)
def test_what_make_installs_is_what_is_locked(name: str, options: list[str]) -> None:
    """The files of requirements/ are uv.lock, in the form that pip reads."""
    form = ["--frozen", "--no-header", "--no-emit-project", *options]

    exported = run(tool("uv"), "export", *form, "--offline", "--no-cache").stdout

    assert (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") == exported


def test_the_lock_names_no_place_but_pypi() -> None:
    """Nothing of the machine that settled the lock is in it."""
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    places = re.findall(r'(?:registry|url|path|directory) = "([^"]*)"', lock)

    assert {urlsplit(place).hostname for place in places} == PYPI


def test_the_wheel_carries_the_exercises(tmp_path: Path) -> None:
    """Installed from a wheel, formcheck has its exercises and its types with it, and no tests."""
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path)

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {"formcheck/py.typed", "formcheck/cli/commands.py"} <= names
    specs = {f"formcheck/{file.relative_to(ROOT)}" for file in ROOT.glob("exercise_specs/*.yaml")}
    assert specs
    assert specs <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"formcheck"}


def strace(trace: Path) -> list[str] | None:
    """Return the start of a command that writes the addresses reached, where it can be had."""
    if not (program := shutil.which("strace")):
        return None
    calls = "connect,sendto,sendmsg,sendmmsg,bind"
    tracer = [program, "-f", "--quiet=all", "--trace", calls, "--output", str(trace)]
    command = [*tracer, sys.executable, "-c", REACHES_OUT]
    tried = subprocess.run(command, check=False, capture_output=True)
    return tracer if tried.returncode == 0 and far_addresses(trace) == {"192.0.2.1"} else None


def far_addresses(trace: Path) -> set[str]:
    pattern = r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"'
    found = re.findall(pattern, trace.read_text(encoding="utf-8"))
    addresses = {four or six for four, six in found}
    return {address for address in addresses if not re.match(r"127\.|::1$", address)}


def empty_network() -> list[str] | None:
    """Return the start of a command that runs without any network, where it can be had."""
    if not (program := shutil.which("unshare")):
        return None
    for rights in ([], ["--map-root-user"]):
        alone = [program, "--net", *rights]
        command = [*alone, sys.executable, "-c", REACHES_OUT]
        tried = subprocess.run(command, check=False, capture_output=True, text=True)
        if tried.stdout.strip() == "alone":
            return alone
    return None


@pytest.mark.usefixtures("model_path")
def test_a_review_reaches_no_other_machine(tmp_path: Path) -> None:
    """Once the model is there, a review speaks with nobody but this machine."""
    trace = tmp_path / "trace"
    program, results = tool("formcheck"), tmp_path / "results"
    review = [program, "review", SAMPLE, "--exercise", "hip_hinge", "--out", results]
    if tracer := strace(trace):
        run(*tracer, *map(str, review))
        assert far_addresses(trace) == set()
    elif alone := empty_network():
        run(*alone, *map(str, review))
    else:
        pytest.skip("neither strace nor an empty network namespace can be had here")
