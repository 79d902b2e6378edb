"""Sets on disk: saved as they happen, listed, read, deleted; damage is skipped."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from disks import answered, make_pipe, unprivileged
from live_stand_ins import finding, rep, report

from formcheck.errors import OutputError, UsageError
from formcheck.exercise.results.report import Verdict
from formcheck.guide.guidance import Answer, Ended, Plan
from formcheck.history.set_files import (
    FoundSets,
    SetProgress,
    find_sets,
    load_set,
    save_to,
    set_paths,
    sets_folder,
)

PLAN = Plan(goal=5, sets=2)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_set_is_read_as_it_was_saved(tmp_path: Path) -> None:
    """What is not known, answers and times included, comes back unchanged."""
    started = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=2)))
    done = report(rep(1, finding(Verdict.FAULT, 12.5), finding(Verdict.NOT_JUDGED, math.nan, "x")))
    answer = Answer(3, further_down=False, usual_pain=2, leg_pain=True)
    save = save_to(tmp_path, "hip_hinge", PLAN, started)
    save(SetProgress(2, done, finished=True, answer=answer, ended=Ended.GOAL))

    (found,) = find_sets(tmp_path).sets
    saved = found.saved
    assert (saved.started, saved.exercise, saved.number) == (started, "hip_hinge", 2)
    assert (saved.plan, saved.answer, saved.ended) == (PLAN, answer, "goal")
    assert saved.finished
    assert saved.report.reps[0].checks[0] == done.reps[0].checks[0]
    assert math.isnan(saved.report.reps[0].checks[1].at_s)


@pytest.mark.parametrize("raised", [True, False])
def test_a_hand_raised_for_pain_is_still_read(tmp_path: Path, *, raised: bool) -> None:
    """Sets of earlier versions took a raised hand for pain: it ends it, as it did then."""
    save_to(tmp_path, "bow", PLAN, NOON)(SetProgress(1, report(rep(1)), True, Answer(pain=2)))
    (path,) = tmp_path.iterdir()
    earlier = json.loads(path.read_text("utf-8"))
    earlier["answer"] = {"pain": 2, "further_down": None, "signalled": raised}
    del earlier["plan"]["usual_pain"]
    path.write_text(json.dumps(earlier), "utf-8")

    answer = load_set(path).answer
    assert answer == Answer(pain=2, hurts=raised)
    assert answer.ends_it is raised


@pytest.mark.parametrize("told", ["7", ["signalled"], {"signalled": "perhaps"}, {"pane": 3}])
def test_an_answer_that_is_none_is_damage(tmp_path: Path, told: object) -> None:
    """What cannot be an answer is not taken for silence."""
    save_to(tmp_path, "bow", PLAN, NOON)(SetProgress(1, report(rep(1)), True))
    (path,) = tmp_path.iterdir()
    damaged = json.loads(path.read_text("utf-8"))
    damaged["answer"] = told
    path.write_text(json.dumps(damaged), "utf-8")

    assert find_sets(tmp_path).sets == ()
    assert len(find_sets(tmp_path).skipped) == 1


def test_a_set_going_on_is_one_file_replaced(tmp_path: Path) -> None:
    """After every rep the same file holds the newest state, and nothing else is left."""
    save = save_to(tmp_path, "bow", PLAN, NOON)
    for count in range(1, 4):
        save(SetProgress(1, report(*(rep(number + 1) for number in range(count)))))

        (found,) = find_sets(tmp_path).sets
        assert len(found.saved.report.reps) == count
        assert not found.saved.finished
    assert len(list(tmp_path.iterdir())) == 1


def test_sets_are_listed_newest_first(tmp_path: Path) -> None:
    """The order is that of the exercises, then of their sets, whatever the exercise and zone."""
    early = NOON.astimezone(timezone(timedelta(hours=11)))  # a later hour on another clock
    for exercise, started in (("squat", early), ("bow", NOON + timedelta(minutes=1))):
        for number in (1, 2):
            save_to(tmp_path, exercise, PLAN, started)(SetProgress(number, report(rep(1))))

    found = [(each.saved.exercise, each.saved.number) for each in find_sets(tmp_path).sets]
    assert found == [("bow", 2), ("bow", 1), ("squat", 2), ("squat", 1)]
    assert len(find_sets(tmp_path, most=3).sets) == 3


def test_a_damaged_file_is_skipped_with_its_reason(tmp_path: Path) -> None:
    """One broken file hides no other, and it is told which it is."""
    save_to(tmp_path, "bow", PLAN, NOON)(SetProgress(1, report(rep(1))))
    whole = next(tmp_path.glob("*.json")).read_text(encoding="utf-8")
    damaged = {
        "half.json": whole[: len(whole) // 2],
        "other.json": "{}",
        "later.json": whole.replace('"schema":1', '"schema":2', 1),
        "empty.json": "",
        "noise.json": "\x00\x01",
    }
    for name, text in damaged.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = find_sets(tmp_path)
    assert len(found.sets) == 1
    assert {Path(error.where).name for error in found.skipped} == set(damaged)


def test_a_file_half_written_by_a_kill_is_not_a_set(tmp_path: Path) -> None:
    """What was being written when the process died is neither listed nor an error."""
    (tmp_path / ".abc.part").write_text("{", encoding="utf-8")
    (tmp_path / ".abc.json").write_text("{", encoding="utf-8")

    assert find_sets(tmp_path) == find_sets(tmp_path / "nowhere")


def test_a_folder_that_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    """One that may not be read, or is none, holds no sets that are found, and it is told why."""
    (tmp_path / "file").touch()
    assert "a file is where" in find_sets(tmp_path / "file").skipped[0].what

    with unprivileged() as own:
        (own / "sets").mkdir()
        own.chmod(0)
        (denied,) = find_sets(own / "sets").skipped
    assert "Permission denied" in denied.what


def test_a_pipe_among_the_sets_is_skipped_at_once(tmp_path: Path) -> None:
    """Nobody waits for somebody to write into it, and it is told which it is."""
    pipe = make_pipe(tmp_path / "20261120T120000000000_bow_01.json")

    found = answered(lambda: find_sets(tmp_path))

    assert isinstance(found, FoundSets)
    assert not found.sets
    assert [error.where for error in found.skipped] == [str(pipe)]
    assert "a pipe, a device or a socket" in found.skipped[0].what


def test_a_set_that_was_deleted_is_not_brought_back(tmp_path: Path) -> None:
    """Its next rep is told that it is kept no more; the next set is kept as usual."""
    save = save_to(tmp_path, "bow", PLAN, NOON)
    save(SetProgress(1, report(rep(1))))
    for path in list(set_paths(tmp_path)):
        path.unlink()

    for _ in range(2):
        with pytest.raises(OutputError, match="kept no more"):
            save(SetProgress(1, report(rep(1), rep(2))))
    assert list(tmp_path.iterdir()) == []

    save(SetProgress(2, report(rep(1))))
    assert [found.saved.number for found in find_sets(tmp_path).sets] == [2]


def test_a_set_saved_on_another_day_is_not_brought_back_either(tmp_path: Path) -> None:
    """Whoever goes on with a set says that it has a file."""
    save = save_to(tmp_path, "bow", PLAN, NOON, saved_before={1})

    with pytest.raises(OutputError, match="kept no more"):
        save(SetProgress(1, report(rep(1)), finished=True))
    assert list(tmp_path.iterdir()) == []


def test_a_set_that_cannot_be_saved_is_told(tmp_path: Path) -> None:
    """A folder that cannot be made is an error with what to do."""
    (tmp_path / "sets").write_text("in the way", encoding="utf-8")
    save = save_to(tmp_path / "sets", "bow", PLAN, NOON)

    with pytest.raises(OutputError, match="cannot be kept"):
        save(SetProgress(1, report()))


@pytest.mark.parametrize("exercise", ["", "../up", "a/b", "A", "con:", "a" * 41, "bow\n"])
def test_only_ids_name_files(exercise: str, tmp_path: Path) -> None:
    """An id that could name another place is refused."""
    with pytest.raises(UsageError):
        save_to(tmp_path, exercise, PLAN, NOON)


def test_a_time_needs_its_zone(tmp_path: Path) -> None:
    """A time that could be anywhere's is refused."""
    with pytest.raises(UsageError, match="time zone"):
        save_to(tmp_path, "bow", PLAN, datetime(2026, 11, 20))


def test_sets_lie_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Their folder is in the one that may be named."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path))

    assert sets_folder().parent == tmp_path
