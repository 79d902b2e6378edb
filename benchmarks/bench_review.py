"""How fast a review with annotated video is, against a loop that only decodes and estimates.

    python benchmarks/bench_review.py VIDEO… [--model FILE] [--frames N] [--rounds N]

Both read the same file in turns, so that whatever else the machine does falls on both. The bare
loop is PyAV and MediaPipe as their manuals show them: RGB frames, one after the other, the pose
landmarker in VIDEO mode with its mask. Reach: ratio 0.9 or more.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import av
import mediapipe
import numpy as np

from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.model import resolve_model
from formcheck.review.review import Reviewer, Task
from formcheck.specs.files import load_spec
from formcheck.video.decode import VideoInfo


class Rate:
    """Frames a second from the end of the first frame on: starting up is not counted."""

    def __init__(self) -> None:
        self._first_s = self._last_s = 0.0
        self.frames = 0

    def tick(self) -> None:
        """Note that a frame is done."""
        now_s = time.perf_counter()
        self._first_s = self._first_s or now_s
        self._last_s = now_s
        self.frames += 1

    @property
    def per_s(self) -> float:
        """Frames a second."""
        return (self.frames - 1) / (self._last_s - self._first_s)


def bare(video: Path, model: Path, frames: int) -> float:
    """Decode and estimate, nothing else."""
    vision = mediapipe.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mediapipe.tasks.BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    rate = Rate()
    with av.open(str(video)) as file, vision.PoseLandmarker.create_from_options(options) as task:
        file.streams.video[0].thread_type = "AUTO"
        for index, frame in enumerate(file.decode(video=0)):
            image = np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
            picture = mediapipe.Image(mediapipe.ImageFormat.SRGB, image)
            task.detect_for_video(picture, index * 33)
            rate.tick()
            if rate.frames == frames:
                break
    return rate.per_s


def reviewed(video: Path, model: Path, frames: int, exercise: str) -> float:
    """Review with an annotated recording, all files written."""
    rate = Rate()

    def progress(_: VideoInfo, __: int) -> None:
        rate.tick()

    with tempfile.TemporaryDirectory() as out:
        reviewer = Reviewer(partial(PoseEstimator, model), Path(out))
        task = Task(video, load_spec(exercise))
        reviewer.review(task, progress=progress, stop=lambda: rate.frames >= frames)
    return rate.per_s


def in_turns(rounds: int, *runs: Callable[[], float]) -> list[list[float]]:
    """Run each in turn, in changing order; return each one's rates."""
    rates: list[list[float]] = [[] for _ in runs]
    for number in range(rounds):
        order = range(len(runs)) if number % 2 == 0 else reversed(range(len(runs)))
        for which in order:
            rates[which].append(runs[which]())
    return rates


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("videos", nargs="+", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--exercise", default="hip_hinge")
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    model = resolve_model(wanted.model)

    print(f"{'video':40} {'bare':>8} {'review':>8}  ratio of medians (by round)")
    for video in wanted.videos:
        alone, ours = in_turns(
            wanted.rounds,
            partial(bare, video, model, wanted.frames),
            partial(reviewed, video, model, wanted.frames, wanted.exercise),
        )
        ratio = statistics.median(ours) / statistics.median(alone)
        each = ", ".join(f"{our / their:.2f}" for our, their in zip(ours, alone, strict=True))
        print(
            f"{video.name:40} {statistics.median(alone):6.1f}/s {statistics.median(ours):6.1f}/s"
            f"  {ratio:.2f} ({each})",
            flush=True,
        )


if __name__ == "__main__":
    main()
