"""The questions before any exercise: four short screens at first, one line on other days.

The signs of an emergency cannot be clicked away; every other question may be left open, and what is
open is not taken for "no". Nothing is concluded from the answers here: :mod:`formcheck.offer` does.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import TypeVar

import streamlit as st

from formcheck.app.gate import words
from formcheck.app.state.visit import Screen, Visit
from formcheck.app.theme import heading
from formcheck.offer.answers import Aim, Health, MorningAfter
from formcheck.offer.questions import Question, questions_today

__all__ = ["screens_again", "show_gate"]

KeepAnswers = Callable[[Callable[[Health], Health]], None]
_Word = TypeVar("_Word", bound=StrEnum)

YES_NO = {True: "Yes", False: "No"}

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
    """Return what is shown to somebody who wants to answer everything again."""
    return (Screen.WHOLE_LIST, Screen.AIM, Screen.PAIN, Screen.BODY)


def show_gate(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    """Ask what has to be asked before exercising; ``keep`` is given what changes."""
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
    """Keep what was answered, and show what comes next."""
    visit.screens = (visit.screens or ())[1:]
    keep(_answered(**changed))
    if not visit.screens:
        visit.enter()
    st.rerun()


def _answered(**changed: object) -> Callable[[Health], Health]:
    """Return what changes the answers in what is known."""

    def change(health: Health) -> Health:
        answers = health.answers.model_copy(update=changed)
        return health.model_copy(update={"answers": answers})

    return change


def _told(health: Health, morning: MorningAfter) -> Health:
    return health.model_copy(update={"morning": morning})


def _show_help(visit: Visit, keep: KeepAnswers) -> None:
    heading("Get help now")
    st.error("\n\n".join(words.GET_HELP), icon=":material/emergency:")
    if st.button("I clicked that by mistake"):
        visit.emergency = False
        keep(_answered(emergency_at=None))
        st.rerun()


def _need_help(visit: Visit, keep: KeepAnswers) -> None:
    visit.emergency = True
    keep(_answered(emergency_at=_now()))
    st.rerun()


def _ask_seen(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    heading("Before you start")
    since = health.answers.emergency_at
    day = f"On {since.astimezone().day} {since.astimezone():%B}" if since else "Last time"
    st.markdown(f"**{day} you noticed a sign that needs help at once. Have you been seen since?**")
    with st.container(horizontal=True):
        seen = st.button("Yes, a doctor has looked at it", type="primary")
        not_yet = st.button("Not yet")
    if seen:
        _go_on(visit, keep, emergency_at=None)
    if not_yet:
        visit.emergency = True
        st.rerun()


def _ask_whole_list(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    heading("Before you start")
    st.markdown("**Have you noticed any of these?**")
    st.markdown(_listed(words.EMERGENCY_EVER))
    st.markdown("**New or worse in the last two weeks:**")
    st.markdown(_listed(words.EMERGENCY_NEW))
    with st.container(horizontal=True):
        none = st.button("None of these", type="primary")
        some = st.button("One or more of these")
    st.caption(words.NOT_A_DEVICE)
    if none:
        _go_on(visit, keep, cleared_at=_now(), emergency_at=None)
    if some:
        _need_help(visit, keep)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _ask_today(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    """Ask what is asked on other days: anything new, this morning, and pain now."""
    heading("Before you start")
    line = Question.EMERGENCY_LINE in visit.asked
    with st.form("today", border=False):
        morning = None
        if Question.MORNING in visit.asked:
            morning = _one_of("After last time, how was it the next morning?", words.MORNINGS, None)
        pain = None
        if Question.PAIN_NOW in visit.asked:
            pain = _scale("Pain now, 0 none to 10 the worst", None)
        if line:
            st.markdown(f"**{words.EMERGENCY_LINE}**")
        with st.container(horizontal=True):
            none = st.form_submit_button("Nothing new" if line else "Go on", type="primary")
            new = line and st.form_submit_button("Something new")
    if new:
        visit.screens = (Screen.WHOLE_LIST, *(visit.screens or ())[1:])
        st.rerun()
    if none:
        if morning is not None:
            keep(partial(_told, morning=MorningAfter(morning=morning, at=_now())))
        told_pain = {} if pain is None else {"pain": pain, "pain_at": _now()}
        _go_on(visit, keep, **told_pain)


def _ask_aim(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    heading("About you", "This chooses what suits you. What you leave open is met gently.")
    with st.form("aim", border=False):
        aim = _one_of("What brings you here?", words.AIMS, health.answers.aim)
        answered = st.form_submit_button("Go on", type="primary")
    if answered:
        if aim is not Aim.STAY_WELL:
            _go_on(visit, keep, aim=aim)
        visit.screens = tuple(each for each in visit.screens or () if each is not Screen.PAIN)
        _go_on(visit, keep, aim=aim, told_at=_now())


def _ask_about_pain(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    before = health.answers
    heading("About the pain", "Every question may be left open; then it goes gently.")
    with st.form("about_pain", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            furthest = _one_of("Where does it reach furthest?", words.PLACES, before.furthest)
            tingling = _yes_no("Numb or tingling in the leg?", before.tingling)
            began = _one_of("When did it begin this time?", words.BEGAN, before.began)
        with right:
            worse = _one_of("What makes it worse?", words.WORSE, before.worse)
            professional = _yes_no(
                "Has a doctor or physiotherapist looked at it?", before.professional
            )
        usual = _scale("Pain on a usual day, 0 none to 10 the worst", before.usual_pain)
        pain = _scale("Pain now", None)
        answered = st.form_submit_button("Go on", type="primary")
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
    heading(
        "Has it changed?", "Two weeks ago you said what makes it worse. Nothing stays for ever."
    )
    with st.form("direction", border=False):
        worse = _one_of("What makes it worse now?", words.WORSE, None)
        answered = st.form_submit_button("Go on", type="primary")
    if answered:
        told = {} if worse is None else {"worse": worse, "worse_at": _now()}
        _go_on(visit, keep, **told)


def _ask_body(visit: Visit, health: Health, keep: KeepAnswers) -> None:
    before = health.answers
    heading("Is any of this so?", "Tick what is; it decides which exercises suit you.")
    with st.form("body", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown("**Your body**")
            traits = _ticked("trait", words.TRAITS, before.traits)
        with right:
            st.markdown("**With the pain**")
            signs = _ticked("sign", words.SIGNS, before.signs)
        with st.container(horizontal=True):
            answered = st.form_submit_button("That is all", type="primary")
            left_open = st.form_submit_button("Leave this open")
    if answered:
        now = _now()
        _go_on(visit, keep, traits=traits, traits_at=now, signs=signs, signs_at=now)
    if left_open:
        _go_on(visit, keep)


def _ticked(
    kind: str, lines: Mapping[_Word, str], before: tuple[_Word, ...] | None
) -> tuple[_Word, ...]:
    return tuple(
        each
        for each, line in lines.items()
        if st.checkbox(line, value=each in (before or ()), key=f"{kind}_{each}")
    )


def _one_of(question: str, lines: Mapping[_Word, str], before: _Word | None) -> _Word | None:
    return st.radio(
        question,
        list(lines),
        index=None if before is None else list(lines).index(before),
        format_func=lines.__getitem__,
    )


def _yes_no(question: str, before: bool | None) -> bool | None:
    return st.radio(
        question,
        list(YES_NO),
        index=None if before is None else list(YES_NO).index(before),
        format_func=YES_NO.__getitem__,
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
