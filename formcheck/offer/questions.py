"""The questions of a visit: the whole list now and then, one line on other days.

People asked everything every day stop reading; people asked only once cannot report changes.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from formcheck.guide.pain import Light
from formcheck.offer.answers import Aim, Health
from formcheck.offer.reasons import OF_TRAIT, RULES, Reason

__all__ = ["Question", "questions_today"]

WHOLE_LIST_AGAIN: Final = timedelta(days=7)
"""The whole list comes weekly: often enough for slow changes, seldom enough that people read it
(team choice)."""

SIGNS_AGAIN: Final = timedelta(days=14)
"""Signs for a doctor are asked about again as often as courses are reviewed (team choice)."""

_FORTNIGHT: Final = RULES[Reason.BENDING_WORSE].lasts or SIGNS_AGAIN


class Question(StrEnum):
    """The possible questions of a visit, in the order they are asked."""

    SEEN_SINCE = "seen_since"
    EMERGENCY_LIST = "emergency_list"
    EMERGENCY_LINE = "emergency_line"
    ABOUT_PAIN = "about_pain"
    MORNING = "morning"
    PAIN_NOW = "pain_now"
    DIRECTION = "direction"
    BODY = "body"
    SIGNS = "signs"


def questions_today(person: Health, today: datetime) -> tuple[Question, ...]:
    """Return the questions of a visit, in order.

    Parameters
    ----------
    person
        The person's answers and results.
    today
        The time with its zone.
    """
    return tuple(_questions(person, today))


def _questions(person: Health, today: datetime) -> Iterator[Question]:
    answers = person.answers
    if answers.emergency_at is not None:
        yield Question.SEEN_SINCE
    yield Question.EMERGENCY_LIST if _whole_list(person, today) else Question.EMERGENCY_LINE
    if answers.told_at is None:
        yield from (Question.ABOUT_PAIN, Question.BODY, Question.SIGNS)
        return
    days = {done.at.astimezone(today.tzinfo).date() for done in person.done}
    last = max((day for day in days if day < today.date()), default=None)
    asked = person.morning  # due once a night has passed since the last exercise, if not yet asked
    if last and (asked is None or asked.at.astimezone(today.tzinfo).date() <= last):
        yield Question.MORNING
    if answers.aim is not Aim.STAY_WELL:
        yield Question.PAIN_NOW
        if answers.worse is not None and _is_over(answers.worse_at, _FORTNIGHT, today):
            yield Question.DIRECTION
    if answers.traits is None or any(
        (lasts := RULES[OF_TRAIT[trait]].lasts) and _is_over(answers.traits_at, lasts, today)
        for trait in answers.traits
    ):
        yield Question.BODY
    if answers.signs is None or _is_over(answers.signs_at, SIGNS_AGAIN, today):
        yield Question.SIGNS


def _whole_list(person: Health, today: datetime) -> bool:
    """Whether the whole list is due: at first, weekly, and after a fall, red pain or leg pain."""
    cleared = person.answers.cleared_at
    if person.answers.emergency_at is not None or _is_over(cleared, WHOLE_LIST_AGAIN, today):
        return True
    since = [done for done in person.done if cleared is not None and done.at > cleared]
    return any(
        done.further_down is True or done.fell or person.light(done) is Light.RED for done in since
    )


def _is_over(since: datetime | None, lasts: timedelta, today: datetime) -> bool:
    return since is None or (since.astimezone(today.tzinfo) + lasts).date() <= today.date()
