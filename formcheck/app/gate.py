"""The questions before any exercise: the emergency list at each visit, the others once.

The emergency list cannot be clicked away; every other question may be left open. Nothing is
concluded from the answers but which version of an exercise is suggested.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from formcheck.app import gate_words as words
from formcheck.app.theme import heading
from formcheck.app.visit import Visit
from formcheck.live.person_file import Gate, Worse

__all__ = ["show_gate"]

Keep = Callable[[Gate], None]

YES_NO = {True: "Yes", False: "No"}

WORSE = {
    Worse.BENDING: "Bending forward or sitting",
    Worse.ARCHING: "Leaning back, standing or walking",
    Worse.NOT_SURE: "Not sure",
}


def show_gate(visit: Visit, gate: Gate, keep: Keep) -> None:
    """Ask what has to be asked before exercising; ``keep`` is given what was answered."""
    if visit.emergency:
        _show_help(visit)
    elif not visit.cleared:
        _ask_emergency(visit, gate, keep)
    else:
        _ask_about_pain(visit, gate, keep)


def _show_help(visit: Visit) -> None:
    heading("Get help now")
    st.error("\n\n".join(words.GET_HELP), icon=":material/emergency:")
    if st.button("I clicked that by mistake"):
        visit.emergency = False
        st.rerun()


def _ask_emergency(visit: Visit, gate: Gate, keep: Keep) -> None:
    known = gate.no_emergency_at is not None
    heading("Before you start")
    st.markdown("**Have you noticed any of these?**")
    st.markdown("\n".join(f"- {sign}" for sign in words.EMERGENCY))
    pain = _scale("Pain now, 0 none to 10 the worst (may be left open)", None) if known else None
    again = known and st.checkbox("My other answers have changed: ask me again")
    with st.container(horizontal=True):
        none = st.button("None of these", type="primary")
        some = st.button("One or more of these")
    if none:
        _clear(visit, gate, keep, pain, again=again or not known)
    if some:
        visit.emergency = True
        st.rerun()
    if known:
        with st.expander("When to ask a doctor soon"):
            _show_urgent()
    else:
        st.caption(words.NOT_A_DEVICE)


def _clear(visit: Visit, gate: Gate, keep: Keep, pain: int | None, *, again: bool) -> None:
    """Note that there is no emergency; who is asked nothing else goes on from here."""
    visit.cleared = True
    if not again:
        now = datetime.now(UTC)
        keep(gate.model_copy(update={"no_emergency_at": now, "pain": pain}))
        visit.enter()
    st.rerun()


def _show_urgent() -> None:
    st.markdown("**Ask a doctor soon, before going on with exercises, if:**")
    st.markdown("\n".join(f"- {sign}" for sign in words.URGENT))


def _ask_about_pain(visit: Visit, gate: Gate, keep: Keep) -> None:
    heading(
        "About your back",
        "This chooses the version of each exercise. Every question may be left open.",
    )
    with st.form("about_pain", border=False):
        professional = _yes_no(
            "Has a doctor or physiotherapist looked at this pain?", gate.professional
        )
        pain = _scale("Pain now, 0 none to 10 the worst", gate.pain)
        leg = _yes_no("Does it go into the leg, below the knee?", gate.leg_pain)
        worse = st.radio(
            "What makes it worse?",
            list(WORSE),
            index=None if gate.worse is None else list(WORSE).index(gate.worse),
            format_func=WORSE.__getitem__,
        )
        with st.container(horizontal=True):
            answered = st.form_submit_button("Go on", type="primary")
            skipped = st.form_submit_button("Leave all of this open")
    _show_urgent()
    if answered or skipped:
        now = datetime.now(UTC)
        told = Gate(
            no_emergency_at=now, professional=professional, pain=pain, leg_pain=leg, worse=worse
        )
        keep(told if answered else Gate(no_emergency_at=now))
        visit.enter()
        st.rerun()


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
