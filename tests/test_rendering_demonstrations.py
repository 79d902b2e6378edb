"""What "show me" shows: a loop and a picture of every exercise, small and playable."""

from dataclasses import astuple
from itertools import chain
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from formcheck.specs.files import spec_ids
from rendering.clip_file import decoded, psnr_db
from rendering.demonstrated import DEMONSTRATIONS
from rendering.posture import Posture

FOLDER = Path(__file__).parents[1] / "formcheck" / "app" / "demonstrations"
BY_ID = {one.clip.name: one for one in DEMONSTRATIONS}
MAX_CLIP_BYTES = 250_000
MAX_PICTURE_BYTES = 60_000


def angles(posture: Posture) -> list[float]:
    """What can bend or turn, in degrees, and where the hands are."""
    legs, arms = (posture.left_leg, posture.right_leg), (posture.left_arm, posture.right_arm)
    limbs = chain.from_iterable(astuple(limb) for limb in (*legs, *arms))
    return [*limbs, *posture.spine.segments, posture.trunk_deg, posture.hands_ahead_m or 0.0]


def test_every_exercise_has_a_loop_and_a_picture_and_nothing_is_left_over() -> None:
    """What is in the folder is the shipped exercises, twice each."""
    assert set(BY_ID) == set(spec_ids())
    for ending in ("mp4", "jpg"):
        assert {path.stem for path in FOLDER.glob(f"*.{ending}")} == set(spec_ids())


@pytest.mark.parametrize("exercise", BY_ID)
def test_a_loop_is_small_and_plays_in_browsers(exercise: str) -> None:
    """H.264, 4:2:0, the index before the pictures, 6 to 9 seconds, at most 250 kB."""
    content = (FOLDER / f"{exercise}.mp4").read_bytes()
    with av.open(str(FOLDER / f"{exercise}.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == (640, 480)
        assert stream.frames == BY_ID[exercise].clip.frames
        assert not container.streams.audio

    assert 6 <= BY_ID[exercise].clip.motion.duration_s <= 9
    assert content.index(b"moov") < content.index(b"mdat")
    assert len(content) <= MAX_CLIP_BYTES


@pytest.mark.parametrize("exercise", BY_ID)
def test_a_loop_s_end_passes_into_its_beginning(exercise: str) -> None:
    """The posture after the last picture is the first one's, and the two pictures are alike."""
    motion = BY_ID[exercise].clip.motion
    pictures = list(decoded(FOLDER / f"{exercise}.mp4"))

    assert angles(motion.at(motion.duration_s).posture) == pytest.approx(
        angles(motion.at(0.0).posture)
    )
    assert psnr_db(pictures[0], pictures[-1]) > 35


@pytest.mark.parametrize("exercise", BY_ID)
def test_a_picture_is_small_and_taken_from_the_loop(exercise: str) -> None:
    """A JPEG of at most 60 kB of the same size, alike to the picture of the loop at its moment."""
    path, one = FOLDER / f"{exercise}.jpg", BY_ID[exercise]
    picture = np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR_RGB), np.uint8)
    moment = list(decoded(FOLDER / f"{exercise}.mp4"))[round(one.telling_s * one.clip.fps)]

    assert path.read_bytes().startswith(b"\xff\xd8")
    assert path.stat().st_size <= MAX_PICTURE_BYTES
    assert psnr_db(picture, moment) > 31


@pytest.mark.parametrize("exercise", sorted(set(BY_ID) - {"walking"}))  # which has no far end
def test_a_loop_shows_one_repetition_or_hold(exercise: str) -> None:
    """One goes to the far end and comes back; a hold is held for four seconds."""
    motion = BY_ID[exercise].clip.motion
    (rep,) = motion.reps

    assert motion.at(rep.extreme_s).depth == pytest.approx(1)
    assert motion.at(motion.duration_s).depth == pytest.approx(0)
    assert rep.end_s - rep.start_s >= 4 - 1e-6
