// Where the browser says it is, asked for only when the person checks in and only where their site wants to know.
const patience = 8_000;

/** Latitude, longitude, accuracy in metres and age in seconds; empty where the browser would not say. */
export async function place() {
  if (!navigator.geolocation) return {};
  try {
    const fix = await new Promise((found, failed) => navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: patience, maximumAge: 30_000 }));
    const { latitude, longitude, accuracy } = fix.coords;
    return { latitude, longitude, accuracy, age: Math.max(0, Date.now() - fix.timestamp) / 1000 };
  } catch {
    return {};
  }
}

// A form that is sent takes the place along; without an answer it goes as it is, and the server says what that means.
for (const form of document.querySelectorAll("form[data-place]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { submitter } = event;
    submitter?.setAttribute("aria-busy", "true");
    fill(form, await place());
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  });
}

// A button that puts the place of this browser into the fields of a site.
for (const button of document.querySelectorAll("[data-place-here]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    const { latitude, longitude } = await place();
    button.removeAttribute("aria-busy");
    if (latitude !== undefined) fill(button.form, { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) });
  });
}

function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name] ?? form.querySelector(`[name="Input.${name[0].toUpperCase()}${name.slice(1)}"]`);
    if (field) field.value = value;
  }
}
