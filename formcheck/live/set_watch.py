"""Notices changes in a set that are worth saving."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from formcheck.exercise.results.report import Report
from formcheck.guide.guidance import Answer, Guidance, SetDone
from formcheck.history.set_files import SetProgress

__all__ = ["SetWatch", "WithSets"]


class WithSets(Protocol):
    """The source of sets: a :class:`formcheck.guide.guide.Guide`."""

    @property
    def sets(self) -> tuple[SetDone, ...]:
        """The finished sets."""
        ...

    @property
    def running(self) -> Report | None:
        """The report so far of the set under way; None where there is none."""
        ...


class SetWatch:
    """Hands over each set whenever a rep, a hold, a try, a stage or an answer was added.

    Parameters
    ----------
    guide
        The source of the sets.
    hand_over
        Called with the set in its present state; it must be quick, as frames wait for it.
    """

    def __init__(self, guide: WithSets, hand_over: Callable[[SetProgress], None]) -> None:
        self._guide = guide
        self._hand_over = hand_over
        self._stands: tuple[object, ...] = ()
        self._over: tuple[SetDone, ...] = ()
        self._last: SetProgress | None = None
        self._late: dict[int, Answer] = {}

    @property
    def sets(self) -> tuple[SetDone, ...]:
        """The finished sets, with answers that came while no frames did."""
        return tuple(self._answered(done) for done in self._over)

    def step(self, guidance: Guidance) -> None:
        """Check the sets for changes after a frame."""
        stands = guidance.stage, guidance.set_number, guidance.count
        self._look_at_finished()
        if stands != self._stands or guidance.moment.finished is not None:
            self._stands = stands
            self._look_at_running()

    def finish(self) -> None:
        """Check the sets once more when no more frames come."""
        self._look_at_finished()
        self._look_at_running()

    def answered(self, answer: Answer) -> None:
        """Take an answer while no frames come, as the guide takes answers only with frames."""
        if self._last is not None:
            answer = self._last.answer.and_also(answer)
            self._late[self._last.number] = answer
            self._tell(replace(self._last, answer=answer))

    def _look_at_finished(self) -> None:
        over = self._guide.sets
        for number, done in enumerate(over):
            if number >= len(self._over) or done is not self._over[number]:
                done = self._answered(done)
                self._tell(
                    SetProgress(done.number, done.report, True, done.answer, ended=done.ended)
                )
        self._over = over

    def _look_at_running(self) -> None:
        report = self._guide.running
        if report is not None and report.tells_something:
            self._tell(SetProgress(len(self._over) + 1, report))

    def _tell(self, progress: SetProgress) -> None:
        if progress != self._last:
            self._last = progress
            self._hand_over(progress)

    def _answered(self, done: SetDone) -> SetDone:
        late = self._late.get(done.number)
        return done if late is None else replace(done, answer=done.answer.and_also(late))
