// What a set needs from the machine while nobody touches it: its keys, and its screen on.

const BOUNCE_MS = 400; // a clicker's button that bounces is one press

// What page-turners and presenters' clickers send: F5 and Escape begin and end a show, b and the
// full stop blank the screen.
const CLICKER = new Set([
  " ", "Enter", "PageDown", "PageUp", "ArrowRight", "ArrowLeft", "Escape", "F5", "b", ".",
]);
const LETTERS = { c: "continue", f: "finish", p: "pain", d: "further_down" };
const PRESSES = new Set([" ", "Enter", "ArrowRight", "ArrowLeft"]); // controls use these
const CONTROLS = "button, a[href], summary, audio, video, [role=button], [role=link], [role=tab],"
  + "[role=checkbox], [role=radio], [role=switch], [role=menuitem], [role=option]";
const WRITTEN_IN = "textarea, select, [contenteditable]:not([contenteditable=false]),"
  + "input:not([type=button], [type=submit], [type=checkbox], [type=radio], [type=range]),"
  + "[role=textbox], [role=combobox], [role=spinbutton]";
const KEYS_OF_THEIR_OWN = `${WRITTEN_IN}, input, dialog, [role=dialog], [role=slider],`
  + "[role=listbox], [role=menu]";

// Keys pressed while a set runs: a clicker's, a letter for each answer, and pain as a number.
class Keys {
  constructor(signal, press) {
    this.signal = signal;
    this.press = press;
    this.active = false;
    this.documents = new WeakSet();
    this.pressed = { kind: "", at: -Infinity };
    this.listen(window);
    window.addEventListener("blur", () => this.active && this.watchFrames(), { signal });
  }

  // In the capturing phase and on the window: before Streamlit's own keys, of which c is one.
  listen(target) {
    const { signal } = this;
    target.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
  }

  // While the focus is in a frame, such as the camera's, the page hears no key.
  watchFrames() {
    for (const { contentDocument } of document.querySelectorAll("iframe")) {
      if (!contentDocument || this.documents.has(contentDocument)) continue; // null: not ours
      this.documents.add(contentDocument);
      this.listen(contentDocument);
    }
  }

  key(event) {
    const kind = this.kindOf(event);
    if (!kind) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const at = performance.now();
    const bounced = kind === this.pressed.kind && at - this.pressed.at < BOUNCE_MS;
    this.pressed = { kind, at };
    if (event.repeat || bounced) return;
    this.press({ key: kind, id: performance.timeOrigin + at }); // Streamlit may hand it over twice
  }

  kindOf(event) {
    if (!this.active || event.isComposing || !event.key) return null; // no key: filled in
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
    const element = event.composedPath().find((node) => node.nodeType === Node.ELEMENT_NODE);
    if (element?.closest(KEYS_OF_THEIR_OWN) || element?.isContentEditable) return null;
    if (PRESSES.has(event.key) && element?.closest(CONTROLS)) return null;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (name.match(/^[a-z0-9.]$/) && !this.letters) return null;
    if (name.match(/^[0-9]$/)) return name;
    return CLICKER.has(name) ? "clicker" : LETTERS[name] ?? null;
  }
}

// Keeps the screen on: nobody touches the machine during a set.
class Wake {
  constructor(signal, tell) {
    this.tell = tell;
    const again = () => document.visibilityState === "visible" && this.keep(this.wanted);
    document.addEventListener("visibilitychange", again, { signal });
  }

  async keep(wanted) {
    this.wanted = wanted;
    if (!wanted) return this.release();
    if (this.lock && !this.lock.released) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (this.lock && !this.lock.released) return lock.release();
      this.lock = lock;
      if (!this.wanted) return this.release();
      this.tell({ wake: true });
    } catch { // there is none here, or it is refused: on battery, in a hidden page
      this.tell({ wake: false });
    }
  }

  release() {
    this.lock?.release();
    this.lock = null;
  }
}
