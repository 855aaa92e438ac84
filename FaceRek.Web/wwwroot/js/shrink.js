// Pictures of a phone are many times larger than the server works with: they are made smaller before they leave.
const longest = 1920;
const heaviest = 2_000_000;
const ordinary = ["image/jpeg", "image/png"];

for (const form of document.querySelectorAll("[data-shrink]")) attach(form);

function attach(form) {
  let isReady = false;
  form.addEventListener("change", () => { isReady = false; });
  // Back on a page that the browser kept: other pictures may be chosen then.
  addEventListener("pageshow", () => { isReady = false; });
  form.addEventListener("submit", async (event) => {
    if (isReady) return;
    event.preventDefault();
    const button = event.submitter;
    if (button?.ariaBusy) return;
    if (button) button.ariaBusy = "true";
    try { await shrinkAll(form); }
    finally { if (button) button.ariaBusy = null; }
    isReady = true;
    form.requestSubmit(button);
  });
}

/** Puts smaller pictures into the fields of the form. A file that this browser cannot read stays: the server says what it is. */
export async function shrinkAll(form) {
  for (const input of form.querySelectorAll("input[type=file]")) {
    const files = new DataTransfer();
    // One after the other: a picture of 50 megapixels takes 200 MB while it is open.
    for (const file of input.files) files.items.add(await shrunk(file));
    input.files = files.files;
  }
}

async function shrunk(file) {
  let picture;
  try { picture = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { return file; }
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= heaviest && ordinary.includes(file.type)) { picture.close(); return file; }
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  // What is transparent would be black in a JPEG.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
  return blob ? new File([blob], file.name, { type: "image/jpeg" }) : file;
}
