"""The running set beside its picture: voice, title, and a button for each answer."""

import math
import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from formcheck.app.exercise.led_view import CLOCKED, led_panel
from formcheck.app.language import page_words
from formcheck.app.state.preferences import voice_of
from formcheck.app.state.run import Run
from formcheck.app.state.visit import Visit
from formcheck.app.theme import said_plainly, show_error
from formcheck.app.voice.voice import Key, VoiceEvents, VoiceSettings, voice
from formcheck.guide.guidance import Answer, CalibrationStep, Command, Ended, Guidance, Plan, Stage
from formcheck.history.person_file import Preferences
from formcheck.live.snapshot import Snapshot
from formcheck.words.catalogue import Words

__all__ = ["LOOK_S", "ask_about_pain", "show_running", "speak"]

LOOK_S: Final = 0.2
"""How often the page reads the set's state: a cue then begins within 0.3 s."""

DONE_S: Final = 4.0
"""Seconds of frames until the summary: the closing words come first (team choice)."""

SLOW_S: Final = 10.0
"""Connections on one machine take a second; one that takes longer than this will not come."""

FEWEST_PER_S: Final = 8.0
"""Pictures judged in a second: with fewer, formcheck sees the end of a rep too late to begin a cue
within a third of a second (team choice). A page in the background gets one."""

STOP: Final = ("run-stop", Command.STOP)
FINISH: Final = ("run-finish", Command.FINISH)

BUTTONS: Final[dict[Stage, tuple[tuple[str, Command], ...]]] = {
    Stage.HEARING: (("run-heard", Command.SKIP), STOP),
    Stage.FRAMING: (("run-go-on", Command.SKIP), STOP),
    Stage.CALIBRATING: (STOP,),
    Stage.PRACTICE: (("run-skip-practice", Command.SKIP), STOP),
    Stage.READY: (("run-ready", Command.SKIP), STOP),
    Stage.SET: (STOP,),
    Stage.PAUSED: (("run-continue", Command.CONTINUE), FINISH),
    Stage.STOPPED: (("run-continue", Command.CONTINUE), FINISH, ("run-pain", Command.PAIN)),
    Stage.FALLEN: (("run-begin-again", Command.CONTINUE), FINISH),
    Stage.ASKING: (),
    Stage.RESTING: (("run-next-set", Command.SKIP), FINISH),
    Stage.DONE: (),
}
"""The buttons of each stage, for somebody beside the laptop: text and command."""

ARMS: Final = ("run-shoulder", Command.SKIP)

ASKED: Final = frozenset({Stage.ASKING, Stage.RESTING, Stage.DONE})
"""The stages in which the page asks about pain, and a key answers."""


def speak(visit: Visit, run: Run | None, settings: Preferences, *, running: bool) -> VoiceEvents:
    """Speak new utterances and handle pressed keys; always at the same place of the page."""
    snapshot = run.live.snapshot() if run is not None else Snapshot()
    guidance = snapshot.guidance
    events = voice(
        utterances=snapshot.utterances if guidance is not None else visit.told,
        settings=_voice(settings, guidance),
        active=running,
        words=page_words(),
        now_s=guidance.time_s if guidance is not None else math.nan,
        test=visit.tries,
        wordless=_wordless(run) if run is not None and settings.reduced_talk else (),
    )
    if run is not None and running:
        _take_key(run, snapshot, events)
    return events


def _take_key(run: Run, snapshot: Snapshot, events: VoiceEvents) -> None:
    """Carry out the pressed key's command, or take it as the answer to an open question."""
    if events.command is not None:
        run.live.command(events.command)
    elif _is_asked(snapshot):
        further = True if events.key is Key.FURTHER_DOWN else None
        answer = run.plan.answer(events.digit, further_down=further)
        if answer.given:
            run.live.answer(answer)


def _is_asked(snapshot: Snapshot) -> bool:
    """Whether the page asks about pain now: after a set, but not after a fall."""
    guidance = snapshot.guidance
    if guidance is None or guidance.stage not in ASKED or not snapshot.sets:
        return False
    return snapshot.sets[-1].ended is not Ended.FELL


def _wordless(run: Run) -> frozenset[str]:
    """Return the texts that a tone can replace, praise and numbers, for reduced talk."""
    numbers = map(str, range(1, run.plan.goal + 1))
    return frozenset((run.choice.exercise.praise, *numbers))


def _voice(settings: Preferences, guidance: Guidance | None) -> VoiceSettings:
    if guidance is None:
        return voice_of(settings)
    return voice_of(settings, loud=guidance.loud, tones_too=guidance.tones)


def show_running(run: Run, events: VoiceEvents, finish: Callable[[], None]) -> None:
    """Show the running set; call ``finish`` at its end."""
    words, snapshot = page_words(), run.live.snapshot()
    if run.refused is not None:
        show_error(run.refused)
        return
    guidance = snapshot.guidance
    if guidance is None:
        _show_waiting(run, snapshot, words)
        _show_voices(events, words)
        return
    guided = run.choice.spec.guided
    if guided is not None and guidance.led is not None and guidance.stage in CLOCKED:
        st.html(led_panel(guidance, guidance.led, guided.once, words))
        with st.container(horizontal=True, horizontal_alignment="center"):
            _show_buttons(run, guidance, words)
    else:
        _show_stage(run, guidance, words)
    _show_trouble(snapshot, words)
    if guidance.stage in {Stage.HEARING, Stage.READY}:
        _show_voices(events, words)
    if guidance.stage is Stage.FALLEN:
        st.info(words("run-fallen"), icon=":material/self_improvement:")
    if _is_asked(snapshot) and not snapshot.sets[-1].answer.given:
        ask_about_pain(run.live.answer, f"set_{len(snapshot.sets)}", plan=run.plan, keys=True)
    if _is_over(run, guidance, snapshot):
        finish()
        st.rerun(scope="app")


def _show_waiting(run: Run, snapshot: Snapshot, words: Words) -> None:
    """Show that the camera is connecting, and what to do when that fails."""
    now_s = time.monotonic()
    if run.connecting_s is None:
        run.connecting_s = now_s
    frames_came = math.isfinite(snapshot.age_s)
    if run.camera is not None and run.camera.error is not None:
        show_error(run.camera.error)
    elif snapshot.stalled or snapshot.error is not None:
        _show_trouble(snapshot, words)
    elif now_s - run.connecting_s > SLOW_S and run.camera is None and not frames_came:
        st.warning(words("run-not-connected"), icon=":material/wifi_off:")
    else:
        st.info(words("run-starting"))


def _show_stage(run: Run, guidance: Guidance, words: Words) -> None:
    title = _title(guidance, words)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(said_plainly(title), anchor=False)
        _show_buttons(run, guidance, words)
    if guidance.asked and guidance.asked != guidance.caption:
        st.markdown(said_plainly(guidance.asked))


def _title(guidance: Guidance, words: Words) -> str:
    """Return the title of the current stage, with its count."""
    title = guidance.title
    if guidance.stage is Stage.SET:
        return words("run-count", title=title, count=guidance.count, goal=guidance.goal)
    if guidance.stage is Stage.RESTING:
        return words("run-rest", title=title, seconds=words.number(guidance.rest_left_s, 0))
    return title


def _show_trouble(snapshot: Snapshot, words: Words) -> None:
    if snapshot.stalled:
        st.warning(words("run-stalled"), icon=":material/videocam_off:")
    elif snapshot.error is not None:
        show_error(snapshot.error)
    elif 0.0 < snapshot.frames_per_s < FEWEST_PER_S:
        st.info(words("run-slowly"), icon=":material/slow_motion_video:")


def _show_voices(events: VoiceEvents, words: Words) -> None:
    if events.voices is False:
        st.caption(words("run-no-voice"))


def _show_buttons(run: Run, guidance: Guidance, words: Words) -> None:
    offered = BUTTONS[guidance.stage]
    if guidance.step is CalibrationStep.ARMS_FORWARD:
        offered = (ARMS, *offered)
    for text, command in offered:
        st.button(
            words(text),
            key=f"{guidance.stage}_{command}",
            on_click=run.live.command,
            args=(command,),
            type="primary" if command is Command.STOP else "secondary",
        )


def ask_about_pain(
    tell: Callable[[Answer], None], key: str, *, plan: Plan, keys: bool = False
) -> None:
    """Ask for pain from 0 to 10 and whether it moved down the leg; answering is optional.

    Parameters
    ----------
    tell
        Gets the answer, once there is one.
    key
        Names this question; a page has one at a time.
    plan
        The plan that was done; it decides the questions and how the answer is judged.
    keys
        Whether keys answer, too.
    """
    words = page_words()
    with st.form(f"pain_{key}"):
        pain = st.radio(words("pain-asked"), list(range(11)), index=None, horizontal=True)
        further = None
        if plan.asks_leg:
            said = {False: words("pain-no"), True: words("pain-yes")}
            further = st.radio(
                words("pain-further-asked"),
                list(said),
                index=None,
                format_func=said.__getitem__,
                horizontal=True,
            )
        if st.form_submit_button(words("pain-answer")) and (
            pain is not None or further is not None
        ):
            tell(plan.answer(pain, further_down=further))
        if keys:
            st.caption(words("pain-keys"))


def _is_over(run: Run, guidance: Guidance, snapshot: Snapshot) -> bool:
    """Whether the exercise is done and its closing words were spoken."""
    if guidance.stage is not Stage.DONE:
        run.over_s = None
        return False
    if run.over_s is None:
        run.over_s = guidance.time_s
    return guidance.time_s - run.over_s >= DONE_S or snapshot.stalled
