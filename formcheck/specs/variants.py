"""Makes an exercise's variants: easier, harder, or limited for a person's back.

A variant replaces the parts it names, so that the engine only ever sees a plain spec. Its limit
holds for everything the exercise asks for: no target, cue or count goes beyond it.
"""

from formcheck.errors import UsageError
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.spec.models import (
    Band,
    Check,
    Condition,
    Cues,
    ExerciseSpec,
    Explain,
    Explained,
    Hold,
    Pace,
    Phase,
    Reach,
    Replaced,
    Reps,
    Stay,
    Variant,
    When,
)
from formcheck.specs.words import meant, one_of

__all__ = ["apply_variant", "replaced_by", "variant_of"]


def variant_of(spec: ExerciseSpec, variant_id: str) -> Variant:
    """Return one of a spec's variants.

    Raises
    ------
    UsageError
        If the spec has no such variant.
    """
    known = [variant.id for variant in spec.variants]
    if variant_id not in known:
        raise UsageError(
            f"{spec.id} has no variant '{variant_id}'",
            to_do=f"{meant(variant_id, known)}It can be {one_of(known)}"
            if known
            else "Leave it out",
        )
    return spec.variants[known.index(variant_id)]


def apply_variant(spec: ExerciseSpec, variant_id: str) -> ExerciseSpec:
    """Return the exercise in one of its variants, as a spec without variants or examples.

    If the variant has a limit, checks on the followed measure never ask for more, cues that asked
    for more are left out, a short attempt gets no cue, and checks that judge only beyond the limit
    are left out.

    Raises
    ------
    UsageError
        If the spec has no such variant.
    """
    variant = variant_of(spec, variant_id)
    changed = replaced_by(spec, variant)
    return changed if variant.limit is None else _limited(changed, variant.limit)


def replaced_by(spec: ExerciseSpec, variant: Variant) -> ExerciseSpec:
    """Return a spec with the parts that a variant names, not yet held to its limit.

    The next step up from a variant is the exercise itself, which is the next step down from the
    harder variant. The variant itself is neither step: nobody is sent to where they already are.
    """
    is_harder = spec.harder == variant.id
    easier = spec.id if is_harder else spec.easier
    harder = None if is_harder else spec.id
    return spec.model_copy(
        update={
            "summary": variant.summary or spec.summary,
            "dose": variant.dose or spec.dose,
            "easier": variant.easier or (None if easier == variant.id else easier),
            "harder": variant.harder or harder,
            "movement": _moved(spec.judged, variant),
            "checks": tuple(
                _replaced(check, variant)
                for check in spec.checks
                if check.id not in variant.leave_out
            ),
            "variants": (),
            "examples": (),
        }
    )


def _limited(spec: ExerciseSpec, limit: Band) -> ExerciseSpec:
    held = (_held_to(limit, check, spec.judged.follow) for check in spec.checks)
    checks = tuple(check for check in held if check is not None)
    return spec.model_copy(update={"checks": checks, "short_cue": None})


def _moved(movement: Reps | Hold, variant: Variant) -> Reps | Hold:
    if isinstance(movement, Hold):
        hold_s = variant.hold_s or movement.hold_s
        shortest_s = min(movement.shortest_s, hold_s)
        return movement.model_copy(update={"hold_s": hold_s, "shortest_s": shortest_s})
    first, way_out, other, way_back = movement.phases
    phases = (_placed(first, variant.first), way_out, _placed(other, variant.count), way_back)
    attempt = movement.attempt if variant.attempt is None else variant.attempt
    look_alikes = tuple(
        each for each in movement.look_alikes if each.exercise not in variant.may_look_like
    )
    return movement.model_copy(
        update={"attempt": attempt, "phases": phases, "look_alikes": look_alikes}
    )


def _placed(phase: Phase, when: When | None) -> Phase:
    return phase if when is None else phase.model_copy(update={"when": when})


def _replaced(check: Check, variant: Variant) -> Check:
    new = variant.checks.get(check.id)
    if new is None:
        return check
    update: dict[str, object] = {
        "target": new.target,
        "fault": new.fault,
        "cues": new.cues,
        "explain": _explained(check, new),
    }
    # A variant limits in degrees; a person's own range may only lower that, and does so before.
    return check.model_copy(
        update=update | ({"own_range": None} if isinstance(check, Stay) else {})
    )


def _explained(check: Check, new: Replaced) -> Explain:
    """Return a variant's explanation: its own texts, and the check's for limits that stay."""
    if new.explain is None or isinstance(new.explain, str):
        return new.explain or check.explain
    sides = (("too_low", new.target.min), ("too_high", new.target.max))
    return Explained(
        **{
            side: getattr(new.explain, side) or check.explained(too_high=side == "too_high") or None
            for side, limit in sides
            if limit is not None
        }
    )


def _held_to(limit: Band, check: Check, follow: Measure) -> Check | None:
    """Return a check that asks for nothing beyond the limit; None if nothing is left of it."""
    if isinstance(check, Pace):
        return check
    if _is_judged_beyond(limit, check.only, follow):
        return None
    if check.measure is not follow or not isinstance(check, Stay | Reach):
        return check
    target = _held_band(limit, check.target)
    if target.min is None and target.max is None:
        return None
    low = None if check.fault is None or target.min is None else check.fault.min
    high = None if check.fault is None or target.max is None else check.fault.max
    fault = None if low is None and high is None else Band(min=low, max=high)
    cues = _held_cues(limit, target, check.cues, follow)
    return check.model_copy(update={"target": target, "fault": fault, "cues": cues})


def _is_judged_beyond(limit: Band, only: Condition | None, follow: Measure) -> bool:
    if only is None or only.measure is not follow:
        return False
    over = limit.max is not None and only.above is not None and only.above >= limit.max
    under = limit.min is not None and only.below is not None and only.below <= limit.min
    return over or under


def _held_band(limit: Band, target: Band) -> Band:
    low, high = target.min, target.max
    if limit.max is not None:
        low = None if low is not None and low > limit.max else low
        high = None if high is None else min(high, limit.max)
    if limit.min is not None:
        high = None if high is not None and high < limit.min else high
        low = None if low is None else max(low, limit.min)
    return Band(min=low, max=high)


def _held_cues(limit: Band, target: Band, cues: Cues, follow: Measure) -> Cues:
    """Keep a cue only if a person who follows it stays within the limit.

    A cue brings a person to the edge of the target, give or take the measure's error.
    """
    error = MEASURES[follow].error
    asks_up = target.min is not None and (limit.max is None or target.min + error <= limit.max)
    asks_down = target.max is not None and (limit.min is None or target.max - error >= limit.min)
    return Cues(
        too_low=cues.too_low if asks_up else None,
        too_high=cues.too_high if asks_down else None,
        in_vain=cues.in_vain if asks_down else None,
    )
