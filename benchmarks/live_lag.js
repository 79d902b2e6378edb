// Given to the frame with the camera: notes when each numbered picture comes out of the camera's
// track and when it is shown again in the page's video.
async ({ seconds, bits, square }) => {
  const [width, height] = square;
  const columns = width * (bits + 1);

  const numberOf = async (picture) => {
    const rect = {
      x: 0, y: picture.codedHeight - height, width: columns, height,
    };
    const buffer = new Uint8Array(picture.allocationSize({ rect }));
    const [light] = await picture.copyTo(buffer, { rect });  // brightness comes first, as bytes
    const middle = light.offset + light.stride * (height / 2);
    let number = 0, even = 0;
    for (let place = 0; place <= bits; place++) {
      const bit = buffer[middle + place * width + width / 2] > 127 ? 1 : 0;
      even ^= bit;
      if (place < bits) number |= bit << place;
    }
    return even ? null : number;
  };

  const came = new Map(), lags = [], shown = [];
  const video = document.querySelector("video");
  const track = window.__noticed.cameras.at(-1).getVideoTracks()[0].clone();
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const until = performance.now() + seconds * 1000;

  const watchCamera = async () => {
    while (performance.now() < until) {
      const { value: picture } = await reader.read();
      const now = performance.now();
      const number = await numberOf(picture);
      picture.close();
      if (number !== null) came.set(number, now);
    }
  };

  let last = null;
  const watchPage = () => new Promise((finished) => {
    const next = async () => {
      const now = performance.now();
      if (now > until) return finished();
      video.requestVideoFrameCallback(next);
      const picture = new VideoFrame(video);
      const number = await numberOf(picture);
      picture.close();
      if (number === null || number === last || !came.has(number)) return;
      last = number;
      lags.push(now - came.get(number));
      shown.push(now / 1000);
    };
    video.requestVideoFrameCallback(next);
  });

  await Promise.all([watchCamera(), watchPage()]);
  track.stop();
  return { lag_ms: lags, shown_s: shown };
}
