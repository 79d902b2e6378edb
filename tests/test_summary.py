"""The summary in the terminal, as words."""

import io
import math
from pathlib import Path

import pytest
from rich.console import Console

from formcheck.exercise.back.reference import REFERENCES
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    ComparedWith,
    FollowedPerson,
    HoldReport,
    Parted,
    PersonChoice,
    ReferenceKind,
    Report,
    RepReport,
    SetReport,
    Verdict,
    VideoFacts,
)
from formcheck.review.summary import Summary, clock
from formcheck.specs.files import load_spec

FILES = ("annotated.mp4", "report.json")


def check(verdict: Verdict, name: str = "Long back", **parts: object) -> CheckReport:
    values = {"id": name.lower(), "name": name, "measure": "back_curv", "verdict": verdict}
    return CheckReport.model_validate(values | parts)


def rep(number: int, verdict: Verdict, *checks: CheckReport, label: str = "") -> RepReport:
    return RepReport(
        number=number,
        start_s=3,
        extreme_s=5.04,
        end_s=67.5,
        extreme=61.6,
        verdict=verdict,
        label=label,
        phases_s={"standing": 1, "lowering": 2.1, "bottom": 0.6, "rising": 1.84},
        checks=checks,
    )


def text(*, encoding: str = "utf-8", width: int = 200, **parts: object) -> str:
    facts = {"exercise": "hip_hinge", "exercise_name": "Hip hinge", "view": "side"}
    report = Report.model_validate(facts | {"judged": True, "not_judged": ()} | parts)
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    console = Console(file=out, width=width)
    console.print(Summary("set.mp4", report, load_spec("hip_hinge"), Path("out/set"), FILES))
    return raw.getvalue().decode(encoding)


def line_with(words: str, said: str) -> str:
    [line] = [line for line in said.splitlines() if words in line]
    return line


def test_a_rep_is_a_line_a_trainer_can_read() -> None:
    """Number, time, the turn with its angle, tempo and verdict stand in one line."""
    line = line_with("0:03.0", text(reps=[rep(1, Verdict.GOOD)]))

    assert line.split() == [
        "1", "0:03.0–1:07.5", "0:05.0", "62°", "2.1/0.6/1.8", "✓", "good",
    ]  # fmt: skip


def test_the_columns_are_named_after_the_phases() -> None:
    """The turn and the tempo are called what the exercise calls them."""
    said = text(reps=[rep(1, Verdict.GOOD)])

    assert "Bottom" in said
    assert "Tempo: seconds of lowering, bottom, rising" in said


def test_a_lift_that_begins_at_the_floor_turns_at_the_top() -> None:
    """Its columns are those of its own order: up, standing, down."""
    order = {"rising": 0.9, "standing": 1.3, "lowering": 1.46}
    lift = rep(1, Verdict.GOOD).model_copy(update={"phases_s": order})

    said = text(reps=[lift])

    assert "Standing" in said
    assert "Bottom" not in said
    assert "0.9/1.3/1.5" in said
    assert "Tempo: seconds of rising, standing, lowering" in said


def test_where_reps_differ_in_order_the_columns_are_general() -> None:
    """A set may begin at the floor and go on from standing."""
    order = {"rising": 0.9, "standing": 1.3, "lowering": 1.46}
    lift = rep(1, Verdict.GOOD).model_copy(update={"phases_s": order})

    assert "Tempo: seconds of way out, turn, way back" in text(reps=[lift, rep(2, Verdict.GOOD)])


@pytest.mark.parametrize(
    ("verdict", "sign"),
    [
        (Verdict.GOOD, "✓ good"),
        (Verdict.WARN, "! to change a little"),
        (Verdict.FAULT, "✗ to change"),
        (Verdict.NO_ROUNDING_SEEN, "○ no rounding seen"),
        (Verdict.NOT_JUDGED, "– not judged"),
    ],
)
def test_every_verdict_reads_without_colour(verdict: Verdict, sign: str) -> None:
    """A sign and a word tell each verdict."""
    assert sign in text(reps=[rep(1, verdict)])


def test_a_terminal_without_unicode_gets_other_signs() -> None:
    """Old Windows terminals know no tick; nothing breaks."""
    assert "+ good" in text(reps=[rep(1, Verdict.GOOD)], encoding="cp1252")


def test_what_was_found_stands_with_its_limit() -> None:
    """A finding names the check, the value and the limit; good checks are not listed."""
    found = check(Verdict.FAULT, value=48.2, limit=35)

    said = text(reps=[rep(1, Verdict.FAULT, check(Verdict.GOOD, "Knees soft", value=12), found)])

    assert "Long back: 48° (limit 35°)" in said
    assert "Knees soft" not in said


def test_faults_come_before_warns() -> None:
    """The worst finding is read first."""
    warn, fault = check(Verdict.WARN, "Head in line"), check(Verdict.FAULT)

    said = text(reps=[rep(1, Verdict.FAULT, warn, fault)])

    assert said.index("Long back") < said.index("Head in line")


def test_the_label_of_a_rep_replaces_the_bare_verdict() -> None:
    """A counted rep whose back was not judged says just that."""
    said = text(reps=[rep(1, Verdict.NOT_JUDGED, label="counted, back not judged")])

    assert "– counted, back not judged" in said


def test_what_could_not_be_judged_comes_first() -> None:
    """Before any rep the summary says what is missing."""
    said = text(
        reps=[rep(1, Verdict.GOOD)], not_judged=["back not calibrated", "feet out of the picture"]
    )

    lines = said.splitlines()
    assert lines[1:3] == ["Not judged: back not calibrated", "Not judged: feet out of the picture"]


def test_what_was_not_judged_for_one_reason_is_one_line() -> None:
    """Six checks that need a side view are six names, not six lines."""
    view = "the view is not from the side"

    said = text(not_judged=[f"Long back: {view}", f"Trunk lean: {view}", "Knees: hidden"])

    assert said.splitlines()[1:3] == [
        f"Not judged: Long back, Trunk lean: {view}",
        "Not judged: Knees: hidden",
    ]


def test_a_check_judged_in_no_rep_is_not_repeated_in_every_row() -> None:
    """What holds for the whole set is said once; what holds for one rep, beside it."""
    never = check(Verdict.NOT_JUDGED, "Head in line", reason="the ear is hidden")
    once = check(Verdict.NOT_JUDGED, "Knees soft", reason="the knee is hidden")

    said = text(reps=[rep(1, Verdict.GOOD, never, once), rep(2, Verdict.GOOD, never)])

    assert "Head in line" not in said
    assert said.count("not judged: Knees soft (the knee is hidden)") == 1


def test_what_did_not_apply_is_no_gap() -> None:
    """A check that had nothing to look at is not told as one that could not be judged."""
    idle = check(Verdict.NOT_JUDGED, "Head in line", reason="did not apply")

    said = text(reps=[rep(1, Verdict.GOOD, idle), rep(2, Verdict.GOOD)])

    assert "Head in line" not in said


def test_checks_missing_for_one_reason_share_a_line() -> None:
    """The reason is said once for all of them."""
    names = ("Head in line", "Knees soft")
    hidden = [check(Verdict.NOT_JUDGED, name, reason="the arm is in front") for name in names]

    said = text(reps=[rep(1, Verdict.GOOD, *hidden), rep(2, Verdict.GOOD)])

    assert "not judged: Head in line, Knees soft (the arm is in front)" in said


def test_the_first_line_counts_the_verdicts() -> None:
    """Reps are counted by verdict beside the exercise's name."""
    reps = [rep(1, Verdict.GOOD), rep(2, Verdict.FAULT), rep(3, Verdict.GOOD)]

    assert text(reps=reps).startswith("set.mp4: Hip hinge, 3 reps (2 good, 1 to change)")


def test_an_empty_set_says_so() -> None:
    """Nobody there is a sentence, not an empty table."""
    said = text(judged=False, not_judged=["nobody was seen"], view="unknown")

    assert "nothing counted" in said
    assert "Not judged: nobody was seen" in said
    assert "Verdict" not in said


def test_attempts_are_listed_beneath() -> None:
    """What was not counted is named with its time."""
    short = AttemptReport(start_s=11, extreme_s=12.25, end_s=13, reason="short")

    assert "Not counted: short at 0:12.2" in text(attempts=[short])


def test_a_hold_says_how_long_and_which_side() -> None:
    """Holds have a table of their own."""
    hold = HoldReport(
        number=1,
        start_s=2,
        end_s=34,
        held_s=30.4,
        side="left",
        verdict=Verdict.WARN,
        label="",
        checks=(),
    )

    line = line_with("left", text(holds=[hold]))

    assert line.split()[:5] == ["1", "0:02.0–0:34.0", "30", "s", "left"]
    assert "1 hold (1 to change a little)" in text(holds=[hold])


def test_the_last_line_says_where_the_files_are() -> None:
    """The folder and the files end the summary."""
    said = text(reps=[rep(1, Verdict.GOOD)]).rstrip().splitlines()

    assert said[-1] == f"Files: {Path('out/set')} (annotated.mp4, report.json)"


def test_remarks_about_the_recording_are_passed_on() -> None:
    """A file that ended early is said to have."""
    video = VideoFacts(path="set.mp4", note="The file ends early, after 2.0 s.")

    assert "The file ends early, after 2.0 s." in text(video=video)


@pytest.mark.parametrize("choice", PersonChoice)
def test_who_was_followed_is_told_with_how_to_name_another(choice: PersonChoice) -> None:
    """Who named somebody knows how."""
    words = "Several people were seen; the one on the left was followed."
    person = FollowedPerson(chosen=choice, people=2, words=words)

    said = text(video=VideoFacts(path="set.mp4", person=person))

    assert words in said
    assert ("--person left, right or TIME@X,Y" in said) == (choice is not PersonChoice.NAMED)


def test_words_are_never_taken_for_markup() -> None:
    """Square brackets in a reason are printed, not obeyed."""
    assert "Not judged: [bold]the ear[/] is hidden" in text(
        not_judged=["[bold]the ear[/] is hidden"]
    )


@pytest.mark.parametrize("width", [120, 80, 40, 20])
def test_a_narrow_terminal_loses_no_words(width: int) -> None:
    """Lines wrap instead of being cut off."""
    found = check(Verdict.FAULT, value=48.2, limit=35)
    reps = [rep(1, Verdict.FAULT, found)]

    assert text(reps=reps, width=width).split() == text(reps=reps, width=200).split()


@pytest.mark.parametrize(
    ("time_s", "shown"),
    [(0, "0:00.0"), (7.54, "0:07.5"), (59.96, "1:00.0"), (61, "1:01.0"), (3661.2, "61:01.2")],
)
def test_times_are_minutes_and_seconds(time_s: float, shown: str) -> None:
    """Rounding carries over to the minute."""
    assert clock(time_s) == shown


def test_an_unknown_value_is_left_out() -> None:
    """A turn whose angle is not known shows its time alone."""
    unknown = rep(1, Verdict.GOOD).model_copy(update={"extreme": math.nan, "phases_s": {}})

    assert "nan" not in text(reps=[unknown])


# --- What the back was compared with --------------------------------------------------------------


def compared(number: int, kind: ReferenceKind, error_deg: float) -> RepReport:
    words = REFERENCES[kind].words
    used = ComparedWith(kind=kind, error_deg=error_deg, words=words)
    verdict = Verdict.NO_ROUNDING_SEEN if REFERENCES[kind].rough else Verdict.GOOD
    return rep(number, verdict, check(verdict)).model_copy(update={"back_reference": used})


ARMS, STANDING, STRAIGHTEST, PASSING, POPULATION = ReferenceKind


def test_what_the_back_was_compared_with_is_said_and_how_sure_that_is() -> None:
    """One sentence, in words to the person."""
    said = text(reps=[compared(1, ARMS, 8), compared(2, ARMS, 8)])

    assert (
        "The outline of your back was compared with your own, standing with the arms forward, "
        "give or take 8°. Only what exceeds a limit by more than that counts." in said
    )
    assert "no rounding was seen" not in said


def test_where_reps_differ_each_is_named() -> None:
    """Neighbours are drawn together, and what a rough comparison cannot tell is said."""
    kinds = [POPULATION, STRAIGHTEST, STANDING, STANDING, STRAIGHTEST]
    said = text(reps=[compared(n, kind, 10) for n, kind in enumerate(kinds, 1)])

    assert "(rep 1); with your own straightest, give or take 10° (reps 2, 5)" in said
    assert "(reps 3–4). Only what exceeds a limit by more than that counts." in said
    assert "the best that can be said is that no rounding was seen" in said


def test_where_rounding_was_seen_nobody_says_that_none_was() -> None:
    """A fault needs no remark on what a rough comparison cannot tell."""
    found = compared(1, POPULATION, 18).model_copy(update={"checks": (check(Verdict.FAULT),)})

    assert "no rounding was seen" not in text(reps=[found])


def test_a_back_that_was_not_judged_was_compared_with_nothing() -> None:
    """No sentence about the outline where none was judged."""
    assert "outline" not in text(reps=[rep(1, Verdict.GOOD)])


def sets(*after: Parted | None) -> list[SetReport]:
    """Sets of one rep each, by what parts them."""
    return [
        SetReport(number=i, start_s=0, end_s=1, reps=(i,), after=why)
        for i, why in enumerate(after, start=1)
    ]


def test_several_sets_are_told_apart() -> None:
    """A line says where each begins and why, and the first line how many there are."""
    reps = [rep(1, Verdict.GOOD), rep(2, Verdict.GOOD), rep(3, Verdict.GOOD)]
    said = text(reps=reps, sets=sets(None, Parted.REST, Parted.CUT)).splitlines()

    assert "3 reps in 3 sets (3 good)" in said[0]
    begun = [line for line in said if line.startswith("Set ")]
    assert begun == ["Set 1", "Set 2, after a rest", "Set 3, after a cut in the video"]
    assert said[said.index("Set 2, after a rest") + 1].split()[0] == "2"


def test_one_set_is_no_news() -> None:
    """Where there is but one set, nothing is said of sets."""
    said = text(reps=[rep(1, Verdict.GOOD)], sets=sets(None))

    assert "Set 1" not in said
    assert "in 1 set" not in said


@pytest.mark.parametrize(
    ("held_s", "words"),
    [(4.9, "too short to be a hold at 0:01.0"), (5.0, "held for 5 s, too short to be a hold at")],
)
def test_what_was_held_for_long_is_told_with_its_length(held_s: float, words: str) -> None:
    """A position held for five seconds was meant, though it does not count."""
    attempt = AttemptReport(
        start_s=1, extreme_s=1, end_s=9, reason="too short to be a hold", held_s=held_s
    )

    assert f"Not counted: {words}" in text(attempts=[attempt])


def test_a_rep_told_by_another_measure_says_so() -> None:
    """Its angle is that of the measure, which is named."""
    squatted = rep(1, Verdict.GOOD).model_copy(update={"followed": "knee_flex"})

    assert "62° (knee_flex)" in text(reps=[squatted])
