"""The results of an exercise's sets, as the offer needs them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from formcheck.app.state.visit import SetOutcome
from formcheck.exercise.results.report import Report, Verdict
from formcheck.guide.guidance import Ended, SetDone
from formcheck.history.set_files import SavedSet
from formcheck.offer.answers import Done, Health

__all__ = ["with_results", "with_saved"]

MOST: Final = 200
"""Results kept: only the last two weeks decide anything, and nobody does fifteen sets a day."""


def with_results(health: Health, outcome: SetOutcome) -> Health:
    """Return a person's health with the results of an exercise's sets, each once.

    A set that is there already is replaced, since it may have been answered meanwhile.
    """
    results = tuple(_done(outcome, each) for each in outcome.sets)
    at = {done.at for done in results}
    before = tuple(done for done in health.done if done.at not in at)
    in_order = sorted((*before, *results), key=lambda done: done.at)
    return health.model_copy(update={"done": tuple(in_order[-MOST:])})


def with_saved(health: Health, saved: Iterable[SavedSet]) -> Health:
    """Return a person's health with the results of saved sets whose summary they never saw.

    A page that is closed after a set has saved the set and its answers, but not passed them on.
    """
    at = {done.at for done in health.done}
    missing = [done for each in saved if (done := _done_of(each)).at not in at]
    in_order = sorted((*health.done, *missing), key=lambda done: done.at)
    return health.model_copy(update={"done": tuple(in_order[-MOST:])})


def _done_of(saved: SavedSet) -> Done:
    return Done(
        exercise=saved.exercise,
        variant=saved.report.variant,
        at=_later(saved.started, saved.number),
        pain=saved.answer.pain,
        further_down=saved.answer.further_down,
        fell=saved.ended == Ended.FELL,
        hurts=saved.answer.hurts,
        clean=_clean(saved.report),
    )


def _done(outcome: SetOutcome, done: SetDone) -> Done:
    # Sets have no times of their own; one microsecond each keeps those of an exercise apart.
    started = outcome.started.replace(tzinfo=outcome.started.tzinfo or UTC)
    return Done(
        exercise=outcome.choice.spec.id,
        variant=outcome.choice.variant,
        at=_later(started, done.number),
        pain=done.answer.pain,
        further_down=done.answer.further_down,
        # A person who goes on to another set has said that it was no fall, or that they are well.
        fell=done.ended is Ended.FELL and done is outcome.sets[-1],
        hurts=done.answer.hurts,
        clean=_clean(done.report),
    )


def _later(started: datetime, number: int) -> datetime:
    return started.replace(microsecond=(started.microsecond // 1000) * 1000 + min(number, 999))


_NOTHING_FOUND: Final = {Verdict.GOOD, Verdict.NO_FAULT_SEEN, Verdict.NO_ROUNDING_SEEN}


def _clean(report: Report) -> bool:
    """Whether every rep or hold was judged, all without a finding."""
    verdicts = [*(rep.verdict for rep in report.reps), *(hold.verdict for hold in report.holds)]
    return bool(verdicts) and _NOTHING_FOUND.issuperset(verdicts)
