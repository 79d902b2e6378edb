"""What an exercise asks for and checks, in words for the person who does it.

``formcheck spec show`` says the same to trainers, with the names that specs use.
"""

from collections.abc import Iterator

from formcheck.app.catalogue.measure_words import MEASURE_WORDS
from formcheck.exercise.measure.registry import MEASURES, Measure, View
from formcheck.exercise.spec.models import (
    Calibration,
    Check,
    Condition,
    Dose,
    ExerciseSpec,
    Guided,
    Hold,
    Pace,
    Posture,
    Profile,
    Sides,
    StopSignal,
    Tempo,
    Variant,
    When,
)
from formcheck.printable import in_html
from formcheck.specs.limit_words import (
    KIND_WORDS,
    band_words,
    beyond_words,
    number_words,
    own_range_words,
    when_words,
)
from formcheck.specs.rules.checks import check_scale
from formcheck.specs.rules.sources import readable_source, sources_of

__all__ = [
    "PROFILE_WORDS",
    "check_facts",
    "dose_words",
    "facts",
    "facts_list",
    "sources",
    "variant_facts",
]

Facts = list[tuple[str, str]]
"""Names and what is said of them, in order."""

PROFILE_WORDS = {
    Profile.FLEXION_INTOLERANT: "bending makes it worse",
    Profile.EXTENSION_INTOLERANT: "arching makes it worse",
    Profile.ACUTE: "strong pain, or its first two days",
    Profile.UNDIAGNOSED: "nobody has looked at the pain yet",
}

_VIEW = {
    View.SIDE: "the side, 2 to 3.5 m away",
    View.FRONT: "the front, 2 to 3.5 m away",
    View.OBLIQUE: "between side and front, 2 to 3.5 m away",
    View.UNKNOWN: "anywhere",
}
_HEIGHT = {
    Posture.STANDING: "camera at hip height",
    Posture.SITTING: "camera at hip height",
    Posture.LYING: "camera low, all of you in the picture",
    Posture.KNEELING: "camera low, all of you in the picture",
}
_BEFORE = {
    Calibration.STANDING_THEN_ARMS_FORWARD: (
        "Stand relaxed for two seconds, then lift both arms forward, as if holding a tray"
    ),
    Calibration.STANDING: "Stand relaxed for two seconds",
    Calibration.OWN_START: "Hold the start position for two seconds",
}
_STOP = {
    StopSignal.RAISED_HAND: "raise a hand",
    StopSignal.KEY: "press the space bar or a clicker",
}


def facts(spec: ExerciseSpec) -> Facts:
    """Return how an exercise is filmed, done, counted and stopped."""
    if spec.guided is not None:
        return _guided_facts(spec.guided, spec.dose)
    stop = " or ".join(_STOP[signal] for signal in spec.stop_signals)
    told = [
        ("Filmed from", f"{_VIEW[spec.view]}; {_HEIGHT[spec.posture]}"),
        ("Before the set", _BEFORE[spec.calibration]),
        ("What counts", _counted(spec)),
        ("How much", dose_words(spec.dose)),
        ("How fast", _tempo(spec.tempo) if spec.tempo else ""),
        ("To stop", f"{stop.capitalize()}, or walk away"),
    ]
    return [(name, words) for name, words in told if words]


def _guided_facts(guided: Guided, dose: Dose) -> Facts:
    """Return the same of what is led: there is nothing to film and nothing is counted by sight."""
    told = [
        ("Camera", "None is needed. With one it pauses when you leave the picture"),
        ("First", guided.begin),
        ("Then", "; ".join(_led(guided))),
        ("Sides", "Left and right, one after the other" if guided.sides is Sides.EACH else ""),
        ("How much", dose_words(dose)),
        ("To stop", "Press the space bar, a clicker, or Stop"),
    ]
    return [(name, words) for name, words in told if words]


def _led(guided: Guided) -> Iterator[str]:
    if guided.timer is not None:
        yield guided.timer.name
    for step in guided.steps:
        breaths = f"{step.breaths} breath{'' if step.breaths == 1 else 's'}"
        yield f"{step.name}, {breaths if step.seconds is None else f'{step.seconds:g} s'}"


def _counted(spec: ExerciseSpec) -> str:
    movement = spec.judged
    if isinstance(movement, Hold):
        sides = " on each side" if movement.sides == "each" else ""
        return f"Holding the position for {movement.hold_s:g} s{sides}"
    phases = [
        f"{_spoken(phase.name)} ({_when(phase.when, movement.follow)})"
        if phase.when
        else _spoken(phase.name)
        for phase in movement.phases
    ]
    told = f"{_capital(MEASURE_WORDS[movement.follow])}: {', '.join(phases)}"
    other = movement.phases[2].name
    ways = (
        f"; or {MEASURE_WORDS[each.measure]}: {_spoken(other)} ({_when(each.count, each.measure)})"
        for each in movement.followed[1:]
        if each.count is not None
    )
    return told + "".join(ways)


def dose_words(dose: Dose) -> str:
    """Return how much is done: repetitions, sets and how often."""
    times = " to ".join(str(n) for n in (dose.reps_from, dose.reps_to) if n is not None)
    minutes = " to ".join(str(n) for n in (dose.minutes_from, dose.minutes_to) if n is not None)
    sets = "1 set" if dose.sets == 1 else f"{dose.sets} sets"
    parts = (times and f"{times} times", minutes and f"{minutes} minutes", sets, dose.per_week)
    return ", ".join(part for part in parts if part)


def _tempo(tempo: Tempo) -> str:
    parts = ((tempo.down_s, "there"), (tempo.pause_s, "pause"), (tempo.up_s, "back"))
    return ", ".join(f"{seconds:g} s {what}" for seconds, what in parts if seconds is not None)


def check_facts(check: Check) -> Facts:
    """Return what one check looks at, its limits, and what is said."""
    unit = check_scale(check).unit
    during = ", ".join(map(_spoken, check.during))
    cues = check.cues
    said = [words for words in (cues.too_low, cues.too_high, cues.in_vain) if words]
    told = [
        ("Looked at", f"{_looked_at(check)}, {KIND_WORDS[check.kind]}; in {during}"),
        ("It means", "" if isinstance(check, Pace) else _meaning(check.measure)),
        ("Good", band_words(check.target, unit)),
        ("Fault", beyond_words(check.fault, unit)),
        ("With your own range", own_range_words(check)),
        ("Counts from", f"{number_words(check_scale(check).error, unit)} beyond a limit"),
        ("Only while", _only(check)),
        ("Said", " or ".join(f"“{words}”" for words in dict.fromkeys(said))),
    ]
    return [(name, words) for name, words in told if words]


def _looked_at(check: Check) -> str:
    return "Time" if isinstance(check, Pace) else _capital(MEASURE_WORDS[check.measure])


def _only(check: Check) -> str:
    return "" if isinstance(check, Pace) or check.only is None else _condition(check.only)


def variant_facts(spec: ExerciseSpec, variant: Variant) -> Facts:
    """Return whose version it is, and what it puts in the place of the exercise's own."""
    told = [("If", " or ".join(PROFILE_WORDS[profile] for profile in variant.profiles))]
    if variant.limit is not None:
        unit = MEASURES[spec.judged.follow].unit.value
        told.append(
            ("Never beyond", f"{band_words(variant.limit, unit)}, {_zero(spec.judged.follow)}")
        )
    if variant.hold_s is not None:
        told.append(("Held for", f"{variant.hold_s:g} s"))
    if variant.dose is not None:
        told.append(("How much", dose_words(variant.dose)))
    for check in spec.checks:
        if (new := variant.checks.get(check.id)) is not None:
            unit = check_scale(check).unit
            fault = beyond_words(new.fault, unit)
            told.append(
                (check.name, band_words(new.target, unit) + (f"; fault {fault}" if fault else ""))
            )
    return [(name, words) for name, words in told if words]


def sources(spec: ExerciseSpec) -> list[str]:
    """Return where the numbers of an exercise come from, each source once."""
    return list(dict.fromkeys(readable_source(text) for _, text in sources_of(spec)))


def facts_list(facts: Facts) -> str:
    """Return facts as an HTML list of names and what is said of them."""
    pairs = "".join(f"<dt>{in_html(name)}</dt><dd>{in_html(words)}</dd>" for name, words in facts)
    return f'<dl class="fc-limits">{pairs}</dl>'


def _meaning(measure: Measure) -> str:
    return f"{_zero(measure)}; {MEASURES[measure].sign}"


def _zero(measure: Measure) -> str:
    return f"0 is {MEASURES[measure].zero}"


def _condition(condition: Condition) -> str:
    return f"{MEASURE_WORDS[condition.measure]} is {_when(condition, condition.measure)}"


def _when(when: When, measure: Measure) -> str:
    return when_words(when, MEASURES[measure].unit.value)


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
