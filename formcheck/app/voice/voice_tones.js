// Short tones, for what needs no words and where there is no voice.

// Tones as [from Hz, to Hz, starts s, lasts s]. All between 400 and 1400 Hz: laptop speakers give
// little below, and older ears little above. They differ in shape as well as in pitch.
const TONES = {
  count: [[1320, 1320, 0, 0.08]],
  good: [[660, 660, 0, 0.12], [990, 990, 0.13, 0.2]],
  change: [[880, 440, 0, 0.32]],
  attention: [[587, 587, 0, 0.14], [587, 587, 0.22, 0.14]],
};
const TONE_GAIN = 0.25; // of full scale: clear across a room, never startling
const UNDER_SPEECH = 0.3; // of that while words are heard, which must stay the louder
const TONE_GAP_S = 0.06; // between two tones that come at once
const TONE_LATE_S = 0.8; // a tone put off longer no longer belongs to what it was for
const SWELL_S = 0.012; // a tone that starts or ends at once clicks

class Tones {
  constructor(signal, tell) {
    this.tell = tell;
    this.volume = 1;
    this.free_s = 0;
    // Browsers keep a page silent until it is clicked in or typed in.
    const wake = () => this.context?.state === "suspended" && this.context.resume();
    for (const kind of ["pointerdown", "keydown"]) {
      window.addEventListener(kind, wake, { signal, capture: true });
    }
  }

  // Ready before the first tone: opening the sound takes longer than a tone.
  warm() {
    this.context ??= window.AudioContext && new AudioContext();
    if (this.context?.state !== "suspended") return Promise.resolve();
    return this.context.resume().catch(() => {}); // closed meanwhile: nothing to be heard
  }

  async play(name, underSpeech = false) {
    if (!(name in TONES) || this.volume === 0) return;
    const ready = this.warm();
    if (!this.context) return;
    if (this.context.state !== "running") {
      const late = new Promise((resolve) => { setTimeout(resolve, TONE_LATE_S * 1000, true); });
      if (await Promise.race([ready, late])) return this.tell({ error: "not-allowed" });
    }
    if (this.context.state === "running") this.sound(TONES[name], underSpeech);
  }

  sound(notes, underSpeech) {
    const now = this.context.currentTime;
    const start = Math.max(now, this.free_s);
    if (start - now > TONE_LATE_S) return;
    const gain = TONE_GAIN * this.volume * (underSpeech ? UNDER_SPEECH : 1);
    for (const note of notes) this.note(note, start, gain);
    const [, , starts, lasts] = notes.at(-1);
    this.free_s = start + starts + lasts + TONE_GAP_S;
  }

  note([from, to, starts, lasts], tone_s, loudness) {
    const begins = tone_s + starts;
    const ends = begins + lasts;
    const source = new OscillatorNode(this.context, { type: "sine", frequency: from });
    const level = new GainNode(this.context, { gain: 0 });
    source.frequency.setValueAtTime(from, begins);
    source.frequency.exponentialRampToValueAtTime(to, ends);
    level.gain.setValueAtTime(0, begins);
    level.gain.linearRampToValueAtTime(loudness, begins + SWELL_S);
    level.gain.linearRampToValueAtTime(0, ends);
    source.connect(level).connect(this.context.destination);
    source.start(begins);
    source.stop(ends);
  }

  close() {
    if (this.context && this.context.state !== "closed") this.context.close();
  }
}
