"""Makes the README's picture of a neutral and a rounded rep, side by side, from the samples.

    python docs/make_images.py

The same rep of both clips is judged and drawn as in every review; the picture is the frame at
the bottom of it, where the truth beside the clip says that it is.
"""

import json
from pathlib import Path

import cv2
import numpy as np

import formcheck

ROOT = Path(__file__).parent.parent
CLIPS = ("hip_hinge_good", "hip_hinge_rounded")
PICTURE = ROOT / "docs" / "images" / "back_neutral_rounded.jpg"
REP = 3  # counted from 0: by then what the coach says is no longer about the first tries
WIDTH = 1280  # of both frames together, as wide as a README shows
QUALITY = 88


def bottom_frame(name: str) -> np.ndarray:
    """Return the annotated frame, RGB, at the bottom of one rep of a sample."""
    clip = ROOT / "sample_videos" / f"{name}.mp4"
    rep = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))["reps"][REP]
    spec = formcheck.load_spec("hip_hinge")
    session, overlay = formcheck.Session(spec), formcheck.Overlay(spec.name, spec.phase_names)
    model = formcheck.model_path()
    with formcheck.open_video(clip) as frames, formcheck.PoseEstimator(model) as estimate:
        for frame in frames:
            drawn = overlay.draw(frame.image, session.step(estimate(frame)))
            if frame.time_s >= rep["extreme_s"]:
                return drawn
    raise SystemExit(f"{clip}: ends before the bottom of rep {REP + 1}.")


def main() -> None:
    """Write the picture."""
    pair = np.hstack([bottom_frame(name) for name in CLIPS])
    height = round(pair.shape[0] * WIDTH / pair.shape[1])
    small = cv2.resize(pair, (WIDTH, height), interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    cv2.imwrite(str(PICTURE), cv2.cvtColor(small, cv2.COLOR_RGB2BGR), quality)


if __name__ == "__main__":
    main()
