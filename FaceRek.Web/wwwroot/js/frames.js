// What leaves the browser: JPEGs of at most 640 pixels across and 300 kB, as the server takes them.
const widest = 640;
const heaviest = 300_000;

export async function jpegOf(video) {
  const scale = Math.min(1, widest / video.videoWidth);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  for (let quality = 0.92; ; quality -= 0.14) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && (blob.size <= heaviest || quality < 0.3)) return blob;
    if (!blob && quality < 0.3) throw new Error("The browser made no picture.");
  }
}

/** Several frames, evenly over the time; the first one at once. */
export async function burst(camera, count, milliseconds) {
  const frames = [];
  for (let i = 0; i < count; i++) {
    if (i > 0) await pause(milliseconds / (count - 1));
    frames.push(await camera.frame());
  }
  return frames;
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
