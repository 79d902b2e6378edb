// Words, by the browser's speech: one at a time, in order, in time, by voices of this machine.

const WORDS_PER_S = 2.5; // how fast people and browsers speak
const START_MS = 4000; // speech that has not begun by then will not; the first takes up to a second
const SPARE_MS = 4000; // more than it should take, before a sentence is taken to hang
const VOICES_MS = 1500; // voices come late; after so long without any there are none

// Errors that will come again with the next words.
const LASTING = new Set([
  "synthesis-failed", "synthesis-unavailable", "language-unavailable", "voice-unavailable",
  "audio-hardware",
]);
// macOS lists these among its English voices; as coaches they can't be understood.
const NOVELTY = new RegExp(
  "^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Good News|Jester|Organ|Superstar|Trinoids"
  + "|Whisper|Wobble|Zarvox)\\b",
);

// One thing is said at a time; one waits, the newest; an urgent one goes before both.
class Speech {
  constructor(captions, tones, signal, tell) {
    Object.assign(this, { captions, tones, tell });
    this.engine = window.speechSynthesis;
    this.current = null;
    this.waiting = null;
    this.broken = false;
    this.settled = false;
    const look = () => this.look();
    const found = () => this.again();
    this.engine?.addEventListener?.("voiceschanged", found, { signal });
    window.addEventListener("pagehide", () => this.quiet(), { signal });
    const timer = setTimeout(() => {
      this.settled = true;
      this.look();
    }, VOICES_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
    look();
  }

  set({ volume, rate, muted, tones_too }) {
    this.tonesToo = tones_too;
    this.tones.volume = muted ? 0 : volume;
    const hushed = muted && !this.muted;
    Object.assign(this, { volume, rate, muted });
    const { current } = this;
    if (hushed && current?.words) {
      this.stop();
      this.silently(current.item);
    }
  }

  look() {
    this.voice = this.broken ? null : bestVoice(this.engine?.getVoices() ?? []);
    if (this.voice || this.settled || this.broken) this.tell({ voices: this.voice !== null });
  }

  // What failed may go now: the voices changed, or somebody asked for a try.
  again() {
    this.broken = false;
    this.look();
  }

  hear(items) {
    const now = performance.now();
    for (const item of items) {
      item.until = now + item.left_s * 1000;
      if (item.tone) this.tones.play(item.tone, this.current?.words);
    }
    const worded = items.filter((item) => item.text);
    const urgent = worded.findLastIndex((item) => item.urgent);
    if (urgent >= 0) this.quiet();
    for (const item of worded.slice(Math.max(urgent, 0))) {
      this.waiting = item;
      this.next();
    }
  }

  next() {
    if (this.current || !this.waiting) return;
    const item = this.waiting;
    this.waiting = null;
    if (performance.now() <= item.until) this.begin(item);
  }

  begin(item) {
    this.captions.show(item);
    if (item.number) this.tell({ spoken: item.number });
    if (this.muted) return this.silently(item);
    if (!this.voice) return this.soundFor(item);
    if (this.tonesToo) this.sound(item);
    const words = new SpeechSynthesisUtterance(item.text);
    Object.assign(words, { voice: this.voice, lang: this.voice.lang });
    Object.assign(words, { volume: this.volume, rate: this.rate });
    words.onstart = () => this.limit(words, lengthMs(item) / this.rate + SPARE_MS, "stuck");
    words.onend = () => this.current?.words === words && this.over();
    words.onerror = ({ error }) => this.failed(words, error);
    this.current = { item, words };
    this.limit(words, START_MS, "not-started");
    this.engine.resume(); // another page may have left it paused
    this.engine.speak(words);
  }

  // Some browsers now and then never say that they ended.
  limit(words, ms, error) {
    if (this.current?.words !== words) return;
    clearTimeout(this.current.timer);
    this.current.timer = setTimeout(() => this.failed(words, error), ms);
  }

  failed(words, error) {
    if (this.current?.words !== words) return;
    const { item } = this.current;
    this.stop();
    if (error === "stuck") return this.over();
    const brokenOff = error === "canceled" || error === "interrupted";
    if (brokenOff && !item.again && performance.now() <= item.until) {
      item.again = true; // not by us: Safari's cancel may take the next words with it
      this.begin(item);
      return;
    }
    this.broken = LASTING.has(error);
    this.look();
    this.tell({ error });
    this.soundFor(item);
  }

  // A tone in place of the words; its caption stays as long as they would have taken.
  soundFor(item) {
    this.sound(item);
    this.silently(item);
  }

  // What has a tone of its own has sounded already; a number is heard in the tone of its rep.
  sound({ tone, instead }) {
    if (!tone && instead) this.tones.play(instead);
  }

  silently(item) {
    this.current = { item, timer: setTimeout(() => this.over(), lengthMs(item)) };
  }

  over() {
    clearTimeout(this.current?.timer);
    this.current = null;
    this.captions.fade();
    this.next();
  }

  stop() {
    const { current } = this;
    this.current = null; // first: what is cancelled answers with an error
    clearTimeout(current?.timer);
    if (current?.words) this.engine.cancel();
  }

  quiet() {
    this.waiting = null;
    this.stop();
  }
}

// Only voices of this machine: others send the words away. English before others, what the person
// chose for their system before the rest; by name, so that it is always the same.
function bestVoice(voices) {
  const local = voices.filter((voice) => voice.localService === true);
  const rank = ({ lang, name, default: chosen }) => {
    const language = lang.replace("_", "-").toLowerCase();
    const variants = ["en-gb", "en-us"].indexOf(language);
    return [!language.startsWith("en"), NOVELTY.test(name), !chosen, variants < 0 ? 2 : variants];
  };
  const compare = (one, other) => {
    const ranks = rank(one).map((value, place) => value - rank(other)[place]);
    return ranks.find((difference) => difference) ?? (one.name < other.name ? -1 : 1);
  };
  return local.sort(compare)[0] ?? null;
}

function lengthMs({ text }) {
  return (1 + text.split(/\s+/).length / WORDS_PER_S) * 1000;
}
