"""What a finished set is told as, and what may come next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from exercises import BACK, DEPTH, KNEES, exercise
from figures import HINGED
from live_stand_ins import picture, report
from live_stand_ins import rep as plain_rep
from pages import clicked, labels, opened, shown
from people import healthy
from sayings import SAY, lines
from sets import hinges

from formcheck.app.state.choice import Choice
from formcheck.app.state.results import with_results
from formcheck.app.state.visit import SetOutcome, Step, Visit
from formcheck.app.summary.set_summary import SetSummary, StripCell, counted_words, summarise
from formcheck.exercise.results.reasons import Outcome as Turned
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    HoldReport,
    Report,
    RepReport,
    Verdict,
    worst,
)
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Check, ExerciseSpec, Explained, Pace
from formcheck.guide.guidance import Answer, Ended, Plan, SetDone
from formcheck.history.fault_pictures import FaultPicture, jpeg
from formcheck.history.kept import forget_everything
from formcheck.history.person_file import PersonFile, load_person, person_path, save_person
from formcheck.history.set_files import SetProgress, find_sets, save_to, sets_folder
from formcheck.live.capacity import shared_capacity
from formcheck.specs.files import load_spec
from formcheck.specs.own_range import back_range_deg
from formcheck.specs.variants import apply_variant

GOOD, WARN, FAULT = Verdict.GOOD, Verdict.WARN, Verdict.FAULT
UNSEEN, NO_ROUNDING = Verdict.NOT_JUDGED, Verdict.NO_ROUNDING_SEEN
NO_FAULT = Verdict.NO_FAULT_SEEN
HINGE = load_spec("hip_hinge")
STARTED = datetime(2026, 11, 20, 15, 2, tzinfo=UTC)

ROUNDING_WORDS = SAY("summary-rounding")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, and a pose model that is not there to be warmed up."""
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FORMCHECK_MODEL", str(tmp_path / "none.task"))
    return tmp_path / "data"


def checked(check: Check, verdict: Verdict) -> CheckReport:
    value, limit = (48.0, 35.0) if verdict in {WARN, FAULT} else (20.0, float("nan"))
    return CheckReport(
        id=check.id,
        name=check.name,
        measure="trunk_incl",
        verdict=verdict,
        value=value,
        limit=limit,
    )


def set_of(*verdicts: Sequence[Verdict], checks: Sequence[Check] = (BACK, DEPTH, KNEES)) -> Report:
    """Return a set, a row of verdicts for each rep, one for each check."""
    return report(*(judged(number, row, checks) for number, row in enumerate(verdicts, start=1)))


def judged(number: int, verdicts: Sequence[Verdict], checks: Sequence[Check]) -> RepReport:
    reports = [checked(check, verdict) for check, verdict in zip(checks, verdicts, strict=True)]
    return plain_rep(number, *reports).model_copy(update={"verdict": worst(list(verdicts))})


def good_hold(held_s: float, *checks: CheckReport) -> HoldReport:
    return HoldReport(
        number=1,
        start_s=0,
        end_s=held_s + 1,
        held_s=held_s,
        verdict=GOOD,
        label="good",
        checks=checks,
    )


def told(found: Report) -> SetSummary:
    return summarise(found, exercise(BACK, DEPTH, KNEES), SAY)


def test_the_back_is_changed_before_anything_else() -> None:
    """One warning of the back goes before faults of the knees in every rep: one thing at a time."""
    change = told(set_of([GOOD, GOOD, FAULT], [WARN, GOOD, FAULT])).change

    assert change is not None
    assert (change.check, change.where) == ("back", "In rep 2")
    assert change.explain == BACK.explain


def test_of_like_importance_the_worse_goes_first() -> None:
    """Between two checks of the same kind, the one with more faults is to be changed."""
    ankles = KNEES.model_copy(update={"id": "ankles", "name": "Ankles"})
    found = set_of([WARN, FAULT], [WARN, FAULT], [WARN, GOOD], checks=(KNEES, ankles))

    change = summarise(found, exercise(KNEES, ankles), SAY).change

    assert change is not None
    assert (change.check, change.where) == ("ankles", "In reps 1–2")


def test_where_it_was_is_said_shortly() -> None:
    """All reps are every rep; neighbours are drawn together."""
    every = told(set_of([FAULT, GOOD, GOOD], [FAULT, GOOD, GOOD])).change
    some = told(set_of(*[[verdict, GOOD, GOOD] for verdict in (FAULT, FAULT, GOOD, WARN)])).change

    assert every is not None
    assert every.where == "In every rep"
    assert some is not None
    assert some.where == "In reps 1–2, 4"


def test_a_good_set_has_nothing_to_change() -> None:
    """Where nothing was found nothing is made up."""
    assert told(set_of([GOOD, GOOD, GOOD])).change is None


def test_only_what_was_judged_is_praised() -> None:
    """Unseen in most reps, or found fault with once, a check is not praised."""
    well = told(set_of([UNSEEN, GOOD, GOOD], [UNSEEN, GOOD, WARN], [GOOD, GOOD, GOOD])).went_well

    assert well == ("Depth: good in every rep",)


def test_partly_seen_is_praised_for_what_was_seen() -> None:
    """Praise says in how many reps it was good."""
    well = told(
        set_of([GOOD, WARN, UNSEEN], [GOOD, GOOD, UNSEEN], [UNSEEN, GOOD, UNSEEN])
    ).went_well

    assert well == ("Back: good in 2 of 3 reps",)


def test_no_rounding_seen_is_not_called_good() -> None:
    """A back that was compared too roughly is told as it was."""
    well = told(set_of([NO_ROUNDING, UNSEEN, UNSEEN], [GOOD, UNSEEN, UNSEEN])).went_well

    assert well == ("Back: no rounding seen in any rep",)


def test_nothing_seen_is_never_said_of_every_rep() -> None:
    """ "In every rep" after "no" reads as "in not every rep"; how many showed it is told."""
    some = told(set_of([NO_ROUNDING, NO_FAULT], [UNSEEN, GOOD], [GOOD, GOOD], checks=(BACK, DEPTH)))
    alone = told(set_of([NO_ROUNDING, NO_FAULT], checks=(BACK, DEPTH)))

    assert some.went_well == (
        "Back: no rounding seen in the 2 reps that could be judged",
        "Depth: nothing to change seen in any rep",
    )
    assert alone.went_well == ("Back: no rounding seen", "Depth: nothing to change seen")


def test_a_small_bow_that_went_too_low_is_not_sent_further() -> None:
    """In the smaller range a bow of 60 is told to be smaller, not that 40 to 75 is enough."""
    small = apply_variant(HINGE, "smaller_range")
    session = Session(small)
    for pose in hinges(2, HINGED.to(trunk=62)):
        session.step(pose)
    change = summarise(session.report(), small, SAY).change

    assert change is not None
    assert change.check == "bow_depth"
    assert "lower than the smaller range goes" in change.explain
    assert change.explain not in {text for check in HINGE.checks for text in check.explanations}


def test_what_to_change_goes_by_the_side_that_was_worst() -> None:
    """Too low and too high have their own words, and only the reps of that side are named."""
    explain = Explained(too_low="Further down.", too_high="Less far.")
    depth = DEPTH.model_copy(update={"explain": explain})

    def deep(number: int, verdict: Verdict, value: float, limit: float) -> RepReport:
        found = checked(depth, verdict).model_copy(update={"value": value, "limit": limit})
        return plain_rep(number, found)

    far, little, very = deep(1, WARN, 92, 75), deep(2, WARN, 30, 45), deep(3, FAULT, 99, 85)
    for reps, text, where in (
        ((far, little), "Less far.", "In rep 1"),
        ((deep(1, WARN, 80, 75), little), "Further down.", "In rep 2"),
        ((far, little, very), "Less far.", "In reps 1, 3"),
    ):
        change = summarise(report(*reps), exercise(depth), SAY).change
        assert change is not None
        assert (change.explain, change.where) == (text, where)


def test_what_was_not_judged_is_told_by_its_reason() -> None:
    """The same reason is given once, and whole sentences stay whole."""
    sentence = "The view is oblique, about 30° from side-on: what needs a side view is not judged."
    found = set_of([GOOD, GOOD, GOOD]).model_copy(
        update={"not_judged": (sentence, "Back: hidden by an arm", "Depth: hidden by an arm")}
    )

    assert told(found).not_judged == (sentence, "Back, Depth: hidden by an arm")


def test_attempts_are_told_and_not_counted() -> None:
    """Why something was no rep is said, in words for a set and not for a recording."""
    short, unfinished = (
        AttemptReport(start_s=0, extreme_s=1, end_s=2, reason=reason)
        for reason in (Turned.SHORT.words, Turned.UNFINISHED.words)
    )
    found = set_of([GOOD, GOOD, GOOD]).model_copy(update={"attempts": (short, unfinished, short)})

    assert sorted(told(found).not_counted) == [
        "1 the set ended before the way back",
        "2 turned back early",
    ]


def test_holds_are_told_by_their_time() -> None:
    """A set of holds says how long they were in all."""
    hold = good_hold(20, checked(BACK, GOOD))
    found = report().model_copy(update={"holds": (hold, hold.model_copy(update={"number": 2}))})

    assert counted_words(SAY, found) == "2 holds, 40 seconds in all"
    assert told(found).went_well == ("Back: good in every hold",)


def test_a_rep_has_a_sign_and_a_word_beside_its_colour() -> None:
    """Verdicts differ in sign and word, so that no colour is needed."""
    cells = told(set_of(*[[verdict, GOOD, GOOD] for verdict in (GOOD, WARN, FAULT, UNSEEN)])).strip

    assert [cell.number for cell in cells] == [1, 2, 3, 4]
    assert len({cell.sign for cell in cells[:3]}) == 3
    assert [cell.word(SAY) for cell in cells[:3]] == ["good", "to change a little", "to change"]
    assert StripCell(5, UNSEEN, "", ()).word(SAY) == "not seen"
    assert cells[2].found == ("Back: 48° (limit 35°)",)


# The page


def outcome(*sets: SetDone, pictures: Sequence[FaultPicture] = ()) -> SetOutcome:
    return SetOutcome(Choice(HINGE, "", 5, len(sets)), sets, tuple(pictures), STARTED)


def summary_of(found: SetOutcome, **answered: object) -> Visit:
    just_now = replace(found, started=datetime.now(UTC))
    health = with_results(healthy(**answered), just_now)
    return Visit(step=Step.SUMMARY, outcome=found, met=True, health=health)


def one_set(answer: Answer | None = None, *, ended: Ended = Ended.GOAL) -> SetDone:
    spec_checks = HINGE.checks[:3]
    found = set_of([FAULT, GOOD, GOOD], [GOOD, GOOD, GOOD], checks=spec_checks)
    unseen = found.model_copy(update={"not_judged": ("Heels: the feet are out of the picture",)})
    return SetDone(1, unseen, answer or Answer(pain=1), ended)


def a_picture() -> FaultPicture:
    return FaultPicture(
        1, 1, HINGE.checks[0].id, HINGE.checks[0].name, FAULT, 12.0, jpeg(picture())
    )


def test_what_could_not_be_judged_is_told_first() -> None:
    """Before praise and correction stands what they do not cover."""
    at = opened(summary_of(outcome(one_set())))

    assert "the feet are out of the picture" in at.info[0].value
    assert "What went well" in at.success[0].value
    assert f"One thing to change: {HINGE.checks[0].name.lower()}" in shown(at)
    assert HINGE.checks[0].explanations[0] in shown(at)


def test_rounding_is_put_into_proportion_once() -> None:
    """Whoever is first told of a rounded back reads that it does no harm, and never again."""
    rounded = one_set()
    bent = [
        rep.model_copy(
            update={"checks": tuple(c.model_copy(update={"value": 48.0}) for c in rep.checks)}
        )
        for rep in rounded.report.reps
    ]
    first = outcome(
        SetDone(
            1, rounded.report.model_copy(update={"reps": tuple(bent)}), rounded.answer, Ended.GOAL
        )
    )
    at = opened(summary_of(first))
    assert ROUNDING_WORDS in shown(at)
    assert load_person(person_path()).person.told_rounding
    at.run()
    assert ROUNDING_WORDS in shown(at)

    assert ROUNDING_WORDS not in shown(
        opened(summary_of(replace(first, started=STARTED + timedelta(days=1))))
    )
    for never in ("danger", "injur", "worn", "wrong"):
        assert never not in ROUNDING_WORDS.lower()


def test_a_long_back_is_told_nothing_of_rounding() -> None:
    """Where no rounding was found there is nothing to put into proportion."""
    good = set_of([GOOD, GOOD, GOOD], checks=HINGE.checks[:3])
    at = opened(summary_of(outcome(SetDone(1, good, Answer(pain=1), Ended.GOAL))))
    assert ROUNDING_WORDS not in shown(at)
    assert not load_person(person_path()).person.told_rounding


def test_the_next_step_is_offered() -> None:
    """One more set, an easier and a harder version, and other exercises can be chosen."""
    at = opened(summary_of(outcome(one_set())))

    wanted = {"One more set", "Easier: smaller range", "Another exercise"}
    assert wanted <= labels(at)


def test_an_easier_version_is_shown_before_it_is_done() -> None:
    """Choosing it leads to how it is done."""
    visit = summary_of(outcome(one_set()))
    clicked(opened(visit), "Easier: smaller range")

    assert visit.step is Step.SHOW
    assert visit.choice is not None
    assert visit.choice.variant == "smaller_range"


@pytest.mark.parametrize("answer", [Answer(pain=7), Answer(pain=2, further_down=True)])
def test_red_answers_end_it(answer: Answer) -> None:
    """After strong pain, or pain further down, nothing more is offered but other exercises."""
    at = opened(summary_of(outcome(one_set(answer))))

    assert "That is enough for today" in shown(at)
    assert "A short walk often helps." in shown(at)
    assert "new numbness or weakness: ask for help" in shown(at)
    assert "One more set" not in labels(at)
    assert not [label for label in labels(at) if label.startswith(("Easier", "Harder"))]


@pytest.mark.parametrize(("pain", "told"), [(3, False), (4, True), (5, True), (6, False)])
def test_pain_between_is_told_what_it_means(pain: int, *, told: bool) -> None:
    """Four and five of ten go on with no more than that."""
    at = opened(summary_of(outcome(one_set(Answer(pain=pain)))))

    assert ("settled by tomorrow morning" in shown(at)) is told


def test_whose_usual_pain_is_strong_may_do_another_set() -> None:
    """Six of ten is no reason to stop for somebody whose usual is six; it goes on smaller."""
    at = opened(summary_of(outcome(one_set(Answer(pain=6, usual_pain=6))), usual_pain=6))

    assert "That is enough for today" not in shown(at)
    assert "Easier: smaller range" in labels(at)


def test_after_a_fall_there_is_help_and_no_pressing() -> None:
    """It is told calmly; pain is not asked for, nothing is offered, and it can be set right."""
    fell = SetDone(2, report(), Answer(), Ended.FELL)
    at = opened(summary_of(outcome(one_set(), fell)))

    assert "Take your time. Call for help if you need it" in shown(at)
    assert "ended by what looked like a fall" in shown(at)
    assert not [radio for radio in at.radio if "Pain now" in radio.label]
    assert "I did not fall" in labels(at)
    assert not [label for label in labels(at) if label.startswith(("One more", "Easier", "Harder"))]


@pytest.mark.parametrize("answer", [Answer(pain=7), Answer(further_down=True)])
def test_after_a_red_answer_the_signs_are_asked_again(answer: Answer) -> None:
    """Before anything else is chosen, the whole list is shown, and then what suits."""
    at = clicked(opened(summary_of(outcome(one_set(answer)))), "Another exercise")
    assert all(sign in shown(at) for sign in lines("gate-emergency-new"))

    at = clicked(at, "None of these")
    assert "Choose hip hinge" not in labels(at)
    assert "Choose walking" in labels(at)


def test_after_a_good_set_nothing_is_asked_again() -> None:
    """Whoever has no more pain than usual goes straight to the exercises."""
    at = clicked(opened(summary_of(outcome(one_set()))), "Another exercise")

    assert "Choose hip hinge" in labels(at)


def test_pain_further_down_is_met_with_advice() -> None:
    """Only where it was answered so, it is said what pain further down the leg asks for."""
    red = shown(opened(summary_of(outcome(one_set(Answer(further_down=True))))))
    green = shown(opened(summary_of(outcome(one_set(Answer(pain=0, further_down=False))))))

    assert "further down the leg" in red
    assert "further down the leg" not in green


def test_pictures_are_not_left_with_streamlit() -> None:
    """They are found at an address that ends with the page, and stays while it is open."""
    at = opened(summary_of(outcome(one_set(), pictures=[a_picture()])))

    shown_at = [address for image in at.image for address in image.value]
    assert len(shown_at) == 2  # with what to change, and among what was found one by one
    assert len(set(shown_at)) == 1
    assert urlsplit(shown_at[0]).path.startswith("/formcheck/kept/")
    assert "/media/" not in str(at.main)


def test_pictures_are_kept_only_when_asked_for(data: Path) -> None:
    """Nothing is written until the button is pressed."""
    at = opened(summary_of(outcome(one_set(), pictures=[a_picture()])))
    assert not list(data.rglob("*.jpg"))
    assert "in this page's memory only" in shown(at)

    clicked(at, "Keep these pictures")

    (kept,) = data.rglob("*.jpg")
    assert kept.read_bytes() == a_picture().jpeg
    assert kept.parent.parent == data / "pictures"


def test_how_a_set_ended_is_told() -> None:
    """A set that was broken off says so, in words that blame nobody."""
    at = opened(summary_of(outcome(one_set(ended=Ended.PAIN))))

    assert "ended because of pain" in shown(at)


def test_nothing_counted_is_said_as_that() -> None:
    """Without a set there is nothing to judge, and nothing is judged."""
    at = opened(summary_of(outcome()))

    assert "Nothing was counted" in shown(at)


def test_several_sets_are_told_one_by_one() -> None:
    """Each set has a heading of its own."""
    first = one_set()
    at = opened(summary_of(outcome(first, replace(first, number=2))))

    assert [header.value for header in at.header] == ["Set 1", "Set 2"]


# A set that was broken off


def broken_off(started: datetime = STARTED, *, finished: bool = False) -> None:
    """Leave a set as a closed tab leaves it."""
    save = save_to(sets_folder(), "hip_hinge", Plan(goal=5, sets=1), started)
    save(SetProgress(1, set_of([GOOD, GOOD, GOOD], checks=HINGE.checks[:3]), finished))


def picking(since: datetime | None = None) -> Visit:
    visit = Visit(step=Step.PICK)
    return visit if since is None else replace(visit, since=since)


def test_a_set_that_was_broken_off_is_offered() -> None:
    """On return there is the set of a closed tab, with when it was and what it has."""
    long_ago = STARTED - timedelta(days=400)
    broken_off(long_ago)
    when = f"{long_ago.astimezone():%d %B, %H:%M}"

    at = opened(picking())

    assert f"Your set from {when}: ** Hip hinge, 1 rep" in shown(at).replace(":**", ": **")


def test_of_a_set_of_today_the_time_is_enough() -> None:
    """The day is named only where it was another one."""
    started = datetime.now(UTC)
    broken_off(started)

    at = opened(picking(since=started + timedelta(seconds=1)))

    assert f"Your set from {started.astimezone():%H:%M}:" in shown(at)


def test_its_summary_can_be_seen() -> None:
    """What it had until then is told like any other set, and then it is over."""
    broken_off()
    at = clicked(opened(picking()), "See its summary")

    assert "broken off" in shown(at)
    assert "What went well" in shown(at)
    (kept,) = find_sets(sets_folder()).sets
    assert kept.saved.finished


def test_a_range_that_is_not_kept_is_not_told() -> None:
    """Of a set that was broken off nothing is remembered, and so nothing is promised."""
    spec = load_spec("back_range")
    slump = slumped(spec, 55.0)
    done = SetOutcome(Choice.of(spec, frozenset()), (SetDone(1, slump),))
    assert back_range_deg(slump) == pytest.approx(55.0)

    assert "Your back rounds" not in shown(opened(summary_of(done)))
    save_person(person_path(), PersonFile(back_range_deg=55.0))
    assert "Your back rounds by 55°" in shown(opened(summary_of(done)))


def slumped(spec: ExerciseSpec, bend: float) -> Report:
    """Return the report of one good slump."""
    checks = (
        CheckReport(id=c.id, name=c.name, measure=c.measure, verdict=GOOD, value=bend)
        for c in spec.checks
        if not isinstance(c, Pace)
    )
    return report().model_copy(update={"exercise": spec.id, "holds": (good_hold(6, *checks),)})


def test_it_is_offered_once() -> None:
    """Left, it is not offered again, and not lost either."""
    broken_off()
    at = clicked(opened(picking()), "Leave it")

    assert "Your set from" not in shown(at)
    assert len(find_sets(sets_folder()).sets) == 1


@pytest.mark.parametrize("label", ["Leave it", "See its summary"])
def test_one_deleted_meanwhile_is_not_brought_back(label: str) -> None:
    """Offered here and deleted in another window, it stays deleted."""
    broken_off()
    at = opened(picking())
    forget_everything()

    clicked(at, label)

    assert find_sets(sets_folder()).sets == ()


def test_a_finished_set_is_not_offered() -> None:
    """What ended well needs nobody's attention."""
    broken_off(finished=True)

    assert "Your set from" not in shown(opened(picking()))


def test_a_set_that_goes_on_in_another_window_is_not_offered() -> None:
    """While its camera is on it was not broken off; the one before it was."""
    broken_off()
    later = STARTED + timedelta(hours=1)
    broken_off(later)

    with shared_capacity().acquire(later):
        assert f"{STARTED.astimezone():%H:%M}" in shown(opened(picking()))
    assert f"{later.astimezone():%H:%M}" in shown(opened(picking()))


def test_a_set_begun_meanwhile_is_not_offered() -> None:
    """A set of another window, begun after this visit, may still be going on."""
    broken_off()

    assert "Your set from" not in shown(opened(picking(since=STARTED)))
