"""The voice in a real browser: what is said, when, by whom, and what is shown and heard instead."""

import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from browser.chromium import launched
from browser.server import free_port, running

PAGE = """
import json
import sys
from pathlib import Path

import streamlit as st

from formcheck.app.often import drawn_often
from formcheck.app.voice.voice import VoiceSettings, voice
from formcheck.guide.guidance import Tone, Utterance
from formcheck.words.catalogue import english

KINDS = ("tone", "instead")
FOLDER = Path(sys.argv[1]) / st.query_params["case"]


def wanted():
    asked = json.loads((FOLDER / "asked.json").read_text("utf-8"))
    said = [
        Utterance(**{**each, **{kind: Tone(each[kind]) for kind in KINDS if each.get(kind)}})
        for each in asked.pop("utterances")
    ]
    return asked, said


def draw():
    asked, said = wanted()
    if asked.pop("shown"):
        settings = VoiceSettings(**asked.pop("settings"))
        events = voice(utterances=said, settings=settings, words=english(), **asked)
        told = {
            "key": events.key or (None if events.digit is None else str(events.digit)),
            "command": events.command,
            "spoken": events.spoken,
            "voices": events.voices,
            "error": events.error,
            "wake": events.wake,
        }
        with (FOLDER / "told.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\\n")
    with (FOLDER / "runs").open("a", encoding="utf-8") as file:
        file.write(".")


st.title("Hip hinge")
st.text_input("Note")
st.button("Start")
st.iframe("<button>Camera</button>", height=60)
drawn_often(draw, 0.1)()
st.markdown("<div style='height: 2000px'></div>", unsafe_allow_html=True)
"""

STAND_INS = """
(config) => {
  const noted = { said: [], tones: [], starts: [], peaks: [], contexts: [], locks: [], sent: "" };
  window.__noted = noted;
  class Words {
    constructor(text) { this.text = text; }
  }
  class Synthesis extends EventTarget {
    queue = [];
    voices = config.late ? [] : config.voices;
    getVoices() { return this.voices; }
    resume() {}
    speak(words) {
      const { text, voice, volume, rate } = words;
      const entry = { text, voice: voice?.name, local: voice?.localService, volume, rate };
      noted.said.push({ ...entry, ended: null });
      this.queue.push([words, noted.said.at(-1)]);
      if (this.queue.length === 1) this.begin();
    }
    begin() {
      const [words, entry] = this.queue[0] ?? [];
      if (!words) return;
      setTimeout(() => {
        if (this.queue[0]?.[0] !== words) return;
        if (config.error) return this.leave(words, entry, "error", config.error);
        words.onstart?.({});
        setTimeout(() => this.leave(words, entry, "end"), config.lasts_ms);
      }, 10);
    }
    leave(words, entry, kind, error) {
      if (this.queue[0]?.[0] !== words) return;
      this.queue.shift();
      entry.ended = kind;
      words[`on${kind}`]?.({ error });
      this.begin();
    }
    cancel() {
      for (const [words, entry] of this.queue.splice(0)) {
        entry.ended = "cancelled";
        setTimeout(() => words.onerror?.({ error: "interrupted" }));
      }
    }
  }
  const replace = (name, value) => Object.defineProperty(window, name, { value });
  replace("speechSynthesis", new Synthesis());
  replace("SpeechSynthesisUtterance", Words);
  window.__voices_come = () => {
    speechSynthesis.voices = config.voices;
    speechSynthesis.dispatchEvent(new Event("voiceschanged"));
  };

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    noted.sent += new TextDecoder().decode(message);
    return send.call(this, message);
  };

  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    noted.tones.push(Math.round(this.frequency.value));
    noted.starts.push(when[0]);
    return start.apply(this, when);
  };
  const ramp = AudioParam.prototype.linearRampToValueAtTime;
  AudioParam.prototype.linearRampToValueAtTime = function (value, ...when) {
    if (value > 0) noted.peaks.push(value);
    return ramp.call(this, value, ...when);
  };
  const Context = window.AudioContext;
  replace("AudioContext", class extends Context {
    constructor(...how) { super(...how); noted.contexts.push(this); }
  });

  const request = async () => {
    if (config.wake === "refused") throw new DOMException("no", "NotAllowedError");
    noted.locks.push({ released: false, async release() { this.released = true; } });
    return noted.locks.at(-1);
  };
  const wakeLock = config.wake === "absent" ? undefined : { request };
  Object.defineProperty(navigator, "wakeLock", { value: wakeLock });
}
"""

HERE = {"name": "Here", "lang": "en-US", "localService": True, "default": False}
ELSEWHERE = {"name": "Elsewhere", "lang": "en-GB", "localService": False, "default": True}

NEVER_AS_LONG_MS = 60_000
"""Words said so slowly are being said for as long as a test lasts."""

LONG = "Hips to the wall behind, and once again, " * 10 + "please."
"""So much takes longer to say than a test waits for anything."""


LOADS_MS = 60_000
"""Time given to a page to show: Streamlit's takes seconds on a busy machine."""

BETWEEN_PRESSES_MS = 450
"""Sooner than that after another, a press may be the same one."""


CLICKERS_SEND = (
    *("Space", "Enter", "PageDown", "PageUp", "ArrowRight", "ArrowLeft"),
    *("Escape", "F5", "b", "."),
)


def utterance(number: int, text: str = "", **more: object) -> dict[str, object]:
    """Something to be said, long enough good for a busy machine."""
    return {"number": number, "time_s": float(number), "text": text, "good_for_s": 60.0, **more}


@dataclass
class Stage:
    """A page with the voice on it: what it is handed, and what it noted and told."""

    page: Page
    folder: Path
    asked: dict[str, Any] = field(
        default_factory=lambda: {
            "utterances": [],
            "settings": {},
            "active": False,
            "shown": True,
        }
    )

    def hand(self, *utterances: Mapping[str, object], **asked: object) -> None:
        """Hand the voice something more, and wait until the page has drawn it."""
        self.asked["utterances"] = [*self.asked["utterances"], *utterances][-8:]
        self.asked.update(asked)
        self._write()
        self.runs()

    def _write(self) -> None:
        fresh = self.folder / "fresh.json"
        fresh.write_text(json.dumps(self.asked), encoding="utf-8")
        fresh.replace(self.folder / "asked.json")

    def runs(self, count: int = 3) -> None:
        """Wait for so many more runs of the page."""
        until = self._runs() + count
        self.waits_for(lambda: self._runs() >= until)

    def _runs(self) -> int:
        runs = self.folder / "runs"
        return runs.stat().st_size if runs.exists() else 0

    def waits_for(self, what: Callable[[], bool]) -> None:
        """Wait until something is so; fail when it never is."""
        for _ in range(300):
            if what():
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never came: noted {self.noted()}, told {self.told()[-3:]}")

    def noted(self, what: str = "said") -> Any:
        """Return what the stand-ins for the browser's speech and sound noted."""
        return json.loads(self.page.evaluate(f"JSON.stringify(window.__noted.{what})"))

    def words(self) -> list[str]:
        """Return all that was said so far, in order."""
        return [entry["text"] for entry in self.noted()]

    def says(self, *words: str) -> None:
        """Check that this and nothing else is said, now and some runs later."""
        self.waits_for(lambda: len(self.words()) >= len(words))
        self.runs()
        assert self.words() == list(words)

    def told(self) -> list[dict[str, Any]]:
        """Return what Python was told at each run."""
        file = self.folder / "told.jsonl"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [json.loads(line) for line in lines]

    def comes_to_tell(self, **expected: object) -> None:
        """Wait until Python is told this."""
        self.waits_for(lambda: bool(self.told()) and expected.items() <= self.told()[-1].items())

    def keys_told(self) -> list[str]:
        """Return all keys that Python was told of, in order."""
        return [told["key"] for told in self.told() if told["key"]]

    def press(self, key: str) -> None:
        """Press a key, and wait until Python was told of one more."""
        before = len(self.keys_told())
        self.page.keyboard.press(key)
        self.waits_for(lambda: len(self.keys_told()) > before)

    def gesture(self) -> None:
        """Click where nothing is, as browsers ask for before they let a page be heard."""
        self.page.get_by_role("heading", name="Hip hinge").click()

    def caption(self, *, urgent: bool = False) -> str:
        """Return the words shown, and read out by a screen reader."""
        live = "assertive" if urgent else "polite"
        return self.page.locator(f".caption[aria-live={live}]").inner_text()

    def scrolled_px(self) -> float:
        """Return how far the page was scrolled."""
        scrolled: float = self.page.evaluate("document.querySelector('.stMain').scrollTop")
        return scrolled


Stages = Callable[..., Stage]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A page with nothing but the voice on it: its address, and where its cases lie."""
    folder = tmp_path_factory.mktemp("voice")
    page = folder / "page.py"
    page.write_text(PAGE, encoding="utf-8")
    port = free_port()
    options = {
        "server.headless": "true",
        "server.address": "localhost",
        "server.port": str(port),
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(page), *flags, "--", str(folder)]
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    with running(command, port, folder, {"PYTHONPATH": path}) as server:
        yield server.url, folder


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without a camera."""
    with launched(playwright) as started:
        yield started


@pytest.fixture
def stages(browser: Browser, served: tuple[str, Path], tmp_path: Path) -> Iterator[Stages]:
    """Opens pages with stand-ins for the browser's speech; closes them at the end."""
    url, folder = served
    opened = []
    numbers = itertools.count()

    def open_stage(size_wh: tuple[int, int] = (1280, 800), **config: object) -> Stage:
        case = f"{tmp_path.name}_{next(numbers)}"
        (folder / case).mkdir()
        width, height = size_wh
        context = browser.new_context(viewport={"width": width, "height": height})
        opened.append(context)
        spied = {"voices": [ELSEWHERE, HERE], "lasts_ms": 300, **config}
        context.add_init_script(f"({STAND_INS})({json.dumps(spied)})")
        stage = Stage(context.new_page(), folder / case)
        stage._write()
        stage.page.goto(f"{url}/?case={case}")
        expect(stage.page.locator(".captions")).to_be_attached(timeout=LOADS_MS)
        stage.runs(1)
        return stage

    yield open_stage
    for context in opened:
        context.close()


def test_each_utterance_is_said_once_and_in_order(stages: Stages) -> None:
    """What is handed over again and again is said once, in the order of its numbers."""
    stage = stages()
    stage.hand(utterance(1, "Turn side-on."))
    stage.says("Turn side-on.")
    stage.hand(utterance(2, "Lift both arms."))
    stage.says("Turn side-on.", "Lift both arms.")
    stage.hand(utterance(3, tone="count"), utterance(4, "Begin."))

    stage.says("Turn side-on.", "Lift both arms.", "Begin.")
    assert [entry["ended"] for entry in stage.noted()][:2] == ["end", "end"]
    stage.comes_to_tell(spoken=4)


def test_one_waits_and_the_newest_takes_its_place(stages: Stages) -> None:
    """While something is said one thing waits, the newest; nothing is said at the same time."""
    stage = stages(lasts_ms=1500)
    stage.hand(*(utterance(number, f"Cue {number}.") for number in range(1, 5)))

    stage.says("Cue 1.")
    stage.waits_for(lambda: len(stage.words()) == 2)
    stage.says("Cue 1.", "Cue 4.")
    assert stage.noted()[0]["ended"] == "end"


def test_an_urgent_one_breaks_into_what_is_said(stages: Stages) -> None:
    """It ends what is being said and what waits, and is said at once, where it can't be missed."""
    stage = stages(lasts_ms=NEVER_AS_LONG_MS)
    stage.hand(utterance(1, LONG), utterance(2, "Soft knees."))
    stage.says(LONG)
    stage.hand(utterance(3, "Stop and rest.", urgent=True))

    stage.says(LONG, "Stop and rest.")
    assert stage.noted()[0]["ended"] == "cancelled"
    assert stage.caption(urgent=True) == "Stop and rest."
    assert stage.caption() == ""


def test_what_comes_too_late_is_not_said(stages: Stages) -> None:
    """What could not begin while it was good is dropped, whether it waited here or on the way."""
    stage = stages(lasts_ms=1500)
    stage.hand(utterance(1, "Hips to the wall behind."), utterance(2, "Deeper.", good_for_s=0.2))
    stage.waits_for(lambda: stage.noted()[0]["ended"] == "end")
    stage.hand(utterance(3, "Old.", time_s=10.0, good_for_s=2.0), now_s=13.0)
    stage.hand(utterance(4, "New.", time_s=13.0))

    stage.says("Hips to the wall behind.", "New.")


def test_only_voices_of_this_machine_speak(stages: Stages) -> None:
    """A voice that sends the words away is never taken, whatever the browser prefers."""
    german = {**HERE, "name": "Hier", "lang": "de-DE"}
    british = {**HERE, "name": "Ours", "lang": "en-GB"}
    stage = stages(voices=[german, ELSEWHERE, HERE, british])
    stage.comes_to_tell(voices=True)
    stage.hand(utterance(1, "Begin."))

    stage.says("Begin.")
    assert [(said["voice"], said["local"]) for said in stage.noted()] == [("Ours", True)]


def test_a_voice_may_come_late(stages: Stages) -> None:
    """Voices that the browser finds after a while are used from then on."""
    stage = stages(late=True)
    stage.comes_to_tell(voices=False)
    stage.page.evaluate("window.__voices_come()")
    stage.comes_to_tell(voices=True)
    stage.hand(utterance(1, "Begin."))

    stage.says("Begin.")


@pytest.mark.parametrize("voices", [[], [ELSEWHERE]], ids=["none", "only elsewhere"])
def test_without_a_voice_tones_and_captions_take_its_place(
    stages: Stages, voices: list[object]
) -> None:
    """Nothing is said, something is heard by its kind, and the words are shown."""
    stage = stages(voices=voices)
    stage.gesture()
    stage.comes_to_tell(voices=False)
    stage.hand(utterance(1, "Keep your back long.", instead="change"))

    stage.waits_for(lambda: stage.noted("tones") == [880])
    assert stage.caption() == "Keep your back long."
    stage.hand(utterance(2, "Stop and rest.", instead="attention", urgent=True))
    stage.waits_for(lambda: stage.noted("tones") == [880, 587, 587])
    assert stage.caption(urgent=True) == "Stop and rest."
    assert stage.words() == []
    stage.comes_to_tell(spoken=2)


def test_a_voice_that_fails_gives_way_to_tones(stages: Stages) -> None:
    """Words that could not be said become a tone, and the next words are not tried."""
    stage = stages(error="synthesis-failed")
    stage.gesture()
    stage.hand(utterance(1, "Begin.", instead="change"))
    stage.comes_to_tell(voices=False, error="synthesis-failed")
    stage.waits_for(lambda: stage.noted("tones") == [880])
    stage.hand(utterance(2, "Stop and rest.", instead="attention", urgent=True))

    stage.waits_for(lambda: stage.noted("tones") == [880, 587, 587])
    stage.says("Begin.")


def test_a_voice_held_back_for_want_of_a_click_is_tried_again(stages: Stages) -> None:
    """A browser that lets nothing be heard before a click may let the next words be."""
    stage = stages(error="not-allowed")
    stage.hand(utterance(1, "Begin."))
    stage.comes_to_tell(voices=True, error="not-allowed")
    stage.hand(utterance(2, "Stop and rest.", urgent=True))

    stage.says("Begin.", "Stop and rest.")


def test_tones_may_go_with_the_words(stages: Stages) -> None:
    """Who cannot make out the words hears by a tone, too, what kind they are."""
    stage = stages()
    stage.gesture()
    stage.hand(settings={"tones_too": True})
    stage.hand(utterance(1, "Keep your back long.", instead="change"))
    stage.hand(utterance(2, "3"))

    stage.says("Keep your back long.", "3")
    stage.waits_for(lambda: stage.noted("tones") == [880])


def test_tones_tell_apart_and_need_no_words(stages: Stages) -> None:
    """Each tone has its own pitches, and tones that come together are heard one by one."""
    stage = stages()
    stage.gesture()
    kinds = ["count", "good", "change", "attention"]
    stage.hand(utterance(1, tone="count"))
    stage.waits_for(lambda: stage.noted("tones") == [1320])
    stage.hand(*(utterance(number, tone=kind) for number, kind in enumerate(kinds[1:], 2)))

    stage.waits_for(lambda: stage.noted("tones") == [1320, 660, 990, 880, 587, 587])
    starts = stage.noted("starts")
    assert starts == sorted(set(starts))
    assert stage.words() == []


def test_tones_stay_under_the_words(stages: Stages) -> None:
    """A tone while something is said is much softer than alone; both follow the volume."""
    stage = stages(lasts_ms=NEVER_AS_LONG_MS)
    stage.gesture()
    stage.hand(utterance(1, tone="count"))
    stage.waits_for(lambda: len(stage.noted("peaks")) == 1)
    stage.hand(utterance(2, "Turn side-on."))
    stage.hand(utterance(3, tone="count"))
    stage.waits_for(lambda: len(stage.noted("peaks")) == 2)
    stage.hand(settings={"volume": 0.5})
    stage.hand(utterance(4, tone="count"))
    stage.waits_for(lambda: len(stage.noted("peaks")) == 3)

    alone, under_words, halved = stage.noted("peaks")
    assert under_words < alone / 2
    assert halved == pytest.approx(under_words / 2)


def test_muted_leaves_the_captions(stages: Stages) -> None:
    """Muted, nothing is said, no tone is heard, and the words are shown."""
    stage = stages(lasts_ms=NEVER_AS_LONG_MS)
    stage.gesture()
    stage.hand(utterance(1, LONG))
    stage.says(LONG)
    stage.hand(settings={"muted": True})
    stage.waits_for(lambda: stage.noted()[0]["ended"] == "cancelled")
    stage.hand(utterance(2, "Begin.", tone="good", urgent=True))

    stage.waits_for(lambda: stage.caption(urgent=True) == "Begin.")
    assert stage.words() == [LONG]
    assert stage.noted("tones") == []


def test_volume_and_rate_are_the_persons(stages: Stages) -> None:
    """Words are said as loud and as fast as was chosen."""
    stage = stages()
    stage.hand(utterance(1, "Begin."), settings={"volume": 0.4, "rate": 0.8})

    stage.says("Begin.")
    assert [(said["volume"], said["rate"]) for said in stage.noted()] == [(0.4, 0.8)]


def test_nothing_is_said_again_after_the_page_was_left_or_loaded_anew(stages: Stages) -> None:
    """Old ones stay said when the voice comes back, is loaded anew, or a new guide begins at 1."""
    stage = stages()
    stage.hand(utterance(1, "Turn side-on."))
    stage.says("Turn side-on.")
    stage.hand(shown=False)
    expect(stage.page.locator(".captions")).to_have_count(0)
    stage.hand(utterance(2, "Missed."), shown=True)
    stage.says("Turn side-on.")
    stage.page.reload()
    stage.comes_to_tell(voices=True)
    stage.runs()
    stage.says()
    stage.hand(utterance(3, "Begin."))
    stage.says("Begin.")
    stage.asked["utterances"] = []
    stage.hand(utterance(1, "Another set."))

    stage.says("Begin.", "Another set.")


def test_the_voice_can_be_tried(stages: Stages) -> None:
    """Each time it is asked for, a sentence is said; not again with what is said next."""
    stage = stages()
    stage.hand(test=1)
    stage.says("This is how I sound.")
    stage.waits_for(lambda: stage.noted()[0]["ended"] == "end")
    stage.hand(utterance(1, "Begin."))
    stage.says("This is how I sound.", "Begin.")
    stage.waits_for(lambda: stage.noted()[-1]["ended"] == "end")
    stage.hand(test=2)

    stage.says("This is how I sound.", "Begin.", "This is how I sound.")


def test_a_clicker_is_heard_while_a_set_runs(stages: Stages) -> None:
    """Each button of a clicker asks to stop, wherever Start left the focus; nothing scrolls."""
    stage = stages()
    stage.page.get_by_role("button", name="Start").click()
    stage.hand(active=True)
    for button in CLICKERS_SEND:
        stage.press(button)
        stage.page.wait_for_timeout(BETWEEN_PRESSES_MS)

    assert stage.keys_told() == ["clicker"] * len(CLICKERS_SEND)
    assert {told["command"] for told in stage.told() if told["key"]} == {"stop"}
    assert stage.scrolled_px() == 0


def test_letters_answer(stages: Stages) -> None:
    """Letters continue, finish and tell of pain, digits how much; Streamlit's own keys rest."""
    stage = stages()
    stage.hand(active=True)
    for letter in "cfpd07":
        stage.press(letter)

    assert stage.keys_told() == ["continue", "finish", "pain", "further_down", "0", "7"]
    assert stage.page.get_by_role("dialog").count() == 0


def test_letters_can_be_turned_off(stages: Stages) -> None:
    """Without letter keys a clicker is still heard, and neither a letter nor a digit is."""
    stage = stages()
    stage.hand(active=True, settings={"letter_keys": False})
    stage.page.keyboard.press("p")
    stage.page.keyboard.press("7")
    stage.page.keyboard.press("PageDown")

    stage.waits_for(lambda: bool(stage.keys_told()))
    assert stage.keys_told() == ["clicker"]


def test_keys_meant_for_something_else_are_left_alone(stages: Stages) -> None:
    """Typing, a button's keys, keys with Control, and any key outside a set ask for nothing."""
    stage = stages()
    page, note = stage.page, stage.page.get_by_label("Note")
    page.keyboard.press("p")
    stage.hand(active=True)
    note.fill("")
    note.press_sequentially("p c f b")
    note.press("Enter")
    page.get_by_role("button", name="Start").press("Space")
    page.get_by_role("heading", name="Hip hinge").click()
    page.keyboard.press("Control+ArrowRight")
    stage.runs()

    assert stage.keys_told() == []
    assert note.input_value() == "p c f b"


def test_a_button_that_bounces_is_pressed_once(stages: Stages) -> None:
    """Two presses of a clicker at once, and a key held down, are one press each."""
    stage = stages()
    stage.hand(active=True)
    stage.page.evaluate(
        """() => ["PageDown", "PageUp"].forEach((key) => document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true })))"""
    )
    stage.waits_for(lambda: stage.keys_told() == ["clicker"])
    stage.page.wait_for_timeout(BETWEEN_PRESSES_MS)
    stage.page.keyboard.down("PageDown")
    stage.waits_for(lambda: stage.keys_told() == ["clicker"] * 2)
    stage.page.wait_for_timeout(BETWEEN_PRESSES_MS)
    stage.page.keyboard.down("PageDown")
    stage.runs()

    assert stage.noted("sent").count('"clicker"') == 2
    assert stage.keys_told() == ["clicker"] * 2
    assert stage.scrolled_px() == 0


def test_keys_are_heard_from_within_a_frame(stages: Stages) -> None:
    """A clicker is heard even after a click into the camera's frame, which takes the keys."""
    stage = stages()
    stage.hand(active=True)
    stage.page.frame_locator("iframe").first.get_by_role("button", name="Camera").click()
    stage.page.keyboard.press("PageDown")

    stage.waits_for(lambda: stage.keys_told() == ["clicker"])


def test_the_screen_stays_on_while_a_set_runs(stages: Stages) -> None:
    """The screen is kept on during a set, again after another tab was looked at, and no longer."""
    stage = stages()
    stage.runs()
    assert stage.noted("locks") == []
    stage.hand(active=True)
    stage.comes_to_tell(wake=True)
    stage.page.evaluate(
        "window.__noted.locks[0].released = true;"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    stage.waits_for(lambda: len(stage.noted("locks")) == 2)
    stage.hand(active=False)
    stage.waits_for(lambda: all(lock["released"] for lock in stage.noted("locks")))
    assert len(stage.noted("locks")) == 2


@pytest.mark.parametrize("wake", ["refused", "absent"])
def test_a_screen_that_cannot_be_kept_on_is_told_of(stages: Stages, wake: str) -> None:
    """Where the browser can't or won't keep the screen on, all else goes on."""
    stage = stages(wake=wake)
    stage.hand(utterance(1, "Begin."), active=True)

    stage.comes_to_tell(wake=False)
    stage.says("Begin.")


def test_all_ends_when_the_voice_goes(stages: Stages) -> None:
    """With the component go its speech, its sound, its keys and its hold on the screen."""
    stage = stages(lasts_ms=NEVER_AS_LONG_MS)
    stage.gesture()
    stage.hand(utterance(1, LONG, tone="good"), active=True)
    stage.says(LONG)
    stage.comes_to_tell(wake=True)
    stage.hand(shown=False)

    stage.waits_for(lambda: stage.noted()[0]["ended"] == "cancelled")
    stage.waits_for(lambda: [lock["released"] for lock in stage.noted("locks")] == [True])
    states = "window.__noted.contexts.map((context) => context.state)"
    stage.waits_for(lambda: set(stage.page.evaluate(states)) == {"closed"})
    stage.page.keyboard.press("PageDown")
    stage.waits_for(lambda: stage.scrolled_px() > 0)


@pytest.mark.parametrize("width", [1280, 400])
def test_captions_fit_the_page(stages: Stages, width: int) -> None:
    """The longest cue at double size stays within a wide and a narrow page."""
    stage = stages((width, 800), lasts_ms=NEVER_AS_LONG_MS)
    words = "Roll to your side. Sit a moment before you stand."
    stage.hand(utterance(1, words), active=True, settings={"text_scale": 2.0})

    stage.waits_for(lambda: stage.caption() == words)
    box = stage.page.locator(".caption[aria-live=polite]")
    assert box.evaluate("(box) => box.scrollWidth - box.clientWidth") == 0
    assert box.evaluate("(box) => parseFloat(getComputedStyle(box).fontSize)") >= 44
    assert stage.page.evaluate("document.documentElement.scrollWidth") <= width
