"""Makes the pictures of the pages in docs/images/app/ and the moving one of a live set.

    python docs/make_screenshots.py [STATE…] [clip]

The app runs as people run it; Chromium's camera plays the sample clips. Every state is shown at
1280 pixels, as on a laptop, and at 400, as on a phone.
"""

import argparse
import base64
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import CDPSession, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.camera import SAMPLES, WHOLE, film  # noqa: E402
from browser.chromium import launched, opened  # noqa: E402
from browser.pages import (  # noqa: E402
    SET_MS,
    begin,
    choose,
    hears,
    press,
    reads,
    settle,
    visit,
)
from browser.server import Server, served  # noqa: E402
from browser.visitor import known_visitor  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDTHS = (1280, 400)
HEIGHT = 800
TALLEST = 1300  # a page that goes on for longer is shown from its beginning
QUALITY = 60  # the largest picture is then below 120 kB, letters still sharp

CLIP = IMAGES / "live_set.gif"
CLIP_S = 20.0
CLIP_FPS = 8
BEFORE_S = 5.0  # from the word to go until the person is about to begin
CLIP_SIZE_WH = (640, 800)  # of the window: the way to other pages folded away, the picture large
CLIP_WIDTH = 440
COLOURS = 96  # with these the moving picture is below 3 MB


def shoot(page: Page, name: str) -> None:
    """Take a picture of all that a page shows."""
    settle(page)
    width = page.viewport_size["width"] if page.viewport_size else WIDTHS[0]
    needed = page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(needed, HEIGHT), TALLEST)})
    page.wait_for_timeout(1500)  # what fades in, or takes the new size, has done so
    path = IMAGES / "app" / f"{name}_{width}.jpg"
    page.screenshot(path=path, type="jpeg", quality=QUALITY)
    page.set_viewport_size({"width": width, "height": HEIGHT})


def first_visit(page: Page, server: Server) -> None:
    """Show what is asked of somebody who is here for the first time."""
    visit(page, server)
    shoot(page, "before")
    press(page, "One or more of these")
    reads(page, "call 112, 999 or 911")
    shoot(page, "emergency")
    press(page, "I clicked that by mistake")
    press(page, "None of these")
    reads(page, "What brings you here?")
    shoot(page, "aim")
    press(page, "Go on")
    reads(page, "Has a doctor or physiotherapist looked at it?")
    shoot(page, "about_pain")
    press(page, "Go on")
    reads(page, "Is any of this so?")
    shoot(page, "body")


def choosing(page: Page, server: Server) -> None:
    """Show the way from choosing to placing the camera."""
    visit(page, server)
    press(page, "Nothing new")
    reads(page, "What would you like to do?")
    shoot(page, "pick")
    press(page, "Choose hip hinge")
    reads(page, "Reps in a set")
    shoot(page, "show_me")
    press(page, "Place the camera")
    reads(page, "Laptop at the height of your hips")
    shoot(page, "place")


def other_pages(page: Page, server: Server) -> None:
    """Show the pages beside the live one, and a recording reviewed."""
    visit(page, server, "exercises")
    shoot(page, "exercises")
    visit(page, server, "about")
    shoot(page, "about")
    visit(page, server, "review")
    shoot(page, "review")
    clip = SAMPLES / "hip_hinge_rounded.mp4"
    page.locator("input[type=file]").set_input_files(clip)
    press(page, "Judge")
    reads(page, "One thing to change", timeout_ms=SET_MS)
    shoot(page, "reviewed")


def set_done(page: Page, server: Server) -> None:
    """Show a set from Start to the summary: three reps, the back rounded."""
    begin(page, server, reps=3)
    hears(page, "Can you hear me?")
    shoot(page, "hearing")
    hears(page, "Lift both arms")
    shoot(page, "calibrating")
    hears(page, "Long back, don't round.", timeout_ms=SET_MS)
    shoot(page, "set")
    page.keyboard.press("Space")
    reads(page, "Start again when you like.")
    shoot(page, "stopped")
    press(page, "Continue")
    hears(page, "How is the pain now?", timeout_ms=SET_MS)
    shoot(page, "asking")
    hears(page, "All done.")
    reads(page, "how it went")
    shoot(page, "summary")


def no_camera(page: Page, server: Server) -> None:
    """Show what is said where there is no camera."""
    visit(page, server)
    choose(page)
    reads(page, "No camera was found")
    shoot(page, "no_camera")


STATES: dict[str, Callable[[Page, Server], None]] = {
    "first_visit": first_visit,
    "choosing": choosing,
    "other_pages": other_pages,
    "set_done": set_done,
    "no_camera": no_camera,
}

STANDING = "hip_hinge_good", ((0.0, 1.0),)
FILMS = {"set_done": ("live_hip_hinge_rounded", WHOLE)}
"""What the camera plays, where it matters."""

NO_CAMERA = "--use-fake-device-for-media-stream=device-count=0"


@contextmanager
def page_for(state: str, playwright: Playwright, width: int) -> Iterator[tuple[Page, Server]]:
    """Open an empty page with the camera and the visitor that a state needs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        played, pieces = FILMS.get(state, STANDING)
        camera = film(folder / "camera.mjpeg", SAMPLES / f"{played}.mp4", pieces)
        absent = state == "no_camera"
        flags, source = ([NO_CAMERA], None) if absent else ([], camera)
        with (
            served(folder) as server,
            launched(playwright, *flags, camera=source) as browser,
            opened(browser, (width, HEIGHT)) as page,
        ):
            if state != "first_visit":
                known_visitor(server.data)
            yield page, server


class Screencast:
    """Pictures of a page, with their times, as Chromium paints them."""

    def __init__(self, page: Page) -> None:
        self.pictures: list[tuple[float, bytes]] = []
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.on("Page.screencastFrame", self._take)

    def start(self) -> None:
        """Begin."""
        self._session.send("Page.startScreencast", {"format": "jpeg", "quality": 90})

    def stop(self) -> None:
        """End."""
        self._session.send("Page.stopScreencast")

    def _take(self, event: dict[str, Any]) -> None:
        picture = base64.b64decode(event["data"])
        self.pictures.append((event["metadata"]["timestamp"], picture))
        self._session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})


def clip(playwright: Playwright) -> None:
    """Write the moving picture of a live set."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        camera = film(folder / "camera.mjpeg", SAMPLES / "live_hip_hinge_good.mp4")
        with (
            served(folder) as server,
            launched(playwright, camera=camera) as browser,
            opened(browser, CLIP_SIZE_WH) as page,
        ):
            known_visitor(server.data)
            begin(page, server, reps=5)
            hears(page, "Go when you're ready.", timeout_ms=SET_MS)
            page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 0)")
            page.wait_for_timeout(BEFORE_S * 1000)
            screencast = Screencast(page)
            screencast.start()
            page.wait_for_timeout(CLIP_S * 1000)
            screencast.stop()
    write_gif(screencast.pictures)


def write_gif(pictures: list[tuple[float, bytes]]) -> None:
    """Write pictures as one that moves, in few colours and small."""
    start_s, shown, frames = pictures[0][0], iter(pictures), []
    time_s, picture = next(shown)
    for tick in range(int(CLIP_S * CLIP_FPS)):
        while time_s - start_s <= tick / CLIP_FPS:
            time_s, picture = next(shown, (float("inf"), picture))
        image = Image.open(io.BytesIO(picture))
        height = round(image.height * CLIP_WIDTH / image.width)
        frames.append(image.resize((CLIP_WIDTH, height), Image.Resampling.LANCZOS))
    palette = mosaic(frames[:: CLIP_FPS * 4]).quantize(COLOURS)
    few = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    few[0].save(
        CLIP, save_all=True, append_images=few[1:], duration=1000 // CLIP_FPS, loop=0, optimize=True
    )


def mosaic(images: list[Image.Image]) -> Image.Image:
    """Return pictures above one another, so that one palette can do for all."""
    width, height = images[0].size
    whole = Image.new("RGB", (width, height * len(images)))
    for number, image in enumerate(images):
        whole.paste(image, (0, number * height))
    return whole


def main() -> None:
    """Make the pictures asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    known = [*STATES, "clip"]
    parser.add_argument("states", nargs="*", metavar="STATE", help=", ".join(known))
    states = parser.parse_args().states or known
    if unknown := set(states) - set(known):
        parser.error(f"there is no {', '.join(unknown)}")
    (IMAGES / "app").mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        for state in (state for state in STATES if state in states):
            for width in WIDTHS:
                with page_for(state, playwright, width) as (page, server):
                    STATES[state](page, server)
        if "clip" in states:
            clip(playwright)


if __name__ == "__main__":
    main()
