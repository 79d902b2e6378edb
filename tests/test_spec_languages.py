"""A spec's texts may stand in several languages; English stands in for those that one lacks."""

from pathlib import Path

import pytest
from spec_texts import HOLD, REPS, Mistake, changed, line_of, problems_of

from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.specs.files import load_spec, read_spec

NAME = "name: Small bow\n"
NAMES = "name:\n  en: Small bow\n  de: Kleine Verbeugung\n"


def in_both(folder: Path, text: str) -> tuple[ExerciseSpec, ExerciseSpec]:
    """Return an exercise in English and in German."""
    path = folder / "small_bow.yaml"
    path.write_text(text, encoding="utf-8")
    return load_spec(path), load_spec(path, "de")


def test_a_text_is_read_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    """Its own where it has one; what is not a text stays the same."""
    english, german = in_both(tmp_path, changed(REPS, NAME, NAMES))

    assert (english.name, german.name) == ("Small bow", "Kleine Verbeugung")
    assert german.model_copy(update={"name": english.name}) == english


def test_english_stands_in_for_what_a_language_lacks(tmp_path: Path) -> None:
    """A spec need not be translated as a whole, nor at all."""
    english, german = in_both(tmp_path, REPS)

    assert english == german
    french = load_spec(tmp_path / "small_bow.yaml", "fr")
    assert french == english


def test_cues_and_explanations_may_be_translated(tmp_path: Path) -> None:
    """What is said and told of one side is a text like any other."""
    cue = "too_low: Slower on the way down."
    text = changed(REPS, cue, "too_low: {en: Slower on the way down., de: Langsamer hinunter.}")
    english, german = in_both(tmp_path, text)

    said = [[check.cues.too_low for check in spec.checks] for spec in (english, german)]
    assert "Slower on the way down." in said[0]
    assert said[1] == [
        "Langsamer hinunter." if each == "Slower on the way down." else each for each in said[0]
    ]


MISTAKES = [
    Mistake(NAME, "name:\n  de: Verbeugung\n", "name:", "'name' has no 'en'"),
    Mistake("id: small_bow\n", "id:\n  en: small_bow\n", "id:", "the same in every language"),
    Mistake(
        "view: side\n", "view:\n  en: side\n  de: Seite\n", "view:", "the same in every language"
    ),
    Mistake(NAME, "name:\n  en: Small bow\n  de: 12\n", "  de: 12", "'name' must be text"),
    Mistake(NAME, "name:\n  en: 12\n  de: Verbeugung\n", "  en: 12", "'name' must be text"),
    Mistake(
        "too_low: Slower on the way down.",
        "too_low: {en: Slower., de: Geh doch bitte viel langsamer wieder hinunter.}",
        "too_low: {en",
        "what is spoken has at most 6",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.says)
def test_every_mistake_in_a_language_is_found_on_its_line(tmp_path: Path, mistake: Mistake) -> None:
    """A translation is held to the same as the text it stands for, and only texts have any."""
    wrong = changed(REPS, mistake.old, mistake.new)
    found = problems_of(tmp_path, "small_bow", wrong)

    assert [(each.line, mistake.says in each.message) for each in found] == [
        (line_of(wrong, mistake.at), True)
    ]


def test_a_mistake_beside_the_translations_is_told_once(tmp_path: Path) -> None:
    """It is not told again for each language that the spec has."""
    wrong = changed(changed(REPS, NAME, NAMES), "sets: 2", "sets: 0")

    assert len(problems_of(tmp_path, "small_bow", wrong)) == 1


def test_warnings_are_those_of_the_english_spec(tmp_path: Path) -> None:
    """A translation adds none."""
    path = tmp_path / "lean_hold.yaml"
    path.write_text(HOLD, encoding="utf-8")
    before = [each.message for each in read_spec(path)[1]]
    name = HOLD[HOLD.index("name: ") :].partition("\n")[0]
    several = f"name: {{en: {name.removeprefix('name: ')}, de: Gehaltene Verbeugung}}"
    path.write_text(changed(HOLD, name, several), encoding="utf-8")

    assert [each.message for each in read_spec(path)[1]] == before
