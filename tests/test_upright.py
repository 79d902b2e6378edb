"""Pictures upright, in square pixels, in the right colours and no larger than asked."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from videos import (
    BLUE,
    GREEN,
    RED,
    UNTURNED,
    WHITE,
    Colour,
    Encoding,
    assert_shows,
    corners,
    make_video,
    moving_noise,
    read_frames,
    steady,
    turn,
)

from formcheck.video.decode import open_video, probe_video


@pytest.mark.parametrize("width", [360, 426, 540, 620, 640, 854, 1080])
def test_pictures_are_contiguous_at_any_width(tmp_path: Path, width: int) -> None:
    """Rows padded by the decoder do not reach the picture, which has the right colours."""
    path = make_video(tmp_path / "set.mp4", steady(2), images=[corners((width, 48))])

    for frame in read_frames(path):
        assert frame.image.flags.c_contiguous
        assert frame.image.shape == (48, width, 3)
        assert frame.image.dtype == np.uint8
        assert_shows(frame.image, RED, GREEN, BLUE, WHITE)


@pytest.mark.parametrize(
    ("name", "codec", "pixel_format"),
    [
        ("limited.mp4", "libx264", "yuv420p"),
        ("full.mp4", "libx264", "yuvj420p"),
        ("ten_bit.mp4", "libx264", "yuv420p10le"),
        ("fine_colour.mp4", "libx264", "yuv444p"),
        ("rgb.mp4", "libx264rgb", "rgb24"),
        ("animation.gif", "gif", "rgb8"),
        ("alpha.mkv", "ffv1", "bgra"),
        ("alpha.mov", "png", "rgba"),
        ("browser.webm", "libvpx-vp9", "yuva420p"),
        ("studio.mov", "prores_ks", "yuv422p10le"),
        ("old.avi", "mpeg4", "yuv420p"),
        ("photo.avi", "mjpeg", "yuvj422p"),
        ("broadcast.ts", "mpeg2video", "yuv420p"),
    ],
)
def test_any_pixel_format_becomes_rgb(
    tmp_path: Path, name: str, codec: str, pixel_format: str
) -> None:
    """Colours come out right whatever codec, depth, range or transparency they are stored in."""
    path = make_video(tmp_path / name, encoding=Encoding(codec, pixel_format))

    frames = read_frames(path)

    assert len(frames) == 10
    assert_shows(frames[-1].image, RED, GREEN, BLUE, WHITE)


def test_grey_recordings_become_grey_rgb(tmp_path: Path) -> None:
    """A recording without colours gives the same value in all three channels."""
    path = make_video(tmp_path / "grey.mkv", encoding=Encoding("ffv1", "gray16le"))

    image = read_frames(path)[0].image

    np.testing.assert_array_equal(image[..., 0], image[..., 2])
    assert_shows(image, (76,) * 3, (150,) * 3, (29,) * 3, WHITE)


@pytest.mark.parametrize("matrix", [8, 10, 14])
def test_colours_that_cannot_be_converted_are_approximated(tmp_path: Path, matrix: int) -> None:
    """A recording marked with a rare colour matrix is read nevertheless."""
    path = make_video(tmp_path / "rare.mp4", encoding=Encoding(colour_matrix=matrix))

    frames = read_frames(path)

    assert len(frames) == 10
    assert_shows(frames[0].image, RED, GREEN, BLUE, WHITE, within=60)


@pytest.mark.parametrize(
    ("matrix", "size_wh", "shown"),
    [
        (UNTURNED, (64, 48), (RED, GREEN, BLUE, WHITE)),
        ((0, 1, -1, 0), (48, 64), (BLUE, RED, WHITE, GREEN)),  # phone upright: clockwise
        ((-1, 0, 0, -1), (64, 48), (WHITE, BLUE, GREEN, RED)),  # phone upside down
        ((0, -1, 1, 0), (48, 64), (GREEN, WHITE, RED, BLUE)),  # phone on its head: anticlockwise
        ((-1, 0, 0, 1), (64, 48), (GREEN, RED, WHITE, BLUE)),  # mirrored left to right
        ((1, 0, 0, -1), (64, 48), (BLUE, WHITE, RED, GREEN)),  # mirrored upside down
        ((0, 1, 1, 0), (48, 64), (RED, BLUE, GREEN, WHITE)),  # mirrored and turned
        ((0, -1, -1, 0), (48, 64), (WHITE, GREEN, BLUE, RED)),
    ],
)
def test_turned_recordings_come_upright(
    tmp_path: Path,
    matrix: tuple[int, int, int, int],
    size_wh: tuple[int, int],
    shown: tuple[Colour, ...],
) -> None:
    """Pictures are turned and mirrored as the file's display matrix says."""
    path = turn(make_video(tmp_path / "phone.mp4"), matrix)

    with open_video(path) as video:
        image = next(video).image

    assert video.info.size_wh == size_wh
    assert video.info.stored_size_wh == (64, 48)
    assert image.shape == (size_wh[1], size_wh[0], 3)
    assert image.flags.c_contiguous
    assert_shows(image, *shown)


@pytest.mark.parametrize(
    ("pixel_shape", "size_wh"),
    [(Fraction(2), (128, 48)), (Fraction(1, 2), (32, 48)), (Fraction(12, 11), (70, 48))],
)
def test_pixels_become_square(
    tmp_path: Path, pixel_shape: Fraction, size_wh: tuple[int, int]
) -> None:
    """Wide or narrow pixels stretch the picture's width and nothing else."""
    path = make_video(tmp_path / "dv.mp4", encoding=Encoding(pixel_shape=pixel_shape))

    with open_video(path) as video:
        image = next(video).image

    assert image.shape == (size_wh[1], size_wh[0], 3)
    assert video.info.size_wh == size_wh
    assert_shows(image, RED, GREEN, BLUE, WHITE)


def test_wide_pixels_of_a_turned_recording_become_square(tmp_path: Path) -> None:
    """Squaring comes before turning: the pixels are wide along the stored rows."""
    path = make_video(tmp_path / "phone.mp4", encoding=Encoding(pixel_shape=Fraction(2)))
    turn(path, (0, 1, -1, 0))

    assert read_frames(path)[0].image.shape == (128, 48, 3)


@pytest.mark.parametrize(
    ("stored_wh", "longest_side", "size_wh"),
    [
        ((640, 480), 320, (320, 240)),
        ((480, 640), 320, (240, 320)),
        ((640, 480), 640, (640, 480)),
        ((640, 480), 2000, (640, 480)),
        ((640, 480), None, (640, 480)),
        ((640, 16), 32, (32, 1)),
    ],
)
def test_large_pictures_are_reduced_on_request(
    tmp_path: Path, stored_wh: tuple[int, int], longest_side: int | None, size_wh: tuple[int, int]
) -> None:
    """The longest side is limited, the shape kept, and nothing is enlarged."""
    path = make_video(tmp_path / "set.mp4", steady(1), images=[corners(stored_wh)])

    with open_video(path, longest_side=longest_side) as video:
        image = next(video).image

    assert image.shape == (size_wh[1], size_wh[0], 3)
    assert video.info.size_wh == size_wh


def test_4k_is_reduced_by_default(tmp_path: Path) -> None:
    """A 4K picture comes at the size the pose needs, in the right colours."""
    path = make_video(tmp_path / "4k.mp4", steady(1), images=[corners((3840, 2160))])

    image = read_frames(path, longest_side=1280)[0].image

    assert probe_video(path).size_wh == (1280, 720)
    assert_shows(image, RED, GREEN, BLUE, WHITE)


def test_kept_pictures_do_not_change(tmp_path: Path) -> None:
    """Pictures stay as they were when reading goes on and after the file is closed."""
    path = make_video(tmp_path / "set.mp4", steady(40), images=moving_noise(40))
    with open_video(path) as video:
        at_once = [frame.image.copy() for frame in video]

    kept = [frame.image for frame in read_frames(path)]

    np.testing.assert_array_equal(kept, at_once)


def test_drawing_on_a_picture_leaves_the_next_alone(tmp_path: Path) -> None:
    """A decoder that works in RGB keeps a picture of its own."""
    path = make_video(tmp_path / "screen.mov", encoding=Encoding("qtrle", "rgb24"))

    with open_video(path) as video:
        for frame in video:
            assert_shows(frame.image, RED, GREEN, BLUE, WHITE)
            frame.image[:] = 0
