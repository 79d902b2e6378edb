"""Every recording judged by every exercise."""

import json
from pathlib import Path
from typing import Any

import pytest
from sets import hinges
from typer.testing import CliRunner, Result

from formcheck.cli.commands import Exit, app
from formcheck.evaluate.cross.cross import (
    Crossed,
    CrossTable,
    Kin,
    cross_schema,
    crossed,
    kin_of,
    own_exercise,
)
from formcheck.evaluate.labels.vocabulary import FAMILIES
from formcheck.pose.recording import save_recording
from formcheck.specs.files import judged_ids

ROOT = Path(__file__).parents[1]


def pair(kin: Kin = Kin.OTHER, **more: Any) -> Crossed:
    facts: dict[str, Any] = {
        "recording": "a",
        "shown": "squat",
        "exercise": "hip_hinge",
        "reps": 0,
        "holds": 0,
        "attempts": 0,
        "verdicts": {},
        "given": {},
        "said": (),
        "not_judged": (),
    }
    return Crossed(**facts | more, kin=kin)


def test_a_recording_is_judged_by_each_exercise() -> None:
    """Two bows are two reps of a hinge and none of a squat."""
    rows = crossed("bows", "hip_hinge", hinges(2), ["hip_hinge", "squat"])

    assert [(row.exercise, row.kin, row.reps) for row in rows] == [
        ("hip_hinge", Kin.OWN, 2),
        ("squat", Kin.OTHER, 0),
    ]
    assert rows[0].verdicts == {"good": 2}
    assert rows[0].given["good"] >= 2
    assert rows[1].silent


def test_all_exercises_are_tried_unless_some_are_named() -> None:
    """Nothing that can be loaded by id is left out."""
    assert [row.exercise for row in crossed("empty", "", [])] == judged_ids()


KIN = [
    ("hip_hinge", "hip_hinge", Kin.OWN),
    ("hip_hinge", "romanian_deadlift", Kin.FAMILY),
    ("squat", "sit_to_stand", Kin.FAMILY),
    ("lift_from_floor", "romanian_deadlift", Kin.OTHER),
    ("", "squat", Kin.OTHER),
    ("of_my_own", "of_yours", Kin.OTHER),
    ("of_my_own", "of_my_own", Kin.OWN),
]


@pytest.mark.parametrize(("shown", "exercise", "expected"), KIN)
def test_exercises_have_families(shown: str, exercise: str, expected: Kin) -> None:
    """An exercise is itself, of the same family, or another; what is not known has no family."""
    assert kin_of(shown, exercise) is expected


def test_every_shipped_exercise_has_a_family() -> None:
    """A new exercise is not forgotten, unless it is guided and nothing crosses it."""
    assert set(judged_ids()) == set(FAMILIES)


WRONG = [
    (pair(given={"fault": 1}), True),
    (pair(given={"good": 1}), True),
    (pair(verdicts={"good": 1}), True),
    (pair(given={"warn": 1, "no_rounding_seen": 1}), False),
    (pair(reps=3, verdicts={"not_judged": 3}), False),
    (pair(Kin.FAMILY, given={"fault": 1}), False),
    (pair(Kin.OWN, given={"fault": 1}), False),
]


@pytest.mark.parametrize(("row", "expected"), WRONG)
def test_a_fault_or_good_of_another_family_is_wrong(row: Crossed, expected: bool) -> None:
    """Counting alone does no harm, and within the family an exercise may be judged."""
    table = CrossTable(source="", rows=(row,))

    assert table.wrong == ((row,) if expected else ())


NAMES = [
    ("hip_hinge_good", "hip_hinge"),
    ("squat", "squat"),
    ("squats_good", ""),
    ("somebody", ""),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_recording_shows_the_exercise_that_its_name_begins_with(name: str, expected: str) -> None:
    """Golden recordings are named so."""
    assert own_exercise(name) == expected


# --- The command --------------------------------------------------------------------------------


def cross(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", "--cross", *map(str, words)])


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with one recording of poses."""
    save_recording(tmp_path / "hip_hinge_short.npz", hinges(1))
    return tmp_path


def test_poses_in_a_folder_are_crossed_without_a_model(kept: Path) -> None:
    """--json gives every pair, and needs no pose model for poses."""
    result = cross(kept, "--json")

    assert result.exit_code == Exit.DONE, result.stderr
    table = CrossTable.model_validate_json(result.stdout)
    assert {row.exercise for row in table.rows} == set(judged_ids())
    own = [row for row in table.rows if row.kin is Kin.OWN]
    assert [(row.recording, row.reps) for row in own] == [("hip_hinge_short", 1)]


def test_the_cross_table_is_printed(kept: Path) -> None:
    """People read how often exercises of another family were judged, then each pair."""
    result = cross(kept / "hip_hinge_short.npz")

    assert result.exit_code == Exit.DONE
    assert "an exercise of another family" in result.stdout
    assert "hip_hinge *" in result.stdout


def test_a_file_that_is_no_recording_is_reported(kept: Path) -> None:
    """The others go on, and the exit code tells."""
    (kept / "broken.npz").write_bytes(b"no recording")

    result = cross(kept, "--json")

    assert result.exit_code == Exit.UNREADABLE
    assert "broken.npz" in result.stderr
    assert len(CrossTable.model_validate_json(result.stdout).rows) == len(judged_ids())


def test_no_page_is_promised(kept: Path) -> None:
    """--out is for misses, of which a cross table has none."""
    result = cross(kept, "--out", "page")

    assert result.exit_code == Exit.USAGE
    assert "--out" in result.stderr


def test_the_schema_of_the_cross_table_is_up_to_date() -> None:
    """docs/cross.schema.json is what the models say."""
    written = (ROOT / "docs" / "cross.schema.json").read_text(encoding="utf-8")

    assert written == cross_schema()
    assert json.loads(written)["properties"]["schema"]["const"] == 1
