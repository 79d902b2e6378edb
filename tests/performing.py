"""Counts how often right reps get a warning, and how often checks find what trainers name.

Faults are drawn from what their name means to a trainer, not from a limit.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from performers import FPS, RIGHT, Build, Person, Rep, builds, person_of, played

from formcheck.exercise.results.report import CheckReport, Report, Verdict
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Check, ExerciseSpec, Pace
from formcheck.specs.files import load_spec
from formcheck.specs.variants import apply_variant

MAX_WARNED, MAX_FAULTED, MIN_FOUND = 1 / 20, 1 / 100, 0.9
"""The rates that every check must keep."""

REPS = 8
"""Reps of each of forty people: 320 for a check, and 80 for one in a variant."""

FAULTY, SHOWN = 8, 4
"""How many people of different builds show each fault, and how many times each."""

QUICK_FPS = 15.0
"""Frames a second for hurry, and for faults that last only a few frames: a usual rate."""

Change = Callable[[Rep, Person], Rep]


def _turn(**angles: tuple[float, float]) -> Change:
    """Return the change that puts angles of the turn somewhere between two values."""
    return lambda rep, person: replace(
        rep, turn=rep.turn.to(**{k: person.habit.uniform(*v) for k, v in angles.items()})
    )


def _more(**angles: tuple[float, float]) -> Change:
    """Return the change that adds to the angles of the turn."""
    return lambda rep, person: replace(
        rep,
        turn=rep.turn.to(
            **{k: getattr(rep.turn, k) + person.habit.uniform(*v) for k, v in angles.items()}
        ),
    )


def _leaning(**angles: tuple[float, float]) -> Change:
    """Return the same change for the lean out of a seat, on the way up alone."""

    def change(rep: Rep, person: Person) -> Rep:
        new = {k: person.habit.uniform(*v) for k, v in angles.items()}
        return replace(rep, there=(rep.there or rep.turn).to(**new))

    return change


def _hurried(which: int, seconds: tuple[float, float]) -> Change:
    """Return the change that shortens one part of a rep to ``seconds``."""

    def change(rep: Rep, person: Person) -> Rep:
        took = list(rep.seconds)
        took[which] = person.habit.uniform(*seconds)
        return replace(rep, seconds=(took[0], took[1], took[2], took[3]))

    return change


def _knees_first(rep: Rep, person: Person) -> Rep:
    return replace(rep, there=rep.start.to(knee=person.habit.uniform(28, 38), shank=14))


def _leaned_back(rep: Rep, person: Person) -> Rep:
    arched = rep.start.to(trunk=-person.habit.uniform(20, 26))
    there_s, pause_s, back_s, _ = rep.seconds
    return replace(rep, start=arched, seconds=(there_s, pause_s, back_s, 2.0))


ROUND = _turn(bend=(40, 50))
HOLLOW = _turn(bend=(-40, -30))
HURRIED = _hurried(0, (0.45, 0.6))
HEAD_UP, HEAD_DOWN = _turn(head=(-60, -45)), _turn(head=(38, 50))
SQUATTY = _turn(knee=(58, 70), shank=(14, 20))
SHINS_AHEAD = _more(shank=(24, 30), knee=(8, 12))

_HINGE: Mapping[str, Change] = {
    "neutral_back: the back rounds by 40 to 50": ROUND,
    "bow_depth: down to level": _turn(trunk=(90, 98)),
    "knees_soft: a squat of it": SQUATTY,
    "head_in_line: looking at the wall": HEAD_UP,
    "head_in_line: chin to the chest": HEAD_DOWN,
    "stand_tall: leaning back at the top": _leaned_back,
    "unhurried: dropping down": HURRIED,
}
FAULTS: Mapping[str, Mapping[str, Change]] = {
    "hip_hinge": {
        **_HINGE,
        "hips_pressed_back: hips over the feet": _turn(
            trunk=(58, 65), shank=(14, 18), knee=(30, 36)
        ),
        "hips_lead: the knees go first": _knees_first,
        "knees_soft: locked": _turn(knee=(-8, -4), shank=(-9, -6)),
        "shins_still: shins tip forward": SHINS_AHEAD,
    },
    "hip_hinge.no_arching": {"neutral_back: hollowed by 30 to 40": HOLLOW},
    "hip_hinge.smaller_range": {
        "neutral_back: the back rounds by 40 to 50": ROUND,
        "bow_depth: half-way down and more": _turn(trunk=(58, 65)),
    },
    "good_morning": _HINGE,
    "good_morning.smaller_bow": {"bow_depth: half-way down and more": _turn(trunk=(58, 65))},
    "romanian_deadlift": {
        "neutral_back: the back rounds by 40 to 50": ROUND,
        "bow_depth: far below level": _turn(trunk=(106, 114)),
        "knees_soft: a squat of it": SQUATTY,
        "knees_soft: locked": _turn(knee=(-4, 0), shank=(-9, -6)),
        "knees_still: the knees bend on the way": _turn(knee=(50, 60), shank=(8, 14)),
        "shins_still: shins tip forward": SHINS_AHEAD,
        "weight_close: the weight a forearm away": _more(arm=(35, 42)),
        "stand_tall: leaning back at the top": _leaned_back,
        "unhurried: dropping down": HURRIED,
    },
    "romanian_deadlift.to_the_knees": {"bow_depth: below the knees": _turn(trunk=(74, 82))},
    "squat": {
        "neutral_back: the back rounds by 40 to 50": ROUND,
        "depth_with_long_back: deep and round": _turn(
            knee=(126, 132), shank=(26, 30), trunk=(35, 42), bend=(42, 50)
        ),
        "trunk_as_shins: a bow of it": _turn(trunk=(66, 74), shank=(10, 14), knee=(80, 86)),
        "trunk_lean: the chest on the thighs": _turn(trunk=(76, 84)),
        "heels_down: heels off": _turn(heel=(20, 28)),
        "unhurried: dropping down": HURRIED,
    },
    "squat.to_a_chair": {"squat_depth: below a chair": _turn(knee=(106, 114), shank=(24, 28))},
    "sit_to_stand": {
        "neutral_back: the back rounds by 40 to 50": _leaning(bend=(40, 50)),
        "lean_to_rise: bolt upright": _leaning(trunk=(6, 14)),
        "lean_to_rise: the chest on the thighs": _leaning(trunk=(80, 88)),
        "hips_open: up only half-way": _turn(trunk=(48, 56), knee=(6, 12)),
        "sit_slowly: dropping": _hurried(2, (0.55, 0.7)),
    },
    "lift_from_floor": {
        "neutral_back: the back rounds by 40 to 50": ROUND,
        "knees_help: stiff legs": _turn(knee=(2, 8), shank=(-8, -4)),
        "close_to_it: a long reach": _turn(arm=(48, 60)),
        "smooth_lift: with a jerk": _hurried(2, (0.35, 0.5)),
    },
    "hamstring_standing": {
        "neutral_back: the back rounds by 40 to 50": ROUND,
        "knee_straight: the knee bends": _turn(knee=(24, 28)),
    },
    "back_range": {
        "rounded: the back stays long": _turn(bend=(2, 10)),
        "knees_straight: the knees bend": _turn(knee=(30, 40)),
    },
}
"""Faults that trainers see, by exercise: the check for each, and the change that shows it."""


@dataclass(slots=True)
class Tally:
    """A check's counts: ``judged`` reps, and how many of them got a warn or a fault."""

    judged: int = 0
    warned: int = 0
    faulted: int = 0
    unseen: int = 0

    def add(self, check: CheckReport) -> None:
        """Count one more rep."""
        if check.verdict is Verdict.NOT_JUDGED:
            self.unseen += 1
            return
        self.judged += 1
        self.faulted += check.verdict is Verdict.FAULT
        self.warned += check.verdict in {Verdict.WARN, Verdict.FAULT}


@dataclass(slots=True)
class Played:
    """The result of some people: a tally for each check, and the reps done and counted."""

    done: int = 0
    counted: int = 0
    checks: dict[str, Tally] = field(default_factory=dict)

    def add(self, report: Report, done: int) -> None:
        """Add the report of one set."""
        items = report.reps or report.holds
        self.done += done
        self.counted += len(items)
        for item in items:
            for check in item.checks:
                self.checks.setdefault(check.id, Tally()).add(check)


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; from 0 to 1 if nothing was seen."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle, width = (
        share + z * z / (2 * of),
        z * math.sqrt(share * (1 - share) / of + (z / (2 * of)) ** 2),
    )
    return max(0.0, (middle - width) / (1 + z * z / of)), (middle + width) / (1 + z * z / of)


def spec_of(name: str) -> ExerciseSpec:
    """Return an exercise, or its variant if a dot and the variant follow."""
    exercise, _, variant = name.partition(".")
    spec = load_spec(exercise)
    return apply_variant(spec, variant) if variant else spec


def of_each(name: str) -> int:
    """Return the number of reps each person does: fewer of a variant, one of a long hold."""
    if spec_of(name).movement.kind == "hold":
        return 1
    return REPS // 4 if "." in name else REPS


def right(
    name: str, people: Sequence[Build] | None = None, *, seed: int = 0, count: int = 0
) -> Played:
    """Return the result of people who do an exercise right."""
    persons = _persons(people or builds(), seed)
    return _play(name, persons, RIGHT[name], count or of_each(name))


def wrong(name: str, fault: str, *, seed: int = 7, people: int = FAULTY, count: int = 0) -> Played:
    """Return the result of people who each show a fault."""
    change = FAULTS[name][fault]
    check = next(each for each in spec_of(name).checks if each.id == fault.partition(":")[0])
    persons = _persons(builds()[:: len(builds()) // people][:people], seed)

    def make(person: Person) -> Rep:
        return change(RIGHT[name](person), person)

    if _is_brief(check):
        return _play(name, persons, make, count or SHOWN, QUICK_FPS)
    return _play(name, persons, make, count or SHOWN)


def _is_brief(check: Check) -> bool:
    """Return whether a check looks at a time, or at a part of a rep that lasts only few frames."""
    return isinstance(check, Pace) or check.only is not None


def _persons(people: Sequence[Build], seed: int) -> list[Person]:
    return [person_of(build, 1000 * seed + number) for number, build in enumerate(people)]


def _play(
    name: str,
    persons: Sequence[Person],
    make: Callable[[Person], Rep],
    count: int,
    fps: float = FPS,
) -> Played:
    spec, came = spec_of(name), Played()
    for person in persons:
        session = Session(spec)
        for pose in played(person, make, count, fps):
            session.step(pose)
        came.add(session.report(), count)
    return came


def found(result: Played, fault: str) -> tuple[int, int, int]:
    """Return how often a fault was found, how often it was judged, and how often it was not."""
    tally = result.checks.get(fault.partition(":")[0], Tally())
    return tally.warned, tally.judged, tally.unseen


def faults_of(name: str) -> Iterator[str]:
    """Yield the faults that trainers see in an exercise."""
    yield from FAULTS.get(name, {})
