// The check-in page: a burst of frames and a fresh challenge go to the server, which answers in words.
import { Camera } from "./camera.js";
import { burst } from "./frames.js";
import { place } from "./place.js";
import { post } from "./post.js";

// Milliseconds into the burst at which the arrows come and go: time to see one, to follow it and to look ahead again.
const firstArrow = 600;
const arrowStays = 1800;
const arrowAway = 600;

for (const root of document.querySelectorAll("[data-check-in]")) attach(root);

function attach(root) {
  const panel = root.querySelector("[data-camera]");
  const camera = new Camera(panel);
  const buttons = [...root.querySelectorAll("[data-direction]")];
  const words = root.dataset;
  const enable = (can) => buttons.forEach((button) => { button.disabled = !can; });

  camera.addEventListener("live", () => { camera.say(words.ready); enable(true); buttons[0].focus({ preventScroll: true }); });
  camera.addEventListener("stopped", () => enable(false));
  for (const button of buttons) button.addEventListener("click", () => checkIn(button));

  async function checkIn(button) {
    enable(false);
    button.setAttribute("aria-busy", "true");
    camera.state = "sending";
    camera.say(words.holdStill);
    try {
      show(await send(button.dataset.direction));
    } catch {
      show({ state: "failure", title: words.failed });
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  async function send(direction) {
    // The first question of a browser takes as long as its owner does, so it is asked before the challenge begins to run.
    const where = "asksForPlace" in words ? await place() : {};
    const ticket = await post(words.challengePath, new FormData(), words);
    if (!ticket.challenge) return ticket;
    const frames = await film(ticket);
    const form = new FormData();
    form.append("challenge", ticket.challenge);
    form.append("direction", direction);
    for (const [name, value] of Object.entries(where)) form.append(name, value);
    form.append("times", frames.map(({ at }) => at).join());
    frames.forEach(({ picture }, index) => form.append("frames", picture, `${index}.jpg`));
    camera.say(words.checking);
    return post(words.path, form, words);
  }

  async function film({ moves, frames, milliseconds }) {
    if (!moves.length) return burst(camera, frames, milliseconds);
    await camera.rehearse(moves.map(({ name }) => name));
    let shown;
    const show = (move) => {
      if (shown === move) return;
      shown = move;
      camera.point(move?.name);
      camera.say(move?.words ?? words.straight);
    };
    show(null);
    try {
      return await burst(camera, frames, milliseconds, (passed) => {
        const round = (passed - firstArrow) / (arrowStays + arrowAway);
        const isPointing = round >= 0 && round % 1 < arrowStays / (arrowStays + arrowAway);
        show(isPointing ? (moves[Math.floor(round)] ?? null) : null);
      });
    } finally {
      camera.point(null);
    }
  }

  function show(answer) {
    if (answer.state === "failure") {
      // Leaving in the middle of a burst switches the camera off.
      if (!camera.isLive) return;
      camera.state = "failure";
      camera.say([answer.title, answer.detail].filter(Boolean).join(". ").replace(/([.!?])\./g, "$1"));
      enable(true);
      buttons[0].focus({ preventScroll: true });
      return;
    }
    fill(panel, answer);
    camera.say("");
    camera.stop(answer.state);
    // What the page said before is no longer so.
    for (const stale of document.querySelectorAll("[data-until-answered]")) stale.hidden = true;
  }
}

function fill(panel, answer) {
  const cover = panel.querySelector(`[data-answer][data-when=${answer.state}]`);
  cover.querySelector("[data-answer-title]").textContent = answer.title;
  cover.querySelector("[data-answer-detail]").textContent = answer.detail ?? "";
  const link = cover.querySelector("[data-answer-link]");
  link.hidden = !answer.link;
  if (answer.link) [link.href, link.textContent] = [answer.link.href, answer.link.text];
}
