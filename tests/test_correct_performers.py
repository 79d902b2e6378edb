"""People of many builds who do an exercise right hear nothing; what goes wrong is found.

A few of them are played here; all of them are in the table of ``docs/performers.md``, which is
held to what is asked of every check.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from figures import chain
from performers import CALIBRATION_S, RIGHT, TRAITS, Person, builds, centre, person_of, played
from performing import (
    FAULTS,
    MAX_FAULTED,
    MAX_WARNED,
    MIN_FOUND,
    faults_of,
    interval,
    right,
    spec_of,
    wrong,
)

from formcheck.landmarks.pose import Part
from formcheck.specs.files import load_spec, spec_ids

PAGE = (Path(__file__).parents[1] / "docs" / "performers.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and "---" not in line and not line.startswith("| exercise")
]
DONE_RIGHT = [row for row in ROWS if "of" in row[2].split()[1:2]]
GONE_WRONG = [row for row in ROWS if row not in DONE_RIGHT]

MIN_REPS = 300
"""Of a check in an exercise of repetitions as it is; holds take a quarter of a minute each."""


def percent(cell: str) -> float:
    """Return the share a cell begins with, or that after a colon; nothing is none."""
    told = re.search(r"([\d.]+)% \(", cell)
    return float(told.group(1)) / 100 if told else 0.0


def test_there_are_forty_builds() -> None:
    """Each trait alone, every two of them, and other legs; no two alike."""
    people = builds()
    assert len(people) == 40
    assert len({build.name for build in people}) == 40
    for trait in TRAITS:
        assert sum(trait in build.name for build in people) >= 7


@pytest.mark.parametrize("name", ["hip_hinge", "good_morning", "romanian_deadlift", "squat"])
def test_whoever_is_right_does_not_fall(name: str) -> None:
    """The body's centre is over the foot, whatever the build, and no joint beyond its range."""
    load = 0.06 if name == "romanian_deadlift" else 0.0
    for number, build in enumerate(builds()):
        person = person_of(build, number)
        turn = RIGHT[name](person).turn
        near, _ = chain(turn, build.lengths)
        foot = [(near[part] - near[Part.ANKLE]).real for part in (Part.HEEL, Part.TOE)]
        assert foot[0] < centre(turn, build, load) < foot[1]
        assert turn.shank <= build.ankle
        assert turn.hip <= max(build.hamstring + turn.knee, 125)


def test_short_hamstrings_bow_less_and_stiff_ankles_lean_more() -> None:
    """Traits do what they are called after."""
    people = {build.name: build for build in builds()}

    def turned(name: str, trait: str) -> float:
        make = RIGHT[name]
        return float(np.mean([make(person_of(people[trait], i)).turn.trunk for i in range(20)]))

    assert turned("hip_hinge", "short hamstrings") < turned("hip_hinge", "average") - 5
    assert turned("squat", "stiff ankles") > turned("squat", "average") + 4
    assert turned("lift_from_floor", "box in front") != turned("lift_from_floor", "average")


def test_the_same_seed_gives_the_same_person() -> None:
    """The table can be made again."""

    def first(person: Person) -> float:
        return float(played(person, RIGHT["squat"], 1)[-1].points_px[0, 0])

    assert first(person_of(builds()[3], 5)) == first(person_of(builds()[3], 5))
    assert first(person_of(builds()[3], 5)) != first(person_of(builds()[3], 6))
    assert sum(CALIBRATION_S) > 4


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 320, 0, 0.0119), (16, 320, 0.031, 0.0797)]
)
def test_the_interval_is_wilson_s(hits: int, of: int, low: float, high: float) -> None:
    """As in any table of it; of nothing nothing is known."""
    assert interval(hits, of) == pytest.approx((low, high), abs=6e-4)
    assert interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("name", ["hip_hinge", "squat", "lift_from_floor", "sit_to_stand"])
def test_a_few_who_are_right_are_faulted_with_nothing(name: str) -> None:
    """Somebody plain, somebody stiff and short of hamstrings: their reps count, none is a fault."""
    people = builds()
    result = right(name, [people[0], people[8]], seed=3, count=3)
    assert result.counted == result.done == 6
    for check in result.checks.values():
        assert check.faulted == 0
        assert check.warned <= 3


@pytest.mark.parametrize("name", ["hip_hinge", "lift_from_floor", "hip_hinge.no_arching"])
def test_a_back_that_rounds_or_hollows_is_found(name: str) -> None:
    """The first thing named of an exercise, shown by two people."""
    fault = next(faults_of(name))
    result = wrong(name, fault, people=2, count=3)
    assert result.checks["neutral_back"].warned >= 5


def test_every_check_of_every_exercise_is_in_the_table() -> None:
    """Nothing is left out: whoever adds a check adds what is right about it."""
    told = {(row[0], row[1]) for row in DONE_RIGHT}
    for name in spec_ids():
        assert {(name, check.id) for check in load_spec(name).checks} <= told
    assert {row[0] for row in DONE_RIGHT} == set(RIGHT)
    assert {(row[0], f"{row[1]}: {row[2]}") for row in GONE_WRONG} == {
        (name, fault) for name in FAULTS for fault in FAULTS[name]
    }


@pytest.mark.parametrize("row", DONE_RIGHT, ids=lambda row: f"{row[0]}-{row[1]}")
def test_whoever_is_right_is_rarely_warned_and_hardly_ever_faulted(row: list[str]) -> None:
    """Of every check and exercise, as the table has it."""
    name, check, judged, warned, faulted = row
    assert percent(warned) <= MAX_WARNED
    assert percent(faulted) <= MAX_FAULTED
    applies = next(each for each in spec_of(name).checks if each.id == check)
    conditional = getattr(applies, "only", None) is not None
    if spec_of(name).movement.kind == "reps" and not conditional and "." not in name:
        assert int(judged.split(" of ")[0]) >= MIN_REPS


FOUND_LESS = {
    ("hip_hinge", "hips over the feet"): 0.75,
    ("hip_hinge", "shins tip forward"): 0.8,
}
"""Found less than nine of ten times (over all forty builds 0.77 and 0.84): both are about as far
from right as twice the measure's error, and with limits that find more, live sets of somebody who
does it right are no longer called good."""


@pytest.mark.parametrize("row", GONE_WRONG, ids=lambda row: f"{row[0]}-{row[2]}")
def test_what_trainers_see_is_found(row: list[str]) -> None:
    """Nine of ten times or more, but for what is known to be found less."""
    assert percent(row[3]) >= FOUND_LESS.get((row[0], row[2]), MIN_FOUND)
