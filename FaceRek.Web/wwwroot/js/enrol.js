// Guided enrolment: frame after frame goes to the server until it takes one, then the next pose is asked for.
import { Camera } from "./camera.js";
import "./drop.js";
import { pause } from "./frames.js";
import { post } from "./post.js";
import "./shrink.js";

const betweenFrames = 350;
const betweenPoses = 1600;
// A turned head or a blink may look like somebody else for a moment.
const mostDoubts = 5;

for (const root of document.querySelectorAll("[data-enrol]")) attach(root);

function attach(root) {
  const words = root.dataset;
  const wanted = Number(words.wanted);
  const camera = new Camera(root.querySelector("[data-camera]"));
  const [controls, run, finish, dots, doubt] = ["controls", "run", "finish", "dots", "doubt"].map((name) => root.querySelector(`[data-${name}]`));
  const prompts = [...root.querySelectorAll("[data-prompt]")].map((prompt) => prompt.content.textContent);
  // Ids of what this visit has added; those of earlier visits are in the list below.
  const taken = [];
  let round = 0;
  let isRunning = false;

  camera.addEventListener("live", () => { controls.hidden = dots.hidden = false; draw(); camera.say(prompts[0]); run.focus({ preventScroll: true }); });
  camera.addEventListener("stopped", () => { halt(); controls.hidden = taken.length === 0; });
  run.addEventListener("click", () => (isRunning ? halt() : go()));

  async function go() {
    const mine = ++round;
    let doubts = 0;
    isRunning = true;
    draw();
    while (isRunning && mine === round && next() < wanted) {
      const answer = await send(await camera.frame());
      if (mine !== round || !camera.isLive) return;
      if (answer.step === "doubt" && ++doubts < mostDoubts) {
        camera.say(prompts[0]);
        await pause(betweenFrames);
        continue;
      }
      camera.say(answer.sentence ?? answer.title);
      if (answer.step === "added") {
        doubts = 0;
        taken[next()] = answer.face;
        draw();
        await pause(betweenPoses);
        if (mine === round && camera.isLive && next() < wanted) camera.say(prompts[next()]);
      } else if (answer.step !== "hint") {
        halt();
        if (answer.step === "doubt" && doubt) ask(answer);
      }
      await pause(betweenFrames);
    }
    if (mine === round && next() >= wanted) end();
  }

  function halt() {
    round++;
    isRunning = false;
    draw();
  }

  function end() {
    isRunning = false;
    root.querySelector("[data-answer][data-when=success] [data-answer-title]").textContent = words.done.replace("{0}", count());
    camera.say("");
    camera.stop("success");
    // What the page said before is no longer so.
    for (const stale of document.querySelectorAll("[data-until-answered]")) stale.hidden = true;
    draw();
    finish.focus();
  }

  let held;
  async function send(frame, reason) {
    held = frame;
    const form = new FormData();
    form.append("frame", frame, "frame.jpg");
    if (reason) form.append("reason", reason);
    return post(words.path, form, words);
  }

  // Twins: an admin decides, and says why.
  function ask(answer) {
    doubt.querySelector("[data-doubt-words]").textContent = answer.sentence;
    doubt.hidden = false;
    doubt.querySelector("input").focus();
  }
  doubt?.addEventListener("submit", async (event) => {
    event.preventDefault();
    doubt.hidden = true;
    const answer = await send(held, doubt.querySelector("input").value);
    camera.say(answer.sentence ?? answer.title);
    if (answer.step === "added") taken[next()] = answer.face;
    draw();
    run.focus();
  });
  doubt?.querySelector("[data-doubt-leave]").addEventListener("click", () => { doubt.hidden = true; run.focus(); });

  async function retake(index) {
    const form = new FormData();
    form.append("face", taken[index]);
    await post(words.removePath, form, words);
    delete taken[index];
    if (!camera.isLive) await camera.start();
    draw();
    camera.say(prompts[index]);
    if (camera.isLive) go();
  }

  function count() { return taken.filter(Boolean).length; }
  function next() {
    const gap = Array.from({ length: wanted }, (_, index) => taken[index]).findIndex((face) => !face);
    return gap < 0 ? wanted : gap;
  }

  function draw() {
    run.textContent = isRunning ? words.pause : count() ? words.goOn : words.begin;
    run.hidden = next() >= wanted || !camera.isLive;
    finish.hidden = isRunning || count() === 0;
    finish.classList.toggle("button--primary", count() >= Number(words.fewest));
    dots.ariaLabel = words.progress.replace("{0}", count()).replace("{1}", wanted);
    dots.replaceChildren(...Array.from({ length: wanted }, (_, index) => dot(index)));
  }

  function dot(index) {
    const item = document.createElement("li");
    item.className = "avatar";
    if (!taken[index]) {
      item.textContent = index + 1;
      if (index === next()) item.ariaCurrent = "step";
      return item;
    }
    item.dataset.done = "";
    const again = document.createElement("button");
    again.type = "button";
    again.className = "dots__again";
    again.ariaLabel = again.title = words.retake.replace("{0}", index + 1);
    again.addEventListener("click", () => retake(index));
    item.append(again);
    return item;
  }
}
