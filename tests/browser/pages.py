"""The pages as a person uses them: what is clicked, and what is waited for."""

import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from playwright.sync_api import Error, Frame, Page, expect

from browser.chromium import said
from browser.server import Server

SLOW_MS = 60_000
"""Longer than anything takes on a busy machine with two cores; only a failure waits for it."""

LOOK_MS = 100
"""How often something outside the page is looked at."""

SET_MS = 150_000
"""Longer than a whole set takes."""

EVERY_PAGE = {"": "Exercise", "review": "Review", "exercises": "Exercises", "about": "About"}
"""The pages' addresses and what the way to them is called."""


def visit(page: Page, server: Server, path: str = "") -> None:
    """Open one of the pages and wait until it is whole."""
    page.goto(f"{server.url}/{path}", timeout=SLOW_MS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page has nothing more to show of itself."""
    whole = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.wait_for_selector(whole, timeout=SLOW_MS)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SLOW_MS)


def wider_than_the_screen(page: Page) -> list[str]:
    """Return what reaches beyond the right edge, so that one has to scroll sideways to see it."""
    found: list[str] = page.evaluate(
        """() => {
            const edge = document.documentElement.clientWidth + 1;
            const main = document.querySelector("[data-testid=stMain]");
            if (main.scrollWidth <= main.clientWidth) return [];
            return [...main.querySelectorAll("*")]
                .filter((one) => one.getBoundingClientRect().right > edge)
                .map((one) => one.outerHTML.slice(0, 120));
        }"""
    )
    return found


def press(page: Page, button: str) -> None:
    """Press a button of the page once it is there."""
    page.get_by_role("button", name=button, exact=True).click(timeout=SLOW_MS)


CHOSEN: WeakKeyDictionary[Page, tuple[str, int, int]] = WeakKeyDictionary()
"""What was chosen last on a page: the exercise, its reps and sets."""


def choose(page: Page, exercise: str = "hip hinge", *, reps: int = 5, sets: int = 1) -> None:
    """Go from the questions, answered on an earlier visit, to the placing of the camera."""
    CHOSEN[page] = exercise, reps, sets
    press(page, "Nothing new")
    press(page, f"Choose {exercise}")
    _fill(page, "Reps in a set", reps)
    _fill(page, "Sets", sets)
    press(page, "Place the camera")


def _fill(page: Page, label: str, number: int) -> None:
    field = page.get_by_role("spinbutton", name=label, exact=True)
    field.fill(str(number), timeout=SLOW_MS)
    field.press("Enter")
    settle(page)


def camera_frame(page: Page) -> Frame:
    """Return the frame with the camera's picture and its buttons."""
    inside = page.frame_locator("iframe[title*='webrtc']")
    try:
        inside.get_by_role("button").first.wait_for(timeout=SLOW_MS / 3)
    except Error:  # in one of a hundred starts it is never drawn; people reload the page
        exercise, reps, sets = CHOSEN[page]
        page.reload(timeout=SLOW_MS)
        settle(page)
        choose(page, exercise, reps=reps, sets=sets)
        inside.get_by_role("button").first.wait_for(timeout=SLOW_MS)
    return next(frame for frame in page.frames if "streamlit_webrtc" in frame.url)


def start(page: Page) -> Frame:
    """Turn the camera and the voice on, as somebody would, and return the camera's frame."""
    settle(page)
    frame = camera_frame(page)
    frame.get_by_role("button", name="Start").click(timeout=SLOW_MS)
    return frame


def begin(page: Page, server: Server, *, reps: int = 5) -> Frame:
    """Open the page, choose the hip hinge and press Start."""
    visit(page, server)
    choose(page, reps=reps)
    return start(page)


def hears(page: Page, words: str, *, timeout_ms: int = SLOW_MS) -> None:
    """Wait until the voice is asked to say something with these words."""
    spoken = "(words) => window.__noticed.speech.some((said) => said.text.includes(words))"
    try:
        page.wait_for_function(spoken, arg=words, timeout=timeout_ms)
    except Error as error:
        heard = "\n".join(entry.text for entry in said(page))
        shown = page.get_by_test_id("stMain").inner_text()
        raise AssertionError(f"{words!r} was not said, but:\n{heard}\n\n{shown}") from error


def reads(page: Page, words: str, *, timeout_ms: int = SLOW_MS) -> None:
    """Wait until the page shows these words."""
    expect(page.get_by_text(words).first).to_be_visible(timeout=timeout_ms)


def holds(page: Page, condition: Callable[[], bool], *, timeout_ms: int = SLOW_MS) -> None:
    """Wait until something is so that the page itself does not show."""
    until_s = time.monotonic() + timeout_ms / 1000
    while not condition():
        assert time.monotonic() < until_s, "it did not become so"
        page.wait_for_timeout(LOOK_MS)
