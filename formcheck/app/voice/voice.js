// Says what the page has to say: words by the browser's own speech, short tones, and captions.
// Streamlit calls the default export each time the data change, and what it returns when the
// component goes. Nothing is fetched and nothing leaves the browser. The files voice*.js are one
// module: Streamlit takes a component's script as a single text.

const TEST = { number: 0, tone: null, instead: "good", urgent: false };
const TEST_GOOD_S = 5;

// By the component's key: what was taken up, so that it isn't said again after a remount.
const taken = new Map();
const mounted = new WeakMap();

export default function voice(component) {
  const root = component.parentElement;
  let page = mounted.get(root);
  if (!page) {
    page = new Voice(root);
    mounted.set(root, page);
  }
  return page.update(component);
}

class Voice {
  constructor(root) {
    this.root = root;
    this.ending = new AbortController();
    const { signal } = this.ending;
    this.reported = "";
    this.report = { voices: null, error: "", wake: null, spoken: 0, series: "" };
    const tell = (changes) => this.tell(changes);
    this.captions = new Captions(root);
    this.tones = new Tones(signal, tell);
    this.speech = new Speech(this.captions, this.tones, signal, tell);
    this.wake = new Wake(signal, tell);
    this.keys = new Keys(signal, (press) => this.component.setTriggerValue("pressed", press));
  }

  // Streamlit may run what an earlier call returned after a later call: only the latest one's
  // counts, and only if no other follows at once.
  update(component) {
    clearTimeout(this.closing);
    this.component = component;
    const { data } = component;
    this.captions.look(data);
    this.speech.set(data);
    this.activate(data);
    this.hear(data);
    const close = () => {
      if (this.component === component) this.closing = setTimeout(() => this.close());
    };
    return close;
  }

  activate({ active, letter_keys }) {
    this.keys.letters = letter_keys;
    if (active === this.active) return;
    this.active = active;
    this.keys.active = active;
    this.wake.keep(active);
    if (active) {
      this.tones.warm();
      // The button just pressed would take the next Space or Enter, and a frame every key.
      const focused = document.activeElement;
      if (!focused?.matches(WRITTEN_IN)) this.captions.focus();
    }
  }

  hear({ key, series, since, utterances, test, test_text: text }) {
    const before = taken.get(key);
    const last = Math.max(since, before?.series === series ? before.last : 0);
    const items = utterances.filter((item) => item.number > last);
    taken.set(key, { series, last: items.at(-1)?.number ?? last, test });
    if (series !== this.report.series) Object.assign(this.report, { series, spoken: 0 });
    if (test > (before?.test ?? 0)) {
      this.tones.warm();
      this.speech.again();
      items.push({ ...TEST, text, left_s: TEST_GOOD_S });
    }
    if (items.length) this.speech.hear(items);
  }

  tell(changes) {
    Object.assign(this.report, changes);
    queueMicrotask(() => {
      const report = JSON.stringify(this.report);
      if (report === this.reported || this.ending.signal.aborted) return;
      this.reported = report;
      this.component.setStateValue("report", JSON.parse(report));
    });
  }

  close() {
    mounted.delete(this.root);
    this.ending.abort();
    this.speech.quiet();
    this.wake.keep(false);
    this.tones.close();
    this.captions.close();
  }
}

const LINGER_MS = 4000; // a caption stays so long once it was said

class Captions {
  constructor(root) {
    this.box = root.querySelector(".captions");
    this.polite = root.querySelector("[aria-live=polite]");
    this.assertive = root.querySelector("[aria-live=assertive]");
  }

  look({ active, text_scale, high_contrast, name }) {
    this.box.setAttribute("aria-label", name);
    this.box.classList.toggle("active", active);
    this.box.classList.toggle("contrast", high_contrast);
    this.box.style.setProperty("--scale", text_scale);
  }

  show({ text, urgent }) {
    clearTimeout(this.timer);
    this.polite.textContent = urgent ? "" : text;
    this.assertive.textContent = urgent ? text : "";
  }

  fade() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show({ text: "", urgent: false }), LINGER_MS);
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  close() {
    clearTimeout(this.timer);
  }
}
