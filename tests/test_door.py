"""Who is let in: this computer's own pages, whichever way the app was started."""

import asyncio
import base64
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from sets import empty_model
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.web.server.app_discovery import discover_asgi_app

from formcheck.app.server import launch
from formcheck.app.server.door import HEADERS, Door

ROOT = Path(__file__).parents[1]
PORT = 8501
OWN = f"localhost:{PORT}"

ENTRIES = ("app.py", "formcheck/app/served.py", "tests/browser/watched_app.py")

OPENED = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
}
"""What a browser says when somebody follows a link."""


class Asked:
    """Something behind the door, which notes what gets through, and what was answered."""

    def __init__(self) -> None:
        self.reached = False
        self.messages: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached = True
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        elif scope["type"] == "http":
            await PlainTextResponse("here you are")(scope, receive, send)

    async def send(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        """What was answered; for a WebSocket 101 where it was accepted, 403 where it was closed."""
        of_sockets = {"websocket.accept": 101, "websocket.close": 403}
        first = self.messages[0]
        return int(first.get("status") or of_sockets[first["type"]])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}


async def _nothing() -> Message:
    return {"type": "http.request", "body": b""}


def asked(
    headers: Mapping[str, str] | list[tuple[str, str]],
    *,
    method: str = "GET",
    port: int = PORT,
    **more: Any,
) -> Asked:
    """Ask at the door."""
    pairs = list(headers.items()) if isinstance(headers, Mapping) else headers
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": "/",
        "server": ("127.0.0.1", port),
        "headers": [(name.lower().encode(), value.encode()) for name, value in pairs],
        **more,
    }
    inside = Asked()
    asyncio.run(Door(inside)(scope, _nothing, inside.send))
    return inside


def knocked(headers: Mapping[str, str]) -> Asked:
    """Ask for a WebSocket."""
    return asked(headers, type="websocket", scheme="ws")


@pytest.mark.parametrize("host", [OWN, f"127.0.0.1:{PORT}", f"LocalHost:{PORT}"])
def test_by_its_own_name_it_answers(host: str) -> None:
    """However the letters are written, and without an origin: so a page is opened."""
    inside = asked({"host": host})

    assert inside.reached
    assert inside.status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        f"localhost.evil.example:{PORT}",
        f"evil.example@localhost:{PORT}",
        f"localhost:{PORT}@evil.example",
        f"localhost.:{PORT}",
        f"[::1]:{PORT}",  # it does not listen there
        f"0.0.0.0:{PORT}",
        f"127.0.0.2:{PORT}",
        f"192.168.1.5:{PORT}",
        f"2130706433:{PORT}",  # 127.0.0.1 as a number
        f"localhost:{PORT + 1}",
        f"localhost:{PORT}0",
        "localhost",
        "localhost:",
        f" {OWN}",
        "",
    ],
)
def test_by_a_foreign_name_it_does_not(host: str) -> None:
    """Whatever name leads here, and whatever its owner says of the origin, nothing is reached."""
    for origin in ({}, {"origin": f"http://{host}"}, {"origin": f"http://{OWN}"}):
        inside = asked({"host": host, **origin})
        assert (inside.reached, inside.status) == (False, 421)
        assert knocked({"host": host, **origin}).status == 403


@pytest.mark.parametrize("names", [[], [OWN, OWN], [OWN, "evil.example"], ["evil.example", OWN]])
def test_it_is_called_once(names: list[str]) -> None:
    """Without a name, or with two, nobody knows whose name a page goes by."""
    inside = asked([("host", name) for name in names])

    assert (inside.reached, inside.status) == (False, 421)


def test_the_port_is_that_of_the_socket() -> None:
    """Wherever the server found room, it is called by that port, and by none at 80."""
    assert asked({"host": "localhost:9000"}, port=9000).reached
    assert asked({"host": "localhost"}, port=80).reached
    assert not asked({"host": "localhost:80"}, port=9000).reached
    assert asked({"host": "localhost"}, port=443, scheme="https").reached
    assert not asked({"host": OWN}, server=None).reached
    assert not asked({"host": OWN}, server=("/run/socket", None)).reached


@pytest.mark.parametrize("name", launch.NAMES)
def test_its_own_page_may_ask_and_change(name: str) -> None:
    """A page may ask, change and open a WebSocket where it came from."""
    own = {"host": f"{name}:{PORT}", "origin": f"http://{name}:{PORT}"}

    assert asked(own).reached
    assert asked(own, method="PUT").reached
    assert knocked(own).status == 101


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        f"http://evil.example:{PORT}",
        "http://localhost",
        f"http://localhost:{PORT + 1}",
        f"http://127.0.0.1:{PORT}",  # another name is another page, though it is the same computer
        f"https://{OWN}",
        f"ws://{OWN}",
        f"http://{OWN}/",
        f"http://{OWN}.evil.example",
        f"http://evil.example@{OWN}",
        "null",
        "file://",
        "",
    ],
)
def test_a_foreign_page_is_turned_away(origin: str) -> None:
    """From another host, port or scheme, or from none that is told, nothing is reached."""
    foreign = {"host": OWN, "origin": origin}

    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        inside = asked(foreign, method=method)
        assert (inside.reached, inside.status) == (False, 403)
    inside = knocked(foreign)
    assert (inside.reached, inside.status) == (False, 403)


def test_two_origins_are_none() -> None:
    """The own one beside a foreign one, or twice, lets nobody in."""
    for second in (f"http://{OWN}", "http://evil.example"):
        pairs = [("host", OWN), ("origin", f"http://{OWN}"), ("origin", second)]
        assert asked(pairs).status == 403


def test_what_changes_or_stays_open_says_where_it_comes_from() -> None:
    """Browsers always do; only reading needs no origin."""
    for method, status in {"GET": 200, "HEAD": 200, "PUT": 403, "POST": 403, "DELETE": 403}.items():
        assert asked({"host": OWN}, method=method).status == status
    assert knocked({"host": OWN}).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_embeds_is_turned_away(site: str) -> None:
    """Frames, pictures and scripts come without an origin; a link that is followed may come in."""
    assert asked({"host": OWN, **OPENED, "sec-fetch-site": site}).reached
    for mode, dest in (("navigate", "iframe"), ("no-cors", "image"), ("no-cors", "script")):
        embedded = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
        assert asked({"host": OWN, **embedded}).status == 403
    assert asked({"host": OWN, "sec-fetch-site": site}).status == 403


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_what_its_own_pages_embed_may_come_in(site: str) -> None:
    """The camera is a frame of its own."""
    framed = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}

    assert asked({"host": OWN, **framed}).reached


@pytest.mark.parametrize("host", [OWN, "evil.example"])
def test_every_answer_tells_the_browser_whom_to_keep_out(host: str) -> None:
    """Pages of others may not frame it, nor take it for what it is not; its own frame may be."""
    told = asked({"host": host}).headers

    assert told.items() >= {name.lower(): value for name, value in HEADERS.items()}.items()
    assert told["x-frame-options"] == "SAMEORIGIN"
    assert told["content-security-policy"] == "frame-ancestors 'self'"
    assert told["x-content-type-options"] == "nosniff"


def test_the_servers_own_start_and_end_go_through() -> None:
    """What is no request is nobody's to refuse."""
    inside = Asked()
    asyncio.run(Door(inside)({"type": "lifespan"}, _nothing, inside.send))

    assert inside.reached


# --- The two ways to start the app ----------------------------------------------------------------


@pytest.mark.parametrize("entry", ENTRIES)
def test_streamlit_finds_the_door(entry: str) -> None:
    """The call stands in the file that is run: imported, it would be passed over without a word."""
    found = discover_asgi_app(ROOT / entry)

    assert found.is_asgi_app
    assert found.app_name == "app"


@contextmanager
def started(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """Run a command until its server answers."""
    log = folder / "log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=os.environ | {"FORMCHECK_DATA": str(folder / "data")},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            until_s = time.monotonic() + launch.READY_WITHIN_S
            while not _listens(port) and process.poll() is None and time.monotonic() < until_s:
                time.sleep(0.1)
            assert _listens(port), log.read_text(encoding="utf-8")
            yield
        finally:
            process.terminate()
            process.wait(60)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def status(port: int, path: str = "/", method: str = "GET", **headers: str) -> int:
    """Return what a running server answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, headers={"Host": f"localhost:{port}", **headers})
        return connection.getresponse().status
    finally:
        connection.close()


def websocket(port: int, **headers: str) -> int:
    """Return what a running server answers to a WebSocket."""
    key = base64.b64encode(os.urandom(16)).decode()
    asks = {"Connection": "Upgrade", "Upgrade": "websocket"}
    version = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key}
    return status(port, "/_stcore/stream", **asks, **version, **headers)


def by_formcheck(port: int, folder: Path) -> list[str]:
    model = empty_model(folder / "any.task")
    return ["formcheck", "app", "--port", str(port), "--no-browser", "--model", str(model)]


def by_streamlit(port: int, folder: Path) -> list[str]:
    return ["streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]


@pytest.mark.parametrize("way", [by_formcheck, by_streamlit])
def test_however_it_was_started_strangers_are_turned_away(way: Any, tmp_path: Path) -> None:
    """By ``formcheck app`` as by ``streamlit run app.py``, only the own page comes in."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    with started(way(port, tmp_path), port, tmp_path):
        evil, own = f"evil.example:{port}", f"http://localhost:{port}"
        assert status(port) == 200
        assert status(port, "/_stcore/health") == 200
        assert status(port, Host=evil) == 421
        assert status(port, "/_stcore/health", Host=evil) == 421
        assert status(port, Origin="http://evil.example") == 403
        assert status(port, "/_stcore/health", Origin=f"http://localhost:{port + 1}") == 403
        assert status(port, "/_stcore/upload_file/a/b", "PUT", Origin="http://evil.example") == 403
        assert websocket(port, Origin="http://evil.example") == 403
        assert websocket(port, Origin=f"http://localhost:{port + 1}") == 403
        assert websocket(port, Host=evil, Origin=f"http://{evil}") == 403
        assert websocket(port, Origin=own) == 101
        assert status(port, "/formcheck/kept/guessed/report.json") == 404
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "ERROR" not in said
    assert "Traceback" not in said
    assert "handshake" not in said
