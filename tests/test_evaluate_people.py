"""How much is judged and how rightly, person by person."""

import math
from typing import Any

import pytest

from formcheck.evaluate.labels.truth import Label, SeenBack, Shows
from formcheck.evaluate.score.people import reach_of
from formcheck.evaluate.score.reach import CheckShare, People, Share, Stray
from formcheck.evaluate.score.result import CheckResult, ClipResult, Evaluation, RepResult, Times

TURN = Times(start_s=1, extreme_s=2, end_s=3)
HINGES = "hinges and lifts"


def checked(outcome: str, id_: str = "neutral_back", reason: str = "") -> CheckResult:
    return CheckResult(
        id=id_,
        name=id_,
        measure="back_curv",
        essential=id_ == "neutral_back",
        hidden=False,
        label=Label.UNSURE,
        outcome=outcome,
        reason=reason,
    )


def rep(came: str = "good", *others: CheckResult, **more: Any) -> RepResult:
    """A labelled rep in which this came of the back."""
    facts: dict[str, Any] = {"number": 1, "labelled": TURN, "found": TURN, "good": False} | more
    return RepResult(**facts, checks=(checked(came), *others))


def clip(*reps: RepResult, person: str = "Ada", **more: Any) -> ClipResult:
    labelled = [one for one in reps if one.number]
    facts: dict[str, Any] = {
        "clip": "clip.mp4",
        "exercise": "hip_hinge",
        "view": "side",
        "tier": "",
        "labelled": len(labelled),
        "found": sum(one.found is not None for one in reps),
        "timed": True,
        "tolerance_s": 0.15,
        "yaw_deg": 0.0,
        "not_judged": (),
    }
    return ClipResult(**facts | more, person=person, reps=reps)


def hinges(*clips: ClipResult, kind: str = HINGES) -> People:
    [table] = [table for table in reach_of(clips).people if table.kind == kind]
    return table


MISSED: dict[str, Any] = {"found": None}


def test_each_person_counts_once() -> None:
    """Ten reps of one person and two of another: the mean lies halfway, the sum does not."""
    ada = clip(*[rep("good")] * 10)
    bob = clip(rep("not_judged"), rep("not_judged"), person="Bob")

    share = hinges(ada, bob).back_judged

    assert (share.mean, share.people) == (0.5, 2)
    assert (share.count, share.of) == (10, 12)


def test_clips_of_one_person_are_one() -> None:
    """A name joins clips; without a name each clip is somebody else."""
    named = hinges(clip(rep(), clip="a.mp4"), clip(rep(), clip="b.mp4"))
    nameless = hinges(clip(rep(), person="", clip="a.mp4"), clip(rep(), person="", clip="b.mp4"))

    assert [(one.person, one.clips) for one in named.people] == [("Ada", 2)]
    assert [one.person for one in nameless.people] == ["a.mp4", "b.mp4"]


JUDGED = [
    ("good", 1),
    ("no_rounding_seen", 1),
    ("warn", 1),
    ("fault", 1),
    ("not_judged", 0),
    ("not_asked", 0),
    ("no_rep", 0),
]


@pytest.mark.parametrize(("outcome", "expected"), JUDGED)
def test_a_back_is_judged_by_any_verdict(outcome: str, expected: int) -> None:
    """Whatever was said of it; a rep that was not found counts among those not judged."""
    assert hinges(clip(rep(outcome))).back_judged.count == expected


FOUND = [
    (SeenBack.ROUNDED, "fault", (1, 1)),
    (SeenBack.ROUNDED, "warn", (0, 1)),
    (SeenBack.SLIGHT, "warn", (1, 1)),
    (SeenBack.SLIGHT, "fault", (1, 1)),
    (SeenBack.SLIGHT, "no_rounding_seen", (0, 1)),
    (SeenBack.NONE_SEEN, "fault", (0, 0)),
    (SeenBack.UNSURE, "fault", (0, 0)),
]


@pytest.mark.parametrize(("back", "outcome", "expected"), FOUND)
def test_a_rounded_back_is_found_by_a_fault(
    back: SeenBack, outcome: str, expected: tuple[int, int]
) -> None:
    """Of a slightly round one a warn is enough; others cannot be found."""
    share = hinges(clip(rep(outcome, back=back))).rounded_found

    assert (share.count, share.of) == expected


LONG = [
    (SeenBack.NONE_SEEN, "good", (0, 0, 1)),
    (SeenBack.NONE_SEEN, "not_judged", (0, 0, 1)),
    (SeenBack.NONE_SEEN, "warn", (0, 1, 1)),
    (SeenBack.NONE_SEEN, "fault", (1, 1, 1)),
    (SeenBack.SLIGHT, "warn", (0, 0, 0)),
    (SeenBack.UNSURE, "fault", (0, 0, 0)),
]


@pytest.mark.parametrize(("back", "outcome", "expected"), LONG)
def test_faults_of_long_backs_are_false(
    back: SeenBack, outcome: str, expected: tuple[int, int, int]
) -> None:
    """Whatever else is wrong in the rep, a back labelled without rounding is passed or wronged."""
    bad_knees = checked("fault", "knees_soft")

    table = hinges(clip(rep(outcome, bad_knees, back=back)))

    counts = table.long_faults.count, table.long_warned.count, table.long_warned.of
    assert counts == expected


CLEAR = [
    ("good", "good", (0, 0)),
    ("good", "warn", (0, 1)),
    ("warn", "good", (0, 1)),
    ("good", "fault", (1, 1)),
]


@pytest.mark.parametrize(("back", "other", "expected"), CLEAR)
def test_none_seen_counts_faults_and_warns_of_anything(
    back: str, other: str, expected: tuple[int, int]
) -> None:
    """A rep in which nothing was seen is wronged by a word about its knees, too."""
    table = hinges(clip(rep(back, checked(other, "knees_soft"), none_seen=True)))

    assert (table.none_seen_faults.count, table.none_seen_warned.count) == expected
    assert table.none_seen_warned.of == 1


def test_without_any_rep_of_a_kind_there_is_no_share() -> None:
    """Nobody's mean is not known, and not nought."""
    share = hinges(clip(rep())).rounded_found

    assert math.isnan(share.mean)
    assert (share.count, share.of, share.people) == (0, 0, 0)


COUNTS = [
    ([rep()], (1, 0, 0)),
    ([rep(), rep(**MISSED)], (0, 1, 0)),
    # One missed and one too many are the right number of the wrong reps.
    ([rep(**MISSED), rep(number=0, labelled=None)], (0, 1, 0)),
    ([rep(**MISSED), rep(**MISSED)], (0, 0, 1)),
    # Cut by the clip's end: counted or not, it is no mistake.
    ([rep(), rep(number=0, labelled=None, cut=True)], (1, 0, 0)),
]


@pytest.mark.parametrize(("reps", "expected"), COUNTS)
def test_counts_are_exact_off_by_one_or_worse(
    reps: list[RepResult], expected: tuple[int, int, int]
) -> None:
    """A clip is exact if every labelled rep was found, and no other."""
    [one] = hinges(clip(*reps)).people

    assert (one.exact, one.off_by_one, one.worse) == expected


def test_kinds_are_told_apart() -> None:
    """Squats, single-leg movements, and clips not from the side do not mix with hinges."""
    reach = reach_of(
        [
            clip(rep(), exercise="lift_from_floor"),
            clip(rep(), exercise="squat"),
            clip(rep(), exercise="romanian_deadlift", shows=Shows.VARIATION),
            clip(rep(), view="oblique"),
            clip(rep(), shows=Shows.ANOTHER),
        ]
    )

    assert [(table.kind, table.back_judged.of) for table in reach.people] == [
        (HINGES, 1),
        ("single-leg and staggered", 1),
        ("squats and sit-to-stand", 1),
    ]


@pytest.mark.parametrize(("turned_deg", "expected"), [(19.9, 0), (20.0, 1)])
def test_turned_clips_are_told_once_more(turned_deg: float, expected: int) -> None:
    """They belong to the hinges, and stand by themselves as well."""
    kinds = [table.kind for table in reach_of([clip(rep(), turned_deg=turned_deg)]).people]

    assert kinds[0] == HINGES
    assert len(kinds) == 1 + expected


# --- Checks -------------------------------------------------------------------------------------


def share_of(check: str, *clips: ClipResult) -> CheckShare:
    [one] = [share for share in reach_of(clips).checks if share.id == check]
    return one


def test_a_check_tells_why_it_was_not_judged() -> None:
    """Of reps not judged the commonest reason is named; a condition never met is one."""
    hidden = checked("not_judged", "knees_soft", "the knees are hidden")
    reps = [rep("good", hidden)] * 2 + [rep("good", checked("not_asked", "knees_soft"))]

    share = share_of("knees_soft", clip(*reps, rep("good", checked("good", "knees_soft"))))

    assert (share.judged.count, share.judged.of) == (1, 4)
    assert (share.why, share.why_count) == ("the knees are hidden", 2)


def test_reps_that_were_not_found_are_not_judged() -> None:
    """They count in every check, also where only their number is labelled."""
    share = share_of("neutral_back", clip(rep("good"), rep("no_rep", **MISSED), labelled=4))

    assert (share.judged.count, share.judged.of) == (1, 4)
    assert (share.why, share.why_count) == ("the rep was not found", 3)


# --- Where nothing may be judged ----------------------------------------------------------------

STRAYS = [
    (clip(shows=Shows.ANOTHER, given={"good": 2}, found=1), "another exercise", 1),
    (clip(shows=Shows.ANOTHER, found=1, said=("Bow.", "Bow.")), "another exercise", 0),
    (clip(shows=Shows.NOBODY, view="unknown", given={"fault": 1}), "nobody", 1),
    (clip(rep("good"), view="front", given={"warn": 1}), "seen from the front", 1),
    (clip(shows=Shows.ANOTHER, view="front", given={"warn": 1}), "another exercise", 1),
]


@pytest.mark.parametrize(("stray", "kind", "judged"), STRAYS)
def test_verdicts_where_nothing_can_be_judged_are_told(
    stray: ClipResult, kind: str, judged: int
) -> None:
    """On another exercise, on nobody and from the front any verdict is one too many."""
    [only] = reach_of([stray]).strays

    assert only == Stray(
        kind=kind,
        clips=1,
        clips_judged=judged,
        found=stray.found,
        given=stray.given,
        said=len(stray.said),
    )


def test_a_summary_has_numbers_for_names() -> None:
    """The same person has the same number in every table, and no name."""
    reach = reach_of([clip(rep()), clip(rep(), exercise="squat"), clip(rep(), person="Bob")])

    whole = Evaluation(source="labels.yaml", rendered=False, groups=(), reach=reach)

    numbers = [[one.person for one in table.people] for table in whole.summary.reach.people]
    assert numbers == [["1", "2"], ["1"]]
    assert "Ada" not in whole.summary.as_json()


def test_a_share_leaves_out_who_has_none() -> None:
    """A person without any such rep is not in the mean."""
    share = Share.over([(1, 2), (0, 0), (1, 1)])

    assert (share.people, share.mean) == (2, 0.75)
    assert (share.count, share.of) == (2, 3)
