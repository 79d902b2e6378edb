"""The running set beside its picture: the voice, what is going on, and a button for each answer."""

import math
import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from formcheck.app.exercise.led_view import CLOCKED, led_panel
from formcheck.app.state.preferences import voice_of
from formcheck.app.state.run import Run
from formcheck.app.state.visit import Visit
from formcheck.app.theme import said_plainly, show_error
from formcheck.app.voice.voice import Key, VoiceEvents, VoiceSettings, voice
from formcheck.guide.guidance import Answer, CalibrationStep, Command, Ended, Guidance, Plan, Stage
from formcheck.history.person_file import Preferences
from formcheck.live.snapshot import Snapshot

__all__ = ["LOOK_S", "ask_about_pain", "show_running", "speak"]

LOOK_S: Final = 0.2
"""How often the page looks how things stand: a cue then begins within 0.3 s."""

DONE_S: Final = 4.0
"""Seconds of frames until the summary follows: what ends it is said first (team choice)."""

SLOW_S: Final = 10.0
"""Connections on one machine take a second; one that takes so long will not come."""

NO_VOICE: Final = (
    "This computer has no voice that works without the internet: you will hear tones instead, and "
    "read the words."
)
STALLED: Final = (
    "No pictures are coming from the camera: check that it is plugged in and not used by another "
    "program, then turn it off and press Start again."
)
NOT_CONNECTED: Final = (
    "The browser and formcheck do not find each other on this computer: turn on Wi-Fi (no internet "
    "is needed), or use the camera without the browser."
)

SLOWLY: Final = (
    "Pictures come slowly, so that what is said may come late. Close other programs and tabs, and "
    "keep this page in front."
)

FEWEST_PER_S: Final = 8.0
"""Pictures judged in a second: with fewer, the end of a rep is seen too late for a cue that begins
within a third of a second of it (team choice). A page in the background gets one."""

STOP: Final = ("Stop", Command.STOP)
FINISH: Final = ("Finish", Command.FINISH)

BUTTONS: Final[dict[Stage, tuple[tuple[str, Command], ...]]] = {
    Stage.HEARING: (("I can hear you", Command.SKIP), STOP),
    Stage.FRAMING: (("Go on as it is", Command.SKIP), STOP),
    Stage.CALIBRATING: (STOP,),
    Stage.PRACTICE: (("Skip the practice", Command.SKIP), STOP),
    Stage.READY: (("I'm ready", Command.SKIP), STOP),
    Stage.SET: (STOP,),
    Stage.PAUSED: (("Continue", Command.CONTINUE), FINISH),
    Stage.STOPPED: (
        ("Continue", Command.CONTINUE),
        FINISH,
        ("Pain", Command.PAIN),
    ),
    Stage.FALLEN: (("Begin again", Command.CONTINUE), FINISH),
    Stage.ASKING: (),
    Stage.RESTING: (("Start the next set", Command.SKIP), FINISH),
    Stage.DONE: (),
}
"""What can be clicked in each stage, by somebody beside the laptop."""

ARMS: Final = ("My shoulder won't", Command.SKIP)

ASKED: Final = frozenset({Stage.ASKING, Stage.RESTING, Stage.DONE})
"""The stages in which pain is asked for on the page, and a key answers."""

FALLEN: Final = (
    "That looked like a fall, so the set is over. Take your time. Call for help if you need it. "
    "Nothing goes on by itself: **Begin again**, or the key **c**, whenever you like and if you "
    "like; **Finish**, or the key **f**, leads to the summary."
)

KEYS: Final = "Or by a key: **0** to **9** for the pain, **d** if it moved further down the leg."


def speak(visit: Visit, run: Run | None, settings: Preferences, *, running: bool) -> VoiceEvents:
    """Say what is new and take the keys that were pressed; always at the same place of the page."""
    snapshot = run.live.snapshot() if run is not None else Snapshot()
    guidance = snapshot.guidance
    events = voice(
        utterances=snapshot.utterances if guidance is not None else visit.told,
        settings=_voice(settings, guidance),
        active=running,
        now_s=guidance.time_s if guidance is not None else math.nan,
        test=visit.tries,
        wordless=_wordless(run) if run is not None and settings.reduced_talk else (),
    )
    if run is not None and running:
        _take_key(run, snapshot, events)
    return events


def _take_key(run: Run, snapshot: Snapshot, events: VoiceEvents) -> None:
    """Do what the pressed key asks for, or take it for an answer where something is asked."""
    if events.command is not None:
        run.live.command(events.command)
    elif _is_asked(snapshot):
        further = True if events.key is Key.FURTHER_DOWN else None
        answer = run.plan.answer(events.digit, further_down=further)
        if answer.given:
            run.live.answer(answer)


def _is_asked(snapshot: Snapshot) -> bool:
    """Whether pain is asked for now: after a set, but not after a fall."""
    guidance = snapshot.guidance
    if guidance is None or guidance.stage not in ASKED or not snapshot.sets:
        return False
    return snapshot.sets[-1].ended is not Ended.FELL


def _wordless(run: Run) -> frozenset[str]:
    """Return what a tone tells as well, for who wants to hear less: praise and numbers."""
    numbers = map(str, range(1, run.plan.goal + 1))
    return frozenset((run.choice.exercise.praise, *numbers))


def _voice(settings: Preferences, guidance: Guidance | None) -> VoiceSettings:
    if guidance is None:
        return voice_of(settings)
    return voice_of(settings, loud=guidance.loud, tones_too=guidance.tones)


def show_running(run: Run, events: VoiceEvents, finish: Callable[[], None]) -> None:
    """Show how the set stands; ``finish`` is called once all is done."""
    snapshot = run.live.snapshot()
    if run.refused is not None:
        show_error(run.refused)
        return
    guidance = snapshot.guidance
    if guidance is None:
        _show_waiting(run, snapshot)
        _show_voices(events)
        return
    guided = run.choice.spec.guided
    if guided is not None and guidance.led is not None and guidance.stage in CLOCKED:
        st.html(led_panel(guidance, guidance.led, guided.once))
        with st.container(horizontal=True, horizontal_alignment="center"):
            _show_buttons(run, guidance)
    else:
        _show_stage(run, guidance)
    _show_trouble(snapshot)
    if guidance.stage in {Stage.HEARING, Stage.READY}:
        _show_voices(events)
    if guidance.stage is Stage.FALLEN:
        st.info(FALLEN, icon=":material/self_improvement:")
    if _is_asked(snapshot) and not snapshot.sets[-1].answer.given:
        ask_about_pain(run.live.answer, f"set_{len(snapshot.sets)}", plan=run.plan, keys=True)
    if _is_over(run, guidance, snapshot):
        finish()
        st.rerun(scope="app")


def _show_waiting(run: Run, snapshot: Snapshot) -> None:
    """Show that a connection is being made, and what to do when nothing comes of it."""
    now_s = time.monotonic()
    if run.connecting_s is None:
        run.connecting_s = now_s
    frames_came = math.isfinite(snapshot.age_s)
    if run.camera is not None and run.camera.error is not None:
        show_error(run.camera.error)
    elif snapshot.stalled or snapshot.error is not None:
        _show_trouble(snapshot)
    elif now_s - run.connecting_s > SLOW_S and run.camera is None and not frames_came:
        st.warning(NOT_CONNECTED, icon=":material/wifi_off:")
    else:
        st.info("Starting. Walk to your place: you will be told everything.")


def _show_stage(run: Run, guidance: Guidance) -> None:
    count = f"{guidance.count} of {guidance.goal}" if guidance.stage is Stage.SET else ""
    rest = f"{guidance.rest_left_s:.0f} s" if guidance.stage is Stage.RESTING else ""
    title = ": ".join(filter(None, (guidance.title, count or rest)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(said_plainly(title), anchor=False)
        _show_buttons(run, guidance)
    if guidance.asked and guidance.asked != guidance.caption:
        st.markdown(said_plainly(guidance.asked))


def _show_trouble(snapshot: Snapshot) -> None:
    if snapshot.stalled:
        st.warning(STALLED, icon=":material/videocam_off:")
    elif snapshot.error is not None:
        show_error(snapshot.error)
    elif 0.0 < snapshot.frames_per_s < FEWEST_PER_S:
        st.info(SLOWLY, icon=":material/slow_motion_video:")


def _show_voices(events: VoiceEvents) -> None:
    if events.voices is False:
        st.caption(NO_VOICE)


def _show_buttons(run: Run, guidance: Guidance) -> None:
    offered = BUTTONS[guidance.stage]
    if guidance.step is CalibrationStep.ARMS_FORWARD:
        offered = (ARMS, *offered)
    for label, command in offered:
        st.button(
            label,
            key=f"{guidance.stage}_{command}",
            on_click=run.live.command,
            args=(command,),
            type="primary" if label == "Stop" else "secondary",
        )


def ask_about_pain(
    tell: Callable[[Answer], None], key: str, *, plan: Plan, keys: bool = False
) -> None:
    """Ask for pain from 0 to 10 and whether it moved down the leg; nobody has to answer.

    Parameters
    ----------
    tell
        Given the answer, once there is one.
    key
        Names this question; a page has one at a time.
    plan
        What was done, which tells what is asked and by what it is judged.
    keys
        Whether a key answers, too.
    """
    with st.form(f"pain_{key}"):
        pain = st.radio(
            "Pain now? 0 none to 10 the worst", list(range(11)), index=None, horizontal=True
        )
        further = None
        if plan.asks_leg:
            further = st.radio(
                "Did leg pain move further down?", ["No", "Yes"], index=None, horizontal=True
            )
        if st.form_submit_button("Answer") and (pain is not None or further):
            tell(plan.answer(pain, further_down=further == "Yes" if further else None))
        if keys:
            st.caption(KEYS)


def _is_over(run: Run, guidance: Guidance, snapshot: Snapshot) -> bool:
    """Whether all is done and what ends it was said."""
    if guidance.stage is not Stage.DONE:
        run.over_s = None
        return False
    if run.over_s is None:
        run.over_s = guidance.time_s
    return guidance.time_s - run.over_s >= DONE_S or snapshot.stalled
