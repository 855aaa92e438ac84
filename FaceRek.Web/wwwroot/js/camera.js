// The camera of a panel (Components/CameraPanel.razor): its states, its choice of devices, and frames out of it.
// Fires "live" and "stopped". The preview is mirrored by the style sheet; pixels never are.
import { drawnCamera, isDrawn } from "./drawn-camera.js";
import { jpegOf, nextPicture } from "./frames.js";

const remembered = "facerek-camera";
const stateOfError = {
  NotAllowedError: "denied", SecurityError: "denied",
  NotFoundError: "none", OverconstrainedError: "none",
  NotReadableError: "busy", AbortError: "busy",
};

export class Camera extends EventTarget {
  #panel; #video; #choice; #hint; #arrow; #stream; #attempt = 0; #wasLive = false;

  constructor(panel) {
    super();
    this.#panel = panel;
    this.#video = panel.querySelector("video");
    this.#choice = panel.querySelector("[data-camera-choice]");
    this.#hint = panel.querySelector("[data-camera-hint]");
    this.#arrow = panel.querySelector("[data-camera-move]");
    for (const button of panel.querySelectorAll("[data-camera-start]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.start(button.dataset.cameraStart));
    }
    this.#choice.addEventListener("change", () => this.start(this.#choice.value));
    addEventListener("pagehide", () => this.stop());
    document.addEventListener("visibilitychange", () => this.#followVisibility());
    if (!canUseCameras()) this.state = "insecure";
  }

  get state() { return this.#panel.dataset.state; }

  /** Shows the cover of that state, if it has one, and hides all others. */
  set state(state) {
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#panel.dataset.state = state;
    for (const cover of this.#panel.querySelectorAll("[data-when]")) cover.hidden = !cover.dataset.when.split(" ").includes(state);
    // Whoever pressed a button that is now hidden goes on from the one that took its place.
    if (hadFocus && !this.#panel.contains(document.activeElement)) this.#panel.querySelector("[data-when]:not([hidden]) :is(button, a)")?.focus();
  }

  get isLive() { return Boolean(this.#stream); }

  /** What is said below the picture, also to a screen reader. */
  say(words) { this.#hint.textContent = words ?? ""; }

  async start(device) {
    const attempt = ++this.#attempt;
    this.#release();
    const wanted = device || sessionStorage.getItem(remembered) || "";
    if (!isDrawn(wanted) && !canUseCameras()) { this.state = "insecure"; return; }
    this.state = "asking";
    try {
      const stream = await this.#open(wanted);
      // A later choice, or leaving, has overtaken this one.
      if (attempt !== this.#attempt) { release(stream); return; }
      this.#stream = stream;
      stream.getVideoTracks()[0].addEventListener("ended", () => this.#lose());
      this.#video.srcObject = stream;
      await this.#video.play();
      await this.#list(wanted);
      if (attempt !== this.#attempt) return;
      this.state = "live";
      this.dispatchEvent(new Event("live"));
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#release();
      this.state = stateOfError[error.name] ?? "busy";
    }
  }

  /** Switches the camera off; its light goes out. */
  stop(state = "idle") {
    this.#attempt++;
    if (!this.#stream && this.state !== "asking") return;
    this.#release();
    this.state = state;
    this.dispatchEvent(new Event("stopped"));
  }

  /** One JPEG of what the camera sees now. */
  frame(most) {
    if (!this.isLive) throw new Error("The camera is off.");
    return jpegOf(this.#video, most);
  }

  /** Until it sees something new. */
  renewed() { return nextPicture(this.#video); }

  /** Shows the arrow of a move over the picture, or none. */
  point(move) {
    this.#arrow.dataset.cameraMove = move ?? "";
    this.#arrow.toggleAttribute("hidden", !move); // an SVG element has no property of that name
    this.#stream?.act?.(move);
  }

  /** Whoever is only drawn must learn what is going to be asked. */
  async rehearse(moves) { await this.#stream?.rehearse?.(moves); }

  async #open(wanted) {
    if (isDrawn(wanted)) return drawnCamera(wanted);
    const size = { width: { ideal: 640 }, height: { ideal: 480 } };
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: false, video: wanted ? { ...size, deviceId: { exact: wanted } } : { ...size, facingMode: "user" } });
    } catch (error) {
      if (!wanted || !["NotFoundError", "OverconstrainedError"].includes(error.name)) throw error;
      // The camera of last time is gone: any other will do.
      sessionStorage.removeItem(remembered);
      return navigator.mediaDevices.getUserMedia({ audio: false, video: size });
    }
  }

  async #list(wanted) {
    const used = isDrawn(wanted) ? wanted : this.#stream.getVideoTracks()[0].getSettings().deviceId ?? "";
    const devices = canUseCameras() ? (await navigator.mediaDevices.enumerateDevices()).filter((d) => d.kind === "videoinput" && d.deviceId) : [];
    for (const option of [...this.#choice.options]) if (!isDrawn(option.value)) option.remove();
    devices.forEach((device, index) => this.#choice.add(new Option(device.label || `${this.#choice.dataset.word} ${index + 1}`, device.deviceId), index));
    this.#choice.value = used;
    this.#choice.closest("[data-camera-devices]").hidden = this.#choice.options.length < 2;
    if (used) sessionStorage.setItem(remembered, used);
  }

  #lose() {
    this.stop("none");
  }

  #followVisibility() {
    if (document.hidden && this.isLive) {
      this.stop();
      this.#wasLive = true;
    } else if (!document.hidden && this.#wasLive) {
      this.#wasLive = false;
      this.start();
    }
  }

  #release() {
    if (this.#stream) release(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
    this.#choice.closest("[data-camera-devices]").hidden = true;
  }
}

function release(stream) {
  for (const track of stream.getTracks()) track.stop();
}

function canUseCameras() {
  return window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);
}
