"""A server for all tests of a worker, and browsers with the cameras they ask for.

Only one module of tests runs at a time: live pages that share two cores with others judge too few
frames to go by.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from browser.camera import SAMPLES, WHOLE, Piece, film
from browser.chromium import chromium, launched, opened
from browser.server import Server, served
from browser.visitor import known_visitor

Filming = Callable[..., Path]
"""Makes the film of a clip, or of pieces of it: `filmed(clip, pieces)`."""

Filmed = Callable[..., AbstractContextManager[Page]]
"""Opens an empty page whose camera plays a film: `in_front_of(film, size_wh)`."""


@pytest.fixture(scope="module", autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One module of tests at a time, whatever other workers of this run do."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "browser.lock"):
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, once."""
    chromium()
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def running_app(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, for all tests; ``model_path`` makes sure that the model need not be fetched."""
    with served(tmp_path_factory.mktemp("app")) as started:
        yield started


@pytest.fixture
def server(running_app: Server) -> Server:
    """The app as somebody finds it who has been there before, with no sets kept."""
    shutil.rmtree(running_app.data, ignore_errors=True)
    known_visitor(running_app.data)
    return running_app


@pytest.fixture(scope="session")
def browser(playwright: Playwright, filmed: Filming) -> Iterator[Browser]:
    """A browser with a camera, for pages on which it stays off."""
    with launched(playwright, camera=filmed("hip_hinge_good", [(0.0, 1.0)])) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page on a screen of usual size."""
    with opened(browser) as empty:
        yield empty


@pytest.fixture(scope="session")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filming]:
    """Makes films of sample clips for the fake camera, each once."""
    folder = tmp_path_factory.mktemp("films")
    made: dict[tuple[str, tuple[Piece, ...]], Path] = {}

    def make(clip: str, pieces: Sequence[Piece] = WHOLE) -> Path:
        key = clip, tuple(pieces)
        if key not in made:
            path = folder / f"{len(made)}_{clip}.mjpeg"
            made[key] = film(path, SAMPLES / f"{clip}.mp4", pieces)
        return made[key]

    yield make
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def in_front_of(playwright: Playwright) -> Filmed:
    """Opens empty pages, each in a browser of its own whose camera plays a film."""
    return partial(_in_front_of, playwright)


@contextmanager
def _in_front_of(playwright: Playwright, camera: Path, **how: Any) -> Iterator[Page]:
    with launched(playwright, camera=camera) as browser, opened(browser, **how) as page:
        yield page
