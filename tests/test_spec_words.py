"""Whatever is wrong in a file, it is said in our own words: no library's reach a person."""

import random
from pathlib import Path

from spec_texts import HOLD, REPS, problems_of

from formcheck.errors import SpecError
from formcheck.evaluate.labels.labels_file import read_labels

FOREIGN = (
    "Input should", "validation error", "pydantic", "yaml.org", "while scanning", "while parsing",
    "could not determine", "expected <", "found character", "expected '<", "Traceback", "Errno",
    "did not find", "found undefined", "block mapping", "simple key", "Value error",
    "invalid liter", "codec", "Node(", "further information", "valid integer",
    "valid string", "valid number",
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
    """Return whether nothing of what is said is a library's."""
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


def labels_problems(text: str) -> list[str]:
    """Return what is found in a labels file."""
    try:
        read_labels(Path("labels.yaml"), text.encode())
    except SpecError as error:
        return [problem.message for problem in error.problems]
    return []


def test_damaged_labels_are_answered_in_plain_words() -> None:
    """The same of labels, which may use more of YAML."""
    chance = random.Random(17)
    for text in [damaged(LABELS, chance) for _ in range(300)] + ["[" * 5000, "? [a]\n: 1\n"]:
        said = labels_problems(text)
        assert in_plain_words(said), said
