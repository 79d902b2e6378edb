"""The page on privacy, on what formcheck can't do, and on when not to exercise."""

from importlib import metadata
from typing import Final

import streamlit as st

from formcheck.app.gate import words as gate_words
from formcheck.app.state.visit import VISIT, Step, Visit
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.errors import FormCheckError, OutputError
from formcheck.history.data_folder import check_place, data_folder
from formcheck.history.kept import Kept, forget, forget_everything, what_is_kept
from formcheck.pose.model import MODEL_SHA256
from formcheck.review.versions import formcheck_version

__all__ = ["show"]

_LIMITS: Final = """
- It sees the **outline of your back**, not your spine, and compares it with your own. Bending of
  the lowest part alone is seen less than bending higher up, and a loose shirt hides it: "good" does
  not exclude it.
- It needs to see you **from the side**, from head to feet. What it can't see, such as feet outside
  the picture or a back hidden by an arm, is reported as **not judged**, never as right or wrong.
- It measures angles in the picture, a few degrees off. A limit counts only when it is exceeded by
  more than that.
- It follows one person. Mirrors, pictures of people and others walking by can confuse it.
- It knows nothing of how you feel. **What you feel goes before what it says.**
"""
_PRIVACY: Final = """
- The picture of your camera goes from the browser to the program on this same computer, is looked
  at and forgotten. **No video is kept, and none leaves this computer.** No microphone is used.
- A recording that you review is put aside in a folder that only you can read, and deleted with all
  that was made of it when you review another, when you close the page, or when formcheck ends; if
  that was killed, at its next start.
- **Nothing is sent to anybody**: no pictures, no numbers, no figures of use. The pages bring their
  own letters and symbols. Only voices that speak on this computer are used.
- A network is used once, to fetch the pose model before the first use.
"""
_BROWSERS: Final = """
Chrome and Edge from 120 on, current Firefox, and Safari from 17.5 on should work. **Tried was
Chromium on Linux.** In another browser the voice, or the camera, may behave differently; a
recording can be reviewed in any of them.
"""
_EVERYTHING: Final = """
**Sets, pictures, answers and settings** will be gone for good, with what was set aside of them.

An exercise that is under way goes on: of the set that it is in nothing more is kept. What you do,
answer or set after this is kept anew.
"""
_TROUBLES: Final = "about_troubles"
"""Where the session keeps why something could not be deleted, until it is shown."""

_LIBRARIES: Final = ("mediapipe", "streamlit", "streamlit-webrtc", "av", "numpy")


def show() -> None:
    """Show the page."""
    heading(
        "About formcheck",
        "formcheck watches you do an exercise from the side and tells you, one short cue at a "
        "time, what to change.",
    )
    st.header("Your safety", anchor=False)
    st.markdown(gate_words.NOT_A_DEVICE)
    _emergency()
    st.header("Your privacy", anchor=False)
    st.markdown(_PRIVACY)
    _what_is_kept()
    st.header("What it can't do", anchor=False)
    st.markdown(_LIMITS)
    st.header("Browsers", anchor=False)
    st.markdown(_BROWSERS)
    _versions()


def _emergency() -> None:
    ever = "\n".join(f"- {sign}" for sign in gate_words.EMERGENCY_EVER)
    new = "\n".join(f"- {sign}" for sign in gate_words.EMERGENCY_NEW)
    st.error(
        f"**Stop and get emergency help now (112, 999 or 911) if you notice any of these:**\n\n"
        f"{ever}\n\nNew or worse in the last two weeks:\n\n{new}\n\n{gate_words.GET_HELP[1]}",
        icon=":material/emergency:",
    )
    with st.expander("When to ask a doctor soon, before going on"):
        st.markdown("\n".join(f"- {sign}" for sign in gate_words.SIGNS.values()))


def _what_is_kept() -> None:
    st.subheader("What is kept on this computer", anchor=False)
    for trouble in st.session_state.pop(_TROUBLES, ()):
        show_error(trouble)
    trouble = _nothing_can_be_kept()
    if trouble is not None:
        show_error(trouble)
    try:
        kept = what_is_kept()
    except FormCheckError as error:
        if trouble is None:
            show_error(error)
        return
    st.markdown(
        "The numbers of your sets are saved as they happen, so that a closed page loses nothing, "
        "and so are your answers and settings. Pictures are kept only if you ask for it."
    )
    st.caption(f"They lie in {said_plainly(str(data_folder()))}")
    if not kept:
        st.markdown("At the moment nothing is kept.")
    for number, each in enumerate(kept):
        _one_kept(number, each)
    if kept:
        with st.popover("Delete everything …", icon=":material/delete_forever:"):
            st.markdown(_EVERYTHING)
            if st.button("Delete everything", key="forget_everything", type="primary"):
                _begin_anew()
                _tell(forget_everything())


def _nothing_can_be_kept() -> FormCheckError | None:
    try:
        check_place(data_folder())
    except FormCheckError as error:
        return error
    return None


def _one_kept(number: int, kept: Kept) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{kept.name}{f': {said_plainly(kept.amount)}' if kept.amount else ''}")
        with st.popover("Delete …", icon=":material/delete:"):
            st.markdown(f"**{kept.name}** will be gone for good.")
            if st.button(f"Delete {_lowered(kept.name)}", key=f"forget_{number}", type="primary"):
                _tell(forget(kept))


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _begin_anew() -> None:
    """Forget what this window knows of the person too, unless they are exercising in it."""
    visit: Visit | None = st.session_state.get(VISIT)
    if visit is not None and visit.step is not Step.LIVE:
        del st.session_state[VISIT]


def _tell(troubles: tuple[OutputError, ...]) -> None:
    """Show the page as things are now, with what could not be deleted and why."""
    st.session_state[_TROUBLES] = troubles
    st.rerun()


def _versions() -> None:
    st.header("Versions and licences", anchor=False)
    others = ", ".join(f"{library} {_version(library)}" for library in _LIBRARIES)
    st.markdown(
        f"formcheck {formcheck_version()}, Apache-2.0. It stands on {others}.\n\n"
        f"The pose model is MediaPipe's BlazePose, Apache-2.0 (SHA-256 begins with "
        f"{MODEL_SHA256[:12]}). The people in the clips are rendered. Symbols are Google's "
        "Material Symbols, Apache-2.0; letters are Source Sans, SIL Open Font Licence; both come "
        "with Streamlit."
    )


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "(not installed)"
