"""Rules about a spec's checks: limits that can matter, phases that exist, cues that fit."""

from collections.abc import Iterator
from dataclasses import replace

from formcheck.exercise.count.phase_times import NEAR_EXTREME
from formcheck.exercise.count.phases import LONGEST_S, LOOK_BACK_S, SHORTEST_S
from formcheck.exercise.judge.pace import LABEL_ERROR_S
from formcheck.exercise.measure.registry import MEASURES
from formcheck.exercise.spec.models import (
    HOLD_PHASES,
    Band,
    Check,
    Cues,
    ExerciseSpec,
    Explain,
    Hold,
    Importance,
    OwnRange,
    Pace,
    Reach,
    Reps,
    Stay,
    Steady,
)
from formcheck.specs.lined_yaml import Place
from formcheck.specs.own_range import MAX_RANGE_DEG, MIN_RANGE_DEG, OWN_TARGET_DEG
from formcheck.specs.rules.limits import (
    Broken,
    Scale,
    band_problems,
    condition_problems,
    scale_of,
    view_problems,
)
from formcheck.specs.rules.movement import limit_of
from formcheck.specs.words import did_you_mean

__all__ = [
    "check_ids",
    "check_problems",
    "check_scale",
    "cue_problems",
    "explain_problems",
    "share_problems",
    "silence_problems",
    "vain_problems",
]

LONGEST_HOLD_S = 600.0
"""The format's bound on seconds; no exercise holds anything for longer."""

HELPED_BY_LESS = (Importance.SPINE, Importance.RANGE)
"""The importances that a smaller movement helps; a smaller bow does not lift a hanging head."""

_MOVEMENT: tuple[Place, ...] = (("movement",),)


def check_ids(spec: ExerciseSpec) -> tuple[Place, ...]:
    """Return the places of the checks' ids, on which every mention of a check rests."""
    return tuple(("checks", i, "id") for i in range(len(spec.checks)))


def check_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield mistakes in the checks of a spec."""
    ids = [check.id for check in spec.checks]
    names = [check.name.casefold() for check in spec.checks]
    for i, check in enumerate(spec.checks):
        place: Place = ("checks", i)
        if check.id in ids[:i]:
            yield Broken((*place, "id"), f"two checks are called '{check.id}'")
        if check.name.casefold() in names[:i]:
            yield Broken(
                (*place, "name"),
                f"two checks are called '{check.name}': nobody could tell them apart",
            )
        yield from band_problems(place, check.target, check.fault, _scale_in(check, spec))
        yield from cue_problems(place, check.target, check.cues)
        yield from _during_problems(place, check, spec.phase_names)
        if isinstance(spec.movement, Reps):
            yield from _slow_problems(place, check, spec.movement)
        elif isinstance(spec.movement, Hold):
            yield from _held_problems(place, check, spec.movement)
        if not isinstance(check, Pace):
            yield from view_problems((*place, "measure"), check.measure, spec.view)
            if check.only is not None:
                only, here = check.only, (*place, "only")
                yield from condition_problems(here, only, only.measure)
                yield from view_problems((*here, "measure"), only.measure, spec.view)
        if isinstance(check, Reach) and isinstance(spec.movement, Reps):
            yield from _count_problems(place, check, spec.movement)

        yield from _own_range_problems(place, check)
        yield from _back_problems(place, check)


def check_scale(check: Check) -> Scale:
    """Return the scale of a check's number: a time, a change or the measure itself."""
    if isinstance(check, Pace):
        return Scale("the time", 0.0, LONGEST_HOLD_S, LABEL_ERROR_S, "s")
    info = MEASURES[check.measure]
    if isinstance(check, Steady):
        span = info.high - info.low
        return Scale(f"the change of {check.measure}", -span, span, info.error, info.unit)
    return scale_of(check.measure)


def _scale_in(check: Check, spec: ExerciseSpec) -> Scale:
    """Return the scale of a check in its exercise, where no rep exceeds the longest counted."""
    scale = check_scale(check)
    if not isinstance(check, Pace) or not isinstance(spec.movement, Reps):
        return scale
    first, *moving = spec.phase_names
    whole = set(moving) <= set(check.during)
    if set(check.during) == {first}:
        return replace(scale, name="the rest before a rep", high=LOOK_BACK_S)
    return replace(scale, low=SHORTEST_S if whole else 0.0, high=LONGEST_S)


SLOW_S, SLOWEST_S = 8.0, 20.0
"""Seconds for one part of a rep: few people exceed the first, nobody the second; the slowest
training takes ten (team choice)."""


def _slow_problems(place: Place, check: Check, reps: Reps) -> Iterator[Broken]:
    """Yield a time longer than people take."""
    least = check.target.min
    if not isinstance(check, Pace) or least is None or reps.phases[0].name in check.during:
        return
    each = least / len(check.during)
    if each > SLOW_S:
        who = "nobody takes" if each > SLOWEST_S else "few people take"
        what = f"{who} {each:g} s for one part of a rep: it would always be found too quick"
        yield Broken((*place, "target", "min"), what, warning=each <= SLOWEST_S)


def _held_problems(place: Place, check: Check, hold: Hold) -> Iterator[Broken]:
    """Yield a check that a hold never judges, and a time that no hold takes."""
    ready, holding = HOLD_PHASES
    if holding not in check.during:
        what = f"nothing is judged while '{ready}', so this never is; did you mean '{holding}'?"
        yield Broken((*place, "during"), what)
    elif ready in check.during:
        what = f"nothing is judged while '{ready}'; this is judged while '{holding}' only"
        yield Broken((*place, "during"), what, warning=True)
    if isinstance(check, Steady):
        what = "a hold has no rest before it to compare with; take 'stay' with the values to keep"
        yield Broken((*place, "kind"), what, _MOVEMENT)
    if not isinstance(check, Pace):
        return
    least, most = check.target.min, check.target.max
    if least is not None and least - LABEL_ERROR_S <= hold.shortest_s:
        what = f"this can never fail: a hold takes at least {hold.shortest_s:g} s"
        yield Broken((*place, "target", "min"), what, _MOVEMENT)
    if least is not None and least > hold.hold_s:
        what = f"a hold of {hold.hold_s:g} s is asked for, and this would always be found too short"
        yield Broken((*place, "target", "min"), what, _MOVEMENT)
    if most is not None and most < hold.hold_s:
        what = f"a hold of {hold.hold_s:g} s is asked for, and this would always be found too long"
        yield Broken((*place, "target", "max"), what, _MOVEMENT)


def cue_problems(place: Place, target: Band, cues: Cues) -> Iterator[Broken]:
    """Yield cues for a side that has no limit."""
    for cue, side in (("too_low", "min"), ("too_high", "max")):
        if getattr(cues, cue) is not None and getattr(target, side) is None:
            yield Broken((*place, "cues", cue), f"a cue for '{cue}', but 'target' has no '{side}'")
    if cues.in_vain is not None and cues.too_high is None:
        yield Broken(
            (*place, "cues", "in_vain"), "'in_vain' is said after 'too_high', which is missing"
        )


def vain_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield wishes for a smaller movement in checks it does not help, or that speak none."""
    for i, check in enumerate(spec.checks):
        if check.cues.in_vain is None:
            continue
        place = ("checks", i, "cues", "in_vain")
        if isinstance(spec.movement, Hold):
            yield Broken(place, "'in_vain' is said after reps, and this exercise has holds")
        elif check.importance not in HELPED_BY_LESS:
            yield Broken(
                place,
                f"doing less helps the {' or the '.join(HELPED_BY_LESS)}, not the "
                f"{check.importance}; leave it out",
            )


def explain_problems(place: Place, target: Band, explain: Explain) -> Iterator[Broken]:
    """Yield one text for two limits, and texts that are too many or too few for the limits."""
    sides = (("too_low", "min"), ("too_high", "max"))
    limits = [side for _, side in sides if getattr(target, side) is not None]
    if isinstance(explain, str):
        if len(limits) > 1:
            yield Broken(
                place, "one text for two limits; write 'too_low' and 'too_high' with one for each"
            )
        return
    for text, side in sides:
        if getattr(explain, text) is not None and side not in limits:
            yield Broken((*place, text), f"a text for '{text}', but 'target' has no '{side}'")
        if getattr(explain, text) is None and side in limits:
            yield Broken(place, f"'{text}' is missing: 'target' has a '{side}'")


def silence_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    """Yield limits without a cue or text for values beyond them."""
    for i, check in enumerate(spec.checks):
        for cue, side in (("too_low", "min"), ("too_high", "max")):
            if getattr(check.cues, cue) is None and getattr(check.target, side) is not None:
                yield Broken(
                    ("checks", i, "target", side),
                    f"nothing is said beyond this limit; add '{cue}' to the check's 'cues'",
                    warning=True,
                )
        for found in explain_problems(("checks", i, "explain"), check.target, check.explain):
            yield replace(found, warning=True)


def _during_problems(place: Place, check: Check, phases: tuple[str, ...]) -> Iterator[Broken]:
    for j, phase in enumerate(check.during):
        here = (*place, "during", j)
        if phase not in phases:
            yield Broken(
                here,
                f"there is no phase '{phase}'; the phases are {', '.join(phases)}"
                f"{did_you_mean(phase, phases)}",
                rests_on=_MOVEMENT,
            )
        elif phase in check.during[:j]:
            yield Broken(here, f"phase '{phase}' is written twice")


def _back_problems(place: Place, check: Check) -> Iterator[Broken]:
    """Yield a limit that faults a back as it is when the person stands."""
    if isinstance(check, Pace) or not check.of_outline:
        return
    most = check.target.max
    if most is not None and most < -MEASURES[check.measure].error:
        what = "a back that stays as it is standing, 0, would be found too high; is this meant?"
        yield Broken((*place, "target", "max"), what, warning=True)


def _own_range_problems(place: Place, check: Check) -> Iterator[Broken]:
    """Yield shares of the back's range without a limit that they could replace."""
    if not isinstance(check, Stay) or check.own_range is None:
        return
    own, place = check.own_range, (*place, "own_range")
    most, least = own.target * MAX_RANGE_DEG, OWN_TARGET_DEG[0]
    if most < least:
        what = f"even of the largest range, {MAX_RANGE_DEG:g}, this is {most:g}, and no limit is"
        yield Broken((*place, "target"), f"{what} ever below {least:g}: it says nothing")
    if not check.of_outline:
        yield Broken(place, "only 'back_curv' has an own range")
    if check.target.max is None:
        yield Broken((*place, "target"), "'target' has no 'max' that this could replace")
    yield from share_problems((*place, "target"), own, check.target)
    if own.fault is None:
        if check.fault is not None and check.fault.max is not None:
            yield Broken(place, "'fault' is missing: the largest value of 'fault' needs one, too")
        return
    if check.fault is None or check.fault.max is None:
        yield Broken((*place, "fault"), "'fault' has no 'max' that this could replace")
    if own.fault <= own.target:
        yield Broken(
            (*place, "fault"), f"a fault must be beyond the target's share, {own.target:g}"
        )


def share_problems(place: Place, own: OwnRange, target: Band) -> Iterator[Broken]:
    """Yield a share that leaves no target for a person whose back rounds little."""
    least = own.target * MIN_RANGE_DEG
    if target.min is not None and least <= target.min:
        yield Broken(
            place,
            f"for a range of {MIN_RANGE_DEG:g} degrees the share is {least:g}, not above "
            f"'min', {target.min:g}",
        )


def _count_problems(place: Place, check: Reach, reps: Reps) -> Iterator[Broken]:
    """Yield limits on the followed measure that every counted rep keeps, or no rep can."""
    count, start = limit_of(reps.phases[2].when), limit_of(reps.phases[0].when)
    alone = len(reps.followed) == 1  # a rep counted by another measure need not reach this count
    at_the_count = check.measure is reps.follow and check.during == (reps.phases[2].name,) and alone
    if not at_the_count or check.only is not None or count is None or start is None:
        return
    sign = 1 if count > start else -1
    least, most = ("min", "max") if sign > 0 else ("max", "min")
    error = MEASURES[reps.follow].error
    nearest = count - NEAR_EXTREME * (count - start)
    for name, band in (("target", check.target), ("fault", check.fault)):
        asked = getattr(band, least, None)
        if asked is not None and sign * (asked - nearest) <= error:
            yield Broken(
                (*place, name, least),
                f"this can never fail: a rep counts only from {count:g} on, and the error of "
                f"{reps.follow} is {error:g}",
                _MOVEMENT,
            )
    allowed = getattr(check.target, most)
    if allowed is not None and sign * (allowed - count) <= 0:
        yield Broken(
            (*place, "target", most),
            f"no rep can keep this: a rep counts only from {count:g} on",
            _MOVEMENT,
        )
