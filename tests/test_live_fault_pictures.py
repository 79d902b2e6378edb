"""Pictures of faults: the nearest one of each finding, a bounded number, saved when asked."""

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from live_stand_ins import finding, picture, rep, report

from formcheck.errors import OutputError
from formcheck.exercise.results.report import CheckReport, HoldReport, Report, Verdict
from formcheck.history.fault_pictures import (
    LONG_SIDE,
    MOST,
    OLDEST_S,
    FaultPicture,
    FaultPictures,
    jpeg,
    save_pictures,
)

FPS = 30


def watched(seconds: float, *, first_s: float = 0.0, fps: int = FPS) -> FaultPictures:
    """Return pictures that saw a film in which each second is one grey level brighter."""
    pictures = FaultPictures()
    for index in range(round(seconds * fps)):
        time_s = first_s + index / fps
        pictures.see(picture((64, 48), shade=round(time_s)), time_s)
    return pictures


def shade(kept: FaultPicture) -> float:
    return float(decoded(kept.jpeg).mean())


def decoded(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return np.asarray(image, np.uint8)


def test_each_finding_gets_the_picture_of_its_moment() -> None:
    """Warnings and faults get theirs; what is good or not judged gets none."""
    pictures = watched(20)
    checks = (
        finding(Verdict.FAULT, 12.2, "back"),
        finding(Verdict.WARN, 15.9, "knees"),
        finding(Verdict.GOOD, 14.0, "depth"),
        finding(Verdict.NOT_JUDGED, 14.0, "heels"),
    )
    pictures.find(1, report(rep(1, *checks)))

    back, knees = pictures.kept
    assert (back.set_number, back.number, back.check, back.name) == (1, 1, "back", "Back")
    assert (back.verdict, back.at_s) == (Verdict.FAULT, 12.2)
    assert shade(back) == pytest.approx(12, abs=1)
    assert shade(knees) == pytest.approx(16, abs=1)


def test_a_hold_gets_its_pictures_too() -> None:
    """A finding at the beginning of a hold of a minute is shown at its end."""
    pictures = watched(70)
    hold = HoldReport(
        number=1,
        start_s=5,
        end_s=69,
        held_s=60,
        verdict=Verdict.FAULT,
        label="fault",
        checks=(finding(Verdict.FAULT, 8.0),),
    )
    pictures.find(1, report().model_copy(update={"holds": (hold,)}))

    assert shade(pictures.kept[0]) == pytest.approx(8, abs=1.5)


def test_a_rep_is_looked_at_once() -> None:
    """The same report again, or grown by a rep, repeats no picture; another set begins anew."""
    pictures = watched(30)
    first = rep(1, finding(Verdict.FAULT, 20.0))
    for done in (report(first), report(first), report(first, rep(2, finding(Verdict.WARN, 25.0)))):
        pictures.find(1, done)
    pictures.find(2, report(first))

    assert [(each.set_number, each.number) for each in pictures.kept] == [(1, 1), (1, 2), (2, 1)]


@pytest.mark.parametrize("at_s", [math.nan, 40.0, -5.0])
def test_a_moment_without_a_picture_gets_none(at_s: float) -> None:
    """No picture is better than one of something else."""
    pictures = watched(20)
    pictures.find(1, report(rep(1, finding(Verdict.FAULT, at_s))))

    assert pictures.kept == ()


def test_before_the_first_picture_there_is_none() -> None:
    """A finding without any picture is no mistake."""
    pictures = FaultPictures()
    pictures.find(1, report(rep(1, finding(Verdict.FAULT, 1.0))))

    assert pictures.kept == ()


def many(verdict: Verdict, count: int, *, prefix: str) -> Report:
    checks: list[CheckReport] = [
        finding(verdict, 10.0, f"{prefix}{number}") for number in range(count)
    ]
    return report(rep(1 if verdict is Verdict.WARN else 2, *checks))


def test_there_are_only_so_many_and_faults_go_first() -> None:
    """When a set has its fill, a fault takes the place of a warning, and nothing else does."""
    pictures = watched(12)
    pictures.find(1, many(Verdict.WARN, MOST + 5, prefix="w"))
    assert len(pictures.kept) == MOST
    pictures.find(1, many(Verdict.FAULT, 3, prefix="f"))

    verdicts = [each.verdict for each in pictures.kept]
    assert len(verdicts) == MOST
    assert verdicts.count(Verdict.FAULT) == 3
    pictures.find(2, report(rep(1, finding(Verdict.WARN, 10.0))))
    assert len(pictures.kept) == MOST + 1


def test_old_pictures_are_let_go_of() -> None:
    """What is older than the longest hold is not kept in memory."""
    pictures = watched(OLDEST_S + 40, fps=5)
    pictures.find(1, report(rep(1, finding(Verdict.FAULT, 10.0), finding(Verdict.FAULT, 50.0))))

    assert [each.at_s for each in pictures.kept] == [50.0]


@pytest.mark.parametrize(
    ("size_wh", "kept_wh"),
    [((1280, 720), (480, 270)), ((480, 640), (360, 480)), ((160, 120), (160, 120))],
)
def test_pictures_are_small(size_wh: tuple[int, int], kept_wh: tuple[int, int]) -> None:
    """Reduced to what is shown, in their own shape, and never enlarged."""
    height, width = decoded(jpeg(picture(size_wh))).shape[:2]

    assert (width, height) == kept_wh
    assert max(kept_wh) <= LONG_SIDE


def test_colours_are_those_of_the_picture() -> None:
    """Red stays red."""
    image = picture()
    image[:] = (200, 30, 30)
    blue, green, red = decoded(jpeg(image)).mean(axis=(0, 1))

    assert red > 150
    assert max(green, blue) < 60


def test_pictures_are_saved_when_asked_for(tmp_path: Path) -> None:
    """Each in a file that says set, rep and check."""
    pictures = watched(20)
    pictures.find(2, report(rep(1, finding(Verdict.FAULT, 12.0), finding(Verdict.WARN, 13.0, "x"))))
    paths = save_pictures(pictures.kept, tmp_path / "pictures")

    assert [path.name for path in paths] == ["set2_01_back.jpg", "set2_01_x.jpg"]
    assert [path.read_bytes() for path in paths] == [each.jpeg for each in pictures.kept]


def test_pictures_that_cannot_be_saved_are_told(tmp_path: Path) -> None:
    """A file in the folder's place is an error with what to do."""
    (tmp_path / "pictures").write_text("in the way", encoding="utf-8")
    pictures = watched(20)
    pictures.find(1, report(rep(1, finding(Verdict.FAULT, 12.0))))

    with pytest.raises(OutputError):
        save_pictures(pictures.kept, tmp_path / "pictures")
