"""How much later the live page shows a frame than the same page sending frames back untouched.

    python benchmarks/bench_live_lag.py [--seconds N] [--rounds N] [--throttle N] [--only PAGE]

Chromium's camera plays a clip whose frames carry their number as black and white squares. Server
and browser share this machine. The lag of a frame is the time from its coming out of the camera's
track to its being shown again in the page; the first seconds of each run are not counted. The two
pages take turns, so that whatever else the machine does falls on both. With ``--throttle 3`` the
server is stopped two thirds of the time (not on Windows): the lag must stay as it is in the second
half of a run. ``--only formcheck --seconds 600 --rounds 1`` is a soak: neither lag nor memory may
grow. Reach: 28 frames judged a second, at most 25 ms (half of all frames) and 60 ms (nineteen of
twenty) more than the page that does nothing.
"""

import argparse
import json
import os
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Frame, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.camera import SAMPLES, film  # noqa: E402
from browser.chromium import Said, launched, opened, said  # noqa: E402
from browser.server import free_port, running  # noqa: E402

Image = npt.NDArray[np.uint8]

PAGES = ("echo", "formcheck")
CLIP = SAMPLES / "hip_hinge_good.mp4"
BITS = 12
SQUARE_WH = (32, 16)
"""A square keeps its colour through two video encoders from about eight pixels on."""

WARM_S = 4.0
"""Until the connection's rate has settled."""

PERIOD_S = 0.03
"""How often a throttled server is stopped and let go."""

MEASURE = (ROOT / "benchmarks" / "live_lag.js").read_text(encoding="utf-8")


def numbered(image: Image, number: int) -> None:
    """Draw a frame's number at the bottom left: one square a bit, and one that makes them even."""
    width, height = SQUARE_WH
    bits = [number >> place & 1 for place in range(BITS)]
    for place, bit in enumerate([*bits, sum(bits) % 2]):
        image[-height:, place * width : (place + 1) * width] = 235 * bit + 10


@dataclass(frozen=True)
class Run:
    """One run of a page: the lag of each frame shown (ms), when, and what the server noted."""

    how: str
    lag_ms: list[float]
    shown_s: list[float]
    server: dict[str, Any]
    speech_ms: list[float]
    start_s: float

    @property
    def shown_per_s(self) -> float:
        """New frames shown a second."""
        span_s = self.shown_s[-1] - self.shown_s[0]
        return (len(self.shown_s) - 1) / span_s

    @property
    def judged_per_s(self) -> float:
        """Frames gone through on the server a second, once warm."""
        came = [at for at in self.server["came_s"] if at > self.server["came_s"][0] + WARM_S]
        return float((len(came) - 1) / (came[-1] - came[0]))

    @property
    def memory(self) -> str:
        """What the server had in memory when warm, and at the end."""
        looks = self.server["memory_mb"]
        return f"{looks[0]:.0f} to {looks[-1]:.0f}" if looks else ""

    @property
    def growth_ms(self) -> float:
        """Middle lag of the second half less that of the first."""
        half = len(self.lag_ms) // 2
        return statistics.median(self.lag_ms[half:]) - statistics.median(self.lag_ms[:half])


@contextmanager
def throttled(pid: int, times: int) -> Iterator[None]:
    """Let a process group run only every so many-th part of the time."""
    over = threading.Event()

    def turns() -> None:
        while not over.wait(PERIOD_S / times):
            os.killpg(pid, signal.SIGSTOP)
            time.sleep(PERIOD_S * (times - 1) / times)
            os.killpg(pid, signal.SIGCONT)

    thread = threading.Thread(target=turns)
    if times > 1:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if times > 1:
            thread.join()


def component(page: Page) -> Frame:
    """Return the frame with the camera's picture."""
    page.wait_for_selector("iframe[title*='webrtc']", timeout=60_000)
    return next(frame for frame in page.frames if "streamlit_webrtc" in frame.url)


def measured(page: Page, url: str, how: str, seconds: float, out: Path) -> Run:
    """Run one page with the camera on and return what came of it."""
    page.goto(f"{url}/?how={how}")
    frame = component(page)
    frame.get_by_role("button", name="Start").click(timeout=60_000)
    clicked_s = time.time()
    frame.wait_for_function("document.querySelector('video')?.videoWidth > 0", timeout=60_000)
    frame.wait_for_timeout(WARM_S * 1000)
    seen = frame.evaluate(MEASURE, {"seconds": seconds, "bits": BITS, "square": SQUARE_WH})
    speech = said(page)
    before = set(out.glob("*.json"))
    frame.get_by_role("button", name="Turn the camera off").click()
    while not (new := set(out.glob("*.json")) - before):
        page.wait_for_timeout(100)
    server = json.loads(new.pop().read_text(encoding="utf-8"))
    delays = [(entry.asked_s - at) * 1000 for entry, at in _pairs(speech, server["decided"])]
    first_s = server["came_s"][0] + server["took_s"][0]
    return Run(how, seen["lag_ms"], seen["shown_s"], server, delays, first_s - clicked_s)


def _pairs(speech: list[Said], decided: list[tuple[float, str]]) -> Iterator[tuple[Said, float]]:
    """Yield each sentence spoken with when it was decided on, in the order of both."""
    waiting = iter(decided)
    for entry in speech:
        decided_s = next((at for at, text in waiting if text == entry.text), None)
        if decided_s is not None:
            yield entry, decided_s


def runs(playwright: Playwright, url: str, wanted: argparse.Namespace, out: Path) -> Iterator[Run]:
    """Yield the runs of all rounds, the pages in changing order."""
    hows = [wanted.only] if wanted.only else list(PAGES)
    seconds = wanted.seconds + WARM_S + 5
    camera = film(out.parent / "camera.mjpeg", CLIP, [(8.0, 8.0 + seconds)], paint=numbered)
    for turn in range(wanted.rounds):
        for how in hows if turn % 2 == 0 else reversed(hows):
            with launched(playwright, camera=camera) as browser, opened(browser) as page:
                yield measured(page, url, how, wanted.seconds, out)


def table(done: list[Run]) -> Iterator[str]:
    """Yield the lines of the table, Markdown."""
    yield (
        "| page | p50 ms | p95 ms | growth ms | frames/s | shown/s | each takes ms | first s |"
        " server MB |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    middle: dict[str, tuple[float, float]] = {}
    for how in sorted({run.how for run in done}):
        mine = [run for run in done if run.how == how]
        lag = np.concatenate([run.lag_ms for run in mine])
        took = np.concatenate([run.server["took_s"][30:] for run in mine]) * 1000
        p50, p95 = np.percentile(lag, [50, 95])
        middle[how] = float(p50), float(p95)
        yield (
            f"| {how} | {p50:.0f} | {p95:.0f} | {max(run.growth_ms for run in mine):+.0f} |"
            f" {statistics.mean(run.judged_per_s for run in mine):.1f} |"
            f" {statistics.mean(run.shown_per_s for run in mine):.1f} |"
            f" {np.percentile(took, 50):.1f} / {np.percentile(took, 95):.1f} |"
            f" {max(run.start_s for run in mine):.1f} | {mine[-1].memory} |"
        )
    if len(middle) > 1:
        more = [ours - bare for ours, bare in zip(middle["formcheck"], middle["echo"], strict=True)]
        yield f"| difference | {more[0]:+.0f} | {more[1]:+.0f} | | | | | | |"
    if speech := [delay for run in done for delay in run.speech_ms]:
        yield ""
        p50, p95 = np.percentile(speech, [50, 95])
        yield f"Decided to spoken: {p50:.0f} ms (p50), {p95:.0f} ms (p95), {len(speech)} sentences."


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--throttle", type=int, default=1)
    parser.add_argument("--only", choices=PAGES)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        out.mkdir()
        port = free_port()
        script = str(ROOT / "benchmarks" / "live_lag_page.py")
        options = ["--server.headless", "true", "--runner.postScriptGC", "false"]
        options += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
        options += ["--server.address", "localhost", "--server.port", str(port)]
        command = [sys.executable, "-m", "streamlit", "run", script, *options]
        environment = {"LIVE_LAG_OUT": str(out), "PYTHONPATH": str(ROOT)}
        with (
            sync_playwright() as playwright,
            running(command, port, Path(folder), environment) as server,
            throttled(server.pid, wanted.throttle),
        ):
            done = list(runs(playwright, server.url, wanted, out))
    print("\n".join(table(done)))


if __name__ == "__main__":
    main()
