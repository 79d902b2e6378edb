"""Rules about a whole spec that no single field can know: they find what would never work.

:func:`rule_problems` gathers all rules. Those about limits, movements, checks, variants and
sources have their own modules; this one has the rules about the file as a whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercise.measure.registry import View
from formcheck.exercise.spec.models import (
    Calibration,
    Dose,
    ExerciseSpec,
    Hold,
    Reps,
    StopSignal,
)
from formcheck.exercise.spec.posture import POSTURES
from formcheck.specs.lined_yaml import Place
from formcheck.specs.rules.checks import (
    check_ids,
    check_problems,
    silence_problems,
    vain_problems,
)
from formcheck.specs.rules.guided import guided_problems, judged_only_problems
from formcheck.specs.rules.limits import Broken
from formcheck.specs.rules.movement import movement_problems
from formcheck.specs.rules.sources import source_problems
from formcheck.specs.rules.variants import variant_problems
from formcheck.specs.words import did_you_mean

__all__ = ["Surroundings", "rule_problems"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Facts about the folder of a spec's file that its rules need.

    ``exercises`` are the ids a spec may name as easier or harder; ``shipped`` specs must name real
    sources and carry examples.
    """

    file_stem: str
    exercises: frozenset[str] = frozenset()
    shipped: bool = False


def rule_problems(spec: ExerciseSpec, around: Surroundings) -> Iterator[Broken]:
    """Yield all mistakes in a spec of the right shape, warnings included."""
    yield from _file_problems(spec, around)
    if spec.guided is not None:
        yield from guided_problems(spec, spec.guided)
    else:
        yield from _judged_problems(spec, around)
    for i, signal in enumerate(spec.stop_signals):
        if signal in spec.stop_signals[:i]:
            yield Broken(("stop_signals", i), f"'{signal}' is written twice")
        if spec.weight and signal is StopSignal.RAISED_HAND:
            yield Broken(
                ("stop_signals", i),
                "'raised_hand' cannot stop an exercise whose hands hold a weight: one would be "
                "lifted, or let go",
                (("weight",),),
            )
    yield from _neighbour_problems(spec, around)
    yield from _dose_problems(spec)
    yield from source_problems(spec, shipped=around.shipped)


def _judged_problems(spec: ExerciseSpec, around: Surroundings) -> Iterator[Broken]:
    yield from judged_only_problems(spec)
    yield from _set_up_problems(spec)
    yield from movement_problems(spec)
    yield from check_problems(spec)
    yield from silence_problems(spec)
    yield from vain_problems(spec)
    yield from variant_problems(spec)
    yield from _look_alike_problems(spec, around)
    yield from _example_problems(spec)
    yield from _proof_problems(spec, around)


def _file_problems(spec: ExerciseSpec, around: Surroundings) -> Iterator[Broken]:
    if spec.id != around.file_stem:
        yield Broken(
            ("id",),
            f"the id is '{spec.id}', but the file is called '{around.file_stem}'",
            warning=not around.shipped,
        )


def _set_up_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    if spec.view is View.UNKNOWN and "view" in spec.model_fields_set:
        yield Broken(("view",), "'view' must be 'side', 'oblique' or 'front'")
    if POSTURES[spec.posture].on_floor and spec.calibration is not Calibration.OWN_START:
        yield Broken(
            ("calibration",),
            "on the floor 'calibration' must be 'own_start': a low camera sees nobody stand",
            (("posture",),),
        )
    watches_back = any(check.of_outline for check in spec.checks)
    if watches_back and spec.calibration is Calibration.STANDING:
        yield Broken(
            ("calibration",),
            "back_curv can never be judged: the outline needs 'standing_then_arms_forward' or "
            "'own_start'",
            (("checks",),),
        )
    if watches_back and not POSTURES[spec.posture].back:
        yield Broken(
            ("posture",),
            f"back_curv can never be judged of somebody {POSTURES[spec.posture].words}: no outline "
            "of the back is seen",
            (("checks",),),
        )


def _neighbour_problems(spec: ExerciseSpec, around: Surroundings) -> Iterator[Broken]:
    known = {variant.id for variant in spec.variants} | around.exercises - {spec.id}
    for name, target in (("easier", spec.easier), ("harder", spec.harder)):
        if target is not None and target not in known:
            yield Broken(
                (name,),
                f"'{name}' is '{target}', but there is no such variant or exercise"
                f"{did_you_mean(target, known)}",
                tuple(("variants", i, "id") for i in range(len(spec.variants))),
            )
    if spec.easier is not None and spec.easier == spec.harder:
        yield Broken(("harder",), "'easier' and 'harder' are the same")
    for i, variant in enumerate(spec.variants):
        others = known | {spec.id} - {variant.id}
        for name, target in (("easier", variant.easier), ("harder", variant.harder)):
            if target is not None and target not in others:
                yield Broken(
                    ("variants", i, name),
                    f"'{name}' is '{target}', but there is no such variant or exercise"
                    f"{did_you_mean(target, others)}",
                )


def _look_alike_problems(spec: ExerciseSpec, around: Surroundings) -> Iterator[Broken]:
    alikes = spec.movement.look_alikes if isinstance(spec.movement, Reps) else ()
    known = around.exercises - {spec.id}
    named = [alike.exercise for alike in alikes if alike.exercise is not None]
    for i, alike in enumerate(alikes):
        if alike.exercise is not None and alike.exercise not in known:
            yield Broken(
                ("movement", "look_alikes", i, "exercise"),
                f"there is no other exercise '{alike.exercise}'"
                f"{did_you_mean(alike.exercise, known)}",
            )
    for i, variant in enumerate(spec.variants):
        for j, allowed in enumerate(variant.may_look_like):
            if allowed not in named:
                yield Broken(
                    ("variants", i, "may_look_like", j),
                    f"no look-alike is the exercise '{allowed}'{did_you_mean(allowed, named)}",
                    (("movement", "look_alikes"),),
                )


def _dose_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    places: list[tuple[Place, Dose | None]] = [(("dose",), spec.dose)]
    places += [(("variants", i, "dose"), each.dose) for i, each in enumerate(spec.variants)]
    for place, dose in places:
        low, high = (None, None) if dose is None else (dose.reps_from, dose.reps_to)
        if low is not None and high is not None and low > high:
            yield Broken(
                (*place, "reps_to"), f"'reps_to' is {high}, fewer than 'reps_from' ({low})"
            )


def _example_problems(spec: ExerciseSpec) -> Iterator[Broken]:
    ids = [check.id for check in spec.checks]
    recordings = [example.recording for example in spec.examples]
    is_hold = isinstance(spec.movement, Hold)
    for i, example in enumerate(spec.examples):
        for j, problem in enumerate(example.problems):
            if problem not in ids:
                yield Broken(
                    ("examples", i, "problems", j),
                    f"there is no check '{problem}'{did_you_mean(problem, ids)}",
                    check_ids(spec),
                )
        if example.recording in recordings[:i]:
            yield Broken(("examples", i), f"recording '{example.recording}' is written twice")
        if not (example.reps or example.holds or example.short):
            what = "nothing is counted in this example, so that it shows nothing of the checks"
            yield Broken(("examples", i), what, warning=not example.problems)
        if example.reps and is_hold:
            yield Broken(("examples", i, "reps"), "this exercise has holds, not reps")
        if example.holds and not is_hold:
            yield Broken(("examples", i, "holds"), "this exercise has reps, not holds")


def _proof_problems(spec: ExerciseSpec, around: Surroundings) -> Iterator[Broken]:
    """Yield a spec that no recording proves: one must pass, and one must show a problem."""
    passing = any(not example.problems for example in spec.examples)
    failing = any(example.problems for example in spec.examples)
    if not spec.examples:
        what = "there are no examples: nothing shows that this spec works"
    elif not passing:
        what = "no example is without problems: nothing shows that a good set passes"
    elif not failing:
        what = "no example has problems: nothing shows that anything is found"
    else:
        return
    yield Broken(("examples",), what, warning=not around.shipped)
