"""Whether memory stays flat while a long recording is reviewed. Linux only (reads /proc).

    python benchmarks/bench_memory.py VIDEO [--model FILE] [--minutes N] [--every N]

The recording is repeated until it is long enough and written to a temporary file; that file is
reviewed with annotated video. Reach: the last minute needs no more than the second, and less than
700 MB. ``--every 5`` estimates every fifth pose only and reuses it in between:
quicker, with the same reading, judging, drawing and writing.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from formcheck.landmarks.pose import Pose
from formcheck.pose.estimator import PoseEstimator, Prepared, Sighting
from formcheck.pose.model import resolve_model
from formcheck.pose.named import NamedPerson
from formcheck.review.review import Reviewer, Task
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame, VideoInfo, open_video
from formcheck.video.writer import VideoWriter

PAGE_BYTES = 4096


def memory_mb() -> float:
    """Return the memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE_BYTES / 1e6


def repeated(video: Path, minutes: float, target: Path) -> Path:
    """Write the recording over and over until it is long enough."""
    with open_video(video) as first:
        writer = VideoWriter(target, first.info.size_wh)
    with writer:
        begun_s = 0.0
        while begun_s < minutes * 60:
            with open_video(video) as frames:
                for frame in frames:
                    last_s = begun_s + frame.time_s
                    writer.write(frame.image, last_s)
            begun_s = last_s + 1 / 30
    return target


class Sparse:
    """Estimates every so many frames and repeats the pose between them."""

    def __init__(self, estimate: PoseEstimator, every: int) -> None:
        self._estimate = estimate
        self._every = every
        self._last = Pose(0.0, (1, 1))

    def prepare(self, frame: Frame) -> tuple[Frame, Prepared | None]:
        """Make a frame ready, or let it pass."""
        return frame, None if frame.index % self._every else self._estimate.prepare(frame)

    def see(self, ahead: tuple[Frame, Prepared | None]) -> tuple[Frame, Sighting | None]:
        """Look at a frame, if it was made ready."""
        frame, prepared = ahead
        return frame, None if prepared is None else self._estimate.see(prepared)

    def pose(self, seen: tuple[Frame, Sighting | None]) -> Pose:
        """Return the frame's own pose, or the last one."""
        frame, sighting = seen
        if sighting is not None:
            self._last = self._estimate.pose(sighting)
        return replace(self._last, time_s=frame.time_s)


@contextmanager
def sparse(model: Path, every: int, person: NamedPerson | None = None) -> Iterator[Sparse]:
    """Give an estimator that is spared most frames."""
    with PoseEstimator(model, person) as estimate:
        yield Sparse(estimate, every)


def main() -> None:
    """Print the memory minute by minute."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--exercise", default="hip_hinge")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--every", type=int, default=1)
    wanted = parser.parse_args()
    model = resolve_model(wanted.model)
    minute_mb: dict[int, float] = {}

    with tempfile.TemporaryDirectory() as place:
        long = repeated(wanted.video, wanted.minutes, Path(place) / "long.mp4")

        def progress(info: VideoInfo, done: int) -> None:
            minute = int(done / info.frames_per_s / 60)
            if minute not in minute_mb:
                minute_mb[minute] = memory_mb()
                print(f"minute {minute:2}: {minute_mb[minute]:6.0f} MB", flush=True)

        reviewer = Reviewer(partial(sparse, model, wanted.every), Path(place) / "out")
        reviewer.review(Task(long, load_spec(wanted.exercise)), progress=progress)
    print(f"at the end {memory_mb():6.0f} MB")


if __name__ == "__main__":
    main()
