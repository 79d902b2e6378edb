"""What our own code costs a frame, on one core, on landmarks and masks of a real recording.

    python benchmarks/bench_own_code.py VIDEO [--model FILE] [--frames N] [--size 640x480]

The recording is fitted to the size first, and landmarks and masks are estimated beforehand, so
that only our code is timed, as processor time: joints and back line, measures and engine, drawing.
What is drawn is the overlay on a recording and other plates on the live picture: both are timed,
and each sum has one of them. Reach at 640 × 480: 3 ms or less, 0.8 of it for the live picture.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import cv2
import mediapipe
import numpy as np

from formcheck.exercise.results.moment import Moment
from formcheck.exercise.session import Session
from formcheck.guide.guidance import Guidance, Stage
from formcheck.landmarks.picture import PictureReader
from formcheck.live.hud.hud import Hud
from formcheck.outline.silhouette import BackReader, Mask
from formcheck.pose.model import resolve_model
from formcheck.pose.tracking import DetectedPerson, PersonTracker
from formcheck.review.overlay import Overlay
from formcheck.specs.files import load_spec
from formcheck.video.decode import Frame, open_video
from formcheck.words.catalogue import english


@dataclass(frozen=True)
class Seen:
    """A frame with what the model found in it."""

    frame: Frame
    person: DetectedPerson
    mask: Mask | None


def fitted(frame: Frame, size_wh: tuple[int, int]) -> Frame:
    """Return the frame inside a picture of another size, with bars where the shapes differ."""
    width, height = size_wh
    scale = min(width / frame.image.shape[1], height / frame.image.shape[0])
    small = cv2.resize(frame.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    image = np.zeros((height, width, 3), np.uint8)
    image[: small.shape[0], : small.shape[1]] = small
    return Frame(image, frame.time_s, frame.index)


def seen(video: Path, model: Path, size_wh: tuple[int, int]) -> Iterator[Seen]:
    """Yield frames with landmarks and masks."""
    vision = mediapipe.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mediapipe.tasks.BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    with open_video(video) as frames, vision.PoseLandmarker.create_from_options(options) as task:
        for large in frames:
            frame = fitted(large, size_wh)
            picture = mediapipe.Image(mediapipe.ImageFormat.SRGB, frame.image)
            found = task.detect_for_video(picture, round(frame.time_s * 1000))
            if not found.pose_landmarks:
                yield Seen(frame, DetectedPerson(), None)
                continue
            points = np.array([(p.x, p.y) for p in found.pose_landmarks[0]]) * size_wh
            visible = np.array([p.visibility for p in found.pose_landmarks[0]])
            world = np.array([(p.x, p.y, p.z) for p in found.pose_world_landmarks[0]])
            mask = np.array(found.segmentation_masks[0].numpy_view(), np.float32).squeeze()
            yield Seen(frame, DetectedPerson(points, visible, world), mask)


class Stopwatch:
    """Adds up the processor time of named steps."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done in the ``with``."""
        began_s = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began_s


DRAWN, DRAWN_LIVE = "drawing", "drawing, live"


def guided(moment: Moment) -> Guidance:
    """Return the moment in the middle of a set, with a cue that has just been given."""
    return Guidance(
        moment.time_s,
        Stage.SET,
        moment,
        title="Set 1 of 2",
        asked="Push your hips back.",
        count=moment.reps,
        goal=10,
        hold=moment.hold,
    )


def run(frames: list[Seen], exercise: str, watch: Stopwatch) -> None:
    """Take recorded landmarks and masks all the way to a drawn picture."""
    spec = load_spec(exercise)
    track, read_back, read_picture = PersonTracker(), BackReader(), PictureReader()
    session, overlay, hud = (
        Session(spec),
        Overlay(spec.name, spec.phase_names),
        Hud(spec, english()),
    )
    for item in frames:
        frame, time_s = item.frame, item.frame.time_s
        size_wh = (frame.image.shape[1], frame.image.shape[0])
        with watch.step("joints"):
            pose = track(item.person, time_s=time_s, size_wh=size_wh)
        with watch.step("back line"):
            back = read_back(item.mask, pose)
        with watch.step("picture"):
            picture = read_picture(frame.image, time_s)
        pose = replace(pose, back_line=back, picture=picture)
        with watch.step("measures and engine"):
            moment = session.step(pose)
        with watch.step(DRAWN):
            overlay.draw(frame.image, moment)
        with watch.step(DRAWN_LIVE):
            hud.draw(frame.image, guided(moment))


def main() -> None:
    """Print the milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--exercise", default="hip_hinge")
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--size", default="640x480", metavar="WxH")
    wanted = parser.parse_args()
    width, height = map(int, wanted.size.split("x"))
    model = resolve_model(wanted.model)
    frames = list(islice(seen(wanted.video, model, (width, height)), wanted.frames))

    cv2.setNumThreads(1)
    run(frames[:30], wanted.exercise, Stopwatch())  # fills caches, as a set's first second does
    watch = Stopwatch()
    run(frames, wanted.exercise, watch)
    a_frame = {name: seconds / len(frames) * 1000 for name, seconds in watch.seconds.items()}
    for name, each_ms in a_frame.items():
        print(f"{name:20} {each_ms:6.2f} ms")
    for name, left_out in (("in all", DRAWN_LIVE), ("in all, live", DRAWN)):
        print(f"{name:20} {sum(a_frame.values()) - a_frame[left_out]:6.2f} ms a frame")
    print(f"{'live / recorded':20} {a_frame[DRAWN_LIVE] / a_frame[DRAWN]:6.2f} of the drawing")


if __name__ == "__main__":
    main()
