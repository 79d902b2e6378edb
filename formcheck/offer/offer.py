"""The one place that decides what somebody is offered: which exercises, which versions, or why not.

Pages show what :func:`offer` and :func:`ways_on` return, and decide nothing themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.vocabulary import Ask, Profile
from formcheck.guide.pain import Light
from formcheck.offer.answers import Done, Health
from formcheck.offer.asks import Exercise
from formcheck.offer.reasons import RULES, Reason
from formcheck.offer.standing import further_down, profiles_of, reasons_today
from formcheck.specs.variants import apply_variant

__all__ = ["TOLD_LASTS", "HeldBack", "Offered", "Way", "WaysOn", "offer", "ways_on"]

TOLD_LASTS = timedelta(days=14)
""""I was told to do this" unlocks for a fortnight: as often as a course is looked at again."""

AS_IT_IS = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An exercise that suits today.

    ``version`` is the one to begin with (empty: as it is), ``versions`` are those that may be
    chosen, and ``why`` are the reasons for not offering all of them. ``told`` is until when it is
    unlocked because somebody was told to do it.
    """

    spec: ExerciseSpec
    version: str
    versions: tuple[str, ...]
    profiles: tuple[Profile, ...] = ()
    why: tuple[Reason, ...] = ()
    told: date | None = None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An exercise that does not suit today.

    ``why`` are all reasons against it, ``until`` is the first day without them, None where they
    last until something else is answered. ``unlocked`` is whether "I was told to do this" lifts
    all of them.
    """

    spec: ExerciseSpec
    why: tuple[Reason, ...]
    until: date | None = None
    unlocked: bool = False


def offer(
    person: Health, today: datetime, exercises: Iterable[Exercise]
) -> tuple[Offered | HeldBack, ...]:
    """Return of each exercise whether it is offered or held back, in the order given.

    Parameters
    ----------
    person
        What they answered, and what came of what they did.
    today
        The time with its zone.
    exercises
        All there are.
    """
    reasons = reasons_today(person, today)
    down = further_down(person, today)
    told = _told(person, today)
    return tuple(_one(each, reasons, down.get(each.spec.id), told) for each in exercises)


def _one(
    exercise: Exercise,
    reasons: Mapping[Reason, date | None],
    down_until: date | None,
    told: Mapping[str, date],
) -> Offered | HeldBack:
    spec = exercise.spec
    against = {why: until for why, until in reasons.items() if _holds(why, exercise.asks)}
    if down_until is not None:
        against[Reason.FURTHER_DOWN] = down_until
    liftable = all(RULES[why].unlocked for why in against)
    unlocked_until = told.get(spec.id)
    if against and not (liftable and unlocked_until is not None):
        lasting = None in against.values()
        until = None if lasting else max(day for day in against.values() if day is not None)
        return HeldBack(spec, tuple(against), until, unlocked=liftable)
    return _offered(spec, reasons, unlocked_until)


def _offered(
    spec: ExerciseSpec, reasons: Mapping[Reason, date | None], unlocked_until: date | None
) -> Offered:
    """Return the versions that suit; all of them where somebody was told to do it."""
    profiles = profiles_of(reasons)
    every = (AS_IT_IS, *(variant.id for variant in spec.variants))
    gentle = tuple(
        variant.id
        for profile in profiles
        for variant in spec.variants
        if profile in variant.profiles
    )
    if not gentle:
        return Offered(spec, AS_IT_IS, every, profiles, told=unlocked_until)
    why = tuple(reason for reason in reasons if RULES[reason].profile is not None)
    strict = any(not RULES[reason].unlocked for reason in why)
    if unlocked_until is not None and not strict:
        return Offered(spec, gentle[0], every, profiles, why, unlocked_until)
    return Offered(spec, gentle[0], tuple(dict.fromkeys(gentle)), profiles, why, unlocked_until)


def _holds(reason: Reason, asks: frozenset[Ask]) -> bool:
    """Whether a reason speaks against what asks so much; an emergency against anything at all."""
    return reason is Reason.EMERGENCY or bool(RULES[reason].holds & asks)


def _told(person: Health, today: datetime) -> dict[str, date]:
    """Return the exercises that are unlocked, and until when."""
    untils = {
        each.exercise: (each.at.astimezone(today.tzinfo) + TOLD_LASTS).date()
        for each in person.prescribed
    }
    return {name: until for name, until in untils.items() if until > today.date()}


@dataclass(frozen=True, slots=True)
class Way:
    """Something to do next: an exercise in a version of it (empty: as it is)."""

    exercise: str
    version: str


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What may come after an exercise; None where nothing easier, or harder, suits."""

    easier: Way | None = None
    harder: Way | None = None


def ways_on(
    person: Health,
    today: datetime,
    exercises: Iterable[Exercise],
    done: Way,
) -> WaysOn:
    """Return what may come after an exercise.

    Harder needs an answer that says the pain is at or below usual, a set in which all was judged
    and nothing found, and no reason for less today. From a version it is the exercise itself.

    Parameters
    ----------
    person
        What they answered, with what came of this exercise as the last of ``person.done``.
    today, exercises
        As for :func:`offer`.
    done
        The exercise and version that was done.
    """
    offers = {each.spec.id: each for each in offer(person, today, exercises)}
    here = offers.get(done.exercise)
    if here is None:
        return WaysOn()
    harder = _harder(here.spec, done) if _may_be_harder(person, today, done) else None
    return WaysOn(_suiting(_easier(here.spec, done), offers), _suiting(harder, offers))


def _as_done(spec: ExerciseSpec, done: Way) -> ExerciseSpec:
    return apply_variant(spec, done.version) if done.version else spec


def _easier(spec: ExerciseSpec, done: Way) -> Way | None:
    named = _as_done(spec, done).easier
    return None if named is None else _way(spec, named)


def _harder(spec: ExerciseSpec, done: Way) -> Way | None:
    named = _as_done(spec, done).harder
    return None if named is None else _way(spec, named)


def _way(spec: ExerciseSpec, named: str) -> Way:
    """Return a step by its name: a version of the exercise, or another exercise as it is."""
    own = {variant.id for variant in spec.variants}
    return Way(spec.id, named) if named in own else Way(named, AS_IT_IS)


def _suiting(way: Way | None, offers: Mapping[str, Offered | HeldBack]) -> Way | None:
    """Return a step where it is offered today, in the version that suits if it is not this one."""
    there = None if way is None else offers.get(way.exercise)
    if way is None or not isinstance(there, Offered):
        return None
    return way if way.version in there.versions else None


def _may_be_harder(person: Health, today: datetime, done: Way) -> bool:
    last = _last(person, today, done)
    if last is None or not last.clean or person.light(last) is not Light.GREEN:
        return False
    usual = person.answers.usual_pain
    return usual is None or last.pain is None or last.pain <= usual


def _last(person: Health, today: datetime, done: Way) -> Done | None:
    """Return what came of the exercise today, the last time."""
    of_it = [
        each
        for each in person.done_on(today.date(), today)
        if Way(each.exercise, each.variant) == done
    ]
    return of_it[-1] if of_it else None
