"""The one place that decides what to offer a person: which exercises, which versions, or why not.

Pages show the results of :func:`offer` and :func:`ways_on`, and decide nothing themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.exercise.spec.vocabulary import Profile
from formcheck.guide.pain import Light
from formcheck.offer.answers import Health
from formcheck.offer.asks import Exercise
from formcheck.offer.reasons import RULES, Reason
from formcheck.offer.standing import further_down, profiles_of, reasons_today
from formcheck.specs.variants import apply_variant

__all__ = ["TOLD_LASTS", "HeldBack", "Offered", "Way", "WaysOn", "offer", "ways_on"]

TOLD_LASTS = timedelta(days=14)
""""I was told to do this" unlocks for a fortnight: courses are reviewed as often."""

AS_IT_IS = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An exercise that suits today.

    ``version`` is the one to begin with (empty: as it is), ``versions`` are those the person may
    choose, and ``why`` are the reasons for not offering all of them. ``told`` is the day until
    which "I was told to do this" unlocks it.
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

    ``why`` are all reasons against it; ``until`` is the first day without them, None where they
    last until the person answers differently. ``unlocked`` is whether "I was told to do this"
    lifts all of them.
    """

    spec: ExerciseSpec
    why: tuple[Reason, ...]
    until: date | None = None
    unlocked: bool = False


def offer(
    person: Health, today: datetime, exercises: Iterable[Exercise]
) -> tuple[Offered | HeldBack, ...]:
    """Return each exercise as offered or held back, in the order given.

    Parameters
    ----------
    person
        The person's answers and results.
    today
        The time with its zone.
    exercises
        All exercises.
    """
    reasons = reasons_today(person, today)
    down = further_down(person, today)
    prescribed = {
        each.exercise: (each.at.astimezone(today.tzinfo) + TOLD_LASTS).date()
        for each in person.prescribed
    }
    unlocked = {name: until for name, until in prescribed.items() if until > today.date()}
    return tuple(
        _offered_or_not(each, reasons, down.get(each.spec.id), unlocked.get(each.spec.id))
        for each in exercises
    )


def _offered_or_not(
    exercise: Exercise,
    reasons: Mapping[Reason, date | None],
    down_until: date | None,
    unlocked_until: date | None,
) -> Offered | HeldBack:
    spec = exercise.spec
    against = {
        why: until
        for why, until in reasons.items()
        # An emergency holds back every exercise, whatever it asks.
        if why is Reason.EMERGENCY or RULES[why].holds & exercise.asks
    }
    if down_until is not None:
        against[Reason.FURTHER_DOWN] = down_until
    liftable = all(RULES[why].unlocked for why in against)
    if against and not (liftable and unlocked_until is not None):
        lasting = None in against.values()
        until = None if lasting else max(day for day in against.values() if day is not None)
        return HeldBack(spec, tuple(against), until, unlocked=liftable)
    return _offered(spec, reasons, unlocked_until)


def _offered(
    spec: ExerciseSpec, reasons: Mapping[Reason, date | None], unlocked_until: date | None
) -> Offered:
    """Return the versions that suit; all of them where the person was told to do the exercise."""
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


@dataclass(frozen=True, slots=True)
class Way:
    """A possible next step: an exercise in one of its versions (empty: as it is)."""

    exercise: str
    version: str


@dataclass(frozen=True, slots=True)
class WaysOn:
    """The possible next steps after an exercise; None where nothing easier, or harder, suits."""

    easier: Way | None = None
    harder: Way | None = None


def ways_on(
    person: Health,
    today: datetime,
    exercises: Iterable[Exercise],
    done: Way,
) -> WaysOn:
    """Return the possible next steps after an exercise.

    A harder step needs an answer with pain at or below usual, a set in which all was judged and
    nothing found, and no reason for less today. From a version it is the exercise itself.

    Parameters
    ----------
    person
        The person's answers, with the result of this exercise as the last of ``person.done``.
    today, exercises
        As for :func:`offer`.
    done
        The exercise and version just done.
    """
    offers = {each.spec.id: each for each in offer(person, today, exercises)}
    here = offers.get(done.exercise)
    if here is None:
        return WaysOn()
    as_done = apply_variant(here.spec, done.version) if done.version else here.spec
    harder = as_done.harder if _may_be_harder(person, today, done) else None
    return WaysOn(_way(here.spec, as_done.easier, offers), _way(here.spec, harder, offers))


def _way(
    spec: ExerciseSpec, named: str | None, offers: Mapping[str, Offered | HeldBack]
) -> Way | None:
    """Return the step of this name if it is offered today, else None.

    The name is a version of the exercise, or another exercise as it is.
    """
    if named is None:
        return None
    own = {variant.id for variant in spec.variants}
    way = Way(spec.id, named) if named in own else Way(named, AS_IT_IS)
    there = offers.get(way.exercise)
    return way if isinstance(there, Offered) and way.version in there.versions else None


def _may_be_harder(person: Health, today: datetime, done: Way) -> bool:
    of_it = [
        each
        for each in person.done_on(today.date(), today)
        if Way(each.exercise, each.variant) == done
    ]
    last = of_it[-1] if of_it else None
    if last is None or not last.clean or person.light(last) is not Light.GREEN:
        return False
    usual = person.answers.usual_pain
    return usual is None or last.pain is None or last.pain <= usual
