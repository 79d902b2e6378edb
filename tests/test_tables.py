"""The tables of a set: one row a rep, one row a frame."""

import csv
import io
import math

import pytest

from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    ComparedWith,
    HoldReport,
    Parted,
    ReferenceKind,
    Report,
    RepReport,
    SetReport,
    Verdict,
)
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.landmarks.pose import Pose
from formcheck.review.tables import MeasuresTable, measures_of, write_reps
from formcheck.specs.files import load_spec

BACK_FAULT = CheckReport(
    id="neutral_back",
    name="Long back",
    measure="back_curv",
    verdict=Verdict.FAULT,
    value=48.04,
    limit=35,
    error=8,
)
KNEES_UNSEEN = CheckReport(
    id="knees_soft",
    name="Knees soft",
    measure="knee_flex",
    verdict=Verdict.NOT_JUDGED,
    reason="the knee is hidden",
)


def report(**parts: object) -> Report:
    facts = {"exercise": "hip_hinge", "exercise_name": "Hip hinge", "view": "side"}
    return Report.model_validate(facts | {"judged": True, "not_judged": ()} | parts)


def rep(number: int, start_s: float, *checks: CheckReport) -> RepReport:
    return RepReport(
        number=number,
        start_s=start_s,
        extreme_s=start_s + 2,
        end_s=start_s + 4,
        extreme=61.5,
        verdict=Verdict.FAULT,
        label="fault",
        phases_s={"lowering": 1.5, "bottom": 0.5, "rising": math.nan},
        checks=checks,
    )


def rows(report: Report) -> list[dict[str, str]]:
    file = io.StringIO()
    write_reps(file, report)
    return list(csv.DictReader(io.StringIO(file.getvalue())))


@pytest.fixture
def hinge() -> ExerciseSpec:
    return load_spec("hip_hinge")


def test_a_rep_is_one_row_with_its_checks_side_by_side() -> None:
    """Times, phases, and per check verdict, value, limit, error and reason stand in one row."""
    [row] = rows(report(reps=[rep(1, 3.25, BACK_FAULT, KNEES_UNSEEN)]))

    assert row["kind"] == "rep"
    assert (row["start_s"], row["extreme_s"], row["end_s"]) == ("3.25", "5.25", "7.25")
    assert (row["extreme"], row["verdict"]) == ("61.5", "fault")
    assert (row["lowering_s"], row["rising_s"]) == ("1.5", "")
    assert (row["neutral_back"], row["neutral_back_value"]) == ("fault", "48.04")
    assert (row["neutral_back_limit"], row["neutral_back_error"]) == ("35.0", "8.0")
    assert (row["knees_soft"], row["knees_soft_value"]) == ("not_judged", "")
    assert row["knees_soft_reason"] == "the knee is hidden"


def test_what_the_back_was_compared_with_stands_in_its_row() -> None:
    """By its name in the report; empty for a rep whose back was not judged."""
    used = ComparedWith(kind=ReferenceKind.STANDING, error_deg=10, words="your own, standing")
    known = rep(1, 0.0).model_copy(update={"back_reference": used})

    assert [row["back_reference"] for row in rows(report(reps=[known, rep(2, 5.0)]))] == [
        "standing",
        "",
    ]


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", r"'\t=1"),
        ("\r=1", r"'\r=1"),
        ("two\r\nrows", "two\\r\nrows"),
        ("＝1+1", "'＝1+1"),
        ("-", "'-"),
        ("-3.5", "-3.5"),
        ("-3.5°", "'-3.5°"),
        ("-inf", "'-inf"),
        ("fault = 1", "fault = 1"),
        ("'=1", "'=1"),
        ("", ""),
    ],
)
def test_a_text_is_no_formula(words: str, cell: str) -> None:
    """Texts come from specs; a spreadsheet runs what begins like a formula."""
    [row] = rows(report(reps=[rep(1, 3.25).model_copy(update={"label": words})]))

    assert row["label"] == cell


def test_names_of_columns_are_no_formulas() -> None:
    """An id cannot be one, and would not become one."""
    check = BACK_FAULT.model_copy(update={"id": "=1+1"})

    assert "'=1+1_value" in rows(report(reps=[rep(1, 3.25, check)]))[0]


@pytest.mark.parametrize("value", [-3.5, -1e-3, -12, 1e-3])
def test_a_number_stays_a_number(value: float) -> None:
    """Below zero, too."""
    check = BACK_FAULT.model_copy(update={"value": value})

    assert float(rows(report(reps=[rep(1, 3.25, check)]))[0]["neutral_back_value"]) == value


def test_attempts_stand_between_the_reps_where_they_happened() -> None:
    """Rows are in the order of time, and an attempt is no rep."""
    short = AttemptReport(start_s=8, extreme_s=9, end_s=10, extreme=24, reason="short")

    found = rows(report(reps=[rep(1, 3), rep(2, 12)], attempts=[short]))

    assert [row["kind"] for row in found] == ["rep", "attempt", "rep"]
    assert (found[1]["label"], found[1]["number"], found[1]["verdict"]) == ("short", "", "")


def test_a_hold_is_a_row_with_the_time_held() -> None:
    """Holds have the seconds really held and the person's side."""
    hold = HoldReport(
        number=1,
        start_s=2,
        end_s=34,
        held_s=30.5,
        side="left",
        verdict=Verdict.GOOD,
        label="good",
        checks=(),
    )

    [row] = rows(report(holds=[hold]))

    assert (row["kind"], row["held_s"], row["side"]) == ("hold", "30.5", "left")


def test_a_set_of_nothing_is_a_table_of_headings() -> None:
    """Without reps the file has its first line and no other."""
    file = io.StringIO()

    write_reps(file, report())

    assert file.getvalue().startswith("kind,number,start_s,")
    assert file.getvalue().count("\n") == 1


def test_words_with_commas_and_quotes_come_back_as_they_were() -> None:
    """Reasons may hold anything a table could take for its own signs."""
    reason = 'the knee, "the near one"\nis hidden'
    check = KNEES_UNSEEN.model_copy(update={"reason": reason})

    [row] = rows(report(reps=[rep(1, 0, check)]))

    assert row["knees_soft_reason"] == reason


def test_every_frame_is_a_row_with_the_measures_of_the_spec(hinge: ExerciseSpec) -> None:
    """A measure that was not seen stays empty; the followed one comes first."""
    file = io.StringIO()
    table = MeasuresTable(file, hinge)
    pose = Pose(0.0, (64, 48))

    table.add(Moment(0.5, pose, values={Measure.TRUNK_INCL: 12.34567}, phase="lowering"))
    table.add(Moment(0.533333, pose, values={Measure.TRUNK_INCL: math.nan}))

    heading, first, second = csv.reader(io.StringIO(file.getvalue()))
    assert heading[:3] == ["time_s", "phase", "trunk_incl"]
    assert set(heading[3:]) >= {"back_curv", "knee_flex", "hip_setback", "hip_flex"}
    assert first[:3] == ["0.5", "lowering", "12.346"]
    assert first[3:] == [""] * (len(heading) - 3)
    assert second[:3] == ["0.533", "", ""]


def test_a_measure_used_twice_is_one_column(hinge: ExerciseSpec) -> None:
    """Several checks of one measure share its column."""
    used = measures_of(hinge)

    assert len(used) == len(set(used))
    assert used[0] is hinge.judged.follow


def test_reps_name_their_set_where_there_are_several() -> None:
    """One set needs no column."""
    reps = [rep(1, 0), rep(2, 40)]
    parts = [
        SetReport(number=i, start_s=0, end_s=1, reps=(i,), after=None if i == 1 else Parted.REST)
        for i in (1, 2)
    ]

    assert [row["set"] for row in rows(report(reps=reps, sets=parts))] == ["1", "2"]
    assert "set" not in rows(report(reps=reps[:1], sets=parts[:1]))[0]


def test_a_try_at_a_hold_has_its_length() -> None:
    """Seconds held stand in the column of the holds."""
    attempt = AttemptReport(start_s=1, extreme_s=1, end_s=9, reason="too short", held_s=7.5)

    assert rows(report(attempts=[attempt]))[0]["held_s"] == "7.5"
