// Tells the page what the browser knows of cameras before one is asked for. Nothing is sent
// anywhere but to this page, and no camera is turned on.
let last = "";

async function permission() {
  try {
    return (await navigator.permissions.query({ name: "camera" })).state;
  } catch {
    return "unknown"; // Firefox below 130 does not know this name
  }
}

async function cameras() {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput").length;
  } catch {
    return -1;
  }
}

async function look(setStateValue) {
  const media = Boolean(navigator.mediaDevices?.getUserMedia);
  const found = {
    media,
    cameras: media ? await cameras() : -1,
    permission: media ? await permission() : "unknown",
    calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
  const told = JSON.stringify(found);
  if (told === last) return;
  last = told;
  setStateValue("found", found);
}

export default function ({ setStateValue }) {
  last = "";
  const again = () => look(setStateValue);
  again();
  navigator.mediaDevices?.addEventListener("devicechange", again);
  let watched = null;
  navigator.permissions
    ?.query({ name: "camera" })
    .then((status) => {
      watched = status;
      status.addEventListener("change", again);
    })
    .catch(() => {});
  return () => {
    navigator.mediaDevices?.removeEventListener("devicechange", again);
    watched?.removeEventListener("change", again);
  };
}
