"""The app as people start it, on a free port and with a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from formcheck.app.server import launch
from formcheck.app.server.settings import ServerSettings

WATCHED = str(Path(__file__).with_name("watched_app.py"))

START_S = 90.0
"""Time given to a server to answer: Streamlit alone needs some seconds on a busy machine."""

STOP_S = 10.0
"""Time given to it to end by itself."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: where, its process, the folder it keeps things in and what it said."""

    url: str
    pid: int
    data: Path
    log: Path


def app(port: int, data: Path) -> list[str]:
    """Return the command that starts the app as people start it, but for the browser."""
    options = ["--port", str(port), "--no-browser", "--data", str(data)]
    return [sys.executable, "-m", "formcheck", "app", *options]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def served(
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    tracer: Sequence[str] = (),
    more: Sequence[str] = (),
) -> Iterator[Server]:
    """Start the app with its data in ``folder``; end it with all its processes afterwards.

    ``tracer`` is the start of a command that runs another, ``more`` are options of the app.
    """
    port = free_port()
    command = [*tracer, *app(port, folder / "data"), *more]
    with running(command, port, folder, environment or {}) as server:
        yield server


@contextmanager
def watched(folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Start the app as :mod:`browser.watched_app` runs it, with the same options."""
    port = free_port()
    command = [WATCHED if part == str(launch.MAIN) else part for part in launch.command(port)]
    settings = ServerSettings(data=folder / "data").as_environment()
    with running(command, port, folder, {**environment, **settings}) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Run a command until a Streamlit server answers at ``port``; end it afterwards."""
    log, elsewhere = folder / "server.log", folder / "elsewhere"
    elsewhere.mkdir(exist_ok=True)  # options must hold in any working directory
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            cwd=elsewhere,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that what it starts can be ended with it
        )
    try:
        url = f"http://localhost:{port}"
        _wait(url, process, log)
        yield Server(url, process.pid, folder / "data", log)
    finally:
        _end(process)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1.0):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise AssertionError(f"the app did not start:\n{log.read_text(encoding='utf-8')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_S)
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
