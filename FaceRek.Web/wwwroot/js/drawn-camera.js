// A person drawn by the server, played into a canvas: to the rest of the page it is a camera like any other.
const prefix = "drawn:";
const moments = 12;
const perSecond = 8;

export function isDrawn(device) {
  return device.startsWith(prefix);
}

/** @param device "drawn:" and the path under which the server draws one moment after the other. */
export async function drawnCamera(device) {
  const path = device.slice(prefix.length);
  const pictures = await Promise.all(Array.from({ length: moments }, (_, moment) => pictureAt(`${path}?moment=${moment}`)));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [pictures[0].width, pictures[0].height];
  const pen = canvas.getContext("2d");
  let tick = 0;
  const draw = () => pen.drawImage(pictures[tick++ % moments], 0, 0);
  draw();
  const timer = setInterval(draw, 1000 / perSecond);
  const stream = canvas.captureStream(perSecond);
  const track = stream.getVideoTracks()[0];
  const stop = track.stop.bind(track);
  track.stop = () => { clearInterval(timer); stop(); };
  return stream;
}

async function pictureAt(path) {
  const response = await fetch(path);
  if (!response.ok) throw new DOMException("No drawn camera here.", "NotFoundError");
  return createImageBitmap(await response.blob());
}
