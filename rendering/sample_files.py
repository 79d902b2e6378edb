"""Making a sample clip with its truth, and finding whether the files on the disk are that."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from rendering.catalogue import Sample
from rendering.clip_file import Image, Step, decoded, finished, psnr_db, write_clip
from rendering.render import Rendered, Renderer
from rendering.scene import Camera
from rendering.timeline import Motion, Phase
from rendering.truth import PARTS, SCHEMA, FrameTruth, frame_fields, rounded

__all__ = ["MIN_PSNR_DB", "SIDE_ON_DEG", "Likeness", "compare", "make_sample", "truth_of"]

MIN_PSNR_DB: Final = 40.0
"""Pictures this alike show the same; drawing on another processor differs by far less."""

SIDE_ON_DEG: Final = 15.0
"""Turned no further from side-on than this, a view counts as one from the side."""

FRONT_DEG: Final = 65.0
"""Turned further than this, it is one from the front."""

OTHER: Final = {"left": "right", "right": "left"}

_Place = TypeVar("_Place")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How the files on the disk compare with fresh ones."""

    same_truth: bool
    least_psnr_db: float

    @property
    def enough(self) -> bool:
        """Whether they count as the same."""
        return self.same_truth and self.least_psnr_db >= MIN_PSNR_DB


def make_sample(
    sample: Sample, folder: Path, renderer: Renderer, step: Step = lambda: None
) -> None:
    """Write a sample's clip and truth into a folder, both or neither.

    Raises
    ------
    RenderingError
        The pictures cannot be drawn.
    OSError
        The files cannot be written.
    """
    truths: list[FrameTruth] = []
    size = (sample.camera.width, sample.camera.height)
    with finished(truth_in(folder, sample), clip_in(folder, sample)) as (text, clip):
        write_clip(clip, _pictures(sample, renderer, truths, step), size, sample.fps)
        content = json.dumps(truth_of(sample, truths), separators=(",", ":"), allow_nan=False)
        text.write_text(content + "\n", encoding="utf-8")


def compare(sample: Sample, old: Path, new: Path) -> Likeness:
    """Return how a sample's files in two folders compare; missing ones are not alike at all."""
    texts = [truth_in(folder, sample) for folder in (old, new)]
    clips = [clip_in(folder, sample) for folder in (old, new)]
    if not all(path.is_file() for path in (*texts, *clips)):
        return Likeness(same_truth=False, least_psnr_db=-math.inf)
    first, second = (path.read_text(encoding="utf-8") for path in texts)
    return Likeness(first == second, _least_psnr(*clips))


def truth_in(folder: Path, sample: Sample) -> Path:
    """Return where a sample's truth lies in a folder."""
    return folder / f"{sample.name}.json"


def clip_in(folder: Path, sample: Sample) -> Path:
    """Return where a sample's clip lies in a folder."""
    return folder / f"{sample.name}.mp4"


def _least_psnr(one: Path, other: Path) -> float:
    pairs = zip_longest(decoded(one), decoded(other))
    return min(-math.inf if a is None or b is None else psnr_db(a, b) for a, b in pairs)


def _pictures(
    sample: Sample, renderer: Renderer, truths: list[FrameTruth], step: Step
) -> Iterator[Image]:
    """Yield the pictures in order, noting down the truth of each."""
    for frame in range(sample.frames):
        rendered = renderer.render(sample.scene(frame))
        truths.append(frame_truth(sample, frame, rendered))
        yield rendered.image
        step()


def frame_truth(sample: Sample, frame: int, rendered: Rendered) -> FrameTruth:
    """Return what is true in one picture of a sample."""
    near = near_side(sample)
    places = _side(rendered.joints_m, near)
    return FrameTruth(
        moment=sample.motion.at(frame / sample.fps),
        spine=rendered.spine,
        pelvis_deg=rendered.pelvis_deg,
        near_px=_side(rendered.joints_px, near),
        far_px=_side(rendered.joints_px, OTHER[near]),
        body_plane={part: _in_plane(sample, frame, place) for part, place in places.items()},
        facing=sample.person.facing.sign,
    )


def near_side(sample: Sample) -> str:
    """Return which of the person's own sides is near the camera: the one they look to."""
    return sample.person.facing.value


def _side(joints: dict[str, _Place], side: str) -> dict[str, _Place]:
    return {part: joints[f"{side}_{part}"] for part in PARTS}


def _in_plane(sample: Sample, frame: int, place: tuple[float, float, float]) -> complex:
    """Return a place in the room as forward + up·i of the person."""
    x, up, z = place
    yaw = math.radians(sample.camera_at(frame).yaw_deg)
    return complex(sample.person.facing.sign * x * math.cos(yaw) + z * math.sin(yaw), up)


def truth_of(sample: Sample, frames: list[FrameTruth]) -> dict[str, Any]:
    """Return the truth file's content, as docs/samples.md describes it."""
    view = view_of(sample)
    return {
        "schema": SCHEMA,
        "video": f"{sample.name}.mp4",
        "exercise": sample.exercise,
        "shows": sample.shows,
        "view": view,
        "faces": "camera" if view == "front" else sample.person.facing.value,
        "near_side": near_side(sample),
        "people": 1 + len(sample.others),
        "fps": sample.fps,
        "size_wh": [sample.camera.width, sample.camera.height],
        "frames": len(frames),
        "duration_s": rounded(len(frames) / sample.fps),
        "camera": _camera(sample, sample.camera),
        **_cuts(sample),
        "calibration": _calibration(sample.motion),
        "reps": _reps(sample.motion, frames),
        "faults": {check: list(numbers) for check, numbers in sample.faults.items()},
        "not_judged": list(sample.not_judged),
        **({"practice": list(sample.practice)} if sample.practice else {}),
        **frame_fields(frames, oblique=view != "side"),
    }


def view_of(sample: Sample) -> str:
    """Return ``side``, ``oblique`` or ``front``."""
    turned = abs(sample.camera.yaw_deg)
    return "side" if turned <= SIDE_ON_DEG else "oblique" if turned < FRONT_DEG else "front"


def _cuts(sample: Sample) -> dict[str, Any]:
    """Return the time of the cut and the camera after it, if there is one."""
    if sample.cut is None:
        return {}
    at_s = round(sample.cut.at_s * sample.fps) / sample.fps
    return {"cuts": [{"at_s": rounded(at_s), "camera": _camera(sample, sample.cut.camera)}]}


def _camera(sample: Sample, camera: Camera) -> dict[str, float]:
    return {
        "height_m": camera.height_m,
        "distance_m": camera.distance_m,
        "vertical_fov_deg": camera.vertical_fov_deg,
        "yaw_deg": sample.person.facing.sign * (90 - camera.yaw_deg),
        "off_side_deg": camera.yaw_deg,
        "roll_deg": camera.roll_deg,
    }


def _calibration(motion: Motion) -> dict[str, list[float]]:
    steps = {"standing": Phase.STANDING, "arms_forward": Phase.ARMS_FORWARD}
    begun_s = motion.reps[0].start_s
    first = {name: motion.spans(phase)[:1] for name, phase in steps.items()}
    return {
        name: [rounded(span.from_s), rounded(span.to_s)]
        for name, spans in first.items()
        for span in spans
        if span.from_s < begun_s  # who begins at the bar stands only after the first
    }


def _reps(motion: Motion, frames: list[FrameTruth]) -> list[dict[str, float]]:
    return [
        {name: rounded(value) for name, value in asdict(rep).items()} | _bend(number, frames)
        for number, rep in enumerate(motion.reps, 1)
    ]


def _bend(rep: int, frames: list[FrameTruth]) -> dict[str, float]:
    """Return the back's flexion where it is largest in a repetition."""
    own = [frame.spine for frame in frames if frame.moment.rep == rep]
    most = own[int(np.argmax([spine.total for spine in own]))]
    return {
        "bend_deg": rounded(most.total),
        "lumbar_deg": rounded(most.lumbar_deg),
        "thoracic_deg": rounded(most.thoracic_deg),
    }
