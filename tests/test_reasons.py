"""Why something was not judged or not counted: by members in code, by words in reports."""

import pytest

from formcheck.exercise.results.reasons import Outcome, Reason, ReasonKind
from formcheck.exercise.results.report import AttemptReport, CheckReport, Verdict
from formcheck.landmarks.doubts import Doubt
from formcheck.landmarks.pose import Part

PLAIN = [kind for kind in ReasonKind if kind not in {ReasonKind.PARTS_UNSEEN, ReasonKind.OTHER}]


@pytest.mark.parametrize("kind", PLAIN)
def test_a_reason_is_known_again_by_its_words(kind: ReasonKind) -> None:
    """A report holds words alone; read back, each is the reason that it was."""
    assert Reason.of(Reason(kind).words) == Reason(kind)


@pytest.mark.parametrize("parts", [{Part.KNEE}, {Part.HEEL, Part.TOE}, set(Part)])
def test_unseen_parts_are_known_again_by_their_words(parts: set[Part]) -> None:
    """Whichever parts were hidden, and however many."""
    reason = Reason(ReasonKind.PARTS_UNSEEN, frozenset(parts))

    assert Reason.of(reason.words) == reason


def test_parts_are_named_in_a_fixed_order() -> None:
    """By their names, so that the same parts give the same words."""
    assert Reason(ReasonKind.PARTS_UNSEEN, frozenset({Part.TOE, Part.HEEL})).words == (
        "heel and toe could not be seen"
    )


@pytest.mark.parametrize("words", ["a hat could not be seen", "of an older version", "seen"])
def test_words_of_no_version_of_ours_stay_as_they_are(words: str) -> None:
    """A report of another version is read and shown all the same."""
    reason = Reason.of(words)

    assert reason == Reason(ReasonKind.OTHER, text=words)
    assert reason.words == words


def test_no_words_are_no_reason() -> None:
    """What was judged and found good has none."""
    assert Reason.of("") is None


@pytest.mark.parametrize("doubt", list(Doubt))
def test_a_doubt_about_an_outline_is_a_reason(doubt: Doubt) -> None:
    """In the same words, and known again in a recording."""
    assert Reason(ReasonKind(doubt.value)).words == doubt.words
    assert Doubt.of(doubt.words) is doubt


def test_a_doubt_in_unknown_words_is_still_a_doubt() -> None:
    """Only a recording without words says that there was none."""
    assert Doubt.of("") is None
    assert Doubt.of("a loose shirt hides it") is Doubt.NOT_SEEN


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_is_known_again_by_its_words(outcome: Outcome) -> None:
    """What ended a movement can be told from a report that was read back."""
    assert Outcome.of(outcome.words) is outcome


def test_other_words_of_an_attempt_name_a_look_alike() -> None:
    """An exercise names them in its own words."""
    attempt = AttemptReport(start_s=0, extreme_s=1, end_s=2, reason="picking something up")

    assert attempt.outcome is Outcome.LOOK_ALIKE


@pytest.mark.parametrize(
    ("verdict", "kind", "applied", "missing"),
    [
        (Verdict.NOT_JUDGED, ReasonKind.NOT_APPLICABLE, False, False),
        (Verdict.NOT_JUDGED, ReasonKind.BACK_HIDDEN, True, True),
        (Verdict.FAULT, ReasonKind.ABOVE_LIMIT, True, False),
        (Verdict.GOOD, None, True, False),
    ],
)
def test_a_check_tells_whether_it_lacked_anything(
    verdict: Verdict, kind: ReasonKind | None, *, applied: bool, missing: bool
) -> None:
    """What had nothing to judge lacks nothing; what was not seen does."""
    reason = "" if kind is None else Reason(kind).words
    check = CheckReport(id="a", name="A", measure="knee_flex", verdict=verdict, reason=reason)

    assert (check.applied, check.missing) == (applied, missing)


def test_ids_can_be_those_of_messages() -> None:
    """Lower case, with dashes: a catalogue of words may use them as they are."""
    for each in (*ReasonKind, *Outcome, *Doubt):
        assert each.value.replace("-", "a").isalpha()
        assert each.value == each.value.lower()
