// Dresses the camera's frame as the page around it is: it comes with capitals and letters of its
// own, and with advice for developers.
const STYLE = `
  button {
    text-transform: none !important; letter-spacing: normal !important;
    font-family: inherit !important; font-size: 1rem !important;
    border-radius: 0.6rem !important; box-shadow: none !important;
  }
  button:focus-visible { outline: 3px solid currentColor !important; outline-offset: -5px; }
  .MuiAlert-standardWarning { display: none !important; }
`;

// The frame grows with its picture when the window changes: by itself it would cut the picture off.
const grown = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const frame = target.ownerDocument.defaultView?.frameElement;
    const height = Math.ceil(target.getBoundingClientRect().height);
    if (frame && height) frame.style.height = `${height}px`;
  }
});

function dress() {
  const { fontFamily } = getComputedStyle(document.body);
  const { fontSize } = getComputedStyle(document.documentElement); // as large as was chosen
  for (const frame of document.querySelectorAll("iframe[title*=webrtc]")) {
    const inside = frame.contentDocument;
    if (!inside?.head) continue; // not there yet, or not ours
    let style = inside.getElementById("formcheck");
    if (!style) {
      style = inside.createElement("style");
      style.id = "formcheck";
      inside.head.append(style);
      const content = inside.getElementById("root");
      if (content) grown.observe(content);
    }
    style.textContent = `html { font-size: ${fontSize} } body { font-family: ${fontFamily} } ${STYLE}`;
  }
}

export default function () {
  dress();
  document.addEventListener("load", dress, true); // a frame's own load does not bubble
  return () => document.removeEventListener("load", dress, true);
}
