"""What happens on the live page when not all goes well: seen from the front, left, closed, lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from browser.chromium import NARROW, launched, opened, said
from browser.conftest import Filmed, Filming
from browser.pages import (
    SET_MS,
    begin,
    camera_frame,
    choose,
    hears,
    holds,
    press,
    reads,
    settle,
    start,
    visit,
    wider_than_the_screen,
)
from browser.server import Server, watched
from browser.visitor import kept_sets, known_visitor

REPS = ((0.0, 3.0), (0.0, 36.0))
"""Of hip_hinge_good: standing, the start, and five reps, the first of which ends after 15.5 s."""

LEAVES = ((11.0, 31.0), (38.5, 66.0))
"""Of live_hip_hinge_leaves: the start, one rep, a walk out and back, and another rep."""

STANDING = ((0.0, 3.0),)
"""Of hip_hinge_good: somebody who stands and waits."""


@pytest.fixture
def standing(filmed: Filming, in_front_of: Filmed) -> Iterator[Page]:
    """A page in front of somebody who stands and waits."""
    with in_front_of(filmed("hip_hinge_good", STANDING)) as page:
        yield page


@pytest.fixture
def exercising(filmed: Filming, in_front_of: Filmed) -> Iterator[Page]:
    """A page in front of somebody who begins as soon as the camera is on."""
    with in_front_of(filmed("hip_hinge_good", REPS)) as page:
        yield page


def words(page: Page) -> list[str]:
    """Return what was said so far."""
    return [entry.text for entry in said(page)]


def test_from_the_front_it_asks_to_turn(
    server: Server, filmed: Filming, in_front_of: Filmed
) -> None:
    """Somebody who faces the camera is told to turn their side to it, and no set begins."""
    with in_front_of(filmed("hip_hinge_front")) as page:
        begin(page, server)
        press(page, "I can hear you")
        hears(page, "Turn until one shoulder points at the laptop.")
        assert not any("Go when you're ready" in text for text in words(page))


def test_who_leaves_is_waited_for(server: Server, filmed: Filming, in_front_of: Filmed) -> None:
    """Walking out of the picture pauses the set; back in it, the count goes on where it was."""
    with in_front_of(filmed("live_hip_hinge_leaves", LEAVES)) as page:
        begin(page, server, reps=2)
        press(page, "I can hear you")
        hears(page, "Paused. Come back when you like.", timeout_ms=SET_MS)
        hears(page, "Welcome back.")
        hears(page, "That's two reps.", timeout_ms=SET_MS)
    (kept,) = kept_sets(server.data)
    assert [rep.number for rep in kept.report.reps] == [1, 2]


def test_a_closed_tab_loses_nothing(model_path: Path, tmp_path: Path, exercising: Page) -> None:
    """With the tab closed in mid-set, what was done until then is offered on return."""
    with watched(tmp_path, {"PRETEND_CORES": "2"}) as server:
        known_visitor(server.data)
        begin(exercising, server)
        holds(exercising, lambda: bool(kept_sets(server.data)))
        back = exercising.context.new_page()
        exercising.close()

        # The set counts as going on until no frame has come for a few seconds.
        holds(back, lambda: is_offered_a_set(back, server))
        press(back, "See its summary")
        reads(back, "broken off")
        (kept,) = kept_sets(server.data)
        reads(back, f"{len(kept.report.reps)} rep")


def is_offered_a_set(page: Page, server: Server) -> bool:
    """Come to the choice of exercises; return whether a set that was broken off is offered."""
    visit(page, server)
    press(page, "Nothing new")
    reads(page, "What would you like to do?")
    settle(page)
    return page.get_by_text("Your set from").first.is_visible()


def test_a_lost_camera_is_said_and_come_back_from(server: Server, standing: Page) -> None:
    """A camera that is unplugged is said to be missing; Start goes on where it was."""
    frame = begin(standing, server)
    hears(standing, "Can you hear me?")

    frame.evaluate(
        """() => {
            const [track] = window.__noticed.cameras.at(-1).getVideoTracks();
            track.stop();
            track.dispatchEvent(new Event("ended"));
        }"""
    )
    reads(standing, "No pictures are coming from the camera")

    settle(standing)
    camera_frame(standing).get_by_role("button", name="Turn the camera off").click()
    reads(standing, "goes on where you were")
    start(standing)
    press(standing, "I can hear you")
    hears(standing, "Lift both arms")


def test_space_stops_and_the_page_answers(server: Server, standing: Page) -> None:
    """The space bar stops at any time; Continue goes on, Pain ends it for the day."""
    begin(standing, server)
    press(standing, "I can hear you")
    hears(standing, "Lift both arms")

    standing.keyboard.press("Space")
    hears(standing, "Stopped. Start again when you like.")
    press(standing, "Continue")
    hears(standing, "We go on.")
    press(standing, "Stop")
    press(standing, "Pain")
    hears(standing, "We stop here for today.")


def test_two_tabs_are_two_people(model_path: Path, tmp_path: Path, standing: Page) -> None:
    """Two tabs have a set each, and each its own voice."""
    with watched(tmp_path, {"PRETEND_CORES": "2"}) as server:
        known_visitor(server.data)
        begin(standing, server)
        press(standing, "I can hear you")
        hears(standing, "Lift both arms")

        other = standing.context.new_page()
        begin(other, server)
        hears(other, "Can you hear me?")
        press(standing, "Stop")
        hears(standing, "Stopped.")
        assert not any("Stopped." in text for text in words(other))


def test_one_too_many_is_turned_away(model_path: Path, tmp_path: Path, standing: Page) -> None:
    """On a machine with one core a second tab is told to wait, and the first one goes on."""
    with watched(tmp_path, {"PRETEND_CORES": "1"}) as server:
        known_visitor(server.data)
        begin(standing, server)
        hears(standing, "Can you hear me?")
        other = standing.context.new_page()
        visit(other, server)
        choose(other)
        reads(other, "One other is exercising on this computer")
        press(standing, "I can hear you")
        hears(standing, "Lift both arms")


def test_a_frame_that_cannot_be_judged_is_said_and_got_over(
    model_path: Path, tmp_path: Path, standing: Page
) -> None:
    """While frames cannot be judged the page says so; afterwards it goes on by itself."""
    block = tmp_path / "block"
    with watched(tmp_path, {"STUMBLE_WHILE": str(block)}) as server:
        known_visitor(server.data)
        begin(standing, server)
        hears(standing, "Can you hear me?")
        block.touch()
        reads(standing, "this picture could not be judged")
        block.unlink()
        expect(standing.get_by_text("this picture could not be judged")).to_be_hidden(
            timeout=SET_MS
        )
        press(standing, "I can hear you")
        hears(standing, "Lift both arms")


def test_without_a_voice_there_are_tones_and_captions(server: Server, standing: Page) -> None:
    """Where nothing speaks on this machine, tones are heard and the words are shown."""
    standing.add_init_script("window.__noticed.silence()")
    begin(standing, server)

    reads(standing, "Can you hear me? Raise a hand.")
    reads(standing, "no voice that works without the internet")
    standing.wait_for_function("window.__noticed.tones.length > 0")
    assert words(standing) == []


def test_the_picture_is_whole_in_a_window_of_any_size(server: Server, standing: Page) -> None:
    """Whatever becomes of the window, the camera's frame is as high as what is in it."""
    begin(standing, server)
    hears(standing, "Can you hear me?")
    for width, height in ((1280, 1100), (900, 700), (400, 800)):
        standing.set_viewport_size({"width": width, "height": height})
        standing.wait_for_function(
            """([width, height]) => {
                const frame = document.querySelector("iframe[title*=webrtc]");
                const inside = frame.contentDocument.getElementById("root");
                const there = window.innerWidth === width && window.innerHeight === height;
                const filled = inside.clientWidth === frame.clientWidth;
                return there && filled && frame.clientHeight >= inside.scrollHeight;
            }""",
            arg=[width, height],
        )


def test_a_narrow_screen_is_enough(server: Server, filmed: Filming, in_front_of: Filmed) -> None:
    """On a screen 400 pixels wide a set runs, and nothing reaches beyond the edge."""
    with in_front_of(filmed("hip_hinge_good", STANDING), size_wh=NARROW) as page:
        frame = begin(page, server)
        hears(page, "Can you hear me?")
        frame.wait_for_function("document.querySelector('video').videoWidth > 0")
        settle(page)

        assert wider_than_the_screen(page) == []
        width = frame.evaluate("document.querySelector('video').getBoundingClientRect().width")
        assert 300 < width <= NARROW[0]


def test_without_a_camera_it_says_what_to_do(playwright: Playwright, server: Server) -> None:
    """With no camera the page says what can be done, and offers to review a recording."""
    none = "--use-fake-device-for-media-stream=device-count=0"
    with launched(playwright, none) as browser, opened(browser) as page:
        visit(page, server)
        choose(page)
        reads(page, "No camera was found")
        reads(page, "Review a recording")


def test_a_camera_kept_back_is_explained(playwright: Playwright, server: Server) -> None:
    """With the camera refused the page says where to allow it, and offers to review a recording."""
    refused = ("--use-fake-device-for-media-stream", "--deny-permission-prompts")
    with launched(playwright, *refused) as browser, opened(browser) as page:
        visit(page, server)
        choose(page)
        start(page)
        reads(page, "The browser keeps the camera from this page")
        reads(page, "Review a recording")
