"""A guided exercise in a browser that has no camera: led by the voice, halted by a key, kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from spec_texts import GUIDED, changed

from browser.chromium import launched, opened, said
from browser.pages import SLOW_MS, hears, press, reads, visit
from browser.server import Server, served
from browser.visitor import kept_sets, known_visitor

SHORT = changed(changed(GUIDED, "reps_from: 5", "reps_from: 2"), "ready_s: 10", "ready_s: 120")


@pytest.fixture
def short_tilts(tmp_path: Path) -> Iterator[Server]:
    """The app with an exercise of four steps, as somebody finds it who has been there before."""
    own = tmp_path / "share" / "formcheck" / "exercises"
    own.mkdir(parents=True)
    (own / "small_tilt.yaml").write_text(SHORT, encoding="utf-8")
    with served(tmp_path, environment={"XDG_DATA_HOME": str(tmp_path / "share")}) as server:
        known_visitor(server.data)
        yield server


BOUNCE_MS = 500
"""Keys pressed again within 400 are taken for one that bounces."""


@pytest.fixture
def blind_page(playwright: Playwright) -> Iterator[Page]:
    """An empty page of a browser without a camera."""
    with launched(playwright) as browser, opened(browser) as page:
        yield page


def clock_reads(page: Page, name: str) -> None:
    """Wait until a step of this name is shown large."""
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=SLOW_MS)


def test_it_is_led_to_its_end_without_a_camera(short_tilts: Server, blind_page: Page) -> None:
    """Steps, a stop by the space bar, the question about pain, the summary, and what is kept."""
    page = blind_page
    visit(page, short_tilts)
    press(page, "Nothing new")
    press(page, "Choose small tilt")
    press(page, "Start")
    hears(page, "Lie on your back.")
    clock_reads(page, "Get ready")
    press(page, "I'm ready")
    hears(page, "Flatten your back.")
    page.keyboard.press("Space")
    clock_reads(page, "Stopped")
    hears(page, "Start again when you like.")
    page.wait_for_timeout(BOUNCE_MS)
    page.keyboard.press("Space")
    hears(page, "And release.")
    hears(page, "2 tilts. Done.")
    page.get_by_text("2", exact=True).first.click(timeout=SLOW_MS)
    press(page, "Answer")

    reads(page, "Guided, not judged")
    (kept,) = kept_sets(short_tilts.data)
    assert kept.report.guided is not None
    assert (kept.report.guided.done, kept.report.guided.completed) == (2, True)
    assert kept.answer.pain == 2
    heard = " ".join(entry.text for entry in said(page))
    assert "picture" not in heard
    assert "good" not in heard.lower()
