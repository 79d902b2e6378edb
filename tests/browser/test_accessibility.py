"""That the pages can be used without good eyes, without a mouse, and on a narrow screen."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser.chromium import NARROW, opened
from browser.conftest import Filmed, Filming
from browser.pages import (
    EVERY_PAGE,
    begin,
    choose,
    hears,
    press,
    reads,
    settle,
    visit,
    wider_than_the_screen,
)
from browser.server import Server, served

GRAVE = {"serious", "critical"}
"""What axe-core calls violations that keep somebody from using a page."""


def violations(page: Page) -> list[str]:
    """Return axe-core's graver objections to a page, with what they are about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_is_for_everybody(path: str, page: Page, server: Server) -> None:
    """axe-core has nothing serious against any page."""
    visit(page, server, path)

    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_before_a_set_is_for_everybody(
    scheme: str, browser: Browser, server: Server
) -> None:
    """axe-core has nothing serious against choosing, being shown, and placing, light or dark."""
    with opened(browser, color_scheme=scheme) as page:
        visit(page, server)
        press(page, "Nothing new")
        reads(page, "What would you like to do?")
        settle(page)
        assert violations(page) == []
        press(page, "Choose hip hinge")
        reads(page, "Reps in a set")
        settle(page)
        assert violations(page) == []
        press(page, "Place the camera")
        reads(page, "Laptop at the height of your hips")
        settle(page)
        assert violations(page) == []


def test_a_first_visit_is_for_everybody(model_path: Path, tmp_path: Path, page: Page) -> None:
    """A first visit asks all questions, with nothing serious against them, and then lets choose."""
    with served(tmp_path) as fresh:
        visit(page, fresh)
        assert violations(page) == []
        press(page, "One or more of these")
        reads(page, "call 112, 999 or 911")
        settle(page)
        assert violations(page) == []
        press(page, "I clicked that by mistake")
        press(page, "None of these")
        reads(page, "What brings you here?")
        settle(page)
        assert violations(page) == []
        press(page, "Go on")
        reads(page, "Has a doctor or physiotherapist looked at it?")
        settle(page)
        assert violations(page) == []
        press(page, "Go on")
        reads(page, "Is any of this so?")
        settle(page)
        assert violations(page) == []
        press(page, "Leave this open")
        reads(page, "What would you like to do?")


def test_a_running_set_is_for_everybody(
    server: Server, filmed: Filming, in_front_of: Filmed
) -> None:
    """axe-core has nothing serious against the page while a set runs."""
    with in_front_of(filmed("hip_hinge_good", [(0.0, 3.0)])) as page:
        begin(page, server)
        hears(page, "Can you hear me?")
        assert violations(page) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_page_is_wider_than_a_phone(path: str, browser: Browser, server: Server) -> None:
    """At 400 pixels nothing has to be scrolled sideways to."""
    with opened(browser, NARROW) as page:
        visit(page, server, path)

        assert wider_than_the_screen(page) == []


def test_no_state_before_a_set_is_wider_than_a_phone(browser: Browser, server: Server) -> None:
    """Choosing, being shown and placing fit on 400 pixels, too."""
    with opened(browser, NARROW) as page:
        visit(page, server)
        press(page, "Nothing new")
        reads(page, "What would you like to do?")
        settle(page)
        assert wider_than_the_screen(page) == []
        visit(page, server)
        choose(page)
        reads(page, "Laptop at the height of your hips")
        settle(page)
        assert wider_than_the_screen(page) == []


def test_the_way_between_pages_needs_no_mouse(page: Page, server: Server) -> None:
    """Tab and Enter lead from the first page to any other."""
    visit(page, server)
    for _ in range(20):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused.endswith("About"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/about")
