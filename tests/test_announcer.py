"""What is not judged is announced: once, in time, and never into a movement or another cue."""

import math
from collections.abc import Sequence

import pytest
from exercises import exercise

from formcheck.exercise.coach.announcer import Announcer
from formcheck.exercise.results.moment import CueKind
from formcheck.exercise.results.reasons import Reason, ReasonKind
from formcheck.exercise.results.report import CheckReport, Verdict
from formcheck.exercise.spec.models import Pace

# The tests' own numbers: taken from the code they would move with it, and hold nothing.
LOST_REPS = 3
QUIET_S = 2.0
SETTLED_S = 8.0

SPEC = exercise()
FORM = [check.id for check in SPEC.checks if not isinstance(check, Pace)]
FPS = 10


def rest(
    announcer: Announcer,
    unseen: Sequence[str],
    *,
    begin_s: float = 0.0,
    seconds: float = 2 * SETTLED_S,
    spoke_s: float = -math.inf,
) -> list[tuple[float, str]]:
    """What is announced while the person rests, and when."""
    told = []
    for frame in range(round(seconds * FPS)):
        time_s = begin_s + frame / FPS
        cue = announcer.step(time_s, unseen, resting=True, spoke_s=spoke_s)
        if cue is not None:
            assert cue.kind is CueKind.SETUP
            told.append((time_s, cue.text))
    return told


def reps(announcer: Announcer, count: int, unseen: Sequence[str], reason: str = "hidden") -> None:
    for _ in range(count):
        announcer.after(
            [
                CheckReport(
                    id=check.id,
                    name=check.name,
                    measure="test",
                    verdict=Verdict.NOT_JUDGED if check.id in unseen else Verdict.GOOD,
                    reason=reason if check.id in unseen else "",
                )
                for check in SPEC.checks
            ]
        )


def test_what_is_not_judged_is_said_once_before_the_first_rep() -> None:
    """After resting for a while with the back unseen, that is said, and not again."""
    ((told_s, text),) = rest(Announcer(SPEC), ["back"], seconds=60)

    assert text == "I can't judge back today."
    assert told_s == pytest.approx(SETTLED_S)


def test_it_can_be_asked_for_before_the_first_rep() -> None:
    """Told when the set is begun, it is not told again, and neither where all is judged."""
    announcer = Announcer(SPEC)

    assert announcer.before([]) == ""
    assert announcer.before(["heels", "back"]) == "I can't judge back and heels today."
    reps(announcer, LOST_REPS, ["heels", "back"])
    assert rest(announcer, ["heels", "back"]) == []


def test_where_everything_is_judged_nothing_is_said() -> None:
    """Silence means that all is watched."""
    announcer = Announcer(SPEC)
    reps(announcer, 5, [])

    assert rest(announcer, []) == []


@pytest.mark.parametrize(
    ("unseen", "text"),
    [
        (["heels", "back"], "I can't judge back and heels today."),
        (["heels", "back", "knees"], "I can't judge back, knees and more today."),
        (FORM, "I can't judge your form from here."),
    ],
)
def test_the_sentence_is_short_and_names_the_back_first(unseen: list[str], text: str) -> None:
    """Two names at most, in the order of importance; or the whole form at once."""
    assert [said for _, said in rest(Announcer(SPEC), unseen)] == [text]


def test_who_is_about_to_be_calibrated_hears_nothing() -> None:
    """What cannot be judged changes while a person calibrates; that is waited for."""
    announcer = Announcer(SPEC)

    assert rest(announcer, ["back", "knees"], seconds=SETTLED_S - 1) == []
    assert rest(announcer, ["back"], begin_s=SETTLED_S - 1, seconds=SETTLED_S - 1) == []
    assert rest(announcer, [], begin_s=2 * SETTLED_S, seconds=60) == []


def test_nothing_is_said_into_a_movement() -> None:
    """Moving or unseen people hear nothing, and must rest anew before they do."""
    announcer = Announcer(SPEC)

    moving = [announcer.step(t, ["back"], resting=False, spoke_s=-math.inf) for t in range(30)]
    ((told_s, _),) = rest(announcer, ["back"], begin_s=30)

    assert set(moving) == {None}
    assert told_s == pytest.approx(29 + SETTLED_S, abs=0.2)


def test_nothing_is_said_into_another_cue() -> None:
    """Two seconds pass after the last cue."""
    spoke_s = SETTLED_S + 1
    ((told_s, _),) = rest(Announcer(SPEC), ["back"], spoke_s=spoke_s)

    assert told_s == pytest.approx(spoke_s + QUIET_S)


def test_what_is_lost_for_more_than_two_reps_is_said_at_the_next_rest() -> None:
    """Two reps without it may be chance; after three it is said, once."""
    announcer = Announcer(SPEC)
    reps(announcer, 4, [])
    reps(announcer, LOST_REPS - 1, ["heels"])
    assert rest(announcer, ["heels"], seconds=60) == []

    reps(announcer, 1, ["heels"])
    assert rest(announcer, ["heels"], begin_s=60, seconds=60) == [
        (60, "I can't judge heels any more.")
    ]
    reps(announcer, 3, ["heels"])
    assert rest(announcer, ["heels"], begin_s=120) == []


def test_what_was_seen_again_can_be_lost_again() -> None:
    """A check that was judged in between is announced anew when it is lost anew."""
    announcer = Announcer(SPEC)
    reps(announcer, 3, ["heels"])
    assert len(rest(announcer, ["heels"])) == 1
    reps(announcer, 1, [])
    reps(announcer, 3, ["heels"])

    assert len(rest(announcer, ["heels"], begin_s=60)) == 1


def test_what_was_announced_at_the_beginning_is_not_lost() -> None:
    """What was never watched is not announced a second time after three reps."""
    announcer = Announcer(SPEC)
    assert len(rest(announcer, ["back"])) == 1
    reps(announcer, 5, ["back"])

    assert rest(announcer, ["back"], begin_s=60) == []


def test_what_does_not_apply_is_not_lost() -> None:
    """A check that had nothing to judge was watched all the same."""
    announcer = Announcer(SPEC)
    reps(announcer, 5, ["knees"], reason=Reason(ReasonKind.NOT_APPLICABLE).words)

    assert rest(announcer, []) == []


def test_a_back_with_no_rounding_seen_is_not_lost() -> None:
    """It was looked at: nobody is told that it can't be judged any more."""
    announcer = Announcer(SPEC)
    for _ in range(LOST_REPS):
        announcer.after(
            [
                CheckReport(
                    id=check.id, name=check.name, measure="test", verdict=Verdict.NO_ROUNDING_SEEN
                )
                for check in SPEC.checks
            ]
        )

    assert rest(announcer, FORM) == []
