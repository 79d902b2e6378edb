"""Starting the pages: options, ports, environment, and how they end."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Callable, Generator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import streamlit as st
from pages import waited_for
from sets import empty_model
from typer.testing import CliRunner, Result

from formcheck.app.server import launch
from formcheck.app.server.settings import ServerSettings, camera_named
from formcheck.cli.commands import Exit, app
from formcheck.errors import UsageError

ROOT = Path(__file__).parents[1]

ANSWERS = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer(("localhost", int(sys.argv[1])), Health).serve_forever()
"""
LAST_WORDS = f"""
import signal, sys
def end(*how):
    print("a frame could not be judged", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("ready to end", flush=True)
{ANSWERS}
"""
TELLS_ITS_ENVIRONMENT = """
import os, sys, tempfile
print(os.environ["FORMCHECK_DATA"], tempfile.mkdtemp(), flush=True)
sys.exit(3)
"""
PUTS_ASIDE = """
import os, pathlib, tempfile, time
aside = pathlib.Path(tempfile.mkdtemp())
(aside / "recording").touch()
print(os.getpid(), aside, flush=True)
time.sleep(600)
"""
STARTS_A_SERVER = """
import sys
from formcheck.app.server import launch
from formcheck.app.server.settings import ServerSettings
code, port = sys.argv[1:]
launch.launch(
    ServerSettings(), port=int(port), browser=False, say=print,
    server=lambda port: [sys.executable, "-c", code],
)
"""
NOISY = """
import sys
print("W0000 00:00:1763.1 inference_feedback_manager.cc:114] Feedback manager", file=sys.stderr)
print("INFO: Created TensorFlow Lite XNNPACK delegate for CPU.", file=sys.stderr)
print("the page is in trouble", file=sys.stderr)
"""


def stand_in(code: str) -> Callable[[int], list[str]]:
    """The command of a server that does what the code says, in place of Streamlit's."""
    return lambda port: [sys.executable, "-c", code, str(port)]


def some_port() -> int:
    """A port of the system's choice that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def silent(text: str) -> None:
    """Hear what is said, and do nothing."""


def app_command(*words: str) -> Result:
    return CliRunner().invoke(app, ["app", "--no-browser", *words])


# --- Options --------------------------------------------------------------------------------------


def flattened(table: dict[str, object], path: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= flattened(value, f"{path}{name}.")
        else:
            flat[f"{path}{name}"] = tuple(value) if isinstance(value, list) else value
    return flat


def test_both_ways_to_start_have_the_same_options() -> None:
    """``streamlit run app.py`` reads from .streamlit/config.toml what ``formcheck app`` passes."""
    written = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")

    assert flattened(tomllib.loads(written)) == dict(launch.OPTIONS)


def test_streamlit_knows_every_option() -> None:
    """No option is a name that Streamlit would refuse or pass over."""
    known = {name: st.get_option(name) for name in launch.OPTIONS}

    assert known.keys() == launch.OPTIONS.keys()


@pytest.mark.parametrize(
    "option",
    [
        "--server.address=localhost",
        "--browser.serverAddress=localhost",
        "--browser.gatherUsageStats=false",
        "--runner.postScriptGC=false",
        "--server.enableXsrfProtection=true",
        "--server.port=9123",
        "--server.headless=true",
        "--server.allowedHosts=127.0.0.1",
    ],
)
def test_options_are_passed_with_the_command(option: str) -> None:
    """What keeps the pages on this machine and quick holds wherever the command is given."""
    assert option in launch.command(9123)


def test_no_letters_come_from_the_net() -> None:
    """No option names an address."""
    assert not [value for value in launch.OPTIONS.values() if "//" in str(value)]


# --- Ports ----------------------------------------------------------------------------------------


@pytest.fixture
def taken() -> Generator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_that_is_taken_is_refused_in_words(taken: int) -> None:
    """Somebody who wants a port that is taken hears so, and how to choose another."""
    with pytest.raises(UsageError, match="taken by another program") as caught:
        launch.free_port(taken)

    assert str(taken) in caught.value.what
    assert "--port" in caught.value.to_do


def test_a_free_port_is_given_as_wanted(taken: int) -> None:
    """A port that nobody listens on any more is free."""
    port = some_port()

    assert launch.free_port(port) == port != taken


def test_without_a_wish_the_next_free_port_is_taken() -> None:
    """A second formcheck on the same machine finds a place beside the first."""
    with ExitStack() as held:
        with suppress(OSError):  # then somebody else holds it
            held.enter_context(socket.create_server(("127.0.0.1", launch.FIRST_PORT)))

        assert launch.free_port() > launch.FIRST_PORT


# --- Running --------------------------------------------------------------------------------------


def test_the_address_is_told_once_the_pages_answer() -> None:
    """What is said is the address, when there is something to be seen there; Ctrl-C is an end."""
    port = some_port()
    said = []

    def press_ctrl_c(text: str) -> None:
        with urllib.request.urlopen(launch.address(port)) as answer:
            said.append((text, answer.status))
        raise KeyboardInterrupt

    code = launch.launch(
        ServerSettings(), port=port, browser=False, say=press_ctrl_c, server=stand_in(ANSWERS)
    )

    assert code == launch.STOPPED == 0
    assert said == [
        (f"formcheck is open at {launch.address(port)} on this computer. Ctrl-C ends it.", 200)
    ]
    assert launch.free_port(port) == port


def test_what_the_pages_put_aside_goes_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server is told the settings, and its temporary files are gone when it is."""
    code = launch.launch(
        ServerSettings(data=tmp_path),
        port=some_port(),
        browser=False,
        say=silent,
        server=stand_in(TELLS_ITS_ENVIRONMENT),
    )

    data, aside = capsys.readouterr().err.split()
    assert code == 3
    assert data == str(tmp_path)
    assert not Path(aside).exists()
    assert not Path(aside).parent.exists()


@pytest.mark.skipif(os.name != "posix", reason="processes are killed in another way there")
def test_what_killed_pages_put_aside_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as their server lives it stays, though what started it was killed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_A_SERVER, PUTS_ASIDE, str(some_port())],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as started:
        assert started.stderr is not None
        server, aside = started.stderr.readline().split()
        started.kill()
    ends = stand_in("")

    launch.launch(ServerSettings(), port=some_port(), browser=False, say=silent, server=ends)
    assert (Path(aside) / "recording").exists()

    os.kill(int(server), signal.SIGKILL)
    assert waited_for(lambda: not alive(int(server)))
    launch.launch(ServerSettings(), port=some_port(), browser=False, say=silent, server=ends)
    assert list(tmp_path.iterdir()) == []


def alive(number: int) -> bool:
    """Whether a process runs; one that has ended and that nobody asks for its end does not."""
    try:
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_troubles_are_shown_and_native_noise_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """What native libraries log is kept from the terminal, all else is shown."""
    launch.launch(
        ServerSettings(), port=some_port(), browser=False, say=silent, server=stand_in(NOISY)
    )

    assert capsys.readouterr().err == "the page is in trouble\n"


def test_what_fails_while_it_ends_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """After Ctrl-C frames that still come fail, and that is nobody's trouble."""

    def press_ctrl_c(text: str) -> None:
        raise KeyboardInterrupt

    launch.launch(
        ServerSettings(),
        port=some_port(),
        browser=False,
        say=press_ctrl_c,
        server=stand_in(LAST_WORDS),
    )

    shown = capsys.readouterr().err
    assert "ready to end" in shown
    assert "could not be judged" not in shown


# --- Settings -------------------------------------------------------------------------------------


def test_settings_come_through_the_environment(tmp_path: Path) -> None:
    """What the command was given is what the pages read."""
    recording = tmp_path / "set.mp4"
    recording.touch()
    settings = ServerSettings(model=tmp_path / "any.task", camera=recording, data=tmp_path)

    assert ServerSettings.from_environment(settings.as_environment()) == settings
    assert ServerSettings.from_environment(
        ServerSettings(camera=0).as_environment()
    ) == ServerSettings(camera=0)
    assert ServerSettings.from_environment({}) == ServerSettings()


def test_a_camera_is_a_number_or_a_file(tmp_path: Path) -> None:
    """Anything else is refused, with what would do."""
    with pytest.raises(UsageError, match="neither a camera's number nor a recording"):
        camera_named(str(tmp_path / "nothing.mp4"))


# --- The command ----------------------------------------------------------------------------------


def test_without_streamlit_the_command_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who has installed formcheck without its pages hears what they need."""
    monkeypatch.setitem(sys.modules, "streamlit", None)

    result = app_command()

    assert result.exit_code == Exit.USAGE
    assert "the pages need Streamlit" in result.stderr
    assert 'python -m pip install "formcheck[app]"' in result.stderr.replace("\n", " ")


@pytest.mark.parametrize("words", [("--camera", "front"), ("--model", "none.task")])
def test_options_that_cannot_be_meant_are_refused(tmp_path: Path, words: tuple[str, str]) -> None:
    """A camera or model that cannot be is told before anything is started."""
    empty_model(tmp_path / "any.task")
    model = () if words[0] == "--model" else ("--model", str(tmp_path / "any.task"))

    result = app_command(*model, *words)

    assert result.exit_code in {Exit.USAGE, Exit.NO_MODEL}
    assert words[1] in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C cannot be sent to a process elsewhere")
def test_the_pages_open_from_any_directory_and_end_with_ctrl_c(tmp_path: Path) -> None:
    """The real server answers with the real page, and leaves nothing running."""
    port = some_port()
    model = empty_model(tmp_path / "any.task")
    command = [sys.executable, "-m", "formcheck", "app", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--model", str(model), "--data", str(tmp_path / "data")],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    with process:
        try:
            said = process.stderr.readline()
            with urllib.request.urlopen(launch.address(port)) as answer:
                page = answer.read().decode()
            process.send_signal(signal.SIGINT)
            process.wait(60)
        finally:  # leaving waits for it: where Ctrl-C is ignored, as under nohup, for ever
            process.terminate()

    assert launch.address(port) in said
    assert "<html" in page
    assert not re.findall(r'(?:src|href)="(https?:)?//', page)
    assert process.returncode == launch.STOPPED
    assert launch.free_port(port) == port
