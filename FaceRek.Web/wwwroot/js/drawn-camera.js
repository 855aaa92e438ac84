// A person drawn by the server, played into a canvas: to the rest of the page it is a camera like any other, whose person follows the arrows.
const prefix = "drawn:";
const moments = 12;
const steps = 4;
const perSecond = 10;
// How far somebody who holds still sways, in pixels; no two frames of a camera are the same.
const sway = 5;

export function isDrawn(device) {
  return device.startsWith(prefix);
}

/** @param device "drawn:" and the path under which the server draws one moment after the other. */
export async function drawnCamera(device) {
  const path = device.slice(prefix.length);
  const resting = await Promise.all(Array.from({ length: moments }, (_, moment) => pictureAt(`${path}?moment=${moment}`)));
  const moves = new Map();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [resting[0].width, resting[0].height];
  const pen = canvas.getContext("2d");
  const phase = Math.random() * 100;
  let tick = 0;
  let move = null;
  let step = 0;
  let wanted = 0;

  const draw = () => {
    tick++;
    step += Math.sign(wanted - step);
    if (step === 0 && wanted === 0) move = null;
    const picture = step > 0 && moves.has(move) ? moves.get(move)[step - 1] : resting[tick % moments];
    const [x, y] = [0.37, 0.53].map((speed) => sway * (Math.sin(phase + tick * speed) + Math.sin(phase * 3 + tick * speed * 0.41)));
    pen.setTransform(1.06, 0, 0, 1.06, x - canvas.width * 0.03, y - canvas.height * 0.03);
    pen.drawImage(picture, 0, 0);
  };
  draw();
  const timer = setInterval(draw, 1000 / perSecond);
  const stream = canvas.captureStream(perSecond);
  const track = stream.getVideoTracks()[0];
  const stop = track.stop.bind(track);
  track.stop = () => { clearInterval(timer); stop(); };
  stream.rehearse = (names) => Promise.all(names.map(async (name) => {
    if (!moves.has(name)) moves.set(name, await Promise.all(Array.from({ length: steps }, (_, i) => pictureAt(`${path}?move=${name[0].toUpperCase()}${name.slice(1)}&step=${i + 1}`))));
  }));
  stream.act = (name) => {
    if (name) [move, step, wanted] = [name, 0, steps];
    else wanted = 0;
  };
  return stream;
}

async function pictureAt(path) {
  const response = await fetch(path);
  if (!response.ok) throw new DOMException("No drawn camera here.", "NotFoundError");
  return createImageBitmap(await response.blob());
}
