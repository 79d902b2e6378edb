"""formcheck spec: what it prints, and with which exit code it ends."""

import json
from pathlib import Path

import pytest
from spec_texts import HOLD, REPS, changed, line_of
from typer.testing import CliRunner, Result

from formcheck.cli.spec import app
from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.specs.files import read_spec, shipped_folder

TEN = [
    ("wobble: 5", "wobbel: 5", "'wobbel' is not a word we know here; did you mean 'wobble'?"),
    ("        above: 35", "        above: 350", "'above' is 350, but trunk_incl lies between"),
    ("measure: back_curv", "measure: back_curve", "'measure' cannot be 'back_curve'; did you"),
    ("      max: 35", "      max: 29", "the warn band is 4 ° wide, narrower than the error of"),
    ("kind: reach", "kind: reech", "kind 'reech' does not exist; it can be 'pace', 'reach',"),
    ("      min: 40", "      min: '40'", "'min' must be a number; leave the quotes out"),
    ("[lowering, bottom]", "[lowering, botom]", "there is no phase 'botom'; the phases are"),
    ("explain: Take your time.", "explain: yes", "'yes' would be read as true; put it in quotes"),
    ("down_s: 2", "down_s: 2\n  down_s: 3", "'down_s' is written twice"),
    ("problems: [long_back]", "problems: [lang_back]", "there is no check 'lang_back'; did you"),
]


def run(*arguments: str | Path) -> Result:
    """Run ``formcheck spec`` with arguments."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def write(folder: Path, name: str, text: str) -> Path:
    """Write a spec file."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_ten_mistakes_print_ten_errors_with_lines(tmp_path: Path) -> None:
    """Ten deliberate mistakes come out as ten errors, each with its line, and exit code 1."""
    text = REPS
    for old, new, _ in TEN:
        text = changed(text, old, new)
    result = run("check", write(tmp_path, "small_bow", text))
    *errors, count = result.stdout.splitlines()
    assert result.exit_code == 1
    assert count == "small_bow.yaml: 10 mistakes"
    assert len(errors) == 10
    for _, new, says in TEN:
        line = line_of(text, new.splitlines()[-1].strip())
        assert any(error.startswith(f"small_bow.yaml, line {line}: {says}") for error in errors)


def test_specs_without_mistakes_pass(tmp_path: Path) -> None:
    """Right specs are said to be right, and warnings do not change the exit code."""
    warned = changed(HOLD, "    cues:\n      too_high: Hold, keep breathing.\n", "")
    bow, hold = write(tmp_path, "small_bow", REPS), write(tmp_path, "lean_hold", warned)
    result = run("check", bow, hold)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "small_bow.yaml: right",
        f"lean_hold.yaml, line {line_of(warned, 'max: 2')}: warning: nothing is said beyond this "
        "limit; add 'too_high' to the check's 'cues'",
        "lean_hold.yaml: right (with warnings)",
    ]


def test_one_wrong_spec_among_right_ones_fails(tmp_path: Path) -> None:
    """All specs are looked at even after one was found wrong."""
    wrong = write(tmp_path, "small_bow", changed(REPS, "wobble: 5", "wobbel: 5"))
    result = run("check", wrong, write(tmp_path, "lean_hold", HOLD))
    assert result.exit_code == 1
    assert "small_bow.yaml: 1 mistake\n" in result.stdout
    assert "lean_hold.yaml: right" in result.stdout


def test_all_known_specs_are_checked_when_none_is_named() -> None:
    """Without a name, every exercise that can be named is looked at."""
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.count(": right") >= len(list(shipped_folder().glob("*.yaml")))


@pytest.mark.parametrize("command", ["check", "show"])
def test_an_unknown_exercise_is_answered_with_the_known_ones(command: str) -> None:
    """A misspelt id ends with exit code 2 and the ids that exist."""
    result = run(command, "hip_hing")
    assert result.exit_code == 2
    assert (
        "there is no exercise 'hip_hing'. Did you mean 'hip_hinge'? The exercises" in result.stderr
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there ends with exit code 2 and its name."""
    result = run("check", tmp_path / "nowhere.yaml")
    assert result.exit_code == 2
    assert "nowhere.yaml: there is no such file" in result.stderr


def test_the_list_names_every_exercise() -> None:
    """The list has each exercise with its kind and what it checks."""
    result = run("list")
    assert result.exit_code == 0
    for path in shipped_folder().glob("*.yaml"):
        assert path.stem in result.stdout
    assert "hold" in result.stdout


def test_the_card_shows_limits_errors_and_sources() -> None:
    """A card says what is checked, with limits, units, the error that counts, and the source."""
    words = " ".join(run("show", "hip_hinge").stdout.split())
    assert "Long back (neutral_back, essential)" in words
    assert "back_curv, all through: at most 20°, fault above 30°; in lowering" in words
    assert f"counts only {MEASURES[Measure.BACK_CURV].error:g}° or more beyond a limit" in words
    assert "commonly reported [S20b]" in words
    assert "2°]" not in words
    assert "limit of trunk_incl: at most 45°" in words
    assert "tempo: 2.5 s there, 1 s pause, 1.5 s back" in words


def test_the_card_of_a_wrong_spec_is_its_mistakes(tmp_path: Path) -> None:
    """A wrong spec has no card; its mistakes are printed instead, with exit code 1."""
    result = run("show", write(tmp_path, "small_bow", changed(REPS, "wobble", "wobbel")))
    assert result.exit_code == 1
    assert "'wobbel' is not a word we know here" in result.stderr


def test_the_schema_is_printed_as_json() -> None:
    """The schema is JSON and nothing else, so that it can be written to a file."""
    schema = json.loads(run("schema").stdout)
    assert schema["properties"]["movement"]


def test_a_new_spec_is_right_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new spec is written into this folder, passes, and is not written over."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "desk_bow", "--from", "squat").exit_code == 0
    text = Path("desk_bow.yaml").read_text(encoding="utf-8")
    assert "id: desk_bow" in text
    assert "# Desk bow: a new exercise, begun from squat." in text
    assert run("check", "desk_bow.yaml").exit_code == 0
    again = run("new", "desk_bow")
    assert again.exit_code == 5
    assert "desk_bow.yaml: there is such a file already. Choose another id" in again.stderr
    assert Path("desk_bow.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("origin", [path.stem for path in shipped_folder().glob("*.yaml")])
def test_every_exercise_can_be_begun_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    """Whichever exercise a new spec begins from, it has no mistake."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "another", "--from", origin).exit_code == 0
    assert run("check", "another.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("spec: 1\n", "spec:   1\n"),
        ("spec: 1\n", "# not spec: 1, but\n'spec': 1\n"),
        ("id: small_bow\nname: Small bow\n", "'name': Small bow\n'id': small_bow # mine\n"),
        ("praise: Good, same again.", "praise: |\n  id: no id,\n  same again."),
    ],
)
def test_a_spec_can_be_begun_from_any_that_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    """However somebody writes their YAML, its numbers and comments come along."""
    monkeypatch.chdir(tmp_path)
    Path("small_bow.yaml").write_text(changed(REPS, old, new), encoding="utf-8")

    assert run("new", "desk_bow", "--from", "small_bow.yaml").exit_code == 0

    text = Path("desk_bow.yaml").read_text(encoding="utf-8")
    known, begun = (read_spec(Path(f"{name}.yaml"))[0] for name in ("small_bow", "desk_bow"))
    assert (begun.id, begun.name, begun.examples) == ("desk_bow", "Desk bow", ())
    assert begun.checks == known.checks
    assert ("# mine" in text) == ("# mine" in new)


@pytest.mark.parametrize("bad", ["Desk bow", "../bow", "", "9lives", "x" * 41])
def test_an_id_that_is_no_file_name_is_refused(bad: str) -> None:
    """An id is a plain word, so that nothing is written elsewhere."""
    result = run("new", bad)
    assert result.exit_code == 2
    assert "cannot be an id" in result.stderr
