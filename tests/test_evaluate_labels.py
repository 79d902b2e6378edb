"""Labels files: what they say, and what is said of those that are wrong."""

import json
import math
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from formcheck.errors import SpecError
from formcheck.evaluate.labels.labels_file import labels_schema, read_labels
from formcheck.evaluate.labels.truth import (
    Label,
    LabelledClip,
    NonRep,
    SeenBack,
    Shows,
    Skipped,
    Turn,
)
from formcheck.evaluate.labels.vocabulary import (
    ANOTHER,
    EXERCISES,
    FAULTS,
    VARIATIONS,
    shown_in,
    turned_in,
    view_for,
)
from formcheck.exercise.measure.registry import View
from formcheck.specs.files import load_spec, spec_ids

ROOT = Path(__file__).parents[1]

CLIP = """\
tolerance_s: 0.2
clips:
- file: set.mp4
  spec: hip_hinge
  view: side (faces left)
  reps: 2
  rep_times_s:
  - {n: 1, start: 1.0, extreme: 2.0, end: 3.0}
  - {n: 2, start: 4, extreme: 5, end: 6}
"""


def read(text: str) -> tuple[list[LabelledClip], list[Skipped]]:
    return read_labels(Path("somewhere") / "labels.yaml", text.encode())


def clip(more: str = "") -> LabelledClip:
    [only], _ = read(CLIP + more)
    return only


def mistakes(text: str) -> list[str]:
    with pytest.raises(SpecError) as raised:
        read(text)
    return raised.value.lines()


def test_a_clip_is_read() -> None:
    """A clip has a file beside the labels, an exercise, a view and the times of its reps."""
    found = clip()

    assert found.name == "set.mp4"
    assert found.video == Path("somewhere") / "set.mp4"
    assert (found.exercise, found.view, found.count) == ("hip_hinge", View.SIDE, 2)
    assert found.turns == (Turn(1, 2, 3), Turn(4, 5, 6))
    assert found.tolerance_s == 0.2


LABELS = [
    ("  faults: none seen\n", "neutral_back", [Label.NO, Label.NO]),
    ("  faults: {rounded_back: [2]}\n", "neutral_back", [Label.NO, Label.YES]),
    ("  faults: {rounded_back: [2]}\n", "knees_soft", [Label.NO, Label.NO]),
    ("  faults: {rounded_back: whole clip}\n", "neutral_back", [Label.YES, Label.YES]),
    ("  faults: {rounded_back: true}\n", "neutral_back", [Label.YES, Label.YES]),
    ("  faults: {rounded_back: false}\n", "neutral_back", [Label.NO, Label.NO]),
    ("  faults: {rounded_back: unsure (loose shirt)}\n", "neutral_back", [Label.UNSURE] * 2),
    ("  faults: {rounded_back: unsure}\n", "neutral_back", [Label.UNSURE, Label.UNSURE]),
    ("  faults: {unsure: no idea}\n", "neutral_back", [Label.UNSURE, Label.UNSURE]),
    ("  faults: {neutral_back: [1]}\n", "neutral_back", [Label.YES, Label.NO]),
    ("  checks: {neutral_back: [1]}\n", "neutral_back", [Label.YES, Label.NO]),
    ("  checks: {neutral_back: []}\n", "neutral_back", [Label.NO, Label.NO]),
    ("  checks: {neutral_back: none}\n", "neutral_back", [Label.NO, Label.NO]),
    ("  checks: {neutral_back: all}\n", "neutral_back", [Label.YES, Label.YES]),
    ("  checks: {neutral_back: [1]}\n", "knees_soft", [Label.UNSURE, Label.UNSURE]),
    ("", "neutral_back", [Label.UNSURE, Label.UNSURE]),
    # Two names for one check: a fault in either is one, doubt in either remains.
    ("  faults: {squatty: [1], hips_too_low: unsure}\n", "knees_soft", [Label.YES, Label.UNSURE]),
]


@pytest.mark.parametrize(("more", "check", "expected"), LABELS)
def test_faults_become_labels_of_checks(more: str, check: str, expected: list[Label]) -> None:
    """What is labelled tells, for each check and rep, whether there is a fault, none, or doubt."""
    found = clip(more)

    assert [found.label(check, rep) for rep in (1, 2)] == expected


GOOD = [
    ("  faults: none seen\n", [True, True]),
    ("  faults: {rounded_back: [2]}\n", [True, False]),
    # No check looks for it, and yet it is a fault.
    ("  faults: {feet_too_wide: [1]}\n", [False, True]),
    ("  faults: {unsure: no idea}\n", [False, False]),
    ("  checks: {neutral_back: [2]}\n", [True, False]),
]


@pytest.mark.parametrize(("more", "expected"), GOOD)
def test_a_good_rep_is_one_in_which_somebody_found_nothing(more: str, expected: list[bool]) -> None:
    """A rep nobody could tell about is no good one, nor one with a fault of whatever name."""
    found = clip(more)
    checks = [check.id for check in load_spec("hip_hinge").checks]

    assert [found.is_good(rep, checks) for rep in (1, 2)] == expected


BACKS = [
    ("  back: [{n: 1, back: rounded}]\n", SeenBack.ROUNDED, Label.YES),
    ("  back: [{n: 1, back: slight, where: lower}]\n", SeenBack.SLIGHT, Label.YES),
    ("  back: [{n: 1, back: none seen}]\n", SeenBack.NONE_SEEN, Label.NO),
    ("  back: [{n: 1, back: flat}]\n", SeenBack.NONE_SEEN, Label.NO),
    ("  back: [{n: 1, back: unsure}]\n", SeenBack.UNSURE, Label.UNSURE),
    # What is said of a rep goes before what is said of the clip.
    (
        "  back: [{n: 1, back: flat}]\n  faults: {rounded_back: [1, 2]}\n",
        SeenBack.NONE_SEEN,
        Label.NO,
    ),
    ("  faults: {rounded_back: [1]}\n", SeenBack.ROUNDED, Label.YES),
    ("  faults: none seen\n", SeenBack.NONE_SEEN, Label.NO),
    ("", SeenBack.UNSURE, Label.UNSURE),
]


@pytest.mark.parametrize(("more", "back", "label"), BACKS)
def test_backs_are_labelled_by_rep(more: str, back: SeenBack, label: Label) -> None:
    """How round a back looks is said rep by rep, or follows from the clip's faults."""
    found = clip(more)

    assert (found.back(1), found.label("neutral_back", 1)) == (back, label)


NONE_SEEN = [
    ("  faults: none seen\n", True),
    ("  faults: {rounded_back: [2]}\n", True),
    ("  faults: {rounded_back: [1]}\n", False),
    # Of a good rep it may be unsure whether it has a fault; of these nothing may be.
    ("  faults: {rounded_back: unsure}\n", False),
    ("  faults: {feet_too_wide: unsure}\n", False),
    ("  faults: none seen\n  back: [{n: 1, back: unsure}]\n", False),
    ("", False),
]


@pytest.mark.parametrize(("more", "expected"), NONE_SEEN)
def test_none_seen_is_said_of_every_fault(more: str, expected: bool) -> None:
    """Only where somebody looked for everything and is sure, no fault was seen."""
    checks = [check.id for check in load_spec("hip_hinge").checks]

    assert clip(more).is_none_seen(1, checks) is expected


def test_a_clip_says_who_it_is() -> None:
    """Results are told by person, if the labels name one."""
    assert clip("  person: the woman in green\n").person == "the woman in green"
    assert clip().person == ""


def test_movements_cut_by_the_clip_are_read() -> None:
    """What began before the clip, or ends after it, has one end only."""
    found = clip(
        "  partial_reps:\n"
        "  - {start: null, extreme: 0.2, end: 0.9, what: begins on the way down}\n"
        "  - {start: 7.5, extreme: null, end: null}\n"
    )

    assert found.cut == (
        NonRep(0.0, 0.9, "begins on the way down"),
        NonRep(7.5, math.inf, "a cut movement"),
    )


def test_nothing_can_be_right_in_another_exercise() -> None:
    """Its repetitions are none of the exercise that it is held against."""
    other = CLIP.replace("spec: hip_hinge", "exercise: push-up")

    [found], _ = read(other)

    assert (found.shows, found.count, found.turns) == (Shows.ANOTHER, 0, ())


def test_a_spec_goes_before_words() -> None:
    """Whoever names the spec and counts reps says that they are reps of it."""
    [found], _ = read(CLIP.replace("  view", "  exercise: walking with a box\n  view"))

    assert (found.exercise, found.shows, found.count) == ("hip_hinge", Shows.EXERCISE, 2)


def test_repeats_and_notes_are_allowed() -> None:
    """Anchors, and names that mean nothing here, are no mistakes."""
    text = CLIP.replace("clips:", "note: &same {rounded_back: [1]}\nclips:")

    [found], _ = read(text + "  faults: *same\n  licence: ours\n")

    assert found.label("neutral_back", 1) is Label.YES


def test_an_exercise_without_a_spec_is_left_out() -> None:
    """What cannot be judged is named, with the reason, and the others go on."""
    other = "- {file: wheel.mp4, exercise: cartwheel, reps: 1}\n"

    clips, skipped = read(CLIP + other)

    assert [found.name for found in clips] == ["set.mp4"]
    assert [(left.clip, left.failed) for left in skipped] == [("wheel.mp4", False)]
    assert "cartwheel" in skipped[0].why


WRONG = [
    # A name mistyped is no note.
    (CLIP.replace("rep_times_s", "rep_time_s"), "line 7: 'rep_time_s' is not a word we know here"),
    (CLIP.replace("reps: 2", "reps: two"), "line 6: 'reps'"),
    (CLIP.replace("  reps: 2\n", ""), "line 3: 'reps' is missing"),
    (CLIP.replace("reps: 2", "reps: 3"), "line 7: 'reps' says 3, and 2 have times"),
    (CLIP.replace("extreme: 2.0", "extreme: 9.0"), "line 8: 'rep_times_s': the times are not in"),
    (CLIP.replace("extreme: 2.0, ", ""), "line 8: 'extreme' is missing"),
    (CLIP.replace("hip_hinge", "hip_hinge_"), "line 4: there is no exercise 'hip_hinge_'; did"),
    (
        CLIP + "  back: [{n: 3, back: flat}]\n",
        "line 10: 'reps' says 2, and there is a back",
    ),
    (CLIP + "  back: [{n: 1, back: bent}]\n", "line 10: 'back'"),
    (CLIP + "  partial_rep: []\n", "line 10: 'partial_rep' is not a word we know here"),
    (CLIP + "  checks: {neutral_bak: [1]}\n", "line 10: 'neutral_bak' is no check of hip_hinge"),
    (CLIP + "  faults: {rounded_back: [1}\n", "line 10: a bracket is opened here"),
    (CLIP + "  reps: 2\n", "line 10: 'reps' is written twice"),
    ("", "this is no labels file"),
    ("[]", "this is no labels file"),
    ("clips: 3", "line 1: 'clips'"),
    ("a: &a [*a, *a]", "line 1: repeats of repeats"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    """A mistake is named with the file and the line it stands in."""
    assert any(line.startswith("labels.yaml") and said in line for line in mistakes(text))


def test_everything_wrong_is_said_at_once() -> None:
    """Nobody has to mend a file one mistake after the other."""
    text = CLIP.replace("hip_hinge", "hop_hinge") + "- {file: a.mp4, spec: squad, reps: 1}\n"

    assert len(mistakes(text)) == 2


def test_bytes_that_are_no_text_are_said() -> None:
    """A file in another encoding names the line where that shows."""
    with pytest.raises(SpecError, match="line 2: this is not UTF-8"):
        read_labels(Path("labels.yaml"), b"clips:\n- file: \xff\n")


WORDS = [
    ("deadlift (barbell), ascent only", "lift_from_floor", Shows.EXERCISE),
    (
        "deadlift lowering and lifting from the top (RDL-like)",
        "romanian_deadlift",
        Shows.EXERCISE,
    ),
    ("Romanian deadlift (dumbbells)", "romanian_deadlift", Shows.EXERCISE),
    ("squat (bodyweight, arms forward)", "squat", Shows.EXERCISE),
    ("sit-to-stand (one), then walks off", "sit_to_stand", Shows.EXERCISE),
    ("hip_hinge", "hip_hinge", Shows.EXERCISE),
    ("single-leg Romanian deadlift (dumbbells)", "romanian_deadlift", Shows.VARIATION),
    ("B-stance (staggered) Romanian deadlift", "romanian_deadlift", Shows.VARIATION),
    ("single-leg glute bridge", "hip_hinge", Shows.ANOTHER),
    ("deep squat (hold)", "hip_hinge", Shows.ANOTHER),
    ("walking", "hip_hinge", Shows.ANOTHER),
    ("none - an empty room", "hip_hinge", Shows.NOBODY),
]


@pytest.mark.parametrize(("words", "spec", "shows"), WORDS)
def test_words_name_exercises(words: str, spec: str, shows: Shows) -> None:
    """An exercise is told by how its label begins, and what it is to the spec that judges it."""
    assert shown_in(words) == (spec, shows)


@pytest.mark.parametrize("words", ["nonesuch", "squats", ""])
def test_words_that_are_not_known_name_nothing(words: str) -> None:
    """A word that only begins like a known one is another word."""
    assert shown_in(words) is None


VIEWS = [
    ("side (faces left)", View.SIDE),
    ("side (faces right, slightly oblique)", View.SIDE),
    ("oblique (front-left, about 45 deg)", View.OBLIQUE),
    ("side/oblique (head left)", View.OBLIQUE),
    ("front", View.FRONT),
    ("no person", View.UNKNOWN),
    ("front then oblique, handheld camera walks around him", View.FRONT),
    ("front to 5 s, then side", View.FRONT),
    ("side (faces left) to 17 s, then front", View.SIDE),
]


@pytest.mark.parametrize(("words", "view"), VIEWS)
def test_words_name_views(words: str, view: View) -> None:
    """A view is told by its first word, unless it is called oblique; the first of two counts."""
    assert view_for(words) is view


TURNED = [
    ("side, turned to the front about 35 deg (faces left)", 35.0),
    ("side (faces right); after 2.3 s turned away", 0.0),
    ("side (faces left)", 0.0),
]


@pytest.mark.parametrize(("words", "turned_deg"), TURNED)
def test_words_tell_how_far_a_view_is_turned(words: str, turned_deg: float) -> None:
    """Only a number says how far."""
    assert turned_in(words) == turned_deg


def test_every_word_leads_somewhere() -> None:
    """The tables name exercises and checks that there are."""
    checks = {check.id for spec in spec_ids() for check in load_spec(spec).checks}

    assert {*EXERCISES.values(), *VARIATIONS.values()} <= set(spec_ids())
    assert {check for named in FAULTS.values() for check in named} <= checks


def test_the_docs_show_every_word() -> None:
    """docs/evaluating.md lists the tables as they are."""
    page = (ROOT / "docs" / "evaluating.md").read_text(encoding="utf-8")

    for fault, checks in FAULTS.items():
        assert f"| `{fault}` | {', '.join(f'`{check}`' for check in checks)} |" in page
    for words, spec in EXERCISES.items():
        assert f"| `{words}` | `{spec}` |" in page
    for words, spec in VARIATIONS.items():
        assert f"| `{words}` | `{spec}`, told apart |" in page
    for words, why in ANOTHER.items():
        assert f"| `{words}` | {why} |" in page


def test_the_example_in_the_docs_is_right() -> None:
    """The labels file shown in docs/evaluating.md can be used as it stands."""
    page = (ROOT / "docs" / "evaluating.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]

    [found], skipped = read(example)

    assert not skipped
    assert [found.label("neutral_back", rep) for rep in (1, 2, 3)] == [
        Label.NO,
        Label.YES,
        Label.YES,
    ]


def test_the_schema_for_editors_is_up_to_date() -> None:
    """docs/labels.schema.json is what the models say."""
    written = (ROOT / "docs" / "labels.schema.json").read_text(encoding="utf-8")

    assert written == labels_schema()
    assert json.loads(written)["properties"].keys() == {"tolerance_s", "clips"}


def test_the_labels_of_real_footage_are_read(footage: Path) -> None:
    """Every clip that is listed is there, and is read or left out with a reason."""
    path = footage / "labels.yaml"
    listed = YAML(typ="safe", pure=True).load(path)["clips"]

    clips, skipped = read_labels(path, path.read_bytes())

    assert all((footage / entry["file"]).is_file() for entry in listed)
    names = [found.name for found in clips] + [left.clip for left in skipped]
    assert sorted(names) == sorted(Path(entry["file"]).name for entry in listed)
    assert all(left.why and not left.failed for left in skipped)


@pytest.mark.parametrize("part", ["reps", "backs", "cut", "person"])
def test_what_is_said_of_real_footage_is_kept(part: str, footage: Path) -> None:
    """Numbers of reps, backs, cut movements and people come out as the file has them."""
    path = footage / "labels.yaml"
    listed = YAML(typ="safe", pure=True).load(path)["clips"]
    by_name = {Path(entry["file"]).name: entry for entry in listed}

    clips, _ = read_labels(path, path.read_bytes())

    for found in clips:
        entry = by_name[found.name]
        ours = found.shows in {Shows.EXERCISE, Shows.VARIATION}
        expected = {
            "reps": (entry["reps"] if ours else 0, found.count),
            "backs": ({each["n"] for each in entry.get("back", [])}, set(found.backs)),
            "cut": (len(entry.get("partial_reps", [])), len(found.cut)),
            "person": (entry.get("person", ""), found.person),
        }
        assert expected[part][0] == expected[part][1], found.name


def test_backs_of_real_footage_are_told(footage: Path) -> None:
    """What a coach called rounded and neutral is labelled so, and doubt remains doubt."""
    path = footage / "labels.yaml"

    clips, _ = read_labels(path, path.read_bytes())

    by_name = {found.video.stem: found for found in clips}
    assert by_name["coach_rdl_rounded_side"].label("neutral_back", 1) is Label.YES
    assert by_name["coach_dl_neutral_side"].label("neutral_back", 1) is Label.NO
    assert by_name["tby_kbdeadlift_unlabelledA_side"].label("neutral_back", 3) is Label.UNSURE
