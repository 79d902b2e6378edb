"""The questions before any exercise: four short screens at first, one line on other days.

The signs of an emergency cannot be clicked away. Every other question may stay open, and an open
question does not count as "no". :mod:`formcheck.offer`, not this module, draws conclusions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Final, TypeVar

import streamlit as st

from formcheck.app.language import page_words
from formcheck.app.state.visit import Screen, Visit
from formcheck.app.theme import heading
from formcheck.offer.answers import (
    Aim,
    Began,
    Health,
    Morning,
    MorningAfter,
    PainPlace,
    Sign,
    Trait,
    Worse,
)
from formcheck.offer.questions import Question, questions_today
from formcheck.words.catalogue import Words

__all__ = ["screens_again", "show_gate"]

KeepAnswers = Callable[[Callable[[Health], Health]], None]
_Word = TypeVar("_Word", bound=StrEnum)

_TRAITS: Final[Sequence[Trait]] = (
    Trait.THIN_BONES,
    Trait.SLIPPED_VERTEBRA,
    Trait.OPERATION,
    Trait.HIP_REPLACED,
    Trait.PREGNANT,
    Trait.HEART,
    Trait.DIZZY,
    Trait.FALLEN,
    Trait.NO_FLOOR,
)
"""Traits that decide which exercises suit, in the order shown: bones and joints first."""

_SCREENS: Mapping[Question, tuple[Screen, ...]] = {
    Question.SEEN_SINCE: (Screen.SEEN,),
    Question.EMERGENCY_LIST: (Screen.WHOLE_LIST,),
    Question.EMERGENCY_LINE: (Screen.TODAY,),
    Question.ABOUT_PAIN: (Screen.AIM, Screen.PAIN),
    Question.MORNING: (Screen.TODAY,),
    Question.PAIN_NOW: (Screen.TODAY,),
    Question.DIRECTION: (Screen.DIRECTION,),
    Question.BODY: (Screen.BODY,),
    Question.SIGNS: (Screen.BODY,),
}


def screens_again() -> tuple[Screen, ...]:
    """Return the screens for somebody who wants to answer everything again."""
    return (Screen.WHOLE_LIST, Screen.AIM, Screen.PAIN, Screen.BODY)


def show_gate(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    """Ask the questions before exercising; ``keep`` gets the changes."""
    if visit.screens is None:
        asked = questions_today(health, _now())
        found = [screen for question in asked for screen in _SCREENS[question]]
        visit.screens, visit.asked = tuple(dict.fromkeys(found)), asked
    if visit.emergency:
        _show_help(visit, keep)
    elif not visit.screens:
        visit.enter()
        st.rerun()
    else:
        _SHOW[visit.screens[0]](visit, health, keep)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _go_on(visit: Visit, keep: KeepAnswers, **changed: object) -> None:
    """Keep the answers and show the next screen."""
    visit.screens = (visit.screens or ())[1:]
    keep(_answered(**changed))
    if not visit.screens:
        visit.enter()
    st.rerun()


def _answered(**changed: object) -> Callable[[Health], Health]:
    """Return a function that changes the answers of a Health."""

    def change(health: Health) -> Health:
        answers = health.answers.model_copy(update=changed)
        return health.model_copy(update={"answers": answers})

    return change


def _told(health: Health, morning: MorningAfter) -> Health:
    return health.model_copy(update={"morning": morning})


def _show_help(visit: Visit, keep: KeepAnswers) -> None:
    words = page_words()
    heading(words("gate-help-title"))
    st.error(words("gate-help"), icon=":material/emergency:")
    if st.button(words("gate-help-mistake")):
        visit.emergency = False
        keep(_answered(emergency_at=None))
        st.rerun()


def _need_help(visit: Visit, keep: KeepAnswers) -> None:
    visit.emergency = True
    keep(_answered(emergency_at=_now()))
    st.rerun()


def _ask_seen(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    words = page_words()
    heading(words("gate-before"))
    if health.answers.emergency_at is not None:
        day = health.answers.emergency_at.astimezone()
        st.markdown(words("gate-seen", day=day.day, month=day.month))
    else:
        st.markdown(words("gate-seen-last-time"))
    with st.container(horizontal=True):
        seen = st.button(words("gate-seen-yes"), type="primary")
        not_yet = st.button(words("gate-seen-no"))
    if seen:
        _go_on(visit, keep, emergency_at=None)
    if not_yet:
        visit.emergency = True
        st.rerun()


def _ask_whole_list(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    words = page_words()
    heading(words("gate-before"))
    st.markdown(words("gate-list-asked"))
    st.markdown(words("gate-emergency-ever"))
    st.markdown(words("gate-list-new"))
    st.markdown(words("gate-emergency-new"))
    with st.container(horizontal=True):
        none = st.button(words("gate-list-none"), type="primary")
        some = st.button(words("gate-list-some"))
    st.caption(words("gate-not-a-device"))
    if none:
        _go_on(visit, keep, cleared_at=_now(), emergency_at=None)
    if some:
        _need_help(visit, keep)


def _ask_today(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    """Ask the questions of other days: anything new, this morning, and pain now."""
    words = page_words()
    heading(words("gate-before"))
    line = Question.EMERGENCY_LINE in visit.asked
    with st.form("today", border=False):
        morning = None
        if Question.MORNING in visit.asked:
            asked = words("gate-morning-asked")
            morning = _one_of(words, asked, "gate-morning", Morning, None)
        pain = None
        if Question.PAIN_NOW in visit.asked:
            pain = _scale(words("gate-pain-today"), None)
        if line:
            st.markdown(words("gate-line-asked"))
        with st.container(horizontal=True):
            on = words("gate-nothing-new") if line else words("gate-go-on")
            none = st.form_submit_button(on, type="primary")
            new = line and st.form_submit_button(words("gate-something-new"))
    if new:
        visit.screens = (Screen.WHOLE_LIST, *(visit.screens or ())[1:])
        st.rerun()
    if none:
        if morning is not None:
            keep(partial(_told, morning=MorningAfter(morning=morning, at=_now())))
        told_pain = {} if pain is None else {"pain": pain, "pain_at": _now()}
        _go_on(visit, keep, **told_pain)


def _ask_aim(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    words = page_words()
    heading(words("gate-aim"), words("gate-aim-lead"))
    with st.form("aim", border=False):
        aim = _one_of(words, words("gate-aim-asked"), "gate-aim", Aim, health.answers.aim)
        answered = st.form_submit_button(words("gate-go-on"), type="primary")
    if answered:
        if aim is not Aim.STAY_WELL:
            _go_on(visit, keep, aim=aim)
        visit.screens = tuple(each for each in visit.screens or () if each is not Screen.PAIN)
        _go_on(visit, keep, aim=aim, told_at=_now())


def _ask_about_pain(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    before, words = health.answers, page_words()
    one_of = partial(_one_of, words)
    heading(words("gate-pain"), words("gate-pain-lead"))
    with st.form("about_pain", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            furthest = one_of(words("gate-place-asked"), "gate-place", PainPlace, before.furthest)
            tingling = _yes_no(words, words("gate-tingling-asked"), before.tingling)
            began = one_of(words("gate-began-asked"), "gate-began", Began, before.began)
        with right:
            worse = one_of(words("gate-worse-asked"), "gate-worse", Worse, before.worse)
            professional = _yes_no(words, words("gate-professional-asked"), before.professional)
        usual = _scale(words("gate-usual-pain-asked"), before.usual_pain)
        pain = _scale(words("gate-pain-asked"), None)
        answered = st.form_submit_button(words("gate-go-on"), type="primary")
    if answered:
        now = _now()
        told_pain = {} if pain is None else {"pain": pain, "pain_at": now}
        _go_on(
            visit,
            keep,
            furthest=furthest,
            tingling=tingling,
            began=began,
            worse=worse,
            worse_at=now,
            professional=professional,
            usual_pain=usual,
            told_at=now,
            **told_pain,
        )


def _ask_direction(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    words = page_words()
    heading(words("gate-direction"), words("gate-direction-lead"))
    with st.form("direction", border=False):
        worse = _one_of(words, words("gate-direction-asked"), "gate-worse", Worse, None)
        answered = st.form_submit_button(words("gate-go-on"), type="primary")
    if answered:
        told = {} if worse is None else {"worse": worse, "worse_at": _now()}
        _go_on(visit, keep, **told)


def _ask_body(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    before, words = health.answers, page_words()
    heading(words("gate-body"), words("gate-body-lead"))
    with st.form("body", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown(words("gate-body-traits"))
            traits = _ticked(words, "trait", _TRAITS, before.traits)
        with right:
            st.markdown(words("gate-body-signs"))
            signs = _ticked(words, "sign", Sign, before.signs)
        with st.container(horizontal=True):
            answered = st.form_submit_button(words("gate-body-all"), type="primary")
            left_open = st.form_submit_button(words("gate-body-open"))
    if answered:
        now = _now()
        _go_on(visit, keep, traits=traits, traits_at=now, signs=signs, signs_at=now)
    if left_open:
        _go_on(visit, keep)


def _ticked(
    words: Words, kind: str, offered: Iterable[_Word], before: tuple[_Word, ...] | None
) -> tuple[_Word, ...]:
    return tuple(
        each
        for each in offered
        if st.checkbox(
            words.of(f"gate-{kind}", each), value=each in (before or ()), key=f"{kind}_{each}"
        )
    )


def _one_of(
    words: Words, question: str, family: str, offered: type[_Word], before: _Word | None
) -> _Word | None:
    """Ask for one member of an enumeration; its texts form a family."""
    return st.radio(
        question,
        list(offered),
        index=None if before is None else list(offered).index(before),
        format_func=partial(words.of, family),
    )


def _yes_no(words: Words, question: str, before: bool | None) -> bool | None:
    said = {True: words("gate-yes"), False: words("gate-no")}
    return st.radio(
        question,
        list(said),
        index=None if before is None else list(said).index(before),
        format_func=said.__getitem__,
        horizontal=True,
    )


def _scale(question: str, before: int | None) -> int | None:
    return st.radio(question, list(range(11)), index=before, horizontal=True)


_SHOW: Mapping[Screen, Callable[[Visit, Health, KeepAnswers], None]] = {
    Screen.SEEN: _ask_seen,
    Screen.WHOLE_LIST: _ask_whole_list,
    Screen.TODAY: _ask_today,
    Screen.AIM: _ask_aim,
    Screen.PAIN: _ask_about_pain,
    Screen.DIRECTION: _ask_direction,
    Screen.BODY: _ask_body,
}
