"""Says in plain words what is wrong with a spec's shape, instead of pydantic's own words."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from formcheck.specs.lined_yaml import Place, Value
from formcheck.specs.schema import kinds_at, schema_at, words_at

__all__ = [
    "did_you_mean",
    "meant",
    "nearest",
    "one_of",
    "shape_message",
    "which_instead",
]

LISTED = 8
"""The most choices written out; nobody reads more."""

QUOTED = 40
"""Letters quoted from the file; enough to recognise the place by."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that the author probably meant; empty if none resembles it."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def meant(word: str, known: Iterable[str]) -> str:
    """Return a sentence that asks for the probable word; empty if no known word resembles it."""
    found = nearest(word, known)
    return f"Did you mean '{found}'? " if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question to put after an unknown word; empty if no known word resembles it."""
    found = nearest(word, known)
    return f"; did you mean '{found}'?" if found else ""


def one_of(known: Sequence[str]) -> str:
    """Return the choices in quotes, or their number if nobody would read them all."""
    if len(known) > LISTED:
        return f"one of {len(known)} names (see `formcheck spec measures`)"
    return ", ".join(f"'{name}'" for name in known)


def which_instead(word: str, known: Sequence[str]) -> str:
    """Return the words that can replace an unknown word."""
    question = did_you_mean(word, known)
    if question and len(known) > LISTED:
        return question
    return f"; it can be {one_of(known)}{question}"


def shape_message(error: ErrorDetails, place: Place, data: Value) -> str:
    """Return one line for one mistake that pydantic found at a place."""
    name = _name(place)
    say = _MESSAGES.get(error["type"])
    if say is None:
        return f"'{name}' is not as it should be"
    return say(_Mistake(name, error, place, data))


class _Mistake:
    def __init__(self, name: str, error: ErrorDetails, place: Place, data: Value) -> None:
        self.name = name
        self.given = error.get("input")
        self.limits: dict[str, Any] = error.get("ctx", {})
        self.place = place
        self.data = data

    @property
    def choices(self) -> list[str]:
        schema = schema_at(self.place, self.data)
        return [str(choice) for choice in schema.get("enum", [schema.get("const")])]


def _name(place: Place) -> str:
    """Return the last name of a place, with the entry's number if it is in a list."""
    names = [step for step in place if isinstance(step, str)]
    last = names[-1] if names else "the file"
    return f"{last}, entry {place[-1] + 1}" if place and isinstance(place[-1], int) else last


def _unknown_word(it: _Mistake) -> str:
    known = words_at(it.place[:-1], it.data)
    return f"'{it.name}' is not a word we know here{did_you_mean(it.name, known)}"


def _missing(it: _Mistake) -> str:
    return f"'{it.name}' is missing"


def _no_such_choice(it: _Mistake) -> str:
    if "const" in schema_at(it.place, it.data):
        return f"'{it.name}' must be {it.choices[0]}"
    if not isinstance(it.given, str):
        return f"'{it.name}' must be {one_of(it.choices)}"
    return f"'{it.name}' cannot be '{_short(it.given)}'" + which_instead(it.given, it.choices)


def _no_such_kind(it: _Mistake) -> str:
    kinds = kinds_at(it.place)
    given = str(it.limits.get("tag", ""))
    return f"kind '{_short(given)}' does not exist" + which_instead(given, kinds)


def _no_kind(it: _Mistake) -> str:
    return f"'kind' is missing; it can be {one_of(kinds_at(it.place))}"


def _must_be_text(it: _Mistake) -> str:
    if it.given is None:
        return f"'{it.name}' must be text; nothing is written here"
    hint = (
        "; write it without brackets and dashes" if _is_nested(it.given) else "; put it in quotes"
    )
    return f"'{it.name}' must be text{hint}"


def _must_be_number(it: _Mistake) -> str:
    kind = "a whole number" if schema_at(it.place, it.data).get("type") == "integer" else "a number"
    if isinstance(it.given, str):
        is_number = re.fullmatch(r"\s*[-+]?[0-9]*\.?[0-9]+\s*", it.given)
        hint = "; leave the quotes out" if is_number else f", not '{_short(it.given)}'"
        return f"'{it.name}' must be {kind}{hint}"
    return f"'{it.name}' must be {kind}"


def _must_be_true_or_false(it: _Mistake) -> str:
    return f"'{it.name}' must be true or false"


def _must_be_list(it: _Mistake) -> str:
    return f"'{it.name}' must be a list, such as [one, two] or lines that begin with a dash"


def _must_be_block(it: _Mistake) -> str:
    words = ", ".join(words_at(it.place, it.data)[:LISTED])
    return f"'{it.name}' must be a block of its own" + (f", with: {words}" if words else "")


def _wrong_form(it: _Mistake) -> str:
    given = str(it.given)
    if "[a-z]" in str(it.limits.get("pattern")):
        return (
            f"'{it.name}' must be small letters, digits and _, beginning with a letter, "
            f"not '{_short(given)}'"
        )
    return f"'{it.name}' has {len(given.split())} words; what is spoken has at most 6"


def _too_little_text(it: _Mistake) -> str:
    return f"'{it.name}' is empty"


def _too_much_text(it: _Mistake) -> str:
    return f"'{it.name}' is longer than {it.limits.get('max_length')} letters"


def _too_few(it: _Mistake) -> str:
    return _wrong_number(it, it.limits.get("min_length"), "at least")


def _too_many(it: _Mistake) -> str:
    return _wrong_number(it, it.limits.get("max_length"), "at most")


def _wrong_number(it: _Mistake, limit: object, bound: str) -> str:
    if it.name == "phases":
        wanted = "exactly 4 entries (position, way, position, way)"
    else:
        wanted = f"{bound} {limit} {'entry' if limit == 1 else 'entries'}"
    return f"'{it.name}' needs {wanted}, not {it.limits.get('actual_length')}"


def _out_of_bounds(words: str, key: str) -> Callable[[_Mistake], str]:
    return lambda it: f"'{it.name}' must be {words} {it.limits.get(key):g}"


def _is_nested(given: object) -> bool:
    return isinstance(given, list | dict)


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED] + "…"


_MESSAGES: dict[str, Callable[[_Mistake], str]] = {
    "extra_forbidden": _unknown_word,
    "missing": _missing,
    "enum": _no_such_choice,
    "literal_error": _no_such_choice,
    "union_tag_invalid": _no_such_kind,
    "union_tag_not_found": _no_kind,
    "string_type": _must_be_text,
    "string_pattern_mismatch": _wrong_form,
    "string_too_short": _too_little_text,
    "string_too_long": _too_much_text,
    "float_type": _must_be_number,
    "int_type": _must_be_number,
    "int_from_float": _must_be_number,
    "bool_type": _must_be_true_or_false,
    "tuple_type": _must_be_list,
    "too_short": _too_few,
    "too_long": _too_many,
    "dict_type": _must_be_block,
    "model_type": _must_be_block,
    "model_attributes_type": _must_be_block,
    "greater_than": _out_of_bounds("greater than", "gt"),
    "greater_than_equal": _out_of_bounds("at least", "ge"),
    "less_than": _out_of_bounds("less than", "lt"),
    "less_than_equal": _out_of_bounds("at most", "le"),
}
