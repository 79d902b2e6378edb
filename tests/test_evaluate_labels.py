"""Labels files: what they say, and what is said of those that are wrong."""

import json
from pathlib import Path

import pytest

from formcheck.errors import SpecError
from formcheck.evaluate.labels_file import labels_schema, read_labels
from formcheck.evaluate.truth import Label, LabelledClip, Skipped, Turn
from formcheck.evaluate.vocabulary import EXERCISES, FAULTS, spec_for, view_for
from formcheck.exercise.measures import View
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


def test_repeats_and_notes_are_allowed() -> None:
    """Anchors, and names that mean nothing here, are no mistakes."""
    text = CLIP.replace("clips:", "note: &same {rounded_back: [1]}\nclips:")

    [found], _ = read(text + "  faults: *same\n  licence: ours\n")

    assert found.label("neutral_back", 1) is Label.YES


def test_an_exercise_without_a_spec_is_left_out() -> None:
    """What cannot be judged is named, with the reason, and the others go on."""
    other = "- {file: plank.mp4, exercise: forearm plank, reps: 1}\n"

    clips, skipped = read(CLIP + other)

    assert [found.name for found in clips] == ["set.mp4"]
    assert [(left.clip, left.failed) for left in skipped] == [("plank.mp4", False)]
    assert "forearm plank" in skipped[0].why


WRONG = [
    # A name mistyped is no note.
    (CLIP.replace("rep_times_s", "rep_time_s"), "line 7: 'rep_time_s' is not a word we know here"),
    (CLIP.replace("reps: 2", "reps: two"), "line 6: 'reps'"),
    (CLIP.replace("  reps: 2\n", ""), "line 3: 'reps' is missing"),
    (CLIP.replace("reps: 2", "reps: 3"), "line 7: 'reps' says 3, and 2 have times"),
    (CLIP.replace("extreme: 2.0", "extreme: 9.0"), "line 8: 'rep_times_s': the times are not in"),
    (CLIP.replace("extreme: 2.0, ", ""), "line 8: 'extreme' is missing"),
    (CLIP.replace("hip_hinge", "hip_hinge_"), "line 4: there is no exercise 'hip_hinge_'; did"),
    (CLIP + "  checks: {neutral_bak: [1]}\n", "line 10: 'neutral_bak' is no check of hip_hinge"),
    (CLIP + "  faults: {rounded_back: [1}\n", "line 10: this cannot be read as YAML"),
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
    ("deadlift (barbell), ascent only", "lift_from_floor"),
    ("deadlift lowering and lifting from the top (RDL-like)", "romanian_deadlift"),
    ("Romanian deadlift (dumbbells)", "romanian_deadlift"),
    ("squat (bodyweight, arms forward)", "squat"),
    ("hip_hinge", "hip_hinge"),
    ("walking", "hip_hinge"),
    ("none - an empty room", "hip_hinge"),
    ("nonesuch", None),
    ("squats", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "spec"), WORDS)
def test_words_name_exercises(words: str, spec: str | None) -> None:
    """An exercise is told by how its label begins."""
    assert spec_for(words) == spec


VIEWS = [
    ("side (faces left)", View.SIDE),
    ("side (faces right, slightly oblique)", View.SIDE),
    ("oblique (front-left, about 45 deg)", View.OBLIQUE),
    ("side/oblique (head left)", View.OBLIQUE),
    ("front", View.FRONT),
    ("no person", View.UNKNOWN),
]


@pytest.mark.parametrize(("words", "view"), VIEWS)
def test_words_name_views(words: str, view: View) -> None:
    """A view is told by its first word, unless it is called oblique later on."""
    assert view_for(words) is view


def test_every_word_leads_somewhere() -> None:
    """The tables name exercises and checks that there are."""
    checks = {check.id for spec in spec_ids() for check in load_spec(spec).checks}

    assert set(EXERCISES.values()) <= set(spec_ids())
    assert {check for named in FAULTS.values() for check in named} <= checks


def test_the_docs_show_every_word() -> None:
    """docs/evaluating.md lists the tables as they are."""
    page = (ROOT / "docs" / "evaluating.md").read_text(encoding="utf-8")

    for fault, checks in FAULTS.items():
        assert f"| `{fault}` | {', '.join(f'`{check}`' for check in checks)} |" in page
    for words, spec in EXERCISES.items():
        assert f"| `{words}` | `{spec}` |" in page


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
    """All of it is understood, and what is left out has no spec."""
    path = footage / "labels.yaml"

    clips, skipped = read_labels(path, path.read_bytes())

    assert len(clips) + len(skipped) == 41
    assert all(found.video.is_file() for found in clips)
    by_name = {found.video.stem: found for found in clips}
    assert by_name["coach_rdl_rounded_side"].label("neutral_back", 1) is Label.YES
    assert by_name["coach_dl_neutral_side"].label("neutral_back", 1) is Label.NO
    unsure = by_name["tby_kbdeadlift_unlabelledA_side"]
    assert unsure.label("neutral_back", 3) is Label.UNSURE
    assert unsure.count == 10
    assert len(unsure.non_reps) == 1
