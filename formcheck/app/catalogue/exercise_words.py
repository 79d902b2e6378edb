"""An exercise's demands and checks, in words for the person who does it.

``formcheck spec show`` prints the same for trainers, with the names that specs use.
"""

from collections.abc import Iterable, Iterator

from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.spec.models import (
    Check,
    Condition,
    Dose,
    ExerciseSpec,
    Guided,
    Hold,
    Pace,
    Profile,
    Sides,
    Tempo,
    Variant,
    When,
)
from formcheck.exercise.spec.posture import POSTURES
from formcheck.printable import in_html
from formcheck.specs.limit_words import (
    band_words,
    beyond_words,
    number_words,
    own_range_words,
    when_words,
)
from formcheck.specs.rules.checks import check_scale
from formcheck.specs.rules.sources import readable_source, sources_of
from formcheck.words.catalogue import Words

__all__ = [
    "check_facts",
    "dose_words",
    "facts",
    "facts_list",
    "profile_words",
    "sources",
    "variant_facts",
]

Facts = list[tuple[str, str]]
"""Names and their texts, in order."""


def _facts(words: Words, told: Iterable[tuple[str, str]]) -> Facts:
    """Return facts under their names, without the empty ones."""
    return [(words(name), said) for name, said in told if said]


def facts(words: Words, spec: ExerciseSpec) -> Facts:
    """Return the facts on filming, doing, counting and stopping an exercise."""
    if spec.guided is not None:
        return _guided_facts(words, spec.guided, spec.dose)
    view = words.of("filmed-view", spec.view)
    height = words.of("filmed-height", POSTURES[spec.posture].camera)
    signals = _either(words, (words.of("stop", signal) for signal in spec.stop_signals))
    return _facts(
        words,
        (
            ("fact-filmed", words("filmed", view=view, height=height)),
            ("fact-before", words.of("before", spec.calibration)),
            ("fact-counts", _counted(words, spec)),
            ("fact-dose", dose_words(words, spec.dose)),
            ("fact-tempo", _tempo(words, spec.tempo) if spec.tempo else ""),
            ("fact-stop", words("stop-how", signals=_capital(signals))),
        ),
    )


def _guided_facts(words: Words, guided: Guided, dose: Dose) -> Facts:
    """Return the facts on a guided exercise, which is neither filmed nor counted by sight."""
    return _facts(
        words,
        (
            ("fact-camera", words("guided-camera")),
            ("fact-first", guided.begin),
            ("fact-then", "; ".join(_led(words, guided))),
            ("fact-sides", words("guided-sides") if guided.sides is Sides.EACH else ""),
            ("fact-dose", dose_words(words, dose)),
            ("fact-stop", words("stop-guided")),
        ),
    )


def _led(words: Words, guided: Guided) -> Iterator[str]:
    if guided.timer is not None:
        yield guided.timer.name
    for step in guided.steps:
        if step.seconds is not None:
            seconds = words.number(step.seconds)
            yield words("guided-step-seconds", name=step.name, seconds=seconds)
        else:
            yield words("guided-step-breaths", name=step.name, breaths=step.breaths or 0)


def _counted(words: Words, spec: ExerciseSpec) -> str:
    movement = spec.judged
    if isinstance(movement, Hold):
        seconds = words.number(movement.hold_s)
        return words("counted-hold", seconds=seconds, sides=movement.sides is Sides.EACH)
    phases = [
        words(
            "counted-phase",
            phase=_spoken(phase.name),
            when=_when(words, phase.when, movement.follow),
        )
        if phase.when
        else _spoken(phase.name)
        for phase in movement.phases
    ]
    measure = _capital(words.of("measure", movement.follow))
    told = words("counted-reps", measure=measure, phases=", ".join(phases))
    other = _spoken(movement.phases[2].name)
    for each in movement.followed[1:]:
        if each.count is not None:
            told = words(
                "counted-or",
                counted=told,
                measure=words.of("measure", each.measure),
                phase=other,
                when=_when(words, each.count, each.measure),
            )
    return told


def dose_words(words: Words, dose: Dose) -> str:
    """Return a dose in words: repetitions, sets and how often."""
    parts = (
        _range(words, "dose-times", dose.reps_from, dose.reps_to),
        _range(words, "dose-minutes", dose.minutes_from, dose.minutes_to),
        words("dose-sets", sets=dose.sets),
        dose.per_week,
    )
    return ", ".join(part for part in parts if part)


def _range(words: Words, name: str, least: int | None, most: int | None) -> str:
    """Return the words for one number or for a range; empty where there is none."""
    if least is None or most is None:
        known = most if least is None else least
        return "" if known is None else words(name, **{"from": known})
    return words(f"{name}-range", **{"from": least, "to": most})


def _tempo(words: Words, tempo: Tempo) -> str:
    parts = (
        ("tempo-down", tempo.down_s),
        ("tempo-pause", tempo.pause_s),
        ("tempo-up", tempo.up_s),
    )
    return ", ".join(
        words(name, seconds=words.number(seconds)) for name, seconds in parts if seconds is not None
    )


def check_facts(words: Words, check: Check) -> Facts:
    """Return the facts on one check: its subject, its limits, and its cues."""
    scale = check_scale(check)
    unit, cues = scale.unit, check.cues
    looked_at = words(
        "looked-at",
        what=_looked_at(words, check),
        kind=words(f"limit-kind-{check.kind}"),
        phases=", ".join(map(_spoken, check.during)),
    )
    error = number_words(words, scale.error, unit)
    said = dict.fromkeys(text for text in (cues.too_low, cues.too_high, cues.in_vain) if text)
    quoted = (words("said-quoted", text=text) for text in said)
    return _facts(
        words,
        (
            ("fact-looked-at", looked_at),
            ("fact-means", "" if isinstance(check, Pace) else _meaning(words, check.measure)),
            ("fact-good", band_words(words, check.target, unit)),
            ("fact-fault", beyond_words(words, check.fault, unit)),
            ("fact-own-range", own_range_words(words, check)),
            ("fact-counts-from", words("counts-from", value=error)),
            ("fact-only", _only(words, check)),
            ("fact-said", _either(words, quoted)),
        ),
    )


def _looked_at(words: Words, check: Check) -> str:
    if isinstance(check, Pace):
        return words("looked-at-time")
    return _capital(words.of("measure", check.measure))


def _only(words: Words, check: Check) -> str:
    if isinstance(check, Pace) or check.only is None:
        return ""
    return _condition(words, check.only)


def variant_facts(words: Words, spec: ExerciseSpec, variant: Variant) -> Facts:
    """Return the facts on a version: whom it is for, and what it replaces."""
    told = [("fact-if", profile_words(words, variant.profiles))]
    if variant.limit is not None:
        follow = spec.judged.follow
        limit = band_words(words, variant.limit, MEASURES[follow].unit.value)
        told.append(("fact-limit", words("version-limit", limit=limit, zero=_zero(words, follow))))
    if variant.hold_s is not None:
        held = number_words(words, variant.hold_s, "s")
        told.append(("fact-held", held))
    if variant.dose is not None:
        told.append(("fact-dose", dose_words(words, variant.dose)))
    return _facts(words, told) + _replaced(words, spec, variant)


def _replaced(words: Words, spec: ExerciseSpec, variant: Variant) -> Facts:
    """Return the limits that a version replaces."""
    told = []
    for check in spec.checks:
        if (new := variant.checks.get(check.id)) is None:
            continue
        unit = check_scale(check).unit
        target = band_words(words, new.target, unit)
        fault = beyond_words(words, new.fault, unit)
        both = words("version-fault", target=target, fault=fault) if fault else target
        told.append((check.name, both))
    return told


def profile_words(words: Words, profiles: Iterable[Profile]) -> str:
    """Return the profiles in words; empty for everybody."""
    return _either(words, (words.of("profile", profile) for profile in profiles))


def sources(spec: ExerciseSpec) -> list[str]:
    """Return the sources of an exercise's numbers, each once."""
    return list(dict.fromkeys(readable_source(text) for _, text in sources_of(spec)))


def facts_list(facts: Facts) -> str:
    """Return facts as an HTML list of names and texts."""
    pairs = "".join(f"<dt>{in_html(name)}</dt><dd>{in_html(words)}</dd>" for name, words in facts)
    return f'<dl class="fc-limits">{pairs}</dl>'


def _meaning(words: Words, measure: Measure) -> str:
    sign = words.of("measure-sign", measure)
    return words("measure-meaning", zero=_zero(words, measure), sign=sign)


def _zero(words: Words, measure: Measure) -> str:
    return words("measure-zero", zero=words.of("measure-zero", measure))


def _condition(words: Words, condition: Condition) -> str:
    measure = words.of("measure", condition.measure)
    return words(
        "measure-condition", measure=measure, when=_when(words, condition, condition.measure)
    )


def _when(words: Words, when: When, measure: Measure) -> str:
    return when_words(words, when, MEASURES[measure].unit.value)


def _either(words: Words, texts: Iterable[str]) -> str:
    """Return texts joined by "or"; empty where there is none."""
    joined = ""
    for text in texts:
        joined = words("or-two", first=joined, second=text) if joined else text
    return joined


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
