"""What is said and shown stands in the catalogue, by id, and nowhere else."""

import ast
import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from guided import guided

import formcheck
from formcheck.exercise.coach.unjudged import reason_words
from formcheck.exercise.framing.advice import GROUPS, PART_NAMES, Remedy
from formcheck.exercise.measure.registry import MEASURES, Measure, Unit, View
from formcheck.exercise.results.reasons import Outcome, ReasonKind
from formcheck.exercise.results.reasons import Reason as Why
from formcheck.exercise.results.report import InterruptionKind, Parted, Verdict
from formcheck.exercise.spec.models import Calibration, Profile, StopSignal
from formcheck.exercise.spec.posture import CameraHeight
from formcheck.guide.guidance import Ended, Plan, Stage
from formcheck.guide.guided import GuidedCourse
from formcheck.landmarks.pose import Part, Pose
from formcheck.offer.answers import Aim, Began, Morning, PainPlace, Sign, Trait, Worse
from formcheck.offer.reasons import Reason
from formcheck.words.catalogue import Language, Words, english, words_in

ROOT: Final = Path(formcheck.__file__).parent

FAMILIES: Final[Mapping[str, type[Enum]]] = {
    "before": Calibration,
    "ended": Ended,
    "filmed-height": CameraHeight,
    "filmed-view": View,
    "gate-aim": Aim,
    "gate-began": Began,
    "gate-morning": Morning,
    "gate-place": PainPlace,
    "gate-sign": Sign,
    "gate-trait": Trait,
    "gate-worse": Worse,
    "interruption": InterruptionKind,
    "measure": Measure,
    "measure-sign": Measure,
    "measure-zero": Measure,
    "offer-why": Reason,
    "outcome": Outcome,
    "part": Part,
    "parted": Parted,
    "profile": Profile,
    "reason": ReasonKind,
    "remedy": Remedy,
    "stage": Stage,
    "stop": StopSignal,
    "tile": Verdict,
    "value": Unit,
    "verdict": Verdict,
    "view": View,
}
"""The texts that an enumeration has, one for each member."""

NEVER: Final = frozenset({"ended-goal", "outcome-look-alike", "outcome-rep", "reason-other"})
"""Members of which nothing is said, or what others have written."""

KINDS: Final = ("exercise-", "limit-kind-", "next-time-", "place-drawing-", "problem-")
"""How ids begin that are made of other names: exercises, kinds, drawings, troubles,
reasons for which there is something to do."""

# --- What the code asks for -----------------------------------------------------------------------


def modules() -> Iterator[Path]:
    return (path for path in sorted(ROOT.rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def catalogue(language: Language) -> Mapping[str, fluent.Message]:
    found: dict[str, fluent.Message] = {}
    for file in sorted((ROOT / "words" / language.value).glob("*.ftl")):
        resource = FluentParser().parse(file.read_text("utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, fluent.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                found[entry.id.name] = entry
    return found


def arguments(name: str, messages: Mapping[str, fluent.Message]) -> set[str]:
    """Return what stands in a text, and in those that it refers to."""
    found: set[str] = set()
    for node in walk(messages[name]):
        if isinstance(node, fluent.VariableReference):
            found.add(node.id.name)
        elif isinstance(node, fluent.MessageReference):
            found |= arguments(node.id.name, messages)
    return found


def walk(node: object) -> Iterator[fluent.BaseNode]:
    if isinstance(node, fluent.BaseNode):
        yield node
        for value in vars(node).values():
            yield from walk(value)
    elif isinstance(node, list):
        for each in node:
            yield from walk(each)


def constants(node: ast.expr) -> Iterator[str]:
    """Yield the ids that an expression may be, as far as they are written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def is_words(node: ast.expr) -> bool:
    """Whether something called is, by its name, the words of a language."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if isinstance(node, ast.Call):
        return is_words(node.func) and name == ""
    return name in {"words", "_words", "english", "page_words"}


def asked() -> Iterator[tuple[str, set[str] | None, str]]:
    """Yield ids that are asked for with what is given to stand in them (None: not known)."""
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and node.args and is_words(node.func):
                names = [keyword.arg for keyword in node.keywords]
                known = None if None in names else {name for name in names if name}
                for name in constants(node.args[0]):
                    yield name, known, f"{path.relative_to(ROOT)}:{node.lineno}"


def families() -> Iterator[tuple[str, str]]:
    for path in modules():
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "of"
                and is_words(node.func.value)
            ):
                for name in constants(node.args[0]):
                    yield name, f"{path.relative_to(ROOT)}:{node.lineno}"


def written() -> set[str]:
    """Return every text that stands in the code as a whole."""
    return {
        node.value
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_text_that_is_asked_for_is_there_with_what_stands_in_it() -> None:
    """An id in the code is one of the catalogue's, and is given exactly its arguments."""
    messages = catalogue(Language.ENGLISH)
    wrong = []
    for name, given, place in asked():
        if name not in messages:
            wrong.append(f"{place}: there is no text '{name}'")
        elif given is not None and given != arguments(name, messages):
            wrong.append(f"{place}: '{name}' takes {arguments(name, messages)}, not {given}")
    assert wrong == []


def test_every_member_has_its_text() -> None:
    """A family of texts has one for each member of its enumeration, and each is told apart."""
    messages = catalogue(Language.ENGLISH)
    missing = [
        f"{family}-{name}"
        for family, members in FAMILIES.items()
        for name in ids_of(members)
        if f"{family}-{name}" not in messages and f"{family}-{name}" not in NEVER
    ]
    unknown = [f"{place}: {name}" for name, place in families() if name not in FAMILIES]
    assert (missing, unknown) == ([], [])


def ids_of(members: type[Enum]) -> Iterator[str]:
    return (member.name.lower().replace("_", "-") for member in members)


def test_every_text_is_used() -> None:
    """What nobody asks for any more does not stay behind to be translated."""
    messages = catalogue(Language.ENGLISH)
    by_member = {f"{family}-{name}" for family, all_ in FAMILIES.items() for name in ids_of(all_)}
    by_reference = {
        node.id.name
        for message in messages.values()
        for node in walk(message)
        if isinstance(node, fluent.MessageReference)
    }
    by_part = {f"body-{name}" for name in {*PART_NAMES.values(), *GROUPS}}
    used = by_member | by_reference | by_part | written()
    ranges = {f"{name}-range" for name in used}
    left = [name for name in messages if name not in used | ranges and not name.startswith(KINDS)]
    assert left == []


@pytest.mark.parametrize("language", list(Language))
def test_a_language_says_everything(language: Language) -> None:
    """Each language has every text, with the same things standing in it, and none besides."""
    theirs, ours = catalogue(language), catalogue(Language.ENGLISH)

    assert theirs.keys() == ours.keys()
    for name in ours:
        assert arguments(name, theirs) == arguments(name, ours), name


# --- What the words do ----------------------------------------------------------------------------


def test_numbers_are_counted_and_written_as_the_language_does() -> None:
    """One is one, several are several, and decimals are those asked for."""
    say = english()

    assert say("kept-sets", count=1) == "1 set"
    assert say("kept-sets", count=2) == "2 sets"
    assert say("kept-sets", count=1200) == "1200 sets"
    assert [say.number(2.675, digits) for digits in (0, 1, 2)] == ["3", "2.7", "2.67"]
    assert [say.number(value) for value in (0.5, 30.0, -20.0, 1.25)] == ["0.5", "30", "-20", "1.25"]


def test_what_is_put_in_carries_no_marks() -> None:
    """Names in a sentence are followed by nothing that a voice would spell or a test not see."""
    assert english()("exercises-read", name="Hip hinge") == "Read about Hip hinge"


def in_german(source: str) -> Words:
    """Return words of which these are German, as far as they go."""
    bundle = FluentBundle(["de"], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return Words(Language.ENGLISH, (bundle, *english().bundles))


def test_english_stands_in_for_what_a_language_lacks() -> None:
    """Text by text, and each is counted and written by the rules of its own language."""
    say = in_german(
        """
number-hundredths = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
count-reps = { $count ->
        [one] { $count } Wiederholung
       *[other] { $count } Wiederholungen
    }
"""
    )

    assert say("count-reps", count=2) == "2 Wiederholungen"
    assert say("count-holds", count=2) == "2 holds"
    assert (say.number(0.82, 2), say.number(0.82, 1)) == ("0,82", "0.8")


def test_two_sessions_speak_two_languages_at_once() -> None:
    """What is begun in one language goes on in it, whatever another session speaks."""
    german = in_german("stage-ready = Mach dich bereit")
    plan = Plan(goal=2, sets=1)
    courses = [GuidedCourse(guided(), plan, words) for words in (german, english(), german)]

    titles = [course.step(Pose(0.0, (1, 1))).title for course in courses]

    assert titles == ["Mach dich bereit", "Get ready", "Mach dich bereit"]


def test_words_are_the_same_for_every_thread() -> None:
    """Camera threads ask while pages do."""
    said: defaultdict[str, int] = defaultdict(int)
    lock = threading.Lock()

    def ask() -> None:
        for count in range(200):
            text = english()("kept-sets", count=count)
            with lock:
                said[text] += 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(said) == 200
    assert set(said.values()) == {4}


def test_words_cannot_be_changed() -> None:
    """The words of a session are nobody else's to change."""
    with pytest.raises(AttributeError):
        english().language = Language.ENGLISH  # type: ignore[misc]
    assert words_in(Language.ENGLISH) is english()


@pytest.mark.words_missing
@pytest.mark.parametrize(
    ("name", "shown"), [("nobody-says-this", "nobody-says-this"), ("kept-damaged", "names")]
)
def test_what_is_missing_is_logged_and_does_not_end_anything(
    name: str, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A text or an argument that is missing is an error in the log, and something is still said."""
    said = english()(name)

    assert shown in said
    assert name in caplog.text


def test_a_mistake_in_the_program_fails_a_test() -> None:
    """Whatever is missing while tests run ends the test that asked for it."""
    with pytest.raises(AssertionError, match="nobody-says-this"):
        english()("nobody-says-this")


def test_zero_and_sign_are_those_of_the_registry() -> None:
    """What the pages say of a measure is what spec authors read."""
    say = english()
    for measure, info in MEASURES.items():
        assert say.of("measure-zero", measure) == info.zero
        assert say.of("measure-sign", measure) == info.sign


def test_reasons_read_as_the_files_have_them() -> None:
    """Reports hold reasons in English; in English the pages say the same."""
    say = english()
    parts = Why(ReasonKind.PARTS_UNSEEN, frozenset({Part.TOE, Part.HEEL, Part.EAR}))
    known = [Why(kind) for kind in ReasonKind if kind is not ReasonKind.PARTS_UNSEEN]
    for reason in [*known, parts, Why(ReasonKind.OTHER, text="of another version")]:
        assert reason_words(say, reason) == reason.words
    for outcome in set(Outcome) - {Outcome.REP, Outcome.LOOK_ALIKE}:
        assert say.of("outcome", outcome) == outcome.words


# --- No text outside ------------------------------------------------------------------------------

DONE: Final = (
    "app",
    "drawing/body.py",
    "drawing/findings.py",
    "drawing/quiet_line.py",
    "exercise/coach",
    "exercise/framing",
    "exercise/judge",
    "exercise/logbook.py",
    "exercise/observe",
    "exercise/recognise",
    "exercise/session.py",
    "guide",
    "history",
    "live",
    "offer",
    "specs/limit_words.py",
)
"""The packages and modules whose words for people all stand in the catalogue."""

ALLOWED: Final[Mapping[str, str]] = {
    "What is kept can't be looked at": "begins an error",
    "This can't be deleted": "begins an error",
    "The recording cannot be put aside": "begins an error",
    "name another folder for temporary files in TMPDIR": "ends an error",
    "choose another folder( with --out)?": "a pattern in errors",
    "This is not a page of formcheck's, or not its address.\n": "an answer to strangers",
    "Nothing is kept here, or not any more.\n": "an answer to addresses that have ended",
    "formcheck is open at ": "said in the terminal",
    " on this computer. Ctrl-C ends it.": "said in the terminal",
    "Answer": "the name of a class",
    "Close what else uses the camera, and see in the system's privacy settings whether programs "
    "may use it": "ends an error",
    "Exercises": "the name of a class",
    "Session": "the name of a class",
    "How it was done: guided, not judged": "stands in a file",
    "Nobody else is": "begins an error",
    "One other is": "begins an error",
    "Three others are": "begins an error",
    "Two others are": "begins an error",
    " others are": "stands in an error",
    "name another folder with --data or in FORMCHECK_DATA": "ends an error",
    "this cannot be kept": "begins an error",
    "what is kept of you cannot be opened for writing": "begins an error",
    "what is kept of you cannot be read": "begins an error",
    "what is kept of you is damaged and cannot be set aside": "begins an error",
    "your sets cannot be looked at": "begins an error",
    "Origin": "the name of a header",
    "none of ours": "an id of the cross table's JSON",
}
"""What reads like words for people and is none of the catalogue's, and why: errors, files and the
terminal stay English."""

_WORDS: Final = re.compile(r"[A-Za-z’']{2,},? \(?[A-Za-z]|^[A-Z][a-z]+\.?$|[a-z]{2,}[.!?]$")
_CODE: Final = re.compile(r"[{;]\n|\\d")
_MARKUP: Final = re.compile(r"<[^>]*>?|[\w-]+:[^;\s]*;|--[\w-]+")


def texts_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield literals that look like words, without docstrings and what is raised or logged."""
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        elif is_quiet(node):
            skipped.update(each for each in ast.walk(node) if isinstance(each, ast.Constant))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            text = _MARKUP.sub("", node.value)
            if _WORDS.search(text) and not _CODE.search(text):
                yield node.lineno, node.value


def is_quiet(node: ast.AST) -> bool:
    """Whether what stands in it is no page's own: names, errors, logs, types, sources."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__all__"
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Raise)
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name.endswith("Error") or name in {"TypeVar", "warning", "namedtuple", "cast", "Rule"}


def in_order(names: Iterable[str]) -> Iterator[Path]:
    """Yield the modules that packages and modules are."""
    for name in names:
        yield from sorted((ROOT / name).rglob("*.py")) or [ROOT / name]


def test_no_text_for_people_stands_outside_the_catalogue() -> None:
    """Modules that show or speak hold no words of their own."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path in in_order(DONE)
        for line, text in texts_in(parsed(path))
        if text not in ALLOWED
    ]
    assert found == []


def test_what_is_allowed_outside_is_still_there() -> None:
    """The list of what need not stand in the catalogue only shrinks."""
    there = {text for path in in_order(DONE) for _, text in texts_in(parsed(path))}
    assert ALLOWED.keys() - there == set()
