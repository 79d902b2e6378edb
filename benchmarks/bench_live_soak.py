"""Whether memory and lag stay flat while somebody exercises for long. Linux only (reads /proc).

    python benchmarks/bench_live_soak.py [VIDEO] [--model FILE] [--exercise ID] [--minutes N]

The recording plays a camera of this computer, over and over at its own speed, through the live
processor with the real model: the newest frame only, as from a browser. Lag is from a frame's
arrival to its drawn picture. Reach: 28 frames judged a second, and the last minute needs no more
memory than the second.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from formcheck.guide.guidance import Plan
from formcheck.guide.guide import Guide
from formcheck.history.set_files import find_sets, save_to
from formcheck.live.camera import ServerCamera
from formcheck.live.captures import Capture, open_capture
from formcheck.live.preload import preload
from formcheck.live.processor import LiveProcessor
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import resolve_model
from formcheck.pose.model_input import Image
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame
from formcheck.words.catalogue import english

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "hip_hinge_good.mp4"
PAGE_BYTES = 4096
MINUTE_S = 60
PLAN = Plan(goal=5, sets=1000, rest_s=10.0, heard=True, practised=True)


def memory_mb() -> float:
    """Return the memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE_BYTES / 1e6


class Watched:
    """A processor and a camera's pictures, each frame timed from its arrival."""

    def __init__(self, processor: LiveProcessor) -> None:
        self.processor = processor
        self.lags_s: list[float] = []
        self._arrived_s: dict[int, float] = {}

    def __call__(self, frame: Frame) -> Image:
        """Judge a frame."""
        shown = self.processor(frame)
        self.lags_s.append(time.perf_counter() - self._arrived_s[frame.index])
        self._arrived_s = {i: s for i, s in self._arrived_s.items() if i > frame.index}
        return shown

    def close(self) -> None:
        """Close the processor."""
        self.processor.close()

    def capture(self, source: int | Path) -> Capture:
        """Open a source whose frames are noted when they arrive."""
        capture = open_capture(source)
        read = capture.read

        def noted() -> Frame:
            frame = read()
            self._arrived_s[frame.index] = time.perf_counter()
            return frame

        capture.read = noted  # type: ignore[method-assign]
        return capture


@contextmanager
def exercising(video: Path, exercise: str, model: Path) -> Iterator[tuple[Watched, ServerCamera]]:
    """Take whoever is in the recording through an exercise."""
    with tempfile.TemporaryDirectory() as place:
        keep = save_to(Path(place), exercise, PLAN, datetime.now(UTC))
        guide = Guide(load_spec(exercise), PLAN, english())
        watched = Watched(LiveProcessor(guide, partial(PoseEstimator, model), keep=keep))
        with ServerCamera(video, watched, capture=watched.capture) as camera:
            yield watched, camera
        print(f"{len(find_sets(Path(place)).sets)} sets saved")


def report(minute: float, watched: Watched, seconds: float) -> None:
    """Print how it went since the last time."""
    lags_ms, watched.lags_s = np.array(watched.lags_s) * 1000, []
    snapshot = watched.processor.snapshot()
    p50, p95 = np.percentile(lags_ms, [50, 95]) if len(lags_ms) else (np.nan, np.nan)
    print(
        f"minute {minute:4.1f}: {len(lags_ms) / seconds:5.1f} frames/s, lag {p50:5.1f} ms (p50) "
        f"{p95:5.1f} ms (p95), {memory_mb():5.0f} MB; {len(snapshot.sets)} sets, "
        f"{len(snapshot.pictures)} pictures, {snapshot.error or 'no error'}",
        flush=True,
    )


def main() -> None:
    """Print rate, lag and memory minute by minute."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--exercise", default="hip_hinge")
    parser.add_argument("--minutes", type=float, default=10)
    wanted = parser.parse_args()
    model = resolve_model(wanted.model)

    began_s = time.perf_counter()
    preload(model)
    print(f"model loaded in {time.perf_counter() - began_s:.2f} s", flush=True)
    with exercising(wanted.video, wanted.exercise, model) as (watched, camera):
        began_s = last_s = time.perf_counter()
        while camera.picture() is None:
            time.sleep(0.005)
        print(f"first picture after {time.perf_counter() - began_s:.2f} s", flush=True)
        while (now_s := time.perf_counter()) - began_s < wanted.minutes * MINUTE_S:
            camera.picture()  # as a page does; unwatched it would switch itself off
            time.sleep(0.1)
            if now_s - last_s >= MINUTE_S:
                report((now_s - began_s) / MINUTE_S, watched, now_s - last_s)
                last_s = now_s
        report(wanted.minutes, watched, time.perf_counter() - last_s)


if __name__ == "__main__":
    main()
