"""Specs by which nothing could be judged are refused on their lines, by what figures can do."""

import random
from pathlib import Path

import pytest
from make_recordings import RECORDINGS
from spec_texts import HOLD, REPS, changed, line_of, problems_of, warnings_of
from typer.testing import CliRunner

from formcheck.errors import SpecError
from formcheck.evaluate.labels_file import read_labels
from formcheck.spec_cli import app
from formcheck.specs.files import load_spec, shipped_folder, tried_spec

SHIPPED = {path.stem: path.read_text("utf-8") for path in shipped_folder().glob("*.yaml")}
SQUAT, HINGE, STRETCH = (SHIPPED[name] for name in ("squat", "hip_hinge", "hamstring_standing"))


def tried(folder: Path, name: str, text: str) -> list[str]:
    """Return what is refused in a spec of this name, each as ``line: message``."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        tried_spec(path)
    except SpecError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


NEVER = [
    ("lean_hold", HOLD, ("wobble: 5", "wobble: 20"), "wobble: 20", "is never left"),
    ("small_bow", REPS, ("below: 0.1", "below: 2.4"), "- name: picking", "every rep would be"),
    (
        "squat",
        SQUAT,
        ("measure: knee_gap\n        above: 60", "measure: knee_flex\n        above: 45"),
        "- name: bending one",
        "every rep would be 'bending one leg alone'",
    ),
    ("small_bow", REPS, ("below: 15", "below: -35"), "when:", "no rep could begin"),
    (
        "hamstring_standing",
        STRETCH,
        ("knee_flex\n      below: 30", "knee_flex\n      above: 45"),
        "target:\n      max: 10",
        "nobody can keep this in the position",
    ),
    (
        "hip_hinge",
        HINGE,
        ("above: 50\n    target:", "above: 150\n    target:"),
        "only:                        # balance",
        "this is never so in bottom",
    ),
    (
        "small_bow",
        REPS,
        ("min: 0.6\n    importance: tempo\n    cues:\n      too_low", "max: 0.01\n    importance: tempo\n    cues:\n      too_high"),
        "target:\n      max: 0.01",
        "every rep that we tried is a fault here",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "change", "at", "says"), NEVER, ids=lambda each: each[:24]
)
def test_what_nobody_can_do_is_refused(
    tmp_path: Path, name: str, text: str, change: tuple[str, str], at: str, says: str
) -> None:
    """What no figure can begin, keep or leave is a mistake on its line."""
    wrong = changed(text, *change)
    found = tried(tmp_path, name, wrong)
    assert any(says in each for each in found), found
    assert found[0].startswith(f"{line_of(wrong, at)}: ")


@pytest.mark.parametrize(("name", "text"), [("small_bow", REPS), ("lean_hold", HOLD)])
def test_what_can_be_done_is_right(tmp_path: Path, name: str, text: str) -> None:
    """Specs that people can do are not refused."""
    assert tried(tmp_path, name, text) == []


def test_a_wobble_just_small_enough_is_right(tmp_path: Path) -> None:
    """Whoever stands up again from a lean of 15 is out of it with a wobble of 14."""
    assert tried(tmp_path, "lean_hold", changed(HOLD, "wobble: 5", "wobble: 14")) == []


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


STATIC = [
    (
        REPS,
        ("name: Depth", "name: Long Back"),
        "name: Long Back",
        "two checks are called 'Long Back'",
    ),
    (REPS, ("min: 0.6", "min: 121"), "min: 121", "the time lies between 0 and 120 s"),
    (HOLD, ("[holding]", "[getting_ready]"), "during: [get", "nothing is judged while"),
    (HOLD, ("wobble: 5", "wobble: 80"), "wobble: 80", "could never leave the position"),
    (HOLD, ("wobble: 5", "wobble: 0.4"), "wobble: 0.4", "no hold would ever count"),
    (HOLD, ("kind: stay", "kind: steady"), "kind: steady", "a hold has no rest before it"),
    (
        REPS,
        ("        below: 0.1\n", "        below: 0.1\n      never:\n        - measure: hand_height\n          below: 0.2\n"),
        "- measure: hand_height",
        "which it then never is",
    ),
    (
        REPS,
        ("        below: 0.1\n", "        below: 0.1\n      also:\n        - measure: hand_height\n          above: 0.2\n"),
        "- measure: hand_height",
        "this is never 'picking something up'",
    ),
    (REPS, ("    reps: 5\n    problems: [long", "    problems: [long"), "- recording: small_bow_r", "nothing is counted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "change", "at", "says"), STATIC, ids=lambda each: each[:24])
def test_what_would_silently_never_work_is_refused(
    tmp_path: Path, text: str, change: tuple[str, str], at: str, says: str
) -> None:
    """What can be told from the numbers alone needs no figure."""
    wrong = changed(text, *change)
    name = "small_bow" if text is REPS else "lean_hold"
    found = problems_of(tmp_path, name, wrong)
    assert any(each.line == line_of(wrong, at) and says in each.message for each in found), found


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(REPS, "min: 0.6", "min: 119"), (HOLD, "wobble: 5", "wobble: 0.5")],
)
def test_just_inside_is_right(tmp_path: Path, text: str, old: str, new: str) -> None:
    """The same just inside of the limit is no mistake."""
    name = "small_bow" if text is REPS else "lean_hold"
    assert problems_of(tmp_path, name, changed(text, old, new)) == []


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


# --- No library's own words ---------------------------------------------------------------------

FOREIGN = (
    "Input should", "validation error", "pydantic", "yaml.org", "while scanning", "while parsing",
    "could not determine", "expected <", "found character", "expected '<", "Traceback", "Errno",
    "did not find", "found undefined", "block mapping", "simple key", "Value error", "invalid liter",
    "codec", "Node(", "further information", "valid integer", "valid string", "valid number",
)  # fmt: skip
"""What only libraries say."""

PIECES = (
    "[", "]", "{", "}", "'", '"', "&a ", "*a", "!!int x", "!!binary a", "!x", "|", ">", "%", "@",
    "`", "? ", "- ", ": ", "<<: {a: 1}", "\t", "\x07", "\u2028", "---", "...", "%YAML 1.1",
    "1e999", ".inf", ".nan", "0x1", "1_0", "9" * 400, "null", "~", "yes", "2024-01-01", "[" * 60,
    "x" * 700, "-1", "0", "{a: [1]}", "text",
)  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """Return a text with one to three of its lines dropped, doubled, moved or broken."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = " " * chance.randint(1, 3) + lines[at]
            case 3:
                lines[at] = f"{lines[at].partition(':')[0]}: {chance.choice(PIECES)}"
            case 4:
                lines[at] += chance.choice(PIECES)
            case _:
                lines.insert(at, chance.choice(PIECES))
    return "\n".join(lines)


def in_plain_words(said: list[str]) -> bool:
    return not any(foreign in each for each in said for foreign in FOREIGN)


def test_damaged_specs_are_answered_in_plain_words(tmp_path: Path) -> None:
    """Whatever is done to a spec, nothing but our own words is said of it."""
    chance = random.Random(17)
    for name, text in (("small_bow", REPS), ("lean_hold", HOLD)) * 75:
        said = [each.message for each in problems_of(tmp_path, name, damaged(text, chance))]
        assert in_plain_words(said), said


LABELS = """\
tolerance_s: 0.2
clips:
- file: set.mp4
  exercise: hip_hinge
  view: side (faces left)
  reps: 2
  rep_times_s:
  - {n: 1, start: 1.0, extreme: 2.0, end: 3.0}
  - {n: 2, start: 4, extreme: 5, end: 6}
  back: [{n: 1, back: flat}]
  faults: {rounded_back: [2]}
  checks: {neutral_back: [1]}
"""


def test_damaged_labels_are_answered_in_plain_words() -> None:
    """The same of labels, which may use more of YAML."""
    chance = random.Random(17)
    for text in [damaged(LABELS, chance) for _ in range(300)] + ["[" * 5000, "? [a]\n: 1\n"]:
        try:
            read_labels(Path("labels.yaml"), text.encode())
        except SpecError as error:
            assert in_plain_words(error.lines()), error.lines()
