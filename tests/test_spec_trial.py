"""Specs by which nothing could be judged are refused on their lines, by what figures can do."""

import re
from pathlib import Path

import pytest
from make_recordings import RECORDINGS
from spec_texts import (
    HOLD,
    REPS,
    Mistake,
    changed,
    is_found,
    line_of,
    problems_of,
    warnings_of,
)
from typer.testing import CliRunner

from formcheck.cli.spec import app
from formcheck.errors import SpecError
from formcheck.specs.files import load_spec, shipped_folder, tried_spec

SHIPPED = {path.stem: path.read_text("utf-8") for path in shipped_folder().glob("*.yaml")}
SQUAT, HINGE, STRETCH = (SHIPPED[name] for name in ("squat", "hip_hinge", "hamstring_standing"))


def tried(folder: Path, text: str) -> list[str]:
    """Return what is refused in a spec, each as ``line: message``."""
    name = re.search(r"(?m)^id: (\w+)$", text)
    assert name is not None
    path = folder / f"{name[1]}.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        tried_spec(path)
    except SpecError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


NEVER = [
    (HOLD, Mistake("wobble: 5", "wobble: 20", "wobble: 20", "is never left")),
    (REPS, Mistake("below: 0.1", "below: 2.4", "- name: picking", "every rep would be 'picking")),
    (
        SQUAT,
        Mistake(
            "measure: knee_gap\n        above: 60",
            "measure: knee_flex\n        above: 45",
            "- name: bending one",
            "every rep would be 'bending one leg alone'",
        ),
    ),
    (REPS, Mistake("below: 15", "below: -35", "when:", "no rep could begin")),
    (
        STRETCH,
        Mistake(
            "knee_flex\n      below: 30",
            "knee_flex\n      above: 45",
            "target:\n      max: 10",
            "nobody can keep this in the position",
        ),
    ),
    (
        HINGE,
        Mistake(
            "above: 50\n    target:",
            "above: 150\n    target:",
            "only:                        # balance",
            "this is never so in bottom",
        ),
    ),
    (
        changed(REPS, "too_low: Slower on", "too_high: Faster on"),
        Mistake(
            "min: 0.6",
            "max: 0.01",
            "target:\n      max: 0.01",
            "every rep that we tried is a fault here",
        ),
    ),
]


@pytest.mark.parametrize(("text", "mistake"), NEVER, ids=[each.says[:24] for _, each in NEVER])
def test_what_nobody_can_do_is_refused(tmp_path: Path, text: str, mistake: Mistake) -> None:
    """What no figure can begin, keep or leave is a mistake on its line."""
    wrong = changed(text, mistake.old, mistake.new)
    found = tried(tmp_path, wrong)
    assert any(mistake.says in each for each in found), found
    assert found[0].startswith(f"{line_of(wrong, mistake.at)}: ")


@pytest.mark.parametrize("text", [REPS, HOLD], ids=["reps", "hold"])
def test_what_can_be_done_is_right(tmp_path: Path, text: str) -> None:
    """Specs that people can do are not refused."""
    assert tried(tmp_path, text) == []


def test_a_wobble_just_small_enough_is_right(tmp_path: Path) -> None:
    """Whoever stands up again from a lean of 15 is out of it with a wobble of 14."""
    assert tried(tmp_path, changed(HOLD, "wobble: 5", "wobble: 14")) == []


def test_an_own_spec_is_tried_when_it_is_loaded(tmp_path: Path) -> None:
    """An own spec by which nothing could be judged is refused, not judged by."""
    path = tmp_path / "lean_hold.yaml"
    path.write_text(changed(HOLD, "wobble: 5", "wobble: 20"), encoding="utf-8")
    with pytest.raises(SpecError, match="never left"):
        load_spec(path)


def test_a_recording_beside_a_spec_must_come_out_as_it_says(tmp_path: Path) -> None:
    """An example whose recording lies beside the spec is played, and must agree."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    name = "squat_good.npz"
    (folder / name).write_bytes((RECORDINGS / name).read_bytes())
    path = tmp_path / "squat.yaml"
    path.write_text(SQUAT, encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(path)]).exit_code == 0
    path.write_text(changed(SQUAT, "reps: 3", "reps: 4"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    assert "'reps' is 4, but 3 come out" in result.stdout


LOW = "        below: 0.1\n"
ALSO, NEITHER = (
    f"{LOW}      {name}:\n        - measure: hand_height\n          {limit}: 0.2\n"
    for name, limit in (("also", "above"), ("never", "below"))
)
STATIC = [
    (REPS, Mistake("name: Depth", "name: Long Back", "name: Long Back", "two checks are called")),
    (REPS, Mistake("min: 0.6", "min: 121", "min: 121", "the time lies between 0 and 120 s")),
    (REPS, Mistake("min: 0.6", "min: 41", "min: 41", "nobody takes 20.5 s for one part")),
    (HOLD, Mistake("[holding]", "[getting_ready]", "during: [get", "nothing is judged while")),
    (HOLD, Mistake("wobble: 5", "wobble: 80", "wobble: 80", "could never leave the position")),
    (HOLD, Mistake("wobble: 5", "wobble: 0.4", "wobble: 0.4", "no hold would ever count")),
    (HOLD, Mistake("kind: stay", "kind: steady", "kind: steady", "a hold has no rest before")),
    (REPS, Mistake(LOW, NEITHER, "- measure: hand_height", "which it then never is")),
    (REPS, Mistake(LOW, ALSO, "- measure: hand_height", "this is never 'picking something up'")),
    (
        REPS,
        Mistake(
            "reps: 5\n    problems: [long",
            "problems: [long",
            "- recording: small_bow_r",
            "nothing is counted in this example",
        ),
    ),
]


@pytest.mark.parametrize(("text", "mistake"), STATIC, ids=[each.says[:24] for _, each in STATIC])
def test_what_would_silently_never_work_is_refused(
    tmp_path: Path, text: str, mistake: Mistake
) -> None:
    """What can be told from the numbers alone needs no figure."""
    assert is_found(tmp_path, text, mistake)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(REPS, "min: 0.6", "min: 40"), (HOLD, "wobble: 5", "wobble: 0.5")],
)
def test_just_inside_is_right(tmp_path: Path, text: str, old: str, new: str) -> None:
    """The same just inside of the limit is no mistake."""
    name = "small_bow" if text is REPS else "lean_hold"
    assert problems_of(tmp_path, name, changed(text, old, new)) == []


def test_a_start_hardly_reached_is_a_warning(tmp_path: Path) -> None:
    """Who stands at 0 is surely below 6 with an error of 5, and not surely below 4."""
    path = tmp_path / "small_bow.yaml"
    said = []
    for limit in (6, 4):
        path.write_text(changed(REPS, "below: 15", f"below: {limit}"), encoding="utf-8")
        said.append([each.message for each in tried_spec(path)[1]])
    assert said[0] == []
    assert "reps may not end" in said[1][0]


def test_what_every_usual_rep_may_be_is_a_warning(tmp_path: Path) -> None:
    """Who stands with one foot ahead may still do it; the others all look so."""
    path = tmp_path / "squat.yaml"
    path.write_text(changed(SQUAT, "above: 0.3", "below: 0.3"), encoding="utf-8")
    [warning] = tried_spec(path)[1]
    assert "may often be taken for 'standing with one foot ahead'" in warning.message


def test_a_further_measure_that_tells_no_rep_is_refused(tmp_path: Path) -> None:
    """Nobody's knee is bent back by 30."""
    text = changed(SHIPPED["lift_from_floor"], "        below: 30", "        below: -30")
    [found] = tried(tmp_path, text)
    assert "nobody who is standing is in 'standing' (knee_flex" in found


def test_a_cue_of_the_other_side_is_refused(tmp_path: Path) -> None:
    """What the exercise says where a value is too high, its version says there too."""
    text = changed(
        HINGE, "          too_high: Not quite so low.", "          too_low: Not quite so low."
    )
    found = problems_of(tmp_path, "hip_hinge", text)
    assert any("the exercise says this where the value is too high" in p.message for p in found)


@pytest.mark.parametrize(("share", "mistakes"), [("0.14", 1), ("0.16", 0)])
def test_a_share_that_never_matters_is_refused(tmp_path: Path, share: str, mistakes: int) -> None:
    """No own limit is below 15, and no range above 100."""
    text = changed(HINGE, "target: 0.35", f"target: {share}")
    found = problems_of(tmp_path, "hip_hinge", text)
    assert [p for p in found if "it says nothing" in p.message][1:] == []
    assert len([p for p in found if "it says nothing" in p.message]) == mistakes


def test_what_is_only_suspicious_is_a_warning(tmp_path: Path) -> None:
    """A back as it is standing that would be found too round may be meant."""
    text = changed(REPS, "      max: 25\n    fault:\n      max: 35", "      max: -10")
    [found] = warnings_of(tmp_path, "small_bow", text)
    assert "a back that stays as it is standing" in found.message


def test_at_most_twenty_mistakes_are_printed(tmp_path: Path) -> None:
    """The rest is a number; nothing of it is lost to programs."""
    path = tmp_path / "small_bow.yaml"
    path.write_text(REPS + "".join(f"x{i}: 1\n" for i in range(25)), encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    assert len(caught.value.problems) == 25
    assert str(caught.value).count("\n") == 20
    assert "\nand 5 more" in str(caught.value)
    printed = CliRunner().invoke(app, ["check", str(path)]).stdout.splitlines()
    assert printed[-2:] == ["and 5 more", "small_bow.yaml: 25 mistakes"]


def test_twenty_mistakes_are_all_printed(tmp_path: Path) -> None:
    """No more than twenty need no number."""
    path = tmp_path / "small_bow.yaml"
    path.write_text(REPS + "".join(f"x{i}: 1\n" for i in range(20)), encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    assert "more" not in str(caught.value)
    assert len(caught.value.lines()) == 20
