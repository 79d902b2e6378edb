"""Writing recordings: what browsers need, exact times, and nothing half-written."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from videos import BLUE, GREEN, RED, WHITE, Image, assert_shows, corners, read_frames, steady

from formcheck.errors import OutputError
from formcheck.video.decode import probe_video
from formcheck.video.writer import VideoWriter, can_write_video

TICK_S = 1 / 90_000


def write(path: Path, times_s: list[float], image: Image) -> Path:
    height, width = image.shape[:2]
    with VideoWriter(path, (width, height)) as writer:
        for time_s in times_s:
            writer.write(image, time_s)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# What is written


def test_the_encoder_is_installed() -> None:
    """PyAV's wheel brings the H.264 encoder, as `formcheck doctor` reports."""
    assert can_write_video()


def test_colours_survive(tmp_path: Path) -> None:
    """What is read back has the colours that were written."""
    image = read_frames(write(tmp_path / "out.mp4", steady(3), corners((128, 96))))[-1].image

    assert_shows(image, RED, GREEN, BLUE, WHITE)


@given(
    width=st.integers(2, 90),
    height=st.integers(2, 90),
    steps_s=st.lists(st.floats(TICK_S, 20.0), max_size=6),
    start_s=st.floats(0.0, 1000.0),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_sizes_and_times_survive(
    width: int, height: int, steps_s: list[float], start_s: float
) -> None:
    """Any size comes back even, and any times to a tick, from the first picture on."""
    times_s = [start_s, *(start_s + np.cumsum(steps_s)).tolist()]
    with TemporaryDirectory() as folder:
        frames = read_frames(write(Path(folder) / "out.mp4", times_s, corners((width, height))))

    written_s = [time_s - start_s for time_s in times_s]
    # Rounding to ticks, and one more where two times would share a tick.
    np.testing.assert_allclose(
        [frame.time_s for frame in frames], written_s, rtol=0, atol=len(times_s) * TICK_S
    )
    even_shape = height + height % 2, width + width % 2, 3
    assert {frame.image.shape for frame in frames} == {even_shape}


def test_whole_ticks_are_exact(tmp_path: Path) -> None:
    """Uneven times that are whole ticks, a long pause among them, come back the same."""
    times_s = [ticks / 90_000 for ticks in (0, 3003, 3004, 90_000, 5_400_000)]

    frames = read_frames(write(tmp_path / "out.mp4", times_s, corners()))

    assert [frame.time_s for frame in frames] == times_s


def test_times_within_one_tick_stay_apart(tmp_path: Path) -> None:
    """Two pictures closer than the file can tell still follow each other."""
    frames = read_frames(write(tmp_path / "out.mp4", [0.0, 1e-7, 2e-7, 0.1], corners()))

    assert [frame.time_s for frame in frames] == [0.0, 1 / 90_000, 2 / 90_000, 0.1]


def test_odd_sizes_repeat_their_edge(tmp_path: Path) -> None:
    """An odd picture gains a column and a row; the rest stays in its place."""
    image = np.zeros((61, 81, 3), np.uint8)
    image[:, 40:] = WHITE

    written = read_frames(write(tmp_path / "out.mp4", [0.0], image))[0].image

    assert written.shape == (62, 82, 3)
    np.testing.assert_allclose(written[-1], written[-2], atol=10)
    np.testing.assert_allclose(written[:-1, :-1], image, atol=40)
    with VideoWriter(tmp_path / "out.mp4", (81, 61)) as writer:
        assert writer.size_wh == (82, 62)


def test_views_are_written_as_they_look(tmp_path: Path) -> None:
    """A mirrored or cropped view of an array is written like a copy of it."""
    view = corners((128, 96))[:, ::-1]

    image = read_frames(write(tmp_path / "out.mp4", [0.0], view))[0].image

    assert_shows(image, GREEN, RED, WHITE, BLUE)


def test_the_file_begins_with_its_first_picture(tmp_path: Path) -> None:
    """A part of a set, cut from its middle, plays at once."""
    path = write(tmp_path / "out.mp4", [7.0, 7.5, 8.0], corners())

    with av.open(str(path)) as container:
        assert [frame.time for frame in container.decode(video=0)] == [0.0, 0.5, 1.0]


def test_browsers_can_play_it(tmp_path: Path) -> None:
    """H.264, 4:2:0, a profile every browser has, index first, limited range, named colours."""
    path = write(tmp_path / "out.mp4", steady(3), corners())

    content = path.read_bytes()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context

    assert context.name == "h264"
    assert context.pix_fmt == "yuv420p"
    assert stream.profile in {"Constrained Baseline", "Baseline", "Main", "High"}
    assert (context.color_range, context.colorspace) == (1, 6)
    assert content.index(b"moov") < content.index(b"mdat")


def test_players_can_jump_to_every_second(tmp_path: Path) -> None:
    """There is a picture that stands alone at least once a second."""
    path = tmp_path / "out.mp4"
    with VideoWriter(path, (64, 48), frames_per_s=10) as writer:
        for time_s in steady(40, 10):
            writer.write(corners(), time_s)

    with av.open(str(path)) as container:
        alone_s = [frame.time for frame in container.decode(video=0) if frame.key_frame]

    assert alone_s == [0.0, 1.0, 2.0, 3.0]
    assert probe_video(path).duration_s == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("frames_per_s", "last_s"), [(float("nan"), 1 / 30), (0.01, 1.0), (4.0, 0.25), (240.0, 1 / 240)]
)
def test_the_last_picture_is_shown_as_long_as_usual(
    tmp_path: Path, frames_per_s: float, last_s: float
) -> None:
    """It lasts for one frame of the usual rate: a thirtieth if unknown, at most a second."""
    path = tmp_path / "out.mp4"
    with VideoWriter(path, (64, 48), frames_per_s=frames_per_s) as writer:
        writer.write(corners(), 0.0)
        writer.write(corners(), 0.5)

    assert probe_video(path).duration_s == pytest.approx(0.5 + last_s, abs=0.001)


# Nothing half-written


def test_the_file_appears_when_finished(tmp_path: Path) -> None:
    """Until then an older file of the name is left as it is; afterwards nothing else is there."""
    path = tmp_path / "Übung 1.mp4"
    path.write_text("older")
    with VideoWriter(path, (64, 48)) as writer:
        writer.write(corners(), 0.0)
        before = path.read_bytes()

    assert before == b"older"
    assert names_in(tmp_path) == [path.name]
    assert len(read_frames(path)) == 1


def write_and_raise(path: Path, error: BaseException, *, keep: bool) -> None:
    with VideoWriter(path, (64, 48)) as writer:
        for time_s in steady(5):
            writer.write(corners(), time_s)
        if keep:
            writer.close()
        raise error


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()])
def test_an_exception_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    """A failure or Ctrl-C removes what was written."""
    with pytest.raises(type(error)):
        write_and_raise(tmp_path / "out.mp4", error, keep=False)

    assert names_in(tmp_path) == []


def test_what_is_finished_can_be_kept(tmp_path: Path) -> None:
    """On Ctrl-C the caller may close first and keep a whole file of the pictures so far."""
    path = tmp_path / "out.mp4"

    with pytest.raises(KeyboardInterrupt):
        write_and_raise(path, KeyboardInterrupt(), keep=True)

    assert names_in(tmp_path) == ["out.mp4"]
    assert len(read_frames(path)) == 5


def test_closing_says_what_was_kept(tmp_path: Path) -> None:
    """Closing gives the finished file once, and none if nothing was written or kept."""
    path = tmp_path / "out.mp4"
    writer = VideoWriter(path, (64, 48))
    writer.write(corners(), 0.0)

    assert writer.close() == path
    assert writer.close() is None
    assert VideoWriter(tmp_path / "empty.mp4", (64, 48)).close() is None
    assert names_in(tmp_path) == ["out.mp4"]


def test_a_part_left_by_a_crash_is_no_hindrance(tmp_path: Path) -> None:
    """What a killed program left behind is overwritten and then gone."""
    (tmp_path / ".out.mp4.part").write_text("left behind")

    write(tmp_path / "out.mp4", [0.0], corners())

    assert names_in(tmp_path) == ["out.mp4"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing/out.mp4", "cannot be written"),
        ("folder", "folder of this name"),
        ("long" * 100, "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said_at_once(tmp_path: Path, name: str, said: str) -> None:
    """A missing folder, a folder in the way or an impossible name end before the first picture."""
    (tmp_path / "folder").mkdir()

    with pytest.raises(OutputError) as error:
        VideoWriter(tmp_path / name, (64, 48))

    assert said in error.value.what
    assert error.value.where == str(tmp_path / name)
    assert error.value.to_do
    assert names_in(tmp_path) == ["folder"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("count", [1, 200])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, count: int) -> None:
    """Whether it shows while writing or when finishing, a full disk is one plain error."""
    (tmp_path / ".out.mp4.part").symlink_to("/dev/full")
    noise = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)

    with pytest.raises(OutputError, match="No space left"):
        write(tmp_path / "out.mp4", steady(count), noise)

    assert names_in(tmp_path) == []


# Misuse


@pytest.mark.parametrize("time_s", [1.0, 0.5, float("nan"), float("inf")])
def test_times_must_advance(tmp_path: Path, time_s: float) -> None:
    """A time that is not after the one before is refused."""
    with VideoWriter(tmp_path / "out.mp4", (64, 48)) as writer:
        writer.write(corners(), 1.0)
        with pytest.raises(ValueError, match="is not after"):
            writer.write(corners(), time_s)


def test_another_shape_is_refused(tmp_path: Path) -> None:
    """A picture of another size than announced is refused."""
    with (
        VideoWriter(tmp_path / "out.mp4", (64, 48)) as writer,
        pytest.raises(ValueError, match="expected shape"),
    ):
        writer.write(corners((48, 64)), 0.0)


def test_a_closed_writer_refuses(tmp_path: Path) -> None:
    """Writing after closing is refused."""
    writer = VideoWriter(tmp_path / "out.mp4", (64, 48))
    writer.close()

    with pytest.raises(ValueError, match="closed"):
        writer.write(corners(), 0.0)
