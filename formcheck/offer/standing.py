"""Finds the reasons for offering less that hold today, and until when each holds."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from formcheck.exercise.spec.vocabulary import Profile
from formcheck.guide.pain import Light, pain_light
from formcheck.offer.answers import Aim, Answers, Began, Health, Morning, Worse
from formcheck.offer.reasons import OF_TRAIT, RULES, Reason

__all__ = ["further_down", "profiles_of", "reasons_today"]

Until = date | None

_DAY = timedelta(days=1)

_FIRST = (
    Profile.ACUTE,
    Profile.FLEXION_INTOLERANT,
    Profile.EXTENSION_INTOLERANT,
    Profile.UNDIAGNOSED,
)
"""The order of profiles where versions of several would do: the one that asks least first."""


def reasons_today(health: Health, now: datetime) -> Mapping[Reason, Until]:
    """Return the reasons that hold for every exercise, and the first day on which each does not.

    Parameters
    ----------
    health
        The person's answers and results.
    now
        The time with its zone, which decides what "today" is.

    Returns
    -------
    Mapping
        In the order of :class:`Reason`; None where it lasts until the person answers differently.
    """
    found: dict[Reason, Until] = {}
    for reason, until in _reasons(health, now):
        before = found.get(reason, until)
        found[reason] = until if before is None or until is None else max(before, until)
    return {reason: found[reason] for reason in Reason if reason in found}


def profiles_of(reasons: Mapping[Reason, Until]) -> tuple[Profile, ...]:
    """Return the profiles whose versions to use, the one that asks least first."""
    wanted = {RULES[reason].profile for reason in reasons}
    return tuple(profile for profile in _FIRST if profile in wanted)


def further_down(health: Health, now: datetime) -> Mapping[str, date]:
    """Return the exercises held back because pain moved down the leg after them, and until when.

    Doing one again without such pain lifts it.
    """
    last = {done.exercise: done for done in health.done if done.further_down is not None}
    lasts = RULES[Reason.FURTHER_DOWN].lasts or _DAY
    untils = {
        name: (done.at.astimezone(now.tzinfo) + lasts).date()
        for name, done in last.items()
        if done.further_down
    }
    return {name: until for name, until in untils.items() if until > now.date()}


def _reasons(health: Health, now: datetime) -> Iterator[tuple[Reason, Until]]:
    answers = health.answers
    if answers.emergency_at is not None:
        yield Reason.EMERGENCY, None
    yield from _from_results(health, now)
    if answers.signs:
        yield Reason.DOCTOR_FIRST, None
    yield from _from_pain(answers, now)
    yield from _from_direction(answers, now)
    if answers.traits is None:
        yield Reason.NOT_ANSWERED, None
    for trait in answers.traits or ():
        # It stays in force until the person answers again: thin bones do not mend by waiting.
        yield OF_TRAIT[trait], None


def _from_results(health: Health, now: datetime) -> Iterator[tuple[Reason, Until]]:
    today, tomorrow = now.date(), now.date() + _DAY
    for done in health.done_on(today, now):
        if done.fell:
            yield Reason.FELL_TODAY, tomorrow
    lights = {health.light(done) for done in health.done_on(today, now)}
    lights |= {_light_told(health.answers, today, now)}
    if Light.RED in lights:
        yield Reason.RED_TODAY, tomorrow
    elif Light.AMBER in lights:
        yield Reason.AMBER_TODAY, tomorrow
    yesterday = health.done_on(today - _DAY, now)
    before = {health.light(done) for done in yesterday}
    before |= {_light_told(health.answers, today - _DAY, now)}
    if Light.RED in before or any(done.fell for done in yesterday):
        yield Reason.AFTER_RED, tomorrow
    morning = health.morning
    if morning is not None and morning.morning is Morning.WORSE and _is_on(morning.at, today, now):
        yield Reason.WORSE_THIS_MORNING, tomorrow


def _light_told(answers: Answers, day: date, now: datetime) -> Light | None:
    """Return what the pain answered before exercising on a day means; None without an answer."""
    if answers.pain_at is None or not _is_on(answers.pain_at, day, now):
        return None
    return pain_light(answers.pain, answers.usual_pain, answers.leg_pain, None)


def _from_pain(answers: Answers, now: datetime) -> Iterator[tuple[Reason, Until]]:
    if answers.aim is None:
        yield Reason.NOT_ANSWERED, None
    if answers.aim is Aim.STAY_WELL:
        return
    if answers.leg_pain:
        yield Reason.LEG_PAIN, None
    has_pain = answers.aim is Aim.PAIN_NOW or bool(answers.pain) or answers.leg_pain
    if has_pain and answers.professional is not True:
        yield Reason.NOT_LOOKED_AT, None
    if answers.began is Began.DAYS and answers.told_at is not None:
        yield from _while_it_lasts(Reason.FIRST_DAYS, answers.told_at, now)


def _from_direction(answers: Answers, now: datetime) -> Iterator[tuple[Reason, Until]]:
    if answers.aim is Aim.STAY_WELL:
        return
    told = {
        Worse.BENDING: (Reason.BENDING_WORSE,),
        Worse.ARCHING: (Reason.ARCHING_WORSE,),
        Worse.BOTH: (Reason.BENDING_WORSE, Reason.ARCHING_WORSE),
        Worse.NEITHER: (),
    }
    if answers.worse is None or answers.worse not in told:
        if answers.aim is Aim.PAIN_NOW or answers.worse is Worse.NOT_SURE:
            yield Reason.NOT_LOOKED_AT, None
        return
    for reason in told[answers.worse]:
        going_on = list(_while_it_lasts(reason, answers.worse_at, now))
        yield from going_on or [(Reason.NOT_ANSWERED, None)]


def _while_it_lasts(
    reason: Reason, since: datetime | None, now: datetime
) -> Iterator[tuple[Reason, Until]]:
    lasts = RULES[reason].lasts
    if since is None or lasts is None:
        yield reason, None
        return
    until = (since.astimezone(now.tzinfo) + lasts).date()
    if until > now.date():
        yield reason, until


def _is_on(at: datetime, day: date, now: datetime) -> bool:
    return at.astimezone(now.tzinfo).date() == day
