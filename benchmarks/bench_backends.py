"""How long each pose model that is installed takes for a frame, against full.

    python benchmarks/bench_backends.py VIDEO [--frames N] [--rounds N]

All estimate the same frames, which are decoded beforehand, in turns, so that whatever else the
machine does falls on all of them. Times are those of the processor, over all its cores, and of the
clock. Of several rounds the middle one counts.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import whole_model
from formcheck.pose.models.names import ModelName
from formcheck.video.decode import Frame, open_video


def per_frame_ms(model: Path, frames: Sequence[Frame]) -> tuple[float, float]:
    """Return the time for a frame by the processor and by the clock, without the first frame's."""
    with PoseEstimator(model) as estimate:
        estimate(frames[0])
        busy_s, clock_s = time.process_time(), time.perf_counter()
        for frame in frames[1:]:
            estimate(frame)
        busy_s, clock_s = time.process_time() - busy_s, time.perf_counter() - clock_s
    each_ms = 1000 / (len(frames) - 1)
    return busy_s * each_ms, clock_s * each_ms


def main() -> None:
    """Print a line for each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("video", type=Path)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    models = {name: file for name in ModelName if (file := whole_model(name)) is not None}
    with open_video(wanted.video) as video:
        frames = list(islice(video, wanted.frames))
    taken: dict[ModelName, list[tuple[float, float]]] = {name: [] for name in models}
    for _ in range(wanted.rounds):
        for name, model in models.items():
            taken[name].append(per_frame_ms(model, frames))
    middle = {
        name: [statistics.median(each) for each in zip(*times, strict=True)]
        for name, times in taken.items()
    }
    for name, (busy_ms, clock_ms) in middle.items():
        ratio = busy_ms / middle[ModelName.FULL][0]
        print(
            f"{name:6} {busy_ms:6.1f} ms busy {clock_ms:6.1f} ms by the clock {ratio:5.2f} × full"
        )


if __name__ == "__main__":
    main()
