// Runs before anything else in every frame. Notes what is said, each tone, each call and each
// camera. The speech is a stand-in: a machine without a voice must pass the same tests.
(() => {
  const noticed = { speech: [], tones: [], calls: [], cameras: [] };
  Object.defineProperty(window, "__noticed", { value: noticed });
  const now = () => (performance.timeOrigin + performance.now()) / 1000;

  // The first voice is another machine's and the browser's own choice; it must never be taken.
  const voice = (name, local) =>
    Object.freeze({ name, voiceURI: name, lang: "en-US", default: !local, localService: local });
  const voices = [voice("Elsewhere", false), voice("Here", true)];
  const WORDS_PER_S = 2.5;

  class Utterance extends EventTarget {
    constructor(text = "") {
      super();
      Object.assign(this, { text, lang: "", voice: null, volume: 1, rate: 1, pitch: 1 });
    }
  }

  class Synthesis extends EventTarget {
    queue = [];
    voices = voices;
    onvoiceschanged = null;
    get speaking() { return this.queue.length > 0; }
    get pending() { return this.queue.length > 1; }
    get paused() { return false; }
    getVoices() { return this.voices; }
    pause() {}
    resume() {}

    speak(utterance) {
      const entry = {
        text: utterance.text, asked_s: now(), began_s: null, ended_s: null, cancelled: false,
        local: utterance.voice?.localService === true,
        volume: utterance.volume, rate: utterance.rate,
      };
      noticed.speech.push(entry);
      this.queue.push({ utterance, entry });
      if (this.queue.length === 1) this.begin();
    }

    begin() {
      const current = this.queue[0];
      if (!current) return;
      const { utterance, entry } = current;
      const words = entry.text.split(/\s+/).filter(Boolean).length;
      setTimeout(() => {
        if (this.queue[0] !== current) return;
        entry.began_s = now();
        this.tell(utterance, "start");
        setTimeout(() => this.end(current), (words / WORDS_PER_S / entry.rate) * 1000);
      });
    }

    end(current) {
      if (this.queue[0] !== current) return;
      this.queue.shift();
      current.entry.ended_s = now();
      this.tell(current.utterance, "end");
      this.begin();
    }

    cancel() {
      const cancelled = this.queue.splice(0);
      for (const { utterance, entry } of cancelled) {
        entry.cancelled = true;
        entry.ended_s = now();
        setTimeout(() => this.tell(utterance, "error", entry.began_s ? "interrupted" : "canceled"));
      }
    }

    tell(utterance, type, error) {
      const event = Object.assign(new Event(type), { utterance, error });
      utterance[`on${type}`]?.call(utterance, event);
      utterance.dispatchEvent(event);
    }
  }

  const synthesis = new Synthesis();
  noticed.silence = () => {
    synthesis.voices = [];
    synthesis.onvoiceschanged?.(new Event("voiceschanged"));
    synthesis.dispatchEvent(new Event("voiceschanged"));
  };
  const replace = (name, value) =>
    Object.defineProperty(window, name, { value, configurable: true, writable: true });
  replace("speechSynthesis", synthesis);
  replace("SpeechSynthesisUtterance", Utterance);

  const sounds = window.AudioScheduledSourceNode?.prototype;
  if (sounds) {
    const start = sounds.start;
    sounds.start = function (...when) {
      noticed.tones.push(now());
      return start.apply(this, when);
    };
  }

  const Call = window.RTCPeerConnection;
  if (Call) {
    replace("RTCPeerConnection", class extends Call {
      constructor(how, ...more) {
        super(how, ...more);
        noticed.calls.push(how ?? {});
      }
    });
  }

  const media = navigator.mediaDevices;
  if (media) {
    const ask = media.getUserMedia.bind(media);
    media.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      noticed.cameras.push(stream);
      noticed.asked = wanted;
      return stream;
    };
  }
})();
