"""Stories of sets: what was found in each rep goes in, what is said comes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from exercises import BACK as BACK_CHECK
from exercises import DEPTH, HEELS, KNEES, SLOWLY, exercise
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.coach.reps import Coach, speaking_s
from formcheck.exercise.results.moment import Cue, CueKind
from formcheck.exercise.results.report import CheckReport, RepReport, Verdict, worst
from formcheck.exercise.spec.models import Cues, ExerciseSpec
from formcheck.specs.files import load_spec, spec_ids
from formcheck.specs.variants import apply_variant

GOOD, WARN, FAULT, NOT_JUDGED = Verdict.GOOD, Verdict.WARN, Verdict.FAULT, Verdict.NOT_JUDGED
LESS = "Bow a little less."
SPEC = exercise(
    BACK_CHECK.model_copy(update={"cues": Cues(too_high="Long back.", in_vain=LESS)}),
    DEPTH,
    KNEES,
    HEELS,
    SLOWLY,
)


@dataclass(frozen=True)
class Off:
    """What a check found: how bad, the value, and the limit that decided it."""

    verdict: Verdict
    value: float
    limit: float


ROUND = Off(FAULT, 50, 35)
ROUNDER = Off(FAULT, 65, 35)
ROUNDISH = Off(WARN, 40, 25)
SHALLOW = Off(WARN, 38, 45)
DEEP = Off(FAULT, 95, 85)
SQUATTY = Off(FAULT, 55, 45)
TIPTOE = Off(FAULT, 0.4, 0.15)
HASTY = Off(FAULT, 0.2, 0.4)
UNSEEN = Off(NOT_JUDGED, float("nan"), float("nan"))
FINE = Off(GOOD, 10, float("nan"))
NONE_SEEN = Off(Verdict.NO_ROUNDING_SEEN, 10, float("nan"))

Found = Mapping[str, Off]
OK: Found = {}


def rep(number: int, found: Found, *, end_s: float | None = None) -> RepReport:
    checks = tuple(
        CheckReport(
            id=check.id,
            name=check.name,
            measure="test",
            verdict=off.verdict,
            value=off.value,
            limit=off.limit,
            error=10.0,
        )
        for check in SPEC.checks
        for off in [found.get(check.id, FINE)]
    )
    end = 8.0 * number if end_s is None else end_s
    (back,) = (check.verdict for check in checks if check.id == "back")
    verdict = worst([check.verdict for check in checks])
    return RepReport(
        number=number,
        start_s=end - 4,
        extreme_s=end - 2,
        end_s=end,
        verdict=back if verdict is GOOD else verdict,
        label="test",
        checks=checks,
    )


def said(story: Sequence[Found], spec: ExerciseSpec = SPEC, **more: dict[str, int]) -> list[str]:
    """What is said after each rep of a set with a good rest after each."""
    return [cue.text for cue in coached(story, spec, **more)]


def coached(
    story: Sequence[Found], spec: ExerciseSpec = SPEC, *, helpless: dict[str, int] | None = None
) -> Iterator[Cue]:
    coach = Coach(spec, helpless=helpless or {})
    for number, found in enumerate(story, start=1):
        report = rep(number, found)
        coach.began(report.start_s)
        yield coach.after_rep(report)


PRAISE = SPEC.praise
PAUSE = "Pause at the top."
BACK, BETTER = "Long back.", "Better, that's it."

STORIES: dict[str, tuple[list[Found], list[str]]] = {
    "all good: praised now and then": ([OK] * 7, [PRAISE, "2", "3", PRAISE, "5", "6", PRAISE]),
    "a fault is said": ([{"back": ROUND}], [BACK]),
    "a warn is said when it comes twice running": ([{"back": ROUNDISH}] * 2, ["1", BACK]),
    "a warn that comes and goes is not said": (
        [{"back": ROUNDISH}, OK, {"back": ROUNDISH}],
        ["1", PRAISE, "3"],
    ),
    "the side is said": ([{"depth": DEEP}, {"depth": SHALLOW}], ["Not so low.", "2"]),
    "one at a time, the back first": (
        [{"back": ROUND, "depth": DEEP, "knees": SQUATTY, "slowly": HASTY}],
        [BACK],
    ),
    "then how far": ([{"depth": DEEP, "knees": SQUATTY, "slowly": HASTY}], ["Not so low."]),
    "then how": ([{"knees": SQUATTY, "slowly": HASTY}], ["Knees less bent."]),
    "then the tempo": ([{"slowly": HASTY}], ["Slower down."]),
    "in the order of the spec among equals": (
        [{"heels": TIPTOE, "knees": SQUATTY}],
        ["Knees less bent."],
    ),
    "what is a fault before what is a little off": (
        [{"back": ROUNDISH}, {"back": ROUNDISH, "slowly": HASTY}],
        ["1", "Slower down."],
    ),
    "the same at most every second rep": (
        [{"knees": SQUATTY}] * 4,
        ["Knees less bent.", "2", "Knees less bent.", "4"],
    ),
    "unless it becomes worse": ([{"back": ROUND}, {"back": ROUNDER}], [BACK, BACK]),
    "also when it becomes worse later in the set": (
        [{"back": ROUND}, OK, OK, OK, {"back": ROUND}, {"back": ROUNDER}],
        [BACK, BETTER, PRAISE, "4", BACK, BACK],
    ),
    "the next one in between": (
        [{"back": ROUND, "knees": SQUATTY}] * 3,
        [BACK, "Knees less bent.", BACK],
    ),
    "what is better is said": ([{"back": ROUND}, OK, OK], [BACK, BETTER, PRAISE]),
    "better is said after the rep in between too": (
        [{"back": ROUND}, {"back": ROUND}, OK],
        [BACK, "2", BETTER],
    ),
    "what is worse goes before what is better": (
        [{"back": ROUND}, {"knees": SQUATTY}],
        [BACK, "Knees less bent."],
    ),
    "less is asked for after two cues that did not help, once": (
        [{"back": ROUND}] * 7,
        [BACK, "2", BACK, "4", LESS, "6", BACK],
    ),
    "never less of what is not asked for less": (
        [{"knees": SQUATTY}] * 5,
        ["Knees less bent.", "2", "Knees less bent.", "4", "Knees less bent."],
    ),
    "cues that helped are not held against anybody": (
        [{"back": ROUND}, OK, {"back": ROUND}, OK, {"back": ROUND}, OK],
        [BACK, BETTER, BACK, BETTER, BACK, BETTER],
    ),
    "nor where no rounding was seen afterwards, of which nothing is said": (
        [{"back": ROUND}, {"back": NONE_SEEN}] * 4,
        [BACK, "2", BACK, "4", BACK, "6", BACK, "8"],
    ),
    "a warn, and no rounding seen in between": (
        [{"back": ROUNDISH}, {"back": NONE_SEEN}, {"back": ROUNDISH}],
        ["1", "2", "3"],
    ),
    "no praise for what was not judged": ([{"back": UNSEEN}] * 3, ["1", "2", "3"]),
    "no praise for a warn": ([{"heels": Off(WARN, 0.2, 0.05)}], ["1"]),
    "lost and seen again is not better": (
        [{"back": ROUND}, {"back": UNSEEN}, {"back": ROUND}],
        [BACK, "2", BACK],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_is_said(story: str) -> None:
    """After each rep one thing is said, or its number when there is nothing to say."""
    found, texts = STORIES[story]

    assert said(found) == texts


def test_without_words_for_less_the_cue_stays() -> None:
    """Where a check has no words for less its cue stays."""
    assert said([{"back": ROUND}] * 5, exercise()) == [BACK, "2", BACK, "4", BACK]


def test_failed_cues_are_carried_over_sets() -> None:
    """Who was told twice in vain in an earlier set hears the cue once more, and then of less."""
    assert said([{"back": ROUND}] * 3, helpless={"back": 2}) == [BACK, "2", LESS]
    assert said([{"back": ROUND}] * 3, helpless={"back": 0}) == [BACK, "2", BACK]
    assert said([{"knees": SQUATTY}], helpless={"back": 2}) == ["Knees less bent."]


def test_who_does_too_little_is_not_told_to_do_less() -> None:
    """Less is asked for of what is too much: a bow that is too small stays with its cue."""
    shallow = DEPTH.model_copy(
        update={"cues": Cues(too_low="Further.", too_high="Less.", in_vain="Half of it.")}
    )
    small, deep = ({"depth": Off(FAULT, value, limit)} for value, limit in ((20, 40), (95, 75)))
    assert said([small] * 5, exercise(shallow)) == ["Further.", "2", "Further.", "4", "Further."]
    assert said([deep] * 5, exercise(shallow)) == ["Less.", "2", "Less.", "4", "Half of it."]


def test_what_did_not_help_is_counted_for_the_next_set() -> None:
    """The coach leaves behind how often a check was cued in vain; a rep that holds clears it."""
    helpless: dict[str, int] = {}
    coach = Coach(SPEC, helpless=helpless)
    for number in (1, 2, 3):
        coach.after_rep(rep(number, {"back": ROUND}))
    assert helpless == {"back": 1}

    coach.after_rep(rep(4, OK))
    assert helpless == {}


def test_a_check_without_words_is_silent() -> None:
    """A limit that has no cue is reported, not spoken."""
    mute = SPEC.checks[0].model_copy(
        update={"cues": SPEC.checks[0].cues.model_copy(update={"too_high": None})}
    )
    spec = SPEC.model_copy(update={"checks": (mute, *SPEC.checks[1:])})

    assert said([{"back": ROUND}], spec) == ["1"]


@dataclass
class Hurry:
    """A set with short rests: each rep takes three seconds, ``rest_s`` between them."""

    rest_s: float
    coach: Coach = field(default_factory=lambda: Coach(SPEC))
    now_s: float = 0.0
    number: int = 0

    def next(self, found: Found) -> Cue:
        self.coach.began(self.now_s)
        self.number += 1
        self.now_s += 3
        cue = self.coach.after_rep(rep(self.number, found, end_s=self.now_s))
        self.now_s += self.rest_s
        return cue


def test_who_hurries_is_asked_to_pause() -> None:
    """With two rests too short for a cue only a pause is asked for, at every third occasion."""
    hurry = Hurry(rest_s=1)
    texts = [hurry.next({"back": ROUND, "knees": SQUATTY}).text for _ in range(7)]

    assert texts[:2] == [BACK, "Knees less bent."]
    assert texts[2:] == [PAUSE, "4", "5", PAUSE, "7"]


def test_the_cue_is_kept_for_the_pause() -> None:
    """Whoever then pauses hears what was kept, once."""
    hurry = Hurry(rest_s=1)
    for _ in range(3):
        last = hurry.next({"back": ROUND, "knees": SQUATTY})
    assert last == Cue(PAUSE, CueKind.PROMPT)
    ended_s = hurry.now_s - hurry.rest_s

    assert hurry.coach.resting(ended_s + 0.2) is None
    kept = hurry.coach.resting(ended_s + 0.8)
    assert kept is not None
    assert kept.text == BACK
    assert hurry.coach.resting(ended_s + 1.5) is None


def test_who_goes_on_does_not_hear_what_was_kept() -> None:
    """A cue that was kept is not said into the next movement."""
    hurry = Hurry(rest_s=1)
    for _ in range(3):
        hurry.next({"back": ROUND, "knees": SQUATTY})
    hurry.rest_s = 5
    hurry.next(OK)
    assert hurry.next(OK).kind is CueKind.PRAISE

    assert hurry.coach.resting(hurry.now_s) is None


def test_who_does_not_rest_at_all_is_asked_to_pause_at_once() -> None:
    """No correction is said into a movement that has begun already."""
    coach = Coach(SPEC)
    coach.began(0.0)
    texts = [
        coach.after_rep(rep(number, {"back": ROUND}, end_s=4.0 * number), moving=True).text
        for number in (1, 2)
    ]

    assert texts == [PAUSE, "2"]
    assert coach.resting(9.0) is None


def test_a_long_cue_needs_a_long_rest() -> None:
    """A cue that would run into the next movement is not begun, though a shorter one would be."""
    long = SPEC.checks[0].model_copy(
        update={"cues": Cues(too_high="Long back all the way down.")}  # 2.4 s
    )
    spec = SPEC.model_copy(update={"checks": (long, *SPEC.checks[1:])})

    for rest_s, text in ((2.2, PAUSE), (2.6, "Long back all the way down.")):
        hurry = Hurry(rest_s=rest_s, coach=Coach(spec))
        for _ in range(2):
            hurry.next(OK)
        assert hurry.next({"back": ROUND}).text == text


def test_good_rests_leave_room_for_cues() -> None:
    """Nobody who rests for two seconds is asked to pause."""
    hurry = Hurry(rest_s=2.5)

    texts = {hurry.next({"back": ROUND, "knees": SQUATTY}).text for _ in range(4)}

    assert PAUSE not in texts


def test_a_short_attempt_is_told_but_not_twice_running() -> None:
    """Turning early is answered with the spec's words, every second time."""
    coach = Coach(SPEC)
    cues = [coach.after_short(8.0 * number) for number in range(1, 5)]

    assert [cue.text if cue else None for cue in cues] == [SPEC.short_cue, None] * 2


def test_a_short_attempt_is_not_told_where_more_must_not_be_asked() -> None:
    """Without words for it, turning early is answered with silence."""
    spec = SPEC.model_copy(update={"short_cue": None})

    assert Coach(spec).after_short(8.0) is None


verdicts = st.sampled_from([ROUND, ROUNDER, ROUNDISH, UNSEEN, FINE])
knees = st.sampled_from([SQUATTY, UNSEEN, FINE])
sets = st.lists(st.fixed_dictionaries({"back": verdicts, "knees": knees}), max_size=12)


@given(sets)
def test_only_what_was_found_is_said(story: list[dict[str, Off]]) -> None:
    """A correction names a check that did not hold in this very rep; praise a rep that was good."""
    for found, cue in zip(story, coached(story), strict=True):
        if cue.kind is CueKind.CORRECTION:
            assert found[cue.check].verdict in {WARN, FAULT}
        if cue.kind is CueKind.PRAISE:
            assert found["back"].verdict is GOOD
            assert found["knees"].verdict is not FAULT
        if cue.kind is CueKind.FIXED:
            assert found[cue.check].verdict is GOOD


@given(sets)
def test_nothing_is_said_twice_running_unless_worse(story: list[dict[str, Off]]) -> None:
    """The same correction two reps running means that the value moved further from its limit."""
    cues = list(coached(story))
    for before, now, earlier, later in zip(cues, cues[1:], story, story[1:], strict=False):
        if before.kind is now.kind is CueKind.CORRECTION and before.check == now.check:
            assert later[now.check].value > earlier[now.check].value


def every_version() -> Iterator[ExerciseSpec]:
    for spec_id in spec_ids():
        spec = load_spec(spec_id)
        yield spec
        yield from (apply_variant(spec, variant.id) for variant in spec.variants)


def test_no_cue_is_longer_than_six_words() -> None:
    """Whatever a shipped exercise may say is short, and takes less than three seconds."""
    texts = {PAUSE, BETTER}
    for spec in every_version():
        texts |= {spec.praise, spec.short_cue or ""}
        texts |= {
            text
            for check in spec.checks
            for text in (check.cues.too_low, check.cues.too_high, check.cues.in_vain)
            if text
        }

    assert len(texts) > 20
    assert max(len(text.split()) for text in texts) <= 6
    assert max(map(speaking_s, texts)) < 3
