"""Tries a spec before anybody exercises by it, and finds demands that no body can meet.

Figures do the spec's rep or hold, and the code that measures and judges people measures and judges
them. A demand that no figure can meet, however it bends, is a mistake; a part that only seems
useless is a warning.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from formcheck.exercise.judge.evidence import PhaseCheck
from formcheck.exercise.spec.models import (
    Band,
    Calibration,
    Check,
    Condition,
    ExerciseSpec,
    Hold,
    Pace,
    Reps,
    StopSignal,
    Variant,
)
from formcheck.exercise.spec.posture import POSTURES
from formcheck.specs.limit_words import when_words
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.checks import check_scale
from formcheck.specs.rules.limits import Broken, scale_of
from formcheck.specs.trial.demands import (
    MIN_ERROR,
    Demand,
    Sample,
    Samples,
    Try,
    can_be_seen,
    demands_of,
    in_phases,
    is_alike,
    judged_values,
    missed_by,
    places_of_positions,
    samples_of,
)
from formcheck.specs.trial.playing import Played, Tempo, fitting_tempo, played
from formcheck.specs.trial.postures import FREE, resting_in
from formcheck.specs.trial.search import Found, Search
from formcheck.specs.variants import apply_variant
from formcheck.words.catalogue import english

__all__ = ["trial_problems"]

_CERTAIN = 1.0
"""Errors by which a try must miss a demand to count as missing it, as with any limit."""

_FAR_OFF = 2.0
"""Errors from every resting posture at which no set can begin in a position."""

_NOT_ASKED = 10.0
"""The fewest errors that a limit is from being broken if its check never looks at it."""

_OFTEN = 0.5
"""The share of usual good reps that must match a look-alike for a warning."""

_PLAYS = 3
"""Tries played before the spec is said to have none that comes out well."""


def trial_problems(spec: ExerciseSpec, *, thorough: bool = True) -> Iterator[Broken]:
    """Yield the reasons why nobody could do what a spec asks; warnings only if ``thorough``.

    The spec must keep the other rules, or these reasons would rest on parts that those refuse.
    """
    own = list(_Trial(spec).problems(thorough=thorough))
    yield from own
    said = {broken.message for broken in own}
    for i, variant in enumerate(spec.variants):
        if not variant.model_fields_set & _MOVES:
            continue
        changed = apply_variant(spec, variant.id)
        for broken in _Trial(changed).problems(thorough=thorough) if changed.checks else ():
            if broken.message not in said:
                yield replace(broken, place=_in_variant(i, variant, changed, broken.place))


_MOVES = frozenset({"attempt", "first", "count", "limit", "checks"})
"""The parts of a variant that change a body's task."""


def _in_variant(i: int, variant: Variant, changed: ExerciseSpec, place: Place) -> Place:
    """Return the place in a variant of a mistake found in the exercise it makes."""
    if place[:1] == ("checks",) and len(place) > 1:
        name = changed.checks[int(place[1])].id
        if name in variant.checks:
            return ("variants", i, "checks", name, *place[2:])
    return ("variants", i)


class _Trial:
    """One spec on trial."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._search = Search(spec)
        self._is_hold = isinstance(spec.movement, Hold)
        # The measure that can count a rep, and the best try by it.
        movement = spec.judged
        ways = len(movement.followed) if isinstance(movement, Reps) else 1
        for follow in range(ways):
            demands = demands_of(spec, follow=follow)
            found = self._search.best(demands)
            if follow == 0 or found.worst <= _CERTAIN:
                self._follow, self._demands, self._found = follow, demands, found
            if found.worst <= _CERTAIN:
                break

    def problems(self, *, thorough: bool) -> Iterator[Broken]:
        resting = list(self._resting_problems())
        yield from resting
        if any(not broken.warning for broken in resting):
            return
        if self._found.worst > _CERTAIN:
            yield from self._unmet_problems()
            return
        yield from self._only_problems()
        yield from self._other_ways_problems()
        yield from self._typical_problems()
        yield from self._played_problems(thorough=thorough)
        if thorough:
            yield from self._never_problems()

    # --- Positions ------------------------------------------------------------------------------

    def _resting_problems(self) -> Iterator[Broken]:
        """Yield a movement that nobody begins from rest, or a hold that nobody at rest leaves."""
        movement = self._spec.judged
        resting: list[Samples] = [
            samples_of(Try(each, each), self._spec) for each in resting_in(self._spec.posture)
        ]
        if isinstance(movement, Hold):
            yield from self._left_problems(movement, resting)
        elif self._spec.calibration is not Calibration.OWN_START:
            yield from self._begun_problems(movement, resting)

    def _begun_problems(self, reps: Reps, resting: list[Samples]) -> Iterator[Broken]:
        """Yield a first position in which nobody, or hardly anybody, is at rest."""
        words = POSTURES[self._spec.posture].words
        for i, each in enumerate(reps.followed):
            if each.first is None or each.count is None:
                continue
            first, count = (
                Condition(measure=each.measure, above=when.above, below=when.below)
                for when in (each.first, each.count)
            )
            place, _ = places_of_positions(i)
            error = scale_of(each.measure).error
            well_inside = _with_room(first, -error)
            if self._away(first, resting) > _FAR_OFF and self._away(count, resting) > _FAR_OFF:
                yield Broken(
                    place,
                    f"nobody who is {words} is in '{reps.phases[0].name}' ({_words(first)}), nor "
                    f"in '{reps.phases[2].name}': no rep could begin",
                )
            elif self._away(well_inside, resting) > 0.0 and self._away(count, resting) > 0.0:
                yield Broken(
                    place,
                    f"whoever is {words} is hardly inside {_words(first)}: {each.measure} errs by "
                    f"{error:g}, and reps may not end",
                    warning=True,
                )

    def _away(self, condition: Condition, resting: list[Samples]) -> float:
        """Return the fewest errors by which a resting posture misses a condition."""
        return min(missed_by(condition, samples[0]) for samples in resting)

    def _other_ways_problems(self) -> Iterator[Broken]:
        """Yield further followed measures that can count no rep."""
        movement = self._spec.movement
        ways = len(movement.followed) if isinstance(movement, Reps) else 1
        for follow in range(1, ways):
            demands = demands_of(self._spec, follow=follow)
            own = {p: each for p, each in demands.items() if p[:1] != ("checks",)}
            if self._search.best(own, near=[self._found.tried]).worst > _CERTAIN:
                what = "no figure gets from the first position to the other: this never tells a rep"
                yield Broken(("movement", "follow", follow), what)

    def _typical_problems(self) -> Iterator[Broken]:
        """Yield look-alikes that many usual reps match, or that all may be read as."""
        movement = self._spec.movement
        if not isinstance(movement, Reps):
            return
        good, usual = self._side_by_side(checks=True), self._side_by_side(checks=False)
        for i, alike in enumerate(movement.look_alikes):
            taken = sum(is_alike(alike, samples) for samples in good)
            often = taken > 0 and taken >= _OFTEN * len(good)
            if often or (usual and all(is_alike(alike, each, within=1.0) for each in usual)):
                what = f"reps with the feet side by side may often be taken for '{alike.name}'"
                yield Broken(("movement", "look_alikes", i), what, warning=True)

    def _side_by_side(self, *, checks: bool) -> list[Samples]:
        """Return the samples of usual tries that count and, with ``checks``, keep all checks."""
        demands = {p: e for p, e in self._demands.items() if "look_alikes" not in p}
        if not checks:
            demands = {p: e for p, e in demands.items() if p[:1] != ("checks",)}
        tries = [self._found.tried, *self._search.all_that_meet(demands)]
        return [
            samples_of(tried, self._spec)
            for tried in tries
            if math.isnan(tried.start.far_knee) and math.isnan(tried.turn.far_knee)
        ]

    def _left_problems(self, hold: Hold, resting: list[Samples]) -> Iterator[Broken]:
        roomy = [
            _with_room(each, hold.wobble) if each.measure is hold.follow else each
            for each in hold.position
        ]
        if not all(_all_met(roomy, samples[-1]) for samples in resting):
            yield from self._roomy_problems(hold, resting)
            return
        words = POSTURES[self._spec.posture].words
        if all(_all_met(hold.position, samples[-1]) for samples in resting):
            what = f"whoever is just {words} is in the position already: the timer would never stop"
            yield Broken(("movement", "position"), what, warning=True)
        else:
            what = (
                f"with a 'wobble' of {hold.wobble:g} the hold is never left, not by {words} again"
            )
            yield Broken(("movement", "wobble"), what)

    def _roomy_problems(self, hold: Hold, resting: list[Samples]) -> Iterator[Broken]:
        """Yield a wobble so large that the followed measure no longer ends a hold."""
        for own in hold.position:
            if own.measure is not hold.follow:
                continue
            room = _with_room(own, hold.wobble)
            begins = any(_all_met([own], samples[-1]) for samples in resting)
            if not begins and all(_all_met([room], samples[-1]) for samples in resting):
                what = f"with a 'wobble' of {hold.wobble:g} no {own.measure} of anybody who is "
                what += (
                    f"{POSTURES[self._spec.posture].words} ends the hold; only something else does"
                )
                yield Broken(("movement", "wobble"), what, warning=True)

    def _unmet_problems(self) -> Iterator[Broken]:
        """Yield the demands that no try meets: the first impossible one, or two together."""
        own = {p for p in self._demands if p[:1] != ("checks",) and "look_alikes" not in p}
        alikes = {place for place in self._demands if "look_alikes" in place}
        found = self._without(own)
        if found.worst > _CERTAIN:
            yield self._out_of_reach(found)
            return
        hidden = [p for p in sorted(alikes) if self._without({*own, p}).worst > _CERTAIN]
        if not hidden and self._without(own | alikes).worst > _CERTAIN:
            hidden = [max(alikes, key=lambda place: self._found.missed.get(place, 0.0))]
        for place in hidden:
            yield self._always_alike(place)
        if not hidden:
            yield from self._unmet_checks(own | alikes)

    def _without(self, kept: set[Place]) -> Found:
        demands = {place: self._demands[place] for place in self._demands if place in kept}
        return self._search.best(demands, near=[self._found.tried])

    def _out_of_reach(self, found: Found) -> Broken:
        missed = {place: off for place, off in found.missed.items() if place}
        place = max(missed, key=lambda each: missed[each])
        if self._is_hold and len(missed) > 1 and missed[place] <= _CERTAIN:
            place = ("movement", "position")
        kind = "position" if self._is_hold else "rep"
        return Broken(place, f"nobody can get there: no figure that we tried, so no {kind} counts")

    def _always_alike(self, place: Place) -> Broken:
        alikes = self._spec.movement.look_alikes if isinstance(self._spec.movement, Reps) else ()
        name = alikes[int(place[2])].name
        return Broken(
            place, f"every rep would be '{name}', which is none: nothing would ever count"
        )

    def _unmet_checks(self, own: set[Place]) -> Iterator[Broken]:
        checks = [place for place in self._demands if place[:1] == ("checks",)]
        alone = [place for place in checks if self._without({*own, place}).worst > _CERTAIN]
        what = "the position" if self._is_hold else "a rep that counts"
        for place in alone:
            yield Broken(
                (*place, "target"), f"nobody can keep this in {what}: it would always be a fault"
            )
        if not alone:
            yield self._two_checks(own, checks)

    def _two_checks(self, own: set[Place], checks: list[Place]) -> Broken:
        """Return the problem of the first two checks that no try keeps both, or of all."""
        kept: list[Place] = []
        for place in checks:
            if self._without({*own, *kept, place}).worst > _CERTAIN:
                break
            kept.append(place)
        else:
            place = checks[-1]
        for other in kept:
            if self._without({*own, other, place}).worst > _CERTAIN:
                names = self._spec.checks[int(other[1])].name, self._spec.checks[int(place[1])].name
                what = f"nobody can keep both '{names[0]}' and '{names[1]}'"
                return Broken((*place, "target"), what)
        return Broken((*place, "target"), "nobody can keep this and all checks before it")

    # --- Checks ---------------------------------------------------------------------------------

    def _only_problems(self) -> Iterator[Broken]:
        """Yield conditions that no try meets in the phases of their check."""
        for i, check in enumerate(self._spec.checks):
            if isinstance(check, Pace) or check.only is None or check.only.measure in FREE:
                continue
            place: Place = ("checks", i, "only")
            found = self._with(place, partial(self._only_missed, check))
            if found.worst > _CERTAIN:
                yield Broken(place, f"this is never so in {' or '.join(check.during)}")
            elif ("checks", i) in self._demands and not self._can_be_kept(i, check, found.tried):
                what = (
                    "nobody can keep this while its 'only' is so: it finds fault whenever it looks"
                )
                yield Broken(("checks", i, "target"), what, warning=True)

    def _can_be_kept(self, i: int, check: PhaseCheck, tried: Try) -> bool:
        """Return whether a try can keep a check while its condition is met."""
        own = {p: each for p, each in self._demands.items() if p[:1] != ("checks",)}
        place: Place = ("checks", i)
        both: dict[Place, Demand] = {**own, place: self._demands[place]}
        both[*place, "only"] = partial(self._only_missed, check)
        found = self._search.from_there(tried, both)
        if found.worst > _CERTAIN:
            found = self._search.best(both, near=[tried, self._found.tried])
        return found.worst <= _CERTAIN

    def _never_problems(self) -> Iterator[Broken]:
        """Yield limits that no figure breaks."""
        for i, check in enumerate(self._spec.checks):
            if isinstance(check, Pace) or not can_be_seen(check):
                continue
            for side, sign in (("min", -1.0), ("max", 1.0)):
                limit = getattr(check.target, side)
                if limit is None:
                    continue
                place: Place = ("checks", i, "target", side)
                found = self._with(place, partial(self._kept, check, limit, sign))
                if found.missed[place] > _CERTAIN:
                    what = "no figure that we tried goes beyond this; it may never say anything"
                    yield Broken(place, what, warning=True)

    def _with(self, place: Place, demand: Demand) -> Found:
        """Return the best try that also meets one more demand, with the checks ignored."""
        own = {p: each for p, each in self._demands.items() if p[:1] != ("checks",)}
        demands = {**own, place: demand}
        found = self._search.from_there(self._found.tried, demands)
        if found.worst <= _CERTAIN:
            return found
        return self._search.best(demands, near=[self._found.tried])

    def _only_missed(self, check: PhaseCheck, _: Try, samples: Samples) -> float:
        """Return the fewest errors by which a try misses a check's condition in its phases."""
        phases, only = in_phases(check, self._spec, samples), check.only
        if only is None:
            return 0.0
        return min((missed_by(only, each) for part in phases for each in part), default=0.0)

    def _kept(
        self, check: PhaseCheck, limit: float, sign: float, tried: Try, samples: Samples
    ) -> float:
        """Return how many errors a try's values are short of breaking a limit."""
        values = judged_values(check, self._spec, samples)
        if not values:
            return _NOT_ASKED + self._only_missed(check, tried, samples)
        error = check_scale(check).error
        furthest = max(sign * value for value in values)
        return max(sign * limit + error - furthest, 0.0) / max(error, MIN_ERROR)

    # --- Played ---------------------------------------------------------------------------------

    def _played_problems(self, *, thorough: bool) -> Iterator[Broken]:
        outcomes = []
        signals = self._spec.stop_signals
        paces = {check.id for check in self._spec.checks if isinstance(check, Pace)}
        for tried in islice(self._tries(), _PLAYS):
            outcome = self._played(tried)
            if outcome.counted and not outcome.off:
                if outcome.stopped and StopSignal.RAISED_HAND in signals:
                    yield Broken(
                        ("stop_signals", signals.index(StopSignal.RAISED_HAND)),
                        "a hand is raised in the exercise itself: it would stop the set each time",
                    )
                if thorough:
                    yield from self._unjudged_problems(outcome)
                return
            outcomes.append(outcome)
            if outcome.counted and outcome.off.keys() <= paces:
                break  # another posture is no quicker
        yield from self._failed_problems(outcomes)

    def _tries(self) -> Iterator[Try]:
        yield self._found.tried
        others = [t for t in self._search.all_that_meet(self._demands) if t != self._found.tried]
        yield from others[:1]
        if not self._is_hold:  # once more, with every target narrowed to its middle
            checks = tuple(_narrowed(check) for check in self._spec.checks)
            narrow = self._spec.model_copy(update={"checks": checks})
            aimed = demands_of(narrow, follow=self._follow)
            yield self._search.by_detour(self._found.tried, aimed).tried
        yield from others[1:]

    def _played(self, tried: Try) -> Played:
        tempo = Tempo()
        outcome = played(self._spec, tried, tempo)
        for _ in range(_PLAYS):
            after = fitting_tempo(self._spec, outcome, tempo)
            if after == tempo:
                break
            tempo = after
            outcome = played(self._spec, tried, tempo)
        if not self._is_hold and not outcome.counted:
            slowly = Tempo(8.0, 2.0, 8.0, 3.0)
            outcome = max(outcome, played(self._spec, tried, slowly), key=lambda each: each.counted)
        return outcome

    def _failed_problems(self, outcomes: list[Played]) -> Iterator[Broken]:
        kind = "hold" if self._is_hold else "rep"
        counted = [outcome for outcome in outcomes if outcome.counted]
        if not counted:
            yield from self._uncounted_problems(outcomes)
            return
        always = set.intersection(*(set(outcome.off) for outcome in counted))
        for i, check in enumerate(self._spec.checks):
            if check.id in always:
                yield Broken(("checks", i, "target"), f"every {kind} that we tried is a fault here")

    def _uncounted_problems(self, outcomes: list[Played]) -> Iterator[Broken]:
        movement = self._spec.judged
        if isinstance(movement, Reps):
            seen = {reason for outcome in outcomes for reason in outcome.no_reps}
            named = [i for i, each in enumerate(movement.look_alikes) if each.name in seen]
            for i in named:
                yield self._always_alike(("movement", "look_alikes", i))
            if named:
                return
        kind = "hold" if self._is_hold else "rep"
        yield Broken(("movement",), f"no {kind} that we tried is counted")

    def _unjudged_problems(self, outcome: Played) -> Iterator[Broken]:
        for i, check in enumerate(self._spec.checks):
            # Figures move all joints at once, so that an "only" may last too short a time; the
            # trial refuses elsewhere one that is never met.
            timed = getattr(check, "only", None) is not None
            if check.id in outcome.unjudged and not timed:
                why = outcome.unjudged[check.id]
                yield Broken(("checks", i), f"this may never be judged: {why}", warning=True)


def _words(condition: Condition) -> str:
    words = when_words(english(), condition, scale_of(condition.measure).unit)
    return f"{condition.measure} {words}"


def _narrowed(check: Check) -> Check:
    """Return a check with its target narrowed to the middle, or by its error inside a limit."""
    low, high, error = check.target.min, check.target.max, check_scale(check).error
    room = error if low is None or high is None else (high - low) / 2.2
    low, high = (None if low is None else low + room), (None if high is None else high - room)
    return check.model_copy(update={"target": Band(min=low, max=high)})


def _with_room(condition: Condition, wobble: float) -> Condition:
    above = None if condition.above is None else condition.above - wobble
    below = None if condition.below is None else condition.below + wobble
    return condition.model_copy(update={"above": above, "below": below})


def _all_met(conditions: Iterable[Condition], sample: Sample) -> bool:
    return all(missed_by(each, sample) <= 0.0 for each in conditions)
