"""Both kinds of YAML file: what is read, what is refused, and on which line."""

from itertools import pairwise

import pytest

from formcheck.specs.lined_yaml import LABELS, SPEC, Dialect, Value, read_yaml


def said(text: str, dialect: Dialect) -> list[tuple[int, str]]:
    """Return the lines and messages of what is wrong."""
    problems = read_yaml(text.encode(), dialect).problems
    return [(problem.line, problem.message) for problem in problems]


def value(text: str, dialect: Dialect) -> Value:
    """Return the one value of a file that is right."""
    document = read_yaml(f"a: {text}\n".encode(), dialect)
    assert document.problems == []
    assert isinstance(document.data, dict)
    return document.data["a"]


@pytest.mark.parametrize("dialect", [SPEC, LABELS])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("words", "words"),
        ("12", 12),
        ("-0.5", -0.5),
        ("9" * 15, 999_999_999_999_999),
        (".5", 0.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'yes'", "yes"),
        ('"010"', "010"),
        ("'1:30'", "1:30"),
        ("[1, a]", [1, "a"]),
        ("{b: 1}", {"b": 1}),
        ("=", "="),
        ("yEs", "yEs"),
        ("071e479429b0", "071e479429b0"),
    ],
)
def test_plain_values_are_the_same_in_both(text: str, expected: Value, dialect: Dialect) -> None:
    """Text, numbers, true, false, nothing, lists and blocks."""
    found = value(text, dialect)

    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("yes", "'yes' would be read as true"),
        ("OFF", "'OFF' would be read as false"),
        ("True", "'True' would be read as true"),
        ("010", "'010' is no plain number"),
        ("09", "'09' is no plain number"),
        ("0o10", "'0o10' is no plain number"),
        ("0x1F", "'0x1F' is no plain number"),
        ("1_000", "'1_000' is no plain number"),
        ("1e9", "'1e9' is no plain number"),
        (".nan", "'.nan' is no plain number"),
        ("-.INF", "'-.INF' is no plain number"),
        ("1:30", "'1:30' would be read as a number counted in sixties"),
        ("0:30.5", "'0:30.5' would be read as a number counted in sixties"),
        ("2024-05-01", "'2024-05-01' would be read as a date"),
        ("&b 1", "'&b' names a part"),
        ("*b", "'*b' repeats another part"),
        ("!!int 1", "'!!int' asks for a special type"),
        ("!own 1", "'!own' asks for a special type"),
        ("9" * 16, "'9999999999999999' is too long a number"),
    ],
)
def test_what_versions_of_yaml_read_differently_is_refused_in_specs(
    text: str, message: str
) -> None:
    """Every trap is named where it stands, all of them at once, quoted ones are none."""
    found = said(f"x: '{text}'\na: {text}\nb:\n  - {text}\n", SPEC)

    assert [line for line, _ in found] == [2, 4]
    assert all(words.startswith(message) for _, words in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        ("Off", False),
        ("TRUE", True),
        ("1:30", 90),
        ("-1:30", -90),
        ("0:30.5", 30.5),
        ("1:01:01", 3661),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0o10", 8),
        ("1e3", 1000.0),
        (".inf", float("inf")),
        ("-.Inf", float("-inf")),
        ("0", 0),
        ("09", "09"),
        ("2024-05-01", "2024-05-01"),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("!!float five", "five"),
        ("!own 5", "5"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_labels_may_use_all_plain_data(text: str, expected: Value) -> None:
    """Many hands and tools write them; a date stays text, and so does what is no number."""
    found = value(text, LABELS)

    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("text", ["010", "-07", "00"])
def test_a_number_that_some_read_in_eights_is_refused_in_labels(text: str) -> None:
    """By YAML 1.1 it is counted in eights, by 1.2 in tens."""
    [(line, message)] = said(f"b: 1\na: {text}", LABELS)

    assert line == 2
    assert message.startswith(f"'{text}' would be read as {int(text, 8)} by some")


def test_labels_may_repeat_parts() -> None:
    """A repeat is the same as what it repeats."""
    document = read_yaml(b"a: &same [1, 2]\nb: *same\n", LABELS)

    assert document.problems == []
    assert document.data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: *c", 2, "'*c' repeats what is named nowhere above"),
        ("a: &b 1\nc: &b 2", 2, "'&b' names two parts"),
        ("a: &a [*a]", 1, "repeats of repeats make this too large"),
    ],
)
def test_repeats_that_mean_nothing_are_refused_in_labels(
    text: str, line: int, message: str
) -> None:
    """What repeats nothing, two things, or itself."""
    [(where, words)] = said(text, LABELS)

    assert where == line
    assert words.startswith(message)


def test_repeats_of_repeats_end() -> None:
    """A file of a few lines cannot grow without bound."""
    nine_times = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in pairwise("abcdefghijklm")
    ]

    [(_, message)] = said("\n".join(["a: &a [1]", *nine_times]), LABELS)

    assert message.startswith("repeats of repeats make this too large")


@pytest.mark.parametrize(("times", "problems"), [(399, 0), (400, 1)])
def test_how_much_repeats_may_make_is_bounded(times: int, problems: int) -> None:
    """A list of 998 entries repeated: 400,000 parts are read, and no more."""
    text = f"a: &a [{', '.join(['1'] * 998)}]\nb: [{', '.join(['*a'] * times)}]\n"

    assert len(said(text, LABELS)) == problems


@pytest.mark.parametrize("dialect", [SPEC, LABELS])
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# of old\n%YAML 1.1\n---\na: 1", 2, "'%YAML 1.1' asks for the rules of another version"),
        ("%YAML 1.3\n---\na: 1", 1, "'%YAML 1.3' asks for the rules of another version"),
        ("a: 1\n%YAML 1.3\n---\na: 1", 2, "a second document begins here"),
        ("a: 1\n---\nb: 2", 2, "a second document begins here"),
        ("a: 1\na: 2", 2, "'a' is written twice"),
        ("a: 1\n<<: {b: 2}", 2, "'<<' merges another part in"),
        ("a: 1\n: 2", 2, "a name is missing before this colon"),
        ("a: 1\n[b]: 2", 2, "a name must be plain text"),
        ('a: 1\nb: "\\UFFFFFFFF"', 2, "this cannot be read as YAML"),
        ("a: 1\nb: [1", 2, "a bracket is opened here and not closed"),
        ("a: 1\nb: c: d", 2, "text with a colon in it needs quotes"),
    ],
)
def test_what_is_refused_in_both(text: str, line: int, message: str, dialect: Dialect) -> None:
    """On its line, and without another mistake that nobody made."""
    [(where, words)] = said(text, dialect)

    assert where == line
    assert words.startswith(message)


@pytest.mark.parametrize("dialect", [SPEC, LABELS])
def test_the_version_that_is_read_may_be_named(dialect: Dialect) -> None:
    """It asks for nothing else."""
    assert said("%YAML 1.2\n---\na: 1", dialect) == []


def test_another_version_changes_no_value() -> None:
    """Whatever a file asks for, it is read by the same rules."""
    assert read_yaml(b"%YAML 1.1\n---\na: y\nb: 0:30\n", LABELS).data == {"a": "y", "b": 30}


@pytest.mark.parametrize("dialect", [SPEC, LABELS])
def test_all_double_names_are_found(dialect: Dialect) -> None:
    """Not only the first, and what else is wrong with them."""
    text = "a: 1\na: 2\nb:\n  c: 1\n  c: 2\na: 3"

    assert said(text, dialect) == [(line, f"'{name}' is written twice") for line, name in DOUBLE]


DOUBLE = [(2, "a"), (5, "c"), (6, "a")]


@pytest.mark.parametrize(("dialect", "deepest"), [(SPEC, 12), (LABELS, 20)])
def test_how_deep_is_bounded(dialect: Dialect, deepest: int) -> None:
    """The deepest that is read, and one more; a file of nothing but brackets ends there."""
    assert said("[" * deepest + "]" * deepest, dialect) == []
    [(line, message)] = said("\n" + "[" * (deepest + 1) + "]" * (deepest + 1), dialect)
    assert line == 2
    assert message.startswith("this is nested deeper than any part of a")
    assert len(said("- " * 50_000, dialect)) == 1


@pytest.mark.parametrize(("dialect", "largest"), [(SPEC, 262_144), (LABELS, 4_194_304)])
def test_how_large_is_bounded(dialect: Dialect, largest: int) -> None:
    """The largest that is read, and one byte more."""
    assert said("#" * largest, dialect) == []
    [(line, message)] = said("#" * (largest + 1), dialect)
    assert line == 0
    assert message.startswith("the file is larger than")


def test_only_specs_must_be_seen_in_an_editor() -> None:
    """Labels may hold marks of writing; every edge writes them out."""
    text = "a: 1\nb: c\u202ed\n"

    assert [line for line, _ in said(text, SPEC)] == [2]
    assert said(text, LABELS) == []


def test_half_letters_are_found_in_both() -> None:
    """Quotes let them be written by number; no file can hold them."""
    text = 'a: "\\ud800"'

    assert said(text, SPEC) == [(1, "this text holds U+D800, which nobody sees; take it out")]
    assert said(text, LABELS) == [(1, "this text holds half a letter")]


def test_lines_are_kept_of_every_part() -> None:
    """A name's line is that of the name, an entry's where it begins."""
    document = read_yaml(b"a: 1\nb:\n  - c: 2\n    d: 3\n", SPEC)

    assert document.lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 0, "c"): 3,
        ("b", 0, "d"): 4,
    }
    assert document.line_of(("b", 0, "e", 1)) == 3


def test_lines_of_old_computers_are_lines() -> None:
    """A carriage return alone ends a line, too, also where a second document is looked for."""
    assert said("a: 1\r---\rb: 2", LABELS) == [
        (2, "a second document begins here; a file holds one list of clips")
    ]
