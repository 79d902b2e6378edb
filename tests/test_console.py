"""Progress and messages: what is said, when, and on which stream."""

import math
from pathlib import Path

import pytest

from formcheck.cli.console import ReviewConsole
from formcheck.errors import VideoError
from formcheck.video.decode import VideoInfo


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def info(frames: int) -> VideoInfo:
    return VideoInfo(
        path=Path("set.mp4"),
        size_wh=(64, 48),
        stored_size_wh=(64, 48),
        duration_s=math.nan,
        frame_count=frames,
        frames_per_s=30.0,
        codec="h264",
    )


@pytest.fixture
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal, speed and time left are written every ten seconds, not every frame."""
    clock = Clock()
    with ReviewConsole(clock=clock).watched("set.mp4") as progress:
        for done in range(1, 1921):
            clock.now_s += 1 / 64
            progress(info(2560), done)

    out, lines = capsys.readouterr()
    assert out == ""
    assert lines.splitlines() == [
        "set.mp4: frame 640 of 2560, 30 s left, 64 frames/s",
        "set.mp4: frame 1280 of 2560, 20 s left, 64 frames/s",
        "set.mp4: frame 1920 of 2560, 10 s left, 64 frames/s",
    ]


def test_a_short_recording_says_nothing_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """What is over before the first line is due leaves the log clean."""
    with ReviewConsole(clock=Clock()).watched("set.mp4") as progress:
        progress(info(1), 1)

    assert capsys.readouterr() == ("", "")


def test_an_unknown_length_has_no_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that does not say how long it is gets a count alone."""
    clock = Clock()
    with ReviewConsole(clock=clock).watched("set.mp4") as progress:
        clock.now_s += 20
        progress(info(0), 600)

    assert capsys.readouterr().err == "set.mp4: frame 600, 30 frames/s\n"


@pytest.mark.usefixtures("_terminal")
def test_a_terminal_gets_a_bar_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The bar names the recording and counts its frames; standard output stays clean."""
    with ReviewConsole(json_on_stdout=True).watched("set.mp4") as progress:
        progress(info(20), 20)

    out, bar = capsys.readouterr()
    assert out == ""
    assert "set.mp4" in bar
    assert "20/20" in bar


@pytest.mark.usefixtures("_terminal")
def test_fetching_the_model_has_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """The bar says what is fetched and how much of it is here."""
    with ReviewConsole().fetching_model() as progress:
        progress(18_000_000, 36_000_000)

    out, bar = capsys.readouterr()
    assert out == ""
    assert "Fetching the pose model" in bar
    assert "18.0/36.0 MB" in bar


@pytest.mark.usefixtures("_terminal")
def test_a_model_that_is_there_is_not_spoken_of(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is shown where nothing is fetched."""
    with ReviewConsole().fetching_model():
        pass

    assert "pose model" not in capsys.readouterr().err


def test_fetching_the_model_is_one_line_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal it is said once."""
    with ReviewConsole().fetching_model() as progress:
        progress(1_000_000, 36_000_000)
        progress(2_000_000, 36_000_000)

    assert capsys.readouterr().err == "Fetching the pose model, once (36 MB) …\n"


def test_errors_are_one_line_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    """A long path is not broken, and brackets in it are no markup."""
    where = "[b]" + "folder/" * 40 + "set.mp4"

    ReviewConsole().fail(VideoError("There is no such file", where=where))

    assert capsys.readouterr().err == f"error: {where}: There is no such file\n"
