"""Writes a spec as a card for a trainer: the view, the counting, the checks, the cues, and why."""

import textwrap
from collections.abc import Iterator

from formcheck.exercise.spec.models import (
    Band,
    Check,
    Condition,
    Cues,
    Dose,
    ExerciseSpec,
    Explain,
    Guided,
    Hold,
    Pace,
    Reps,
    Sides,
    When,
)
from formcheck.specs.limit_words import (
    band_words,
    beyond_words,
    number_words,
    own_range_words,
    when_words,
)
from formcheck.specs.rules.checks import check_scale
from formcheck.specs.rules.limits import scale_of
from formcheck.specs.rules.sources import readable_source
from formcheck.words.catalogue import english

__all__ = ["spec_card"]

_CALIBRATION = {
    "standing_then_arms_forward": "stand relaxed, then lift both arms forward",
    "standing": "stand relaxed",
    "own_start": "hold the start position",
}


def spec_card(spec: ExerciseSpec, *, width: int = 80) -> str:
    """Return the card as plain text with lines of at most ``width`` letters."""
    wrapped = []
    for line in _lines(spec):
        indent = " " * (len(line) - len(line.lstrip()))
        wrapped.append(textwrap.fill(line, width, subsequent_indent=indent + "  ") if line else "")
    return "\n".join(wrapped) + "\n"


def _lines(spec: ExerciseSpec) -> Iterator[str]:
    yield f"{spec.name} ({spec.id})"
    yield f"  {spec.summary}"
    yield from _guided_lines(spec.guided) if spec.guided else _judged_lines(spec)
    yield from _practice_lines(spec)


def _judged_lines(spec: ExerciseSpec) -> Iterator[str]:
    signals = ", ".join(signal.replace("_", " ") for signal in spec.stop_signals)
    yield f"  Filmed from: {spec.view}. Before: {_CALIBRATION[spec.calibration]}. Stop: {signals}."
    yield ""
    yield "What counts"
    movement = spec.judged
    yield from _reps_lines(movement) if isinstance(movement, Reps) else _hold_lines(movement)
    yield f"  source: {readable_source(movement.source)}"
    yield ""
    yield "What is checked"
    for check in spec.checks:
        yield from _check_lines(check)
    yield from _variant_lines(spec)


def _guided_lines(guided: Guided) -> Iterator[str]:
    yield "  Guided, not judged; without a camera, or with one that pauses when nobody is there."
    yield ""
    yield "What is said"
    yield f"  first: “{guided.begin}” ({guided.ready_s:g} s to get into place)"
    if guided.timer is not None:
        yield f"  {guided.timer.name}: “{guided.timer.say}”"
        yield f"  half-way: “{guided.timer.halfway}”"
    for step in guided.steps:
        breaths = "" if step.breaths is None else f", {step.breaths} × a breath"
        yield f"  {step.name}: “{step.say}” ({guided.lasts_s(step):g} s{breaths})"
    if guided.sides is Sides.EACH:
        yield "  once for each side, one after the other"
    yield f"  source: {readable_source(guided.source)}"


def _reps_lines(reps: Reps) -> Iterator[str]:
    unit = scale_of(reps.follow).unit
    names = (
        f"{phase.name} ({_when(phase.when, unit)})" if phase.when else phase.name
        for phase in reps.phases
    )
    yield f"  a rep, by {reps.follow}: {', '.join(names)}"
    yield f"  a try from {_number(reps.attempt, unit)}; turning before it counts is 'short'"
    first, _, other, _ = reps.phases
    for each in reps.followed[1:]:
        if each.first is None or each.count is None:
            continue
        unit = scale_of(each.measure).unit
        yield (
            f"  or, by {each.measure}: {first.name} ({_when(each.first, unit)}), "
            f"{other.name} ({_when(each.count, unit)})"
            + "".join(f", with {_condition(condition)}" for condition in each.only)
        )
    if reps.extreme is not None:
        yield f"  {other.name} is where {reps.extreme.measure} is {reps.extreme.at}"
    for alike in reps.look_alikes:
        words = " and ".join(map(_condition, (alike.when, *alike.also)))
        unless = " or ".join(map(_condition, alike.never))
        yield f"  no rep: {alike.name} ({words}{f', never {unless}' if unless else ''})"


def _hold_lines(hold: Hold) -> Iterator[str]:
    conditions = " and ".join(_condition(condition) for condition in hold.position)
    yield f"  a hold of {hold.hold_s:g} s: {conditions}"
    yield f"  at least {hold.shortest_s:g} s; {hold.grace_s:g} s outside are forgiven"
    if hold.near_limb:
        turning = ", turning round to change" if hold.turn_round else ""
        yield f"  near the camera: {hold.near_limb}{turning}"


def _check_lines(check: Check) -> Iterator[str]:
    scale = check_scale(check)
    essential = ", essential" if check.essential else ""
    yield f"  {check.name} ({check.id}{essential})"
    what = "time" if isinstance(check, Pace) else check.measure
    kind = english()(f"limit-kind-{check.kind}")
    yield (
        f"    {what}, {kind}: {_band(check.target, scale.unit)}"
        f"{_fault(check.fault, scale.unit)}; in {', '.join(check.during)}"
    )
    if not isinstance(check, Pace) and check.only is not None:
        yield f"    only while {_condition(check.only)}"
    if own := own_range_words(english(), check):
        yield f"    where one's own range is known: {own}"
    yield f"    counts only {_number(scale.error, scale.unit)} or more beyond a limit"
    yield from _said_lines(check.cues, check.explain)
    yield f"    source: {readable_source(check.source)}"


def _said_lines(cues: Cues, explain: Explain) -> Iterator[str]:
    """Yield the cue for each side, and its explanation after the set."""
    if isinstance(explain, str) and explain:
        yield f"    {explain}"
    for side in ("too_low", "too_high", "in_vain"):
        told = None if isinstance(explain, str) else getattr(explain, side, None)
        words = (f"“{said}”" if (said := getattr(cues, side)) else "", told or "")
        if any(words):
            yield f"    {side.replace('_', ' ')}: {' '.join(filter(None, words))}"


def _variant_lines(spec: ExerciseSpec) -> Iterator[str]:
    if not spec.variants:
        return
    yield ""
    yield "Other versions"
    for variant in spec.variants:
        meant = ", ".join(profile.replace("_", " ") for profile in variant.profiles)
        yield f"  {variant.name} ({variant.id})" + (f", for: {meant}" if meant else "")
        if variant.limit is not None:
            unit = scale_of(spec.judged.follow).unit
            yield f"    limit of {spec.judged.follow}: {_band(variant.limit, unit)}"
        for name, replaced in variant.checks.items():
            check = next(check for check in spec.checks if check.id == name)
            unit = check_scale(check).unit
            yield f"    {name}: {_band(replaced.target, unit)}{_fault(replaced.fault, unit)}"
            yield from _said_lines(replaced.cues, replaced.explain or "")
        if variant.dose is not None:
            yield f"    {_dose(variant.dose)}"
        yield f"    source: {readable_source(variant.source)}"


def _practice_lines(spec: ExerciseSpec) -> Iterator[str]:
    yield ""
    yield "How much, and for whom"
    yield f"  {_dose(spec.dose)}"
    yield f"  source: {readable_source(spec.dose.source)}"
    if (tempo := spec.tempo) is not None:
        parts = ((tempo.down_s, "there"), (tempo.pause_s, "pause"), (tempo.up_s, "back"))
        yield "  tempo: " + ", ".join(f"{s:g} s {what}" for s, what in parts if s is not None)
        yield f"  source: {readable_source(tempo.source)}"
    for caution in spec.cautions:
        meant = ", ".join(profile.replace("_", " ") for profile in caution.profiles) or "everybody"
        yield f"  {meant}: {caution.text}"
    for name, target in (("easier", spec.easier), ("harder", spec.harder)):
        if target:
            yield f"  {name}: {target}"


def _dose(dose: Dose) -> str:
    reps = " to ".join(f"{n}" for n in (dose.reps_from, dose.reps_to) if n is not None)
    minutes = " to ".join(f"{n}" for n in (dose.minutes_from, dose.minutes_to) if n is not None)
    sets = "1 set" if dose.sets == 1 else f"{dose.sets} sets"
    parts = (reps and f"{reps} times", minutes and f"{minutes} minutes", sets, dose.per_week)
    return ", ".join(part for part in parts if part)


def _condition(condition: Condition) -> str:
    return f"{condition.measure} {_when(condition, scale_of(condition.measure).unit)}"


def _number(value: float, unit: str) -> str:
    return number_words(english(), value, unit)


def _band(band: Band, unit: str) -> str:
    return band_words(english(), band, unit)


def _when(when: When, unit: str) -> str:
    return when_words(english(), when, unit)


def _fault(fault: Band | None, unit: str) -> str:
    beyond = beyond_words(english(), fault, unit)
    return f", fault {beyond}" if beyond else ""
