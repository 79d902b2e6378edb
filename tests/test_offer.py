"""What somebody is offered: every answer and event held against a table written by hand."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest

from formcheck.exercise.spec.vocabulary import Ask, Profile
from formcheck.offer.answers import (
    Aim,
    Answers,
    Began,
    Done,
    Health,
    Morning,
    MorningAfter,
    PainPlace,
    Prescribed,
    Sign,
    Trait,
    Worse,
)
from formcheck.offer.asks import Exercise
from formcheck.offer.offer import HeldBack, Offered, Way, WaysOn, offer, ways_on
from formcheck.offer.questions import Question, questions_today
from formcheck.offer.reasons import RULES, Reason
from formcheck.specs.files import load_spec, spec_ids

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
DAY = timedelta(days=1)

# What each reason alone leads to, for each exercise: "." offered as it is, "g" offered in a gentler
# version, "-" held back. Written as a physiotherapist would, before the program was asked.
EXERCISES = (
    "back_range",
    "good_morning",
    "hamstring_standing",
    "hip_hinge",
    "lift_from_floor",
    "romanian_deadlift",
    "sit_to_stand",
    "squat",
    "pelvic_tilt",
    "knee_rolls",
    "walking",
    "box_breathing",
)
TABLE = {
    Reason.EMERGENCY: "- - - - - - - -  - - - -",
    Reason.FELL_TODAY: "- - - - - - - -  - - - .",
    Reason.RED_TODAY: "- - - - - - g -  . . . .",
    Reason.AMBER_TODAY: "- g g g g g g g  . . . .",
    Reason.AFTER_RED: "- g g g - - g g  . . . .",
    Reason.WORSE_THIS_MORNING: "- g g g - - g g  . . . .",
    Reason.DOCTOR_FIRST: "- - - - - - - -  . . . .",
    Reason.FIRST_DAYS: "- - - - - - g -  . . . .",
    Reason.LEG_PAIN: "- g - g g g g g  . . . .",
    Reason.NOT_LOOKED_AT: "- g g g g g g g  . . . .",
    Reason.NOT_ANSWERED: "- g g g g g g g  . . . .",
    Reason.BENDING_WORSE: "- g g g g g g g  . . . .",
    Reason.ARCHING_WORSE: ". g . g g g g g  . . . .",
    Reason.THIN_BONES: "- g g g - - g g  . . . .",
    Reason.PREGNANT: "- g g g - - g g  - - . .",
    Reason.OPERATION: "- - - - - - - -  . - . .",
    Reason.HIP_REPLACED: "- g g g - g g -  . . . .",
    Reason.SLIPPED_VERTEBRA: ". g . g - - g g  . . . .",
    Reason.HEART: ". g g g - - g -  . . . .",
    Reason.DIZZY: "- g g g - - g g  . . . .",
    Reason.FALLEN: ". g - g - - g g  . . . .",
    Reason.NO_FLOOR: ". . . . . . . .  - - . .",
}

WELL = Answers(
    cleared_at=NOW, told_at=NOW, aim=Aim.STAY_WELL, traits=(), traits_at=NOW, signs=(), signs_at=NOW
)
IN_PAIN = WELL.model_copy(
    update={
        "aim": Aim.PAIN_NOW,
        "professional": True,
        "worse": Worse.NEITHER,
        "worse_at": NOW,
        "furthest": PainPlace.BACK,
        "began": Began.LONGER,
        "usual_pain": 3,
    }
)


def answered(base: Answers = WELL, **changed: object) -> Health:
    return Health(answers=base.model_copy(update=changed))


def after(*done: Done, base: Answers = WELL) -> Health:
    return Health(answers=base, done=done)


def did(exercise: str = "hip_hinge", **more: object) -> Done:
    return Done.model_validate({"exercise": exercise, "at": NOW, **more})


ALONE = {
    Reason.EMERGENCY: answered(emergency_at=YESTERDAY),
    Reason.FELL_TODAY: after(did("march", fell=True)),
    Reason.RED_TODAY: after(did("march", pain=6)),
    Reason.AMBER_TODAY: after(did("march", pain=4)),
    Reason.AFTER_RED: after(did("march", pain=6, at=YESTERDAY)),
    Reason.WORSE_THIS_MORNING: Health(
        answers=WELL, morning=MorningAfter(morning=Morning.WORSE, at=NOW)
    ),
    Reason.DOCTOR_FIRST: answered(signs=(Sign.FEVER,)),
    Reason.FIRST_DAYS: answered(IN_PAIN, began=Began.DAYS),
    Reason.LEG_PAIN: answered(IN_PAIN, furthest=PainPlace.CALF),
    Reason.NOT_LOOKED_AT: answered(IN_PAIN, professional=False),
    Reason.NOT_ANSWERED: answered(aim=None),
    Reason.BENDING_WORSE: answered(IN_PAIN, worse=Worse.BENDING),
    Reason.ARCHING_WORSE: answered(IN_PAIN, worse=Worse.ARCHING),
    **{Reason(trait): answered(traits=(trait,)) for trait in Trait},
}


def catalogue() -> list[Exercise]:
    return [Exercise.of(load_spec(name)) for name in EXERCISES]


CATALOGUE = catalogue()


def offers(person: Health, now: datetime = NOW) -> dict[str, Offered | HeldBack]:
    return {each.spec.id: each for each in offer(person, now, CATALOGUE)}


def letter(each: Offered | HeldBack) -> str:
    if isinstance(each, HeldBack):
        return "-"
    return "g" if "" not in each.versions else "."


def cells() -> Iterable[tuple[Reason, str, str]]:
    for reason, row in TABLE.items():
        yield from ((reason, name, cell) for name, cell in zip(EXERCISES, row.split(), strict=True))


def test_the_table_is_whole() -> None:
    """Every shipped exercise has a column, and every reason a row but the one of an exercise."""
    assert set(EXERCISES) == set(spec_ids())
    assert set(TABLE) == set(Reason) - {Reason.FURTHER_DOWN} == set(ALONE)


@pytest.mark.parametrize(("reason", "exercise", "cell"), list(cells()))
def test_each_reason_alone(reason: Reason, exercise: str, cell: str) -> None:
    """An answer or event leads to what the table says, and says that it is why."""
    each = offers(ALONE[reason])[exercise]
    assert letter(each) == cell
    if cell != ".":
        assert reason in each.why


def merged(one: Health, other: Health) -> Health:
    """Return somebody of whom both hold: what either answered otherwise than people usually do."""
    changed = {}
    for usual in (WELL, IN_PAIN):  # what is unusual for both goes before what is for one
        for name in Answers.model_fields:
            for source in (one, other):
                value = getattr(source.answers, name)
                if value not in (getattr(WELL, name), getattr(usual, name)):
                    changed[name] = value
    traits = {*(one.answers.traits or ()), *(other.answers.traits or ())}
    both = {Worse.BENDING, Worse.ARCHING} == {one.answers.worse, other.answers.worse}
    return Health(
        answers=WELL.model_copy(
            update={
                **changed,
                "traits": tuple(sorted(traits)),
                **({"worse": Worse.BOTH} if both else {}),
                **({"aim": None} if None in (one.answers.aim, other.answers.aim) else {}),
            }
        ),
        done=(*one.done, *other.done),
        morning=one.morning or other.morning,
    )


STRICT = {"-": 2, "g": 1, ".": 0}
LAST = {
    "none": (),
    "fine": (did("march", pain=1, clean=True),),
    "amber": (did("march", pain=4),),
    "red": (did("march", pain=7),),
    "fell": (did("march", fell=True),),
    "silent": (did("march"),),
}
OF_LAST = {"amber": Reason.AMBER_TODAY, "red": Reason.RED_TODAY, "fell": Reason.FELL_TODAY}


@pytest.mark.parametrize("last", LAST)
def test_two_reasons_and_a_last_result(last: str) -> None:
    """Of several consequences the strictest of the table holds, for every exercise."""
    for pair in combinations(TABLE, 2):
        _holds_strictest(pair, last)


def _holds_strictest(pair: tuple[Reason, Reason], last: str) -> None:
    both = merged(ALONE[pair[0]], ALONE[pair[1]])
    both = both.model_copy(update={"done": (*both.done, *LAST[last])})
    rows = [TABLE[reason].split() for reason in (*pair, *filter(None, [OF_LAST.get(last)]))]
    for each, *expected in zip(offers(both).values(), *rows, strict=True):
        assert STRICT[letter(each)] >= max(STRICT[cell] for cell in expected), (*pair, each.spec.id)


RAW: dict[str, tuple[object, ...]] = {
    "aim": (None, *Aim),
    "furthest": (None, *PainPlace),
    "tingling": (None, True, False),
    "began": (None, *Began),
    "professional": (None, True, False),
    "worse": (None, *Worse),
    "pain": (None, 0, 3, 4, 6, 10),
    "usual_pain": (None, 0, 5, 9),
    "traits": (None, (), *((trait,) for trait in Trait)),
    "signs": (None, (), *((sign,) for sign in Sign)),
    "emergency_at": (None, YESTERDAY),
}
RANK = {HeldBack: 2, Offered: 0}


@pytest.mark.parametrize("names", list(combinations(RAW, 2)), ids="+".join)
def test_all_pairs_of_raw_answers(names: tuple[str, str]) -> None:
    """Nobody but an emergency or a fall is offered nothing; leaving out an answer never widens."""
    for values in product(*(RAW[name] for name in names)):
        told = dict(zip(names, values, strict=True))
        person = answered(IN_PAIN, pain_at=NOW, **told)
        found = offers(person)
        if told.get("emergency_at") is not None:
            assert all(isinstance(each, HeldBack) and not each.unlocked for each in found.values())
            continue
        for name in names:
            silent = offers(answered(IN_PAIN, pain_at=NOW, **{**told, name: None}))
            if name in {"aim", "professional", "worse", "traits"} and RAW[name].index(told[name]):
                best = offers(answered(IN_PAIN, pain_at=NOW, **{**told, name: _best(name)}))
                assert all(
                    STRICT[letter(silent[each])] >= STRICT[letter(best[each])] for each in silent
                ), told


def test_nobody_but_an_emergency_is_left_with_nothing() -> None:
    """Whatever two things hold, and however the last set went, something to do is offered."""
    for pair, last in product(combinations(set(TABLE) - {Reason.EMERGENCY}, 2), LAST.values()):
        both = merged(ALONE[pair[0]], ALONE[pair[1]])
        person = both.model_copy(update={"done": (*both.done, *last)})
        assert any(isinstance(each, Offered) for each in offers(person).values()), pair


def _best(name: str) -> object:
    return {"aim": Aim.STAY_WELL, "professional": True, "worse": Worse.NEITHER, "traits": ()}[name]


@pytest.mark.parametrize("reason", [each for each in TABLE if RULES[each].unlocked])
def test_told_by_a_professional(reason: Reason) -> None:
    """What a lasting answer holds back is unlocked for two weeks, on record, and then no more."""
    person = ALONE[reason]
    held = [name for name, each in offers(person).items() if isinstance(each, HeldBack)]
    for name in held:
        told = (Prescribed(exercise=name, at=NOW),)
        unlocked = person.model_copy(update={"prescribed": told})
        assert isinstance(offers(unlocked)[name], Offered)
        long_ago = (Prescribed(exercise=name, at=NOW - 14 * DAY),)
        assert isinstance(
            offers(person.model_copy(update={"prescribed": long_ago}))[name], HeldBack
        )


@pytest.mark.parametrize("reason", [Reason.EMERGENCY, Reason.FELL_TODAY, Reason.RED_TODAY])
def test_what_nobody_unlocks(reason: Reason) -> None:
    """After an emergency tick, a fall, or a red answer today nothing is unlocked by being told."""
    everything = tuple(Prescribed(exercise=name, at=NOW) for name in EXERCISES)
    told = ALONE[reason].model_copy(update={"prescribed": everything})
    before = {name: letter(each) for name, each in offers(ALONE[reason]).items()}
    assert {name: letter(each) for name, each in offers(told).items()} == before


@pytest.mark.parametrize(
    ("reason", "days"),
    [
        (Reason.FELL_TODAY, 1),
        (Reason.RED_TODAY, 1),
        (Reason.AMBER_TODAY, 1),
        (Reason.WORSE_THIS_MORNING, 1),
        (Reason.FIRST_DAYS, 2),
    ],
)
def test_what_runs_out(reason: Reason, days: int) -> None:
    """A reason holds to the end of its last day, and is gone on the next."""
    last = NOW.replace(hour=23, minute=59) + (days - 1) * DAY
    after_it = last + timedelta(minutes=1)
    assert reason in _why(ALONE[reason], last)
    assert reason not in _why(ALONE[reason], after_it)


def _why(person: Health, now: datetime) -> set[Reason]:
    return {why for each in offers(person, now).values() for why in each.why}


def test_a_direction_that_ran_out_is_asked_again() -> None:
    """After two weeks what makes it worse is asked again, and counts as unanswered until it is."""
    person = ALONE[Reason.BENDING_WORSE]
    later = NOW + 14 * DAY
    assert Question.DIRECTION not in questions_today(person, later - DAY)
    assert Question.DIRECTION in questions_today(person, later)
    assert Reason.BENDING_WORSE not in _why(person, later)
    assert letter(offers(person, later)["hip_hinge"]) == "g"


def test_a_trait_stays_in_force_until_it_is_answered_again() -> None:
    """Thin bones do not mend by waiting: after a year they are asked about, and still count."""
    person = ALONE[Reason.THIN_BONES]
    later = NOW + 366 * DAY
    assert Question.BODY in questions_today(person, later)
    assert letter(offers(person, later)["back_range"]) == "-"


def test_own_specs_lift_no_lock() -> None:
    """Somebody's own lift that says nothing of a weight is held back as the shipped one is."""
    shipped = load_spec("lift_from_floor")
    own = shipped.model_copy(update={"weight": False, "asks": ()})
    exercise = Exercise.of(own, shipped)
    assert exercise.asks >= Exercise.of(shipped).asks
    [held] = offer(ALONE[Reason.THIN_BONES], NOW, [exercise])
    assert isinstance(held, HeldBack)


def test_an_own_guided_exercise_asks_for_everything() -> None:
    """Nobody can check what it says it asks for, so that a lasting answer holds it back."""
    breathing = load_spec("box_breathing")
    [held] = offer(ALONE[Reason.THIN_BONES], NOW, [Exercise.of(breathing, own=True)])
    [offered] = offer(ALONE[Reason.THIN_BONES], NOW, [Exercise.of(breathing)])
    assert isinstance(held, HeldBack)
    assert held.unlocked
    assert isinstance(offered, Offered)


def test_asks_are_told_by_the_movement() -> None:
    """A bow asks for bending, a deep squat for hips and legs, a slump for the end of bending."""
    asked = {name: Exercise.of(load_spec(name)).asks for name in EXERCISES}
    assert Ask.BENDING in asked["hip_hinge"]
    assert Ask.BENDING not in asked["sit_to_stand"]
    assert {Ask.STRENGTH, Ask.DEEP_HIP} <= asked["squat"]
    assert {Ask.LOAD, Ask.BENDING} <= asked["romanian_deadlift"]
    assert Ask.SLUMP in asked["back_range"]


def test_further_down_leaves_that_exercise_out() -> None:
    """Pain further down the leg rests that exercise for two weeks, until it goes without."""
    down = did("hip_hinge", further_down=True, at=YESTERDAY)
    held = offers(after(down, base=IN_PAIN))["hip_hinge"]
    assert isinstance(held, HeldBack)
    assert held.why == (Reason.FURTHER_DOWN,)
    assert held.until == (YESTERDAY + 14 * DAY).date()
    again = did("hip_hinge", further_down=False)
    assert isinstance(offers(after(down, again, base=IN_PAIN))["hip_hinge"], Offered)


GREEN = did("good_morning", pain=1, clean=True)


@pytest.mark.parametrize(
    ("done", "answers", "harder"),
    [
        pytest.param(GREEN, WELL, Way("romanian_deadlift", ""), id="well, clean"),
        pytest.param(did("good_morning", clean=True), WELL, None, id="silent"),
        pytest.param(did("good_morning", pain=1), WELL, None, id="not clean"),
        pytest.param(
            did("good_morning", pain=4, clean=True),
            WELL,
            None,
            id="amber",
        ),
        pytest.param(
            did("good_morning", variant="smaller_bow", pain=1, clean=True),
            WELL,
            Way("good_morning", ""),
            id="from a version it is the exercise itself",
        ),
        pytest.param(
            did("good_morning", variant="smaller_bow", pain=1, clean=True),
            IN_PAIN.model_copy(update={"worse": Worse.BENDING}),
            None,
            id="not beyond one's own version",
        ),
        pytest.param(
            did("good_morning", pain=3, clean=True),
            IN_PAIN,
            Way("romanian_deadlift", ""),
            id="at usual",
        ),
        pytest.param(did("good_morning", pain=4, clean=True), IN_PAIN, None, id="above usual"),
    ],
)
def test_harder_needs_a_clean_set_without_more_pain(
    done: Done, answers: Answers, harder: Way | None
) -> None:
    """Harder is offered after a set that was judged clean, with pain at or below usual."""
    ways = ways_on(after(done, base=answers), NOW, CATALOGUE, Way(done.exercise, done.variant))
    assert ways.harder == harder


def test_nothing_is_known_of_what_is_not_there() -> None:
    """An exercise that is gone leads nowhere."""
    assert ways_on(answered(), NOW, CATALOGUE, Way("gone", "")) == WaysOn()


def test_days_are_those_of_the_place() -> None:
    """Yesterday's late evening is yesterday where the person is, whatever the hour in London."""
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None
    late = datetime(2026, 3, 9, 23, 30, tzinfo=zone)
    person = after(did("march", pain=7, at=late.astimezone(UTC)))
    assert Reason.RED_TODAY in _why(person, late)
    morning = late + timedelta(hours=8)
    assert {Reason.RED_TODAY, Reason.AFTER_RED} & _why(person, morning) == {Reason.AFTER_RED}


FIRST = (Question.EMERGENCY_LIST, Question.ABOUT_PAIN, Question.BODY, Question.SIGNS)
LINE = (Question.EMERGENCY_LINE,)


@pytest.mark.parametrize(
    ("person", "now", "asked"),
    [
        pytest.param(Health(), NOW, FIRST, id="first visit"),
        pytest.param(answered(), NOW + DAY, LINE, id="stays well, next day"),
        pytest.param(answered(IN_PAIN), NOW + DAY, (*LINE, Question.PAIN_NOW), id="pain"),
        pytest.param(
            after(did(pain=1)),
            NOW + DAY,
            (*LINE, Question.MORNING),
            id="after exercising",
        ),
        pytest.param(after(did(pain=1)), NOW, LINE, id="the same day"),
        pytest.param(
            answered(), NOW + 7 * DAY, (Question.EMERGENCY_LIST,), id="weekly the whole list"
        ),
        pytest.param(
            after(did(pain=7, at=NOW + timedelta(minutes=9))),
            NOW + timedelta(hours=1),
            (Question.EMERGENCY_LIST,),
            id="after a red answer the whole list",
        ),
        pytest.param(
            after(did(further_down=True, at=NOW + timedelta(minutes=9))),
            NOW + timedelta(hours=1),
            (Question.EMERGENCY_LIST,),
            id="after a leg answer the whole list",
        ),
        pytest.param(
            answered(emergency_at=NOW),
            NOW + DAY,
            (Question.SEEN_SINCE, Question.EMERGENCY_LIST),
            id="seen since?",
        ),
    ],
)
def test_questions(person: Health, now: datetime, asked: tuple[Question, ...]) -> None:
    """The whole list at first, weekly and after a red or leg answer; else one line."""
    assert questions_today(person, now) == asked


def test_profiles_ask_least_first() -> None:
    """With strong pain and bending that hurts, the version for strong pain goes first."""
    person = answered(IN_PAIN, worse=Worse.BENDING, pain=7, pain_at=NOW)
    there = offers(person)["sit_to_stand"]
    assert isinstance(there, Offered)
    assert there.profiles[:2] == (Profile.ACUTE, Profile.FLEXION_INTOLERANT)
    assert there.version == "higher_seat"
