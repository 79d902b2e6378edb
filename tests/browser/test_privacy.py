"""That nothing leaves this machine: neither from the browser nor from the server."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.camera import SAMPLES
from browser.chromium import Traffic, calls
from browser.conftest import Filmed, Filming
from browser.network import far_addresses, strace
from browser.pages import EVERY_PAGE, SET_MS, begin, hears, press, reads, visit
from browser.server import Server, served
from browser.visitor import known_visitor


@dataclass(frozen=True)
class Used:
    """What went over the network while all pages were used.

    ``far`` are the addresses that the server reached beyond this machine; None where nothing can
    look at that.
    """

    traffic: Traffic
    calls: list[dict[str, Any]]
    wanted: dict[str, Any]
    far: set[str] | None


@pytest.fixture(scope="module")
def used(
    model_path: Path,
    filmed: Filming,
    in_front_of: Filmed,
    tmp_path_factory: pytest.TempPathFactory,
) -> Used:
    """All pages visited, a recording reviewed and a camera judged, everything looked at."""
    folder = tmp_path_factory.mktemp("private")
    trace, traffic = folder / "trace", Traffic()
    tracer = strace(trace)
    film = filmed("hip_hinge_good", [(0.0, 3.0)])
    with served(folder, tracer=tracer or ()) as server, in_front_of(film) as page:
        known_visitor(server.data)
        traffic.watch(page.context)
        for path in EVERY_PAGE:
            visit(page, server, path)
        _review(page, server)
        frame = begin(page, server)
        hears(page, "Can you hear me?")
        made, wanted = calls(page), frame.evaluate("window.__noticed.asked")
    return Used(traffic, made, wanted, far_addresses(trace) if tracer else None)


def _review(page: Page, server: Server) -> None:
    visit(page, server, "review")
    page.locator("input[type=file]").set_input_files(SAMPLES / "hip_hinge_front.mp4")
    press(page, "Judge")
    reads(page, "reps", timeout_ms=SET_MS)


def test_the_browser_asks_nobody_else(used: Used) -> None:
    """Every request and every socket of every page goes to this machine."""
    assert any(url.startswith("ws") for url in used.traffic.urls)
    assert used.traffic.strangers == set()


def test_the_call_asks_nobody_for_the_way(used: Used) -> None:
    """The camera's pictures find their way without a server that tells it."""
    assert [call.get("iceServers") for call in used.calls] == [[]]


def test_the_microphone_stays_off(used: Used) -> None:
    """The browser is asked for a camera and for nothing else."""
    assert used.wanted["audio"] is False


def test_the_server_reaches_nobody_else(used: Used) -> None:
    """No process of the app names an address that is not this machine's."""
    if used.far is None:
        pytest.skip("strace cannot be had here")
    assert used.far == set()
