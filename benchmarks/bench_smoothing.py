"""What our own smoothing adds to MediaPipe's: jitter at rest and lag, with and without it.

Both come from one run of the model over a sample video with known truth. As a room's camera is
noisier than a rendering, the same is done with noise added to the picture. Run with
``python benchmarks/bench_smoothing.py``.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mediapipe
import numpy as np
import numpy.typing as npt

from formcheck.landmarks.pose import FloatArray, Part, Side, joint_of
from formcheck.pose.model import model_path
from formcheck.pose.tracking import DetectedPerson, PersonTracker
from formcheck.video.decode import Frame, open_video

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "hip_hinge_good.mp4"

UNTIL_S = 18.0
"""Standing, both calibrations and the first two repetitions."""

MOVING_FROM_S = 8.0
"""When the first repetition begins."""

NOISE = (0.0, 12.0)
"""Standard deviations of the added noise, grey levels; 12 is a dim room's laptop camera."""

SLOW_S = 0.5
"""Movement slower than this is swaying, faster is jitter."""

NEAR = Side.RIGHT
JOINTS = [joint_of(part, NEAR) for part in (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE)]


@dataclass(frozen=True, slots=True)
class Run:
    """One run over the video: times, and points ``(frames, 33, 2)`` before and after."""

    times_s: FloatArray
    raw: FloatArray
    smooth: FloatArray


def run(noise: float) -> Run:
    """Estimate every frame once and smooth what comes out."""
    tracker, random = PersonTracker(), np.random.default_rng(1)
    times, raw, smooth = [], [], []
    with landmarker() as estimate, open_video(SAMPLE) as frames:
        for frame in until(frames):
            person = person_in(estimate, frame, noisy(frame.image, noise, random))
            size_wh = (frame.image.shape[1], frame.image.shape[0])
            times.append(frame.time_s)
            raw.append(person.points_px)
            smooth.append(tracker(person, time_s=frame.time_s, size_wh=size_wh).points_px)
    return Run(np.array(times), np.array(raw), np.array(smooth))


def until(frames: Iterator[Frame]) -> Iterator[Frame]:
    """Yield the frames of the part that is measured."""
    for frame in frames:
        if frame.time_s > UNTIL_S:
            return
        yield frame


def landmarker() -> Any:
    """Return MediaPipe's landmarker as the estimator sets it up, without masks."""
    vision = mediapipe.tasks.vision
    return vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(
            base_options=mediapipe.tasks.BaseOptions(model_asset_path=str(model_path())),
            running_mode=vision.RunningMode.VIDEO,
        )
    )


def noisy(
    image: npt.NDArray[np.uint8], noise: float, random: np.random.Generator
) -> npt.NDArray[np.uint8]:
    """Return the picture as a noisy camera would give it."""
    if not noise:
        return image
    grain = random.normal(0.0, noise, image.shape)
    return np.asarray((image + grain).clip(0, 255), dtype=np.uint8)


def person_in(estimate: Any, frame: Frame, image: npt.NDArray[np.uint8]) -> DetectedPerson:
    """Return what MediaPipe says of a frame, with its own smoothing and nothing else."""
    picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=image)
    found = estimate.detect_for_video(picture, round(frame.time_s * 1000)).pose_landmarks
    if not found:
        return DetectedPerson()
    size_wh = np.array([image.shape[1], image.shape[0]])
    points = np.array([(p.x, p.y) for p in found[0]]) * size_wh
    return DetectedPerson(points, np.array([p.visibility for p in found[0]]))


def trunk_deg(points: FloatArray) -> FloatArray:
    """Return the lean of the line from near hip to near shoulder, + forward (to the right)."""
    shoulder, hip = (points[:, joint_of(part, NEAR)] for part in (Part.SHOULDER, Part.HIP))
    right, down = (shoulder - hip).T
    return np.asarray(np.degrees(np.arctan2(right, -down)))


def knee_deg(points: FloatArray) -> FloatArray:
    """Return the bend of the near knee, 0 straight."""
    hip, knee, ankle = (
        points[:, joint_of(part, NEAR)] for part in (Part.HIP, Part.KNEE, Part.ANKLE)
    )
    thigh, shank = (knee - hip).T, (ankle - knee).T
    across = thigh[0] * shank[1] - thigh[1] * shank[0]
    return np.asarray(np.degrees(np.arctan2(across, (thigh * shank).sum(axis=0))))


def jitter(values: FloatArray, at_rest: npt.NDArray[np.bool_]) -> float:
    """Return the root mean square of what is faster than swaying, while the person stands."""
    width = round(SLOW_S * 30) | 1
    slow = np.apply_along_axis(np.convolve, 0, values, np.full(width, 1 / width), "same")
    rest = (values - slow)[at_rest]
    return float(np.sqrt(np.mean(rest**2)))


def lag_ms(values: FloatArray, truth: FloatArray, times_s: FloatArray) -> float:
    """Return by how much the truth must be delayed to go best with the values."""
    moving = times_s > MOVING_FROM_S
    delays = np.arange(-0.05, 0.2, 0.001)
    fits = [
        np.corrcoef(values[moving], np.interp(times_s - delay, times_s, truth)[moving])[0, 1]
        for delay in delays
    ]
    return float(delays[int(np.argmax(fits))]) * 1000


def main() -> None:
    """Print the table."""
    truth = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))
    rest_s = (1.0, truth["calibration"]["standing"][1] - SLOW_S)
    print(f"{SAMPLE.name}, {UNTIL_S:.0f} s; jitter while standing, lag of the trunk in two reps")
    print("noise  smoothing      points px  trunk deg  knee deg  lag ms")
    for noise in NOISE:
        result = run(noise)
        at_rest = (result.times_s > rest_s[0]) & (result.times_s < rest_s[1])
        exact = np.array(truth["trunk_incl"][: len(result.times_s)])
        for name, points in (("MediaPipe's", result.raw), ("with ours", result.smooth)):
            places = points[:, JOINTS].reshape(len(points), -1)
            pixels = jitter(places, at_rest) * math.sqrt(2)  # of x and y together
            trunk, knee = jitter(trunk_deg(points), at_rest), jitter(knee_deg(points), at_rest)
            late = lag_ms(trunk_deg(points), exact, result.times_s)
            print(f"{noise:5.0f}  {name:12s} {pixels:11.2f} {trunk:10.2f} {knee:9.2f} {late:7.0f}")


if __name__ == "__main__":
    main()
