"""Specs of guided exercises: what contradicts itself is found, and nothing of them is judged."""

from pathlib import Path

import pytest
from spec_texts import GUIDED, REPS, Mistake, changed, is_found, problems_of, warnings_of

from formcheck.errors import SpecError, UsageError
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Posture
from formcheck.review.plan import plan
from formcheck.specs.card import spec_card
from formcheck.specs.files import judged_ids, load_spec, spec_ids

LED = {"pelvic_tilt", "knee_rolls", "walking", "box_breathing"}
SIDED = changed(
    changed(GUIDED, "Flatten your back.", "Both knees {side}."), "once: tilt", "once: roll"
)

MISTAKES = [
    Mistake("posture: lying", "posture: lying\nview: side", "view:", "leave 'view' out"),
    Mistake("posture: lying", "posture: lying\npraise: Good.", "praise:", "leave 'praise' out"),
    Mistake("dose:", "checks: []\n\ndose:", "checks:", "leave 'checks' out"),
    Mistake("dose:", "variants: []\n\ndose:", "variants:", "leave 'variants' out"),
    Mistake("[key]", "[raised_hand, key]", "stop_signals:", "nobody watches for 'raised_hand'"),
    Mistake("  reps_from: 5\n", "", "dose:", "'reps_from' is missing: it says how many times"),
    Mistake("  sets: 1", "  minutes_to: 5\n  sets: 1", "minutes_to", "not by 'minutes_to'"),
    Mistake("      seconds: 4", "      pages: 4", "pages: 4", "'pages' is not a word we know"),
    Mistake(
        "      seconds: 4\n", "", "    - name: Flatten", "must last either 'seconds' or 'breaths'"
    ),
    Mistake(
        "seconds: 4",
        "seconds: 4\n      breaths: 1",
        "    - name: Flatten",
        "must last either 'seconds' or 'breaths'",
    ),
    Mistake("seconds: 4", "breaths: 1", "breaths: 1", "'breath_s' must say how long a breath"),
    Mistake("ready_s: 10", "ready_s: 10\n  breath_s: 5", "breath_s", "no step lasts breaths"),
    Mistake("seconds: 4", "seconds: 1", "seconds: 1", "lasts 1 s, and takes 1.2 s to say"),
    Mistake("ready_s: 10", "ready_s: 1", "ready_s: 1", "takes 2 s to say, longer than 'ready_s'"),
    Mistake("Flatten your back.", "Now {side}.", "movement:", "so 'sides' must be 'each'"),
    Mistake("once: tilt", "once: tilt\n  sides: each", "sides:", "nobody knows whose turn it is"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.says[:40])
def test_what_contradicts_itself_is_found(tmp_path: Path, mistake: Mistake) -> None:
    """On its line, in words that say what to do."""
    assert is_found(tmp_path, GUIDED, mistake)


def test_a_sound_one_has_no_mistake_and_no_warning(tmp_path: Path) -> None:
    """No recording could prove it, so that none is missed."""
    assert problems_of(tmp_path, "small_tilt", GUIDED) == []
    assert warnings_of(tmp_path, "small_tilt", GUIDED) == []
    sided = changed(SIDED, "once: roll", "once: roll\n  sides: each")
    assert problems_of(tmp_path, "small_tilt", sided) == []


@pytest.mark.parametrize(("seconds", "right"), [("1.2", True), ("1.1", False)])
def test_a_step_lasts_as_long_as_it_takes_to_say(tmp_path: Path, seconds: str, right: bool) -> None:
    """Three words take 1.2 seconds."""
    text = changed(GUIDED, "seconds: 4", f"seconds: {seconds}")
    assert (problems_of(tmp_path, "small_tilt", text) == []) is right


def test_steps_and_a_timer_are_either_or(tmp_path: Path) -> None:
    """Neither is as wrong as both."""
    timer = "  timer:\n    name: Walk\n    say: Walk.\n    halfway: Half.\n"
    both = changed(
        GUIDED, "  source: own judgement\n\ndose", f"{timer}  source: own judgement\n\ndose"
    )
    steps = GUIDED[GUIDED.index("  steps:") : GUIDED.index("  source:")]
    messages = [p.message for p in problems_of(tmp_path, "small_tilt", both)]
    assert "there are 'steps' already; it is either or" in messages
    (neither,) = problems_of(tmp_path, "small_tilt", changed(GUIDED, steps, ""))
    assert neither.message == "a guided exercise needs 'steps' or a 'timer'"


@pytest.mark.parametrize("name", ["view", "calibration", "checks", "praise"])
def test_what_is_judged_still_needs_all_it_is_judged_by(tmp_path: Path, name: str) -> None:
    """Leaving out what only a guided one leaves out is a mistake, told once."""
    lines = REPS.splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith(f"{name}:"))
    rest = (i for i, line in enumerate(lines) if i > first and line[:1] not in {" ", "\n"})
    text = "".join(lines[:first] + lines[next(rest) :])
    if name == "checks":
        text = text[: text.index("examples:")]
    messages = [problem.message for problem in problems_of(tmp_path, "small_bow", text)]
    assert messages.count(f"'{name}' is missing") == 1


def test_only_a_timer_is_dosed_in_minutes(tmp_path: Path) -> None:
    """Reps are no minutes."""
    text = changed(REPS, "  sets: 2", "  minutes_from: 2\n  sets: 2")
    (problem,) = problems_of(tmp_path, "small_bow", text)
    assert problem.message == "only a guided timer has 'minutes_from'"


# --- The shipped ones -----------------------------------------------------------------------------


def test_four_are_shipped_and_none_is_judged() -> None:
    """They are among the exercises and not among what is reviewed, recognised or crossed."""
    assert set(spec_ids()) >= LED
    assert not LED & set(judged_ids())
    assert len(judged_ids()) + len(LED) == len(spec_ids())


def test_they_say_how_one_is_placed() -> None:
    """By which it is told for whom they are."""
    postures = {name: load_spec(name).posture for name in LED}
    assert postures == {
        "pelvic_tilt": Posture.LYING,
        "knee_rolls": Posture.LYING,
        "walking": Posture.STANDING,
        "box_breathing": Posture.SITTING,
    }


def test_a_box_has_four_equal_sides() -> None:
    """In, hold, out, hold, four seconds each."""
    movement = load_spec("box_breathing").guided
    assert movement is not None
    assert [step.seconds for step in movement.steps] == [4.0] * 4


def test_a_walker_hears_the_pace_twice() -> None:
    """At the start and half-way: can talk, not sing."""
    movement = load_spec("walking").guided
    assert movement is not None
    assert movement.timer is not None
    for said in (movement.timer.say, movement.timer.halfway):
        assert "talk" in said
        assert "sing" in said


@pytest.mark.parametrize("name", sorted(LED))
def test_none_can_be_reviewed_and_one_message_says_so(name: str) -> None:
    """Before a recording is looked at; the same is said to a program."""
    with pytest.raises(UsageError, match="is guided, not judged") as refused:
        plan([Path("set.mp4")], name)
    assert "page 'Exercise'" in refused.value.to_do
    with pytest.raises(UsageError, match="is guided, not judged"):
        Session(load_spec(name))


def test_a_card_says_what_is_said() -> None:
    """Each step with its time, and that nothing is judged."""
    card = spec_card(load_spec("knee_rolls"))
    assert "Guided, not judged" in card
    assert "once for each side" in card
    assert "What is checked" not in card


def test_a_broken_own_one_is_told_by_whoever_loads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands among the judged until it can be read."""
    monkeypatch.setattr("formcheck.specs.files.own_folder", lambda: tmp_path)
    (tmp_path / "broken.yaml").write_text("spec: 1\n", encoding="utf-8")
    assert "broken" in judged_ids()
    with pytest.raises(SpecError):
        load_spec("broken")
