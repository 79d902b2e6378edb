"""The page Exercise, from the first questions to the summary, one state at a time.

Every run of the page shows one state. The voice stands at the same place in all states, so that a
change of state breaks off no speech.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from formcheck.app.camera.camera_check import browser_facts, trouble
from formcheck.app.catalogue.exercise_list import known_exercises
from formcheck.app.exercise import transitions
from formcheck.app.exercise.led_stage import offer_start, show_led
from formcheck.app.exercise.live_stage import show_camera
from formcheck.app.exercise.live_view import LOOK_S, show_running, speak
from formcheck.app.exercise.next_step import show_next_step
from formcheck.app.exercise.offer_words import why_words
from formcheck.app.exercise.pick import show_own_range, show_pick
from formcheck.app.exercise.set_offer import offer_unfinished, unfinished_set
from formcheck.app.exercise.show_me import show_demonstration
from formcheck.app.gate.gate import show_gate
from formcheck.app.language import page_words
from formcheck.app.often import drawn_often
from formcheck.app.review import page as review_page
from formcheck.app.server.settings import ServerSettings
from formcheck.app.shown_media import own_shelf
from formcheck.app.state.preferences import look_of, show_preferences, style_page
from formcheck.app.state.results import with_saved
from formcheck.app.state.run import warm_up
from formcheck.app.state.visit import VISIT, Step, Visit
from formcheck.app.summary.page import rounding_untold, show_summary
from formcheck.app.theme import heading, said_plainly, show_error
from formcheck.errors import FormCheckError, OutputError
from formcheck.history import person_file
from formcheck.history.data_folder import check_place, data_folder
from formcheck.history.fault_pictures import pictures_folder
from formcheck.history.person_file import PersonFile, load_person, person_path
from formcheck.history.set_files import find_sets, sets_folder
from formcheck.live.capacity import shared_capacity
from formcheck.offer.offer import HeldBack, Offered, offer
from formcheck.offer.reasons import Reason
from formcheck.pose.model import whole_model

__all__ = ["show"]

OWN_CAMERA: Final = "own_camera"

LATELY: Final = 20
"""Saved sets searched for answers, the newest: those of the last days."""

OFFER_S: Final = 1.0
"""How often the page looks for a set that a closed tab broke off, while one may be going on."""

WAYS: Final[dict[Step, tuple[str, Callable[[Visit], None] | None]]] = {
    Step.BEFORE: ("", None),
    Step.PICK: ("offer-again", transitions.ask_again),
    Step.SHOW: ("live-another", transitions.pick_again),
    Step.LIVE: ("live-back", transitions.leave_live),
    Step.SUMMARY: ("live-another", transitions.pick_again),
}
"""The text of each state's button back, and what it does."""

SCROLL: Final = """
if (window.formcheckState !== "STATE") {
  window.formcheckState = "STATE";
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}
"""
"""Scrolls once a state: Streamlit may run a script at each run of the page."""


def show() -> None:
    """Show the page in its current state."""
    visit: Visit = st.session_state.setdefault(VISIT, Visit())
    voice_place, bar, body, foot = (st.container() for _ in range(4))
    with body:
        unkept = _show_unkept()
        person = _person(told=unkept is not None)
        if not visit.met:
            lately = (each.saved for each in find_sets(sets_folder(), most=LATELY).sets)
            visit.met, visit.health = True, with_saved(person.health, lately)
        if visit.trouble is not None and not (unkept and visit.trouble.where.startswith(unkept)):
            show_error(visit.trouble)
        visit.trouble = None
        running = _show_step(visit, person, foot)
    with foot if running else bar, st.container(horizontal=True, horizontal_alignment="right"):
        _show_way(visit, running=running)
        preferred = _preferences(visit, person)
    style_page(preferred)
    _begin_at_the_top(visit, running=running)
    if visit.run is not None:
        visit.run.live.look = look_of(preferred)
    with voice_place:
        speaking = drawn_often(_speak_and_tell, LOOK_S if running else None)
        speaking(visit, preferred, running=running)


def _show_step(visit: Visit, person: PersonFile, foot: DeltaGenerator) -> bool:
    """Show the current state; return whether the exercise runs, with a camera or without."""
    if visit.step is not Step.SUMMARY:
        own_shelf().clear()  # only the summary shows pictures of faults
    match visit.step:
        case Step.BEFORE:
            show_gate(visit, visit.health, partial(transitions.keep_health, visit))
        case Step.PICK:
            _pick(visit, person)
        case Step.SHOW:
            _show_me(visit, foot)
        case Step.LIVE:
            return _live(visit, person, foot)
        case Step.SUMMARY:
            _summary(visit, person)
    return False


def _show_way(visit: Visit, *, running: bool) -> None:
    """Show the button back from this state, or the one that ends a begun exercise."""
    label, way = WAYS[visit.step]
    if visit.run is not None and visit.step is Step.LIVE and (running or visit.run.begun):
        label, way = "live-end", transitions.finish
    if way is not None:
        st.button(page_words()(label), on_click=way, args=(visit,))


def _begin_at_the_top(visit: Visit, *, running: bool) -> None:
    """Scroll up when the state changes: the button that led to it is often at the bottom."""
    state = f"{visit.step.value} {running}"
    st.html(f"<script>{SCROLL.replace('STATE', state)}</script>", unsafe_allow_javascript=True)


def _speak_and_tell(visit: Visit, preferred: person_file.Preferences, *, running: bool) -> None:
    run = visit.run
    if running and visit.step is not Step.LIVE:
        st.rerun(scope="app")
    if running and run is not None and run.without_camera:
        run.live.tick()
    events = speak(visit, run, preferred, running=running)
    if running and run is not None:
        show_running(run, events, partial(transitions.finish, visit))


def _show_unkept() -> str | None:
    """Show that a place cannot be written, before anything is done; return it, or None."""
    try:
        for place in (data_folder(), sets_folder()):
            check_place(place)
    except OutputError as error:
        show_error(error)
        st.caption(page_words()("live-not-kept"))
        return error.where
    return None


def _person(*, told: bool) -> PersonFile:
    """Return the person's file; show an error where it cannot be read, unless ``told`` already."""
    try:
        loaded = load_person(person_path())
    except FormCheckError as error:
        if not told:
            show_error(error)
        return PersonFile()
    if loaded.aside:
        st.info(said_plainly(page_words()("person-begun-anew", file=loaded.aside)))
    return loaded.person


def _preferences(visit: Visit, person: PersonFile) -> person_file.Preferences:
    def keep(settings: person_file.Preferences) -> bool:
        return transitions.keep_person(
            visit, lambda kept: kept.model_copy(update={"settings": settings})
        )

    return show_preferences(person.settings, keep, visit.try_voice)


def _pick(visit: Visit, person: PersonFile) -> None:
    words = page_words()
    heading(words("offer-title"))
    drawn_often(_offer, OFFER_S if shared_capacity().users else None)(visit)
    offers = _offers(visit)
    if gently := why_words(words, _why_gently(offers)):
        st.info(gently, icon=":material/self_improvement:")
    if person.back_range_deg is not None:
        show_own_range(person.back_range_deg, partial(transitions.forget_own_range, visit))
    show_pick(
        offers,
        partial(transitions.choose, visit),
        partial(transitions.was_told, visit),
        datetime.now().astimezone().date(),
    )
    for error in known_exercises(page_words().language).problems:
        show_error(error)


def _offers(visit: Visit) -> tuple[Offered | HeldBack, ...]:
    return offer(
        visit.health,
        datetime.now(UTC).astimezone(),
        known_exercises(page_words().language).to_offer,
    )


def _why_gently(offers: Sequence[Offered | HeldBack]) -> list[Reason]:
    """Return the reasons for gentler versions, each once."""
    reasons = {why: None for each in offers if isinstance(each, Offered) for why in each.why}
    return [reason for reason in Reason if reason in reasons]


def _offer(visit: Visit) -> None:
    """Offer a broken-off set; it may show up only while the page is open."""
    going_on = shared_capacity().users
    saved = unfinished_set(sets_folder(), since=visit.since, going_on=going_on)
    if saved is not None:
        offer_unfinished(saved, sets_folder(), partial(transitions.show_outcome, visit))


def _show_me(visit: Visit, foot: DeltaGenerator) -> None:
    if visit.choice is None:
        return
    with foot:
        facts = browser_facts()
    offered = {each.spec.id: each for each in _offers(visit)}.get(visit.choice.spec.id)
    if not isinstance(offered, Offered):  # an answer changed after the choice
        visit.step = Step.PICK
        st.rerun()
    show_demonstration(visit, visit.choice, offered.versions, calm=facts.calm)
    if visit.choice.spec.guided is not None:
        offer_start(visit)
        return
    place = page_words()("live-place-camera")
    st.button(place, type="primary", on_click=transitions.go_live, args=(visit,))
    if (model := _model_there()) is not None:
        warm_up(model)


def _begins_with(visit: Visit) -> str:
    """Return the text shown while the exercise gets ready; only a camera needs the model."""
    needs_model = visit.with_camera or visit.choice is None or visit.choice.spec.guided is None
    fetches = needs_model and _model_there() is None
    return page_words()("live-fetching" if fetches else "live-one-moment")


def _model_there() -> Path | None:
    """Return the pose model's file if it is there; errors show at Start."""
    try:
        return whole_model(ServerSettings.from_environment().model)
    except FormCheckError:
        return None


def _live(visit: Visit, person: PersonFile, foot: DeltaGenerator) -> bool:
    try:
        settings = ServerSettings.from_environment()
        if visit.run is None:
            with st.spinner(_begins_with(visit)):
                transitions.begin(visit, person, settings, page_words())
    except FormCheckError as error:
        show_error(error)
        _without_camera(visit)
        return False
    if visit.run is None:
        return False
    with foot:
        facts = browser_facts()
    if visit.run.without_camera:
        show_led(visit.run, calm=facts.calm)
        return True
    own = 0 if visit.own_camera else None
    source = own if settings.camera is None else settings.camera
    on = show_camera(visit.run, facts, source)
    missing = source is None and bool(trouble(facts, page_words()))
    if not (on and visit.run.begun):
        _without_camera(visit, expanded=missing and not on, offered=settings.camera is None)
    return on


def _without_camera(visit: Visit, *, expanded: bool = True, offered: bool = True) -> None:
    """Offer alternatives where the browser's camera does not work.

    ``offered`` is whether to offer this computer's camera, too; False where it is set anyway.
    """
    words = page_words()
    with st.expander(words("live-no-camera"), expanded=expanded):
        st.markdown(words("live-no-camera-text"))
        st.page_link(
            st.Page(review_page.show, title=words("page-review"), url_path="review"),
            label=words("live-review-recording"),
            icon=":material/smart_display:",
        )
        if offered:
            st.toggle(
                words("live-own-camera"),
                value=visit.own_camera,
                key=OWN_CAMERA,
                on_change=_take_camera,
                args=(visit,),
            )


def _take_camera(visit: Visit) -> None:
    # Streamlit also calls this, without a click, when the hidden control is shown again.
    visit.own_camera = bool(st.session_state[OWN_CAMERA])


def _summary(visit: Visit, person: PersonFile) -> None:
    if visit.outcome is not None:
        if rounding_untold(visit.outcome, person):
            visit.told_rounding = visit.outcome.started
            transitions.keep_person(
                visit, lambda kept: kept.model_copy(update={"told_rounding": True})
            )
        calm = visit.told_rounding == visit.outcome.started
        show_summary(visit.outcome, person, pictures_folder(), calm=calm)
        show_next_step(visit, visit.outcome)
