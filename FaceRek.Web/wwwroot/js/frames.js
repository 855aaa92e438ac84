// What leaves the browser: JPEGs of at most 640 pixels across and 300 kB, as the server takes them.
const widest = 640;
const heaviest = 300_000;
const heaviestBurst = 2_800_000;
const fewest = 8;
const grace = 400;
const patience = 250;

/** @param most bytes; a long burst has little room for each. */
export async function jpegOf(video, most = heaviest) {
  const scale = Math.min(1, widest / video.videoWidth);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  for (let quality = 0.92; ; quality -= 0.14) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && (blob.size <= most || quality < 0.3)) return blob;
    if (!blob && quality < 0.3) throw new Error("The browser made no picture.");
  }
}

/**
 * Several frames, evenly over the time; the first one at once. A slow device sends fewer of them, but never takes longer.
 * @param before is told before each frame how many milliseconds have passed.
 */
export async function burst(camera, count, milliseconds, before = () => {}) {
  const started = performance.now();
  const passed = () => performance.now() - started;
  const frames = [];
  for (let i = 0; i < count && (passed() <= milliseconds + grace || frames.length < fewest); i++) {
    await pause(Math.max(0, (i * milliseconds) / (count - 1) - passed()));
    if (frames.length) await camera.renewed();
    before(passed());
    // Times rise by a millisecond at least, whatever a browser rounds them to.
    const at = Math.max(Math.round(passed()), frames.length ? frames.at(-1).at + 1 : 0);
    frames.push({ at, picture: await camera.frame(Math.min(heaviest, heaviestBurst / count)) });
  }
  return frames;
}

/** Until the video shows a picture it has not shown yet, or will not soon. Two frames of one picture would count against whoever is before a slow device. */
export function nextPicture(video) {
  return new Promise((done) => {
    if (!video.requestVideoFrameCallback) return done();
    const late = setTimeout(done, patience);
    video.requestVideoFrameCallback(() => { clearTimeout(late); done(); });
  });
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
