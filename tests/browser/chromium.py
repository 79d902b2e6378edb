"""Chromium, with a fake camera, and what it reaches and says."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

HERE = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", ""})
"""Hosts that are this machine; the empty one stands for what a page makes itself, as `blob:`."""

WIDE = (1280, 800)
NARROW = (400, 800)

SPIES = Path(__file__).parent / "spies.js"


def chromium() -> Path:
    """Return the system's Chromium; skip the test where there is none, but in CI fail it."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    missing = f"no Chromium was found ({', '.join(NAMES)})"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def launched(playwright: Playwright, *flags: str, camera: Path | None = None) -> Iterator[Browser]:
    """Start Chromium, without a window; its camera plays ``camera``, and without one there is none.

    The camera is a matter of the whole browser, so that each film needs one of its own.
    """
    faked = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}",
    ]
    browser = playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", *(faked if camera else ()), *flags]
    )
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Traffic:
    """Every request and every socket of a browser's pages."""

    urls: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Note what each page of a browser asks for from now on."""
        context.on("request", lambda request: self.urls.append(request.url))
        context.on("page", self._sockets)
        for page in context.pages:
            self._sockets(page)

    def _sockets(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    @property
    def strangers(self) -> set[str]:
        """What was asked of another machine."""
        return {url for url in self.urls if (urlsplit(url).hostname or "") not in HERE}


@contextmanager
def opened(
    browser: Browser, size_wh: tuple[int, int] = WIDE, traffic: Traffic | None = None, **more: Any
) -> Iterator[Page]:
    """Open an empty page of a person who has not been here, with the spies on speech and calls."""
    width, height = size_wh
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    context.add_init_script(path=SPIES)
    if traffic is not None:
        traffic.watch(context)
    try:
        yield context.new_page()
    finally:
        for page in context.pages:
            page.goto(
                "about:blank"
            )  # ends its call at once; else the server waits for half a minute
        context.close()


@dataclass(frozen=True, slots=True)
class Said:
    """Something the page's voice was asked to say; times are seconds since 1970.

    ``cancelled`` is whether it was broken off, or never begun; ``local`` whether the voice is one
    that speaks on this machine.
    """

    text: str
    asked_s: float
    began_s: float | None
    ended_s: float | None
    cancelled: bool
    local: bool
    volume: float
    rate: float


def said(page: Page) -> list[Said]:
    """Return what the page's voice was asked to say so far, in order."""
    return [Said(**entry) for entry in _noted(page, "speech")]


def tones(page: Page) -> list[float]:
    """Return when each tone so far was begun, seconds since 1970."""
    return [float(when) for when in _noted(page, "tones")]


def calls(page: Page) -> list[dict[str, Any]]:
    """Return the configuration of every call a page's frames have begun."""
    found: list[dict[str, Any]] = []
    for frame in page.frames:
        noted = frame.evaluate("() => JSON.stringify(window.__noticed?.calls ?? [])")
        found.extend(json.loads(noted))
    return found


def _noted(page: Page, what: str) -> list[Any]:
    noted: str = page.evaluate(f"() => JSON.stringify(window.__noticed.{what})")
    entries: list[Any] = json.loads(noted)
    return entries
