"""A page of a stranger, in the same browser, against the app: idle, at a review, and at a set."""

import http.server
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from browser.camera import SAMPLES
from browser.chromium import launched, opened
from browser.conftest import Filming
from browser.network import far_addresses, strace
from browser.pages import SET_MS, begin, hears, holds, press, reads, settle, visit
from browser.server import Server, served
from browser.visitor import kept_sets, known_visitor

ATTACK = Path(__file__).with_name("stranger.js").read_text(encoding="utf-8")

LEADS_HERE = "evil.example"
"""A name that leads to this computer, as an attacker's name server may say any moment."""

KNOCKING = """(base) => {
    window.opened = 0;
    setInterval(() => {
        const socket = new WebSocket(base.replace("http", "ws") + "/_stcore/stream");
        socket.onopen = () => { window.opened += 1; };
        fetch(base + "/_stcore/health", { mode: "no-cors" }).catch(() => {});
    }, 40);
}"""
"""Fifty attempts a second, until its page is closed."""

NOTHING = {"refused", "read 421"}
"""How a stranger's tries end; by a foreign name the refusal itself can be read."""

FRAMES = {"page", "camera"}
"""What strangers try to frame; the browser says of a frame only that something is in it."""

GONE_WITHIN_S = 30.0
"""Until a page that was closed is given up waiting for."""

REPS = ((0.0, 3.0), (0.0, 36.0))
"""Of hip_hinge_good: standing, the start, and five reps, the first of which ends after 15.5 s."""


@dataclass
class Siege:
    """What strangers got, and what the app's own page did meanwhile.

    ``got`` holds the answers by the stranger's address and the moment; ``framed`` what was inside
    their frames. ``statuses`` are those of what was shown of a recording: while its page was open,
    a part of it, and after it was closed. ``far`` are addresses beyond this machine that the server
    reached; None where nothing can look at that.
    """

    got: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    framed: list[str] = field(default_factory=list)
    rebound: set[int] = field(default_factory=set)
    reps: int = 0
    opened_while_exercising: int = 0
    sought_to_s: float = 0.0
    saved_as: str = ""
    statuses: list[int] = field(default_factory=list)
    far: set[str] | None = None


@dataclass(frozen=True)
class Strangers:
    """Pages of strangers in a browser, and the app that they try to reach."""

    context: BrowserContext
    port: int
    target: str

    @property
    def rebinding(self) -> str:
        """The app, by a name that its owner has made lead here."""
        return f"http://{LEADS_HERE}:{self.target.rpartition(':')[2]}"

    @property
    def tries(self) -> tuple[tuple[str, str], ...]:
        """Where strangers are and whom they call: from the same site, from another, as the app."""
        near, far = f"http://localhost:{self.port}", f"http://{LEADS_HERE}:{self.port}"
        return (near, self.target), (far, self.target), (self.rebinding, self.rebinding)

    @contextmanager
    def page(self, address: str) -> Iterator[Page]:
        """Open a page and close it again."""
        opened = self.context.new_page()
        try:
            opened.goto(address)
            yield opened
        finally:
            opened.close()


@contextmanager
def strangers_server() -> Iterator[int]:
    """Serve an empty page to whoever asks for it, at a port of its own."""

    class Empty(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>A stranger</title><body>")

        def log_message(self, *words: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(scope="module")
def siege(
    model_path: Path,
    playwright: Playwright,
    filmed: Filming,
    tmp_path_factory: pytest.TempPathFactory,
) -> Siege:
    """The app used from end to end, with strangers at it all the while."""
    folder, found = tmp_path_factory.mktemp("siege"), Siege()
    tracer = strace(folder / "trace")
    resolver = f"--host-resolver-rules=MAP {LEADS_HERE} 127.0.0.1"
    with (
        served(folder, tracer=tracer or ()) as server,
        strangers_server() as port,
        launched(playwright, resolver, camera=filmed("hip_hinge_good", REPS)) as browser,
        opened(browser) as page,
    ):
        known_visitor(server.data)
        strangers = Strangers(page.context, port, server.url)
        _used_idle(page, server, strangers, found)
        _used_for_a_review(page, server, strangers, found)
        _used_for_a_set(strangers.context.new_page(), server, strangers, found)
    found.far = far_addresses(folder / "trace") if tracer else None
    return found


def _used_idle(page: Page, server: Server, strangers: Strangers, found: Siege) -> None:
    visit(page, server)
    _attacked(strangers, found, "idle")


def _used_for_a_review(page: Page, server: Server, strangers: Strangers, found: Siege) -> None:
    visit(page, server, "review")
    page.locator("input[type=file]").set_input_files(SAMPLES / "hip_hinge_front.mp4")
    press(page, "Judge")
    _attacked(strangers, found, "at a review")
    reads(page, "reps", timeout_ms=SET_MS)
    media = _looked_at(page, found)
    _attacked(strangers, found, "with a recording shown", media.removeprefix(server.url))
    _closed(page, media, found)


def _used_for_a_set(page: Page, server: Server, strangers: Strangers, found: Siege) -> None:
    def reps() -> int:
        return max((len(kept.report.reps) for kept in kept_sets(server.data)), default=0)

    begin(page, server)
    hears(page, "Can you hear me?")
    with strangers.page(strangers.tries[0][0]) as knocking:
        knocking.evaluate(KNOCKING, server.url)
        press(page, "I can hear you")
        holds(page, lambda: reps() >= 1, timeout_ms=SET_MS)
        _attacked(strangers, found, "at a set")
        holds(page, lambda: reps() >= 2, timeout_ms=SET_MS)
        found.reps = reps()
        found.opened_while_exercising = knocking.evaluate("window.opened")


def _looked_at(page: Page, found: Siege) -> str:
    """Go to the middle of the recording and save a file; return where the recording is found."""
    settle(page)
    video = page.locator("video")
    found.sought_to_s = video.evaluate(
        """async (video) => {
            if (video.readyState < 1) await new Promise((d) => (video.onloadedmetadata = d));
            const there = new Promise((done) => (video.onseeked = done));
            video.currentTime = video.duration / 2;
            await there;
            return video.currentTime;
        }"""
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="Repetitions (CSV)").click()
    found.saved_as = download.value.suggested_filename
    address: str = video.evaluate("(video) => video.src")
    return address


def _closed(page: Page, media: str, found: Siege) -> None:
    found.statuses = [_status(media), _status(media, Range="bytes=100-199")]
    page.close()
    until_s = time.monotonic() + GONE_WITHIN_S
    while (last := _status(media)) != 404 and time.monotonic() < until_s:
        time.sleep(0.1)
    found.statuses.append(last)


def _status(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _attacked(
    strangers: Strangers, found: Siege, when: str, media: str = "/media/guessed.mp4"
) -> None:
    """Let each stranger try."""
    for address, base in strangers.tries:
        with strangers.page("about:blank") as page:
            answer = page.goto(address)
            if answer is not None and address == strangers.rebinding:
                found.rebound.add(answer.status)
            got = page.evaluate(ATTACK, {"base": base, "media": media})
            found.got[when, f"{address} to {base}"] = got
            found.framed.extend(frame.content() for frame in page.frames[1:])


def test_no_stranger_gets_anything(siege: Siege) -> None:
    """No WebSocket opens, nothing is read, embedded or sent in, whatever the app is doing."""
    moments = {when for when, _ in siege.got}
    assert moments == {"idle", "at a review", "with a recording shown", "at a set"}
    for (when, where), got in siege.got.items():
        # On a busy machine not every try comes to its end in time; those at rest have to.
        ends = NOTHING if when == "idle" else NOTHING | {"silence"}
        framed = {got[name] for name in FRAMES}
        assert framed <= {"framed", "silence"}, (when, where)  # with what, see below
        assert {got[name] for name in got.keys() - FRAMES} <= ends, (when, where)


def test_no_stranger_frames_a_page(siege: Siege) -> None:
    """In a stranger's frame there is neither a page nor the camera."""
    assert siege.framed
    for content in siege.framed:
        assert "Streamlit" not in content
        assert "<script" not in content or "chrome" in content  # the browser's own page of errors


def test_a_foreign_name_that_leads_here_is_misdirected(siege: Siege) -> None:
    """Whoever comes by a foreign name sees no page."""
    assert siege.rebound == {421}


def test_a_set_goes_on_meanwhile(siege: Siege) -> None:
    """Fifty attempts a second open nothing; reps are counted while they come, and after."""
    assert siege.opened_while_exercising == 0
    assert siege.reps >= 2


def test_what_is_shown_of_a_recording_goes_with_its_page(siege: Siege) -> None:
    """One can go to the middle of it and save files; once the page is closed nothing is found."""
    assert siege.sought_to_s > 1
    assert siege.saved_as == "hip_hinge_front_reps.csv"
    assert siege.statuses == [200, 206, 404]


def test_the_server_reaches_nobody_else(siege: Siege) -> None:
    """Strangers do not bring the server to call anybody."""
    if siege.far is None:
        pytest.skip("strace cannot be had here")
    assert siege.far == set()
