"""What cannot be seen in a spec is refused: people pass specs on and read them in an editor."""

import sys
from pathlib import Path

import pytest
from spec_texts import REPS, changed, line_of, problems_of

from formcheck.errors import SpecProblem
from formcheck.printable import printable
from formcheck.specs.files import load_spec, read_spec

HIDDEN = [letter for letter in map(chr, range(sys.maxunicode + 1)) if printable(letter) != letter]
IN_A_FILE = [
    letter for letter in HIDDEN if letter not in "\n\t" and not 0xD800 <= ord(letter) < 0xE000
]
SOME = [*IN_A_FILE[:60], *IN_A_FILE[60::97]]


@pytest.mark.parametrize("letter", SOME, ids=lambda letter: f"{ord(letter):X}")
def test_a_hidden_character_is_found_on_its_line(tmp_path: Path, letter: str) -> None:
    """By its number and place, and it brings no other mistake with it."""
    text = changed(REPS, "name: Long back", f"name: Long{letter}back")

    [problem] = problems_of(tmp_path, "small_bow", text.encode("utf-8"))

    said = f"U+{ord(letter):04X}"
    assert problem.line == line_of(REPS, "name: Long back")
    assert problem.message.startswith(said)
    assert "place 15 " in problem.message


@pytest.mark.parametrize("place", ["# a comment", "explain: The", "wobble: ", "- name: bottom"])
def test_it_is_found_anywhere_in_the_file(tmp_path: Path, place: str) -> None:
    """In comments, texts, numbers and names: an editor shows all of them."""
    text = "# a comment\n" + REPS
    hiding = changed(text, place, f"{place}\N{RIGHT-TO-LEFT OVERRIDE}")

    [problem] = problems_of(tmp_path, "small_bow", hiding)

    assert problem.line == line_of(text, place)
    assert "U+202E (right-to-left override)" in problem.message


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"\e[31m", "U+001B"),
        (r"\u202e", "U+202E (right-to-left override)"),
        (r"\L", "U+2028 (line separator)"),
        (r"\ud800", "U+D800"),
        (r"\t", "U+0009"),
    ],
)
@pytest.mark.parametrize("name", ["name: Long back", "too_high: Long back, please."])
def test_it_is_found_where_it_is_written_by_number(
    tmp_path: Path, name: str, written: str, said: str
) -> None:
    """Quotes let any character be written so that no editor shows it as it is."""
    key, _, words = name.partition(": ")
    text = changed(REPS, name, f'{key}: "{words[:4]}{written}{words[4:]}"')

    assert problems_of(tmp_path, "small_bow", text) == [
        SpecProblem(line_of(REPS, name), f"this text holds {said}, which nobody sees; take it out")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "می\N{ZERO WIDTH NON-JOINER}خواهم",
        "क्\N{ZERO WIDTH JOINER}ष",
        "שלום",
        "❤\ufe0f",
        "Knie über Fuß",
    ],
)
def test_any_language_can_be_written(tmp_path: Path, words: str) -> None:
    """Letters that are joined or kept apart are part of Persian and of India's languages."""
    text = changed(REPS, "name: Long back", f"name: {words}")

    assert problems_of(tmp_path, "small_bow", text) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_is_one_paragraph(tmp_path: Path, newline: str) -> None:
    """However its lines are folded, and whatever ends them."""
    text = changed(
        REPS,
        "    explain: The outline of your back became rounder.",
        "    explain: |\n      The outline\n      of your back.\n\n      It became rounder.\n",
    )
    file = tmp_path / "small_bow.yaml"
    file.write_bytes(text.replace("\n", newline).encode())

    spec, _ = read_spec(file)

    assert spec.checks[0].explain == "The outline of your back. It became rounder."


def test_many_hidden_characters_are_one_mistake_a_line(tmp_path: Path) -> None:
    """A line is told once, by the first."""
    text = changed(REPS, "name: Long back", "name: L\u200bo\u200bn\u200bg")

    assert len(problems_of(tmp_path, "small_bow", text)) == 1


def test_the_shipped_specs_hold_line_ends_nowhere() -> None:
    """What is read aloud or shown has no gaps of the file's own."""
    assert "\n" not in load_spec("squat").model_dump_json()
    assert "\\n" not in load_spec("squat").model_dump_json()
