"""Every mistake in a spec's words is found, with its line, and all of them at once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spec_texts import HOLD, REPS, Mistake, changed, is_found, line_of, problems_of

from formcheck.errors import SpecError
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.specs.files import read_spec

WORDS = [
    Mistake("wobble: 5", "wobbel: 5", "wobbel", "'wobbel' is not a word we know here; did you"),
    Mistake("        below: 15", "        belo: 15", "belo:", "did you mean 'below'?"),
    Mistake("view: side", "vieww: side\nx: 1", "x: 1", "'x' is not a word we know here"),
    Mistake("view: side\n", "", "spec: 1", "'view' is missing"),
    Mistake(
        "measure: back_curv",
        "measure: back_curve",
        "measure: back_curve",
        "did you mean 'back_curv'?",
    ),
    Mistake("kind: stay", "kind: stai", "kind: stai", "kind 'stai' does not exist; it can be 'pa"),
    Mistake("kind: reps", "kind: rep", "kind: rep", "kind 'rep' does not exist; it can be 'guided"),
    Mistake("    kind: pace\n", "", "  - id: slowly", "'kind' is missing; it can be 'pace', 're"),
    Mistake(
        "view: side", "view: sideways", "view:", "'view' cannot be 'sideways'; it can be 'side'"
    ),
    Mistake("spec: 1", "spec: 2", "spec: 2", "'spec' must be 1"),
    Mistake("name: Small bow", "name: 12", "name: 12", "'name' must be text; put it in quotes"),
    Mistake("name: Small bow", "name:", "name:", "'name' must be text; nothing is written here"),
    Mistake(
        "name: Small bow", "name: [a]", "name: [a]", "'name' must be text; write it without br"
    ),
    Mistake("name: Small bow", "name: ' '", "name: ' '", "'name' is empty"),
    Mistake("min: 40", "min: '40'", "min: '40'", "'min' must be a number; leave the quotes out"),
    Mistake("min: 40", "min: forty", "min: forty", "'min' must be a number, not 'forty'"),
    Mistake("sets: 2", "sets: 2.5", "sets: 2.5", "'sets' must be a whole number"),
    Mistake("sets: 2", "sets: 0", "sets: 0", "'sets' must be at least 1"),
    Mistake("wobble: 5", "wobble: 0", "wobble: 0", "'wobble' must be greater than 0"),
    Mistake("essential: true", "essential: 1", "essential: 1", "'essential' must be true or false"),
    Mistake(
        "[lowering, bottom]", "lowering", "during: lowering", "'during' must be a list, such as"
    ),
    Mistake("[lowering, bottom]", "[]", "during: []", "'during' needs at least 1 entry, not 0"),
    Mistake("    - name: rising\n", "", "phases:", "'phases' needs exactly 4 entries (position, w"),
    Mistake(
        "  down_s: 2\n  source: own judgement", "  fast", "tempo:", "'tempo' must be a block of"
    ),
    Mistake("id: long_back", "id: Long back", "id: Long", "must be small letters, digits and _"),
    Mistake(
        "too_low: Slower on the way down.",
        "too_low: Take much more time on the way down.",
        "too_low: Take",
        "'too_low' has 8 words; what is spoken has at most 6",
    ),
]

YAML = [
    Mistake("wobble: 5", "wobble: 5\n  wobble: 6", "wobble: 6", "'wobble' is written twice"),
    Mistake(
        "name: Small bow", "name: yes", "name: yes", "'yes' would be read as true; put it in quo"
    ),
    Mistake("min: 40", "min: no", "min: no", "'no' would be read as false"),
    Mistake(
        "down_s: 2", "down_s: 1:30", "down_s:", "'1:30' would be read as a number counted in six"
    ),
    Mistake("min: 40", "min: 040", "min: 040", "'040' is no plain number"),
    Mistake("min: 40", "min: .nan", "min: .nan", "'.nan' is no plain number"),
    Mistake(
        "name: Small bow", "name: 2024-05-01", "name: 2024", "would be read as a date; put it in q"
    ),
    Mistake(
        "name: Small bow", "name: Bow: small", "name: Bow", "text with a colon in it needs quotes"
    ),
    Mistake(
        '"[S18], [S20b, 2°]"', "[S18] lifts", "[S18] lifts", "text that begins with [ or { needs"
    ),
    Mistake(
        "name: Small bow", "name: @bow", "name: @bow", "begins with a special sign needs quotes"
    ),
    Mistake(
        "name: Small bow", "name: 'Small bow", "name: 'Small", "a quote is opened here and not clos"
    ),
    Mistake("wobble: 5", "wobble 5", "wobble 5", "a name with a colon after it is expected here"),
    Mistake("name: Small bow", "  name: Small bow", "  name: Small", "the indentation is off"),
    Mistake(
        "[raised_hand, key]",
        "[raised_hand, key",
        "stop_signals",
        "a bracket is opened here and not closed",
    ),
    Mistake(
        "cues:\n      too_low: Slower",
        "cues: &c\n      too_low: Slower",
        "cues: &c",
        "'&c' names a",
    ),
    Mistake(
        "name: Small bow", "name: *bow", "name: *bow", "'*bow' repeats another part; write it out"
    ),
    Mistake(
        "name: Small bow", "name: !!str Bow", "name: !!", "asks for a special type; leave it out"
    ),
    Mistake("tempo:\n", "tempo:\n  <<: {up_s: 1}\n", "<<:", "'<<' merges another part in"),
    Mistake("\ntempo:", "\n---\ntempo:", "---", "a second document begins here"),
    Mistake("wobble: 5", "wobble:\t5", "wobble:\t5", "there is a tab here; use spaces"),
    Mistake(
        "wobble: 5", "wobble: " + "[" * 20 + "]" * 20, "wobble:", "nested deeper than any part"
    ),
    Mistake(
        "name: Small bow",
        "name: Small\x07bow",
        "name: Small",
        "U+0007 stands at place 12 of this line",
    ),
    Mistake("wobble: 5", "wobble: 1" + "0" * 30, "wobble:", "is too long a number"),
]


def test_the_small_specs_have_no_mistake(tmp_path: Path) -> None:
    """The specs that mistakes are put into are right before."""
    assert problems_of(tmp_path, "small_bow", REPS) == []
    assert problems_of(tmp_path, "lean_hold", HOLD) == []


@pytest.mark.parametrize("mistake", WORDS + YAML, ids=lambda mistake: mistake.says[:40])
def test_a_mistake_is_found_on_its_line(tmp_path: Path, mistake: Mistake) -> None:
    """A mistake is reported on the line it is on, in words that say what is wrong."""
    assert is_found(tmp_path, REPS, mistake)


ONE_EACH = [*WORDS[:3], *WORDS[4:7], *WORDS[8:20], *YAML[:7]]


@pytest.mark.parametrize("mistake", ONE_EACH, ids=lambda mistake: mistake.says[:40])
def test_one_mistake_is_reported_once(tmp_path: Path, mistake: Mistake) -> None:
    """A mistake brings no others with it that the author did not make."""
    mistakes = 2 if mistake.new == "vieww: side\nx: 1" else 1
    found = problems_of(tmp_path, "small_bow", changed(REPS, mistake.old, mistake.new))
    assert len(found) == mistakes, found


def test_mistakes_of_every_kind_are_found_at_once(tmp_path: Path) -> None:
    """A misspelt word, a wrong type, a limit out of range and a broken reference come together."""
    text = REPS
    for old, new in [
        ("wobble: 5", "wobbel: 5"),
        ("measure: back_curv", "measure: back_curve"),
        ("name: Depth", "name: yes"),
        ("      max: 85", "      max: 300"),
        ("[lowering, bottom]", "[lowering, botom]"),
        ("sets: 2", "sets: two"),
        ("problems: [long_back]", "problems: [lang_back]"),
    ]:
        text = changed(text, old, new)
    lines = [problem.line for problem in problems_of(tmp_path, "small_bow", text)]
    assert lines == [
        line_of(text, passage)
        for passage in (
            "wobbel",
            "measure: back_curve",
            "name: yes",
            "max: 300",
            "[lowering, botom]",
            "sets: two",
            "problems: [lang_back]",
        )
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty; the first is 'spec: 1'"),
        (b"# nothing but a comment\n", "the file is empty"),
        (b"- a\n- b\n", "a spec begins with names"),
        (b"just text\n", "a spec begins with names"),
        (REPS.encode("utf-16"), "this is not UTF-8 text"),
        (b"name: caf\xe9\n", "this is not UTF-8 text"),
        (b"# " + b"x" * 262_144, "the file is larger than 256 KB"),
        (b"[" * 50_000, "nested deeper"),
        (b"\x00\x01\x02", "U+0000 stands at place 1 of this line"),
    ],
)
def test_a_file_that_is_no_spec_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    """What is not a spec at all is refused with one plain sentence."""
    (problem,) = problems_of(tmp_path, "small_bow", content)
    assert says in problem.message


def test_a_file_from_another_system_is_read(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends do no harm."""
    content = b"\xef\xbb\xbf" + REPS.replace("\n", "\r\n").encode()
    assert problems_of(tmp_path, "small_bow", content) == []


VALUES = ["", "x", "-1", "1e9", "0", "[]", "{}", "yes", "null", "1:30", "[a, b]", "{a: 1}", "&a b"]
VALUES += ["*a", "!!int x", "'", '"', "true", "stay", "hold", "pace", "trunk_incl"]
LINES = st.integers(0, len(REPS.split("\n")) - 1)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("drop"), LINES, st.just("")),
        st.tuples(st.just("double"), LINES, st.just("")),
        st.tuples(st.just("indent"), LINES, st.just("")),
        st.tuples(
            st.just("value"),
            LINES,
            st.sampled_from(VALUES),
        ),
        st.tuples(st.just("insert"), LINES, st.text(max_size=20)),
    ),
    min_size=1,
    max_size=4,
)


def damaged(text: str, changes: list[tuple[str, int, str]]) -> str:
    """Return a spec's text with lines dropped, doubled, moved in, given values or broken."""
    lines = text.split("\n")
    for how, number, new in changes:
        at = number % len(lines)
        if how == "drop" and len(lines) > 1:
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "indent":
            lines[at] = "  " + lines[at]
        elif how == "value":
            lines[at] = f"{lines[at].partition(':')[0]}: {new}"
        else:
            lines.insert(at, new)
    return "\n".join(lines)


def outcome(path: Path) -> ExerciseSpec | list[int]:
    """Return the spec in a file, or the lines on which it has problems."""
    try:
        return read_spec(path)[0]
    except SpecError as error:
        return [problem.line for problem in error.problems]


@pytest.mark.parametrize("original", [REPS, HOLD], ids=["reps", "hold"])
@given(changes=CHANGES)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_written_there_is_an_answer(
    tmp_path: Path, original: str, changes: list[tuple[str, int, str]]
) -> None:
    """A damaged spec is either read or refused with problems on lines it has."""
    text = damaged(original, changes)
    path = tmp_path / "small_bow.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = outcome(path)
    lines = text.count("\n") + 1
    assert isinstance(found, ExerciseSpec) or all(0 <= line <= lines for line in found)
    assert found


@given(content=st.binary(max_size=200))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_refused_calmly(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no spec are refused like any other mistake."""
    path = tmp_path / "small_bow.yaml"
    path.write_bytes(content)
    with pytest.raises(SpecError):
        read_spec(path)
