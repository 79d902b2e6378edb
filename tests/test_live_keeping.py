"""Handing sets over to be saved: nothing waits, nothing is lost, failures are told."""

from threading import Event

from live_stand_ins import rep, report

from formcheck.errors import OutputError
from formcheck.history.keeping import Keeping
from formcheck.history.set_files import SetProgress

SOON_S = 10.0
ONE, TWO = SetProgress(1, report(rep(1))), SetProgress(1, report(rep(1), rep(2)))
OTHER = SetProgress(2, report(rep(1)))


def test_what_is_handed_over_is_saved() -> None:
    """In the order in which it came."""
    saved: list[SetProgress] = []
    keeping = Keeping(saved.append)
    keeping(ONE)
    keeping.finish(SOON_S)
    keeping(OTHER)
    keeping.finish(SOON_S)

    assert saved == [ONE, OTHER]


def test_a_slow_disk_makes_nobody_wait() -> None:
    """While one state is being saved, the newest of each set waits, and no other."""
    begun, free = Event(), Event()
    saved: list[SetProgress] = []

    def slowly(progress: SetProgress) -> None:
        begun.set()
        assert free.wait(SOON_S)
        saved.append(progress)

    keeping = Keeping(slowly)
    keeping(ONE)
    assert begun.wait(SOON_S)
    for progress in (ONE, TWO, OTHER):
        keeping(progress)
    keeping.finish(timeout_s=0.01)
    assert saved == []
    free.set()
    keeping.finish(SOON_S)

    assert saved == [ONE, TWO, OTHER]


def test_a_failure_is_told_until_saving_works_again() -> None:
    """A full disk is told, whatever is handed over is tried, and then all is well."""
    full = OutputError("no room", to_do="Make room")
    troubles: list[Exception | None] = [full, ZeroDivisionError("odd"), None]

    def keep(progress: SetProgress) -> None:
        if trouble := troubles.pop(0):
            raise trouble

    keeping = Keeping(keep)
    told = []
    for progress in (ONE, TWO, OTHER):
        keeping(progress)
        keeping.finish(SOON_S)
        told.append(keeping.error)

    assert told[0] is full
    assert told[1] is not None
    assert told[1].to_do
    assert told[2] is None


def test_with_nothing_to_save_nothing_is_waited_for() -> None:
    """Finishing at once is no mistake."""
    keeping = Keeping(lambda progress: None)
    keeping.finish(SOON_S)

    assert keeping.error is None
