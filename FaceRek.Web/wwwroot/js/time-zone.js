// Tells a form which time zone the browser lives in. Without it the organization begins with UTC and can change it in its settings.
for (const field of document.querySelectorAll("[data-time-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
