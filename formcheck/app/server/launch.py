"""Starts the server of the pages, with every option it needs, and the browser.

``streamlit run`` alone would mix in any ``config.toml`` it finds, and open the browser
before the page answers.
"""

import http.client
import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Final

from formcheck.app.server.scratch import Scratch, remove_left_scratch
from formcheck.app.server.settings import ServerSettings
from formcheck.errors import UsageError

__all__ = [
    "FIRST_PORT",
    "MAIN",
    "NAMES",
    "OPTIONS",
    "PAGES",
    "STOPPED",
    "address",
    "check_installed",
    "command",
    "free_port",
    "launch",
]

OptionValue = str | int | bool | Sequence[str]

NAMES: Final = ("localhost", "127.0.0.1")
"""The names of the server; it answers to no other."""

OPTIONS: Final[Mapping[str, OptionValue]] = {
    # Only this machine connects, and nothing is sent elsewhere.
    "server.address": "localhost",
    "browser.serverAddress": "localhost",  # else it asks a remote machine for its own address
    "server.allowedHosts": NAMES,  # else a foreign page could pose as this one
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "browser.gatherUsageStats": False,
    "client.showErrorLinks": False,  # they lead to search engines
    # A person sees only our own texts: no tools for developers, no traces of errors.
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "global.developmentMode": False,  # it would refuse the port
    "server.showEmailPrompt": False,
    "logger.level": "warning",
    "logger.hideWelcomeMessage": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    # Collecting garbage after every run stops everything for 60 to 70 ms, the picture included.
    "runner.postScriptGC": False,
    # Megabytes: eight minutes of a phone's HEVC at 1080p, four of its H.264. Kept in memory.
    "server.maxUploadSize": 500,
    # Look: one accent, Streamlit's own fonts, nothing from the net.
    "theme.font": "sans-serif",
    "theme.headingFont": "sans-serif",
    "theme.codeFont": "monospace",
    "theme.baseRadius": "0.6rem",
    "theme.light.primaryColor": "#0b6a67",  # 6.3 to 1 on white, both ways
    "theme.light.backgroundColor": "#fbfcfb",
    "theme.light.secondaryBackgroundColor": "#edf2f1",
    "theme.light.textColor": "#1f2b2b",
    "theme.light.linkColor": "#0b6a67",
    "theme.light.borderColor": "#cfd9d8",
    "theme.dark.primaryColor": "#0f807b",  # 4.9 to 1 under white letters
    "theme.dark.backgroundColor": "#121a1a",
    "theme.dark.secondaryBackgroundColor": "#1c2727",
    "theme.dark.textColor": "#e6eeed",
    "theme.dark.linkColor": "#63cac4",
    "theme.dark.borderColor": "#3b4b4a",
}
"""Streamlit's options, passed on its command line so that they hold from any directory.

``.streamlit/config.toml`` sets the same for ``streamlit run app.py``; a test keeps them equal.
"""

OURS: Final[Mapping[str, OptionValue]] = {"server.headless": True}
"""Further options: this module opens the browser, once the pages answer."""

FIRST_PORT: Final = 8501  # Streamlit's default, which its documentation and people know
TRIES: Final = 20  # ports tried from there on: more servers than anybody runs at once
READY_WITHIN_S: Final = 60.0  # a cold disk and a virus scanner take half of it
LOOK_EVERY_S: Final = 0.1
ENDS_WITHIN_S: Final = 10.0  # saving a set under way and releasing the camera take less
STOPPED: Final = 0  # Ctrl-C is how the pages are meant to end

MAIN: Final = Path(__file__).parents[1] / "served.py"
"""The file that Streamlit runs: the pages, behind the door."""

PAGES: Final = Path(__file__).parents[1] / "main.py"
"""The script of the pages alone."""

_TEMPORARY: Final = ("TMPDIR", "TEMP", "TMP")
"""Environment variables that name the folder for temporary files."""

_NATIVE_NOISE: Final = re.compile(
    r"[WIE]\d{4} \d\d:\d\d|WARNING: All log messages before|INFO: Created TensorFlow Lite"
)
"""The beginning of lines that MediaPipe logs past Python; no setting turns them off."""


def check_installed() -> None:
    """Make sure that the packages of the pages are installed.

    Raises
    ------
    UsageError
        The extra ``app`` is not installed.
    """
    if any(importlib.util.find_spec(name) is None for name in ("streamlit", "streamlit_webrtc")):
        raise UsageError(
            "the pages need Streamlit", to_do='Run: python -m pip install "formcheck[app]"'
        )


def address(port: int) -> str:
    """Return the address of the pages."""
    return f"http://localhost:{port}"


def free_port(wanted: int | None = None) -> int:
    """Return a free port: the wanted one, or the first from 8501 on.

    Raises
    ------
    UsageError
        The wanted port is taken, or all that were tried.
    """
    ports = range(FIRST_PORT, FIRST_PORT + TRIES) if wanted is None else [wanted]
    for port in ports:
        if _is_free(port):
            return port
    taken = f"port {wanted} is" if wanted is not None else f"ports {ports[0]} to {ports[-1]} are"
    raise UsageError(
        f"{taken} taken by another program",
        to_do="Choose another with --port, such as --port 9000",
    )


def _is_free(port: int) -> bool:
    """Whether a server could listen on the port, at every address of localhost."""
    for family, kind, protocol, _, place in socket.getaddrinfo(
        "localhost", port, type=socket.SOCK_STREAM
    ):
        with socket.socket(family, kind, protocol) as tried:
            if os.name == "posix":  # a server that has just ended blocks no port
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(place)
            except OSError:
                return False
    return True


def command(port: int) -> list[str]:
    """Return the command that starts the server."""
    options = [
        f"--{name}={_written(each)}"
        for name, value in {**OPTIONS, **OURS, "server.port": port}.items()
        for each in (value if isinstance(value, tuple) else (value,))
    ]
    return [sys.executable, "-m", "streamlit", "run", str(MAIN), *options]


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def launch(
    settings: ServerSettings,
    *,
    port: int | None = None,
    browser: bool = True,
    say: Callable[[str], None],
    server: Callable[[int], list[str]] = command,
) -> int:
    """Run the server of the pages until somebody ends it.

    The pages keep temporary files, such as an uploaded recording, in one folder that only this
    user can read; it is deleted when they end. Folders that killed pages left are deleted first.

    Parameters
    ----------
    settings
        Settings of the pages.
    port
        The server's port; None for the first free one.
    browser
        Whether to open the browser.
    say
        Gets a line on what is going on.
    server
        Returns the command that starts the server on a port.

    Returns
    -------
    int
        0 after Ctrl-C; the server's exit code when it ended by itself.

    Raises
    ------
    UsageError
        The port is taken.
    """
    port = free_port(port)
    remove_left_scratch()
    with (
        Scratch() as scratch,
        _running(server(port), _environment(settings, scratch.path), scratch) as process,
    ):
        if _is_ready(process, port):
            say(f"formcheck is open at {address(port)} on this computer. Ctrl-C ends it.")
            if browser:
                _open_browser(address(port))
        return process.wait()
    return STOPPED


def _environment(settings: ServerSettings, scratch: Path) -> dict[str, str]:
    return {**os.environ, **settings.as_environment(), **dict.fromkeys(_TEMPORARY, str(scratch))}


@contextmanager
def _running(
    command: Sequence[str], environment: Mapping[str, str], scratch: Scratch
) -> Generator[subprocess.Popen[str]]:
    """Run the server and end it on leaving; Ctrl-C ends the block without an error."""
    process = subprocess.Popen(
        command,
        env=environment,
        # The server holds the folder too: if only we are killed, it stays while it is used.
        pass_fds=() if os.name == "nt" else (scratch.owner,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    ending = Event()
    troubles = Thread(target=_pass_on, args=(process, ending), daemon=True)
    troubles.start()
    with _terminated_like_ctrl_c(), suppress(KeyboardInterrupt):
        try:
            yield process
        finally:
            if process.poll() is None:
                ending.set()
            _end(process)
            troubles.join(ENDS_WITHIN_S)


def _pass_on(process: subprocess.Popen[str], ending: Event) -> None:
    """Show the server's output, which is about troubles, without the logs of native libraries.

    Once it has to end, nothing more is shown: frames that still come fail, as they must.
    """
    if process.stdout is None:
        return
    with process.stdout as lines:
        for line in lines:
            if not ending.is_set() and not _NATIVE_NOISE.match(line):
                sys.stderr.write(line)


@contextmanager
def _terminated_like_ctrl_c() -> Generator[None]:
    """Raise KeyboardInterrupt at SIGTERM, too, so that the server never outlives us."""

    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(process: subprocess.Popen[str]) -> None:
    """Give the server time to end, then kill it; Ctrl-C in a terminal reaches it too."""
    if os.name == "posix":  # on other systems this would kill it at once
        process.terminate()
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _is_ready(process: subprocess.Popen[str], port: int) -> bool:
    """Wait until the server answers; return whether it does."""
    until = time.monotonic() + READY_WITHIN_S
    while process.poll() is None and time.monotonic() < until:
        if _answers(port):
            return True
        time.sleep(LOOK_EVERY_S)
    return process.poll() is None  # slow, but alive: its address is worth showing


def _answers(port: int) -> bool:
    # Not with urllib, which would ask a proxy for this machine's own page.
    connection = http.client.HTTPConnection("localhost", port, timeout=LOOK_EVERY_S * 10)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _open_browser(url: str) -> None:
    """Open the browser where there is a screen: without one Python opens a text browser."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, screens)):
        return
    webbrowser.open(url)
