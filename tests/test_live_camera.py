"""This computer's camera: captured, judged, shown; errors told, tried again, always stopped."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from live_stand_ins import Clock, Estimators, Image, ScriptedGuide, frame, picture
from videos import make_video, steady

from formcheck.errors import FormCheckError
from formcheck.live.camera import UNWATCHED_S, CameraPicture, ServerCamera
from formcheck.live.captures import Capture
from formcheck.live.processor import LiveProcessor
from formcheck.video.decode import Frame

SOON_S = 10.0


class Judge:
    """Inverts pictures and keeps their times; tells when so many were seen."""

    def __init__(self, *, until: int = 3) -> None:
        self.until = until
        self.times_s: list[float] = []
        self.enough = Event()
        self.closed = 0

    def __call__(self, seen: Frame) -> Image:
        self.times_s.append(seen.time_s)
        if len(self.times_s) >= self.until:
            self.enough.set()
        return 255 - seen.image

    def close(self) -> None:
        self.closed += 1


class Steps:
    """A capture that gives a frame whenever it is let to, or an error."""

    def __init__(self, given: list[float | FormCheckError]) -> None:
        self.given = given
        self.closed = 0
        self.dry = Event()
        self.time_s = 0.0

    def read(self) -> Frame:
        if not self.given:
            self.dry.set()
            Event().wait(0.005)
            self.time_s += 0.001
            return frame(self.time_s)
        given = self.given.pop(0)
        if isinstance(given, FormCheckError):
            raise given
        self.time_s = given
        return frame(given)

    def close(self) -> None:
        self.closed += 1


def opened(capture: Capture) -> Callable[[int | Path], Capture]:
    return lambda source: capture


def eventually(holds: Callable[[], object]) -> bool:
    """Whether something holds within a time that is long for any machine."""
    for _ in range(1000):
        if holds():
            return True
        Event().wait(SOON_S / 1000)
    return False


def test_pictures_are_judged_and_the_newest_is_shown() -> None:
    """Each has a number that grows, and is what the processor made of the frame."""
    judge, steps = Judge(), Steps([])
    with ServerCamera(0, judge, capture=opened(steps)) as camera:
        assert judge.enough.wait(SOON_S)
        assert eventually(camera.picture)
        shown = camera.picture()
        assert camera.running
        assert camera.error is None

    assert shown is not None
    assert shown.number >= 1
    assert (shown.image == 255 - picture()).all()
    assert shown.jpeg().startswith(b"\xff\xd8")
    assert judge.times_s == sorted(judge.times_s)


def test_before_the_first_picture_there_is_none() -> None:
    """A page may ask at any time."""
    camera = ServerCamera(0, Judge(), capture=opened(Steps([])))

    assert camera.picture() is None
    assert not camera.running
    camera.stop()


def test_stopping_lets_go_of_everything() -> None:
    """Of the camera and of the processor, once, however often it is stopped."""
    judge, steps = Judge(), Steps([])
    camera = ServerCamera(0, judge, capture=opened(steps))
    camera.start()
    assert judge.enough.wait(SOON_S)
    camera.stop()
    camera.stop()

    assert (judge.closed, steps.closed) == (1, 1)
    assert not camera.running


def test_it_is_stopped_where_it_is_left_by_an_error() -> None:
    """Ctrl-C included."""
    judge, steps = Judge(), Steps([])
    with pytest.raises(KeyboardInterrupt), ServerCamera(0, judge, capture=opened(steps)):
        raise KeyboardInterrupt

    assert (judge.closed, steps.closed) == (1, 1)


def test_a_slow_judge_gets_the_newest_picture_only() -> None:
    """What came while it was busy is dropped; it never falls behind."""
    free, begun = Event(), Event()

    class Slow(Judge):
        def __call__(self, seen: Frame) -> Image:
            begun.set()
            assert free.wait(SOON_S)
            return super().__call__(seen)

    class Ready(Steps):
        """Waits with the second picture until the first is being judged."""

        def read(self) -> Frame:
            if len(self.given) < 4:
                assert begun.wait(SOON_S)
            return super().read()

    judge, steps = Slow(until=2), Ready([1.0, 2.0, 3.0, 4.0])
    with ServerCamera(0, judge, capture=opened(steps)):
        assert steps.dry.wait(SOON_S)
        free.set()
        assert judge.enough.wait(SOON_S)

    assert judge.times_s[0] == 1.0
    assert judge.times_s[1] >= 4.0


def test_a_camera_that_is_lost_is_told_and_tried_again() -> None:
    """The error is there to be shown, and gone when pictures come again."""
    lost = FormCheckError("the camera gives no more pictures", to_do="Connect it again")
    judge, captures = Judge(until=2), [Steps([1.0, lost]), Steps([])]
    told: list[FormCheckError | None] = []

    def capture(source: int | Path) -> Capture:
        told.append(camera.error)
        return captures[len(told) - 1]

    camera = ServerCamera(0, judge, capture=capture)
    with camera:
        assert judge.enough.wait(SOON_S)
        assert eventually(lambda: camera.error is None)

    assert told == [None, lost]
    assert captures[0].closed == 1


def test_no_camera_is_told_for_as_long_as_there_is_none() -> None:
    """And stopping does not wait for the next try."""
    nothing = FormCheckError("no camera", to_do="Connect one")

    def capture(source: int | Path) -> Capture:
        raise nothing

    judge = Judge()
    with ServerCamera(0, judge, capture=capture) as camera:
        assert eventually(lambda: camera.error is nothing)

    assert judge.times_s == []
    assert judge.closed == 1


def test_a_camera_that_nobody_watches_is_switched_off() -> None:
    """A page that was closed asks for no more pictures."""
    clock, judge, steps = Clock(), Judge(), Steps([])
    camera = ServerCamera(0, judge, capture=opened(steps), clock=clock)
    camera.start()
    assert judge.enough.wait(SOON_S)
    clock.now_s += UNWATCHED_S - 1
    camera.picture()
    clock.now_s += UNWATCHED_S - 1
    assert camera.running
    clock.now_s += 2

    assert eventually(lambda: not camera.running and judge.closed)
    assert eventually(lambda: steps.closed)


def test_a_recording_can_play_the_camera(tmp_path: Path) -> None:
    """Through the very processor that judges the browser's frames."""
    path = make_video(tmp_path / "clip.mp4", steady(12, 30.0))
    guide, estimators = ScriptedGuide(), Estimators()
    with ServerCamera(path, LiveProcessor(guide, estimators)) as camera:
        assert eventually(lambda: len(guide.times_s) > 15)  # so that it went round once

    assert guide.times_s == sorted(guide.times_s)
    assert isinstance(camera.picture(), CameraPicture)
    assert estimators.open == 0
