// What a page of a stranger tries against the app at `base`; each try ends as a word in the answer.
async ({ base, media }) => {
  const patient = (attempt, ms = 5000) =>
    Promise.race([attempt, new Promise((done) => setTimeout(done, ms, "silence"))]);
  const socket = (path) =>
    new Promise((done) => {
      const opened = new WebSocket(base.replace("http", "ws") + path, ["streamlit", "a", "b"]);
      opened.onopen = () => (opened.close(), done("open"));
      opened.onerror = () => done("refused");
    });
  const asked = (path, how) =>
    fetch(base + path, how).then(
      (answer) => (answer.type === "opaque" ? "blind" : `read ${answer.status}`),
      () => "refused",
    );
  const embedded = (kind, path) =>
    new Promise((done) => {
      const element = document.createElement(kind);
      element.onload = element.onloadeddata = () => done("loaded");
      element.onerror = () => done("refused");
      element.src = base + path;
      document.body.append(element);
    });
  const framed = (path) =>
    new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.onload = () => done("framed");
      frame.src = base + path;
      document.body.append(frame);
    });
  const upload = "/_stcore/upload_file/a/b";
  const form = () => {
    const body = new FormData();
    body.append("file", new Blob(["x"]), "x.mp4");
    return body;
  };
  const tried = {
    socket: patient(socket("/_stcore/stream"), 2000),
    read: asked("/_stcore/health"),
    readBlindly: asked("/_stcore/health", { mode: "no-cors" }),
    readWithCookies: asked("/", { credentials: "include" }),
    posted: asked(upload, { method: "POST", mode: "no-cors", body: form() }),
    put: asked(upload, { method: "PUT", body: form() }),
    picture: embedded("img", media),
    program: embedded("script", media),
    recording: embedded("video", media),
    page: framed("/"),
    camera: framed("/component/streamlit_webrtc.component.webrtc_streamer/index.html"),
  };
  const names = Object.keys(tried);
  const ends = await Promise.all(names.map((name) => patient(tried[name])));
  return Object.fromEntries(names.map((name, at) => [name, ends[at]]));
}
