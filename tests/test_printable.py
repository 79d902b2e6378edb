"""Text from outside, shown so that it neither steers a terminal nor looks like another text."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from formcheck.printable import (
    character_words,
    hidden_in,
    in_html,
    in_unicode,
    printable,
    printable_json,
)

ALL = [chr(number) for number in range(sys.maxunicode + 1)]
HIDDEN = {letter for letter in ALL if printable(letter) != letter}

NEEDED = {
    *"\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{MONGOLIAN VOWEL SEPARATOR}",
    # These are seen: signs before Arabic, Syriac and Kaithi numbers, and the joints of hieroglyphs.
    *"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2",
    *"\U000110bd\U000110cd",
    *map(chr, range(0x13430, 0x13440)),
}
"""Formats that languages are written with, and that hide or turn nothing."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("squat ü 🏋.mp4", "squat ü 🏋.mp4"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}4pm.exe", r"\u202e4pm.exe"),
        ("\N{LINE SEPARATOR}", r"\u2028"),
        ("m\udcff", r"m\udcff"),
        ("\U000e0041", r"\U000e0041"),
        ("می\N{ZERO WIDTH NON-JOINER}خواهم", "می\N{ZERO WIDTH NON-JOINER}خواهم"),
        ("👩\N{ZERO WIDTH JOINER}⚕\ufe0f", "👩\N{ZERO WIDTH JOINER}⚕\ufe0f"),
    ],
)
def test_what_steers_or_hides_is_written_out(text: str, shown: str) -> None:
    """Everything else is shown as it is, in any language."""
    assert printable(text) == shown


def test_no_control_format_or_line_end_is_left_out() -> None:
    """Of Unicode's controls, formats, halves and line ends, all but what is needed are hidden."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert {letter for letter in ALL if unicodedata.category(letter) in kinds} - HIDDEN <= NEEDED


def test_no_letter_that_is_seen_is_written_out() -> None:
    """Apart from controls, formats and what is no character, only blank letters are."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}
    blank = {letter for letter in HIDDEN if unicodedata.category(letter) not in kinds}
    assert {unicodedata.name(letter) for letter in blank} == {
        "HANGUL CHOSEONG FILLER",
        "HANGUL JUNGSEONG FILLER",
        "HANGUL FILLER",
        "HALFWIDTH HANGUL FILLER",
        "KHMER VOWEL INHERENT AQ",
        "KHMER VOWEL INHERENT AA",
    }


@given(some.text(some.characters(exclude_categories=[])))
def test_what_is_shown_holds_nothing_hidden(text: str) -> None:
    """Whatever the text, in plain text, on a page and in JSON."""
    for shown in (printable(text), in_html(text), printable_json(json.dumps(text))):
        assert not list(hidden_in(shown))
        assert not HIDDEN & set(shown)


@given(some.text(), some.sampled_from([None, 2]))
def test_json_says_the_same(text: str, indent: int | None) -> None:
    """Escapes are another way to write the same text; parts stay in lines of their own."""
    plain = json.dumps({"name": text, "next": [text]}, ensure_ascii=False, indent=indent)

    shown = printable_json(plain)

    assert json.loads(shown) == json.loads(plain)
    assert shown.count("\n") == plain.count("\n")


def test_characters_beyond_sixteen_bits_are_written_in_halves() -> None:
    """JSON's escapes have four digits."""
    assert printable_json('"\U000e0041"') == r'"\udb40\udc41"'


def test_a_page_takes_no_tag_from_a_name() -> None:
    """Brackets, quotes and signs that hide are shown."""
    assert in_html('<img src="x">\x1b') == r"&lt;img src=&quot;x&quot;&gt;\x1b"


def test_a_character_is_named() -> None:
    """By its number, and its name where it has one."""
    assert character_words("\N{RIGHT-TO-LEFT OVERRIDE}") == "U+202E (right-to-left override)"
    assert character_words("\x1b") == "U+001B"


def test_bytes_that_are_no_unicode_can_be_written() -> None:
    """They become the sign for that; letters stay."""
    assert in_unicode("mü\udcff.mp4") == "mü\N{REPLACEMENT CHARACTER}.mp4"
