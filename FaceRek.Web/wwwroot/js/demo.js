// The demo without leaving the page: previews, a webcam for the second picture, and boxes over what stays in this browser.
import { Camera } from "./camera.js";
import "./drop.js";
import { shrinkAll } from "./shrink.js";

for (const form of document.querySelectorAll("[data-demo]")) attach(form);

function attach(form) {
  const result = document.querySelector("[data-result]");
  const webcam = form.querySelector("[data-webcam]");
  const shoot = form.querySelector("[data-shoot]");
  const camera = new Camera(webcam.querySelector("[data-camera]"));
  webcam.hidden = false;
  webcam.addEventListener("toggle", () => { if (!webcam.open) camera.stop(); });
  camera.addEventListener("live", () => { shoot.disabled = false; shoot.focus({ preventScroll: true }); });
  camera.addEventListener("stopped", () => { shoot.disabled = true; });
  shoot.addEventListener("click", async () => {
    const files = new DataTransfer();
    files.items.add(new File([await camera.frame()], "camera.jpg", { type: "image/jpeg" }));
    form.second.files = files.files;
    form.second.dispatchEvent(new Event("change", { bubbles: true }));
    camera.stop();
    webcam.open = false;
  });
  form.addEventListener("change", (event) => { if (event.target.type === "file") preview(form, event.target); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button:not([type])");
    button.ariaBusy = "true";
    button.disabled = true;
    try { await compare(form, result); }
    finally { button.ariaBusy = null; button.disabled = false; }
  });
}

async function compare(form, result) {
  try {
    await shrinkAll(form);
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!response.ok) { say(result, { 429: form.dataset.slowDown, 413: form.dataset.tooLarge }[response.status] ?? form.dataset.failed); return; }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    result.replaceChildren(...page.querySelector("[data-result]").childNodes);
  } catch {
    say(result, form.dataset.failed);
    return;
  }
  for (const boxes of result.querySelectorAll("[data-boxes]")) {
    const picture = form.querySelector(`[data-preview=${boxes.dataset.boxes}]`);
    const image = new Image();
    [image.src, image.alt] = [picture.src, picture.alt];
    boxes.prepend(image);
    boxes.hidden = false;
    picture.hidden = true;
  }
  result.focus({ preventScroll: true });
  result.scrollIntoView({ block: "nearest" });
}

function preview(form, input) {
  const picture = form.querySelector(`[data-preview=${input.name}]`);
  if (picture.src) URL.revokeObjectURL(picture.src);
  picture.hidden = input.files.length === 0;
  if (input.files.length) picture.src = URL.createObjectURL(input.files[0]);
}

function say(result, sentence) {
  const notice = document.createElement("div");
  notice.className = "notice notice--bad";
  notice.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  result.replaceChildren(notice);
}
