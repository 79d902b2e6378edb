"""Which files are recordings, and what is said of those that are none."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from videos import (
    Encoding,
    corners,
    cut,
    make_frameless_video,
    make_sound,
    make_video,
    moving_noise,
    read_frames,
    rename_codec,
    steady,
)

from formcheck.errors import VideoError
from formcheck.video.decode import open_video, probe_video


@pytest.mark.parametrize(
    "name", ["Übung – 深蹲 (2).mp4", "  spaces .mp4", "100% %03d.mp4", "-y.mp4"]
)
def test_any_name_can_be_read(tmp_path: Path, name: str) -> None:
    """Accents, spaces and signs in a name mean nothing."""
    assert len(read_frames(make_video(tmp_path / "set.mp4").rename(tmp_path / name))) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no colon in names")
def test_a_colon_in_a_name_is_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative name that looks like an address is a file."""
    make_video(tmp_path / "set.mp4").rename(tmp_path / "set1:hinge.mp4")
    monkeypatch.chdir(tmp_path)

    assert len(read_frames(Path("set1:hinge.mp4"))) == 10


def test_a_title_in_an_old_encoding_is_no_hindrance(tmp_path: Path) -> None:
    """Text in the file that is not UTF-8 does not matter."""
    path = make_video(tmp_path / "set.mp4")
    path.write_bytes(path.read_bytes().replace(b"VideoHandler", b"Vid\xe9oHandler"))

    assert len(read_frames(path)) == 10


def nothing(path: Path) -> Path:
    return path


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


def an_empty_file(path: Path) -> Path:
    path.touch()
    return path


def a_text(path: Path) -> Path:
    path.write_text("Three sets of ten, slowly.\n" * 100, encoding="utf-8")
    return path


def a_text_by_name(path: Path) -> Path:
    return a_text(path.with_suffix(".txt"))


def a_list_of_files(path: Path) -> Path:
    """Return what makes FFmpeg read another file, whatever its name ends in."""
    make_video(path.with_name("other.mp4"))
    path.write_text("ffconcat version 1.0\nfile other.mp4\n", encoding="utf-8")
    return path


def a_list_by_name(path: Path) -> Path:
    return a_list_of_files(path).rename(path.with_suffix(".ffconcat"))


def a_play_list(path: Path) -> Path:
    make_video(path.with_name("other.ts"))
    lines = ("#EXTM3U", "#EXT-X-TARGETDURATION:1", "#EXTINF:1,", "other.ts", "#EXT-X-ENDLIST", "")
    path = path.with_suffix(".m3u8")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def a_session(path: Path) -> Path:
    """Return what makes FFmpeg listen to the network."""
    lines = ("v=0", "o=- 0 0 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0")
    path.write_text("\n".join((*lines, "m=video 5004 RTP/AVP 26", "")), encoding="utf-8")
    return path


def a_text_that_is_cut_in_a_letter(path: Path) -> Path:
    path.write_text("x" + "Übung " * 2000, encoding="utf-8")
    return path


def a_photo_called_otherwise(path: Path) -> Path:
    return a_photo(path).rename(path)


def a_photo(path: Path) -> Path:
    return make_video(path.with_suffix(".png"), [0.0], encoding=Encoding("png", "rgb24"))


def a_file_below_a_file(path: Path) -> Path:
    path.touch()
    return path / "set.mp4"


def a_name_too_long(path: Path) -> Path:
    return path.with_name("long" * 100 + ".mp4")


def a_cut_index(path: Path) -> Path:
    return cut(make_video(path, steady(60), images=moving_noise(30)), 0.5)


def half_an_index(path: Path) -> Path:
    """Return a recording whose index, last in the file, is there in part."""
    make_video(path)
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"trak") + 20])
    return path


def a_song_with_a_cover(path: Path) -> Path:
    return make_sound(path, cover=corners())


def hidden_pictures(path: Path) -> Path:
    """Return a recording whose edit list begins after its last picture."""
    return make_video(path, [time_s - 5.0 for time_s in steady(10)])


def an_unknown_codec(path: Path) -> Path:
    return rename_codec(make_video(path), b"zzzz")


def unconvertible_colours(path: Path) -> Path:
    """Return a recording in a format of four bits a pixel that FFmpeg's scaler does not take."""
    encoding = Encoding("rawvideo", "rgb4")
    return make_video(path.with_suffix(".nut"), encoding=encoding)


def only_damage(path: Path) -> Path:
    """Return a recording all of whose pictures are noise, though its index is whole."""
    make_video(path)
    content = path.read_bytes()
    begin, end = content.index(b"mdat") + 4, content.index(b"moov") - 4
    path.write_bytes(content[:begin] + b"\xff" * (end - begin) + content[end:])
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (nothing, "no such file"),
        (a_file_below_a_file, "no such file"),
        (a_name_too_long, "cannot be read"),
        (a_folder, "folder"),
        (an_empty_file, "empty"),
        (a_text, "a picture or a text"),
        (a_text_by_name, "a picture or a text"),
        (a_list_of_files, "a picture or a text"),
        (a_list_by_name, "a picture or a text"),
        (a_play_list, "a picture or a text"),
        (a_session, "a picture or a text"),
        (a_text_that_is_cut_in_a_letter, "a picture or a text"),
        (a_photo, "a picture or a text"),
        (a_photo_called_otherwise, "a picture or a text"),
        (make_sound, "sound in it but no picture"),
        (a_song_with_a_cover, "sound in it but no picture"),
        (make_frameless_video, "unfinished"),
        (hidden_pictures, "There is no picture in it"),
        (a_cut_index, "unfinished"),
        (half_an_index, "unfinished"),
        (an_unknown_codec, "cannot be decoded here"),
        (unconvertible_colours, "colours"),
        (only_damage, "None of its pictures can be decoded"),
    ],
)
@pytest.mark.parametrize("use", [open_video, probe_video])
def test_what_is_no_recording_is_said_in_one_line(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    make: Callable[[Path], Path],
    said: str,
    use: Callable[[Path], object],
) -> None:
    """The error says what is the matter, where, and what to do, and FFmpeg says nothing."""
    path = make(tmp_path / "set.mp4")

    with pytest.raises(VideoError) as error:
        use(path)

    assert said in error.value.what
    assert error.value.where == str(path)
    assert error.value.to_do
    assert "\n" not in str(error.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
@pytest.mark.parametrize("use", [open_video, probe_video])
def test_a_pipe_is_refused_at_once(tmp_path: Path, use: Callable[[Path], object]) -> None:
    """Nobody waits for what may never be written; so with devices."""
    os.mkfifo(tmp_path / "set.mp4")

    for path in (tmp_path / "set.mp4", Path("/dev/zero")):
        with pytest.raises(VideoError, match="a pipe or a device") as error:
            use(path)
        assert "Save the recording as a file" in error.value.to_do


def test_a_reference_out_of_the_file_is_not_followed(tmp_path: Path) -> None:
    """A QuickTime whose track lies in another file, which is there, has no pictures for us."""
    path = make_video(tmp_path / "set.mov")
    make_video(tmp_path / "other.mov", images=[corners((32, 32))])
    content = path.read_bytes()
    box = content.index(b"dref") - 4
    size = int.from_bytes(content[box : box + 4], "big")
    entry = content[box + 16 : box + size]
    outside = entry.replace(b"url \0\0\0\1", b"alis\0\0\0\0")
    path.write_bytes(content[: box + 16] + outside + content[box + size :])

    for frame in read_frames(path):
        assert frame.image.shape == (48, 64, 3)


def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    """A file that may not be read says so."""
    path = make_video(tmp_path / "set.mp4")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")

    with pytest.raises(VideoError, match="permissions"):
        open_video(path)
